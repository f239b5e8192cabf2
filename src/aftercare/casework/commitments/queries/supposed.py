"""What other calendars would make, or have made, of the promises that run."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from aftercare.casework.commitments.models import Clock
from aftercare.foundation.actor import Actor
from aftercare.foundation.worktime import WorkCalendar

from .instruments import Instruments, instruments

CalendarKey = tuple[str, int | None]  # its code, and the unit whose hours count


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A promise whose times are not those that stand on it.

    The dues are those that hold if what is paused now stays so for the longest. They may be the
    same: then a warning moves, or the due is `provisional` no longer.
    """

    case_id: int
    clock_id: int
    code: str
    due_before: datetime | None
    due_after: datetime | None
    provisional_before: bool
    provisional_after: bool

    @property
    def moves(self) -> bool:
        return self.due_before != self.due_after


def calendars_in_use(*, actor: Actor, codes: Collection[str] = ()) -> set[CalendarKey]:
    """Those by which promises run now, of these codes or of all."""
    counted = _counted(actor, codes).order_by("calendar", "station")
    return set(counted.values_list("calendar", "station").distinct())


def promises_by_calendar(*, actor: Actor, codes: Collection[str] = ()) -> int:
    """How many promises run by these calendars, or by any."""
    return _counted(actor, codes).count()


def case_ids_by_calendar(
    *, actor: Actor, codes: Collection[str] = (), after: int = 0, at_most: int
) -> list[int]:
    """Cases with promises that run by these calendars, by id."""
    counted = _counted(actor, codes).filter(case_id__gt=after).order_by("case_id")
    return list(counted.values_list("case_id", flat=True).distinct()[:at_most])


def shifts_under(
    *,
    actor: Actor,
    calendars: Mapping[CalendarKey, WorkCalendar],
    at_most: int,
    now: datetime,
) -> list[Shift]:
    """What the promises that fall due next would become by these calendars; three queries."""
    keys = {code for code, _station in calendars}
    clocks = list(_counted(actor, keys).order_by("late_from", "id")[:at_most])
    tools = instruments(actor=actor, clocks=clocks)
    known = {**tools.calendars, **calendars}
    return _shifts(clocks, replace(tools, calendars=known), now)


def shifts_of_cases(*, actor: Actor, case_ids: Collection[int], now: datetime) -> list[Shift]:
    """Where the times on the promises of these cases are not those of the calendars of today."""
    clocks = list(_counted(actor, ()).filter(case_id__in=case_ids).order_by("case_id", "id"))
    return _shifts(clocks, instruments(actor=actor, clocks=clocks), now)


def _counted(actor: Actor, codes: Collection[str]) -> QuerySet[Clock]:
    """Running promises that a calendar counts: no hours round the clock, no agreed moments."""
    running = Clock.objects.visible_to(actor).open().filter(moment=None).exclude(unit="hour")
    return running.filter(calendar__in=codes) if codes else running


def _shifts(clocks: Sequence[Clock], tools: Instruments, now: datetime) -> list[Shift]:
    return [shift for clock in clocks if (shift := _shift(clock, tools, now)) is not None]


def _shift(clock: Clock, tools: Instruments, now: datetime) -> Shift | None:
    reading = tools.read(clock, now)
    due_at = tools.late_from(clock, reading.due_at, now)
    stands = (clock.late_from, clock.endangered_from, clock.provisional)
    if stands == (due_at, tools.endangered_from(clock, now), reading.provisional):
        return None
    return Shift(
        case_id=clock.case_id,
        clock_id=clock.id,
        code=clock.code,
        due_before=clock.late_from,
        due_after=due_at,
        provisional_before=clock.provisional,
        provisional_after=reading.provisional,
    )
