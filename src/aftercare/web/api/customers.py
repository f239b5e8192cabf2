"""The customer file beside what reference.py reads: addresses, contact persons, doubles."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from ninja import Router, Schema
from pydantic import Field

from aftercare.casework.timelines.queries import Happening, TimelineFilter, timeline_of
from aftercare.customers.contacts.actions import (
    add_address,
    add_person,
    correct_address,
    correct_person,
    prefer_address,
    remove_address,
    remove_person,
)
from aftercare.customers.contacts.queries import AddressRow, ContactsCard, PersonRow, contacts_of
from aftercare.customers.merges.actions import merge_customers, undo_merge
from aftercare.customers.parties.queries import (
    DoubleRow,
    customer_brief,
    customer_clear,
    doubles_of,
)
from aftercare.customers.units.actions import correct_purchase
from aftercare.customers.units.queries import PurchaseCard, purchases_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.pages import Page
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, Made

router = Router(tags=["customers"])


class AddressIn(shapes.In):
    """Province, city and district are read from the text."""

    text: Annotated[str, shapes.fits(300, least=4)]
    label: shapes.Word = ""


class PersonIn(shapes.In):
    """Who calls from `phone` is recognised as this customer."""

    name: Annotated[str, shapes.fits(60, least=1)]
    role: Annotated[str, shapes.fits(40)] = ""
    phone: Annotated[str, shapes.fits(30)] = ""
    email: shapes.Line = ""


class PurchaseIn(shapes.In):
    """`of_order` names the order; `order_no` would be its new number."""

    of_order: Annotated[str, shapes.fits(60, least=1)]
    order_no: Annotated[str, shapes.fits(60, least=1)] = ""
    channel: Annotated[str, shapes.fits(40)] = ""
    purchased_on: Annotated[date, Field(ge=date(1950, 1, 1), le=date(2199, 12, 31))] | None = None
    proof: Literal["", "invoice", "order", "card", "registered", "dealer", "none"] = ""
    sold_remotely: bool | None = None


class FilesMergeIn(shapes.In):
    lost_id: Id
    reason: Annotated[str, shapes.fits(200, least=2)]


Part = Literal[
    "cases", "contacts", "messages", "visits", "returns", "money", "consents", "goods", "file"
]


class HappeningsPage(Schema):
    rows: Sequence[Happening]
    next_cursor: str | None


@router.get("/customers/{customer_id}/contacts", response={200: ContactsCard, **PROBLEMS})
def list_contacts(request: Request, customer_id: Id) -> ContactsCard:
    """Addresses and contact persons, masked unless the file was opened in clear."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    clear = customer_clear(actor=request.actor, customer_id=customer_id, at=request.now)
    return contacts_of(actor=request.actor, customer=customer, clear=clear)


@router.get("/customers/{customer_id}/timeline", response={200: HappeningsPage, **PROBLEMS})
def read_timeline(
    request: Request,
    customer_id: Id,
    group: Part | None = None,
    unit_id: Id | None = None,
    year: Annotated[int, Field(ge=1900, le=2199)] | None = None,
    cursor: Cursor = "",
) -> Page[Happening]:
    """All that ever was with the customer, latest first, of cases in sight only."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    wanted = TimelineFilter(group=group or "", unit_id=unit_id, year=year)
    found = timeline_of(
        actor=request.actor, customer=customer, wanted=wanted, cursor=cursor, now=request.now
    )
    note_reading(actor=SYSTEM, user_id=request.actor.user_id, kind=Kind.PAGE, now=request.now)
    return found.page


@router.get("/customers/{customer_id}/purchases", response={200: list[PurchaseCard], **PROBLEMS})
def list_purchases(request: Request, customer_id: Id) -> Sequence[PurchaseCard]:
    """What was bought under one order number each, the newest first."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    return purchases_of(actor=request.actor, customer_id=customer.id)


@deed(router, "/customers/{customer_id}/purchases", out=PurchaseCard)
def correct_a_purchase(request: Request, customer_id: Id, body: PurchaseIn) -> PurchaseCard:
    """The same for all things of the order; what is left out stays."""
    given = body.dict(exclude_unset=True)
    order_no = given.pop("of_order")
    return correct_purchase(
        actor=request.actor, customer_id=customer_id, order_no=order_no, changes=given,
        now=request.now,
    )  # fmt: skip


@router.get("/customers/{customer_id}/doubles", response={200: list[DoubleRow], **PROBLEMS})
def list_doubles(request: Request, customer_id: Id) -> Sequence[DoubleRow]:
    """Other files in sight that may be the same customer's, with the signs."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    return doubles_of(actor=request.actor, customer_id=customer.id)


@deed(router, "/customers/{customer_id}/merges", out=Made)
def merge(request: Request, customer_id: Id, body: FilesMergeIn) -> Made:
    """Everything of the file `lost_id` goes to this one, where its links lead from now on."""
    number = merge_customers(
        actor=request.actor, kept_id=customer_id, now=request.now, **body.dict()
    )
    return Made(id=number)


@deed(router, "/merges/{merge_id}/undoing", out=Made)
def take_apart(request: Request, merge_id: Id) -> Made:
    """Two files again; answers with the id of the one that is back."""
    return Made(id=undo_merge(actor=request.actor, merge_id=merge_id, now=request.now))


@deed(router, "/customers/{customer_id}/addresses", out=AddressRow)
def new_address(request: Request, customer_id: Id, body: AddressIn) -> AddressRow:
    """One more place of the customer; its region is read from the text."""
    return add_address(actor=request.actor, customer_id=customer_id, now=request.now, **body.dict())


@deed(router, "/addresses/{address_id}", out=AddressRow)
def mend_address(request: Request, address_id: Id, body: AddressIn) -> AddressRow:
    """Corrects an address; cases and work orders that were taken down keep theirs."""
    return correct_address(
        actor=request.actor, address_id=address_id, now=request.now, **body.dict()
    )


@deed(router, "/addresses/{address_id}/preference", out=Done)
def put_address_first(request: Request, address_id: Id) -> Done:
    """It becomes the first address; asks that the file is open in clear."""
    prefer_address(actor=request.actor, address_id=address_id, now=request.now)
    return Done()


@deed(router, "/addresses/{address_id}/removal", out=Done)
def drop_address(request: Request, address_id: Id) -> Done:
    """Takes an address out of the customer's file; past cases keep what they say."""
    remove_address(actor=request.actor, address_id=address_id, now=request.now)
    return Done()


@deed(router, "/customers/{customer_id}/people", out=PersonRow)
def new_person(request: Request, customer_id: Id, body: PersonIn) -> PersonRow:
    """Somebody else to talk to there; whoever calls from the number is recognised."""
    return add_person(actor=request.actor, customer_id=customer_id, now=request.now, **body.dict())


@deed(router, "/people/{person_id}", out=PersonRow)
def mend_person(request: Request, person_id: Id, body: PersonIn) -> PersonRow:
    """Corrects a contact person; a former number stays with the customer."""
    return correct_person(actor=request.actor, person_id=person_id, now=request.now, **body.dict())


@deed(router, "/people/{person_id}/removal", out=Done)
def drop_person(request: Request, person_id: Id) -> Done:
    """Takes a contact person away; the number stays until it is removed itself."""
    remove_person(actor=request.actor, person_id=person_id, now=request.now)
    return Done()
