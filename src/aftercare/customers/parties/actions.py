"""Writes on customers. The audit keeps ids only; what was said stands sealed with the customer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_unused
from aftercare.foundation.names import folded
from aftercare.foundation.privacy import keys
from aftercare.foundation.privacy.actions import erase_about, note_reveal
from aftercare.foundation.privacy.rules import is_phone, normal_phone
from aftercare.foundation.regions import in_use, is_region, region_of
from aftercare.foundation.rows import new_row, put_rows_off, write_rows, write_rows_now
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind

from . import models, rules
from .models import Customer, Disclosure, NameWord, Phone, Sight, hash_of_name, holder_of, words_for
from .queries import CustomerBrief, CustomerClear, brief_of, clear_of, kept_of

LONGEST_NAME, LONGEST_TEXT = 60, 500
FILLED = "name name_token phone email email_token address address_token region notes".split()  # noqa: SIM905


class NumberOfAnother(Refusal):
    """The number leads to another customer's file already."""


@action
def find_or_register_customer(
    *,
    actor: Actor,
    name: str,
    phone: str,
    now: datetime,
    address: str = "",
    region: str = "",
    email: str = "",
    kind: str = Customer.Kind.PERSON,
) -> CustomerBrief:
    """The customer with this number (or, without one, this mail address), else a new one.

    Called twice at once with the same number it gives the same customer. What the file lacks is
    filled in; what it holds is not overwritten. Raises Invalid.
    """
    number = _checked_phone(phone) if phone.strip() else ""
    _check_texts(name=name, address=address, email=email, region=region)
    known = _known(number, email)
    if known is None:
        region = in_use(region) or region_of(address)
        fresh = new_row(Customer, kind=kind, region=region, registered_at=now)
        _address(fresh, address)
        _name(fresh, name)
        _mail(fresh, email)
        _save(fresh, number, now)
        subject = f"customer:{fresh.id}"
        record(actor=actor, verb="customer.registered", subject=subject, at=now,
               region=fresh.region)  # fmt: skip
        return brief_of(fresh)
    filled = _fill_in(known, name=name, address=address, region=region, email=email)
    if filled:
        record(actor=actor, verb="customer.completed", subject=f"customer:{known.id}", at=now,
               fields=filled)  # fmt: skip
    return brief_of(known)


@action
def correct_customer(
    *, actor: Actor, customer_id: int, changes: dict[str, str], now: datetime
) -> CustomerBrief:
    """`changes`: name, email, address, region, notes, kind, grade → new text. Raises Invalid."""
    customer = _locked(actor, customer_id)
    unknown = set(changes) - {"name", "email", "address", "region", "notes", "kind", "grade"}
    if unknown:
        raise Invalid(_("There is no such field."), fields=dict.fromkeys(unknown, "?"))
    _check_texts(**{key: text for key, text in changes.items() if key not in ("kind", "grade")})
    _check_choices(changes)
    former = customer.name
    for key, text in changes.items():
        if key == "name":
            _name(customer, text)
        elif key == "email":
            _mail(customer, text)
        elif key == "address":
            _address(customer, text)
        else:
            setattr(customer, key, in_use(text.strip()) if key == "region" else text.strip())
    if "address" in changes and "region" not in changes:
        customer.region = region_of(customer.address) or customer.region
    customer.save()
    if customer.name != former:
        keep_name(actor=actor, customer_id=customer.id, name=customer.name, former=former, now=now)
    record(actor=actor, verb="customer.corrected", subject=f"customer:{customer.id}", at=now,
           fields=sorted(changes))  # fmt: skip
    return brief_of(customer)


@action
def add_phone(
    *, actor: Actor, customer_id: int, phone: str, now: datetime, label: str = ""
) -> CustomerBrief:
    """Raises NumberOfAnother where the number leads to another file. Twice is once."""
    customer = _locked(actor, customer_id)
    number = _checked_phone(phone)
    write_rows_now(Phone)
    holder = Phone.objects.filter(number_index=keys.index_of_phone(number)).first()
    if holder is not None and holder.customer_id != customer.id:
        raise NumberOfAnother(
            _("This number belongs to another customer's file."),
            fields={"phone": _("This number belongs to another customer's file.")},
        )
    if holder is None:
        _add_number(customer, number, now, label=label.strip()[:20])
        write_rows_now(Phone)
        if not customer.phone:
            customer.phone = number
            customer.save(update_fields=["phone"])
        record(actor=actor, verb="customer.phone_added", subject=f"customer:{customer.id}", at=now)
    return brief_of(customer)


@action
def remove_phone(*, actor: Actor, customer_id: int, phone_id: int, now: datetime) -> CustomerBrief:
    """The next number becomes the first one where the first is removed."""
    customer = _locked(actor, customer_id)
    phone = customer.phones.filter(id=phone_id).first()
    if phone is None:
        raise NotFound(_("There is no such number."))
    phone.delete()
    first = customer.phones.order_by("id").first()
    customer.phone = first.number if first else ""
    customer.save(update_fields=["phone"])
    record(actor=actor, verb="customer.phone_removed", subject=f"customer:{customer.id}", at=now)
    return brief_of(customer)


