from django.db import models
from django.db.models import F, Q

from aftercare.foundation.privacy.fields import SaidText


class Referral(models.Model):
    """A question passed on to somebody who knows, until it comes back with an answer (转交)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    question = SaidText(about="case:case_id")
    from_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    to_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = SaidText(blank=True, about="case:case_id")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", name="consultations_one_open", condition=Q(answered_at=None)
            ),
            models.CheckConstraint(
                name="consultations_answered_after_asked",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"question of case {self.case_id}"
