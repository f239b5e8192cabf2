from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidText

from .rules import Kind, Verdict

KIND_CHOICES = [
    (Kind.CLAIMANT, _("Compensated often")),
    (Kind.PHOTO, _("The same photo elsewhere")),
    (Kind.PROOF, _("The same proof or order elsewhere")),
]
VERDICT_CHOICES = [
    (Verdict.HARMLESS, _("Looked at, harmless")),
    (Verdict.CONFIRMED, _("Confirmed")),
]


class Judgement(models.Model):
    """What a person thinks of one sign of a case; the last one holds, all are kept.

    `key` names the sign within its kind: a file, an order, nothing for a claimant.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=KIND_CHOICES)
    key = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=10, choices=VERDICT_CHOICES)
    comment = SaidText(about="case:case_id")
    by_name = models.CharField(max_length=60)
    by_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}: {self.verdict}"
