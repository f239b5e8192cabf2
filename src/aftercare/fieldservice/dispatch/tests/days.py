"""Small days with everything in them, by seed; also for `python -m bench.dispatch --days`."""

from dataclasses import replace
from random import Random

from aftercare.fieldservice.dispatch.rules.model import (
    Break,
    Link,
    Problem,
    Technician,
    Travel,
    Visit,
    Window,
)
from aftercare.fieldservice.dispatch.rules.prices import UNSERVED

HOUR = 3_600
SKILLS = ("aircon", "gas", "fridge", "assembly")
PARTS = ("board", "pump")


def random_day(seed: int, technicians: int = 4, visits: int = 12) -> Problem:
    dice = Random(seed)  # noqa: S311 repeatable, nothing secret
    crew = tuple(_technician(dice, t, technicians) for t in range(technicians))
    jobs = [_visit(dice, v, 2 * technicians + v, technicians) for v in range(visits)]
    return Problem(
        technicians=crew,
        visits=tuple(_linked(dice, jobs)),
        travel=_travel(dice, 2 * technicians + visits),
        day=100,
    )


def _technician(dice: Random, number: int, count: int) -> Technician:
    begins = dice.choice([8, 9, 11]) * HOUR
    return Technician(
        id=number + 100,
        start=number,
        finish=number + count,
        begins=begins,
        ends=begins + dice.choice([6, 9]) * HOUR,
        skills=frozenset(dice.sample(SKILLS, dice.randint(2, 4))),
        certificates={"gas": dice.choice([99, 100, 200])},
        gear=frozenset(["ladder"] if dice.random() < 0.7 else []),
        stock={part: dice.randint(0, 2) for part in PARTS},
        areas=dice.choice([None, None, frozenset("A")]),
        station=dice.randint(0, 1),
        meal=Break() if dice.random() < 0.7 else None,
        longest_leg=dice.choice([10**9, 10**9, 3_000]),
        pace=dice.choice([90, 100, 120]),
    )


def _visit(dice: Random, number: int, place: int, technicians: int) -> Visit:
    priority = dice.choice([1, 2, 2, 3])
    kind = dice.choice(SKILLS)
    told = dice.choice([None, None, 100 + dice.randrange(technicians)])
    return Visit(
        id=number + 1_000,
        place=place,
        windows=_windows(dice),
        service=dice.randint(3, 12) * 600,
        price=UNSERVED[priority],
        priority=priority,
        skills=frozenset([kind]),
        certificates=frozenset(["gas"] if kind == "gas" else []),
        gear=frozenset(["ladder"] if dice.random() < 0.15 else []),
        parts={dice.choice(PARTS): 1} if dice.random() < 0.4 else {},
        waiting=dice.randint(0, 1) if dice.random() < 0.1 else None,
        area=dice.choice("AAB"),
        banned=frozenset([100] if dice.random() < 0.1 else []),
        preferred=frozenset([101] if dice.random() < 0.1 else []),
        told=told,
        required=told if dice.random() < 0.3 else None,
    )


def _windows(dice: Random) -> tuple[Window, ...]:
    starts = sorted(dice.sample([8, 10, 13, 15, 17], dice.choice([1, 1, 2])))
    return tuple(Window(opens=h * HOUR, closes=(h + 2) * HOUR - 1) for h in starts)


def _linked(dice: Random, jobs: list[Visit]) -> list[Visit]:
    """One job of two persons, and one that comes after another."""
    first, second, third, fourth, *rest = jobs
    lower = replace(third, windows=(Window(opens=8 * HOUR, closes=18 * HOUR),))
    return [
        first,
        replace(
            first,
            id=second.id,
            place=first.place,
            hangs_on=first.id,
            link=Link.WITH,
            price=0,
            parts={},
            told=None,
            required=None,
        ),
        lower,
        replace(
            fourth,
            hangs_on=third.id,
            link=Link.AFTER,
            pause=dice.choice([0, 1_800]),
            windows=lower.windows,
        ),
        *rest,
    ]


def _travel(dice: Random, size: int) -> Travel:
    """Metres on a square of the town, not symmetric, now and then shorter by a detour."""
    spots = [(dice.uniform(0, 20), dice.uniform(0, 20)) for _ in range(size)]
    legs = []
    for a, (x, y) in enumerate(spots):
        for b, (u, w) in enumerate(spots):
            km = abs(x - u) + abs(y - w)
            legs.append(0 if a == b else int(120 + km * dice.uniform(80, 130)))
    return Travel(size, legs)
