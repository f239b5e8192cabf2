"""What a customer is entitled to: by the facts of unit and cases, and the policy at the sale."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, cases_of_unit
from aftercare.casework.pauses.queries import pause_spans
from aftercare.casework.resolutions.queries import FindingRow, deeds_of, findings_of
from aftercare.customers.units.queries import UnitBrief, unit_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.kept import asked_once
from aftercare.policy.calendars.queries import legal_rest
from aftercare.policy.entitlements.queries import (
    Cause,
    Fact,
    FaultFacts,
    GoodsState,
    Option,
    Policy,
    Proof,
    PurchaseFacts,
    Remedy,
    Standing,
    UnitFacts,
    entitlement,
    sold_after,
)
from aftercare.policy.packs.queries import PackBrief, terms_at_sale

from . import rules
from .models import FAULT_CHOICES, STATE_CHOICES, CaseFacts

__all__ = [
    "FAULT_CHOICES",
    "STATE_CHOICES",
    "Cause",
    "Fact",
    "FaultFacts",
    "Option",
    "Remedy",
    "Standing",
]

KINDS = frozenset({"complaint", "repair", "return_exchange"})
FAULTY = frozenset({"product_quality", "safety"})
WAITING = "waiting_for_part"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementCard:
    """What is owed on a day. `pack` None: no policy says anything; `unit` None: not known which.

    `asks` are the facts missing, each once, in the order of the remedies they decide. For what was
    given back (`returned_on`) nothing is owed, nor asked; nor on a day before the sale, of which
    `sold_after` says which fact contradicts.
    """

    on: date
    unit: UnitBrief | None
    fault: FaultFacts
    pack: PackBrief | None
    options: tuple[Option, ...]
    asks: tuple[Fact, ...]
    returned_on: date | None = None
    sold_after: tuple[Fact, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedFacts:
    """What people noted on a case; None and "" are not known."""

    cause: str = ""
    proven: bool | None = None
    confirmed: bool | None = None
    serious: bool | None = None
    part: str = ""
    goods_state: str = ""
    proof: str = ""  # of the purchase, noted before anybody said which thing it is


def entitlement_of(
    *,
    actor: Actor,
    case: CaseBrief,
    on: date,
    findings: Sequence[FindingRow] | None = None,
) -> EntitlementCard:
    """Of the customer of a case, for its product and fault; `findings` where they were read.

    The same for everybody who may see the case: earlier cases of the thing count whoever sees them.
    """
    actor.must(SEE_CASES)
    unit = unit_brief(actor=SYSTEM, unit_id=case.unit_id) if case.unit_id else None
    past = cases_of_unit(actor=SYSTEM, unit_id=unit.id) if unit else [case]
    noted = _noted([one.id for one in past])
    if findings is None:
        findings = findings_of(actor=SYSTEM, case=case)
    said = noted.get(case.id, NotedFacts())
    fault = _fault_of(findings, unit, said)
    line = (unit.line_code if unit else "") or case.classification.product_line
    goods = unit.goods if unit else case.product_text
    bought = _purchase_facts(unit, said.proof)
    return _card(unit, bought, _matters(past, noted), fault, on, line=line, goods=goods)


def entitlement_of_unit(
    *, actor: Actor, unit_id: int, on: date, fault: FaultFacts
) -> EntitlementCard:
    """Of whoever has this thing, for a fault that is only supposed."""
    unit = unit_brief(actor=actor, unit_id=unit_id)
    past = cases_of_unit(actor=SYSTEM, unit_id=unit.id)
    noted = _noted([one.id for one in past])
    bought, matters = _purchase_facts(unit), _matters(past, noted)
    return _card(unit, bought, matters, fault, on, line=unit.line_code, goods=unit.goods)


def noted_facts(*, actor: Actor, case: CaseBrief) -> NotedFacts:
    actor.must(SEE_CASES)
    return _noted([case.id]).get(case.id, NotedFacts())


def _card(  # noqa: PLR0913 - what the answer rests on, gathered
    unit: UnitBrief | None,
    bought: PurchaseFacts,
    matters: list[rules.Matter],
    fault: FaultFacts,
    on: date,
    *,
    line: str,
    goods: str,
) -> EntitlementCard:
    try:
        told = terms_at_sale(actor=SYSTEM, line_code=line, on=_sold_on(unit) or on)
    except NotFound:
        told = None
    options: tuple[Option, ...] = ()
    returned = rules.returned_on(matters, on)
    things = _unit_facts(unit, goods, matters)
    sold = sold_after(things, bought, on)
    if told and not returned and not sold:
        policy = Policy(terms=told.terms, rests=legal_rest(actor=SYSTEM))
        options = entitlement(things, bought, fault, on, policy)
    asks = dict.fromkeys(fact for option in options for fact in option.missing)
    return EntitlementCard(
        on=on,
        unit=unit,
        fault=fault,
        pack=told.pack if told else None,
        options=options,
        asks=tuple(asks),
        returned_on=returned,
        sold_after=sold,
    )


def _sold_on(unit: UnitBrief | None) -> date | None:
    """The best we know of when it was sold: that day's policy holds for good."""
    if unit is None:
        return None
    return unit.purchased_on or unit.delivered_on or unit.installed_on or unit.made_on


