from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from aftercare.casework.cases.queries import CaseBrief, cases_of_customer
from aftercare.customers.parties.queries import customers_by_phone
from aftercare.foundation.actor import Actor

from .rules import DUPLICATE_WITHIN, Intake, NotIdentified, is_likely_duplicate, likeness

__all__ = ["Intake", "NotIdentified"]

LINK_SALT = "aftercare.follow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A case that may be the same matter."""

    case: CaseBrief
    likeness: float
    same_unit: bool


def likely_duplicates(
    *,
    actor: Actor,
    customer_id: int | None = None,
    phone: str = "",
    unit_id: int | None = None,
    text: str = "",
    now: datetime,
) -> list[Likely]:
    """Cases of the same customer in the last days about the same unit or in like words."""
    if customer_id is None and phone:
        known = customers_by_phone(actor=actor, digits=phone)
        customer_id = known[0].id if len(known) == 1 else None
    if customer_id is None:
        return []
    recent = cases_of_customer(actor=actor, customer_id=customer_id, since=now - DUPLICATE_WITHIN)
    return likely_among(recent, unit_id=unit_id, text=text, now=now)


def likely_among(
    cases: Iterable[CaseBrief], *, unit_id: int | None, text: str, now: datetime
) -> list[Likely]:
    """The same among cases of one customer that are at hand."""
    likely = [
        Likely(
            case=case,
            likeness=likeness(text, f"{case.subject} {case.description}"),
            same_unit=unit_id is not None and unit_id == case.unit_id,
        )
        for case in cases
        if case.stage != "merged"
    ]
    found = [
        one
        for one in likely
        if is_likely_duplicate(
            same_unit=one.same_unit,
            text_likeness=one.likeness,
            age=now - one.case.registered_at,
        )
    ]
    return sorted(found, key=lambda one: (-one.same_unit, -one.likeness, -one.case.id))


def follow_token(*, actor: Actor, case_id: int) -> str:
    """The word in the signed link by which a customer follows a case."""
    del actor  # whoever may name the case may make its link
    return signing.dumps(case_id, salt=LINK_SALT, compress=False)


def case_id_of_token(*, actor: Actor, token: str) -> int | None:
    """The case of a signed link; None for a word that we did not sign."""
    del actor
    try:
        found = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
