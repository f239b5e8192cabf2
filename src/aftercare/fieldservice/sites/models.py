from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from aftercare.foundation.actor import Actor


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        return self.filter(org_unit_id__in=actor.org_units)


class Site(models.Model):
    """A station as a point on the map, and what it serves (服务网点).

    `longitude`, `latitude` are WGS-84 degrees. `areas` are prefixes of administrative codes,
    without any the region of the unit; without `product_lines` all of them. A station that is
    not our own (`is_own`) serves by contract these areas and lines and no others.
    """

    org_unit = models.OneToOneField("organisation.OrgUnit", models.PROTECT, related_name="+")
    longitude = models.FloatField()
    latitude = models.FloatField()
    address = models.CharField(max_length=120, blank=True)
    areas = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    product_lines = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_own = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sites_point_on_earth",
                condition=Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
            )
        ]

    def __str__(self) -> str:
        return f"site of unit {self.org_unit_id}"
