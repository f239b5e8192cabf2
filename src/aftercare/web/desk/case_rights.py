"""The entitlement on the page of a case: what it shows, and the step that notes facts."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.resolutions.queries import FindingRow
from aftercare.casework.rights.actions import note_facts
from aftercare.casework.rights.queries import entitlement_of, noted_facts
from aftercare.customers.units.queries import SEE_UNITS, UnitBrief, units_of
from aftercare.web.kit.entitlements import EntitlementWords, in_words
from aftercare.web.kit.requests import Request

from .right_forms import PurchaseFacts

KINDS = frozenset({"complaint", "repair", "return_exchange"})
OF_FAULT = ("part", "cause", "proven", "confirmed", "serious", "goods_state")


def rights_of(
    request: Request, case: CaseBrief, findings: Sequence[FindingRow] | None = None
) -> EntitlementWords | None:
    """In words; None for a matter in which nothing can be owed."""
    if case.classification.kind not in KINDS:
        return None
    today = timezone.localdate(request.now)
    card = entitlement_of(actor=request.actor, case=case, on=today, findings=findings)
    return in_words(card)


def offers(request: Request, case: CaseBrief) -> dict[str, Any]:
    """The customer's things to choose from, the facts as they stand, and what is asked."""
    words = rights_of(request, case)
    return {
        "units": [
            (unit.id, f"{unit.called} {unit.serial}".strip()) for unit in _units(request, case)
        ],
        "known": known(request, case),
        "asked": [fact.code for fact in words.missing] if words else [],
    }


def known(request: Request, case: CaseBrief) -> dict[str, Any]:
    """The facts as they stand."""
    unit = next((u for u in _units(request, case) if u.id == case.unit_id), None)
    noted = noted_facts(actor=request.actor, case=case)
    facts: dict[str, Any] = {name: getattr(noted, name) for name in OF_FAULT}
    facts |= {name: getattr(unit, name, None) for name in PurchaseFacts.base_fields}
    facts["proof"] = facts["proof"] or noted.proof
    return facts | {"unit_id": case.unit_id, "described_as": "" if unit else case.product_text}


def note(request: Request, case: CaseBrief, values: dict[str, Any]) -> object:
    """Hands over what differs from what is known."""
    before = known(request, case)
    values.pop("version", None)
    unit_id = values.pop("unit_id", None)
    described_as = values.pop("described_as", "")
    return note_facts(
        actor=request.actor,
        case_id=case.id,
        unit_id=unit_id,
        described_as="" if unit_id else described_as,
        facts={name: v for name, v in values.items() if _known(v) != _known(before[name])},
        now=request.now,
    )


def _known(value: object) -> object:
    return None if value == "" else value


def _units(request: Request, case: CaseBrief) -> list[UnitBrief]:
    if not request.actor.may(SEE_UNITS):
        return []
    return units_of(actor=request.actor, customer_id=case.customer_id)
