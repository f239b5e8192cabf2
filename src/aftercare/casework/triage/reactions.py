from aftercare.casework.cases.events import CaseClassified
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_classified(event: CaseClassified) -> None:
    actions.note_decision(
        actor=SYSTEM, case_id=event.case_id, classification=event.classification, now=event.at
    )
