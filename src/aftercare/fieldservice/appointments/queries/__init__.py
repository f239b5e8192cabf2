"""Times at the customer's place, for those who plan them, keep them, or wait for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.models import (
    REASON_CHOICES,
    STATE_CHOICES,
    Appointment,
    Day,
    Seat,
)
from aftercare.fieldservice.appointments.rules import (
    COMING,
    LIVE,
    OUTCOMES,
    REASONS,
    NotNow,
    Offer,
    Outcome,
    SeatDraft,
    Shift,
    State,
    Taken,
    is_late,
)
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.people.staff.queries import member_briefs

from .figures import (
    SEE_APPOINTMENTS,
    ArrivalRow,
    Sort,
    TechnicianRow,
    arrivals_by_station,
    figures_by_technician,
)
from .words import why_not_now

__all__ = [
    "COMING", "LIVE", "REASONS", "REASON_CHOICES", "SEE_APPOINTMENTS", "STATE_CHOICES",
    "ArrivalRow", "NotNow", "Offer", "Outcome", "SeatDraft", "Shift", "Sort", "State", "Taken",
    "TechnicianRow", "arrivals_by_station", "figures_by_technician", "why_not_now",
]  # fmt: skip

_SEAT_COLUMNS = (
    "id", "technician_id", "starts_at", "ends_at", "leads", "appointment_id",
    "appointment__work_order_id", "appointment__state", "appointment__window_from",
    "appointment__window_until", "appointment__held_until",
    Coalesce("appointment__begun_at", "appointment__arrived_at"),
)  # fmt: skip
TOLD = (LIVE - {State.HELD}) | OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """Time of one technician, with the appointment that takes it.

    `order_id`, `state` and the window are the appointment's; `held_until` says until when a time
    that nobody has said yes to is kept. `begun_at`: when somebody was there. `alone`: nobody else
    begins with it.
    """

    id: int
    technician_id: int
    starts_at: datetime
    ends_at: datetime
    leads: bool
    appointment_id: int
    order_id: int
    state: str
    window_from: datetime
    window_until: datetime
    held_until: datetime | None
    begun_at: datetime | None
    alone: bool

    @property
    def is_over(self) -> bool:
        """Somebody was there, or stood before a closed door."""
        return self.state in OUTCOMES


class DaySums(NamedTuple):
    """All versions of the days of some people together: while they stay, so does every one."""

    days: int
    versions: int


NEVER_WRITTEN = DaySums(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBrief:
    """`technicians`: who comes, or would have come, the leading one first.

    `late`: nobody was at the door before the told window ended.
    """

    id: int
    order_id: int
    window_from: datetime
    window_until: datetime
    state: str
    held_until: datetime | None
    made_at: datetime
    told_at: datetime | None
    agreed_by: str
    departed_at: datetime | None
    arrived_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    reason: str
    note: str
    version: int
    moved_from_id: int | None
    technicians: tuple[int, ...]
    starts_at: datetime | None
    ends_at: datetime | None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def is_late(self, now: datetime) -> bool:
        return bool(is_late(window_until=self.window_until, state=self.state,
                            arrived_at=self.arrived_at, by=self.ended_at or now))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit that is over; `technician_id` is who led it.

    Of its order: the station, the place, and the station of the order that it follows.
    """

    id: int
    order_id: int
    technician_id: int | None
    window_until: datetime
    state: str
    arrived_at: datetime | None
    ended_at: datetime
    org_unit_id: int
    longitude: float | None
    latitude: float | None
    region: str
    is_rework: bool
    follows_unit_id: int | None

    @property
    def came(self) -> bool:
        return self.state in OUTCOMES

    @property
    def in_time(self) -> bool | None:
        """Somebody stood at the door before the told window ended; None: nobody noted when."""
        late = is_late(window_until=self.window_until, state=self.state,
                       arrived_at=self.arrived_at, by=self.ended_at)  # fmt: skip
        return None if late is None else not late


def appointment_brief(*, actor: Actor, appointment_id: int) -> AppointmentBrief:
    """Raises NotFound, also for one that is not in sight."""
    actor.must(SEE_APPOINTMENTS)
    found = Appointment.objects.visible_to(actor).filter(id=appointment_id)
    briefs = _briefs(found)
    if not briefs:
        raise NotFound(_("There is no such appointment."))
    return briefs[0]


def appointment_of(*, actor: Actor, order: OrderBrief) -> AppointmentBrief | None:
    """The one that stands, held or told."""
    actor.must(SEE_APPOINTMENTS)
    briefs = _briefs(Appointment.objects.live().filter(work_order_id=order.id))
    return briefs[0] if briefs else None


