"""What can be done on a case about work orders: opening one."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import OPEN, CaseBrief
from aftercare.casework.resolutions.queries import ResolutionRow
from aftercare.customers.units.queries import units_of
from aftercare.fieldservice.carecontracts.actions import make_contract
from aftercare.fieldservice.carecontracts.queries import Draft
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft, job_of, orders_of
from aftercare.people.organisation.queries import unit_tree
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from . import order_forms as f
from .case_step import CaseStep
from .contract_forms import CaseContract, unit_words


def station_choices(request: Request) -> list[tuple[Any, Any]]:
    """Stations first; whoever else may go out stands apart."""
    units = unit_tree(actor=request.actor)
    stations = [(unit.id, unit.name) for unit in units if unit.kind == "station"]
    others = [(unit.id, unit.name) for unit in units if unit.kind != "station"]
    if not stations or not others:
        return [*stations, *others]
    return [(_("Stations"), stations), (_("Other units"), others)]


def offers(request: Request, case: CaseBrief) -> dict[str, Any]:
    owned = units_of(actor=request.actor, customer_id=case.customer_id)
    return {
        "units": [(unit.id, f"{unit.title} {unit.model_name} {unit.serial}".strip())
                  for unit in owned],
        "stations": station_choices(request),
        "earlier": [(order.id, f"{order.number} {order.goods}")
                    for order in orders_of(actor=request.actor, case=case)],
    }  # fmt: skip


def initial(case: CaseBrief, _resolutions: Sequence[ResolutionRow]) -> dict[str, Any]:
    return {
        "job": job_of(case.classification.kind),
        "unit_id": case.unit_id or "",
        "goods": "" if case.unit_id else case.product_text,
        "task": case.subject,
        "priority": 1 if case.classification.urgent else 2,
    }


def open_one(request: Request, case: CaseBrief, values: acts.Values) -> str:
    values.pop("version")
    draft = OrderDraft(**values)
    return open_order(actor=request.actor, case_id=case.id, draft=draft, now=request.now).number


def contract_offers(request: Request, case: CaseBrief) -> dict[str, Any]:
    return {
        "units": [(unit.id, unit_words(unit))
                  for unit in units_of(actor=request.actor, customer_id=case.customer_id)],
        "stations": station_choices(request),
        "on": timezone.localdate(request.now),
    }  # fmt: skip


def contract_initial(case: CaseBrief, _resolutions: Sequence[ResolutionRow]) -> dict[str, Any]:
    return {"unit_ids": [case.unit_id], "org_unit_id": case.org_unit_id}


def begin_contract(request: Request, case: CaseBrief, values: acts.Values) -> str:
    values.pop("version")
    draft = Draft(customer_id=case.customer_id, **values)
    return make_contract(actor=request.actor, draft=draft, now=request.now).number


ORDER_STEPS = (
    CaseStep(
        code="open-order",
        label=_("Open a work order"),
        done=_("Work order %s is open; the case waits for it."),
        permission="workorders.open_order",
        form=f.OpenOrder,
        perform=open_one,
        stages=OPEN,
        icon="tools",
        offers=offers,
        initial=initial,
        help=_("A job at the customer's place, with its norm, checklist and needs."),
        keys="o",
    ),
    CaseStep(
        code="make-contract",
        label=_("Make a care contract"),
        done=_("Care contract %s is made; its visits are planned."),
        permission="carecontracts.make_contract",
        form=CaseContract,
        perform=begin_contract,
        suits=lambda case: case.unit_id is not None,
        icon="refresh",
        offers=contract_offers,
        initial=contract_initial,
        help=_("Care that comes again, for the customer and the product of this case."),
    ),
)
