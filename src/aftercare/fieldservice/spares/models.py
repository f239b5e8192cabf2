from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from aftercare.foundation.actor import Actor

KIND_CHOICES = [
    ("centre", _("Central store")),
    ("station", _("Store of a station")),
    ("van", _("Van")),
    ("way", pgettext_lazy("transfer of parts", "On the way")),
]


class Part(models.Model):
    """What is replaced or fitted (配件), by the code that people order it under.

    `suppliers` are the genuine sources: from nobody else is it received. `has_serials`: each piece
    bears a number of its own. It fits whole product lines, and the models of `Fit`.
    """

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    measure = models.CharField(max_length=10)  # 个, 米, 套
    has_serials = models.BooleanField(default=False)
    suppliers = ArrayField(models.CharField(max_length=80))
    product_lines = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    price_amount = models.DecimalField(max_digits=10, decimal_places=2)
    warranty_days = models.PositiveSmallIntegerField(default=0)  # of the part after it is fitted
    is_kept = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Upper("code"), name="spares_part_once"),
            models.CheckConstraint(
                name="spares_part_price_not_negative", condition=Q(price_amount__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Fit(models.Model):
    """A model of the catalogue that a part fits."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="fits", db_index=False)
    product_model = models.ForeignKey("products.ProductModel", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("part", "product_model", name="spares_fit_once"),
        ]

    def __str__(self) -> str:
        return f"part {self.part_id} fits model {self.product_model_id}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the units in sight and of who works there; one's own van always."""
        if actor.sees_everything:
            return self.exclude(kind="way")
        units = actor.org_units
        return self.filter(
            Q(org_unit_id__in=units)
            | Q(member__org_unit_id__in=units)
            | Q(member_id=actor.staff_id, member__isnull=False)
        )


class Place(models.Model):
    """Where parts lie: a central store, that of a station, the van of a colleague.

    And the one place of all that is on its way between two of them: nobody receives, counts or
    uses there.
    """

    kind = models.CharField(max_length=8, choices=KIND_CHOICES)
    name = models.CharField(max_length=60)
    org_unit = models.ForeignKey(
        "organisation.OrgUnit", models.PROTECT, null=True, related_name="+", db_index=False
    )
    member = models.ForeignKey(
        "staff.Member", models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spares_place_of_a_unit_or_a_member",
                condition=Q(kind="van", member__isnull=False, org_unit=None)
                | Q(kind="way", member=None, org_unit=None)
                | Q(kind__in=["centre", "station"], member=None, org_unit__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["kind"], name="spares_place_one_way", condition=Q(kind="way")
            ),
            models.UniqueConstraint(fields=["org_unit"], name="spares_place_once_a_unit"),
            models.UniqueConstraint(fields=["member"], name="spares_place_one_van_a_member"),
        ]

    def __str__(self) -> str:
        return pgettext("transfer of parts", "On the way") if self.kind == "way" else self.name


class ReorderPoint(models.Model):
    """No fewer than `least` of a part are to lie at a place; then it is filled up to `most`."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="reorder_points", db_index=False)
    part = models.ForeignKey(Part, models.CASCADE, related_name="+")
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("place", "part", name="spares_reorder_once"),
            models.CheckConstraint(name="spares_reorder_up", condition=Q(most__gt=F("least"))),
        ]

    def __str__(self) -> str:
        return f"part {self.part_id} at place {self.place_id}: {self.least} to {self.most}"
