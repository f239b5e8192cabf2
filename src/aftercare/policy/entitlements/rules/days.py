"""Last days. The day of the start never counts; a last day of rest moves to the next working day.

Civil Code art. 201-203; the time in repair is taken out of a warranty period (Regulation on the
Consumer Rights Protection Law, art. 18).
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from .facts import Repair

Rests = Callable[[date], bool]
MONTHS = 12
LONGEST_REST = 31


def after_months(start: date, months: int) -> date:
    """The same day of the month, or its last day where the month is shorter."""
    year, month = divmod(start.year * MONTHS + start.month - 1 + months, MONTHS)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def after_rest(last: date, rests: Rests) -> date:
    for later in range(LONGEST_REST):
        day = last + timedelta(days=later)
        if not rests(day):
            return day
    return last


def after_days(start: date, days: int, rests: Rests) -> date:
    return after_rest(start + timedelta(days=days), rests)


def end_of_period(
    start: date, months: int, repairs: Iterable[Repair], on: date, rests: Rests
) -> date:
    """The last day of a period as it stands on a day.

    A repair that began within it lengthens it by the days from handing in to coming back; while
    one is going on, the end moves on day by day.
    """
    end, under_repair = after_months(start, months), False
    for began, ended in times_in_repair(repairs, on):
        if start <= began <= after_rest(end, rests):
            end += (ended or on) - began
            under_repair = ended is None
    return end if under_repair else after_rest(end, rests)


def times_in_repair(repairs: Iterable[Repair], on: date) -> list[tuple[date, date | None]]:
    """When it was in repair until a day, in order and without overlap; the last may go on."""
    spans: list[tuple[date, date | None]] = []
    for repair in sorted(repairs, key=lambda one: one.started_on):
        began, ended = repair.started_on, repair.ended_on
        if began > on:
            continue
        if ended is not None and ended > on:
            ended = None
        if spans and (spans[-1][1] is None or began <= spans[-1][1]):
            former = spans[-1][1]
            both = None if former is None or ended is None else max(former, ended)
            spans[-1] = (spans[-1][0], both)
        else:
            spans.append((began, ended))
    return spans


def days_in_repair(repairs: Iterable[Repair], since: date, on: date) -> int:
    return sum(
        ((ended or on) - max(began, since)).days
        for began, ended in times_in_repair(repairs, on)
        if (ended or on) > max(began, since)
    )
