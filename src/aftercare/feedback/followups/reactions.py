from aftercare.casework.cases.events import CaseReopened, CaseResolved
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_resolved(event: CaseResolved) -> None:
    actions.plan_follow_up(
        actor=SYSTEM, case_id=event.case_id, pack_version_id=event.pack_version_id, now=event.at
    )


def on_case_reopened(event: CaseReopened) -> None:
    actions.drop_follow_up(actor=SYSTEM, case_id=event.case_id, now=event.at)
