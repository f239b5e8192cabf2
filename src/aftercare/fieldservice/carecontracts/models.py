from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import SaidText

STATE_CHOICES = [
    ("running", pgettext_lazy("care contract", "Running")),
    ("paused", pgettext_lazy("care contract", "Paused")),
    ("ended", pgettext_lazy("care contract", "Ended early")),
    ("over", pgettext_lazy("care contract", "Term over")),
]
TURN_CHOICES = [
    ("planned", pgettext_lazy("care visit", "Planned")),
    ("open", pgettext_lazy("care visit", "Order open")),
    ("done", pgettext_lazy("care visit", "Delivered")),
    ("called_off", pgettext_lazy("care visit", "Called off")),
]


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's own units; a customer's is the one under which a case of theirs came."""
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            mine = Turn.objects.filter(case_id__in=actor.case_ids)
            return self.filter(id__in=mine.values("contract_id"))
        return self.filter(org_unit_id__in=actor.org_units)


class Contract(models.Model):
    """Care of a customer's units that comes again, so many times within a term (保养合同).

    `months`: those that suit, empty for all. `lead_days`: so long before a visit is due its order
    is opened. `renews` is the contract before this one.
    """

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey("parties.Customer", models.CASCADE, related_name="+")
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    first_on = models.DateField()
    visits = models.PositiveSmallIntegerField()
    every_months = models.PositiveSmallIntegerField()
    months = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    lead_days = models.PositiveSmallIntegerField()
    price_amount = models.DecimalField(max_digits=10, decimal_places=2)
    note = SaidText(blank=True, about="customer:customer_id")
    state = models.CharField(max_length=8, choices=STATE_CHOICES[:3], default="running")
    reason = SaidText(blank=True, about="customer:customer_id")
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewed_by")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="carecontracts_term_in_order",
                condition=Q(ends_on__gt=F("starts_on"), first_on__gte=F("starts_on"))
                & Q(first_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="carecontracts_ended_when_over",
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="carecontracts_possible",
                condition=Q(visits__gte=1, every_months__gte=1, price_amount__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["org_unit", "-id"], name="carecontracts_newest"),
            models.Index(
                fields=["ends_on"], name="carecontracts_ending", condition=Q(state="running")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Covered(models.Model):
    """A unit that a contract is for."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="covered")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "unit"], name="carecontracts_unit_once")
        ]

    def __str__(self) -> str:
        return f"unit {self.unit_id} under contract {self.contract_id}"


class Turn(models.Model):
    """One visit of a contract: around when, and the case and order that were opened for it.

    The database refuses a second row of a number and an order of two turns.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="turns", db_index=False)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+")
    order = models.OneToOneField(
        "workorders.WorkOrder", models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="carecontracts_turn_once")
        ]
        indexes = [
            models.Index(fields=["due_on"], name="carecontracts_due", condition=Q(order=None))
        ]

    def __str__(self) -> str:
        return f"turn {self.number} of contract {self.contract_id}"


def next_serial() -> int:
    """From a sequence, so that two contracts never wait for each other; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('carecontracts_serial')")
        (serial,) = cursor.fetchone()
    return int(serial)
