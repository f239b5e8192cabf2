"""Agreed visits that leave would take from under the customers (R-FS-02, R-FS-03)."""

from datetime import datetime

from aftercare.fieldservice.appointments.queries import AppointmentBrief, agreed_within
from aftercare.foundation.actor import SYSTEM, Actor


def visits_touched(
    *, actor: Actor, member_id: int, from_at: datetime, until_at: datetime, now: datetime
) -> list[AppointmentBrief]:
    """Those that a member has agreed to within, the first first; what is over counts no more."""
    del actor
    return agreed_within(
        actor=SYSTEM, technician_id=member_id, since=max(from_at, now), until=until_at
    )
