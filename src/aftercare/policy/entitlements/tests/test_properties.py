"""What holds of entitlements whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.policy.entitlements.rules import Option, Standing, entitlement
from aftercare.policy.entitlements.rules.days import after_months, end_of_period, times_in_repair
from aftercare.policy.entitlements.rules.facts import (
    Cause,
    Delay,
    FaultFacts,
    GoodsState,
    Proof,
    PurchaseFacts,
    Repair,
    UnitFacts,
)
from aftercare.policy.entitlements.rules.terms import Remedy
from aftercare.policy.entitlements.tests.worked import policy_of

FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
ORDER = {Standing.DUE: 0, Standing.OPEN: 1, Standing.EXCLUDED: 2, Standing.LAPSED: 3}
PROVEN = [Proof.INVOICE, Proof.ORDER, Proof.CARD, Proof.REGISTERED, Proof.DEALER]
OURS = [Remedy.EXCHANGE, Remedy.REFUND, Remedy.FREE_REPAIR]
NOT_OURS = [Cause.MISUSE, Cause.ACCIDENT, Cause.TAMPERING, Cause.WEAR, Cause.FORCE_MAJEURE]

days = st.dates(FIRST, LAST)
maybe = st.none() | st.booleans()
packs = st.sampled_from(["furniture", "home_goods", "appliance", "building_material"])
goods = st.sampled_from(["彩电", "家用空调", "电热水壶", "布艺沙发", "衣柜", "窗帘", "卫生间防水"])
parts = st.sampled_from(["", "压缩机", "显像管", "外壳"])


calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # also when busy


@st.composite
def repairs_of(draw: st.DrawFn) -> Repair:
    began = draw(days)
    took = draw(st.none() | st.integers(0, 120))
    return Repair(
        started_on=began,
        ended_on=None if took is None else began + timedelta(days=took),
        failed=draw(maybe),
        part=draw(parts),
        delay=draw(st.sampled_from(Delay)),
    )


mended = repairs_of().filter(lambda repair: repair.ended_on is not None)


def units_with(repairs: st.SearchStrategy[tuple[Repair, ...]]) -> st.SearchStrategy[UnitFacts]:
    return st.builds(
        UnitFacts,
        goods=goods,
        made_on=st.none() | days,
        installed_on=st.none() | days,
        installed_by_seller=maybe,
        custom_made=maybe,
        exchanged_on=st.none() | days,
        repairs=repairs,
    )


units = units_with(st.lists(repairs_of(), max_size=3).map(tuple))
unrepaired = units_with(st.just(()))
purchases = st.builds(
    PurchaseFacts,
    bought_on=st.none() | days,
    delivered_on=st.none() | days,
    proof=st.sampled_from(Proof),
    remote=maybe,
    waived=maybe,
    price_amount=st.none() | st.decimals(1, 99_999, places=2),
)
faults = st.builds(
    FaultFacts,
    cause=st.sampled_from(Cause),
    proven=maybe,
    confirmed=st.booleans(),
    serious=maybe,
    part=parts,
    goods_state=st.sampled_from(GoodsState),
)


def owed(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> dict[Remedy, Option]:
    return {o.remedy: o for o in entitlement(unit, purchase, fault, on, policy_of(pack))}


def grade(options: dict[Remedy, Option], remedy: Remedy) -> int:
    """How well a remedy stands: 0 is owed, the worst is not offered at all."""
    return ORDER[options[remedy].standing] if remedy in options else len(ORDER)


@given(packs, units, purchases, faults, days)
@calm
def test_there_is_always_an_answer_and_each_option_says_why(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> None:
    options = owed(pack, unit, purchase, fault, on)

    assert options
    for option in options.values():
        assert option.rule or option.remedy is Remedy.NONE
        assert bool(option.missing) == (option.standing is Standing.OPEN)
        assert option.days_left is None or option.days_left >= 0
        assert option.needs_consent == (option.remedy is Remedy.CHARGED_REPAIR)
    live = {o.remedy for o in options.values() if o.standing in (Standing.DUE, Standing.OPEN)}
    assert (Remedy.NONE in options) == (live == {Remedy.NONE})


@given(packs, unrepaired, purchases, faults, days, st.integers(1, 400))
@calm
def test_a_later_day_brings_back_no_right_and_leaves_no_more_days(
    pack: str,
    unit: UnitFacts,
    purchase: PurchaseFacts,
    fault: FaultFacts,
    on: date,
    later: int,
) -> None:
    fault = replace(fault, cause=Cause.DEFECT)
    now = owed(pack, unit, purchase, fault, on)
    then = owed(pack, unit, purchase, fault, on + timedelta(days=later))

    for remedy in (Remedy.RETURN, Remedy.EXCHANGE, Remedy.FREE_REPAIR):
        assert grade(then, remedy) >= grade(now, remedy)
        if remedy not in now or remedy not in then or now[remedy].rule != then[remedy].rule:
            continue
        before, after = now[remedy].days_left, then[remedy].days_left
        assert before is None or after is None or after == before - later


@given(packs, units_with(st.lists(mended, max_size=2).map(tuple)), purchases, faults, days)
@calm
def test_a_repair_that_is_done_never_shortens_the_warranty(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> None:
    without = owed(pack, replace(unit, repairs=()), purchase, fault, on)
    repaired = owed(pack, unit, purchase, fault, on)

    assert grade(repaired, Remedy.FREE_REPAIR) <= grade(without, Remedy.FREE_REPAIR)


@given(packs, units, purchases, faults, days, st.sampled_from(PROVEN))
@calm
def test_a_proof_never_makes_it_worse(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date, proof: Proof
) -> None:
    # Nothing is at fault or mended before it is there: a proof would show that it was not ours yet.
    there = min(on, *(repair.started_on for repair in unit.repairs), on)
    unit = replace(unit, installed_on=unit.installed_on and min(unit.installed_on, there))
    purchase = replace(
        purchase,
        bought_on=min(purchase.bought_on or FIRST, there),
        delivered_on=purchase.delivered_on and min(purchase.delivered_on, there),
        proof=Proof.NONE,
    )
    without = owed(pack, unit, purchase, fault, on)
    proven = owed(pack, unit, replace(purchase, proof=proof), fault, on)

    for remedy in (Remedy.RETURN, *OURS):
        assert grade(proven, remedy) <= grade(without, remedy)


@given(packs, units, purchases, faults, days, st.sampled_from(NOT_OURS))
@calm
def test_a_cause_that_is_not_ours_never_makes_it_free(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date, cause: Cause
) -> None:
    ours = owed(pack, unit, purchase, replace(fault, cause=Cause.DEFECT), on)
    theirs = owed(pack, unit, purchase, replace(fault, cause=cause, proven=True), on)

    for remedy in OURS:
        assert grade(theirs, remedy) >= grade(ours, remedy)
        assert remedy not in theirs or theirs[remedy].standing in (
            Standing.EXCLUDED,
            Standing.LAPSED,
        )


@given(packs, units, purchases, faults, days)
@calm
def test_what_is_unknown_is_asked_and_no_ground_to_refuse(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> None:
    nothing = PurchaseFacts(remote=purchase.remote, proof=Proof.UNKNOWN)
    bare = UnitFacts(goods=unit.goods)
    fault = replace(fault, cause=Cause.UNKNOWN)

    options = owed(pack, bare, nothing, fault, on)

    assert options[Remedy.FREE_REPAIR].standing is Standing.OPEN
    assert options[Remedy.CHARGED_REPAIR].missing == options[Remedy.FREE_REPAIR].missing


@given(packs, units, purchases, faults, days)
@calm
def test_free_and_charged_are_never_both_due(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> None:
    options = owed(pack, unit, purchase, fault, on)
    due = {o.remedy for o in options.values() if o.standing is Standing.DUE}

    assert not {Remedy.FREE_REPAIR, Remedy.CHARGED_REPAIR} <= due


@given(packs, units, purchases, faults, days)
@calm
def test_nobody_gets_more_than_the_price_back_nor_less_than_nothing(
    pack: str, unit: UnitFacts, purchase: PurchaseFacts, fault: FaultFacts, on: date
) -> None:
    for option in owed(pack, unit, purchase, fault, on).values():
        if option.amount is not None:
            assert purchase.price_amount is not None
            assert Decimal(0) <= option.amount <= purchase.price_amount


@given(days, st.integers(0, 120), st.integers(0, 120))
@calm
def test_months_added_at_once_end_no_earlier_than_in_two_steps(
    start: date, first: int, second: int
) -> None:
    assert after_months(after_months(start, first), second) <= after_months(start, first + second)


@given(days, st.lists(repairs_of(), max_size=5), days)
@calm
def test_times_in_repair_are_in_order_and_apart(
    start: date, repairs: list[Repair], on: date
) -> None:
    spans = times_in_repair(repairs, on)

    assert all(ended is not None for _began, ended in spans[:-1])
    for (_began, ended), (began, _ended) in pairwise(spans):
        assert ended is not None
        assert ended < began
    end = end_of_period(start, 12, repairs, on, lambda _day: False)
    lost = sum(((ended or on) - began).days for began, ended in spans)
    assert after_months(start, 12) <= end <= after_months(start, 12) + timedelta(days=lost)


def test_a_repair_that_may_have_begun_before_the_latest_delivery_is_not_forgotten_by_a_proof() -> (
    None
):
    """Delivered with the sale it would still run: a question then, never a refusal."""
    mending = Repair(started_on=FIRST, ended_on=None, failed=None, part="", delay=Delay.PART)
    unit = UnitFacts(goods="彩电", made_on=FIRST, repairs=(mending,))
    bought = PurchaseFacts(bought_on=FIRST, proof=Proof.INVOICE)

    options = owed("furniture", unit, bought, FaultFacts(cause=Cause.DEFECT), date(2022, 1, 1))

    assert options[Remedy.EXCHANGE].standing in (Standing.DUE, Standing.OPEN)
