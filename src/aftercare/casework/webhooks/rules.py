"""Which events programs can be told of, and what they are told: never a word about a person."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from aftercare.casework.cases import events as cases
from aftercare.casework.commitments import events as commitments
from aftercare.casework.conversation import events as conversation
from aftercare.casework.resolutions import events as resolutions

VERSION = 1
"""Raised when a field goes or changes its meaning; a new field does not raise it."""
PING = "ping"
CODES: dict[type, str] = {
    cases.CaseOpened: "case.opened",
    cases.CaseClassified: "case.classified",
    cases.CaseAssigned: "case.assigned",
    cases.CaseAdvanced: "case.stage_changed",
    cases.CaseResolved: "case.resolved",
    cases.CaseReopened: "case.reopened",
    cases.CaseClosed: "case.closed",
    cases.CaseMerged: "case.merged",
    conversation.ContactLogged: "contact.logged",
    resolutions.ResolutionProposed: "resolution.proposed",
    resolutions.ResolutionAgreed: "resolution.agreed",
    resolutions.ResolutionRefused: "resolution.refused",
    resolutions.ResolutionCarriedOut: "resolution.carried_out",
    commitments.DateAgreed: "date.agreed",
    commitments.CommitmentEndangered: "promise.endangered",
    commitments.CommitmentBroken: "promise.broken",
}
CATALOGUE = tuple(CODES.values())
ABOUT = frozenset({"case_id", "number", "at"})
"""What every event says; the rest is its own."""


def data_of(event: Any) -> dict[str, Any]:
    """What an event says of its own: ids, codes and moments."""
    return {
        one.name: _plain(getattr(event, one.name)) for one in fields(event) if one.name not in ABOUT
    }


def payload(
    code: str,
    *,
    at: datetime,
    sequence: int,
    case: Mapping[str, Any] | None,
    data: Mapping[str, Any],
) -> str:
    """The body of a call. `sequence` grows from event to event of a case."""
    said = {
        "version": VERSION,
        "id": f"event-{sequence}",
        "type": code,
        "at": at.isoformat(),
        "sequence": sequence,
        "data": dict(data),
    }
    if case is not None:
        said["case"] = {name: _plain(value) for name, value in case.items()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, cases.Classification):
        return value.codes()
    return list(value) if isinstance(value, tuple) else value
