"""Why nothing is free: what keeps each of those who go out there (R-FS-02, R-FS-18)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aftercare.fieldservice.dispatch.queries import findings
from aftercare.fieldservice.slots.rules import Hindrance, hindrance_of, nearest
from aftercare.fieldservice.technicians.queries import Crew
from aftercare.fieldservice.workorders.queries import OrderBrief

from .days import Asked, asked_on, crew_of, needs_of, stations_of, wanted, with_parts

Kept = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindered:
    """`code` keeps so many `people` from coming; somebody may be kept by several rules at once.

    A rule of eligibility (skill, certificate, gear, part, area, line …), or `away`, `long` (longer
    than a working day), `hours` (not at work in the windows that are offered), `full`, `second`
    (no two of them have time together).
    """

    code: str
    people: int


def hindered_on(order: OrderBrief, days: Sequence[date], now: datetime) -> tuple[Hindered, ...]:
    """By what somebody is kept on the day on which the least stands in the way."""
    stations = stations_of(order.region, order.org_unit_id)
    crews = [crew_of(day, stations) for day in days]
    kept: dict[int, Kept] = {number: (Hindrance.AWAY,) for crew in crews for number in crew.absent}
    asked = {one.day.crew.day: one for one in asked_on(order, days, now)}
    for crew in crews:
        for number, by in _on(order, crew, asked.get(crew.day)):
            kept[number] = nearest(kept.get(number), by)
    counts = Counter(code for by in kept.values() for code in by)
    return tuple(Hindered(code=code, people=n) for code, n in counts.most_common())


def _on(order: OrderBrief, crew: Crew, asked: Asked | None) -> Iterator[tuple[int, Kept]]:
    """Of each who works on a day: the rules that fail, else what else is in the way."""
    visit = wanted(order, crew.day, needs_of(order), place=0)
    lanes = {lane.line.technician.id: lane for lane in asked.lanes} if asked else {}
    for one in with_parts(crew.technicians, visit, order):
        judged = findings(one, visit, crew.day.toordinal())
        failing = tuple(found.rule.value for found in judged if not found.passed)
        if failing:
            yield one.id, failing
        elif asked:
            windows = [window for _number, window in asked.windows]
            yield one.id, (hindrance_of(asked.room, lanes[one.id], windows, order.persons),)
        else:
            yield one.id, (Hindrance.HOURS,)
