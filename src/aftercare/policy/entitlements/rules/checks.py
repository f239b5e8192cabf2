"""What is wrong with a table of entitlements, and where it falls below the law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from aftercare.foundation.clauses import Clause, text_of
from aftercare.foundation.faults import Fault, FaultKind, missing, unknown

from .facts import Cause, Proof
from .terms import DECIDING, Ground, PeriodRule, Remedy, RightRule, Terms, terms_of

# What each ground cannot do without.
NEEDED: Mapping[Ground, tuple[str, ...]] = {
    Ground.SERIOUS_DEFECT: ("days",),
    Ground.FAILED_REPAIRS: ("count",),
    Ground.WAITING_FOR_PART: ("days",),
    Ground.REPAIRER_DELAY: ("days",),
    Ground.REWORK: ("days",),
    Ground.NO_REASON: ("days",),
    Ground.BURDEN: ("months",),
    Ground.EXCLUSION: ("causes",),
    Ground.NO_PROOF: ("months", "proofs"),
    Ground.DELIVERY: ("days",),
}
ALWAYS = (Ground.WARRANTY, Ground.START, Ground.NO_PROOF, Ground.EXCLUSION, Ground.AFTER_PERIOD)
SHORTEST_MONTH = 28
LIMITS = ("days", "months", "count", "whole_months", "main_months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The least that the law gives for the lines named (all, where none is).

    For a right: `days`, `months` or `count` (there: at most). For a period: `whole_months`,
    `main_months`, and `depreciation` (at most) of goods that are called `goods`.
    """

    clause: Clause
    lines: frozenset[str]
    ground: Ground | None = None
    remedy: Remedy | None = None
    goods: str = ""
    days: int | None = None
    months: int | None = None
    count: int | None = None
    whole_months: int | None = None
    main_months: int | None = None
    depreciation: Decimal | None = None


def minimum_of(data: Mapping[str, Any]) -> Minimum:
    rate = data.get("depreciation_percent_per_day")
    return Minimum(
        clause=Clause(
            document=text_of(data["document"]),
            section=data["section"],
            wording=text_of(data["clause"]),
        ),
        lines=frozenset(data.get("lines", ())),
        ground=Ground(data["ground"]) if "ground" in data else None,
        remedy=Remedy(data["remedy"]) if "remedy" in data else None,
        goods=data.get("goods", ""),
        depreciation=None if rate is None else Decimal(rate),
        **{name: data.get(name) for name in LIMITS},
    )


def faults_of_terms(data: Mapping[str, Any], minimums: Sequence[Minimum]) -> list[Fault]:
    """Everything that keeps the table of a pack from being read or holds less than the law.

    A pack without a table is none of ours: it promises nothing here.
    """
    table = data.get("entitlement")
    if table is None:
        return []
    faults = missing(table, "entitlement.", ["right", "period"])
    for index, entry in enumerate(table.get("right", ())):
        faults += _faults_of_right(data, entry, f"entitlement.right[{index}]")
    for index, entry in enumerate(table.get("period", ())):
        faults += _faults_of_period(data, entry, f"entitlement.period[{index}]")
    terms = None if faults else terms_of(data)
    if terms is None:
        return faults
    return [*_gaps(terms), *_below_the_law(terms, frozenset(data.get("lines", ())), minimums)]


