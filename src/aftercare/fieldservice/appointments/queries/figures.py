"""How often people came in time, and how often what they repaired held (R-FS-06, R-FS-13)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, Q

from aftercare.fieldservice.appointments.models import Appointment, Seat
from aftercare.fieldservice.appointments.rules import State
from aftercare.fieldservice.workorders.queries import Job, orders_redone
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.shares import percent
from aftercare.people.staff.queries import member_briefs

SEE_APPOINTMENTS = view("appointments.see_appointments")
FIGURES = ("came", "late", "done", "again")
LATE = Q(arrived_at__gt=F("window_until"))
THEIR_LATE = Q(appointment__arrived_at__gt=F("appointment__window_until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalRow:
    """Of a station: how often somebody came to an agreed time, and how often after it."""

    org_unit_id: int
    came: int
    late: int

    @property
    def percent(self) -> int | None:
        """In time; None without a visit."""
        return percent(self.came - self.late, self.came)


class Sort(StrEnum):
    VISITS = "visits"
    LATE = "late"  # the largest share that came late first
    AGAIN = "again"  # the largest share of repairs that came again first
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianRow:
    """Visits led by a technician and how many of them came late; repairs and how many came again.

    A repair is of who led the visit that ended it, whoever makes it good.
    """

    technician_id: int
    name: str
    station: str
    came: int
    late: int
    done: int
    again: int

    @property
    def on_time_percent(self) -> int | None:
        """None without a visit."""
        return percent(self.came - self.late, self.came)

    @property
    def rework_percent(self) -> int | None:
        """None without a repair."""
        return percent(self.again, self.done)


def arrivals_by_station(*, actor: Actor, since: datetime) -> list[ArrivalRow]:
    """The station that comes most often first (R-FS-06)."""
    actor.must(SEE_APPOINTMENTS)
    came = Appointment.objects.visible_to(actor).filter(arrived_at__gte=since)
    told = came.values(org_unit_id=F("work_order__org_unit_id")).annotate(
        came=Count("id"), late=Count("id", filter=LATE)
    )
    return [ArrivalRow(**row) for row in told.order_by("-came", "org_unit_id")]


def figures_by_technician(
    *,
    actor: Actor,
    since: datetime,
    org_unit_id: int | None = None,
    sort: Sort = Sort.VISITS,
    limit: int = 200,
) -> list[TechnicianRow]:
    """Of visits in sight since then, for orders of one station if named; five queries."""
    actor.must(SEE_APPOINTMENTS)
    seen = Appointment.objects.visible_to(actor)
    if org_unit_id is not None:
        seen = seen.filter(work_order__org_unit_id=org_unit_id)
    led = Seat.objects.filter(leads=True).order_by()
    came = led.filter(appointment__in=seen.filter(arrived_at__gte=since))
    over = seen.filter(
        state=State.DONE, ended_at__gte=since, work_order__job=Job.REPAIR, work_order__state="done"
    )
    redone = Q(appointment__work_order_id__in=orders_redone(actor=SYSTEM, since=since))
    found: dict[int, dict[str, int]] = {}
    for seats, names, worse in (
        (came, ("came", "late"), THEIR_LATE),
        (led.filter(appointment__in=over), ("done", "again"), redone),
    ):
        counted = seats.values_list("technician_id").annotate(
            Count("appointment", distinct=True),
            worse=Count("appointment", filter=worse, distinct=True),
        )
        for member, *numbers in counted:
            figures = found.setdefault(member, dict.fromkeys(FIGURES, 0))
            figures.update(zip(names, numbers, strict=True))
    people = member_briefs(actor=SYSTEM, ids=list(found))
    rows = [
        TechnicianRow(
            technician_id=one.id, name=one.name, station=one.org_unit_name, **found[one.id]
        )
        for one in people.values()
    ]
    return sorted(rows, key=lambda row: _place(row, sort))[:limit]


def _place(row: TechnicianRow, sort: Sort) -> tuple[float | str, ...]:
    """The worst first where a share is asked for; of two alike the one who did more."""
    late = row.late / row.came if row.came else -1.0
    again = row.again / row.done if row.done else -1.0
    first: dict[Sort, tuple[float | str, ...]] = {
        Sort.VISITS: (-row.came, -row.done),
        Sort.LATE: (-late, -row.came),
        Sort.AGAIN: (-again, -row.done),
        Sort.NAME: (row.name,),
    }
    return (*first[sort], row.name, row.technician_id)