@action
def reveal_customer(
    *, actor: Actor, customer_id: int, reason: str, now: datetime, case_id: int | None = None
) -> CustomerClear:
    """Name, numbers and address in clear, for a reason, leaving a trace (R-SEC-02).

    It holds for some hours for this person and this case (`customer_clear` tells), so that
    nobody is asked twice for the same work. Raises Invalid without a reason.
    """
    if len(folded(reason)) < rules.SHORTEST_NAME:
        raise Invalid.of("reason", _("Say why you need to see the customer's data."))
    customer = _locked(actor, customer_id)
    disclosure = Disclosure.objects.create(
        customer=customer,
        user_id=actor.user_id,
        case_id=case_id,
        reason=reason.strip()[:200],
        disclosed_at=now,
        disclosed_until=now + rules.DISCLOSED_FOR,
    )
    note_reveal(
        actor=actor,
        subject=f"customer:{customer.id}",
        fields=["name", "phone", "address", "email"],
        reason=reason,
        now=now,
    )
    record(actor=actor, verb="customer.revealed", subject=f"customer:{customer.id}", at=now,
           disclosure_id=disclosure.id, case_id=case_id)  # fmt: skip
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.REVEAL, now=now)
    return clear_of(customer, until=disclosure.disclosed_until)


@action
def absorb_customer(
    *, actor: Actor, customer_id: int, into: int, now: datetime
) -> dict[str, list[Any]]:
    """The file goes up in another: numbers and who sees it go over, gaps are filled.

    Returns what changed, by which `release_customer` undoes it: "phones" and "sights" as ids of
    rows and of units, "filled" as names of columns, "names" as keyed hashes.
    """
    lost, kept = _two(actor, customer_id, into)
    phones = sorted(lost.phones.values_list("id", flat=True))
    Phone.objects.filter(id__in=phones).update(customer=kept)
    filled = [name for name in FILLED if getattr(lost, name) and not getattr(kept, name)]
    for name in filled:
        setattr(kept, name, getattr(lost, name))
    kept.save(update_fields=filled)
    named = set(kept.words_of_names.filter(person=0).values_list("word", flat=True))
    further = lost.words_of_names.filter(person=0).exclude(word__in=named)
    names = sorted(further.values_list("word", flat=True))
    NameWord.objects.bulk_create([NameWord(customer=kept, word=word) for word in names])
    seen = set(kept.sights.values_list("org_unit_id", flat=True))
    sights = sorted(set(lost.sights.values_list("org_unit_id", flat=True)) - seen)
    Sight.objects.bulk_create([Sight(customer=kept, org_unit_id=one) for one in sights])
    lost.merged_into = kept
    lost.save(update_fields=["merged_into"])
    record(actor=actor, verb="customer.absorbed", subject=f"customer:{lost.id}", at=now,
           into=kept.id)  # fmt: skip
    return {"phones": phones, "sights": sights, "filled": filled, "names": names}


@action
def release_customer(
    *, actor: Actor, customer_id: int, out_of: int, moved: dict[str, list[Any]], now: datetime
) -> None:
    """Undoes `absorb_customer`: the file is again as it was, and so is the other one.

    What was filled in and corrected since stays with the other.
    """
    lost = Customer.objects.select_for_update().get(id=customer_id)
    kept = _locked(actor, out_of)
    kept.phones.filter(id__in=moved["phones"]).update(customer=lost)
    taken = [name for name in moved["filled"] if getattr(kept, name) == getattr(lost, name)]
    for name in taken:
        setattr(kept, name, "")
    _name(kept, kept.name)
    kept.save(update_fields=[*taken, "name_token"])
    kept.words_of_names.filter(person=0, word__in=moved["names"]).delete()
    keep_name(actor=actor, customer_id=kept.id, name=kept.name, now=now)
    kept.sights.filter(org_unit_id__in=moved["sights"]).delete()
    lost.merged_into = None
    lost.save(update_fields=["merged_into"])
    record(actor=actor, verb="customer.released", subject=f"customer:{lost.id}", at=now,
           out_of=kept.id)  # fmt: skip


@action
def erase_customer(*, actor: Actor, customer_id: int, files: Collection[int], now: datetime) -> int:
    """Who it was is known no more, in this file and those merged into it; how many rows went.

    Kind, class, region and day stay, for statistics (R-SEC-04). The history of each file says so.
    """
    found = {_locked(actor, customer_id).id, *files}
    erased = erase_about(kind="customer", ids=found)
    Customer.objects.filter(id__in=found).update(erased_at=now)
    record(actor=actor, verb="customer.erased", subject=f"customer:{customer_id}", at=now,
           texts=erased.texts, rows=erased.rows)  # fmt: skip
    for one in sorted(found - {customer_id}):  # after a restore each is to be found
        record(actor=actor, verb="customer.erased", subject=f"customer:{one}", at=now)
    discard_unused(actor=actor, file_ids=erased.file_ids, now=now)
    return erased.texts + erased.rows


