from django.db import models
from django.db.models import F, Q


class LegalStep(models.Model):
    """A fact from which a limit of the law counts, or one that ends such a limit.

    `ended_at`: when the fact that it waits for happened; at once for one that begins nothing.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=20)
    authority = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=120, blank=True)  # their number, ours of the payment
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_member = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("case", name="legal_step_case")]
        constraints = [
            models.UniqueConstraint(
                "case", "step", name="legal_step_one_open", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="legal_step_has_happened", condition=Q(happened_at__lte=F("recorded_at"))
            ),
            models.CheckConstraint(
                name="legal_step_in_order",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("happened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} on case {self.case_id}"
