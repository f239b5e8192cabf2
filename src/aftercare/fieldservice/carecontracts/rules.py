"""Care that comes again under a contract: when it is due, how far it has come (R-FS-19)."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

MOST_VISITS, MOST_MONTHS = 60, 24
LEAD_DAYS = (1, 60)
MOST_YEARS = 10
DAYS = (date(2000, 1, 1), date(2200, 1, 1))
"""Between which a term begins."""
ENDING = timedelta(days=60)
"""So long before its end a contract is offered for renewal."""


class State(StrEnum):
    """`over`: the term has passed; nothing more is opened."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    OVER = "over"


class TurnState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    DONE = "done"
    CALLED_OFF = "called_off"


def state_of(*, state: str, ends_on: date, on: date) -> State:
    """What is kept says running, paused or ended; the day says whether the term has passed."""
    if state != State.ENDED and on > ends_on:
        return State.OVER
    return State(state)


def turn_state(order_state: str | None) -> TurnState:
    """Of the work order of a turn; None: it has none yet."""
    if order_state is None:
        return TurnState.PLANNED
    ended = {"done": TurnState.DONE, "called_off": TurnState.CALLED_OFF}
    return ended.get(order_state, TurnState.OPEN)


def is_term(*, starts_on: date, ends_on: date) -> bool:
    """A term ends after it begins, and within so many years."""
    return starts_on < ends_on <= later(starts_on, 12 * MOST_YEARS)


def may_open(*, state: State, turn: TurnState) -> bool:
    """A turn is opened once; one whose order was called off may be made good for."""
    return state is State.RUNNING and turn in {TurnState.PLANNED, TurnState.CALLED_OFF}


def is_due(*, due_on: date, lead_days: int, on: date) -> bool:
    """Its order is opened so many days ahead, so that the customer can choose a time."""
    return due_on - timedelta(days=lead_days) <= on


def later(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def turn_dates(
    *, first_on: date, ends_on: date, visits: int, every_months: int, months: Collection[int]
) -> tuple[date, ...]:
    """Around which days the visits are due; fewer than wanted where the term is too short.

    One that falls into a month that does not suit waits for the first of the next one that does.
    """
    told: list[date] = []
    for number in range(visits):
        day = later(first_on, number * every_months)
        if told and (day.year, day.month) <= (told[-1].year, told[-1].month):
            day = later(told[-1].replace(day=1), 1)
        while months and day.month not in months:
            day = later(day.replace(day=1), 1)
        if day > ends_on:
            break
        told.append(day)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of a contract by its number; `is_open`: its order was opened, it is not moved."""

    number: int
    due_on: date
    is_open: bool = False


def replanned(
    turns: Sequence[Planned],
    *,
    next_on: date,
    ends_on: date,
    visits: int,
    every_months: int,
    months: Collection[int],
) -> tuple[Planned, ...]:
    """The visits that have no order yet, anew from `next_on` on; fewer where the term is too short.

    Those that were opened stay as they are, and count among the `visits`.
    """
    stay = {turn.number for turn in turns if turn.is_open}
    days = turn_dates(first_on=next_on, ends_on=ends_on, visits=visits - len(stay),
                      every_months=every_months, months=months)  # fmt: skip
    free = (number for number in count(1) if number not in stay)
    return tuple(Planned(number, day) for number, day in zip(free, days, strict=False))


def next_term(*, starts_on: date, ends_on: date) -> tuple[date, date, int]:
    """First and last day of the term that follows, as long as this one; by how many months."""
    first = ends_on + timedelta(days=1)
    months = (first.year - starts_on.year) * 12 + first.month - starts_on.month
    if later(starts_on, months) == first and months:
        return first, later(first, months) - timedelta(days=1), months
    return first, first + (ends_on - starts_on), max(1, round((first - starts_on).days / 30.4))


def contract_number(*, day: date, serial: int) -> str:
    """CC261122-00017: the local day and a serial never repeated."""
    return f"CC{day:%y%m%d}-{serial:05d}"
