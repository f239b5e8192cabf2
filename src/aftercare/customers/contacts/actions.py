"""Writing down where a customer is to be found, and with whom to talk there."""

from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.parties.actions import add_phone, correct_customer, keep_name
from aftercare.customers.parties.queries import (
    customer_brief,
    customer_clear,
    phone_of,
    sight_of,
)
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.regions import region_of

from . import rules
from .models import Address, Person
from .queries import AddressRow, PersonRow, address_row, person_row


class TooMany(Refusal):
    """More than a file can hold."""


@action
def add_address(
    *, actor: Actor, customer_id: int, text: str, now: datetime, label: str = ""
) -> AddressRow:
    """One more place of the customer; its region is read from the text. Raises Invalid."""
    customer_brief(actor=actor, customer_id=customer_id)
    said = _checked({"text": text.strip(), "label": label.strip()}, needed="text")
    known = list(Address.objects.filter(customer_id=customer_id))
    if said["text"] in {one.text for one in known}:
        raise Invalid.of("text", _("This address stands in the file already."))
    if len(known) >= rules.MOST:
        raise TooMany(_("A file holds at most {most} of them.").format(most=rules.MOST))
    address = Address.objects.create(
        customer_id=customer_id, region=region_of(said["text"]), added_at=now, **said
    )
    _note(actor, "customer.address_added", address, now)
    return address_row(address, clear=False)


@action
def correct_address(
    *, actor: Actor, address_id: int, text: str, now: datetime, label: str = ""
) -> AddressRow:
    address = _address(actor, address_id)
    said = _checked({"text": text.strip(), "label": label.strip()}, needed="text")
    address.text, address.label = said["text"], said["label"]
    address.region = region_of(said["text"])
    address.save(update_fields=["text", "label", "region"])
    _note(actor, "customer.address_corrected", address, now)
    return address_row(address, clear=False)


@action
def remove_address(*, actor: Actor, address_id: int, now: datetime) -> None:
    address = _address(actor, address_id)
    _note(actor, "customer.address_removed", address, now)
    address.delete()


@action
def prefer_address(*, actor: Actor, address_id: int, now: datetime) -> None:
    """It becomes the first address, by which cases are assigned; the one that was stays too.

    Only who has the file open in clear decides that. Raises NotFound.
    """
    address = _address(actor, address_id)
    clear = customer_clear(actor=actor, customer_id=address.customer_id, at=now)
    if clear is None:
        raise NotFound(_("Show the file in clear first."))
    changes = {"address": address.text, "region": address.region}
    correct_customer(actor=actor, customer_id=address.customer_id, changes=changes, now=now)
    _note(actor, "customer.address_preferred", address, now)
    if not clear.address:
        address.delete()
        return
    address.text, address.region, address.label = clear.address, region_of(clear.address), ""
    address.save(update_fields=["text", "region", "label"])


@action
def add_person(
    *,
    actor: Actor,
    customer_id: int,
    name: str,
    now: datetime,
    role: str = "",
    phone: str = "",
    email: str = "",
) -> PersonRow:
    """Somebody to talk to there; whoever calls from the number is recognised. Raises Invalid."""
    customer_brief(actor=actor, customer_id=customer_id)
    said = _checked(
        {"name": name.strip(), "role": role.strip(), "email": email.strip()}, needed="name"
    )
    if Person.objects.filter(customer_id=customer_id).count() >= rules.MOST:
        raise TooMany(_("A file holds at most {most} of them.").format(most=rules.MOST))
    person = Person(customer_id=customer_id, added_at=now, **said)
    person.phone_id = _number(actor, customer_id, phone, now)
    person.save()
    _named(person, now)
    _note(actor, "customer.contact_added", person, now)
    return person_row(person, clear=False)


@action
def correct_person(
    *,
    actor: Actor,
    person_id: int,
    name: str,
    now: datetime,
    role: str = "",
    phone: str = "",
    email: str = "",
) -> PersonRow:
    """A number that is no longer this person's stays with the customer."""
    person = _person(actor, person_id)
    said = _checked(
        {"name": name.strip(), "role": role.strip(), "email": email.strip()}, needed="name"
    )
    former = person.name
    person.name, person.role, person.email = said["name"], said["role"], said["email"]
    person.phone_id = _number(actor, person.customer_id, phone, now)
    person.save()
    _named(person, now, former=former)
    _note(actor, "customer.contact_corrected", person, now)
    return person_row(Person.objects.select_related("phone").get(id=person.id), clear=False)


@action
def remove_person(*, actor: Actor, person_id: int, now: datetime) -> None:
    """The number stays with the customer until it is removed itself."""
    person = _person(actor, person_id)
    _note(actor, "customer.contact_removed", person, now)
    former, person.name = person.name, ""
    _named(person, now, former=former)
    person.delete()


@action
def move_contacts(
    *, actor: Actor, customer_id: int, to: int, now: datetime, only: dict[str, list[int]] | None
) -> dict[str, list[int]]:
    """Addresses and people go to another file: all, or those of the ids in `only`; which, by id."""
    moved = {}
    for key, model in (("addresses", Address), ("people", Person)):
        rows = model.objects.filter(customer_id=customer_id)
        if only is not None:
            rows = rows.filter(id__in=only.get(key, []))
        moved[key] = sorted(rows.values_list("id", flat=True))
        model.objects.filter(id__in=moved[key]).update(customer_id=to)
    for person in Person.objects.filter(id__in=moved["people"]):
        keep_name(actor=SYSTEM, customer_id=customer_id, name="", former=person.name,
                  person=person.id, now=now)  # fmt: skip
        _named(person, now)
    subject = f"customer:{customer_id}"
    count = sum(map(len, moved.values()))
    record(actor=actor, verb="customer.contacts_moved", subject=subject, at=now, count=count)
    return moved


def _named(person: Person, now: datetime, *, former: str = "") -> None:
    """The customer is found by the names of its people."""
    keep_name(actor=SYSTEM, customer_id=person.customer_id, name=person.name, former=former,
              person=person.id, now=now)  # fmt: skip


def _checked(said: dict[str, str], *, needed: str) -> dict[str, str]:
    faults = rules.faults_of(said, needed=needed)
    if faults:
        sentences = {
            rules.Fault.MISSING: _("This is needed."),
            rules.Fault.TOO_SHORT: _("Write the whole address."),
        }
        fields = {
            field: sentences.get(fault)
            or _("At most {most} characters.").format(most=rules.LONGEST[field])
            for field, fault in faults.items()
        }
        raise Invalid(_("The customer's data cannot be right."), fields=fields)
    return said


def _number(actor: Actor, customer_id: int, phone: str, now: datetime) -> int | None:
    if not phone.strip():
        return None
    add_phone(actor=actor, customer_id=customer_id, phone=phone, now=now)
    found = phone_of(actor=actor, customer_id=customer_id, digits=phone)
    return found.id if found else None


def _address(actor: Actor, address_id: int) -> Address:
    in_sight = sight_of(actor=actor, path="customer_id")
    found = Address.objects.select_for_update().filter(in_sight, id=address_id).first()
    if found is None:
        raise NotFound(_("There is no such address."))
    return found


def _person(actor: Actor, person_id: int) -> Person:
    in_sight = sight_of(actor=actor, path="customer_id")
    found = Person.objects.select_for_update().filter(in_sight, id=person_id).first()
    if found is None:
        raise NotFound(_("There is no such contact person."))
    return found


def _note(actor: Actor, verb: str, row: Address | Person, now: datetime) -> None:
    record(actor=actor, verb=verb, subject=f"customer:{row.customer_id}", at=now)
