from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.events import UnitClosing

from .actions import keep_unit_while_staffed


def refuse_closing_while_staffed(event: UnitClosing) -> None:
    keep_unit_while_staffed(actor=SYSTEM, org_unit_id=event.org_unit_id, now=event.at)
