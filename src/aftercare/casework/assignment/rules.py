"""Choosing who answers for a case (R-IN-09)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Somebody whose duties cover the case, and how much there is on the desk already."""

    member_id: int
    org_unit_id: int
    is_head: bool
    fit: tuple[int, ...]  # how closely the duties name the case: category, line, region
    open_cases: int


def best_contender(contenders: Iterable[Contender], *, grave: bool) -> Contender | None:
    """The closest fit, the least loaded of them; a head before others only for a grave matter."""

    def rank(contender: Contender) -> tuple[object, ...]:
        fit = tuple(-part for part in contender.fit)
        steps_back = contender.is_head and not grave
        return steps_back, fit, contender.open_cases, contender.member_id

    return min(contenders, key=rank, default=None)


def still_suits(contenders: Iterable[Contender], *, owner_id: int) -> bool:
    """A case stays where it is while its owner is among those it could have gone to."""
    return any(contender.member_id == owner_id for contender in contenders)
