"""With whom one talks at a customer's, and where: masked unless the file is open in clear."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import (
    SEE_CUSTOMERS,
    CustomerBrief,
    CustomerClear,
    customer_clear,
    sight_of,
)
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.privacy.rules import mask_address, mask_mail, mask_name, mask_phone
from aftercare.foundation.regions import region_name

from .models import Address, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRow:
    """`place` is the region by name, `text` the whole address or, masked, as far as the district.

    `province`, `city` and `district` are codes, "" where the address does not name them.
    """

    id: int
    label: str
    text: str
    place: str
    province: str
    city: str
    district: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    id: int
    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsCard:
    """`clear` says whether names, numbers and streets are readable."""

    clear: bool
    addresses: list[AddressRow]
    people: list[PersonRow]


def contacts_of(
    *, actor: Actor, customer: CustomerBrief, clear: CustomerClear | None
) -> ContactsCard:
    """Two queries, however many there are. `customer` proves the sight, `clear` the disclosure."""
    actor.must(SEE_CUSTOMERS)
    readable = clear is not None and clear.id == customer.id
    addresses = Address.objects.filter(customer_id=customer.id).order_by("id")
    people = Person.objects.filter(customer_id=customer.id).select_related("phone").order_by("id")
    return ContactsCard(
        clear=readable,
        addresses=[address_row(one, clear=readable) for one in addresses],
        people=[person_row(one, clear=readable) for one in people],
    )


def address_of(*, actor: Actor, address_id: int, at: datetime) -> AddressRow:
    """In clear, for correcting it. Raises NotFound unless the file is open in clear."""
    actor.must(SEE_CUSTOMERS)
    in_sight = sight_of(actor=actor, path="customer_id")
    found = Address.objects.filter(in_sight, id=address_id).first()
    if found is None or customer_clear(actor=actor, customer_id=found.customer_id, at=at) is None:
        raise NotFound(_("There is no such address."))
    return address_row(found, clear=True)


def person_of(*, actor: Actor, person_id: int, at: datetime) -> PersonRow:
    """In clear, for correcting it. Raises NotFound unless the file is open in clear."""
    actor.must(SEE_CUSTOMERS)
    in_sight = sight_of(actor=actor, path="customer_id")
    found = Person.objects.select_related("phone").filter(in_sight, id=person_id).first()
    if found is None or customer_clear(actor=actor, customer_id=found.customer_id, at=at) is None:
        raise NotFound(_("There is no such contact person."))
    return person_row(found, clear=True)


def address_row(address: Address, *, clear: bool) -> AddressRow:
    region = address.region
    return AddressRow(
        id=address.id,
        label=address.label,
        text=address.text if clear else mask_address(address.text),
        place=region_name(region),
        province=region[:2],
        city=region[:4] if len(region) >= len("3301") else "",
        district=region if len(region) == len("330106") else "",
    )


def person_row(person: Person, *, clear: bool) -> PersonRow:
    number = person.phone.number if person.phone else ""
    return PersonRow(
        id=person.id,
        name=person.name if clear else mask_name(person.name),
        role=person.role,
        phone=number if clear else mask_phone(number),
        email=person.email if clear else mask_mail(person.email),
    )
