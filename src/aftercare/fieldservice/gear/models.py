from typing import Self

from django.db import models
from django.db.models import F, Q

from aftercare.foundation.actor import Actor


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of stations in sight, and what one holds oneself."""
        if actor.sees_everything:
            return self
        return self.filter(Q(org_unit_id__in=actor.org_units) | Q(holder_id=actor.staff_id or 0))


class Item(models.Model):
    """A tool or a piece of protective gear under its own number (工具与防护用品).

    `kind` is a code of the jobs. It lies at the station `org_unit` unless somebody holds it.
    `valid_until` is the last day of its inspection, none where it needs no inspection.
    """

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40, unique=True)
    org_unit = models.ForeignKey("organisation.OrgUnit", models.PROTECT, related_name="+")
    holder = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    held_since = models.DateTimeField(null=True)
    inspected_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    warned = models.CharField(max_length=10, blank=True)  # the standing of which people were told

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="gear_inspection_in_order",
                condition=Q(valid_until=None)
                | Q(inspected_on=None)
                | Q(valid_until__gte=F("inspected_on")),
            ),
            models.CheckConstraint(
                name="gear_withdrawn_is_held_by_nobody",
                condition=Q(withdrawn_at=None) | Q(holder=None),
            ),
        ]
        indexes = [
            models.Index("valid_until", name="gear_ending", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
