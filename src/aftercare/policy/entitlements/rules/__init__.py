"""Which of return, exchange, refund, free or charged repair somebody is entitled to (R-POL-05).

`entitlement` is a pure function of facts, day and policy (semantics, section 4).
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .claims import Claim, Matter, Rule, Used, claims_on, excluding_rule
from .days import Rests, days_in_repair
from .facts import Cause, Fact, FaultFacts, PurchaseFacts, UnitFacts
from .starts import start_of_sale, start_of_warranty
from .terms import Ground, PeriodRule, Remedy, Terms

CENT = Decimal("0.01")
PERCENT = Decimal(100)
MONTH, LONGEST = 30, 10_000  # days, to compare rules by


class Standing(StrEnum):
    """How a remedy stands, the best first."""

    DUE = "due"
    OPEN = "open"  # it depends on facts that are missing
    EXCLUDED = "excluded"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The table that held at the sale, and which days are days of rest."""

    terms: Terms
    rests: Rests = lambda _day: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One remedy: how it stands, until when, by which rule.

    `days_left` from the day asked for, 0 on the last day; None where it has no certain end.
    `also` are further rules that counted (start, presumption, period). `amount` is what is paid
    back, where the price is known; `deducted` the percentage taken off for use.
    """

    remedy: Remedy
    standing: Standing
    until: date | None = None
    days_left: int | None = None
    rule: Rule | None = None
    also: tuple[Rule, ...] = ()
    used: Used = ()
    missing: tuple[Fact, ...] = ()
    amount: Decimal | None = None
    deducted: Decimal | None = None
    needs_consent: bool = False  # to the quotation, before the work begins


BEST_FIRST = tuple(Standing)


def entitlement(
    unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date, policy: Policy
) -> tuple[Option, ...]:
    """What is owed on a day, one option a remedy, the strongest remedy first.

    A remedy that the policy never gives is left out; one that is over or excluded is there with
    the rule that says so. NONE stands alone where nothing is owed and nothing is left to ask.
    """
    matter = _matter_of(unit, purchase, fault, on, policy)
    best = _best(matter) if matter else {}
    if not any(option.standing in (Standing.DUE, Standing.OPEN) for option in best.values()):
        best[Remedy.NONE] = Option(remedy=Remedy.NONE, standing=Standing.DUE)
    return tuple(best[remedy] for remedy in Remedy if remedy in best)


def _best(matter: Matter) -> dict[Remedy, Option]:
    best: dict[Remedy, Option] = {}
    for claim in claims_on(matter):
        for remedy in claim.remedies:
            option = _option_of(matter, claim, remedy)
            if remedy not in best or _rank(option) < _rank(best[remedy]):
                best[remedy] = option
    return best | _charged(matter, best.get(Remedy.FREE_REPAIR))


def _matter_of(
    unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date, policy: Policy
) -> Matter | None:
    period = policy.terms.period_for(unit.goods)
    if period is None:
        return None
    sale = start_of_sale(unit, purchase, policy.terms)
    return Matter(
        unit=unit,
        purchase=purchase,
        fault=fault,
        on=on,
        terms=policy.terms,
        rests=policy.rests,
        sale=sale,
        warranty=start_of_warranty(unit, sale, policy.terms, period),
        period=period,
    )


def _rank(option: Option) -> tuple[int, int, int, int]:
    """The better standing, then the later end, the longer right, the fewer questions."""
    left = option.until.toordinal() if option.until else 0
    place = BEST_FIRST.index(option.standing)
    return place, -left, -_length(option.rule), len(option.missing)


def _length(rule: Rule | None) -> int:
    """How long a rule holds, roughly in days; one without a time of its own, longest."""
    if isinstance(rule, PeriodRule):
        return rule.whole_months * MONTH
    if rule is None or (rule.days is None and rule.months is None):
        return LONGEST
    return rule.days or (rule.months or 0) * MONTH


def _option_of(matter: Matter, claim: Claim, remedy: Remedy) -> Option:
    standing, until, missing = _judged(claim, matter.on)
    amount, deducted = _paid_back(matter, remedy)
    return Option(
        remedy=remedy,
        standing=standing,
        until=until,
        days_left=(until - matter.on).days if until and until >= matter.on else None,
        rule=claim.excluded or claim.rule,
        also=claim.also,
        used=claim.used,
        missing=tuple(dict.fromkeys(missing)),
        amount=amount,
        deducted=deducted,
    )


def _judged(claim: Claim, on: date) -> tuple[Standing, date | None, tuple[Fact, ...]]:
    if claim.perhaps_until is not None and on > claim.perhaps_until:
        return Standing.LAPSED, claim.perhaps_until, ()
    if claim.excluded is not None:
        return Standing.EXCLUDED, None, ()
    if claim.sure_until is not None and on <= claim.sure_until:
        return Standing.OPEN if claim.missing else Standing.DUE, claim.sure_until, claim.missing
    return Standing.OPEN, None, (*claim.narrowing, *claim.missing)


def _paid_back(matter: Matter, remedy: Remedy) -> tuple[Decimal | None, Decimal | None]:
    """The price really paid; for a refund less so much a day of use, repair time not counted."""
    price, rate = matter.purchase.price_amount, matter.period.depreciation
    if remedy is Remedy.RETURN:
        return price, None
    if remedy is not Remedy.REFUND:
        return None, None
    since = matter.sale.earliest
    if rate is None or since is None:
        return price, None
    used = (matter.on - since).days - days_in_repair(matter.unit.repairs, since, matter.on)
    deducted = min(max(used, 0) * rate, PERCENT)
    if price is None:
        return None, deducted
    left = price * (PERCENT - deducted) / PERCENT
    return left.quantize(CENT, ROUND_HALF_UP), deducted


def _charged(matter: Matter, free: Option | None) -> dict[Remedy, Option]:
    """Repair is always to be had; for money where it is not owed, and never without consent."""
    if matter.fault.cause is Cause.NO_FAULT or free is None or free.standing is Standing.DUE:
        return {}
    ground = Ground.EXCLUSION if free.standing is Standing.EXCLUDED else Ground.AFTER_PERIOD
    is_open = free.standing is Standing.OPEN
    rule = matter.terms.rule_on(ground, matter.unit.goods)
    if is_open:
        rule = excluding_rule(matter) or rule
    option = Option(
        remedy=Remedy.CHARGED_REPAIR,
        standing=Standing.OPEN if is_open else Standing.DUE,
        rule=rule,
        used=free.used,
        missing=free.missing,
        needs_consent=True,
    )
    return {Remedy.CHARGED_REPAIR: option}
