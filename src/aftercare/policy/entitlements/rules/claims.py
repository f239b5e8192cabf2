"""Each ground of a right, applied to the facts: what may be claimed, until when, on what terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from .days import Rests, after_days, days_in_repair, end_of_period
from .facts import (
    Cause,
    Delay,
    Fact,
    FaultFacts,
    GoodsState,
    Proof,
    PurchaseFacts,
    Repair,
    UnitFacts,
)
from .starts import Start, is_proven, proof_of
from .terms import Ground, PeriodRule, Remedy, RightRule, Terms

Rule = RightRule | PeriodRule
Used = tuple[tuple[Fact, str], ...]
HANDED_BACK = frozenset({Remedy.RETURN, Remedy.EXCHANGE, Remedy.REFUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """All that is known, with the starts worked out once."""

    unit: UnitFacts
    purchase: PurchaseFacts
    fault: FaultFacts
    on: date
    terms: Terms
    rests: Rests
    sale: Start
    warranty: Start
    period: PeriodRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A right on one ground: certain to `sure_until`, for all we know to `perhaps_until`.

    `missing` are facts without which it is not certain; `narrowing` those that would bring the two
    ends together; `excluded` is the rule that takes the right away.
    """

    rule: Rule
    remedies: tuple[Remedy, ...]
    sure_until: date | None
    perhaps_until: date | None
    used: Used = ()
    missing: tuple[Fact, ...] = ()
    narrowing: tuple[Fact, ...] = ()
    also: tuple[Rule, ...] = ()
    excluded: RightRule | None = None


def claims_on(matter: Matter) -> list[Claim]:
    """What the table gives for these goods."""
    return [
        claim
        for right in matter.terms.rights
        if right.ground in GROUNDS and right.suits(matter.unit.goods)
        for claim in GROUNDS[right.ground](matter, right)
    ]


def _within(matter: Matter, right: RightRule, start: Start, used: Used = ()) -> Claim:
    """A right for so many days or months from a start."""
    if right.months is not None:
        last: Callable[[date], date] = partial(_last_month, matter, right.months)
    else:
        last = partial(_last_day, matter, right.days or 0)
    return Claim(
        rule=right,
        remedies=right.remedies,
        sure_until=start.earliest and last(start.earliest),
        perhaps_until=start.latest and last(start.latest),
        used=start.used + used,
        narrowing=start.ask,
        also=start.rules,
    )


def _last_day(matter: Matter, days: int, start: date) -> date:
    return after_days(start, days, matter.rests)


def _last_month(matter: Matter, months: int, start: date) -> date:
    return end_of_period(start, months, (), matter.on, matter.rests)


def warranty_of(matter: Matter, rule: Rule, remedies: tuple[Remedy, ...]) -> Claim:
    """Within the period of the whole, or of the main part that failed; repair time taken out."""
    period, part = matter.period, matter.fault.part
    main = max(period.main_months or 0, period.whole_months)
    least = main if part and period.is_main(part) else period.whole_months
    most = least if part else main
    start = matter.warranty
    sure, perhaps = (
        day and end_of_period(day, months, matter.unit.repairs, matter.on, matter.rests)
        for day, months in ((start.earliest, least), (start.latest, most))
    )
    if sure and perhaps:  # a repair lengthens it only from the earlier of two possible starts
        perhaps = max(sure, perhaps)
    used, narrowing = start.used, start.ask
    if part:
        used = (*used, (Fact.PART, part))
    elif most > least:
        narrowing = (*narrowing, Fact.PART)
    lost = days_in_repair(matter.unit.repairs, start.earliest or date.min, matter.on)
    if lost:
        used = (*used, (Fact.REPAIR_DAYS, str(lost)))
    also: tuple[Rule, ...] = start.rules if rule is period else (period, *start.rules)
    return Claim(
        rule=rule,
        remedies=remedies,
        sure_until=sure,
        perhaps_until=perhaps,
        used=used,
        narrowing=narrowing,
        also=also,
    )


def _defect(matter: Matter, right: RightRule) -> list[Claim]:
    if right.days is None and right.months is None:
        claim = warranty_of(matter, right, right.remedies)
    else:
        claim = _within(matter, right, matter.sale)
    return _for_fault(matter, claim)


