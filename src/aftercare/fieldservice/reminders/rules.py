"""When customers are told of visits that come, and that come late (R-FS-02, R-FS-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

AHEAD = timedelta(hours=2)
"""How long before the told window ends a delay that is only reckoned is told: not earlier."""
WORSE = timedelta(minutes=20)
"""By how much later it must have become to be told again."""
ROUND = timedelta(minutes=5)
LONGEST = 4 * 60  # minutes of a delay that is announced; beyond, another time is agreed upon


class What(StrEnum):
    DAY_BEFORE = "day_before"
    HOURS_BEFORE = "hours_before"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """On the day before at that time (None: not); hours before (0: not); minutes let pass."""

    at: time | None
    hours: int
    late_minutes: int


def reminder_due(
    *, window_from: datetime, told_at: datetime, now: datetime, habits: Habits
) -> What | None:
    """`window_from` is the customer's local time. Who agreed after the moment was just told.

    The later reminder takes the place of the earlier one, which is not sent after it.
    """
    if now >= window_from:
        return None
    soon = window_from - timedelta(hours=habits.hours)
    if soon <= now:
        return What.HOURS_BEFORE if habits.hours and told_at < soon else None
    if habits.at is None:
        return None
    eve = datetime.combine(window_from.date() - timedelta(days=1), habits.at, window_from.tzinfo)
    return What.DAY_BEFORE if told_at < eve <= now else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a round; `way`: from the stop before it, or from where the day began."""

    id: int
    starts_at: datetime
    minutes: float
    way: timedelta
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def has_facts(self) -> bool:
        return any((self.departed_at, self.arrived_at, self.ended_at))


def arrivals(stops: Sequence[Stop], *, now: datetime) -> Mapping[int, datetime]:
    """When somebody who is still to come will be at each door, in the order of the round.

    Of a round of which nothing was heard today nothing is reckoned: nobody notes anything there.
    """
    if not any(stop.has_facts for stop in stops):
        return {}
    told: dict[int, datetime] = {}
    free = now
    for stop in stops:
        if stop.ended_at is not None:
            continue
        arrived = stop.arrived_at
        if arrived is None:
            left = stop.departed_at
            arrived = max(now, left + stop.way) if left else max(stop.starts_at, free + stop.way)
            told[stop.id] = arrived
        free = max(free, arrived + timedelta(minutes=stop.minutes))
    return told


def delay_to_tell(
    *,
    window_until: datetime,
    expected_at: datetime,
    last: datetime | None,
    now: datetime,
    habits: Habits,
) -> datetime | None:
    """What the customer is told, on the full five minutes; None while there is nothing to tell.

    `last`: what was told before.
    """
    if now < window_until - AHEAD:
        return None
    if expected_at <= window_until + timedelta(minutes=habits.late_minutes):
        return None
    told = rounded(expected_at)
    return told if last is None or told >= last + WORSE else None


def rounded(at: datetime) -> datetime:
    """Up to the full five minutes."""
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at - over + (ROUND if over else timedelta())