@derived
def keep_name(
    *, actor: Actor, customer_id: int, name: str, now: datetime, former: str = "", person: int = 0
) -> None:
    """By what a customer is found: the own name, or that of a contact `person` who stands above.

    What the `former` name was found by no longer leads there; without a name nothing does.
    """
    del actor, now
    words = words_for(customer_id, name, person=person)
    gone = {word.word for word in words_for(customer_id, former)} - {word.word for word in words}
    if gone:
        write_rows_now(NameWord, unless_there=True)
        NameWord.objects.filter(customer_id=customer_id, person=person, word__in=gone).delete()
    put_rows_off(*words, unless_there=True)


@derived
def serve_from(
    *,
    actor: Actor,
    customer_id: int,
    org_unit_id: int,
    now: datetime,
    no_more_from: int | None = None,
) -> None:
    """A case of the customer lies with this unit: who sees the unit sees the customer.

    `no_more_from` is the unit that the last of the customer's cases has left.
    """
    del actor, now
    put_rows_off(
        new_row(Sight, customer_id=customer_id, org_unit_id=org_unit_id), unless_there=True
    )
    if no_more_from is not None:
        write_rows_now(Sight, unless_there=True)
        Sight.objects.filter(customer_id=customer_id, org_unit_id=no_more_from).delete()


def _checked_phone(phone: str) -> str:
    number = normal_phone(phone)
    if not is_phone(number):
        raise Invalid.of("phone", str(models.NOT_A_PHONE))
    return number


def _check_texts(**texts: str) -> None:
    faults = {}
    for key, text in texts.items():
        most = LONGEST_NAME if key == "name" else LONGEST_TEXT
        if len(text) > most or "\x00" in text:
            faults[key] = _("At most {most} characters.").format(most=most)
    if texts.get("email") and not rules.is_mail(texts["email"].strip()):
        faults["email"] = _("This is not a mail address.")
    if texts.get("region") and not is_region(texts["region"]):
        faults["region"] = _("There is no such region.")
    if faults:
        raise Invalid(_("The customer's data cannot be right."), fields=faults)


def _check_choices(changes: dict[str, str]) -> None:
    for key, choices in (("kind", Customer.Kind), ("grade", Customer.Grade)):
        if key in changes and changes[key] not in choices.values:
            raise Invalid.of(key, _("Choose one of the list."))


def _known(number: str, email: str) -> Customer | None:
    if number:
        return holder_of(keys.index_of_phone(number), or_new=True)
    if email:
        token = keys.index_of_word(email.strip().lower(), "mail")
        found = Customer.objects.filter(email_token=token).exclude(email_token="").first()
        if found is not None and found.merged_into_id is not None:
            return Customer.objects.get(id=kept_of(found.id))
        return found
    return None


def _save(fresh: Customer, number: str, now: datetime) -> None:
    """The unique index on numbers decides who was first; the other begins anew and finds it."""
    fresh.phone = number
    if fresh.take_coming_id(keys.index_of_phone(number)):
        put_rows_off(fresh)
    else:
        write_rows([fresh])
    put_rows_off(*words_for(fresh.id, fresh.name), unless_there=True)
    if number:
        _add_number(fresh, number, now)


def _add_number(customer: Customer, number: str, now: datetime, label: str = "") -> None:
    phone = new_row(
        Phone,
        customer_id=customer.id,
        number=number,
        number_index=keys.index_of_phone(number),
        tail_index=keys.index_of_tail(number),
        label=label,
        added_at=now,
    )
    put_rows_off(phone)
    phone.put_holder_by(customer)


def _fill_in(customer: Customer, *, name: str, address: str, region: str, email: str) -> list[str]:
    changed = []
    if name.strip() and not customer.name:
        _name(customer, name)
        changed += ["name", "name_token"]
    if email.strip() and not customer.email:
        _mail(customer, email)
        changed += ["email", "email_token"]
    if address.strip() and not customer.address:
        _address(customer, address)
        changed += ["address", "address_token"]
    place = in_use(region) or region_of(address)
    if place and not customer.region:
        customer.region = place
        changed.append("region")
    if changed:
        customer.save(update_fields=changed)
    if "name" in changed:
        put_rows_off(*words_for(customer.id, customer.name), unless_there=True)
    return changed


def _name(customer: Customer, name: str) -> None:
    customer.name = name.strip()
    customer.name_token = hash_of_name(folded(name))


def _address(customer: Customer, address: str) -> None:
    customer.address = address.strip()
    customer.address_token = keys.index_of_word(folded(address), "address")


def _mail(customer: Customer, email: str) -> None:
    customer.email = email.strip()
    customer.email_token = keys.index_of_word(email.strip().lower(), "mail")


def _two(actor: Actor, one_id: int, other_id: int) -> tuple[Customer, Customer]:
    """Both locked, the smaller number first, so that two at once never wait in a ring."""
    found = {number: _locked(actor, number) for number in sorted((one_id, other_id))}
    return found[one_id], found[other_id]


def _locked(actor: Actor, customer_id: int) -> Customer:
    found = Customer.objects.visible_to(actor).select_for_update()
    customer = found.filter(id=customer_id).first()
    if customer is None:
        raise NotFound(_("There is no such customer."))
    return customer
