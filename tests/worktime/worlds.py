"""Random calendars and clocks, the same for the product and for the slow reference."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from aftercare.foundation.measure import Outs, Promise, Unit, merged
from aftercare.foundation.worktime import OfficialDay, OwnDay, Span, WorkCalendar

from .slow import ONE_DAY, Hours, SlowCalendar, SlowClock

STEADY = ("Asia/Shanghai", "Asia/Shanghai", "Asia/Kathmandu", "UTC")
WITH_SUMMER_TIME = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago")
FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class World:
    """One clock: as the product takes it, and as the reference does."""

    promise: Promise
    outs: Outs
    clock: SlowClock
    amount: int  # minutes for the hour units, else dates
    now: datetime

    def due_by_reference(self) -> datetime | None:
        return self.clock.due(
            self.amount, self.promise.unit, close_of_business=self.promise.close_of_business
        )


def hours(random: Random, earliest: int) -> Hours:
    """Up to three openings; some touch each other, some end at 24:00."""
    edges = sorted(random.sample(range(earliest * 4, 97), 2 * random.choice((1, 1, 2, 2, 3))))
    if len(edges) > 2 and random.random() < 0.2:
        edges[2] = edges[1]
    moments = [time(edge // 4 % 24, edge % 4 * 15) for edge in edges]
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def calendars(random: Random) -> tuple[WorkCalendar, SlowCalendar]:
    steady = random.random() < 0.85
    zone = ZoneInfo(random.choice(STEADY if steady else WITH_SUMMER_TIME))
    earliest = 0 if steady else 5
    usual = hours(random, earliest)
    weekly = {
        day: hours(random, earliest) if random.random() < 0.3 else usual
        for day in range(7)
        if random.random() < (0.95 if day < 5 else 0.15)
    } or {2: usual}
    days = [FIRST + random.randrange(365) * ONE_DAY for _ in range(random.randrange(60))]
    rests, made_up = frozenset(days[::2]), frozenset(days[1::2]) - frozenset(days[::2])
    own = {
        FIRST + random.randrange(365) * ONE_DAY: random.choice(((), hours(random, earliest)))
        for _ in range(random.randrange(20))
    }
    official = {on: OfficialDay("rest") for on in rests}
    official |= {on: OfficialDay("make-up", works=True) for on in made_up}
    return (
        WorkCalendar(
            zone=zone,
            weekly=weekly,
            official=official,
            own={on: OwnDay("own", openings) for on, openings in own.items()},
        ),
        SlowCalendar(zone, weekly, rests, made_up, own),
    )


def world(random: Random) -> World:
    calendar, slow = calendars(random)
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(360 * 1440))
    if random.random() < 0.3:  # exactly where something opens or closes
        local = start.astimezone(calendar.zone)
        edge = random.choice([at for opening in next(iter(slow.weekly.values())) for at in opening])
        start = datetime.combine(local.date(), edge, calendar.zone).astimezone(UTC)
    unit = random.choice(list(Unit))
    amount = random.randint(1, 8) if unit.counts_dates else random.randint(1, 1500)
    pauses = [pause(random, start) for _ in range(random.choice((0, 0, 1, 2, 3)))]
    since = start + _minutes(random, -600, 6000) if random.random() < 0.1 else None
    return World(
        promise=Promise(
            calendar=calendar,
            start=start,
            amount=amount if unit.counts_dates else amount / 60,
            unit=unit,
            close_of_business=random.random() < 0.3,
        ),
        outs=merged(pauses, since),
        clock=SlowClock(
            slow,
            start,
            (
                *((one.start, one.end) for one in pauses),
                *([(since, None)] if since is not None else []),
            ),
        ),
        amount=amount,
        now=start + _minutes(random, 0, 12_000),
    )


def pause(random: Random, start: datetime) -> Span:
    """Some are empty, some begin before the start, some swallow days."""
    begin = start + _minutes(random, -1500, 7000)
    return Span(begin, begin + _minutes(random, 0, random.choice((1, 120, 600, 4000))))


def _minutes(random: Random, least: int, most: int) -> timedelta:
    return timedelta(minutes=random.randint(least, most))
