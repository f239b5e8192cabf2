from django.db import models
from django.db.models import F, Q

from aftercare.foundation.privacy.fields import SaidWords


class NewDate(models.Model):
    """A date promised in place of one that cannot be kept: told beforehand, both kept."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    clock = models.ForeignKey("commitments.Clock", models.CASCADE, related_name="+")
    former_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = SaidWords(max_length=500, about="case:case_id")
    told = SaidWords(
        max_length=200, about="case:case_id"
    )  # how the customer was told: call, message, number
    promised_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delays_new_date_told_beforehand",
                condition=Q(promised_at__lte=F("former_due_at")),
            ),
            models.CheckConstraint(
                name="delays_new_date_later", condition=Q(due_at__gt=F("former_due_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"new date for clock {self.clock_id}"


class Explanation(models.Model):
    """Why a promise was broken, in the words of whoever answers for it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    clock = models.ForeignKey("commitments.Clock", models.CASCADE, related_name="+")
    reason = SaidWords(max_length=500, about="case:case_id")
    explained_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"why clock {self.clock_id} was broken"
