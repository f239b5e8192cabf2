"""What a policy pack says of entitlements: its table as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from aftercare.foundation.clauses import Clause, text_of

from .facts import Cause, Proof


class Remedy(StrEnum):
    """What a customer may be entitled to, the strongest first."""

    RETURN = "return"  # goods back, the whole price back
    EXCHANGE = "exchange"
    REFUND = "refund"  # goods back, the price less the use made of it
    FREE_REPAIR = "free_repair"
    CHARGED_REPAIR = "charged_repair"
    NONE = "none"


class Ground(StrEnum):
    """On what a right rests."""

    DEFECT = "defect"  # a fault we answer for, within a time; without one within the warranty
    SERIOUS_DEFECT = "serious_defect"
    WARRANTY = "warranty"  # repair within the period of whole unit or main part
    FAILED_REPAIRS = "failed_repairs"  # so many repairs within the period did not help
    WAITING_FOR_PART = "waiting_for_part"  # the repair waits longer for the maker's part
    REPAIRER_DELAY = "repairer_delay"  # the repair takes longer through the repairer's fault
    REWORK = "rework"  # the repair did not hold
    NO_REASON = "no_reason"  # bought at a distance
    # Not rights themselves, but what decides about rights:
    BURDEN = "burden"  # within so many months we must prove that it is not our fault
    EXCLUSION = "exclusion"  # causes that are not ours
    AFTER_PERIOD = "after_period"
    NO_PROOF = "no_proof"  # the period runs from the production date and so many months
    START = "start"  # from delivery, or completed fitting; anew after an exchange
    DELIVERY = "delivery"  # goods came within so many days, where nobody knows when they did


DECIDING = frozenset(
    {
        Ground.BURDEN,
        Ground.EXCLUSION,
        Ground.AFTER_PERIOD,
        Ground.NO_PROOF,
        Ground.START,
        Ground.DELIVERY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRule:
    """One entry of the table. Which limits count depends on the ground.

    `causes` are those of an exclusion, `proofs` what counts as a proof of purchase.
    """

    index: int
    ground: Ground
    clause: Clause
    remedies: tuple[Remedy, ...] = ()
    goods: tuple[str, ...] = ()
    days: int | None = None
    months: int | None = None
    count: int | None = None
    causes: frozenset[Cause] = frozenset()
    proofs: frozenset[Proof] = frozenset()
    confirm: bool = False

    def suits(self, goods: str) -> bool:
        return not self.goods or names(self.goods, goods)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """How long the warranty of some goods lasts, whole and for main parts.

    `depreciation` is the percentage of the price for each day of use; `fitted`: the seller fits
    such goods, so that the period runs from the completed fitting.
    """

    index: int
    clause: Clause
    goods: tuple[str, ...]
    whole_months: int
    main_months: int | None = None
    main_parts: tuple[str, ...] = ()
    depreciation: Decimal | None = None
    fitted: bool = False
    confirm: bool = False

    def suits(self, goods: str) -> bool:
        return not self.goods or names(self.goods, goods)

    def is_main(self, part: str) -> bool:
        return any(word in part or part in word for word in self.main_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The table of a pack: rights and periods, of each kind the most specific first."""

    rights: tuple[RightRule, ...]
    periods: tuple[PeriodRule, ...]

    def period_for(self, goods: str) -> PeriodRule | None:
        return next((period for period in self.periods if period.suits(goods)), None)

    def rule_on(self, ground: Ground, goods: str) -> RightRule | None:
        fitting = (right for right in self.rights if right.ground is ground and right.suits(goods))
        return next(fitting, None)


def names(words: tuple[str, ...], goods: str) -> bool:
    """Whether one of the words is what people call these goods."""
    return any(word in goods for word in words)


def terms_of(data: Mapping[str, Any]) -> Terms | None:
    """The table of a valid pack; None for a pack that has none."""
    table = data.get("entitlement")
    if table is None:
        return None
    return Terms(
        rights=tuple(_right_of(data, n, entry) for n, entry in enumerate(table["right"])),
        periods=tuple(_period_of(data, n, entry) for n, entry in enumerate(table["period"])),
    )


def _right_of(data: Mapping[str, Any], index: int, entry: Mapping[str, Any]) -> RightRule:
    return RightRule(
        index=index,
        ground=Ground(entry["ground"]),
        clause=_clause_of(data, entry),
        remedies=tuple(Remedy(one) for one in entry.get("remedies", ())),
        goods=tuple(entry.get("goods", ())),
        days=entry.get("days"),
        months=entry.get("months"),
        count=entry.get("count"),
        causes=frozenset(Cause(one) for one in entry.get("causes", ())),
        proofs=frozenset(Proof(one) for one in entry.get("proofs", ())),
        confirm=entry.get("confirm", False),
    )


def _period_of(data: Mapping[str, Any], index: int, entry: Mapping[str, Any]) -> PeriodRule:
    rate = entry.get("depreciation_percent_per_day")
    return PeriodRule(
        index=index,
        clause=_clause_of(data, entry),
        goods=tuple(entry.get("goods", ())),
        whole_months=entry["whole_months"],
        main_months=entry.get("main_months"),
        main_parts=tuple(entry.get("main_parts", ())),
        depreciation=None if rate is None else Decimal(rate),
        fitted=entry.get("fitted", False),
        confirm=entry.get("confirm", False),
    )


def _clause_of(data: Mapping[str, Any], entry: Mapping[str, Any]) -> Clause:
    return Clause(
        document=text_of(data["sources"][entry.get("source", "own")]),
        section=entry.get("section", ""),
        wording=text_of(entry["clause"]),
    )
