"""Who may do a visit: the one definition for board, pool, slots and optimiser (R-FS-14, R-FS-18).

Each rule is a question about one technician and one visit, true where it is passed. What depends on
the hour (shift, window, room in the route) is no matter of eligibility but of the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .model import Problem, Technician, Visit


class Rule(StrEnum):
    SKILL = "skill"
    CERTIFICATE = "certificate"
    GEAR = "gear"
    PART = "part"
    AREA = "area"
    LINE = "line"
    BAN = "ban"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`lacking`: what is missing, by code; empty for a rule that was passed."""

    rule: Rule
    passed: bool
    lacking: tuple[str, ...] = ()


def _skills(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    return tuple(sorted(visit.skills - technician.skills))


def _certificates(technician: Technician, visit: Visit, day: int) -> tuple[str, ...]:
    held = technician.certificates
    return tuple(sorted(c for c in visit.certificates if held.get(c, -1) < day))


def _gear(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    return tuple(sorted(visit.gear - technician.gear))


def _parts(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    """On the van; or waiting at the station where, and when, the technician starts the day."""
    waits = visit.waiting
    if waits is not None:
        there = technician.station == waits and visit.waits_from <= technician.begins
        return () if there else ("station",)
    short = (p for p, count in visit.parts.items() if technician.stock.get(p, 0) < count)
    return tuple(sorted(short))


def _area(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    areas = technician.areas
    outside = areas is not None and not visit.area.startswith(tuple(areas))
    return (visit.area,) if outside else ()


def _line(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    outside = technician.lines is not None and visit.line not in technician.lines
    return (visit.line,) if outside else ()


def _ban(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    return (str(technician.id),) if technician.id in visit.banned else ()


def _required(technician: Technician, visit: Visit, _: int) -> tuple[str, ...]:
    other = visit.required is not None and visit.required != technician.id
    return (str(visit.required),) if other else ()


LACKING: dict[Rule, Callable[[Technician, Visit, int], tuple[str, ...]]] = {
    Rule.SKILL: _skills,
    Rule.CERTIFICATE: _certificates,
    Rule.GEAR: _gear,
    Rule.PART: _parts,
    Rule.AREA: _area,
    Rule.LINE: _line,
    Rule.BAN: _ban,
    Rule.REQUIRED: _required,
}
"""What is lacking, for each rule; nothing is lacking where the rule is passed."""


def findings(technician: Technician, visit: Visit, day: int) -> tuple[Finding, ...]:
    """Every rule, passed or failed, in the order of the table: why this technician, or why not."""
    found = []
    for rule, lacking_of in LACKING.items():
        lacking = lacking_of(technician, visit, day)
        found.append(Finding(rule=rule, passed=not lacking, lacking=lacking))
    return tuple(found)


def is_eligible(technician: Technician, visit: Visit, day: int) -> bool:
    return not any(lacking(technician, visit, day) for lacking in LACKING.values())


def lacks_no_part(technician: Technician, visit: Visit) -> bool:
    return not _parts(technician, visit, 0)


def fee(technician: Technician, visit: Visit, else_price: int) -> int:
    """Price of this technician, beside travel: another than was told, another than is preferred."""
    told = visit.told is not None and visit.told != technician.id
    other = bool(visit.preferred) and technician.id not in visit.preferred
    return told * visit.change + other * else_price


def fees(problem: Problem) -> list[list[int]]:
    """For each visit the fee of every technician, -1 where not eligible: the mask of the solver.

    Visits that ask for the same are judged once; a city has few kinds of work.
    """
    known: dict[tuple[object, ...], list[bool]] = {}
    table = []
    for visit in problem.visits:
        kind = _kind(visit)
        if kind not in known:
            known[kind] = [is_eligible(t, visit, problem.day) for t in problem.technicians]
        plain = visit.told is None and not visit.preferred
        table.append(
            [
                (0 if plain else fee(technician, visit, problem.else_price)) if may else -1
                for technician, may in zip(problem.technicians, known[kind], strict=True)
            ]
        )
    return table


def _kind(visit: Visit) -> tuple[object, ...]:
    """All that the rules read of a visit."""
    return (
        visit.skills,
        visit.certificates,
        visit.gear,
        frozenset(visit.parts.items()),
        (visit.waiting, visit.waits_from),
        (visit.area, visit.line),
        visit.required,
        visit.banned,
    )
