"""A day to be planned, and its plan.

All times are whole seconds after midnight of the day planned, all spans are half-open, all prices
are seconds of travel: the one currency in which a detour, a job not done today and a change of
technician are weighed against each other.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain

from .prices import CHANGE

NEVER = 1_000_000_000
"""Later than any time of a day; the sum of two still fits 32 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When work may *start*: not before `opens`, not after `closes` (both included)."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A meal that floats: `length` seconds, begun between `opens` and `closes`."""

    opens: int = 41_400  # 11:30
    closes: int = 45_900  # 12:45
    length: int = 1_800


class Link(StrEnum):
    """How a visit hangs on another: with it at the same minute, or after it is finished."""

    WITH = "with"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Technician:
    """`begins`, `ends`: the shift, on the road from `start` and back at `finish` (places).

    `certificates`: code → last day of validity as an ordinal of the calendar. `stock`: parts on
    the van. `areas` (prefixes of codes), `lines`: what the contract of the provider covers, None
    is everything. `station`: the place where parts wait for whoever starts there. `longest_leg`
    between two visits. `pace`: percent of the norm of a job that this person needs.
    """

    id: int
    start: int
    finish: int
    begins: int
    ends: int
    skills: frozenset[str] = frozenset()
    certificates: Mapping[str, int] = field(default_factory=dict)
    gear: frozenset[str] = frozenset()
    stock: Mapping[str, int] = field(default_factory=dict)
    areas: frozenset[str] | None = None
    lines: frozenset[str] | None = None
    station: int | None = None
    meal: Break | None = None
    longest_leg: int = NEVER
    pace: int = 100
    group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`service`: planned seconds of work at the usual pace. `price` of not doing it today.

    `parts` are taken from the van; `waiting` is the station at which a part waits, there from
    `waits_from` on. `required`: nobody else. `told`: the technician the customer was told, and
    `change` the price of sending another. `hangs_on`: the id of another visit, `link` says how,
    `pause` seconds lie between the end of that and the start of this. A job of two persons is two
    visits, the second WITH the first.
    """

    id: int
    place: int
    windows: tuple[Window, ...]
    service: int
    price: int
    priority: int = 2
    skills: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    gear: frozenset[str] = frozenset()
    parts: Mapping[str, int] = field(default_factory=dict)
    waiting: int | None = None
    waits_from: int = 0
    area: str = ""
    line: str = ""
    required: int | None = None
    banned: frozenset[int] = frozenset()
    preferred: frozenset[int] = frozenset()
    told: int | None = None
    change: int = CHANGE
    hangs_on: int | None = None
    link: Link | None = None
    pause: int = 0


def work_of(technician: Technician, visit: Visit) -> int:
    """Seconds that this technician needs for the visit."""
    return -(-visit.service * technician.pace // 100)


class Travel:
    """Seconds from place to place, one row a place; it need not be symmetric."""

    __slots__ = ("_seconds", "size")

    _seconds: "array[int] | None"

    def __init__(self, size: int, seconds: Iterable[int]) -> None:
        self.size = size
        self._seconds = seconds if isinstance(seconds, array) else array("i", seconds)
        if len(self._seconds) != size * size:
            raise ValueError(f"a matrix of {size} places has {size * size} entries")

    @property
    def seconds(self) -> "array[int]":
        """All of it, row after row."""
        if self._seconds is None:
            self._seconds = array("i", chain.from_iterable(map(self.row, range(self.size))))
        return self._seconds

    def __call__(self, origin: int, target: int) -> int:
        return self.seconds[origin * self.size + target]

    def row(self, origin: int) -> Sequence[int]:
        return self.seconds[origin * self.size : (origin + 1) * self.size]

    def column(self, target: int) -> Sequence[int]:
        """From every place to this one."""
        return self.seconds[target :: self.size]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`day`: ordinal of the day planned (certificates run out).

    `else_price`: of a technician who is not among the preferred of a visit that has such.
    """

    technicians: tuple[Technician, ...]
    visits: tuple[Visit, ...]
    travel: Travel
    day: int = 0
    else_price: int = 120

    def __post_init__(self) -> None:
        _check_links(self.visits)

    @cached_property
    def technician(self) -> dict[int, Technician]:
        return {technician.id: technician for technician in self.technicians}

    @cached_property
    def visit(self) -> dict[int, Visit]:
        return {visit.id: visit for visit in self.visits}


def _check_links(visits: tuple[Visit, ...]) -> None:
    """A visit hangs on at most one other, and on it hangs at most one: pairs, no chains."""
    known = {visit.id for visit in visits}
    if len(known) != len(visits):
        raise ValueError("two visits have the same id")
    hanging = {visit.id: visit.hangs_on for visit in visits if visit.hangs_on is not None}
    leading = list(hanging.values())
    if len(set(leading)) != len(leading) or set(leading) & set(hanging):
        raise ValueError("visits hang together in pairs, not in chains")
    if not set(leading) <= known:
        raise ValueError("a visit hangs on one that is not of this day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of a route: there at `arrives`, working from `starts` until `ends`."""

    visit: int
    arrives: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`meal`: when the break begins. `back`: at the end place. `travel`: seconds on the road.

    Whoever has no visits has no stops, no meal, and stays at home.
    """

    technician: int
    stops: tuple[Stop, ...] = ()
    meal: int | None = None
    back: int = 0
    travel: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A route for each technician of the problem, in its order, and who waits for another day."""

    routes: tuple[Route, ...]
    unserved: tuple[int, ...]
    objective: int

    @property
    def technicians(self) -> dict[int, int]:
        """Visit → technician."""
        return {stop.visit: route.technician for route in self.routes for stop in route.stops}

    @property
    def starts(self) -> dict[int, int]:
        return {stop.visit: stop.starts for route in self.routes for stop in route.stops}

    @property
    def sequences(self) -> dict[int, tuple[int, ...]]:
        """Technician → visits in order."""
        return {r.technician: tuple(stop.visit for stop in r.stops) for r in self.routes}
