from aftercare.casework.cases.events import CaseClassified, CaseOpened
from aftercare.casework.cases.queries import Kind
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_opened(event: CaseOpened) -> None:
    if event.classification.kind == Kind.RETURN_EXCHANGE:
        actions.ask_for_claim(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_case_classified(event: CaseClassified) -> None:
    before, after = event.before.kind, event.classification.kind
    if before == after:
        return
    if after == Kind.RETURN_EXCHANGE:
        actions.ask_for_claim(actor=SYSTEM, case_id=event.case_id, now=event.at)
    elif before == Kind.RETURN_EXCHANGE:
        actions.drop_claim(actor=SYSTEM, case_id=event.case_id, now=event.at)
