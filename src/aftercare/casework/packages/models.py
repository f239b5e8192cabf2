from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.privacy.fields import SaidWords

from . import rules

FAULT_CHOICES = [
    ("missing", _("Package missing")),
    ("incomplete", _("Pieces missing")),
    ("damaged", _("Came damaged")),
    ("wrong_colour", _("Wrong colour")),
    ("wrong_batch", _("Wrong batch")),
    ("wrong_size", _("Wrong size")),
    ("wrong_goods", _("Other goods in it")),
]
REMEDY_CHOICES = [
    ("sent_again", _("Sent again")),
    ("repaired", _("Mended on the spot")),
    ("taken_back", _("Taken back and refunded")),
    ("kept", _("Kept as it is, by agreement")),
    ("found", _("Found after all")),
]


class Consignment(models.Model):
    """An order that came, or should have come, as a set of packages."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    count = models.SmallIntegerField()
    waybill = SaidWords(max_length=60, blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="packages_count_in_bounds", condition=Q(count__range=(1, rules.MOST))
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} packages of case {self.case_id}"


class Package(models.Model):
    """One package of which something is known; sizes are in millimetres, "2400×600×18"."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    number = models.SmallIntegerField()
    contents = models.CharField(max_length=120, blank=True)
    batch_no = models.CharField(max_length=40, blank=True)
    colour_no = models.CharField(max_length=40, blank=True)
    ordered_size = models.CharField(max_length=40, blank=True)
    measured_size = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "number", name="packages_one_of_a_number"),
            models.CheckConstraint(
                name="packages_number_in_bounds", condition=Q(number__range=(1, rules.MOST))
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.number} of case {self.case_id}"


class Fault(models.Model):
    """What is wrong with a package, and how it was mended."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    package = models.ForeignKey(Package, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=FAULT_CHOICES)
    pieces = models.SmallIntegerField(default=0)  # 0: nobody counted
    note = SaidWords(max_length=300, blank=True, about="case:case_id")
    by_member = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()
    remedy = models.CharField(max_length=12, blank=True, choices=REMEDY_CHOICES)
    reference = SaidWords(max_length=120, blank=True, about="case:case_id")
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "package", "kind", name="packages_fault_once", condition=Q(mended_at=None)
            ),
            models.CheckConstraint(name="packages_pieces_counted", condition=Q(pieces__gte=0)),
            models.CheckConstraint(
                name="packages_mended_in_some_way",
                condition=Q(mended_at=None, remedy="")
                | (Q(mended_at__isnull=False) & ~Q(remedy="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of package {self.package_id}"
