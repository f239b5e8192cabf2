"""Customers' files in clear, for tables that come in or go out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, QuerySet

from aftercare.customers.parties.models import Customer, Phone
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.errors import NotAllowed
from aftercare.foundation.privacy import keys


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file in clear, for a table that comes in or goes out; never for a screen."""

    id: int
    in_sight: bool
    kind: str
    grade: str
    name: str = field(repr=False)
    phones: tuple[str, ...] = field(repr=False)
    email: str = field(repr=False)
    address: str = field(repr=False)
    notes: str = field(repr=False)


def files_by_phone(*, actor: Actor, phones: Iterable[str]) -> dict[str, FileRow]:
    """Whose numbers these are; two queries. Those out of sight are told as being there, no more."""
    wanted = {keys.index_of_phone(phone): phone for phone in phones}
    held = Phone.objects.filter(number_index__in=wanted).values_list("number_index", "customer_id")
    owners = {wanted[bytes(index)]: customer_id for index, customer_id in held}
    rows = {row.id: row for row in _file_rows(Customer.objects.filter(id__in=owners.values()))}
    seen = set(Customer.objects.visible_to(actor).filter(id__in=rows).values_list("id", flat=True))
    return {
        phone: replace(rows[customer_id], in_sight=customer_id in seen)
        for phone, customer_id in owners.items()
    }


def files_after(*, actor: Actor, last_id: int, limit: int) -> list[FileRow]:
    """The files in sight by number, from a number on."""
    found = Customer.objects.visible_to(actor).filter(id__gt=last_id).order_by("id")
    return _file_rows(found[:limit])


def files_of(*, actor: Actor, ids: Iterable[int]) -> dict[int, FileRow]:
    """By id, of those in sight."""
    found = Customer.objects.visible_to(actor).filter(id__in=set(ids))
    return {row.id: row for row in _file_rows(found)}


def called(*, actor: Actor, ids: Iterable[int]) -> frozenset[str]:
    """What names these customers wherever it stands: names, numbers, mail addresses. For SYSTEM."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("parties.called")
    rows = _file_rows(Customer.objects.filter(id__in=set(ids)))
    told = {mark for row in rows for mark in (row.name, row.email, *row.phones)}
    return frozenset(mark for mark in map(str.strip, told) if len(mark) > 1)


def is_erased(*, actor: Actor, customer_id: int) -> bool:
    """Whether nothing tells any more who it is; of one that is merged or out of sight, yes."""
    return not Customer.objects.visible_to(actor).filter(id=customer_id, erased_at=None).exists()


def _file_rows(found: QuerySet[Customer]) -> list[FileRow]:
    rows = found.prefetch_related(Prefetch("phones", Phone.objects.order_by("id")))
    return [
        FileRow(
            id=row.id,
            in_sight=True,
            kind=row.kind,
            grade=row.grade,
            name=row.name,
            phones=tuple(
                dict.fromkeys(
                    [*filter(None, [row.phone]), *(phone.number for phone in row.phones.all())]
                )
            ),
            email=row.email,
            address=row.address,
            notes=row.notes,
        )
        for row in rows
    ]
