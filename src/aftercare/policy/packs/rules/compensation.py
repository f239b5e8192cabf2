"""What a pack says of money for customers: how much for what, and who may promise it (R-CO-05)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import combinations
from typing import Any

from aftercare.foundation.clauses import Clause, text_of
from aftercare.foundation.faults import Fault, FaultKind, missing, unknown

from .promises import SELECTORS, Classified

GROUNDS = ("fraud", "late", "damage", "repeated", "price", "care", "refund")
ANYBODY = "*"  # the roles that the table of limits does not name
STEPS = ("head", "manager")  # in the order in which they are asked
BEYOND = ("head",)  # who approves what lies beyond the table, where a pack does not say
NOTHING, WHOLE, CENT = Decimal(0), Decimal(100), Decimal("0.01")
AMOUNTS = ("least_amount", "most_amount")
SHARES = ("least_percent", "most_percent")
# 消费者权益保护法 §55 (law.md: high): three times the price on top, at least 500 yuan.
LEAST_OF_FRAUD = {"least_percent": Decimal(300), "least_amount": Decimal(500)}
LAW_OF_FRAUD = "消费者权益保护法 第五十五条：增加赔偿价款的三倍，不足五百元的为五百元"


class Verdict(StrEnum):
    """How a sum stands to the table."""

    NOTHING = "nothing"  # no money, or a pack without a table
    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    UNLISTED = "unlisted"  # the table says nothing of this ground for such a case
    PRICE_UNKNOWN = "price_unknown"  # a share of a price that nobody has noted


OUTSIDE = frozenset({Verdict.BELOW, Verdict.ABOVE, Verdict.UNLISTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensationRule:
    """What a customer may get on one ground: sums, shares of the price paid, or both.

    With shares the sums are bounds: art. 55 is 300 percent, at least 500 yuan.
    """

    index: int
    ground: str
    clause: Clause
    least_amount: Decimal | None = None
    most_amount: Decimal | None = None
    least_percent: Decimal | None = None
    most_percent: Decimal | None = None
    when: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    statutory: bool = False
    confirm: bool = False

    @property
    def is_share(self) -> bool:
        return self.least_percent is not None or self.most_percent is not None

    def applies_to(self, case: Classified) -> bool:
        return all(getattr(case, name) in values for name, values in self.when.items())

    def reach(self, price: Decimal | None) -> tuple[Decimal, Decimal | None]:
        """The least and the most in yuan; None: no upper end, or none known without the price."""
        least, most = self.least_amount or NOTHING, self.most_amount
        if not self.is_share:
            return least, most
        if price is None:
            return least, None
        lower = max(least, _share(price, self.least_percent or NOTHING))
        upper = None if self.most_percent is None else max(lower, _share(price, self.most_percent))
        if most is not None:
            lower, upper = min(lower, most), min(most, most if upper is None else upper)
        return lower, upper


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLimit:
    """Up to which sum a role promises money to a customer alone, and approves it; None: any."""

    role: str
    alone_up_to: Decimal | None
    approves_up_to: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRules:
    """The tables of one version. A version without them binds nobody (it was written before)."""

    compensations: tuple[CompensationRule, ...]
    limits: tuple[RoleLimit, ...]
    beyond_table: tuple[str, ...]

    def offers_for(self, case: Classified) -> list[CompensationRule]:
        """Of each ground the first entry that applies, in the order of the table."""
        chosen: dict[str, CompensationRule] = {}
        for rule in self.compensations:
            if rule.ground not in chosen and rule.applies_to(case):
                chosen[rule.ground] = rule
        return list(chosen.values())

    def verdict(
        self, case: Classified, *, ground: str, amount: Decimal, price: Decimal | None
    ) -> Verdict:
        """How all the money of a case on one ground stands to the table."""
        if not self.compensations or amount <= NOTHING:
            return Verdict.NOTHING
        rule = next((one for one in self.offers_for(case) if one.ground == ground), None)
        if rule is None:
            return Verdict.UNLISTED
        least, most = rule.reach(price)
        if amount < least:
            return Verdict.BELOW
        if most is not None and amount > most:
            return Verdict.ABOVE
        return Verdict.PRICE_UNKNOWN if rule.is_share and price is None else Verdict.WITHIN

    def limit_of(self, roles: Collection[str]) -> RoleLimit | None:
        """The widest of somebody's roles; of those that are not named, what holds for anybody."""
        own = [limit for limit in self.limits if limit.role in roles]
        own = own or [limit for limit in self.limits if limit.role == ANYBODY]
        if not own:
            return None
        return RoleLimit(
            role=own[0].role,
            alone_up_to=_widest(limit.alone_up_to for limit in own),
            approves_up_to=_widest(limit.approves_up_to for limit in own),
        )


def steps_together(*asked: Sequence[str]) -> tuple[str, ...]:
    """Whose approval several rules ask for, each once, in the order of STEPS."""
    wanted = {step for steps in asked for step in steps}
    return tuple(step for step in STEPS if step in wanted)


