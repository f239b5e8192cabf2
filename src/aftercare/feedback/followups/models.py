from django.db import models
from django.db.models import Q

from aftercare.foundation.privacy.fields import SaidText


class FollowUp(models.Model):
    """Asking a customer after one resolution whether the matter is settled (回访)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    planned_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    tries_wanted = models.SmallIntegerField()
    stars = models.SmallIntegerField(null=True)
    comment = SaidText(blank=True, about="case:case_id")
    by_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", null=True)
    by_customer = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("planned_at", "id", name="followups_open", condition=Q(ended_at=None))
        ]
        constraints = [
            models.UniqueConstraint(
                "case", name="followups_one_open_per_case", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="followups_stars", condition=Q(stars=None) | Q(stars__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up of case {self.case_id}"
