from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import IntegrityError, connection, models
from django.db.models import Deferrable, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.privacy.fields import SaidText

from .rules import SeatDraft, Shift

STATE_CHOICES = [
    ("held", _("Held")),
    ("booked", _("Booked")),
    ("on_the_way", _("On the way")),
    ("arrived", _("Arrived")),
    ("working", _("At work")),
    ("done", _("Done")),
    ("again", _("Another visit is needed")),
    ("nobody_home", _("Nobody was at home")),
    ("declined", _("The customer declined the price")),
    ("moved", _("Moved to another time")),
    ("called_off", _("Called off")),
    ("lapsed", _("Not taken in time")),
]
REASON_CHOICES = [
    ("customer_wish", _("The customer wished so")),
    ("solved", _("Settled without a visit")),
    ("technician_ill", _("The technician is ill")),
    ("running_late", _("Earlier visits took longer")),
    ("part_missing", _("A part is missing")),
    ("tool_missing", _("A tool is missing")),
    ("more_time", _("The work needs more time")),
    ("other_fault", _("Another fault than was told")),
    ("unsafe", _("The place is not safe to work at")),
    ("no_answer", _("Nobody opened or answered the phone")),
    ("wrong_address", _("The address is wrong")),
    ("refused_entry", _("Nobody was let in")),
    ("weather", _("Weather or roads")),
    ("other", _("Another reason")),
]
DayOf = tuple[int, date]
"""A technician and a day: what is locked before its seats are written."""
_LOCK = """
INSERT INTO appointments_day (technician_id, "on", version)
SELECT * FROM unnest(%s::bigint[], %s::date[], %s::int[])
ON CONFLICT (technician_id, "on") DO UPDATE
SET version = appointments_day.version + EXCLUDED.version
RETURNING technician_id, "on", version"""
_SHIFT = """
UPDATE appointments_seat s SET starts_at = n.starts_at, ends_at = n.ends_at
FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS n (id, starts_at, ends_at),
  appointments_appointment a
WHERE s.id = n.id AND s.is_live AND a.id = s.appointment_id AND a.state IN ('held', 'booked')
AND n.starts_at BETWEEN a.window_from AND a.window_until"""
LIVE = ["held", "booked", "on_the_way", "arrived", "working"]


class Stretch(models.Func):
    """From one moment to another, the second not counted."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose order is in sight, and always one's own."""
        if actor.sees_everything:
            return self
        if actor.kind is ActorKind.CUSTOMER:
            return self.filter(work_order__case_id__in=actor.case_ids)
        units, seat = actor.org_units, Seat.objects.filter(appointment=OuterRef("id"))
        return self.filter(
            Q(work_order__org_unit_id__in=units)
            | Q(work_order__case__org_unit_id__in=units)
            | Exists(seat.filter(technician_id=actor.staff_id, is_live=True))
        )

    def live(self) -> Self:
        return self.filter(state__in=LIVE)


class Appointment(models.Model):
    """One visit as the customer was told it: somebody begins within the window (预约).

    `told_at`: when the window was promised; a held one is promised to nobody after `held_until`.
    `agreed_by` is how the customer said yes: the channel. `moved_from` is the time before this one.
    """

    work_order = models.ForeignKey("workorders.WorkOrder", models.CASCADE, related_name="+")
    window_from = models.DateTimeField()
    window_until = models.DateTimeField()
    state = models.CharField(max_length=12, choices=STATE_CHOICES)
    held_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=12, blank=True)
    moved_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True, choices=REASON_CHOICES)
    note = SaidText(blank=True, about="case:work_order__case_id")
    version = models.PositiveIntegerField(default=1)

    objects = AppointmentQuerySet.as_manager()

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
            models.Index("ended_at", name="appointments_over", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"appointment {self.id} of work order {self.work_order_id}"


class Seat(models.Model):
    """The time of one technician that an appointment takes; a job of two persons takes two.

    The database refuses two live seats of one technician that overlap (semantics 5): at the end of
    a statement, so that the seats of a day may all be shifted by one.
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
                deferrable=Deferrable.IMMEDIATE,
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


class Day(models.Model):
    """One day of a technician: the lock of whoever writes its seats, and how often they changed.

    What was worked out from the seats of a day holds while its version stays.
    """

    technician = models.ForeignKey("staff.Member", models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("technician", "on", name="appointments_day_once")]
        indexes = [models.Index("on", "technician", name="appointments_days_by_date")]

    def __str__(self) -> str:
        return f"{self.on} of technician {self.technician_id}"


class Overlapping(Exception):  # what an action says no to
    """A seat would overlap another one, or no longer is where it was."""


@contextmanager
def not_overlapping() -> Iterator[None]:
    """Raises Overlapping where the database refuses a seat."""
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise Overlapping from error
        raise


def locked(days: Iterable[DayOf], *, changing: bool) -> dict[DayOf, int]:
    """Locks days, sorted so that nobody waits in a ring; their versions, raised if `changing`."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    people, dates = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(people), list(dates), [int(changing)] * len(wanted)])
        return {(one, on): version for one, on, version in cursor.fetchall()}


def shift(shifts: Sequence[Shift]) -> None:
    """Moves seats of told visits within their windows, all by one statement; else Overlapping."""
    if not shifts:
        return
    columns = [attrgetter(name) for name in ("seat_id", "starts_at", "ends_at")]
    with connection.cursor() as cursor:
        cursor.execute(_SHIFT, [[of(one) for one in shifts] for of in columns])
        if cursor.rowcount != len(shifts):
            raise Overlapping


def seat_of(one: Appointment, draft: SeatDraft) -> Seat:
    return Seat(appointment=one, technician_id=draft.technician_id, leads=draft.leads,
                starts_at=draft.starts_at, ends_at=draft.ends_at)  # fmt: skip


def days_of(seats: Iterable[Seat | SeatDraft]) -> list[DayOf]:
    return [(seat.technician_id, timezone.localdate(seat.starts_at)) for seat in seats]
