from aftercare.casework.cases.events import CaseClassified, CaseOpened
from aftercare.foundation.actor import SYSTEM

from . import actions
from .rules import has_checklist


def on_case_opened(event: CaseOpened) -> None:
    if has_checklist(event.classification.kind):
        actions.await_acceptance(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_case_classified(event: CaseClassified) -> None:
    before = has_checklist(event.before.kind)
    after = has_checklist(event.classification.kind)
    if after and not before:
        actions.await_acceptance(actor=SYSTEM, case_id=event.case_id, now=event.at)
    elif before and not after:
        actions.drop_acceptance(actor=SYSTEM, case_id=event.case_id, now=event.at)
