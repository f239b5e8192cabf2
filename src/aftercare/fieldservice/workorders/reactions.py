from aftercare.casework.cases.events import CaseMerged
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_case_merged(event: CaseMerged) -> None:
    actions.follow_merge(actor=SYSTEM, case_id=event.case_id, kept_id=event.kept_id, now=event.at)