def _unit_facts(unit: UnitBrief | None, goods: str, matters: list[rules.Matter]) -> UnitFacts:
    if unit is None:
        return UnitFacts(goods=goods)
    return UnitFacts(
        goods=goods,
        made_on=unit.made_on,
        installed_on=unit.installed_on,
        installed_by_seller=unit.fitted_by_seller,
        custom_made=unit.made_to_order,
        exchanged_on=rules.exchanged_on(matters),
        repairs=rules.repairs_of(matters),
    )


def _purchase_facts(unit: UnitBrief | None, noted_proof: str = "") -> PurchaseFacts:
    """A proof that was noted on the case stands in where the thing has none."""
    own = unit.proof if unit else ""
    shown = noted_proof if own in {"", Proof.NONE} and noted_proof else own
    proof = Proof(shown) if shown else Proof.UNKNOWN
    if unit is None:
        return PurchaseFacts(proof=proof)
    return PurchaseFacts(
        bought_on=unit.purchased_on,
        delivered_on=unit.delivered_on,
        proof=proof,
        remote=unit.sold_remotely,
        waived=unit.return_waived,
        price_amount=unit.paid_amount,
    )


def _fault_of(
    findings: Sequence[FindingRow], unit: UnitBrief | None, noted: NotedFacts
) -> FaultFacts:
    """As found out; until then as noted."""
    fitted = unit.fitted_by_seller if unit else None
    found = rules.cause_found(findings[-1].cause, fitted_by_seller=fitted) if findings else None
    is_found = found is not None and found is not Cause.UNKNOWN
    said = Cause(noted.cause) if noted.cause else Cause.UNKNOWN
    return FaultFacts(
        cause=found if found is not None and is_found else said,
        proven=True if is_found else noted.proven,
        confirmed=is_found or bool(noted.confirmed),
        serious=noted.serious,
        part=noted.part,
        goods_state=GoodsState(noted.goods_state) if noted.goods_state else GoodsState.UNKNOWN,
    )


def _noted(case_ids: list[int]) -> dict[int, NotedFacts]:
    return {
        row.case_id: NotedFacts(**{name: getattr(row, name) for name in NotedFacts.__slots__})
        for row in _rows(case_ids)
    }


@asked_once
def _rows(case_ids: Collection[int]) -> QuerySet[CaseFacts]:
    return CaseFacts.objects.filter(case_id__in=case_ids)


def _matters(past: list[CaseBrief], noted: dict[int, NotedFacts]) -> list[rules.Matter]:
    """The cases of a thing by what was done to it: two queries, however many they are."""
    ids = [case.id for case in past]
    done: dict[int, list[rules.Deed]] = {}
    for row in deeds_of(actor=SYSTEM, case_ids=ids):
        deed = rules.Deed(kind=row.kind, done_on=_day(row.carried_out_at))
        done.setdefault(row.case_id, []).append(deed)
    spans = pause_spans(actor=SYSTEM, case_ids=ids) if done else {}
    return [
        rules.Matter(
            received_on=timezone.localdate(case.received_at),
            about_fault=case.classification.kind in KINDS
            and case.classification.category in FAULTY,
            deeds=tuple(done.get(case.id, ())),
            part=noted[case.id].part if case.id in noted else "",
            stars=case.satisfaction,
            waits_for_part=any(
                span.reason == WAITING and span.ended_at is None for span in spans.get(case.id, ())
            ),
        )
        for case in past
    ]


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
