"""Customers as others may see them: masked, unless a disclosure is open.

Only those in sight: `models.in_sight` is the rule. A full number alone recognises anybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from aftercare.customers.parties import rules
from aftercare.customers.parties.models import (
    Customer,
    Disclosure,
    NameWord,
    Phone,
    briefs_in_sight,
    file_in_sight,
    first_in_sight,
    ids_meant,
    in_sight,
    kept_of,
    look_for_holders,
    phones_of,
)
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.errors import NotAllowed, NotFound
from aftercare.foundation.kept import asked_once
from aftercare.foundation.names import folded
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.privacy import keys
from aftercare.foundation.privacy.rules import (
    mask_address,
    mask_mail,
    mask_name,
    mask_phone,
    normal_phone,
)
from aftercare.foundation.regions import region_name

from .files import FileRow, called, files_after, files_by_phone, files_of, is_erased

__all__ = [
    "FileRow", "called", "files_after", "files_by_phone", "files_of", "is_erased", "kept_of",
    "look_for_holders",
]  # fmt: skip

SEE_CUSTOMERS = view("parties.see_customers")
KIND_CHOICES = Customer.Kind.choices
GRADE_CHOICES = Customer.Grade.choices
MOST_FOUND = 20
MOST_ALIKE = 50
# Of those that an index of names or numbers has found. By the plain id, the planner would rather
# read all customers from the newest on until enough of them fit.
NEWEST = (-F("id"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerBrief:
    """Masked: `name` is 张*, `phone` is 138****5678, `place` is as far as the district."""

    id: int
    kind: str
    grade: str
    name: str
    phone: str
    region: str
    place: str
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneBrief:
    id: int
    number: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """One customer, masked, with all numbers."""

    brief: CustomerBrief
    phones: list[PhoneBrief]
    email: str
    address: str
    has_notes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerClear:
    """Readable: only what `reveal_customer` hands out, or an open disclosure allows."""

    id: int
    name: str
    phone: str
    phones: list[PhoneBrief]
    email: str
    address: str
    notes: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a customer is reached, in clear: for messages that the system sends, for no screen."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    id: int
    user_id: int | None
    case_id: int | None
    reason: str
    disclosed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRow:
    """A file that may be another's double; `older` is that other one where both are listed."""

    brief: CustomerBrief
    older: CustomerBrief | None
    why: list[rules.Why]


def customer_brief(*, actor: Actor, customer_id: int) -> CustomerBrief:
    actor.must(SEE_CUSTOMERS)
    return brief_of(_customer(actor, customer_id))


def customer_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, CustomerBrief]:
    """By id; ids that are none, or not in sight, are left out. One query."""
    actor.must(SEE_CUSTOMERS)
    return {row.id: brief_of(row) for row in briefs_in_sight(actor, set(ids))}


def customer_card(*, actor: Actor, customer_id: int) -> CustomerCard:
    actor.must(SEE_CUSTOMERS)
    customer = _customer(actor, customer_id)
    phones = [
        PhoneBrief(id=phone.id, number=mask_phone(phone.number), label=phone.label)
        for phone in phones_of(customer.id)
    ]
    return CustomerCard(
        brief=brief_of(customer),
        phones=phones,
        email=mask_mail(customer.email),
        address=mask_address(customer.address),
        has_notes=bool(customer.notes),
    )


def customers_by_phone(*, actor: Actor, digits: str) -> list[CustomerBrief]:
    """By a full number, anywhere in the company; by its last four digits, those in sight.

    Who calls or writes is recognised wherever served; anything else finds nobody.
    """
    actor.must(SEE_CUSTOMERS)
    asked = rules.asked(digits, digits=normal_phone(digits))
    if asked not in (rules.Asked.PHONE, rules.Asked.TAIL):
        return []
    ids = ids_meant(digits)
    if asked is rules.Asked.TAIL:
        ids = first_in_sight(actor, ids, most=MOST_FOUND)
    found = Customer.objects.filter(id__in=ids[:MOST_FOUND]).order_by("-id")
    return [brief_of(customer) for customer in found]


