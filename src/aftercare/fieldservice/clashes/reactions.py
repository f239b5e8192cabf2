from aftercare.foundation.actor import SYSTEM
from aftercare.people.rosters.events import LeaveApproved

from . import actions


def on_leave_approved(event: LeaveApproved) -> None:
    actions.tell_of_leave(
        actor=SYSTEM,
        member_id=event.member_id,
        from_at=event.from_at,
        until_at=event.until_at,
        now=event.at,
    )
