"""Customers: found by what people know of them, masked until there is a reason (R-IN-04)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import SEE_CASES, cases_of_customer
from aftercare.customers.contacts.queries import contacts_of
from aftercare.customers.merges.queries import merges_into
from aftercare.customers.parties import actions, queries
from aftercare.customers.parties.queries import SEE_CUSTOMERS
from aftercare.customers.products.queries import SEE_PRODUCTS, ModelBrief, models, models_by_codes
from aftercare.customers.units import actions as unit_actions
from aftercare.customers.units.queries import SEE_UNITS, units_by_code, units_of
from aftercare.fieldservice.carecontracts.queries import SEE_CONTRACTS, ContractFilter
from aftercare.fieldservice.carecontracts.queries import contracts as contracts_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.web.kit.requests import Request, needs, page

from . import contacts, merges
from . import customer_forms as forms
from .drawers import Deed, Otherwise, drawer, posted
from .messaging import wish_words

MOST_PROPOSED = 300
MAY = ("reveal_customer", "correct_customer", "add_phone", "remove_phone")


@require_GET
@needs(SEE_CUSTOMERS)
def index(request: Request) -> HttpResponse:
    """Everybody, newest first; or who is meant by a number, a name, a serial or an order."""
    form = forms.Search(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = queries.customers(actor=request.actor, text=text, cursor=request.GET.get("cursor"))
    units = []
    if text and not rows.rows and request.actor.may(SEE_UNITS):
        units = units_by_code(actor=request.actor, code=text)
    owners = queries.customer_briefs(actor=request.actor, ids=[unit.customer_id for unit in units])
    context: dict[str, object] = {
        "page": rows,
        "text": text,
        "found_units": [(unit, owners[unit.customer_id]) for unit in units],
        "grades": dict(queries.GRADE_CHOICES),
        "may_export": request.actor.may("registers.export_records"),
        "may_import": request.actor.may("registers.write_records"),
    }
    return page(request, "desk/customers/index", context)


@require_GET
@needs(SEE_CUSTOMERS)
def show(request: Request, customer_id: int) -> HttpResponse:
    """One customer's file: who it is, what is owned, what was ever the matter."""
    actor = request.actor
    card = queries.customer_card(actor=actor, customer_id=customer_id)
    if card.brief.id != customer_id:
        messages.info(request, _("This file was merged into the one that you see."))
        return redirect("desk:customer", card.brief.id)
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.PAGE, now=request.now)
    clear = queries.customer_clear(actor=actor, customer_id=customer_id, at=request.now)
    context: dict[str, object] = {
        "customer": card,
        "clear": clear,
        "kinds": dict(queries.KIND_CHOICES),
        "grades": dict(queries.GRADE_CHOICES),
        "units": [],
        "cases": [],
        "contacts": contacts_of(actor=actor, customer=card.brief, clear=clear),
        "doubles": queries.doubles_of(actor=actor, customer_id=customer_id),
        "merges": merges_into(actor=actor, customer_id=customer_id),
        "may": {name: actor.may(f"parties.{name}") for name in MAY}
        | {name: actor.may(f"contacts.{name}") for name in contacts.MAY}
        | {name: actor.may(f"merges.{name}") for name in merges.MAY}
        | {"note_wishes": actor.may("messaging.note_wishes")}
        | {"take_request": actor.may("datarequests.take_request")}
        | {"add_unit": actor.may("units.add_unit")}
        | {"make_contract": actor.may("carecontracts.make_contract")},
        "contracts": [],
    }
    context["wishes"] = wish_words(actor, card.brief)
    if actor.may(SEE_UNITS):
        context["units"] = units_of(actor=actor, customer_id=customer_id)
    if context["units"] and actor.may(SEE_CONTRACTS):  # a contract is for products
        wanted = ContractFilter(customer_id=customer_id)
        on = timezone.localdate(request.now)
        context["contracts"] = contracts_of(actor=actor, wanted=wanted, on=on).rows
    if actor.may(SEE_CASES):
        context["cases"] = cases_of_customer(actor=actor, customer_id=customer_id)
    return page(request, "desk/customers/show", context)