def customers(
    *, actor: Actor, text: str = "", cursor: str | None = None, limit: int = 30
) -> Page[CustomerBrief]:
    """Newest first; `text` as asked of `customer_ids`, empty for all."""
    actor.must(SEE_CUSTOMERS)
    found = Customer.objects.filter(merged_into=None).defer("email", "address", "notes")
    found = found.order_by("-id")
    last_id = int(key_of(cursor, parts=1)[0] or 0) if cursor else None
    if text.strip():
        ids = [key for key in ids_meant(text) if last_id is None or key < last_id]
        found = found.filter(id__in=first_in_sight(actor, ids, most=limit + 1))
    else:
        found = found.visible_to(actor)
        found = found if last_id is None else found.filter(id__lt=last_id)
    rows = [brief_of(customer) for customer in found[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def customer_ids(*, actor: Actor, text: str, limit: int = 200) -> list[int]:
    """Whom a search text means, newest first; for searching what is theirs.

    A number, its last four digits, a mail address, or a name: the customer's or a contact
    person's, whole or two neighbouring signs of it, in pinyin, by initials, or one of its words.
    """
    actor.must(SEE_CUSTOMERS)
    if not text.strip():
        return []
    return first_in_sight(actor, ids_meant(text), most=limit)


def customers_at(*, actor: Actor, address: str = "", ids: Collection[int] = ()) -> list[int]:
    """Who in sight lives where this address is, or where these customers live."""
    actor.must(SEE_CUSTOMERS)
    tokens = {keys.index_of_word(folded(address), "address")}
    if ids:
        theirs = Customer.objects.filter(id__in=ids).values_list("address_token", flat=True)
        tokens |= set(theirs)
    tokens.discard("")
    if not tokens:
        return []
    found = Customer.objects.visible_to(actor).exclude(address_token="")
    found = found.filter(address_token__in=tokens)
    return list(found.order_by(*NEWEST).values_list("id", flat=True)[:MOST_FOUND])


def doubles_of(*, actor: Actor, customer_id: int) -> list[DoubleRow]:
    """Other files that may be the same customer's, likeliest first; those in sight only."""
    actor.must(SEE_CUSTOMERS)
    one = _customer(actor, customer_id)
    alike = Q(email_token=one.email_token) if one.email_token else Q(pk=None)
    if one.name_token:
        named = NameWord.objects.filter(word=one.name_token)
        alike |= Q(name_token=one.name_token, id__in=named.values("customer_id"))
    found = Customer.objects.visible_to(actor).filter(alike).exclude(id=one.id)
    mine, order = marks_of(one), list(rules.Why)
    rows = [
        DoubleRow(brief=brief_of(other), older=None, why=why)
        for other in found.order_by(*NEWEST)[:MOST_ALIKE]
        if (why := rules.why_double(mine, marks_of(other)))
    ]
    return sorted(rows, key=lambda row: order.index(row.why[0]))[:MOST_FOUND]


def doubles(*, actor: Actor, cursor: str = "", limit: int = 30) -> Page[DoubleRow]:
    """Files with the name and the address of an older one, newest first."""
    actor.must(SEE_CUSTOMERS)
    current = Customer.objects.filter(merged_into=None).exclude(address_token="")
    shared = current.values("address_token").annotate(n=Count("id")).filter(n__gt=1)
    older = (
        Customer.objects.visible_to(actor)
        .filter(
            address_token=OuterRef("address_token"),
            name_token=OuterRef("name_token"),
            id__lt=OuterRef("id"),
        )
        .exclude(name_token="")
    )
    found = (
        Customer.objects.visible_to(actor)
        .filter(address_token__in=shared.values("address_token"))
        .exclude(address_token="")
        .annotate(older_id=Subquery(older.order_by("id").values("id")[:1]))
        .filter(older_id__isnull=False)
        .order_by("-id")
    )
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last_id)
    pairs = list(found.values_list("id", "older_id")[: limit + 1])
    briefs = customer_briefs(actor=actor, ids=[one for pair in pairs[:limit] for one in pair])
    shown = [
        DoubleRow(brief=briefs[new], older=briefs[old], why=[rules.Why.NAME_AND_ADDRESS])
        for new, old in pairs[:limit]
    ]
    more = cursor_of(pairs[limit - 1][0]) if len(pairs) > limit else None
    return Page(rows=shown, next_cursor=more)


def reach_of(*, actor: Actor, customer_id: int) -> Reach:
    """For the system alone. Raises NotAllowed for any person."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("parties.reach_of")
    customer = _customer(actor, customer_id)
    return Reach(name=customer.name, phone=customer.phone, email=customer.email)


def sight_of(*, actor: Actor, path: str) -> Q | Exists:
    """For a query of rows that belong to a customer: those whose customer is in sight.

    `path` names the way from the row to the customer: "customer_id".
    """
    return in_sight(actor, path)


def phone_of(*, actor: Actor, customer_id: int, digits: str) -> PhoneBrief | None:
    """The number of this customer that `digits` say in full, masked."""
    actor.must(SEE_CUSTOMERS)
    phones = _customer(actor, customer_id).phones
    found = phones.filter(number_index=keys.index_of_phone(digits)).first()
    if found is None:
        return None
    return PhoneBrief(id=found.id, number=mask_phone(found.number), label=found.label)


def phone_matches(*, actor: Actor, customer_id: int, tail: str) -> bool:
    """Whether the last four digits are those of one of the customer's numbers."""
    del actor  # the answer tells no more than the asker knew
    index = keys.index_of_tail(tail)
    known = Phone.objects.filter(customer_id=customer_id).values_list("tail_index", flat=True)
    return index is not None and any(compare_digest(bytes(k), index) for k in known if k)


def customer_clear(
    *, actor: Actor, customer_id: int, at: datetime, case_id: int | None = None
) -> CustomerClear | None:
    """In clear while this person's disclosure (for this case) is open, else None."""
    actor.must(SEE_CUSTOMERS)
    held = _disclosed(customer_id, actor.user_id or 0)
    opened = [one for one in held if one.case_id == case_id and one.disclosed_until > at]
    if not opened:
        return None
    customer = _customer(actor, customer_id)
    if customer.id != customer_id:  # merged since: the other file has its own disclosures
        return None
    return clear_of(customer, until=opened[0].disclosed_until)


@asked_once
def _disclosed(customer_id: int, user_id: int) -> QuerySet[Disclosure]:
    """`user_id` 0: the program itself."""
    held = Disclosure.objects.filter(customer_id=customer_id)
    held = held.alias(who=Coalesce("user_id", 0)).filter(who=user_id)
    return held.order_by("-disclosed_until")[:200]


def disclosures(*, actor: Actor, customer_id: int, limit: int = 50) -> list[DisclosureRow]:
    """Who has seen this customer in clear, newest first."""
    actor.must(SEE_CUSTOMERS)
    _customer(actor, customer_id)
    rows = Disclosure.objects.filter(customer_id=customer_id).order_by("-id")[:limit]
    return [
        DisclosureRow(
            id=row.id,
            user_id=row.user_id,
            case_id=row.case_id,
            reason=row.reason,
            disclosed_at=row.disclosed_at,
        )
        for row in rows
    ]


def brief_of(customer: "Customer | Any") -> CustomerBrief:
    """Of a file, or of its columns IN_BRIEF."""
    return CustomerBrief(
        id=customer.id,
        kind=customer.kind,
        grade=customer.grade,
        name=_("Erased") if customer.erased_at else mask_name(customer.name),
        phone=mask_phone(customer.phone),
        region=customer.region,
        place=region_name(customer.region),
        registered_at=customer.registered_at,
    )


def clear_of(customer: Customer, until: datetime) -> CustomerClear:
    return CustomerClear(
        id=customer.id,
        name=customer.name,
        phone=customer.phone,
        phones=[
            PhoneBrief(id=phone.id, number=phone.number, label=phone.label)
            for phone in customer.phones.order_by("id")
        ],
        email=customer.email,
        address=customer.address,
        notes=customer.notes,
        until=until,
    )


def marks_of(customer: Customer) -> rules.Marks:
    return rules.Marks(
        name=customer.name_token,
        address=customer.address_token,
        mail=customer.email_token,
        region=customer.region,
    )


def _customer(actor: Actor, customer_id: int) -> Customer:
    """The file, or the one that it was merged into: old links lead on."""
    found = file_in_sight(actor, customer_id) or file_in_sight(actor, kept_of(customer_id))
    if not found:
        raise NotFound(_("There is no such customer."))
    return found[0]
