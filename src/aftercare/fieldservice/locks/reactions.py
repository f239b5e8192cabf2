from aftercare.casework.visits.events import BookingOver
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_booking_over(event: BookingOver) -> None:
    """With the visit its lock is over; one that was moved keeps it where the same people come."""
    actions.keep_lock(actor=SYSTEM, appointment_id=event.reference, now=event.at)
