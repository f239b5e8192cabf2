"""Answers given to posts that carried an idempotency key."""

from django.db import models

from aftercare.foundation.privacy.fields import EncryptedTextField


class Receipt(models.Model):
    """One post of one caller, done once: its fingerprint and the answer it got, sealed.

    The row is written in the transaction of what the post does: both stay, or neither.
    """

    caller = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    fingerprint = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    answer = EncryptedTextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_receipt_a_key")]
        indexes = [models.Index(fields=["at"], name="receipts_by_age")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
