from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidText, SaidWords

GROUND_CHOICES = [
    ("fault", _("A fault that was confirmed")),
    ("no_reason", _("Without a reason, within the days of the law")),
    ("wrong_goods", _("Other goods than ordered")),
]
CONDITION_CHOICES = [
    ("intact", _("As new")),
    ("opened", _("Unpacked, otherwise as new")),
    ("used", _("With signs of use")),
    ("damaged", _("Damaged")),
    ("incomplete", _("Something is missing")),
]
PURPOSE_CHOICES = [
    ("refund", _("To be refunded")),
    ("exchange", _("To be exchanged")),
]


class Claim(models.Model):
    """What a wish to return or exchange rests on: proof of purchase and ground, looked at once."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    granted = models.BooleanField()
    ground = models.CharField(max_length=12, blank=True, choices=GROUND_CHOICES)
    proof = models.CharField(max_length=10, blank=True)
    proof_reference = SaidWords(max_length=120, blank=True, about="case:case_id")
    text = SaidText(about="case:case_id")  # the fault as confirmed, or why the claim is refused
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="returns_granted_with_proof_and_ground",
                condition=Q(granted=False) | (~Q(proof="") & ~Q(ground="")),
            )
        ]

    def __str__(self) -> str:
        return f"claim of case {self.case_id}"


class Inspection(models.Model):
    """Goods that came back, and what we found (验货); a refusal gives its reason."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=PURPOSE_CHOICES)
    received_at = models.DateTimeField()
    condition = models.CharField(max_length=10, choices=CONDITION_CHOICES)
    finding = SaidText(about="case:case_id")
    accepted = models.BooleanField()
    refused_because = SaidText(blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="returns_refused_with_a_reason",
                condition=Q(accepted=True) | ~Q(refused_because=""),
            ),
            models.CheckConstraint(
                name="returns_received_before_inspected", condition=Q(received_at__lte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return f"goods of case {self.case_id}"


class Delivery(models.Model):
    """The goods that the customer got in exchange."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    delivered_at = models.DateTimeField()
    reference = SaidWords(max_length=120, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"replacement of case {self.case_id}"
