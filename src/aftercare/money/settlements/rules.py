"""What a station earns by its terms, line by line (R-FS-12, R-FS-13). Sums are yuan, to the fen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from aftercare.foundation.shares import percent

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
HUNDRED = Decimal(100)
MOST_STARS = 5


class What(StrEnum):
    """What a line of a statement is for, in the order in which they are told."""

    LABOUR = "labour"
    TRAVEL = "travel"
    PARTS = "parts"
    ON_TIME = "on_time"
    FIRST_TIME = "first_time"
    SURVEY = "survey"
    REWORK = "rework"  # its own work did not hold
    LATE = "late"
    MISSED = "missed"  # nobody came at the told time
    CORRECTION = "correction"


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    DISPUTED = "disputed"
    AGREED = "agreed"
    SETTLED = "settled"


FROM = {
    State.SENT: frozenset({State.DRAFT, State.DISPUTED}),
    State.DISPUTED: frozenset({State.SENT, State.DISPUTED}),
    State.AGREED: frozenset({State.SENT}),
    State.SETTLED: frozenset({State.AGREED}),
}
"""From which states each is reached; a draft is drawn up anew until it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a job pays; `line` "" stands for goods of all product lines."""

    job: str
    line: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a visit pays for the way there; `up_to` kilometres, None is any distance."""

    up_to: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By what a station is paid. `parts_percent` of the price of the parts it fitted.

    `survey` is paid from so many `survey_stars` on; `rework`, `late` and `missed` are taken off.
    """

    labour: Sequence[Rate] = ()
    travel: Sequence[Band] = ()
    parts_percent: Decimal = NOTHING
    on_time: Decimal = NOTHING
    first_time: Decimal = NOTHING
    survey: Decimal = NOTHING
    survey_stars: int = MOST_STARS
    rework: Decimal = NOTHING
    late: Decimal = NOTHING
    missed: Decimal = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Terms from a day on, until the next."""

    id: int
    in_force_from: date
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An order that was done. `is_own_rework`: it makes good what the same station had done.

    `visits`: how often somebody came; `came_again`: it has not held.
    """

    order_id: int
    on: date
    job: str
    product_line: str
    is_own_rework: bool
    visits: int
    came_again: bool
    parts_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A visit that is over; `came` False: the told time went by and nobody had come.

    `in_time` None: nobody noted when. `kilometres` by road from the station, None where nobody
    knows the place.
    """

    visit_id: int
    order_id: int
    on: date
    came: bool
    in_time: bool | None
    is_own_rework: bool
    kilometres: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Praise:
    """What the customer said afterwards."""

    order_id: int
    on: date
    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """Work of the station (`number`) did not hold: this order made it good, whoever did it."""

    order_id: int
    on: date
    number: str


Fact = Work | Call | Praise | Setback


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    works: Sequence[Work] = ()
    calls: Sequence[Call] = ()
    praises: Sequence[Praise] = ()
    setbacks: Sequence[Setback] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sum and its grounds. A deduction is below nothing; nothing is told as well."""

    what: What
    order_id: int
    visit_id: int | None
    on: date
    terms_id: int
    amount: Decimal
    detail: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int, int | None]:
        """What is settled once."""
        return (self.what, self.order_id, self.visit_id)


def may_become(state: str, wanted: State) -> bool:
    return State(state) in FROM[wanted]


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def terms_on(day: date, own: Sequence[Dated], usual: Sequence[Dated]) -> Dated | None:
    """The station's own terms from their first day on; before, and without any, the usual ones."""
    for versions in (own, usual):
        begun = [one for one in versions if one.in_force_from <= day]
        if begun:
            return max(begun, key=lambda one: one.in_force_from)
    return None


def lines(own: Sequence[Dated], usual: Sequence[Dated], facts: Facts) -> list[Line]:
    """By the terms of the day of each fact; what lies before any terms earns nothing at all."""
    told: list[Fact] = [*facts.works, *facts.calls, *facts.praises, *facts.setbacks]
    found: list[Line] = []
    for fact in told:
        dated = terms_on(fact.on, own, usual)
        if dated is not None:
            found += _lines_of(fact, dated)
    return sorted(found, key=lambda line: (line.on, line.order_id, list(What).index(line.what)))


def _lines_of(fact: Fact, dated: Dated) -> Iterator[Line]:
    if isinstance(fact, Work):
        yield from _of_work(fact, dated)
    elif isinstance(fact, Call):
        yield from _of_call(fact, dated)
    elif isinstance(fact, Praise):
        if dated.terms.survey and fact.stars >= dated.terms.survey_stars:
            yield _line(What.SURVEY, fact, dated, dated.terms.survey, stars=str(fact.stars))
    elif dated.terms.rework:
        yield _line(What.REWORK, fact, dated, -dated.terms.rework, number=fact.number)


def _of_work(work: Work, dated: Dated) -> Iterator[Line]:
    terms = dated.terms
    if work.is_own_rework:
        yield _line(What.LABOUR, work, dated, NOTHING, job=work.job, unpaid="rework")
        return
    rate = _rate(terms.labour, work)
    if rate is None:
        yield _line(What.LABOUR, work, dated, NOTHING, job=work.job, unpaid="no_rate")
    else:
        yield _line(What.LABOUR, work, dated, rate.amount, job=rate.job, line=rate.line)
    if work.parts_amount and terms.parts_percent:
        share = (work.parts_amount * terms.parts_percent / HUNDRED).quantize(CENT, ROUND_HALF_UP)
        yield _line(What.PARTS, work, dated, share, base=str(work.parts_amount),
                    percent=str(terms.parts_percent))  # fmt: skip
    if terms.first_time and work.visits == 1 and not work.came_again:
        yield _line(What.FIRST_TIME, work, dated, terms.first_time)


