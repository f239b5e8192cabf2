"""Choosing who answers for a case (R-IN-09)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ANY = "*"
Grade = tuple[str, str]  # severity, level
# A proposal for who has set no weights: what is graver takes longer.
WEIGHTS: Mapping[Grade, int] = {
    ("A", "one"): 4, ("A", "two"): 3, ("B", "one"): 3, ("B", "two"): 2, ("C", "one"): 2,
    ("C", "two"): 1,
}  # fmt: skip
HEAVIEST = 20


class Lack(StrEnum):
    """Why nobody could take a case."""

    NOBODY_COVERS = "nobody_covers"
    NOBODY_THERE = "nobody_there"
    NOBODY_SKILLED = "nobody_skilled"


class Check(StrEnum):
    """What is asked of somebody who shall answer for a case."""

    MATTER = "matter"
    LEVEL = "level"
    LINE = "line"
    REGION = "region"
    SKILL = "skill"
    THERE = "there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Somebody whose duties cover the case, and how much there is on the desk already.

    `back_at` is when the next duty begins for who is not `here`; None where that is not known.
    `turn` is higher the later a case was given last. `load` weighs the open cases; who is not
    `skilled` lacks what such a case needs.
    """

    member_id: int
    org_unit_id: int
    is_head: bool
    fit: tuple[int, ...]  # how closely the duties name the case: category, line, region
    load: int
    skilled: bool = True
    turn: int = 0
    here: bool = True
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What may be given to somebody; an empty collection is any, but for `handles`."""

    handles: Collection[str]
    levels: Collection[str]
    product_lines: Collection[str]
    regions: Collection[str]


def best_contender(
    contenders: Iterable[Contender], *, grave: bool, due_at: datetime | None = None
) -> Contender | None:
    """The closest fit, the least loaded of them, in turn; a head before others only if grave.

    Where nobody is here: who is back first, if that is before the first promise falls due.
    """
    found = [contender for contender in contenders if contender.skilled]
    here = [contender for contender in found if contender.here]
    if here:
        return min(here, key=lambda contender: _rank(contender, grave=grave))
    soon = [c for c in found if c.back_at and due_at and c.back_at <= due_at]
    return first_back(soon, grave=grave)


def first_back(contenders: Iterable[Contender], *, grave: bool) -> Contender | None:
    """Who returns first; those of whom no return is known last."""

    def key(contender: Contender) -> tuple[object, ...]:
        at = contender.back_at
        return at is None, at and at.timestamp(), _rank(contender, grave=grave)

    return min((one for one in contenders if one.skilled), key=key, default=None)


def still_suits(contenders: Iterable[Contender], *, owner_id: int) -> bool:
    """A case stays where it is while its owner is among those it could have gone to."""
    return any(contender.member_id == owner_id and contender.skilled for contender in contenders)


def failed_checks(
    duties: Duties, *, matter: Collection[str], level: str, line: str, region: str
) -> frozenset[Check]:
    """What speaks against giving such a case to somebody with these duties."""
    failed = {
        Check.MATTER: not {ANY, *matter} & set(duties.handles),
        Check.LEVEL: bool(duties.levels) and level not in duties.levels,
        Check.LINE: bool(duties.product_lines) and line not in duties.product_lines,
        Check.REGION: bool(region and duties.regions)
        and not any(region.startswith(place) for place in duties.regions),
    }
    return frozenset(check for check, is_failed in failed.items() if is_failed)


def _rank(contender: Contender, *, grave: bool) -> tuple[object, ...]:
    fit = tuple(-part for part in contender.fit)
    steps_back = contender.is_head and not grave
    return steps_back, fit, contender.load, contender.turn, contender.member_id


def load_of(counted: Mapping[Grade, int], weights: Mapping[Grade, int]) -> int:
    """What the open cases of somebody weigh together; a grade without a weight weighs one."""
    return sum(number * weights.get(grade, 1) for grade, number in counted.items())
