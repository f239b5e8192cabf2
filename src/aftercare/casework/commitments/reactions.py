"""What happens to a case starts, keeps and ends its promises."""

from aftercare.casework.cases.events import (
    CaseClassified,
    CaseClosed,
    CaseMerged,
    CaseOpened,
    CaseReopened,
    CaseResolved,
)
from aftercare.casework.cases.queries import case_brief
from aftercare.casework.conversation.events import ContactLogged
from aftercare.casework.pauses.events import CasePaused, CaseResumed
from aftercare.casework.resolutions.events import (
    FindingsRecorded,
    ResolutionAgreed,
    ResolutionCarriedOut,
    ResolutionProposed,
)
from aftercare.casework.resolutions.queries import resolutions_of
from aftercare.foundation.actor import SYSTEM
from aftercare.policy.packs.queries import MetOn, StartsOn

from . import actions
from .queries import CLOSED, SETTLES


def on_case_opened(event: CaseOpened) -> None:
    actions.start_commitments(
        actor=SYSTEM,
        case_id=event.case_id,
        occasion=StartsOn.OPENED,
        started_at=event.received_at,
        unasked=event.unasked,
        now=event.at,
    )


def on_case_classified(event: CaseClassified) -> None:
    if event.classification != event.before:
        actions.recompute_commitments(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_contact_logged(event: ContactLogged) -> None:
    """A promise of a reply is kept by a real outbound contact, never by a change of status."""
    if event.outbound and event.reached:
        actions.meet_commitments(
            actor=SYSTEM,
            case_id=event.case_id,
            by={MetOn.REACHED, MetOn.REACHED_BY_OWNER} if event.by_owner else {MetOn.REACHED},
            met_by=f"contact:{event.contact_id}",
            at=event.at,
            now=event.at,
        )


def on_findings_recorded(event: FindingsRecorded) -> None:
    _meet(event.case_id, MetOn.FINDINGS, "findings", event)


def on_resolution_proposed(event: ResolutionProposed) -> None:
    _meet(event.case_id, MetOn.PROPOSED, f"resolution:{event.resolution_id}", event)


def on_resolution_agreed(event: ResolutionAgreed) -> None:
    agreed = resolutions_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=event.case_id))
    actions.start_commitments(
        actor=SYSTEM,
        case_id=event.case_id,
        occasion=StartsOn.AGREED,
        resolution=next(row.kind for row in agreed if row.id == event.resolution_id),
        started_at=event.at,
        now=event.at,
    )


def on_resolution_carried_out(event: ResolutionCarriedOut) -> None:
    _meet(event.case_id, MetOn.CARRIED_OUT, f"resolution:{event.resolution_id}", event)


def on_case_resolved(event: CaseResolved) -> None:
    actions.meet_commitments(
        actor=SYSTEM,
        case_id=event.case_id,
        by=SETTLES,
        met_by="case.resolved",
        at=event.at,
        settled=True,
        now=event.at,
    )
    actions.start_commitments(
        actor=SYSTEM,
        case_id=event.case_id,
        occasion=StartsOn.RESOLVED,
        started_at=event.at,
        now=event.at,
    )


def on_case_reopened(event: CaseReopened) -> None:
    actions.reopen_commitments(actor=SYSTEM, case_id=event.case_id, since=event.since, now=event.at)
    if event.escalated:
        actions.recompute_commitments(actor=SYSTEM, case_id=event.case_id, now=event.at)
        actions.start_commitments(
            actor=SYSTEM,
            case_id=event.case_id,
            occasion=StartsOn.DISSATISFIED,
            started_at=event.at,
            now=event.at,
        )


def on_case_closed(event: CaseClosed) -> None:
    actions.end_commitments(actor=SYSTEM, case_id=event.case_id, why=CLOSED, now=event.at)


def on_case_merged(event: CaseMerged) -> None:
    actions.end_commitments(actor=SYSTEM, case_id=event.case_id, why="merged", now=event.at)


def on_case_paused(event: CasePaused) -> None:
    actions.rearm_commitments(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_case_resumed(event: CaseResumed) -> None:
    actions.rearm_commitments(actor=SYSTEM, case_id=event.case_id, now=event.at)


def _meet(
    case_id: int,
    by: MetOn,
    met_by: str,
    event: FindingsRecorded | ResolutionProposed | ResolutionCarriedOut,
) -> None:
    actions.meet_commitments(
        actor=SYSTEM, case_id=case_id, by={by}, met_by=met_by, at=event.at, now=event.at
    )
