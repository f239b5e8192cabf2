from aftercare.casework.resolutions.events import ResolutionAgreed
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_resolution_agreed(event: ResolutionAgreed) -> None:
    actions.note_promise(
        actor=SYSTEM, case_id=event.case_id, resolution_id=event.resolution_id, now=event.at
    )
