"""What a technician knows of a job before and at the door, put together for one page."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.conversation.queries import AttachmentRow, attachments_of
from aftercare.customers.homes.queries import home_of
from aftercare.customers.parties.queries import customer_brief
from aftercare.customers.units.queries import unit_briefs
from aftercare.fieldservice.appointments.queries import STATE_CHOICES
from aftercare.fieldservice.hints.queries import hints_for
from aftercare.fieldservice.onsite.queries import Price, PriceSheet, price_sheet
from aftercare.fieldservice.quotes.queries import Deed, may_do
from aftercare.fieldservice.records.queries import (
    Answer,
    RecordCard,
    Stop,
    customer_shown,
    record_of,
    things_to_bring,
)
from aftercare.fieldservice.reminders.queries import TellingRow, tellings_of
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, address_of, orders_of
from aftercare.fieldservice.workorders.queries import State as Stage
from aftercare.foundation.actor import SYSTEM
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.formats import listed
from aftercare.web.kit.homes import HomeForm, home_words, initial_of
from aftercare.web.kit.requests import Request

from . import forms
from .takings import past_of, rights_of, takings_of
from .ways import link_to

TONES = {
    "on_the_way": "info",
    "arrived": "info",
    "working": "soon",
    "done": "good",
    "again": "soon",
    "declined": "soon",
}
AFTER, OTHER = "after", "other"


def row_of(stop: Stop, now: datetime) -> dict[str, Any]:
    """One stop of the round."""
    return {
        "stop": stop,
        "job": dict(JOB_CHOICES)[stop.order.job],
        "state": dict(STATE_CHOICES)[stop.visit.state],
        "tone": TONES.get(stop.visit.state, ""),
        "late": stop.visit.is_live and stop.visit.arrived_at is None and stop.visit.is_late(now),
        "address": address_of(actor=SYSTEM, order=stop.order),
    }


def job_of(request: Request, stop: Stop) -> dict[str, Any]:
    """The whole page of one visit: the stop is the proof that it is the actor's own."""
    case = case_brief(actor=SYSTEM, case_id=stop.order.case_id)
    card = record_of(actor=request.actor, order=stop.order, visit=stop.visit)
    address = address_of(actor=SYSTEM, order=stop.order)
    unit = unit_briefs(actor=SYSTEM, ids=[stop.order.unit_id] if stop.order.unit_id else [])
    home = home_of(actor=SYSTEM, customer_id=case.customer_id, address=address,
                   on=timezone.localdate(request.now))  # fmt: skip
    sheet = price_sheet(actor=request.actor, order=stop.order, now=request.now)
    return row_of(stop, request.now) | takings_of(request, stop, sheet) | {
        "case": case,
        "customer": customer_brief(actor=SYSTEM, customer_id=case.customer_id),
        "clear": customer_shown(actor=request.actor, stop=stop, case=case, at=request.now),
        "way": link_to(address, stop.order.longitude, stop.order.latitude, request),
        "unit": unit.get(stop.order.unit_id or 0),
        "home_words": home_words(home),
        "home": home,
        "home_form": HomeForm(initial=initial_of(home)),
        "rights": rights_of(case, request.now),
        "past": past_of(stop.order, case),
        "team": team_of(request, stop),
        "states": [{"code": code, "words": words, "tone": TONES.get(code, "")}
                   for code, words in STATE_CHOICES],
        "photos_told": photos_told(stop),
        "earlier": [one for one in orders_of(actor=SYSTEM, case=case)
                    if one.state == Stage.DONE and one.id != stop.order.id],
        "hints": hints_for(actor=request.actor, goods=stop.order.goods,
                           told=f"{stop.order.task} {case.description}"),
        "bring": things_to_bring(actor=request.actor, order=stop.order),
        "card": card,
        "parts": parts_of(card, sheet),
        "met": " ".join(met_by(card, sheet)),
        "waits": not may_do(Deed.MEND, price=sheet.price),
        "findings": forms.Findings(initial=_said(card, forms.Findings)),
        "found": forms.Found(initial=_said(card, forms.Found), auto_id="found_%s"),
        "again": forms.Again(),
        "off": forms.Off(auto_id="off_%s"),
        "may_tell_late": request.actor.may("reminders.announce_delay"),
        "told_late": _told_late(request, stop),
        "late_form": forms.Late(),
        "nobody_home": forms.NobodyHome(),
    }  # fmt: skip


