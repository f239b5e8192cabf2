"""The record of a visit: as a PDF for the customer, and what its code opens for anybody."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import case_brief
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, checked_order, orders_of
from aftercare.foundation.errors import NotFound
from aftercare.foundation.sign_ins.queries import PORTAL_LOOKUPS
from aftercare.web.kit.limits import one_try
from aftercare.web.kit.requests import Request, page
from aftercare.web.kit.service_records import record_sheet

from .customer import holder_of, visitor


@require_GET
def check(request: Request, word: str) -> HttpResponse:
    """Number, job, day and station: whoever holds the paper sees that it is ours."""
    found = checked_order(actor=visitor(), word=word)
    if found is None:
        one_try(request, "portal.record", PORTAL_LOOKUPS)
    context: dict[str, object] = {
        "record": found,
        "job": dict(JOB_CHOICES)[found.job] if found else "",
    }
    return page(request, "portal/record", context, status=200 if found else 404)


@require_GET
def printed(request: Request, token: str, order_id: int) -> HttpResponse:
    """The paper, for the customer of the case."""
    actor, case_id = holder_of(token)
    case = case_brief(actor=actor, case_id=case_id)
    order = next((o for o in orders_of(actor=actor, case=case) if o.id == order_id), None)
    if order is None:
        raise NotFound
    return record_sheet(request, order)
