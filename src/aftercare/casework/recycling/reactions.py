from aftercare.casework.cases.events import CaseClassified, CaseOpened
from aftercare.casework.cases.queries import Kind
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_opened(event: CaseOpened) -> None:
    if event.classification.kind == Kind.RECYCLING:
        actions.await_certificate(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_case_classified(event: CaseClassified) -> None:
    before, after = event.before.kind, event.classification.kind
    if before == after:
        return
    if after == Kind.RECYCLING:
        actions.await_certificate(actor=SYSTEM, case_id=event.case_id, now=event.at)
    elif before == Kind.RECYCLING:
        actions.drop_certificate(actor=SYSTEM, case_id=event.case_id, now=event.at)
