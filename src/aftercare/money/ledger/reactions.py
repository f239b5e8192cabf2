from aftercare.casework.resolutions.events import ResolutionAgreed
from aftercare.fieldservice.quotes.events import CustomerPaid, CustomerPaidBack
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_resolution_agreed(event: ResolutionAgreed) -> None:
    actions.note_promise(
        actor=SYSTEM, case_id=event.case_id, resolution_id=event.resolution_id, now=event.at
    )


def on_customer_paid(event: CustomerPaid) -> None:
    actions.note_receipt(actor=SYSTEM, paid=event, now=event.at)


def on_customer_paid_back(event: CustomerPaidBack) -> None:
    actions.note_refund(actor=SYSTEM, back=event, now=event.at)
