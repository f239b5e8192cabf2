"""What the page of a work order shows."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, case_brief, case_briefs
from aftercare.customers.homes.queries import SEE_HOMES, home_of
from aftercare.customers.parties.queries import (
    SEE_CUSTOMERS,
    customer_briefs,
    customer_clear,
)
from aftercare.customers.units.queries import SEE_UNITS, unit_briefs
from aftercare.fieldservice.workorders.queries import (
    Named,
    OrderBrief,
    StepSpec,
    address_of,
    following,
    gear_names,
    norm_of,
    order_brief,
    order_briefs,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.privacy.rules import mask_address
from aftercare.foundation.regions import region_name
from aftercare.people.organisation.queries import unit_names
from aftercare.people.skills.queries import skills
from aftercare.web.kit.formats import listed
from aftercare.web.kit.homes import home_words
from aftercare.web.kit.requests import Request

from .history_words import told
from .order_parts import panel_of
from .order_times import times_of
from .quotes import quote_panel

MAY = ("change_order", "finish_order", "call_off_order", "open_order")
HISTORY = 50


def context_of(request: Request, order_id: int) -> dict[str, Any]:
    """All that the page shows; the number of queries does not depend on the order."""
    actor, now = request.actor, request.now
    order = order_brief(actor=actor, order_id=order_id)
    case = case_brief(actor=SYSTEM, case_id=order.case_id)  # who sees the order, sees whose it is
    norm = norm_of(actor=actor, job=order.job, product_line=order.product_line, goods=order.goods)
    entries = history(actor=SYSTEM, subject=f"order:{order.id}", limit=HISTORY).rows
    return {
        "order": order,
        "case": case,
        "sees_case": actor.may(SEE_CASES) and bool(case_briefs(actor=actor, ids=[case.id])),
        "is_late": order.is_live and bool(order.due_at and order.due_at < now),
        "may": {name: actor.may(f"workorders.{name}") for name in MAY},
        "station": unit_names(actor=actor, ids=[order.org_unit_id]).get(order.org_unit_id, ""),
        "steps": [_step(step) for step in norm.checklist],
        "tools": listed([words_of(one) for one in norm.tools]),
        "photos": listed([words_of(one) for one in norm.photos]),
        "gear": listed(_gear(request, order)),
        "skills": listed(_skills(request, order)),
        "before": order_briefs(actor=actor, ids=[order.follows_id or 0]).get(order.follows_id or 0),
        "after": following(actor=actor, order=order),
        "times": times_of(request, order),
        "entries": told(actor=actor, rows=entries, now=now),
        "spare": panel_of(request, order),
        "quote": quote_panel(request, order),
        **_whose(request, order, case),
    }


def words_of(one: Named | StepSpec) -> str:
    """In the reader's language."""
    chinese = (get_language() or "zh").startswith("zh")
    return one.text_zh if chinese else one.text_en


def _whose(request: Request, order: OrderBrief, case: CaseBrief) -> dict[str, Any]:
    """Customer, product and place; the address in clear only while a look in clear is open."""
    actor, customer_id = request.actor, case.customer_id
    customer, clear, unit = None, None, None
    if actor.may(SEE_CUSTOMERS):
        customer = customer_briefs(actor=actor, ids=[customer_id]).get(customer_id)
        clear = customer and customer_clear(
            actor=actor, customer_id=customer_id, case_id=case.id, at=request.now
        )
    if order.unit_id and actor.may(SEE_UNITS):
        unit = unit_briefs(actor=actor, ids=[order.unit_id]).get(order.unit_id)
    address = address_of(actor=SYSTEM, order=order)
    home = None
    if actor.may(SEE_HOMES):
        home = home_of(
            actor=actor, customer_id=customer_id, address=address,
            on=timezone.localdate(request.now),
        )  # fmt: skip
    return {
        "customer": customer,
        "clear": clear,
        "unit": unit,
        "address": address if clear else mask_address(address),
        "place": region_name(order.region),
        "home": home,
        "home_words": home_words(home),
    }


def _step(step: StepSpec) -> dict[str, object]:
    return {"words": words_of(step), "is_danger": step.is_danger, "photo": step.needs_photo}


def _gear(request: Request, order: OrderBrief) -> list[str]:
    names = gear_names(actor=request.actor)
    return [words_of(names[code]) if code in names else code for code in order.gear]


def _skills(request: Request, order: OrderBrief) -> list[str]:
    if not order.skills:
        return []
    on = timezone.localdate(request.now)
    names = {skill.id: skill.name for skill in skills(actor=SYSTEM, on=on)}
    return [names[one] for one in order.skills if one in names]
