"""Findings, resolutions, approvals and the customer's word."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidText, SaidWords

RESOLUTION_CHOICES = [
    ("repair", _("Repair")),
    ("exchange", _("Exchange")),
    ("return", _("Return and refund")),
    ("compensation", _("Compensation")),
    ("discount", _("Discount")),
    ("explanation", _("Explanation")),
    ("apology", _("Apology")),
    ("other", _("Something else")),
]
GROUND_CHOICES = [
    ("late", _("Delay through our fault")),
    ("damage", _("Damage to things of the customer")),
    ("repeated", _("Repairs that did not help")),
    ("price", _("Keeps goods with a blemish")),
    ("care", _("As an apology")),
    ("refund", _("Refund of the price")),
    ("fraud", _("Fraud, by law")),
]
LIABLE_CHOICES = [
    ("maker", _("Maker")),
    ("supplier", _("Supplier")),
    ("seller", _("Seller")),
    ("carrier", _("Carrier")),
    ("installer", _("Installer")),
    ("station", _("Service station")),
    ("customer", _("Customer")),
    ("nobody", _("Nobody")),
]
HOW_CHOICES = [
    ("portal", _("On the portal")),
    ("recorded_call", _("In a recorded call")),
    ("signature", _("By signature")),
    ("message", _("In a message")),
]


class Finding(models.Model):
    """What the investigation found: cause, who is liable, and why we think so (R-CASE-05)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    cause = models.CharField(max_length=20)
    liable = models.CharField(max_length=20, choices=LIABLE_CHOICES)
    text = SaidText(about="case:case_id")
    by_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"finding of case {self.case_id}: {self.cause}"


class Resolution(models.Model):
    """One way to settle a case. Several may be compared; one at a time is put to the customer."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=RESOLUTION_CHOICES)
    summary = SaidText(about="case:case_id")
    cost_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    compensation_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    # On what the money rests in the table of the policy, and why it is otherwise than the table.
    ground = models.CharField(max_length=20, choices=GROUND_CHOICES, blank=True, default="")
    beyond_reason = SaidText(blank=True, default="", about="case:case_id")
    expected_stars = models.SmallIntegerField(default=3)
    state = models.CharField(max_length=20)
    steps = ArrayField(models.CharField(max_length=20), default=list)
    by_member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField()
    put_forward_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # the promise of its money fell away

    class Meta:
        indexes = [
            models.Index("case", "id", name="resolutions_of_case"),
            models.Index(
                fields=["-carried_out_at"],
                name="resolutions_carried_out",
                condition=Q(carried_out_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "case",
                name="resolutions_one_live_at_a_time",
                condition=Q(state__in=["awaiting_approval", "offered", "agreed"]),
            ),
            models.CheckConstraint(
                name="resolutions_amounts_not_negative",
                condition=Q(cost_amount__gte=0, compensation_amount__gte=0),
            ),
            models.CheckConstraint(
                name="resolutions_expected_in_stars", condition=Q(expected_stars__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for case {self.case_id}"


class Approval(models.Model):
    """One person's yes or no to a resolution that costs more than its proposer may decide."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="approvals")
    step = models.CharField(max_length=20)
    granted = models.BooleanField()
    comment = SaidText(blank=True, about="case:resolution__case_id")
    by_user_id = models.BigIntegerField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step} on resolution {self.resolution_id}"


class Consent(models.Model):
    """The customer's yes or no, and how it is proven (R-CASE-07)."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="consents")
    agreed = models.BooleanField()
    how = models.CharField(max_length=20, choices=HOW_CHOICES)
    reference = SaidWords(max_length=120, blank=True, about="case:resolution__case_id")
    comment = SaidText(blank=True, about="case:resolution__case_id")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"customer on resolution {self.resolution_id}: {self.agreed}"
