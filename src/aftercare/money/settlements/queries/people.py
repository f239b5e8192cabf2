"""How well each technician of a station worked in some days: what held, and who came late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from aftercare.fieldservice.appointments.queries import VisitRow, visits_over
from aftercare.fieldservice.workorders.queries import orders_done
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.money.settlements.rules import Figures, figures
from aftercare.people.staff.queries import member_briefs

from .facts import ASKED_WITHIN, moment_of

REPAIR = "repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianRow:
    """`repairs` done and how many of them came `again`; `visits` made and how many of them `late`.

    The percentages are None where there was nothing.
    """

    technician_id: int
    name: str
    repairs: int
    again: int
    held_percent: int | None
    visits: int
    late: int
    late_percent: int | None


def technicians_of(
    *, actor: Actor, org_unit_id: int, since: date, until: date
) -> list[TechnicianRow]:
    """By who led the visit, most visits first; a repair is of who came for it last."""
    del actor  # whoever sees the statement sees what it rests on
    begins, ends = moment_of(since), moment_of(until + timedelta(days=1))
    units = [org_unit_id]
    calls = visits_over(actor=SYSTEM, org_units=units, since=begins - ASKED_WITHIN, until=ends)
    came = [call for call in calls if call.came and call.technician_id is not None]
    doers = _doers(came)
    done = orders_done(actor=SYSTEM, org_units=units, since=begins, until=ends)
    found = figures(
        repairs=[
            (doers[row.id], row.came_again) for row in done
            if row.job == REPAIR and row.org_unit_id == org_unit_id and row.id in doers
        ],
        visits=[(call.technician_id or 0, call.in_time is False) for call in came
                if call.ended_at >= begins],
    )  # fmt: skip
    names = {key: one.name for key, one in member_briefs(actor=SYSTEM, ids=list(found)).items()}
    rows = [_row(member, names.get(member, ""), one) for member, one in found.items()]
    return sorted(rows, key=lambda row: (-row.visits, -row.repairs, row.technician_id))


def _doers(came: Iterable[VisitRow]) -> dict[int, int]:
    last = sorted(came, key=lambda call: (call.ended_at, call.id))
    return {call.order_id: call.technician_id or 0 for call in last}


def _row(member: int, name: str, one: Figures) -> TechnicianRow:
    return TechnicianRow(
        technician_id=member, name=name, repairs=one.repairs, again=one.again, visits=one.visits,
        late=one.late, held_percent=one.held_percent, late_percent=one.late_percent,
    )  # fmt: skip
