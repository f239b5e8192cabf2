from aftercare.casework.commitments.events import (
    CommitmentBroken,
    CommitmentEndangered,
    CommitmentEscalated,
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
