"""What the customer tells of the home before somebody comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.casework.cases.queries import case_brief
from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.queries import home_of
from aftercare.fieldservice.workorders.queries import address_of, orders_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.homes import HomeForm, initial_of
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from .customer import holder_of


@require_http_methods(["GET", "POST"])
def tell(request: Request, token: str, order_id: int) -> HttpResponse:
    """Floor, lift, parking, children, pets: for the address that the order leads to."""
    actor, case_id = holder_of(token)
    case = case_brief(actor=actor, case_id=case_id)
    order = next((o for o in orders_of(actor=actor, case=case) if o.id == order_id), None)
    if order is None or not order.is_live:
        raise NotFound
    address = address_of(actor=SYSTEM, order=order)
    known = home_of(actor=actor, customer_id=case.customer_id, address=address,
                    on=timezone.localdate(request.now))  # fmt: skip
    form = HomeForm(request.POST if request.method == "POST" else None, initial=initial_of(known))
    if form.is_valid():
        with refusals_shown_on(form):
            note_home(actor=actor, customer_id=case.customer_id, address=address,
                      facts=form.facts(), now=request.now)  # fmt: skip
            messages.success(request, _("Thank you: whoever comes will know."))
            return redirect("portal:follow", token)
    status = 422 if form.errors else 200
    return page(request, "portal/home_facts", {"form": form, "token": token}, status=status)
