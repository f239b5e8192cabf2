from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import EncryptedTextField, SaidText

JOB_CHOICES = [
    ("repair", _("Repair")),
    ("installation", _("Installation")),
    ("care", _("Care and cleaning")),
    ("inspection", _("Inspection")),
    ("pickup", _("Pickup")),
    ("recycling", _("Recycling")),
    ("smart_home", _("Smart-home set-up")),
]
STATE_CHOICES = [
    ("waiting", _("Waiting for a time")),
    ("booked", _("Booked")),
    ("under_way", pgettext_lazy("work order", "Under way")),
    ("done", _("Done")),
    ("called_off", _("Called off")),
]
LIVE = ~Q(state__in=["done", "called_off"])


class WorkOrderQuerySet(models.QuerySet["WorkOrder"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the unit that does the work, or whose case is in sight."""
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.filter(case_id__in=actor.case_ids)
        units = actor.org_units
        return self.filter(Q(org_unit_id__in=units) | Q(case__org_unit_id__in=units))

    def live(self) -> Self:
        return self.filter(LIVE)


class WorkOrder(models.Model):
    """One job at the customer's place, perhaps of several visits (工单).

    `minutes` is the norm of the work, `persons` how many do it; `skills` (ids) and `gear` (codes)
    what they need. `priority` 1 is first. `due_at` is the promise of the case that waits for it.
    `longitude`, `latitude` are WGS-84 degrees; without them the region stands for the place.
    `follows` is the order that this one goes on from; `is_rework`: what was done did not hold.
    """

    number = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, related_name="+", db_index=False
    )
    job = models.CharField(max_length=12, choices=JOB_CHOICES)
    goods = models.CharField(max_length=120)
    product_line = models.CharField(max_length=20, blank=True)
    task = SaidText(blank=True, about="case:case_id")
    address = EncryptedTextField(about="case:case_id")
    region = models.CharField(max_length=6, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    minutes = models.PositiveSmallIntegerField()
    persons = models.PositiveSmallIntegerField(default=1)
    priority = models.PositiveSmallIntegerField(default=2)
    skills = ArrayField(models.BigIntegerField(), default=list, blank=True)
    gear = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    due_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=12, choices=STATE_CHOICES, default="waiting")
    state_since = models.DateTimeField()
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    is_rework = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_note = SaidText(blank=True, about="case:case_id")
    version = models.PositiveIntegerField(default=1)

    objects = WorkOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="workorders_ended_when_over",
                condition=Q(LIVE, ended_at=None) | (~LIVE & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="workorders_norm_is_possible",
                condition=Q(minutes__range=(5, 1440), persons__range=(1, 2))
                & Q(priority__range=(1, 3)),
            ),
        ]
        indexes = [
            models.Index("org_unit", "due_at", "id", name="workorders_live", condition=LIVE),
            models.Index(fields=["org_unit", "-opened_at", "-id"], name="workorders_newest"),
            models.Index(
                "org_unit", "ended_at", name="workorders_ended",
                condition=Q(ended_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


def next_serial() -> int:
    """From a sequence, so that two orders never wait for each other; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('workorders_serial')")
        (serial,) = cursor.fetchone()
    return int(serial)