@require_http_methods(["GET", "POST"])
@needs("parties.reveal_customer")
def reveal(request: Request, customer_id: int) -> HttpResponse:
    """Asks for the reason, notes it, and shows the file in clear for some hours."""
    queries.customer_brief(actor=request.actor, customer_id=customer_id)
    deed = Deed(
        title=_("Show in clear"),
        button=_("Show in clear"),
        done=_("Shown; your reason is kept."),
        back=_file(customer_id),
        lists={"reasons": [str(reason) for reason in forms.REASONS]},
    )
    return drawer(
        request,
        deed,
        forms.Reveal(request.POST or None),
        lambda given: actions.reveal_customer(
            actor=request.actor, customer_id=customer_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("parties.correct_customer")
def correct(request: Request, customer_id: int) -> HttpResponse:
    """Only who has the file open in clear corrects it: the old values stand in the form."""
    clear = queries.customer_clear(actor=request.actor, customer_id=customer_id, at=request.now)
    if clear is None:
        raise NotFound(_("Show the file in clear first."))
    brief = queries.customer_brief(actor=request.actor, customer_id=customer_id)
    before: dict[str, Any] = {
        "name": clear.name,
        "kind": brief.kind,
        "grade": brief.grade,
        "email": clear.email,
        "address": clear.address,
        "notes": clear.notes,
    }
    form = forms.Correct(request.POST or None, initial=before)
    deed = Deed(
        title=_("Correct the file"),
        button=_("Save"),
        done=_("Saved."),
        back=_file(customer_id),
    )

    def perform(given: dict[str, Any]) -> None:
        changes = {name: text for name, text in given.items() if text != before[name]}
        if changes:
            actions.correct_customer(
                actor=request.actor, customer_id=customer_id, changes=changes, now=request.now
            )

    return drawer(request, deed, form, perform)


@require_http_methods(["GET", "POST"])
@needs("parties.add_phone")
def add_phone(request: Request, customer_id: int) -> HttpResponse:
    queries.customer_brief(actor=request.actor, customer_id=customer_id)
    deed = Deed(
        title=_("Add a phone number"),
        button=_("Add"),
        done=_("Number added."),
        back=_file(customer_id),
    )
    return drawer(
        request,
        deed,
        forms.AddPhone(request.POST or None),
        lambda given: actions.add_phone(
            actor=request.actor, customer_id=customer_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("parties.remove_phone")
def remove_phone(request: Request, customer_id: int, phone_id: int) -> HttpResponse:
    queries.customer_brief(actor=request.actor, customer_id=customer_id)
    deed = Deed(
        title=_("Remove this number?"),
        button=_("Remove"),
        done=_("Number removed."),
        back=_file(customer_id),
        help=_("The customer is not found by it any more."),
        danger=True,
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.remove_phone(
            actor=request.actor, customer_id=customer_id, phone_id=phone_id, now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("units.add_unit")
def add_unit(request: Request, customer_id: int) -> HttpResponse:
    queries.customer_brief(actor=request.actor, customer_id=customer_id)
    deed = Deed(
        title=_("Add a product"),
        button=_("Add"),
        done=_("Product added."),
        back=_file(customer_id),
        lists={"models": _model_words(request)},
    )

    def perform(given: dict[str, Any]) -> Otherwise | None:
        said = given.pop("model")
        model = _model_meant(request, said)
        if model and given["serial"].strip() and _has(request, customer_id, model.id, given):
            there = _("{model} with this serial number is in the file already; nothing was added.")
            return Otherwise(said=there.format(model=model.code))
        unit_actions.add_unit(
            actor=request.actor,
            customer_id=customer_id,
            model_id=model.id if model else None,
            described_as="" if model else said,
            now=request.now,
            **given,
        )
        if model:
            return None
        added = _("Product added in your words: “{said}” is no model of the catalogue.")
        return Otherwise(said=added.format(said=said))

    return drawer(
        request, deed, forms.AddUnit(request.POST or None, initial=request.GET.dict()), perform
    )


def _model_meant(request: Request, said: str) -> ModelBrief | None:
    """The one with the code at the end of what was said; of two brands, the one that is named."""
    found = models_by_codes(actor=request.actor, codes=[said.rpartition(" · ")[2]])
    named = [one for one in found if said.startswith(one.brand)]
    return found[0] if len(found) == 1 else named[0] if len(named) == 1 else None


def _has(request: Request, customer_id: int, model_id: int, given: dict[str, Any]) -> bool:
    serial = given["serial"].strip().casefold()
    units = units_of(actor=request.actor, customer_id=customer_id)
    return any(one.model_id == model_id and one.serial.casefold() == serial for one in units)


def _model_words(request: Request) -> list[str]:
    if not request.actor.may(SEE_PRODUCTS):
        return []
    rows = models(actor=request.actor, limit=MOST_PROPOSED).rows
    return [f"{m.brand} {m.name} · {m.code}" for m in rows if m.is_sold]


def _file(customer_id: int) -> str:
    return reverse("desk:customer", args=[customer_id])
