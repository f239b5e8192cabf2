"""What is done on site: the jobs there are, and how far one has come (R-FS-01)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HOLD = "work_order"  # the hold of a job at the customer's place that is not finished


class Job(StrEnum):
    REPAIR = "repair"
    INSTALLATION = "installation"
    CARE = "care"
    INSPECTION = "inspection"
    PICKUP = "pickup"
    RECYCLING = "recycling"
    SMART_HOME = "smart_home"


class State(StrEnum):
    """`waiting`: for a time. `under_way`: somebody is there, or was and must come again."""

    WAITING = "waiting"
    BOOKED = "booked"
    UNDER_WAY = "under_way"
    DONE = "done"
    CALLED_OFF = "called_off"


ENDED = frozenset({State.DONE, State.CALLED_OFF})
LIVE = frozenset(State) - ENDED
SHORTEST, LONGEST = 5, 24 * 60  # minutes of work
PERSONS, PRIORITIES = (1, 2), (1, 2, 3)
_JOB_OF_KIND = {
    "installation": Job.INSTALLATION,
    "care": Job.CARE,
    "recycling": Job.RECYCLING,
    "return_exchange": Job.PICKUP,
    "complaint": Job.INSPECTION,
}


def job_of(kind: str) -> Job:
    """The job that a case of this kind most likely needs."""
    return _JOB_OF_KIND.get(kind, Job.REPAIR)


def may_become(*, before: str, after: str) -> bool:
    """A live order goes to and fro while times are made, moved and come; an ended one rests."""
    return before not in ENDED and after in LIVE


def order_number(*, day: date, serial: int) -> str:
    """WO261122-00017: the local day and a serial never repeated."""
    return f"WO{day:%y%m%d}-{serial:05d}"


def is_rework(*, job: str, earlier_job: str, ended_on: date | None, on: date, days: int) -> bool:
    """A repair again, within the days that the first should have held (R-FS-13): free, and counted.

    `ended_on`: when the earlier order was done; None while it is not, or was called off.
    """
    if job != Job.REPAIR or earlier_job != Job.REPAIR or ended_on is None:
        return False
    return 0 <= (on - ended_on).days <= days


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSpec:
    """One step of a checklist. One of danger is never skipped.

    `before_price`: it may be done before the customer has agreed to a charged price.
    """

    code: str
    text_zh: str
    text_en: str
    is_danger: bool = False
    needs_photo: bool = False
    before_price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Gear, a tool or a photo by its code, in both languages."""

    code: str
    text_zh: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What a job takes: `minutes` at the usual pace, and all that must be there."""

    minutes: int
    persons: int
    skills: tuple[str, ...]
    gear: tuple[Named, ...]
    checklist: tuple[StepSpec, ...]
    tools: tuple[Named, ...]
    photos: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the table of norms; None is taken from the less exact entry of the job."""

    job: str
    line: str = ""
    words: tuple[str, ...] = ()
    minutes: int | None = None
    persons: int | None = None
    skills: tuple[str, ...] | None = None
    gear: tuple[str, ...] | None = None
    dangers: tuple[str, ...] | None = None
    steps: tuple[str, ...] | None = None
    tools: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What a danger asks of whoever meets it."""

    steps: tuple[str, ...]
    gear: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The whole table: `first` and `last` steps belong to every job."""

    entries: tuple[Entry, ...]
    dangers: Mapping[str, Danger]
    steps: Mapping[str, StepSpec]
    gear: Mapping[str, Named]
    tools: Mapping[str, Named]
    photos: Mapping[str, Named]
    first: tuple[str, ...]
    last: tuple[str, ...]


def norm_for(catalogue: Catalogue, *, job: str, line: str, goods: str) -> Norm:
    """Of the job, then of its product line, then of goods with that word: the longest word wins."""
    layers = _layers(catalogue.entries, job, line, goods)

    def last(name: str, otherwise: object = ()) -> object:
        said = [getattr(entry, name) for entry in layers if getattr(entry, name) is not None]
        return said[-1] if said else otherwise

    dangers = [catalogue.dangers[code] for code in _codes(last("dangers"))]
    guarded = [code for danger in dangers for code in danger.steps]
    order = [*catalogue.first, *guarded, *_codes(last("steps")), *catalogue.last]
    gear = [*_codes(last("gear")), *(code for danger in dangers for code in danger.gear)]
    skills = [*_codes(last("skills")), *(name for danger in dangers for name in danger.skills)]
    return Norm(
        minutes=int(str(last("minutes", 60))),
        persons=int(str(last("persons", 1))),
        skills=_once(skills),
        gear=tuple(catalogue.gear[code] for code in _once(gear)),
        checklist=tuple(catalogue.steps[code] for code in _once(order)),
        tools=tuple(catalogue.tools[code] for code in _once(_codes(last("tools")))),
        photos=tuple(catalogue.photos[code] for code in _once(_codes(last("photos")))),
    )


def _layers(entries: Sequence[Entry], job: str, line: str, goods: str) -> list[Entry]:
    """Those that fit, the least exact first."""
    fitting: list[tuple[int, int, Entry]] = []
    for entry in entries:
        if entry.job != job or (entry.line and entry.line != line):
            continue
        met = max((len(word) for word in entry.words if word in goods), default=0)
        if met or not entry.words:
            fitting.append((met, bool(entry.line), entry))
    return [entry for _met, _line, entry in sorted(fitting, key=lambda one: one[:2])]


def _codes(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, tuple) else ()


def _once(codes: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A unit that goes out to customers, and the region it stands for ("" is none)."""

    id: int
    region: str


def station_for(stations: Sequence[Station], *, region: str, otherwise: int) -> int:
    """Whose region holds the place most closely; `otherwise` where none does."""
    near = [one for one in stations if one.region and region.startswith(one.region)]
    return max(near, key=lambda one: (len(one.region), -one.id)).id if near else otherwise