def live_appointments(*, actor: Actor, orders: Iterable[OrderBrief]) -> dict[int, AppointmentBrief]:
    """The told one that stands, by order."""
    actor.must(SEE_APPOINTMENTS)
    ids = [order.id for order in orders]
    told = Appointment.objects.live().filter(work_order_id__in=ids).exclude(state=State.HELD)
    return {brief.order_id: brief for brief in _briefs(told)} if ids else {}


def appointments_of(
    *, actor: Actor, orders: Iterable[OrderBrief]
) -> dict[int, list[AppointmentBrief]]:
    """All there ever were, oldest first, by order; held times that nobody took are left out."""
    actor.must(SEE_APPOINTMENTS)
    ids = [order.id for order in orders]
    found: dict[int, list[AppointmentBrief]] = {number: [] for number in ids}
    told = Appointment.objects.filter(work_order_id__in=ids).exclude(state=State.LAPSED)
    for brief in _briefs(told.order_by("id")):
        found[brief.order_id].append(brief)
    return found


def day_of(*, actor: Actor, technician_id: int, day: date) -> list[AppointmentBrief]:
    """What one technician has to do on a day, in order; with what is over already."""
    actor.must(SEE_APPOINTMENTS)
    seats = _seats(day, 1).filter(technician_id=technician_id)
    shown = Appointment.objects.visible_to(actor).filter(state__in=TOLD)
    briefs = _briefs(shown.filter(id__in=seats.values("appointment_id")))
    return sorted(briefs, key=lambda brief: (brief.starts_at or brief.window_from, brief.id))


def rounds_on(*, actor: Actor, day: date) -> dict[int, list[AppointmentBrief]]:
    """What each technician has to do on a day, in order; with what is over already."""
    actor.must(SEE_APPOINTMENTS)
    shown = Appointment.objects.visible_to(actor).filter(state__in=TOLD)
    briefs = _briefs(shown.filter(id__in=_seats(day, 1).values("appointment_id")))
    rounds: dict[int, list[AppointmentBrief]] = {}
    for brief in sorted(briefs, key=lambda one: (one.starts_at or one.window_from, one.id)):
        for technician_id in brief.technicians:
            rounds.setdefault(technician_id, []).append(brief)
    return rounds


def orders_visited_by(*, actor: Actor, technician_id: int, since: datetime) -> list[int]:
    """Orders to which a technician comes, or came since then: of times that were told."""
    actor.must(SEE_APPOINTMENTS)
    told = Appointment.objects.visible_to(actor).filter(state__in=TOLD, window_until__gte=since)
    seats = Seat.objects.filter(technician_id=technician_id, appointment__in=told)
    return list(seats.values_list("appointment__work_order_id", flat=True).distinct())


def coming(*, actor: Actor, until: datetime, now: datetime) -> list[AppointmentBrief]:
    """Those told whose windows open from now until then, the first first."""
    actor.must(SEE_APPOINTMENTS)
    booked = Appointment.objects.visible_to(actor).filter(state=State.BOOKED)
    near = booked.filter(window_from__gte=now, window_from__lte=until)
    return _briefs(near.order_by("window_from", "id"))


def agreed_within(
    *, actor: Actor, technician_id: int, since: datetime, until: datetime
) -> list[AppointmentBrief]:
    """Told visits that still stand and take time of a technician within, the first first."""
    actor.must(SEE_APPOINTMENTS)
    seats = Seat.objects.filter(
        technician_id=technician_id, is_live=True, starts_at__lt=until, ends_at__gt=since
    )
    told = Appointment.objects.visible_to(actor).live().exclude(state=State.HELD)
    briefs = _briefs(told.filter(id__in=seats.values("appointment_id")))
    return sorted(briefs, key=lambda brief: (brief.starts_at or brief.window_from, brief.id))


def next_day_of(*, actor: Actor, technician_id: int, after: date) -> date | None:
    """The first day after this one on which the technician has a told visit."""
    actor.must(SEE_APPOINTMENTS)
    begins = timezone.make_aware(datetime.combine(after, datetime.min.time())) + timedelta(days=1)
    seats = Seat.objects.filter(technician_id=technician_id, is_live=True, starts_at__gte=begins)
    told = seats.filter(appointment__state__in=TOLD).order_by("starts_at")
    starts = told.values_list("starts_at", flat=True).first()
    return timezone.localdate(starts) if starts else None


