"""Further addresses of a customer, and the people to talk to there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.customers.contacts import actions, queries
from aftercare.customers.parties.queries import customer_brief
from aftercare.web.kit.requests import Request, needs

from . import customer_forms as forms
from .drawers import Deed, drawer, posted

MAY = (
    "add_address",
    "correct_address",
    "remove_address",
    "prefer_address",
    "add_person",
    "correct_person",
    "remove_person",
)


@require_http_methods(["GET", "POST"])
@needs("contacts.add_address")
def add_address(request: Request, customer_id: int) -> HttpResponse:
    customer_brief(actor=request.actor, customer_id=customer_id)
    return drawer(
        request,
        _deed(customer_id, _("Add an address"), _("Add")),
        forms.Address(request.POST or None),
        lambda given: actions.add_address(
            actor=request.actor, customer_id=customer_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.correct_address")
def address(request: Request, customer_id: int, address_id: int) -> HttpResponse:
    known = queries.address_of(actor=request.actor, address_id=address_id, at=request.now)
    before = {"text": known.text, "label": known.label}
    return drawer(
        request,
        _deed(customer_id, _("Correct the address"), _("Save")),
        forms.Address(request.POST or None, initial=before),
        lambda given: actions.correct_address(
            actor=request.actor, address_id=address_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.prefer_address")
def prefer_address(request: Request, customer_id: int, address_id: int) -> HttpResponse:
    known = queries.address_of(actor=request.actor, address_id=address_id, at=request.now)
    words = _("New cases are assigned by it. The first address until now stays among the others.")
    return _sure(
        request,
        _deed(customer_id, f"{_('Put this address first?')} {known.text}", _("Put first"), words),
        lambda: actions.prefer_address(actor=request.actor, address_id=address_id, now=request.now),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.remove_address")
def remove_address(request: Request, customer_id: int, address_id: int) -> HttpResponse:
    known = queries.address_of(actor=request.actor, address_id=address_id, at=request.now)
    return _sure(
        request,
        _deed(customer_id, f"{_('Remove this address?')} {known.text}", _("Remove"), danger=True),
        lambda: actions.remove_address(actor=request.actor, address_id=address_id, now=request.now),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.add_person")
def add_person(request: Request, customer_id: int) -> HttpResponse:
    customer_brief(actor=request.actor, customer_id=customer_id)
    return drawer(
        request,
        _deed(customer_id, _("Add a contact person"), _("Add")),
        forms.Person(request.POST or None),
        lambda given: actions.add_person(
            actor=request.actor, customer_id=customer_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.correct_person")
def person(request: Request, customer_id: int, person_id: int) -> HttpResponse:
    known = queries.person_of(actor=request.actor, person_id=person_id, at=request.now)
    before = {name: getattr(known, name) for name in forms.Person.base_fields}
    return drawer(
        request,
        _deed(customer_id, _("Correct the contact person"), _("Save")),
        forms.Person(request.POST or None, initial=before),
        lambda given: actions.correct_person(
            actor=request.actor, person_id=person_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.remove_person")
def remove_person(request: Request, customer_id: int, person_id: int) -> HttpResponse:
    known = queries.person_of(actor=request.actor, person_id=person_id, at=request.now)
    words = _("The number stays with the customer.")
    title = f"{_('Remove this contact person?')} {known.name}"
    return _sure(
        request,
        _deed(customer_id, title, _("Remove"), words, danger=True),
        lambda: actions.remove_person(actor=request.actor, person_id=person_id, now=request.now),
    )


def _sure(request: Request, deed: Deed, perform: Callable[[], object]) -> HttpResponse:
    def given(_nothing: dict[str, Any]) -> object:
        return perform()

    return drawer(request, deed, forms.Sure(posted(request)), given)


def _deed(
    customer_id: int, title: str, button: str, words: str = "", *, danger: bool = False
) -> Deed:
    return Deed(
        title=title,
        button=button,
        done=_("Saved."),
        back=reverse("desk:customer", args=[customer_id]),
        help=words,
        danger=danger,
    )
