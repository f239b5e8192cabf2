"""Which cases may be the same matter, also those of other customers."""

from collections.abc import Iterable
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
from aftercare.customers.parties.queries import customers_at, customers_by_phone
from aftercare.foundation.actor import Actor
from aftercare.foundation.search.rules import likeness, marks

from .models import ids_marked
from .rules import WITHIN, Sign, is_likely_double, marks_at

__all__ = ["Sign"]

MOST_ALIKE = 50
MOST_NEIGHBOURS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a case that came in, or is about to, is known by; "" and None where nothing is known."""

    text: str
    customer_id: int | None = None
    phone: str = ""
    address: str = ""
    unit_id: int | None = None
    order_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A case that may be the same matter; `signs` say why, `likeness` is that of the words."""

    case: CaseBrief
    likeness: float
    signs: tuple[Sign, ...]


def likely_doubles(
    *, actor: Actor, matter: Matter, others: bool = True, now: datetime
) -> list[Likely]:
    """Cases in sight of the last days that may be the same matter, the likeliest first.

    Found by the customer's number, the address, the unit, the order, or nearly the same words:
    each by its index, however many cases there are. `others`: also those of other customers.
    """
    actor.must(SEE_CASES)
    callers, neighbours, since = _callers(actor, matter), set[int](), now - WITHIN
    found: list[CaseBrief] = []
    if others:
        neighbours = set(customers_at(actor=actor, address=matter.address, ids=callers)) - callers
        found += case_briefs(actor=actor, ids=_ids_alike(actor, matter, since, now))
        if matter.unit_id is not None:
            found += cases_of_unit(actor=actor, unit_id=matter.unit_id)
    for customer_id in [*callers, *sorted(neighbours)[-MOST_NEIGHBOURS:]]:
        found += cases_of_customer(actor=actor, customer_id=customer_id, since=since)
    once = {case.id: case for case in found}.values()
    return likely_among(once, matter=matter, now=now, callers=callers, neighbours=neighbours)


def likely_among(
    cases: Iterable[CaseBrief],
    *,
    matter: Matter,
    now: datetime,
    callers: Iterable[int] = (),
    neighbours: Iterable[int] = (),
) -> list[Likely]:
    """The same among cases that are at hand; `callers` are who speaks, `neighbours` live there."""
    homes = {Sign.CUSTOMER: set(callers), Sign.ADDRESS: set(neighbours)}
    likely = []
    for case in cases:
        like = likeness(matter.text, f"{case.subject} {case.description}")
        signs = [sign for sign, ids in homes.items() if case.customer_id in ids]
        if matter.unit_id is not None and matter.unit_id == case.unit_id:
            signs.insert(0, Sign.UNIT)
        if matter.order_no and matter.order_no == case.order_no:
            signs.insert(0, Sign.ORDER)
        age = now - case.registered_at
        if case.stage != "merged" and is_likely_double(signs=signs, likeness=like, age=age):
            likely.append(Likely(case=case, likeness=like, signs=tuple(signs) or (Sign.TEXT,)))
    order = list(Sign)
    return sorted(likely, key=lambda one: (order.index(one.signs[0]), -one.likeness, -one.case.id))


def _callers(actor: Actor, matter: Matter) -> set[int]:
    if matter.customer_id is not None:
        return {matter.customer_id}
    if not matter.phone:
        return set()
    known = customers_by_phone(actor=actor, digits=matter.phone)
    return {known[0].id} if len(known) == 1 else set()


def _ids_alike(actor: Actor, matter: Matter, since: datetime, now: datetime) -> set[int]:
    said = marks(matter.text)
    asked = {*marks_at(said, since), *marks_at(said, now)}
    ids = set(ids_marked(asked, most=MOST_ALIKE)) if asked else set()
    if matter.order_no:
        ids |= set(ids_of_order(actor=actor, order_no=matter.order_no))
    return ids