def seats_on(
    *,
    actor: Actor,
    day: date,
    now: datetime,
    technicians: Collection[int] | None = None,
    days: int = 1,
) -> list[SeatRow]:
    """Live seats of a day, or of several from it on, by technician and time.

    A time held for too long is not among them: whoever looks may take it.
    """
    actor.must(SEE_APPOINTMENTS)
    seats = _seats(day, days).filter(is_live=True)
    if technicians is not None:
        seats = seats.filter(technician_id__in=technicians)
    seats = seats.exclude(appointment__state=State.HELD, appointment__held_until__lte=now)
    others = Seat.objects.filter(appointment=OuterRef("appointment"), is_live=True)
    rows = seats.values_list(*_SEAT_COLUMNS, ~Exists(others.exclude(id=OuterRef("id"))))
    return [
        SeatRow(**dict(zip(SeatRow.__slots__, row, strict=True)))
        for row in rows.order_by("technician_id", "starts_at")
    ]


def versions_of(*, actor: Actor, technicians: Collection[int], day: date) -> dict[int, int]:
    """How often the seats of each changed on a day; one without an entry never had any."""
    actor.must(SEE_APPOINTMENTS)
    found = Day.objects.filter(on=day, technician_id__in=technicians)
    return dict(found.values_list("technician_id", "version"))


def sums_of(
    *, actor: Actor, technicians: Collection[int], day: date, days: int
) -> dict[date, DaySums]:
    """The versions of several days added up; a day without an entry was never written."""
    actor.must(SEE_APPOINTMENTS)
    rows = Day.objects.filter(on__range=(day, day + timedelta(days=days - 1)))
    found = rows.filter(technician_id__in=technicians).values("on").order_by()
    summed = found.annotate(number=Count("id"), versions=Sum("version"))
    return {
        on: DaySums(number, versions)
        for on, number, versions in summed.values_list("on", "number", "versions")
    }


def visits_over(
    *, actor: Actor, org_units: Collection[int], since: datetime, until: datetime
) -> list[VisitRow]:
    """Visits for orders of these stations that ended within, by id; times nobody came, too."""
    actor.must(SEE_APPOINTMENTS)
    over = Appointment.objects.visible_to(actor).filter(
        work_order__org_unit_id__in=org_units, ended_at__gte=since, ended_at__lt=until
    )
    stood = Q(state__in=OUTCOMES) | Q(
        state__in=[State.MOVED, State.CALLED_OFF], ended_at__gt=F("window_until")
    )
    leading = Seat.objects.filter(appointment=OuterRef("id"), leads=True).order_by("-id")
    found = over.filter(stood).annotate(technician_id=Subquery(leading.values("technician_id")[:1]))
    names = ("id", "work_order_id", "technician_id", "window_until", "state", "arrived_at",
             "ended_at", *(f"work_order__{name}" for name in ("org_unit_id", "longitude",
             "latitude", "region", "is_rework", "follows__org_unit_id")))  # fmt: skip
    return [
        VisitRow(**dict(zip(VisitRow.__slots__, row, strict=True)))
        for row in found.order_by("id").values_list(*names)
    ]


def _seats(day: date, days: int) -> QuerySet[Seat]:
    begins = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    ends = begins + timedelta(days=days)
    return Seat.objects.filter(starts_at__gte=begins, starts_at__lt=ends)


def _briefs(found: QuerySet[Appointment]) -> list[AppointmentBrief]:
    return [brief_of(one, one.seats.all()) for one in found.prefetch_related("seats")]


def brief_of(one: Appointment, taken: Iterable[Seat]) -> AppointmentBrief:
    """`taken`: its seats, as whoever asks has read or written them."""
    seats = sorted(taken, key=attrgetter("leads"), reverse=True)
    live = [seat for seat in seats if seat.is_live] or seats
    plain = {
        name: getattr(one, name)
        for name in AppointmentBrief.__slots__
        if name not in ("order_id", "technicians", "starts_at", "ends_at")
    }
    return AppointmentBrief(
        order_id=one.work_order_id,
        technicians=tuple(seat.technician_id for seat in live),
        starts_at=live[0].starts_at if live else None,
        ends_at=live[0].ends_at if live else None,
        **plain,
    )


def leaders_of(*, actor: Actor, order_ids: Collection[int]) -> dict[int, int]:
    """Order -> who leads the visit that stands, held or told."""
    actor.must(SEE_APPOINTMENTS)
    standing = Seat.objects.filter(is_live=True, leads=True, appointment__state__in=LIVE)
    found = standing.filter(appointment__work_order_id__in=order_ids)
    return dict(found.values_list("appointment__work_order_id", "technician_id"))


def names_of(seats: Iterable[Seat]) -> str:
    """Of those who come, the leading one first."""
    live = sorted((one for one in seats if one.is_live), key=attrgetter("leads"), reverse=True)
    names = member_briefs(actor=SYSTEM, ids=[seat.technician_id for seat in live])
    return "、".join(names[seat.technician_id].name for seat in live)