def _serious_defect(matter: Matter, right: RightRule) -> list[Claim]:
    if matter.fault.serious is False:
        return []
    claim = _within(matter, right, matter.sale)
    if matter.fault.serious:
        claim = replace(claim, used=(*claim.used, (Fact.SERIOUS, "true")))
    else:
        claim = _asking(claim, Fact.SERIOUS)
    return _for_fault(matter, claim)


def _warranty(matter: Matter, right: RightRule) -> list[Claim]:
    claim = warranty_of(matter, matter.period, right.remedies)
    return _for_fault(matter, replace(claim, also=(*claim.also, right)))


def _failed_repairs(matter: Matter, right: RightRule) -> list[Claim]:
    """So many repairs since the period began anew did not help."""
    since = matter.warranty.earliest or date.min
    counted = [r for r in matter.unit.repairs if since <= r.started_on <= matter.on]
    failed = sum(1 for repair in counted if repair.failed)
    unknown = sum(1 for repair in counted if repair.failed is None and repair.ended_on)
    needed = right.count or 1
    if failed + unknown < needed:
        return []
    claim = warranty_of(matter, right, right.remedies)
    claim = replace(claim, used=(*claim.used, (Fact.REPAIRS, str(failed))))
    if failed < needed:
        claim = _asking(claim, Fact.REPAIR_FAILED)
    return _for_fault(matter, claim, seen=True)


def _waiting(matter: Matter, right: RightRule, *, only: Delay) -> list[Claim]:
    """A repair goes on for longer than it may; the reason may have to be asked."""
    since = matter.warranty.earliest or date.min
    for repair in matter.unit.repairs:
        waited = (matter.on - repair.started_on).days
        going_on = repair.ended_on is None or repair.ended_on > matter.on
        fits = repair.delay in (only, Delay.UNKNOWN)
        if going_on and fits and repair.started_on >= since and waited > (right.days or 0):
            claim = warranty_of(matter, right, right.remedies)
            claim = replace(claim, used=(*claim.used, (Fact.WAITED_DAYS, str(waited))))
            if repair.delay is Delay.UNKNOWN and only is Delay.REPAIRER:
                claim = _asking(claim, Fact.DELAY)
            return _for_fault(matter, claim, seen=True)
    return []


def _rework(matter: Matter, right: RightRule) -> list[Claim]:
    """Anybody's repair by us must hold, also one that was paid for."""
    claims = []
    for repair in matter.unit.repairs:
        if repair.ended_on is None or repair.ended_on > matter.on or not _same_part(matter, repair):
            continue
        start = Start(
            earliest=repair.ended_on,
            latest=repair.ended_on,
            used=((Fact.REPAIRED_ON, repair.ended_on.isoformat()),),
        )
        claim = _within(matter, right, start)
        if repair.part and not matter.fault.part:
            claim = _asking(claim, Fact.PART)
        claims += _for_fault(matter, claim, ours=True)
    return claims


def _same_part(matter: Matter, repair: Repair) -> bool:
    part = matter.fault.part
    return not part or not repair.part or repair.part in part or part in repair.part


def _no_reason(matter: Matter, right: RightRule) -> list[Claim]:
    """Seven days to think it over, for goods bought unseen; the cause does not matter."""
    purchase, unit, state = matter.purchase, matter.unit, matter.fault.goods_state
    if purchase.remote is False:
        return []
    claim = _within(matter, right, matter.sale, ((Fact.REMOTE, "true"),) if purchase.remote else ())
    against = {
        Fact.CUSTOM_MADE: bool(unit.custom_made),
        Fact.WAIVED: bool(purchase.waived),
        Fact.GOODS_STATE: state is GoodsState.USED,
    }
    told = {
        Fact.CUSTOM_MADE: "true",
        Fact.WAIVED: "true",
        Fact.GOODS_STATE: state.value,
    }
    for fact, is_against in against.items():
        if is_against:
            used = (*claim.used, (fact, told[fact]))
            return [replace(claim, used=used, excluded=right)]
    if purchase.remote is None:
        claim = _asking(claim, Fact.REMOTE)
    if unit.custom_made is None:
        claim = _asking(claim, Fact.CUSTOM_MADE)
    if state is GoodsState.UNKNOWN:
        return [_asking(claim, Fact.GOODS_STATE)]
    return [replace(claim, used=(*claim.used, (Fact.GOODS_STATE, state.value)))]


