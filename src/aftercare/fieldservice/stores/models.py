from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOVE_CHOICES = [
    ("received", pgettext_lazy("spare part", "Received")),
    ("transferred", _("Moved")),
    ("reserved", _("Reserved")),
    ("released", _("Released")),
    ("used", pgettext_lazy("spare part", "Used")),
    ("put_back", _("Put back")),
    ("found", _("Counted: more")),
    ("missing", _("Counted: less")),
    ("scrapped", _("Scrapped")),
]


class Lot(models.Model):
    """The batch in which a supplier delivered a part (供货批次)."""

    part = models.ForeignKey("spares.Part", models.PROTECT, related_name="+", db_index=False)
    supplier = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("part", "supplier", Upper("number"), name="stores_lot_once"),
        ]
        indexes = [models.Index(Upper("number"), name="stores_lot_by_number")]

    def __str__(self) -> str:
        return f"{self.supplier} {self.number}"


class Stock(models.Model):
    """How many pieces of one lot lie at a place, and how many of them wait for orders."""

    place = models.ForeignKey("spares.Place", models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="stock")
    count = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("place", "lot", name="stores_stock_once"),
            models.CheckConstraint(
                name="stores_stock_never_negative",
                condition=Q(reserved__gte=0, count__gte=F("reserved")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} of lot {self.lot_id} at place {self.place_id}"


class Piece(models.Model):
    """One piece with a number of its own, in capitals: at one place, used for an order, or gone."""

    part = models.ForeignKey("spares.Part", models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="pieces", db_index=False)
    serial = models.CharField(max_length=60)
    place = models.ForeignKey("spares.Place", models.PROTECT, null=True, related_name="+")
    used_for = models.ForeignKey(
        "workorders.WorkOrder", models.PROTECT, null=True, related_name="+"
    )
    gone = models.CharField(max_length=10, blank=True)  # scrapped, missing

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "serial"], name="stores_piece_serial_once"),
            models.CheckConstraint(
                name="stores_piece_in_one_place",
                condition=Q(place__isnull=False, used_for=None, gone="")
                | Q(place=None, used_for__isnull=False, gone="")
                | (Q(place=None, used_for=None) & ~Q(gone="")),
            ),
        ]
        indexes = [models.Index(fields=["serial"], name="stores_piece_by_serial")]

    def __str__(self) -> str:
        return self.serial


class Aside(models.Model):
    """So many pieces of a stock wait for an order."""

    stock = models.ForeignKey(Stock, models.PROTECT, related_name="asides")
    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("order", "stock", name="stores_aside_once"),
            models.CheckConstraint(name="stores_aside_is_some", condition=Q(count__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.count} of stock {self.stock_id} for order {self.order_id}"


class Movement(models.Model):
    """What happened to parts: written once (R-FS-11). `came_from`, `went_to` are places."""

    kind = models.CharField(max_length=12, choices=MOVE_CHOICES)
    part = models.ForeignKey("spares.Part", models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", db_index=False)
    piece = models.ForeignKey(Piece, models.PROTECT, null=True, related_name="+", db_index=False)
    count = models.PositiveIntegerField()
    came_from = models.ForeignKey(
        "spares.Place", models.PROTECT, null=True, related_name="+", db_index=False
    )
    went_to = models.ForeignKey(
        "spares.Place", models.PROTECT, null=True, related_name="+", db_index=False
    )
    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=60)
    by_member = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="stores_movement_of_some", condition=Q(count__gt=0)),
        ]
        indexes = [
            models.Index(fields=["part", "-id"], name="stores_movement_of_part"),
            models.Index(fields=["lot", "-id"], name="stores_movement_of_lot"),
            models.Index(fields=["came_from", "-id"], name="stores_movement_from"),
            models.Index(fields=["went_to", "-id"], name="stores_movement_to"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.count} of part {self.part_id}"
