"""The record of a visit on paper: for the desk and the customer's page alike (R-FS-07)."""

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.customers.units.queries import unit_briefs
from aftercare.feedback.followups.queries import follow_ups_of
from aftercare.fieldservice.appointments.queries import AppointmentBrief, appointments_of
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.quotes.queries import QuotationCard, covered_by, quotation_of
from aftercare.fieldservice.quotes.queries import State as Answer
from aftercare.fieldservice.records.queries import RecordCard, records_of
from aftercare.fieldservice.workorders.queries import (
    JOB_CHOICES,
    OrderBrief,
    State,
    days_it_must_hold,
    record_word,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import open_file
from aftercare.people.organisation.queries import company_card, unit_names
from aftercare.people.staff.queries import member_briefs

from .formats import listed, money
from .requests import Request
from .sheets import sheet

TEMPLATE = Path(__file__).parent / "templates" / "kit" / "service_record.typ"
SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 320 120" width="320" height="120"><image width="320" height="120"'
    ' preserveAspectRatio="xMinYMid meet" xlink:href="data:{mime};base64,{data}"/></svg>'
)
Row = tuple[str, str]


def record_sheet(request: Request, order: OrderBrief) -> HttpResponse:
    """Of an order that is done. Whoever holds the brief has seen it. Raises NotFound before."""
    if order.state != State.DONE or order.ended_at is None:
        raise NotFound(_("There is a record once the work is done."))
    company = company_card(actor=SYSTEM)
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    cards = records_of(actor=SYSTEM, order=order)
    visits = appointments_of(actor=SYSTEM, orders=[order]).get(order.id, [])
    agreed = _agreed(order)
    said = {
        "title": _("Service record"),
        "company": {"name": company.name or _("our company"), "phone": company.phone},
        "rows": [*_order_rows(order, case), *_visit_rows(visits)],
        "done": [
            *_found_rows(order, cards),
            *_part_rows(order, agreed),
            *_fee_rows(order, agreed),
            *_warranty_rows(order),
        ],
        "signed": _("Signature of the customer"),
        "signer": _signer(cards),
        "asked": _("How was it?"),
        "satisfied": _satisfaction(case),
        "signature": _signature(cards),
        "check": _("Scan to see that this record is ours."),
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
    }
    word = record_word(actor=SYSTEM, order_id=order.id)
    address = request.build_absolute_uri(reverse("portal:record", args=[word]))
    code = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=0)
    picture = code.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = HttpResponse(sheet(_template(), said, picture=picture), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{order.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _order_rows(order: OrderBrief, case: CaseBrief) -> list[Row]:
    units = unit_briefs(actor=SYSTEM, ids=[order.unit_id] if order.unit_id else [])
    unit = units.get(order.unit_id or 0)
    station = unit_names(actor=SYSTEM, ids=[order.org_unit_id]).get(order.org_unit_id, "")
    rows = [
        (_("Number"), order.number),
        (_("Case"), case.number),
        (_("Job"), str(dict(JOB_CHOICES)[order.job])),
        (_("What is worked on"), order.goods),
        (_("Serial number"), unit.serial if unit else ""),
        (_("Station"), station),
        (_("Rework"), _("yes: free of charge") if order.is_rework else ""),
    ]
    return [(name, words) for name, words in rows if words]


def _visit_rows(visits: Iterable[AppointmentBrief]) -> list[Row]:
    """Who came and when, visit by visit."""
    came = [one for one in visits if one.arrived_at]
    ids = {member for one in came for member in one.technicians}
    names = {key: one.name for key, one in member_briefs(actor=SYSTEM, ids=ids).items()}
    rows = []
    for one in came:
        who = listed(names[member] for member in one.technicians if member in names)
        until = f" – {_time(one.ended_at)}" if one.ended_at else ""
        rows.append((_("Visit"), f"{_moment(one.arrived_at)}{until}  {who}"))
    return rows


def _found_rows(order: OrderBrief, cards: Sequence[RecordCard]) -> list[Row]:
    """As it was noted at the door; where nothing was, what the order was finished with."""
    told = [card.findings for card in cards if card.findings]
    named = (
        (_("Fault found"), "fault"),
        (_("Cause"), "cause"),
        (_("Work done"), "work"),
        (_("How it was tried"), "tested"),
    )
    rows = [
        (label, "\n".join(filter(None, (getattr(one, name) for one in told))))
        for label, name in named
    ]
    if not any(words for _label, words in rows):
        rows = [(_("Work done"), order.end_note)]
    return [(label, words) for label, words in rows if words]


def _part_rows(order: OrderBrief, card: QuotationCard | None) -> list[Row]:
    """With what each costs the customer, where some of them do."""
    used = parts_of_order(actor=SYSTEM, order=order).used
    charged = [one.words for one in card.items if one.sum] if card else []
    said = [f"{one.part_name} ×{one.count} {one.serial}".strip() for one in used]
    if card is not None and not card.is_free:
        paid = [any(row.startswith(f"{one.part_code} ") for row in charged) for one in used]
        said = [f"{words} · {_('charged') if costs else _('not charged')}"
                for words, costs in zip(said, paid, strict=True)]  # fmt: skip
    return [(_("Parts replaced"), "\n".join(said))] if said else []


def _agreed(order: OrderBrief) -> QuotationCard | None:
    """The price that holds: nobody pays what was declined, or never answered."""
    card = quotation_of(actor=SYSTEM, order=order)
    holds = card is not None and (not card.total_amount or card.state == Answer.ACCEPTED)
    return card if holds else None


def _fee_rows(order: OrderBrief, card: QuotationCard | None) -> list[Row]:
    """What it cost the customer, line by line, or why nothing; what a contract includes first."""
    covered = covered_by(actor=SYSTEM, order=order)
    if card is None:
        return [(_("Fees"), f"{_('free of charge')}: {covered}")] if covered else []
    if card.is_free:
        because = f"{_('free of charge')}: {card.clause}" if card.clause else _("free of charge")
        return [(_("Fees"), because)]
    words = [f"{one.words} ×{one.count}  {money(one.sum)}" for one in card.items]
    paid = f" · {_('paid')}" if card.is_paid else ""
    rows = [(_("Fees"), "\n".join([*words, f"{_('Together')}  {money(card.total_amount)}{paid}"]))]
    if covered:
        rows.insert(0, (_("Included"), f"{_('Labour and trip')}: {covered}"))
    return rows


def _satisfaction(case: CaseBrief) -> str:
    """What the customer said, else the boxes to be ticked on paper."""
    asked = follow_ups_of(actor=SYSTEM, case=case)
    stars = next((row.stars for row in reversed(asked) if row.stars is not None), None)
    if stars is None:
        return _("□ very satisfied   □ satisfied   □ so-so   □ not satisfied")
    return _("{n} of 5 stars").format(n=stars)


def _signer(cards: Sequence[RecordCard]) -> str:
    """Who signed last, and when."""
    signed = [card.signature for card in cards if card.signature]
    return f"{signed[-1].signer}  {_moment(signed[-1].signed_at)}" if signed else ""


def _warranty_rows(order: OrderBrief) -> list[Row]:
    if order.job != "repair" or order.ended_at is None:
        return []
    done = timezone.localdate(order.ended_at)
    days = days_it_must_hold(actor=SYSTEM, line=order.product_line, goods=order.goods, on=done)
    until = done + timedelta(days=days)
    words = _("The same fault again until %(until)s is repaired free of charge.")
    return [(_("Warranty of the repair"), words % {"until": until.isoformat()})]


def _signature(cards: Sequence[RecordCard]) -> str:
    """The last one, as a picture that typst can set; "" where nobody signed."""
    signed = [card.signature for card in cards if card.signature]
    if not signed:
        return ""
    file = open_file(actor=SYSTEM, file_id=signed[-1].file.id)
    with file.stream as stream:
        data = base64.b64encode(stream.read()).decode()
    return SIGNATURE.format(mime=file.mime, data=data)


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _time(at: datetime) -> str:
    return timezone.localtime(at).strftime("%H:%M")


@cache
def _template() -> str:
    return TEMPLATE.read_text("utf-8")
