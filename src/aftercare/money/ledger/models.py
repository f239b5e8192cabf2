"""The ledger: every sum promised, paid and taken back, one entry each, never changed."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor

from .rules import RECEIPTS, REVERSALS, Move, State

MOVE_CHOICES = [
    (Move.PROMISED, _("Promised")),
    (Move.PAID, _("Paid")),
    (Move.PROMISE_REVERSED, _("Promise taken back")),
    (Move.PAYMENT_REVERSED, _("Payment reversed")),
    (Move.RECEIVED, _("Received from the customer")),
    (Move.REFUNDED, _("Paid back to the customer")),
]
STATE_CHOICES = [
    (State.WAITING, _("To be paid")),
    (State.PAID, _("Paid")),
    (State.REVERSED, _("Taken back")),
]
WAY_CHOICES = [
    ("bank", _("Bank transfer")),
    ("original", _("Back the way it was paid")),
    ("wechat", _("WeChat")),
    ("alipay", _("Alipay")),
    ("cash", _("Cash, against a receipt")),
    ("card", _("Card")),
    ("voucher", _("Voucher")),
    ("deduction", _("Taken off a bill")),
]


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of cases in sight, and what customers paid for the work of the own units."""
        if actor.sees_everything:
            return self
        units = actor.org_units
        own = Q(org_unit_id__in=units, receipt__isnull=False)
        return self.filter(Q(case__org_unit_id__in=units) | own)


class Entry(models.Model):
    """One move of money of a case. What it is for stands on each, as it was when promised.

    `receipt` is the payment of a customer for work on site, of what was received and paid back.

    `of` is the promise that was paid, or the entry that was taken back; `after` is the reversal
    that made room for another payment. A second payment of one promise has neither, and cannot be.
    """

    move = models.CharField(max_length=20, choices=MOVE_CHOICES)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    resolution = models.ForeignKey(
        "resolutions.Resolution", models.PROTECT, null=True, related_name="+", db_index=False
    )
    receipt = models.ForeignKey(
        "quotes.Payment", models.PROTECT, null=True, related_name="+", db_index=False
    )
    promise = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    of = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, db_index=False)
    after = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    ground = models.CharField(max_length=20, blank=True)
    clause = models.TextField(blank=True)
    category = models.CharField(max_length=20)
    product_line = models.CharField(max_length=20)
    product_model = models.ForeignKey(
        "products.ProductModel", models.PROTECT, related_name="+", null=True, db_index=False
    )
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, related_name="+", db_index=False
    )
    granted_by = models.ForeignKey(
        "staff.Member", models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved_by = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=20, choices=WAY_CHOICES, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=60)
    by_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    on = models.DateField()  # the day on which it counts

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("on", name="ledger_by_day"),
            models.Index("id", name="ledger_promises", condition=Q(move=Move.PROMISED)),
        ]
        constraints = [
            models.UniqueConstraint(
                "resolution", name="ledger_promised_once", condition=Q(move=Move.PROMISED)
            ),
            models.UniqueConstraint(
                "of", name="ledger_paid_once", condition=Q(move=Move.PAID, after=None)
            ),
            models.UniqueConstraint(
                "of", name="ledger_taken_back_once", condition=Q(move__in=REVERSALS)
            ),
            models.CheckConstraint(
                name="ledger_sign_of_the_move",
                condition=Q(move__in=REVERSALS, amount__lt=0)
                | (~Q(move__in=REVERSALS) & Q(amount__gt=0)),
            ),
            models.CheckConstraint(
                name="ledger_only_a_promise_stands_alone",
                condition=Q(move__in=[Move.PROMISED, Move.RECEIVED], of=None, promise=None)
                | Q(move=Move.REFUNDED, of__isnull=False, promise=None)
                | (
                    ~Q(move__in=[Move.PROMISED, *RECEIPTS])
                    & Q(of__isnull=False, promise__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="ledger_of_a_resolution_or_a_receipt",
                condition=Q(move__in=RECEIPTS, receipt__isnull=False, resolution=None)
                | (~Q(move__in=RECEIPTS) & Q(receipt=None, resolution__isnull=False)),
            ),
            models.UniqueConstraint(
                "receipt", "move", name="ledger_receipt_once", condition=Q(receipt__isnull=False)
            ),
            models.CheckConstraint(
                name="ledger_a_payment_names_its_way",
                condition=~Q(move__in=[Move.PAID, Move.RECEIVED]) | (~Q(way="") & ~Q(reference="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.amount} for case {self.case_id}"
