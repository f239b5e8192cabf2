"""The cash that one took at customers' doors and has to hand in, and what was counted of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.fieldservice.records.queries import SEE_RECORDS
from aftercare.money.tills.queries import own_payments, own_takings
from aftercare.web.kit.requests import Request, needs, page


@require_GET
@needs(SEE_RECORDS)
def till(request: Request) -> HttpResponse:
    out, counted = own_takings(actor=request.actor)
    total = sum(one.amount for one in out)
    payments = own_payments(actor=request.actor)
    context = {"out": out, "counted": counted, "total": total, "payments": payments}
    return page(request, "mobile/till", context)
