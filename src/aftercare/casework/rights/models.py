"""What is asked about a fault to tell what the customer is entitled to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.customers.units.queries import PROOF_CHOICES

# The codes of policy's `Cause` and `GoodsState`; "" is not known.
FAULT_CHOICES = [
    ("defect", _("A fault of the product, its transport or our fitting")),
    ("misuse", _("Misuse")),
    ("accident", _("An accident")),
    ("tampering", _("Opened or repaired by others")),
    ("wear", _("Normal wear")),
    ("force_majeure", _("Force majeure")),
    ("no_fault", _("Nothing is wrong with it")),
]
STATE_CHOICES = [
    ("intact", _("Not unpacked")),
    ("opened", _("Unpacked, otherwise as new")),
    ("used", _("Used or damaged")),
]


class CaseFacts(models.Model):
    """What people noted of the fault of a case. Findings, once there are any, say the cause.

    `proof` is of a purchase of which nobody has said yet what was bought.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    cause = models.CharField(max_length=15, blank=True, choices=FAULT_CHOICES)
    proven = models.BooleanField(null=True)
    confirmed = models.BooleanField(null=True)
    serious = models.BooleanField(null=True)
    part = models.CharField(max_length=60, blank=True)
    goods_state = models.CharField(max_length=10, blank=True, choices=STATE_CHOICES)
    proof = models.CharField(max_length=10, blank=True, choices=PROOF_CHOICES)

    def __str__(self) -> str:
        return f"facts of case {self.case_id}"