def _of_call(call: Call, dated: Dated) -> Iterator[Line]:
    terms = dated.terms
    if not call.came:
        if terms.missed:
            yield _line(What.MISSED, call, dated, -terms.missed)
        return
    if call.is_own_rework:
        yield _line(What.TRAVEL, call, dated, NOTHING, unpaid="rework")
    else:
        yield from _of_way(call, dated)
    if call.in_time and terms.on_time and not call.is_own_rework:
        yield _line(What.ON_TIME, call, dated, terms.on_time)
    if call.in_time is False and terms.late:
        yield _line(What.LATE, call, dated, -terms.late)


def _of_way(call: Call, dated: Dated) -> Iterator[Line]:
    """Where nobody knows how far it was, as the nearest."""
    for band in dated.terms.travel:
        if band.up_to is None or (call.kilometres or 0) <= band.up_to:
            far = {"up_to": str(band.up_to or ""), "kilometres": str(call.kilometres or "")}
            yield _line(What.TRAVEL, call, dated, band.amount, **far)
            return


def _rate(labour: Sequence[Rate], work: Work) -> Rate | None:
    fitting = [one for one in labour if one.job == work.job and one.line in ("", work.product_line)]
    return max(fitting, key=lambda one: bool(one.line), default=None)


def _line(what: What, fact: Fact, dated: Dated, amount: Decimal, **detail: str) -> Line:
    return Line(
        what=what,
        order_id=fact.order_id,
        visit_id=fact.visit_id if isinstance(fact, Call) else None,
        on=fact.on,
        terms_id=dated.id,
        amount=amount.quantize(CENT),
        detail=detail,
    )


def faults(terms: Terms, *, jobs: Iterable[str]) -> list[str]:
    """The fields in which terms say what cannot be; none where all is well."""
    known = set(jobs)
    sums = {
        "labour": [one.amount for one in terms.labour],
        "travel": [one.amount for one in terms.travel],
        **{name: [getattr(terms, name)]
           for name in ("on_time", "first_time", "survey", "rework", "late", "missed")},
    }  # fmt: skip
    wrong = [name for name, amounts in sums.items() if any(amount < 0 for amount in amounts)]
    keys = [(one.job, one.line) for one in terms.labour]
    if len(set(keys)) < len(keys) or any(job not in known for job, _line_code in keys):
        wrong.append("labour")
    ends = [band.up_to for band in terms.travel]
    closed = [end for end in ends[:-1] if end is not None]
    if ends and (ends[-1] is not None or len(closed) < len(ends) - 1
                 or closed != sorted(set(closed)) or any(end < 1 for end in closed)):  # fmt: skip
        wrong.append("travel")
    if not 0 <= terms.parts_percent <= HUNDRED:
        wrong.append("parts_percent")
    if not 1 <= terms.survey_stars <= MOST_STARS:
        wrong.append("survey_stars")
    return sorted(set(wrong))


def written(terms: Terms) -> dict[str, Any]:
    """As it is kept: sums as texts, so that no fen is lost."""
    plain = ("parts_percent", "on_time", "first_time", "survey", "rework", "late", "missed")
    return {
        "labour": [[one.job, one.line, str(one.amount)] for one in terms.labour],
        "travel": [[one.up_to, str(one.amount)] for one in terms.travel],
        "survey_stars": terms.survey_stars,
        **{name: str(getattr(terms, name)) for name in plain},
    }


def read(kept: Mapping[str, Any]) -> Terms:
    plain = ("parts_percent", "on_time", "first_time", "survey", "rework", "late", "missed")
    return Terms(
        labour=[
            Rate(job=job, line=line, amount=Decimal(amount)) for job, line, amount in kept["labour"]
        ],
        travel=[Band(up_to=up_to, amount=Decimal(amount)) for up_to, amount in kept["travel"]],
        survey_stars=kept["survey_stars"],
        **{name: Decimal(kept[name]) for name in plain},
    )


@dataclass(slots=True)
class Figures:
    """What a technician did: repairs, and those that came again; visits, and those too late."""

    repairs: int = 0
    again: int = 0
    visits: int = 0
    late: int = 0

    @property
    def held_percent(self) -> int | None:
        """Settled by the first repair; None without any."""
        return percent(self.repairs - self.again, self.repairs)

    @property
    def late_percent(self) -> int | None:
        """After the told window; None without any visit."""
        return percent(self.late, self.visits)


def figures(
    *, repairs: Iterable[tuple[int, bool]], visits: Iterable[tuple[int, bool]]
) -> dict[int, Figures]:
    """By technician: whose repair it was and whether it came again; whose visit, whether late."""
    found: dict[int, Figures] = {}
    for member, again in repairs:
        one = found.setdefault(member, Figures())
        one.repairs += 1
        one.again += again
    for member, late in visits:
        one = found.setdefault(member, Figures())
        one.visits += 1
        one.late += late
    return found
