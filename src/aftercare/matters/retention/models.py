from django.db import models
from django.db.models import Q

from aftercare.foundation.privacy.fields import EncryptedTextField


class PeriodsVersion(models.Model):
    """How many days each kind of data is kept, from the day on which somebody said so.

    Without any, nothing of cases is erased by itself.
    """

    number = models.PositiveIntegerField(unique=True)
    days = models.JSONField()
    reason = EncryptedTextField()
    set_by = models.BigIntegerField(null=True)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"periods, version {self.number}"


class LegalHold(models.Model):
    """Nothing of the case is erased by itself as long as it is held: a dispute, an inquiry."""

    case_id: int
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    reason = EncryptedTextField(about="case:case_id")
    placed_by = models.BigIntegerField(null=True)
    placed_at = models.DateTimeField()
    lifted_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="retention_one_hold_of_a_case", condition=Q(lifted_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"hold of case {self.case_id}"


class Sweep(models.Model):
    """A night's work: what was erased, by kind of data; the proof that periods are kept."""

    at = models.DateTimeField()
    version = models.ForeignKey(PeriodsVersion, models.PROTECT, related_name="+")
    erased = models.JSONField()

    def __str__(self) -> str:
        return f"sweep of {self.at:%Y-%m-%d}"
