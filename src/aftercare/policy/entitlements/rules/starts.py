"""From which day a right runs, as exactly as the facts say: the earliest and the latest it may be.

A right is certain while it holds from the earliest day, and over when it is over from the latest;
in between there is a question to ask, not a refusal (semantics, section 4).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .days import after_months
from .facts import Fact, Proof, PurchaseFacts, UnitFacts
from .terms import Ground, PeriodRule, RightRule, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """`earliest` None: nothing is certain; `latest` None: it may be any day.

    `used` are the facts it rests on, `ask` those that would narrow it, `rules` the clauses.
    """

    earliest: date | None
    latest: date | None
    used: tuple[tuple[Fact, str], ...] = ()
    ask: tuple[Fact, ...] = ()
    rules: tuple[RightRule, ...] = ()


def exactly(day: date, fact: Fact) -> Start:
    return Start(earliest=day, latest=day, used=((fact, day.isoformat()),))


def sold_after(unit: UnitFacts, purchase: PurchaseFacts, on: date) -> tuple[Fact, date] | None:
    """The day of the sale, as well as it is known, where it lies after the day asked for.

    Both cannot be true then: nothing is owed for what was not sold yet, and nothing is left of it.
    """
    known = (
        (Fact.BOUGHT_ON, purchase.bought_on),
        (Fact.DELIVERED_ON, purchase.delivered_on),
        (Fact.INSTALLED_ON, unit.installed_on),
        (Fact.MADE_ON, unit.made_on),
    )
    fact, day = next(((fact, day) for fact, day in known if day), (Fact.BOUGHT_ON, None))
    return (fact, day) if day is not None and day > on else None


def proof_of(unit: UnitFacts, purchase: PurchaseFacts) -> Proof:
    """The proof there is; our own record of a fitting or an exchange stands in for one."""
    if purchase.proof in (Proof.NONE, Proof.UNKNOWN) and (
        unit.exchanged_on or (unit.installed_on and unit.installed_by_seller)
    ):
        return Proof.DEALER
    return purchase.proof


def is_proven(proof: Proof, terms: Terms, goods: str) -> bool:
    """Whether the pack accepts it."""
    rule = terms.rule_on(Ground.NO_PROOF, goods)
    accepted = rule.proofs if rule and rule.proofs else frozenset(Proof)
    return proof in accepted - {Proof.NONE, Proof.UNKNOWN}


def start_of_sale(unit: UnitFacts, purchase: PurchaseFacts, terms: Terms) -> Start:
    """The day of delivery; from the invoice, or the production date and grace, where unknown."""
    claimed = _claimed(unit, purchase, terms)
    proof = proof_of(unit, purchase)
    if claimed.latest is not None and (
        proof is Proof.UNKNOWN or is_proven(proof, terms, unit.goods)
    ):
        return claimed
    return _without_proof(unit, claimed, terms, proof)


def _claimed(unit: UnitFacts, purchase: PurchaseFacts, terms: Terms) -> Start:
    """As the customer or the record says; what is fitted had been delivered before."""
    slack = longest_delivery(terms, unit.goods)
    if purchase.delivered_on:
        return exactly(purchase.delivered_on, Fact.DELIVERED_ON)
    if purchase.bought_on:
        bought = exactly(purchase.bought_on, Fact.BOUGHT_ON)
        return replace(bought, latest=purchase.bought_on + slack, ask=(Fact.DELIVERED_ON,))
    if unit.installed_on:
        fitted = exactly(unit.installed_on, Fact.INSTALLED_ON)
        return replace(fitted, earliest=unit.installed_on - slack, ask=(Fact.DELIVERED_ON,))
    return Start(earliest=None, latest=None, ask=(Fact.BOUGHT_ON,))


def _without_proof(unit: UnitFacts, claimed: Start, terms: Terms, proof: Proof) -> Start:
    """No later than the production date and the grace that the pack gives; never a refusal."""
    grace = terms.rule_on(Ground.NO_PROOF, unit.goods)
    another = () if is_proven(proof, terms, unit.goods) else (Fact.PROOF,)
    if unit.made_on is None or grace is None or grace.months is None:
        return replace(claimed, earliest=None, ask=(*claimed.ask, *another, Fact.MADE_ON))
    by_making = after_months(unit.made_on, grace.months)
    if claimed.earliest is not None and claimed.earliest <= by_making:
        return replace(claimed, latest=claimed.earliest)
    asked_in_vain = proof is Proof.NONE
    return Start(
        earliest=by_making,
        latest=by_making if asked_in_vain else None,
        used=((Fact.MADE_ON, unit.made_on.isoformat()),),
        ask=() if asked_in_vain else (Fact.BOUGHT_ON, *another),
        rules=(grace,),
    )


def start_of_warranty(unit: UnitFacts, sale: Start, terms: Terms, period: PeriodRule) -> Start:
    """Anew after an exchange; at completed fitting where the seller fits; else as the sale."""
    rule = terms.rule_on(Ground.START, unit.goods)
    rules = (rule,) if rule else ()
    if unit.exchanged_on:
        return replace(exactly(unit.exchanged_on, Fact.EXCHANGED_ON), rules=rules)
    fitted = unit.installed_by_seller
    if fitted is None and period.fitted:
        fitted = True
    if fitted is False or (fitted is None and unit.installed_on is None):
        return sale
    if unit.installed_on is None:
        return _not_fitted_yet(sale, longest_delivery(terms, unit.goods))
    if fitted:
        return replace(exactly(unit.installed_on, Fact.INSTALLED_ON), rules=rules)
    later = max(unit.installed_on, sale.latest or unit.installed_on)
    return replace(sale, latest=later, ask=(*sale.ask, Fact.INSTALLED_BY_SELLER))


def _not_fitted_yet(sale: Start, slack: timedelta) -> Start:
    latest = sale.latest + slack if sale.latest else None
    return replace(sale, latest=latest, ask=(*sale.ask, Fact.INSTALLED_ON))


def longest_delivery(terms: Terms, goods: str) -> timedelta:
    """How long after the sale goods may have come, where nobody knows when they did."""
    rule = terms.rule_on(Ground.DELIVERY, goods)
    return timedelta(days=rule.days if rule and rule.days else 0)
