from aftercare.casework.cases.events import CaseOpened
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_opened(event: CaseOpened) -> None:
    actions.note_marks(actor=SYSTEM, case_id=event.case_id, now=event.at)
