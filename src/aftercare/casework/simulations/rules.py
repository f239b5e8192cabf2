"""What a draft would have made of past cases, added up promise by promise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

WORST = 5


class Told(Protocol):
    """One promise to one case before and after; see commitments.queries.Outcome."""

    @property
    def case_id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def starts_on(self) -> str: ...
    @property
    def statutory(self) -> bool: ...
    @property
    def confirm(self) -> bool: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def made_before(self) -> bool: ...
    @property
    def made_after(self) -> bool: ...
    @property
    def due_before(self) -> datetime | None: ...
    @property
    def due_after(self) -> datetime | None: ...
    @property
    def late_before(self) -> bool: ...
    @property
    def late_after(self) -> bool: ...
    @property
    def known(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The promises of one code and occasion. Numbers of promises, not of cases.

    `unknown` are those of which nothing tells when they would have been kept; they are neither
    late nor in time. `open_moved` run now and would fall due at another moment.
    """

    code: str
    starts_on: str
    before: int = 0
    after: int = 0
    late_before: int = 0
    late_after: int = 0
    earlier: int = 0
    later: int = 0
    open_moved: int = 0
    unknown: int = 0
    statutory: int = 0
    confirm: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Resolutions put forward: how many, their sum in yuan, and the approvals that they need."""

    resolutions: int = 0
    amount: Decimal = Decimal(0)
    approvals_before: int = 0
    approvals_after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """All of a simulation so far: `lines` in the order in which they were met first."""

    lines: tuple[Line, ...] = ()
    money: Money = field(default_factory=Money)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks:
    """How risky a promise is, each from 0 to 5 (R-POL-07).

    `cost`: how many of them more than today would have to be hurried; `complaint`: how many would
    have been broken; `compliance`: the same where the law is behind it, and never less than 2 for
    a limit that nobody has confirmed.
    """

    cost: int
    complaint: int
    compliance: int


COUNTS = tuple(f.name for f in fields(Line) if f.name not in {"code", "starts_on"})


def tally(
    outcomes: Iterable[Told],
    amounts: Iterable[tuple[Decimal, Sequence[str], Sequence[str]]] = (),
) -> Tally:
    """Adds up outcomes, and resolutions as (sum, approval steps before, approval steps after)."""
    lines: dict[tuple[str, str], Line] = {}
    for one in outcomes:
        key = (one.code, one.starts_on)
        former = lines.get(key, Line(code=one.code, starts_on=one.starts_on))
        lines[key] = _added(former, _counted(one))
    sums = list(amounts)
    money = Money(
        resolutions=len(sums),
        amount=sum((amount for amount, _before, _after in sums), Decimal(0)),
        approvals_before=sum(len(before) for _amount, before, _after in sums),
        approvals_after=sum(len(after) for _amount, _before, after in sums),
    )
    return Tally(lines=tuple(lines.values()), money=money)


def together(one: Tally, other: Tally) -> Tally:
    """The tally of the cases of both."""
    lines = {(line.code, line.starts_on): line for line in one.lines}
    for line in other.lines:
        key = (line.code, line.starts_on)
        lines[key] = _added(lines[key], _counts(line)) if key in lines else line
    return Tally(
        lines=tuple(lines.values()),
        money=Money(
            **{f.name: getattr(one.money, f.name) + getattr(other.money, f.name)
               for f in fields(Money)}
        ),
    )  # fmt: skip


def risks_of(line: Line) -> Risks:
    late = _grade(line.late_after, line.after)
    compliance = late if line.statutory else 0
    return Risks(
        cost=_grade(line.earlier + max(line.after - line.before, 0), line.after),
        complaint=late,
        compliance=max(compliance, 2) if line.confirm else compliance,
    )


def risk_of(tallied: Tally) -> dict[str, Any]:
    """The risk score of a wording as plain data: of each promise, and the worst of each kind."""
    promises = [
        {"code": line.code, "starts_on": line.starts_on, **asdict(risks_of(line))}
        for line in tallied.lines
    ]
    kinds = [kind.name for kind in fields(Risks)]
    worst = {kind: max((one[kind] for one in promises), default=0) for kind in kinds}
    return {"worst": worst, "promises": promises}


def written(tallied: Tally) -> dict[str, Any]:
    """As plain data; `read` reads it back."""
    money = asdict(tallied.money) | {"amount": str(tallied.money.amount)}
    return {"lines": [asdict(line) for line in tallied.lines], "money": money}


def read(data: Mapping[str, Any]) -> Tally:
    if not data:
        return Tally()
    money = data["money"]
    return Tally(
        lines=tuple(Line(**line) for line in data["lines"]),
        money=Money(**{**money, "amount": Decimal(money["amount"])}),
    )


def _counted(one: Told) -> dict[str, int]:
    before, after = one.due_before, one.due_after
    earlier = before is not None and after is not None and after < before
    later = before is not None and after is not None and after > before
    moved = earlier or later or one.made_before != one.made_after
    return {
        "before": one.made_before,
        "after": one.made_after,
        "late_before": one.late_before,
        "late_after": one.late_after,
        "earlier": earlier,
        "later": later,
        "open_moved": one.is_open and moved,
        "unknown": not one.known,
        "statutory": one.statutory,
        "confirm": one.confirm,
    }


def _counts(line: Line) -> dict[str, int]:
    return {name: getattr(line, name) for name in COUNTS}


def _added(line: Line, counts: Mapping[str, int]) -> Line:
    return replace(line, **{name: getattr(line, name) + int(counts[name]) for name in COUNTS})


def _grade(part: int, whole: int) -> int:
    """A share in steps of a fifth, any at all being 1."""
    return -(-WORST * part // whole) if whole else 0
