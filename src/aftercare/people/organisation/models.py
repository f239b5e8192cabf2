from typing import Self

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_everything:
            return self
        return self.filter(id__in=actor.org_units)

    def below(self, path: str) -> Self:
        """The unit at this path and all below it."""
        return self.filter(path__startswith=path)

    def standing(self) -> Self:
        return self.filter(closed_at=None)


class OrgUnit(models.Model):
    """A department, a team or a station: one node of the tree that bounds what people see.

    `path` holds the ids from the root down to the unit itself ("1/7/23/"), so that all below a
    unit are one prefix; `region` is an administrative code ("31", "3205"), empty for none.
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")
        STATION = "station", _("Station")

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    region = models.CharField(max_length=6, blank=True)
    path = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_closed_after_opened",
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("opened_at")),
            ),
        ]
        indexes = [
            models.Index(
                OpClass("path", name="varchar_pattern_ops"), name="organisation_orgunit_path"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Company(models.Model):
    """How the company calls itself before its customers; one row (R-POL-06).

    `phone` is the service number and `hours` when it is answered; `privacy_contact` is whom one
    writes to about personal data (Personal Information Protection Law, art. 17).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=120, blank=True)
    website = models.URLField(blank=True)
    privacy_contact = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisation_one_company", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.name_zh
