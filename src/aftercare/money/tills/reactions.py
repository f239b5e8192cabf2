from aftercare.fieldservice.quotes.events import CustomerPaid, CustomerPaidBack
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_customer_paid(event: CustomerPaid) -> None:
    actions.note_cash(actor=SYSTEM, paid=event, now=event.at)


def on_customer_paid_back(event: CustomerPaidBack) -> None:
    actions.note_cash_back(actor=SYSTEM, back=event, now=event.at)