def team_of(request: Request, stop: Stop) -> dict[str, str]:
    """Of a job for two: who comes along, and who leads; nothing where one comes alone."""
    people = member_briefs(actor=SYSTEM, ids=stop.visit.technicians)
    names = {number: people[number].name for number in stop.visit.technicians if number in people}
    others = listed(name for number, name in names.items() if number != request.actor.staff_id)
    leads = next(iter(names), 0)
    leader = "" if leads == request.actor.staff_id else names.get(leads, "")
    return {"others": others, "leader": leader} if others else {}


def _told_late(request: Request, stop: Stop) -> TellingRow | None:
    rows = tellings_of(actor=request.actor, ids=[stop.visit.id]).get(stop.visit.id, ())
    return next((row for row in reversed(rows) if row.expected_at is not None), None)


def photos_told(stop: Stop) -> list[AttachmentRow]:
    """What the customer sent of the matter."""
    case = case_brief(actor=SYSTEM, case_id=stop.order.case_id)
    rows = attachments_of(actor=SYSTEM, case=case)
    return [row for row in rows if row.public and row.file.has_thumbnail]


def parts_of(card: RecordCard, sheet: PriceSheet) -> list[dict[str, Any]]:
    """What is done at the door, part by part; `needs` in the words of `met_by`."""
    wanted = [(one.code, words) for one, words in card.wanted]
    first = [one for one in wanted if one[0] != AFTER]
    last = [one for one in wanted if one[0] == AFTER]
    steps = [f"step:{one.code}" for one in card.steps]
    steps += [f"photo:step:{one.code}" for one in card.steps if one.needs_photo]
    parts = [
        _photos("before", _("Photos before the work"), first, card),
        {"id": "price", "title": _("Price"), "icon": "receipt",
         "needs": [] if sheet.price in (Price.FREE, Price.COVERED) else ["price"]},
        {"id": "steps", "title": _("Checklist"), "icon": "checklist", "needs": steps},
        {"id": "parts", "title": _("Spare parts"), "icon": "package", "needs": []},
        {"id": "findings", "title": _("What was found and done"), "icon": "writing",
         "needs": ["findings"]},
        _photos("after", _("Photos after the work"), [*last, (OTHER, _("Other"))], card),
        {"id": "sign", "title": _("Signature"), "icon": "edit", "needs": ["signature"]},
    ]  # fmt: skip
    return [part | {"needs": " ".join(part["needs"])} for part in parts if part]


def met_by(card: RecordCard, sheet: PriceSheet) -> set[str]:
    """What has been noted, in the words by which the page asks for it."""
    met = {f"step:{one.code}" for one in card.steps if one.answer}
    met |= {f"photo:step:{one.code}" for one in card.steps if one.answer == Answer.LEFT}
    met |= {f"photo:step:{one.step}" if one.step else f"photo:{one.shows}" for one in card.photos}
    met |= {"price"} if sheet.price is Price.AGREED else set()
    met |= {"declined"} if sheet.price is Price.DECLINED else set()
    met |= {"paid"} if sheet.card and sheet.card.is_paid else set()
    met |= {"findings"} if not card.lacking.findings else set()
    return met | ({"signature"} if card.signature else set())


def _photos(
    name: str, title: str, wanted: list[tuple[str, str]], card: RecordCard
) -> dict[str, Any]:
    shelves = [
        {
            "code": code,
            "words": words,
            "photos": [one for one in card.photos if one.shows == code and not one.step],
        }
        for code, words in wanted
    ]
    needs = [f"photo:{code}" for code, _words in wanted if code != OTHER]
    return {"id": name, "title": title, "icon": "camera", "needs": needs, "shelves": shelves}


def _said(card: RecordCard, form: type[forms.Found]) -> dict[str, str]:
    said = card.findings
    return {name: getattr(said, name) for name in form.base_fields} if said else {}