def _for_fault(
    matter: Matter, claim: Claim, *, seen: bool = False, ours: bool = False
) -> list[Claim]:
    """What every right of a faulty thing asks: a cause that is ours, a proof, a look at the fault.

    `seen`: the fault needs no confirming any more; `ours`: the thing is known to us.
    """
    if matter.fault.cause is Cause.NO_FAULT:
        return []
    claim = with_cause(matter, claim)
    if claim.excluded or ours:
        return [claim]
    handed_back = tuple(remedy for remedy in claim.remedies if remedy in HANDED_BACK)
    kept = tuple(remedy for remedy in claim.remedies if remedy not in HANDED_BACK)
    parts = []
    if handed_back:
        strict = _with_proof(matter, replace(claim, remedies=handed_back), needed=True)
        if not seen and not matter.fault.confirmed:
            strict = _asking(strict, Fact.CONFIRMED)
        parts.append(strict)
    if kept:
        parts.append(_with_proof(matter, replace(claim, remedies=kept), needed=False))
    return parts


def _with_proof(matter: Matter, claim: Claim, *, needed: bool) -> Claim:
    proof = proof_of(matter.unit, matter.purchase)
    if is_proven(proof, matter.terms, matter.unit.goods):
        return replace(claim, used=(*claim.used, (Fact.PROOF, proof.value)))
    if needed or proof is not Proof.NONE:
        return _asking(claim, Fact.PROOF)
    return claim


def with_cause(matter: Matter, claim: Claim) -> Claim:
    """Whose fault it is, and who has to prove it (R-POL-05; Consumer Rights Protection Law 23)."""
    fault = matter.fault
    if fault.cause is Cause.DEFECT:
        return replace(claim, used=(*claim.used, (Fact.CAUSE, fault.cause.value)))
    excluding = excluding_rule(matter)
    if fault.cause is not Cause.UNKNOWN and excluding is None:
        return claim
    if excluding and fault.proven:
        used = (*claim.used, (Fact.CAUSE, fault.cause.value))
        return replace(claim, used=used, excluded=excluding)
    burden = burden_of_proof(matter)
    if burden is not None:
        presumed = (Fact.PRESUMED, Cause.DEFECT.value)
        return replace(claim, used=(*claim.used, presumed), also=(*claim.also, burden))
    return _asking(claim, Fact.CAUSE if excluding is None else Fact.PROVEN)


def excluding_rule(matter: Matter) -> RightRule | None:
    rule = matter.terms.rule_on(Ground.EXCLUSION, matter.unit.goods)
    return rule if rule and matter.fault.cause in rule.causes else None


def burden_of_proof(matter: Matter) -> RightRule | None:
    """The rule by which we must prove that the fault is not ours, while it holds for certain."""
    rule = matter.terms.rule_on(Ground.BURDEN, matter.unit.goods)
    if rule is None or matter.sale.earliest is None:
        return None
    return (
        rule if matter.on <= _last_month(matter, rule.months or 0, matter.sale.earliest) else None
    )


def _asking(claim: Claim, fact: Fact) -> Claim:
    return replace(claim, missing=(*claim.missing, fact))


GROUNDS: Mapping[Ground, Callable[[Matter, RightRule], list[Claim]]] = {
    Ground.DEFECT: _defect,
    Ground.SERIOUS_DEFECT: _serious_defect,
    Ground.WARRANTY: _warranty,
    Ground.FAILED_REPAIRS: _failed_repairs,
    Ground.WAITING_FOR_PART: partial(_waiting, only=Delay.PART),
    Ground.REPAIRER_DELAY: partial(_waiting, only=Delay.REPAIRER),
    Ground.REWORK: _rework,
    Ground.NO_REASON: _no_reason,
}
