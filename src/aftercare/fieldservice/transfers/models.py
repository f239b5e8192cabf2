from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATE_CHOICES = [
    ("on_way", pgettext_lazy("transfer of parts", "On the way")),
    ("received", pgettext_lazy("transfer of parts", "Received")),
    ("going_back", _("Refused, on its way back")),
    ("came_back", pgettext_lazy("transfer of parts", "Came back")),
    ("called_back", _("Called back")),
]


class Transfer(models.Model):
    """Parts sent from one place to another (调拨单): on the way until they are received."""

    state = models.CharField(max_length=12, choices=STATE_CHOICES, default="on_way")
    giver = models.ForeignKey("spares.Place", models.PROTECT, related_name="+", db_index=False)
    taker = models.ForeignKey("spares.Place", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, null=True, related_name="+")
    waybill = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=60)
    sent_by_member = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # refused, called back, less than sent
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfers_between_two_places", condition=~Q(giver=F("taker"))
            ),
            models.CheckConstraint(
                name="transfers_end_is_dated",
                condition=Q(state__in=["on_way", "going_back"], ended_at=None)
                | Q(state__in=["received", "came_back", "called_back"], ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["taker"], name="transfers_coming", condition=Q(ended_at=None)),
            models.Index(fields=["giver", "-id"], name="transfers_of_giver"),
            models.Index(fields=["taker", "-id"], name="transfers_of_taker"),
        ]

    def __str__(self) -> str:
        return f"DB{timezone.localdate(self.sent_at):%y%m%d}-{self.id:05d}"


class Line(models.Model):
    """Pieces of one batch, or one piece with a number. `arrived` are good; None while under way."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines")
    part = models.ForeignKey("spares.Part", models.PROTECT, related_name="+", db_index=False)
    lot = models.ForeignKey("stores.Lot", models.PROTECT, related_name="+", db_index=False)
    serial = models.CharField(max_length=60, blank=True)
    sent = models.PositiveIntegerField()
    arrived = models.PositiveIntegerField(null=True)
    damaged = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfers_no_more_comes_than_was_sent",
                condition=Q(sent__gt=0)
                & (Q(arrived=None, damaged=0) | Q(sent__gte=F("arrived") + F("damaged"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sent} of lot {self.lot_id}"
