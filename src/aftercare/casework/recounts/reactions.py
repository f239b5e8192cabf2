from aftercare.foundation.actor import SYSTEM
from aftercare.policy.calendars.events import CalendarsChanged

from . import actions


def on_calendars_changed(event: CalendarsChanged) -> None:
    actions.recount_commitments(actor=SYSTEM, codes=event.codes, why=event.why, now=event.at)