def _faults_of_right(data: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> list[Fault]:
    faults = missing(entry, f"{where}.", ["ground", "clause"])
    if faults:
        return faults
    faults = unknown(f"{where}.ground", [entry["ground"]], list(Ground))
    if faults:
        return faults
    ground = Ground(entry["ground"])
    needed = (*NEEDED.get(ground, ()), *(() if ground in DECIDING else ("remedies",)))
    faults += missing(entry, f"{where}.", needed)
    faults += unknown(f"{where}.remedies", entry.get("remedies", ()), list(Remedy))
    faults += unknown(f"{where}.causes", entry.get("causes", ()), list(Cause))
    faults += unknown(f"{where}.proofs", entry.get("proofs", ()), list(Proof))
    return faults + _faults_of_entry(data, entry, where)


def _faults_of_period(data: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> list[Fault]:
    faults = missing(entry, f"{where}.", ["whole_months", "clause"])
    faults += _faults_of_entry(data, entry, where)
    if "main_months" in entry:
        faults += missing(entry, f"{where}.", ["main_parts"])
    rate = entry.get("depreciation_percent_per_day", "0")
    if not _is_percentage(rate):
        where = f"{where}.depreciation_percent_per_day"
        faults.append(Fault(where=where, kind=FaultKind.NO_PERCENTAGE, found=str(rate)))
    return faults


def _faults_of_entry(data: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> list[Fault]:
    faults = unknown(f"{where}.source", [entry.get("source", "own")], list(data.get("sources", ())))
    return faults + [
        Fault(where=f"{where}.{name}", kind=FaultKind.TOO_SMALL, found=str(entry[name]))
        for name in LIMITS
        if name in entry and (not isinstance(entry[name], int) or entry[name] < 1)
    ]


def _is_percentage(value: object) -> bool:
    try:
        return 0 <= Decimal(str(value)) <= 100  # noqa: PLR2004 - percent
    except InvalidOperation:
        return False


def _gaps(terms: Terms) -> list[Fault]:
    """A table must say how the warranty runs, and of goods of every name how long."""
    faults = [
        Fault(where=f"entitlement.right.{ground}", kind=FaultKind.MISSING)
        for ground in ALWAYS
        if not any(right.ground is ground for right in terms.rights)
    ]
    places = [n for n, period in enumerate(terms.periods) if not period.goods]
    if not places:
        faults.append(Fault(where="entitlement.period.goods = []", kind=FaultKind.MISSING))
    return faults + [
        Fault(where=f"entitlement.period[{n}]", kind=FaultKind.NEVER_USED, found=str(places[0] + 1))
        for n in range(places[0] + 1 if places else len(terms.periods), len(terms.periods))
    ]


def _below_the_law(terms: Terms, lines: frozenset[str], minimums: Sequence[Minimum]) -> list[Fault]:
    faults = []
    for minimum in minimums:
        if minimum.lines and not minimum.lines & lines:
            continue
        if minimum.ground is None:
            faults += _below_in_period(terms.period_for(minimum.goods), minimum)
        else:
            faults += _below_in_right(terms, minimum)
    return faults


def _below_in_period(period: PeriodRule | None, minimum: Minimum) -> list[Fault]:
    if period is None:
        return []  # a gap, told as such
    where = f"entitlement.period[{period.index}]"
    faults = []
    if period.whole_months < (minimum.whole_months or 0):
        faults.append(_below(f"{where}.whole_months", period.whole_months, minimum))
    if max(period.main_months or 0, period.whole_months) < (minimum.main_months or 0):
        faults.append(_below(f"{where}.main_months", period.main_months or "-", minimum))
    most = minimum.depreciation
    if most is not None and period.depreciation is not None and period.depreciation > most:
        where = f"{where}.depreciation_percent_per_day"
        faults.append(_below(where, period.depreciation, minimum))
    return faults


def _below_in_right(terms: Terms, minimum: Minimum) -> list[Fault]:
    given = [
        right
        for right in terms.rights
        if right.ground is minimum.ground
        and right.suits(minimum.goods)
        and (minimum.remedy is None or minimum.remedy in right.remedies)
    ]
    if any(_reaches(right, minimum) for right in given):
        return []
    where = f"entitlement.right[{given[0].index}]" if given else f"entitlement.{minimum.ground}"
    found = given[0].days or given[0].months or given[0].count if given else "-"
    return [_below(where, found or "-", minimum)]


def _reaches(right: RightRule, minimum: Minimum) -> bool:
    """At least as long, or after as few repairs; a right without a time lasts the whole period."""
    if minimum.count is not None:
        return right.count is not None and right.count <= minimum.count
    if right.days is None and right.months is None:
        return True
    if minimum.months is not None:
        return (right.months or 0) >= minimum.months
    days = right.days if right.days is not None else (right.months or 0) * SHORTEST_MONTH
    return days >= (minimum.days or 0)


def _below(where: str, found: object, minimum: Minimum) -> Fault:
    clause = minimum.clause
    law = f"{clause.document.zh} {clause.section}：{clause.wording.zh}"
    return Fault(where=where, kind=FaultKind.BELOW_LAW, found=str(found), allowed=(law,))
