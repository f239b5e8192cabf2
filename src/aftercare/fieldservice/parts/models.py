from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor

FATE_CHOICES = [
    ("", _("Kept")),
    ("sent_back", _("Sent back to the supplier")),
    ("scrapped", _("Scrapped")),
    ("customer", _("Left with the customer")),
]


class Need(models.Model):
    """How many of a part a work order takes, as it was found out before or on the spot."""

    order = models.ForeignKey(
        "workorders.WorkOrder", models.CASCADE, related_name="+", db_index=False
    )
    part = models.ForeignKey("spares.Part", models.PROTECT, related_name="+", db_index=False)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("order", "part", name="parts_need_once"),
            models.CheckConstraint(name="parts_need_of_some", condition=Q(count__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.count} of part {self.part_id} for order {self.order_id}"


class Use(models.Model):
    """A use told by a phone, under the reference it made: told twice, it is done once."""

    order = models.ForeignKey(
        "workorders.WorkOrder", models.CASCADE, related_name="+", db_index=False
    )
    client_ref = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.client_ref


class OldPart(models.Model):
    """A part that was taken out at the customer's: where it is now, and what became of it."""

    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, related_name="+")
    part = models.ForeignKey("spares.Part", models.PROTECT, null=True, related_name="+")
    described_as = models.CharField(max_length=80)
    serial = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(
        "spares.Place", models.PROTECT, null=True, related_name="+", db_index=False
    )
    fate = models.CharField(max_length=10, blank=True, choices=FATE_CHOICES)
    reference = models.CharField(max_length=60, blank=True)
    brought_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="parts_old_part_ends_somehow",
                condition=Q(fate="", ended_at=None) | (~Q(fate="") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index("place", name="parts_old_part_kept", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.described_as


class WaitQuerySet(models.QuerySet["Wait"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        units = actor.org_units
        return self.filter(Q(order__org_unit_id__in=units) | Q(order__case__org_unit_id__in=units))


class Wait(models.Model):
    """A work order stands still because a part is missing; `paused`: so do clocks of its case."""

    order = models.ForeignKey("workorders.WorkOrder", models.CASCADE, related_name="+")
    since = models.DateTimeField()
    expected_on = models.DateField(null=True)
    reference = models.CharField(max_length=120)  # the purchase, or what else shows it is coming
    paused = models.BooleanField()
    ended_at = models.DateTimeField(null=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], name="parts_wait_one_open", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.order_id} waits for parts"
