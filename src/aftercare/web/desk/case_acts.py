"""How a step of a case calls its action."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases import actions as cases
from aftercare.casework.cases.queries import CaseBrief, case_id_of
from aftercare.casework.chats.actions import answer_in_chat
from aftercare.casework.conversation import actions as conversation
from aftercare.casework.intake.actions import register_again
from aftercare.casework.intake.queries import Intake
from aftercare.casework.mailbox.actions import reply_by_mail
from aftercare.casework.relations import actions as relations
from aftercare.casework.triage import actions as triage
from aftercare.customers.parties import actions as parties
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.requests import Request

from . import case_choices as choices
from . import case_forms as f

Values = dict[str, Any]
Perform = Callable[[Request, CaseBrief, Values], object]


def call(action: Callable[..., object], *, versioned: bool = True) -> Perform:
    """The action with the case, the version shown and the typed values."""

    def perform(request: Request, case: CaseBrief, values: Values) -> object:
        if not versioned:
            values.pop("version", None)
        return action(actor=request.actor, case_id=case.id, now=request.now, **values)

    return perform


def by_number(action: Callable[..., object], field: str, *, versioned: bool = True) -> Perform:
    """As `call`; a number that no case in sight has is told at its field."""
    plain = call(action, versioned=versioned)

    def perform(request: Request, case: CaseBrief, values: Values) -> object:
        _numbered(request, field, values)
        return plain(request, case, values)

    return perform


def _numbered(request: Request, field: str, values: Values) -> int:
    try:
        return case_id_of(actor=request.actor, number=values[field])
    except NotFound as none:
        raise Invalid.of(field, _("There is no such case.")) from none


def contact(request: Request, case: CaseBrief, values: Values) -> object:
    values.pop("version")
    files = kept_files(actor=request.actor, files=values.pop("attachments"), now=request.now)
    return conversation.log_contact(
        actor=request.actor,
        case_id=case.id,
        outbound=values.pop("direction") == "out",
        file_ids=files,
        now=request.now,
        **values,
    )


def note(request: Request, case: CaseBrief, values: Values) -> object:
    files = kept_files(actor=request.actor, files=values["attachments"], now=request.now)
    return conversation.add_note(
        actor=request.actor, case_id=case.id, text=values["text"], file_ids=files, now=request.now
    )


def mail(request: Request, case: CaseBrief, values: Values) -> object:
    files = kept_files(actor=request.actor, files=values["attachments"], now=request.now)
    return reply_by_mail(
        actor=request.actor,
        case_id=case.id,
        subject=values["subject"],
        text=values["text"],
        file_ids=files,
        now=request.now,
    )


def chat(request: Request, case: CaseBrief, values: Values) -> object:
    return answer_in_chat(
        actor=request.actor, case_id=case.id, text=values["text"], now=request.now
    )


def classify(request: Request, case: CaseBrief, values: Values) -> object:
    return triage.confirm_triage(
        actor=request.actor,
        case_id=case.id,
        classification=choices.classification_of(case, values),
        version=values["version"],
        safety=values["safety"],
        reason=values["reason"],
        now=request.now,
    )


def again(request: Request, case: CaseBrief, values: Values) -> object:
    said = Intake(channel=values["channel"], description=values["description"])
    fresh = register_again(actor=request.actor, case_id=case.id, intake=said, now=request.now)
    return fresh.case.number


def edit(request: Request, case: CaseBrief, values: Values) -> object:
    return cases.edit_case(
        actor=request.actor, case_id=case.id, unit_id=case.unit_id, now=request.now, **values
    )


def link(request: Request, case: CaseBrief, values: Values) -> object:
    return relations.link_cases(
        actor=request.actor,
        case_id=case.id,
        other_id=_numbered(request, "other_number", values),
        kind=values["kind"],
        now=request.now,
    )


def reveal(request: Request, case: CaseBrief, values: Values) -> object:
    said = dict(f.Reveal.base_fields["reason"].choices)  # type: ignore[attr-defined]
    reason = f"{said[values['reason']]} {values['more']}".strip()
    return parties.reveal_customer(
        actor=request.actor,
        customer_id=case.customer_id,
        case_id=case.id,
        reason=reason,
        now=request.now,
    )