def reaches(limit: Decimal | None, amount: Decimal) -> bool:
    return limit is None or amount <= limit


def money_of(data: Mapping[str, Any]) -> MoneyRules:
    """The tables of a valid pack."""
    return MoneyRules(
        compensations=tuple(
            _rule_of(data, index, entry) for index, entry in enumerate(data.get("compensation", ()))
        ),
        limits=tuple(
            RoleLimit(
                role=entry["role"],
                alone_up_to=_amount(entry, "alone_up_to"),
                approves_up_to=_amount(entry, "approves_up_to"),
            )
            for entry in data.get("limit", ())
        ),
        beyond_table=tuple(data["handling"].get("beyond_table", BEYOND)),
    )


def faults_of_money(data: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the tables of money of a pack; an entry that is never used, too."""
    faults = unknown(
        "handling.beyond_table", data.get("handling", {}).get("beyond_table", ()), STEPS
    )
    for index, entry in enumerate(data.get("compensation", ())):
        faults += _faults_of_entry(data, entry, f"compensation[{index}].")
    for index, entry in enumerate(data.get("limit", ())):
        where = f"limit[{index}]."
        faults += missing(entry, where, ["role"])
        faults += _faults_of_numbers(entry, where, ("alone_up_to", "approves_up_to"))
    if faults:
        return faults
    rules = [_rule_of(data, n, entry) for n, entry in enumerate(data.get("compensation", ()))]
    faults += [
        Fault(where=f"compensation[{later.index}]", kind=FaultKind.NEVER_USED, found=later.ground)
        for one, later in combinations(rules, 2)
        if one.ground == later.ground and _covers(one.when, later.when)
    ]
    return faults + [fault for rule in rules for fault in _below_the_law(rule)]


def _faults_of_entry(data: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> list[Fault]:
    faults = missing(entry, where, ["ground", "clause"])
    faults += unknown(f"{where}ground", [entry.get("ground", GROUNDS[0])], GROUNDS)
    sources = list(data.get("sources", ()))
    faults += unknown(f"{where}source", [entry.get("source", "own")], sources)
    faults += unknown(f"{where}when", list(entry.get("when", {})), list(SELECTORS))
    for name, values in entry.get("when", {}).items():
        faults += unknown(f"{where}when.{name}", values, SELECTORS.get(name, ()))
    faults += _faults_of_numbers(entry, where, (*AMOUNTS, *SHARES))
    if not any(name in entry for name in (*AMOUNTS, *SHARES)):
        faults.append(Fault(where=f"{where}most_amount", kind=FaultKind.MISSING))
    if faults:
        return faults
    return [
        Fault(where=where + most, kind=FaultKind.BELOW_LEAST, found=str(entry[most]))
        for least, most in (AMOUNTS, SHARES)
        if least in entry and most in entry and Decimal(entry[most]) < Decimal(entry[least])
    ]


def _faults_of_numbers(entry: Mapping[str, Any], where: str, names: Sequence[str]) -> list[Fault]:
    return [
        Fault(where=where + name, kind=FaultKind.NO_AMOUNT, found=str(entry[name]))
        for name in names
        if name in entry and not _is_amount(entry[name])
    ]


def _below_the_law(rule: CompensationRule) -> list[Fault]:
    if rule.ground != "fraud":
        return []
    return [
        Fault(
            where=f"compensation[{rule.index}].{name}",
            kind=FaultKind.BELOW_LAW,
            found=str(getattr(rule, name) or "-"),
            allowed=(LAW_OF_FRAUD,),
        )
        for name, least in LEAST_OF_FRAUD.items()
        if (getattr(rule, name) or NOTHING) < least
    ]


def _covers(wide: Mapping[str, frozenset[Any]], narrow: Mapping[str, frozenset[Any]]) -> bool:
    return all(name in narrow and narrow[name] <= values for name, values in wide.items())


def _rule_of(data: Mapping[str, Any], index: int, entry: Mapping[str, Any]) -> CompensationRule:
    return CompensationRule(
        index=index,
        ground=entry["ground"],
        clause=Clause(
            document=text_of(data["sources"][entry.get("source", "own")]),
            section=entry.get("section", ""),
            wording=text_of(entry["clause"]),
        ),
        when={name: frozenset(values) for name, values in entry.get("when", {}).items()},
        statutory=entry.get("statutory", False),
        confirm=entry.get("confirm", False),
        **{name: _amount(entry, name) for name in (*AMOUNTS, *SHARES)},
    )


def _widest(amounts: Any) -> Decimal | None:
    known = list(amounts)
    return None if None in known else max(known)


def _share(price: Decimal, percent: Decimal) -> Decimal:
    return (price * percent / WHOLE).quantize(CENT)


def _amount(entry: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(str(entry[name])) if name in entry else None


def _is_amount(value: object) -> bool:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return False
    return amount.is_finite() and amount >= NOTHING
