from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

STATE_CHOICES = [
    ("held", _("Held")),
    ("booked", _("Booked")),
    ("on_the_way", _("On the way")),
    ("arrived", _("Arrived")),
    ("working", _("At work")),
    ("done", _("Done")),
    ("again", _("Another visit is needed")),
    ("nobody_home", _("Nobody was at home")),
    ("moved", _("Moved to another time")),
    ("called_off", _("Called off")),
    ("lapsed", _("Not taken in time")),
]
LIVE = ["held", "booked", "on_the_way", "arrived", "working"]


class Stretch(models.Func):
    """From one moment to another, the second not counted."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Appointment(models.Model):
    """One visit as the customer was told it: somebody begins within the window (预约).

    `told_at`: when the window was promised; a held one is promised to nobody after `held_until`.
    """

    work_order = models.ForeignKey("workorders.WorkOrder", models.CASCADE, related_name="+")
    window_from = models.DateTimeField()
    window_until = models.DateTimeField()
    state = models.CharField(max_length=12, choices=STATE_CHOICES)
    held_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "work_order", name="appointments_one_live", condition=Q(state__in=LIVE)
            ),
            models.CheckConstraint(
                name="appointments_window_in_order",
                condition=Q(window_until__gt=F("window_from")),
            ),
            models.CheckConstraint(
                name="appointments_held_for_some_minutes",
                condition=~Q(state="held") | Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="appointments_ended_when_over",
                condition=Q(state__in=LIVE, ended_at=None)
                | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index("held_until", name="appointments_held", condition=Q(state="held")),
            models.Index("window_from", name="appointments_coming", condition=Q(state="booked")),
        ]

    def __str__(self) -> str:
        return f"appointment {self.id} of work order {self.work_order_id}"


class Seat(models.Model):
    """The time of one technician that an appointment takes; a job of two persons takes two.

    The database refuses two live seats of one technician that overlap (semantics 5).
    """

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="seats")
    technician = models.ForeignKey("staff.Member", models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    leads = models.BooleanField(default=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="appointments_seats_never_overlap",
                expressions=[
                    ("technician", RangeOperators.EQUAL),
                    (Stretch("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_live=True),
            ),
            models.CheckConstraint(
                name="appointments_seat_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.UniqueConstraint(
                "appointment", name="appointments_one_leads", condition=Q(leads=True, is_live=True)
            ),
        ]
        indexes = [models.Index("technician", "starts_at", name="appointments_seats_of_day")]

    def __str__(self) -> str:
        return f"technician {self.technician_id} from {self.starts_at:%Y-%m-%d %H:%M}"
