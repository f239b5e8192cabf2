from aftercare.casework.commitments.events import (
    CommitmentBroken,
    CommitmentEndangered,
    CommitmentEscalated,
)
from aftercare.casework.resolutions.events import (
    ApprovalAsked,
    CustomerAnswered,
    ResolutionJudged,
)
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_commitment_endangered(event: CommitmentEndangered) -> None:
    actions.warn_of_commitment(
        actor=SYSTEM,
        case_id=event.case_id,
        code=event.code,
        percent=event.percent,
        now=event.at,
    )


def on_commitment_broken(event: CommitmentBroken) -> None:
    actions.report_breach(
        actor=SYSTEM, case_id=event.case_id, code=event.code, tell=event.tell, now=event.at
    )


def on_commitment_escalated(event: CommitmentEscalated) -> None:
    actions.escalate_commitment(
        actor=SYSTEM,
        case_id=event.case_id,
        code=event.code,
        minutes=event.minutes,
        tell=event.tell,
        now=event.at,
    )


def on_approval_asked(event: ApprovalAsked) -> None:
    actions.ask_to_approve(actor=SYSTEM, case_id=event.case_id, step=event.step, now=event.at)


def on_resolution_judged(event: ResolutionJudged) -> None:
    actions.tell_of_approval(
        actor=SYSTEM,
        case_id=event.case_id,
        granted=event.granted,
        by_user_id=event.by_user_id,
        now=event.at,
    )


def on_customer_answered(event: CustomerAnswered) -> None:
    actions.tell_of_answer(actor=SYSTEM, case_id=event.case_id, agreed=event.agreed, now=event.at)
