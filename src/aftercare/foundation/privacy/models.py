"""Traces of who saw personal data in the clear."""

from django.db import models

from .fields import SaidWords


class Reveal(models.Model):
    """One look behind the mask: who, at what, why, when. Nothing of what was seen is kept."""

    subject = models.CharField(max_length=80)
    fields = models.JSONField(default=list)
    user_id = models.BigIntegerField(null=True)
    reason = SaidWords(max_length=200, about="subject:subject")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="reveals_of_subject"),
            models.Index(fields=["user_id", "-at"], name="reveals_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} by {self.user_id}"
