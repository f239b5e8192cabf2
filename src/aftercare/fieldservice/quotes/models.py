from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import EncryptedTextField, SaidWords

STATE_CHOICES = [
    ("offered", _("Waits for the customer's word")),
    ("accepted", _("The customer agreed")),
    ("declined", _("The customer declined")),
    ("void", _("Replaced or withdrawn")),
]
HOW_CHOICES = [
    ("signature", _("Signature on the technician's screen")),
    ("code", _("Code read out by the customer")),
    ("call", _("Recorded call")),
    ("portal", _("On the customer's own page")),
]
KIND_CHOICES = [("labour", _("Labour")), ("trip", _("Trip")), ("part", _("Spare part"))]
WAY_CHOICES = [
    ("cash", _("Cash, against a receipt")),
    ("card", _("Card")),
    ("wechat", _("WeChat")),
    ("alipay", _("Alipay")),
]


class PriceList(models.Model):
    """What work costs from a day on, until the next list; one that was in force never changes.

    `labour`: the code of a job -> yuan. Parts cost what their own list says on that day.
    """

    in_force_from = models.DateField(unique=True)
    labour = models.JSONField()
    trip_amount = models.DecimalField(max_digits=10, decimal_places=2)
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="quotes_trip_not_negative", condition=Q(trip_amount__gte=0))
        ]

    def __str__(self) -> str:
        return f"prices from {self.in_force_from}"


class Quotation(models.Model):
    """What the customer is told the work of an order costs, before it is done (报价).

    `is_free`: by the `clause`; then the lines show what it would have cost.
    """

    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, related_name="+")
    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=STATE_CHOICES)
    is_free = models.BooleanField()
    clause = models.TextField(blank=True)
    total_amount = models.DecimalField(max_digits=10, decimal_places=2)
    offered_at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    answered_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, blank=True, choices=HOW_CHOICES)
    reference = SaidWords(max_length=200, blank=True, about="case:order__case_id")
    client_ref = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - unique

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], name="quotes_one_stands", condition=~Q(state="void")
            ),
            models.CheckConstraint(
                name="quotes_accepted_in_some_way", condition=~Q(state="accepted") | ~Q(how="")
            ),
            models.CheckConstraint(
                name="quotes_free_costs_nothing",
                condition=Q(is_free=True, total_amount=0) | Q(is_free=False, total_amount__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total_amount} for order {self.order_id}"


class Line(models.Model):
    """One line of a quotation."""

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=KIND_CHOICES)
    words = models.CharField(max_length=120)
    count = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quotes_line_of_something", condition=Q(count__gt=0, amount__gte=0)
            )
        ]

    def __str__(self) -> str:
        return self.words


class Payment(models.Model):
    """The customer paid a quotation; taken back with a reason, it may be paid again."""

    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="payments")
    way = models.CharField(max_length=10, choices=WAY_CHOICES)
    reference = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid_at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    by_member = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    client_ref = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 - unique
    back_at = models.DateTimeField(null=True)
    back_because = SaidWords(
        max_length=200, blank=True, about="case:quotation__order__case_id", tells=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quotation"], name="quotes_paid_once", condition=Q(back_at=None)
            ),
            models.CheckConstraint(
                name="quotes_back_with_a_reason", condition=Q(back_at=None) | ~Q(back_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.amount}"


class Invoice(models.Model):
    """The customer asks for an invoice (发票) of what was paid; `number` once it is issued."""

    quotation = models.OneToOneField(Quotation, models.PROTECT, related_name="invoice")
    title = EncryptedTextField(about="case:quotation__order__case_id")
    tax_number = models.CharField(max_length=18, blank=True)
    email = EncryptedTextField(about="case:quotation__order__case_id")
    asked_at = models.DateTimeField()
    number = models.CharField(max_length=30, blank=True)
    issued_at = models.DateTimeField(null=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index("asked_at", name="quotes_to_be_issued", condition=Q(issued_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                name="quotes_issued_under_a_number",
                condition=Q(issued_at=None, number="")
                | (Q(issued_at__isnull=False) & ~Q(number="")),
            )
        ]

    def __str__(self) -> str:
        return f"invoice of quotation {self.quotation_id}"
