"""What somebody takes along to jobs on paper: a sheet for each work order (R-FS-01)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief, case_briefs
from aftercare.customers.parties.queries import SEE_CUSTOMERS, CustomerBrief, customer_briefs
from aftercare.fieldservice.appointments.queries import (
    SEE_APPOINTMENTS,
    AppointmentBrief,
    appointments_of,
)
from aftercare.fieldservice.parts.queries import Piece, pieces_to_bring
from aftercare.fieldservice.workorders.queries import (
    JOB_CHOICES,
    OrderBrief,
    gear_names,
    norm_of,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.regions import region_name
from aftercare.people.organisation.queries import company_card, unit_names
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.formats import listed, moment, tongue
from aftercare.web.kit.requests import Request
from aftercare.web.kit.sheets import sheet

from .order_page import words_of
from .settlement_paper import as_pdf

TEMPLATE = Path(__file__).parent / "templates" / "desk" / "orders" / "job_sheets.typ"
Row = tuple[str, str]


def job_sheets(request: Request, orders: Sequence[OrderBrief]) -> HttpResponse:
    """Customers stay masked; as many questions for many orders as for one."""
    actor = request.actor
    found = case_briefs(actor=SYSTEM, ids={order.case_id for order in orders})
    cases = {case.id: case for case in found}
    known: Mapping[int, CustomerBrief] = {}
    if actor.may(SEE_CUSTOMERS):
        known = customer_briefs(actor=actor, ids={one.customer_id for one in cases.values()})
    told: Mapping[int, AppointmentBrief] = {}
    if actor.may(SEE_APPOINTMENTS):
        visits = appointments_of(actor=actor, orders=orders)
        told = {order: one for order, some in visits.items() for one in some if one.is_live}
    who = {member for one in told.values() for member in one.technicians}
    names = {key: one.name for key, one in member_briefs(actor=SYSTEM, ids=who).items()}
    stations = unit_names(actor=actor, ids={order.org_unit_id for order in orders})
    pieces = pieces_to_bring(actor=actor, order_ids=[order.id for order in orders])
    said = {
        "title": _("Job sheet"),
        "company": company_card(actor=SYSTEM).name or _("our company"),
        "lang": tongue(),
        "checklist": _("Checklist"),
        "danger": _("not to be skipped"),
        "notes": _("Notes"),
        "signed": [_("Technician"), _("Customer")],
        "sheets": [
            {
                "number": order.number,
                "heading": f"{dict(JOB_CHOICES)[order.job]} · {order.goods}",
                "rows": [
                    row
                    for row in (
                        *_whose(order, cases[order.case_id], known),
                        *_when(order, told.get(order.id), names),
                        (_("Station"), stations.get(order.org_unit_id, "")),
                        (_("What is to be done"), order.task),
                        *_along(order, pieces.get(order.id, [])),
                    )
                    if row[1]
                ],
                "steps": _steps(order),
            }
            for order in orders
        ],
    }
    made = sheet(TEMPLATE.read_text(encoding="utf-8"), said, picture="")
    return as_pdf(made, orders[0].number if len(orders) == 1 else "job-sheets")


def _whose(order: OrderBrief, case: CaseBrief, known: Mapping[int, CustomerBrief]) -> list[Row]:
    customer = known.get(case.customer_id)
    place = customer.place if customer else ""
    return [
        (_("Case"), case.number),
        (_("Customer"), f"{customer.name}  {customer.phone}" if customer else ""),
        (_("Place"), place or region_name(order.region)),
    ]


def _when(order: OrderBrief, visit: AppointmentBrief | None, names: Mapping[int, str]) -> list[Row]:
    work = _("%(n)s min") % {"n": order.minutes}
    rows = [(_("Minutes of work"), f"{work} · {_('Two persons')}" if order.persons > 1 else work)]
    if visit is None:
        return rows
    until = moment(visit.window_until).rpartition(" ")[2]
    people = listed(names[one] for one in visit.technicians if one in names)
    return [(_("Visit"), f"{moment(visit.window_from)} – {until}  {people}"), *rows]


def _along(order: OrderBrief, pieces: Sequence[Piece]) -> list[Row]:
    norm = norm_of(actor=SYSTEM, job=order.job, product_line=order.product_line, goods=order.goods)
    gear = gear_names(actor=SYSTEM)
    return [
        (_("Parts to bring"), listed(f"{one.name} {one.code} ×{one.count}" for one in pieces)),
        (_("Protective gear"),
         listed(words_of(gear[code]) if code in gear else code for code in order.gear)),
        (_("Tools"), listed(words_of(one) for one in norm.tools)),
    ]  # fmt: skip


def _steps(order: OrderBrief) -> list[dict[str, Any]]:
    norm = norm_of(actor=SYSTEM, job=order.job, product_line=order.product_line, goods=order.goods)
    return [{"words": words_of(one), "danger": one.is_danger} for one in norm.checklist]
