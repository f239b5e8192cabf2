"""Files that may be one customer's: found, compared side by side, merged, taken apart again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import SEE_CASES, cases_of_customer
from aftercare.customers.merges import actions
from aftercare.customers.merges.queries import merge_row
from aftercare.customers.parties.queries import (
    SEE_CUSTOMERS,
    customer_brief,
    customer_card,
    customers_by_phone,
    doubles,
    doubles_of,
)
from aftercare.customers.units.queries import SEE_UNITS, units_of
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.web.kit.requests import Request, go, needs, page, refusals_shown_on

from . import customer_forms as forms
from .drawers import Deed, drawer, posted

MAY = ("merge_customers", "undo_merge")


@require_GET
@needs(SEE_CUSTOMERS)
def index(request: Request) -> HttpResponse:
    """Files with the name and address of an older one."""
    rows = doubles(actor=request.actor, cursor=request.GET.get("cursor", ""))
    may = request.actor.may("merges.merge_customers")
    return page(request, "desk/customers/doubles", {"page": rows, "may_merge": may})


@require_http_methods(["GET", "POST"])
@needs("merges.merge_customers")
def find(request: Request, customer_id: int) -> HttpResponse:
    """Asks for a number of the other file; the two are compared before anything happens."""
    customer_brief(actor=request.actor, customer_id=customer_id)
    form = forms.OtherFile(posted(request))
    deed = Deed(
        title=_("The same as another customer"),
        button=_("Compare"),
        done="",
        back=reverse("desk:customer", args=[customer_id]),
        help=_("Nothing happens yet: the two files are shown side by side first."),
    )
    if form.is_valid():
        with refusals_shown_on(form):
            other = _other(request, customer_id, form.cleaned_data["phone"])
            return go(request, reverse("desk:customer-merge", args=[customer_id, other]))
    return drawer(request, deed, form, lambda _given: None)


@require_http_methods(["GET", "POST"])
@needs("merges.merge_customers")
def compare(request: Request, customer_id: int, other_id: int) -> HttpResponse:
    """Both files side by side; the one that stays is chosen, with the reason."""
    for one in (customer_id, other_id):
        kept_as = customer_brief(actor=request.actor, customer_id=one).id
        if kept_as != one:  # in another window, or by somebody else
            messages.info(request, _("One of the two has been merged away already."))
            return redirect("desk:customer", kept_as)
    files = [_file(request, one) for one in sorted((customer_id, other_id))]
    form = forms.Merge(request.POST or None, files=[file["card"].brief for file in files])
    if form.is_valid():
        kept = int(form.cleaned_data["kept"])
        lost = other_id if kept == customer_id else customer_id
        with refusals_shown_on(form):
            actions.merge_customers(
                actor=request.actor,
                lost_id=lost,
                kept_id=kept,
                reason=form.cleaned_data["reason"],
                now=request.now,
            )
            messages.success(request, _("Merged. It can be undone on this page."))
            return redirect("desk:customer", kept)
    why = [row for row in doubles_of(actor=request.actor, customer_id=customer_id)
           if row.brief.id == other_id]  # fmt: skip
    context: dict[str, object] = {"files": files, "form": form, "why": why[0].why if why else []}
    return page(request, "desk/customers/compare", context)


@require_http_methods(["GET", "POST"])
@needs("merges.undo_merge")
def undo(request: Request, customer_id: int, merge_id: int) -> HttpResponse:
    merge = merge_row(actor=request.actor, merge_id=merge_id)
    if merge.kept_id != customer_id:
        raise NotFound(_("There is no such merge to undo."))
    deed = Deed(
        title=_("Make two files of it again?"),
        button=_("Undo the merge"),
        done=_("Two files again."),
        back=reverse("desk:customer", args=[customer_id]),
        help=_("What came over goes back; what came since stays here."),
        danger=True,
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.undo_merge(actor=request.actor, merge_id=merge_id, now=request.now),
    )


def _file(request: Request, customer_id: int) -> dict[str, Any]:
    """What is compared, masked: who sees both files in clear opens them beside."""
    actor = request.actor
    card = customer_card(actor=actor, customer_id=customer_id)
    return {
        "card": card,
        "units": units_of(actor=actor, customer_id=customer_id) if actor.may(SEE_UNITS) else [],
        "cases": cases_of_customer(actor=actor, customer_id=customer_id)
        if actor.may(SEE_CASES)
        else [],
    }


def _other(request: Request, customer_id: int, phone: str) -> int:
    found = [one.id for one in customers_by_phone(actor=request.actor, digits=phone)]
    others = [one for one in found if one != customer_id]
    if len(others) != 1:
        raise Invalid.of("phone", _("No other file has this number; write the whole number."))
    customer_brief(actor=request.actor, customer_id=others[0])
    return others[0]
