"""What a visit takes and costs, and what is known of the thing: the rest of the page of a job."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from aftercare.casework.cases.queries import CaseBrief, cases_of_unit
from aftercare.casework.rights.queries import entitlement_of
from aftercare.fieldservice.onsite.queries import Price, PriceSheet, next_times, parts_at_hand
from aftercare.fieldservice.parts.queries import parts_of_order, used_on_unit
from aftercare.fieldservice.quotes.queries import WAY_CHOICES
from aftercare.fieldservice.records.queries import Stop
from aftercare.fieldservice.stores.queries import MovementRow
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.entitlements import OptionWords, in_words
from aftercare.web.kit.requests import Request
from aftercare.web.kit.slots import SlotForm, nothing_words, window_words

from . import forms

FEW = 5


def takings_of(request: Request, stop: Stop, sheet: PriceSheet) -> dict[str, Any]:
    """Parts at hand, the price and how it stands, what was paid, the next time."""
    booked, slots = next_times(actor=request.actor, stop=stop, now=request.now)
    words = ""
    if booked is not None:
        words = window_words(booked.window_from, booked.window_until, request.now)
    payments = sheet.card.payments if sheet.card else []
    fitted = parts_of_order(actor=SYSTEM, order=stop.order)
    return {
        "sheet": sheet,
        "given": _given(fitted.used, sheet),
        "at_hand": parts_at_hand(actor=request.actor, order=stop.order),
        "fitted": fitted,
        "old_part": forms.OldPart(),
        "pay": forms.Pay(),
        "paid": next((one for one in payments if one.back_at is None), None),
        "ways_to_pay": dict(WAY_CHOICES),
        "booked": words,
        "times": SlotForm(slots=slots, now=request.now) if slots and slots.free else None,
        "no_times": nothing_words(slots, request.now) if slots and not slots.free else "",
    }


def _given(used: Sequence[MovementRow], sheet: PriceSheet) -> set[int]:
    """The movements of parts that the price to which the customer agreed leaves out."""
    if sheet.card is None or sheet.price is not Price.AGREED or sheet.card.is_free:
        return set()
    agreed = [one.words for one in sheet.card.items]
    return {one.id for one in used
            if not any(words.startswith(f"{one.part_code} ") for words in agreed)}  # fmt: skip


def rights_of(case: CaseBrief, now: datetime) -> tuple[OptionWords, ...]:
    """What the customer is entitled to for this thing, and what is over."""
    card = entitlement_of(actor=SYSTEM, case=case, on=timezone.localdate(now))
    words = in_words(card)
    return (*words.live, *words.over)[:FEW]


def past_of(order: OrderBrief, case: CaseBrief) -> dict[str, Any]:
    """Earlier cases of the thing, and the parts that were fitted to it."""
    if order.unit_id is None:
        return {}
    cases = [one for one in cases_of_unit(actor=SYSTEM, unit_id=order.unit_id) if one.id != case.id]
    fitted = used_on_unit(actor=SYSTEM, unit_id=order.unit_id)
    return {
        "cases": cases[-FEW:],
        "fitted": [one for one in fitted if one.order_id != order.id][-FEW:],
    }
