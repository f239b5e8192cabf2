"""Related and repeated matters of a case, and by what they are tied (R-IN-11)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseBrief,
    case_briefs,
    cases_of_customer,
    cases_of_unit,
    ids_of_order,
)
from aftercare.casework.doubles.queries import Matter, Sign, likely_doubles
from aftercare.casework.relations.queries import related_cases
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customers_at
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.matters.leads.queries import following, lead_of

from . import rules
from .rules import By, Picture

__all__ = ["By"]

Tying = Callable[[Sequence[CaseBrief], By], None]
MOST = 14
MOST_NEIGHBOURS = 5
LINKED = {"repeat": By.AGAIN, "related": By.LINK, "double": By.DOUBLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    case: CaseBrief
    by: Sequence[By]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The most telling of the tied matters, and the picture of them."""

    rows: Sequence[Tie]
    left_out: int
    picture: Picture


def ties_of(*, actor: Actor, case: CaseBrief, now: datetime) -> Ties:
    """All in sight that belongs with a case, the strongest tie first; not for customers."""
    actor.must(SEE_CASES)
    found: dict[int, tuple[CaseBrief, set[By]]] = {}

    def tie(cases: Sequence[CaseBrief], by: By) -> None:
        for one in cases:
            if one.id != case.id:
                found.setdefault(one.id, (one, set()))[1].add(by)

    if actor.kind is not ActorKind.CUSTOMER:
        for related in related_cases(actor=actor, case=case):
            tie([related.case], LINKED[related.kind])
        _tie_what_is_shared(actor, case, tie)
        _tie_leads(actor, case, tie)
        matter = Matter(text=f"{case.subject} {case.description}")
        for like in likely_doubles(actor=actor, matter=matter, now=now):
            if Sign.TEXT in like.signs:
                tie([like.case], By.TEXT)
    order = list(By)
    rows = [Tie(case=one, by=sorted(bys, key=order.index)) for one, bys in found.values()]
    rows.sort(key=lambda row: (order.index(row.by[0]), -len(row.by), -row.case.id))
    shown = rows[:MOST]
    return Ties(
        rows=shown,
        left_out=len(rows) - len(shown),
        picture=rules.drawn({row.case.id: row.by for row in shown}),
    )


def _tie_what_is_shared(actor: Actor, case: CaseBrief, tie: Tying) -> None:
    tie(cases_of_customer(actor=actor, customer_id=case.customer_id), By.CUSTOMER)
    if case.unit_id is not None:
        tie(cases_of_unit(actor=actor, unit_id=case.unit_id), By.UNIT)
    if case.order_no:
        ids = ids_of_order(actor=actor, order_no=case.order_no)
        tie(case_briefs(actor=actor, ids=ids), By.ORDER)
    if actor.may(SEE_CUSTOMERS):
        there = customers_at(actor=actor, ids=[case.customer_id])
        for neighbour in [one for one in there if one != case.customer_id][:MOST_NEIGHBOURS]:
            tie(cases_of_customer(actor=actor, customer_id=neighbour), By.ADDRESS)


def _tie_leads(actor: Actor, case: CaseBrief, tie: Tying) -> None:
    led = lead_of(actor=actor, case=case)
    if led is not None:
        tie([row.case for row in led.followers], By.LEAD)
        return
    follows = following(actor=actor, case=case)
    if follows is not None and follows.lead is not None:
        tie([follows.lead], By.LEAD)
