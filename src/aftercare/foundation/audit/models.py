"""The append-only history: one chain of entries per subject."""

from django.db import models
from django.db.models import Q

from aftercare.foundation.privacy.fields import EncryptedTextField


class Entry(models.Model):
    """One action: who did what to which record, when. Written once; triggers refuse any change.

    `before` and `hash` chain the entries of one subject; rules.py says how.
    """

    subject = models.CharField(max_length=80)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10)
    verb = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="audit_one_place_in_a_chain"),
            models.CheckConstraint(name="audit_counts_from_one", condition=Q(seq__gte=1)),
        ]
        indexes = [models.Index(fields=["user_id", "-at", "-id"], name="audit_of_user")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


class Head(models.Model):
    """The end of a subject's chain: tells a chain whose tail was cut, and locks it for the next.

    `register` numbers the seal that took this chain into the register; null until then.
    """

    subject = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField()
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    register = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["subject"],
                name="audit_heads_to_register",
                condition=Q(register__isnull=True),
            ),
            models.Index(
                fields=["register", "subject"],
                name="audit_heads_registered",
                condition=Q(register__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} #{self.seq}"


class Words(models.Model):
    """Free text of an entry, outside the chain and sealed: the entry holds its commitment only.

    Removing the row erases the text and leaves the chain valid.
    """

    subject = models.CharField(max_length=80, db_index=True)
    commitment = models.CharField(max_length=64, unique=True)
    salt = models.BinaryField(max_length=16)
    text = EncryptedTextField()

    class Meta:
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return f"words of {self.subject}"
