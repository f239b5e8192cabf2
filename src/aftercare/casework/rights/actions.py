"""Noting the facts on which entitlements rest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import edit_case, held_case
from aftercare.casework.cases.queries import CaseBrief
from aftercare.customers.units.actions import add_unit, correct_unit
from aftercare.customers.units.queries import PROOF_CHOICES
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid

from .models import FAULT_CHOICES, STATE_CHOICES, CaseFacts
from .queries import NotedFacts

PROOF = "proof"
OF_CASE = frozenset(NotedFacts.__slots__)
LONGEST_PART = 60


@action
def note_facts(
    *,
    actor: Actor,
    case_id: int,
    facts: Mapping[str, Any],
    unit_id: int | None = None,
    described_as: str = "",
    now: datetime,
) -> CaseBrief:
    """Answers to what the entitlement asks: `facts` of the fault (NotedFacts) and of the unit.

    `unit_id` says which of the customer's things it is; `described_as` makes a new one. A proof of
    purchase stays with the case until the thing is known. What is not among `facts` stays as it
    was. Raises Invalid, also for facts of a unit without a unit.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not case.unit_id and described_as.strip():
        unit_id = add_unit(
            actor=actor, customer_id=case.customer_id, described_as=described_as, now=now
        ).id
    if unit_id and unit_id != case.unit_id:
        case = _with_unit(actor, case, unit_id, now)
    of_unit = {name: value for name, value in facts.items() if name not in OF_CASE}
    of_case = {name: value for name, value in facts.items() if name in OF_CASE}
    if case.unit_id and PROOF in facts:  # from now on the thing has it
        of_unit[PROOF], of_case[PROOF] = facts[PROOF], ""
    if of_unit:
        _correct(actor, case, of_unit, now)
    if of_case:
        _check(of_case)
        CaseFacts.objects.update_or_create(case_id=case.id, defaults=of_case)
    record(
        actor=actor,
        verb="case.facts_noted",
        subject=f"case:{case.id}",
        at=now,
        fields=sorted(facts),
        unit_id=case.unit_id,
    )
    return case


def _with_unit(actor: Actor, case: CaseBrief, unit_id: int, now: datetime) -> CaseBrief:
    return edit_case(
        actor=actor,
        case_id=case.id,
        version=None,
        subject=case.subject,
        description=case.description,
        product_text=case.product_text,
        order_no=case.order_no,
        unit_id=unit_id,
        now=now,
    )


def _correct(actor: Actor, case: CaseBrief, changes: Mapping[str, Any], now: datetime) -> None:
    if case.unit_id is None:
        sentence = _("Say first which product it is.")
        raise Invalid(sentence, fields={"unit_id": sentence})
    correct_unit(actor=actor, unit_id=case.unit_id, changes=changes, now=now)


def _check(facts: Mapping[str, Any]) -> None:
    allowed = {
        "cause": dict(FAULT_CHOICES),
        "goods_state": dict(STATE_CHOICES),
        PROOF: dict(PROOF_CHOICES),
    }
    faults = {
        name: _("There is no such answer.")
        for name, known in allowed.items()
        if facts.get(name) and facts[name] not in known
    }
    if len(facts.get("part", "")) > LONGEST_PART:
        faults["part"] = _("At most {most} characters.").format(most=LONGEST_PART)
    if faults:
        raise Invalid(_("The facts cannot be saved like this."), fields=faults)
