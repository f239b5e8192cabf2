from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from aftercare.foundation.actor import Actor


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of the units in sight, and always oneself."""
        if actor.sees_everything:
            return self
        return self.filter(Q(org_unit_id__in=actor.org_units) | Q(id=actor.staff_id))

    def serving(self) -> Self:
        return self.filter(left_at=None)


class Member(models.Model):
    """A person who serves: where, as what, and which cases may be given to this person.

    `handles` lists kinds and categories of cases ("*" for all); with none, no case is given.
    `levels`, `product_lines` and `regions` (prefixes of administrative codes; without any, the
    region of the unit) narrow that; an empty list means any. A person away is not `on_duty`;
    `stand_in` then takes what comes in.
    """

    user = models.OneToOneField("identity.User", models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=120, blank=True)
    org_unit = models.ForeignKey("organisation.OrgUnit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=60, blank=True)
    is_head = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    on_duty = models.BooleanField(default=True)
    handles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    product_lines = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    regions = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    stand_in = models.ForeignKey("self", models.SET_NULL, null=True, related_name="stands_in_for")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_member_active_until_left",
                condition=Q(is_active=True, left_at=None)
                | Q(is_active=False, left_at__isnull=False),
            ),
            models.CheckConstraint(
                name="staff_member_stands_in_for_another",
                condition=Q(stand_in=None) | ~Q(stand_in=models.F("id")),
            ),
        ]
        indexes = [models.Index(fields=["name_key", "id"], name="staff_member_by_name")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Face(models.Model):
    """The picture on the badge of a colleague: by it customers know who stands at the door."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", db_index=False)
    shown_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"face of colleague {self.member_id}"
