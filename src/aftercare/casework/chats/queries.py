"""Channels that write to us, and what came in by them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.endpoints.queries import OVERLAP, EndpointCard, endpoint_cards, way_of
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of

from . import adapters, rules
from .adapters.base import Dialect
from .models import STATE_CHOICES, Incoming, Source, Thread
from .rules import Call, Flaw, NotGenuine, Unreadable, Word

__all__ = [
    "OVERLAP", "STATE_CHOICES", "Call", "Dialect", "Flaw", "NotGenuine", "Unreadable", "Word",
]  # fmt: skip

SEE_SOURCES = view("chats.see_sources")
FIELDS, LARGEST_BODY = rules.FIELDS, rules.LARGEST_BODY
lines_of, mapping_of, sample_body = rules.lines_of, rules.mapping_of, rules.sample


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A channel; `address` is where it calls us, "" where we do not know how we are reached.

    `refused`: so many calls were turned away, the last of them why and when.
    """

    id: int
    code: str
    name: str
    dialect: str
    mapping: dict[str, str]
    product_line: str
    per_minute: int
    is_on: bool
    endpoint: EndpointCard
    heard_at: datetime | None
    refused: int
    refused_at: datetime | None
    refusal: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What is needed to let a call in, for this one moment."""

    source_id: int
    dialect: str
    mapping: dict[str, str]
    per_minute: int
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRow:
    """One message that came in; `faults` are fields with what was wrong.

    `links_left`: attachments are still to be fetched.
    """

    id: int
    state: str
    faults: tuple[str, ...]
    case_id: int | None
    links_left: bool
    heard_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An attachment to be fetched, and where it belongs."""

    source_id: int
    case_id: int
    contact_id: int | None
    links: str = field(repr=False)


def sources(*, actor: Actor) -> list[SourceCard]:
    actor.must(SEE_SOURCES)
    found = list(Source.objects.order_by("name", "id"))
    cards = endpoint_cards(actor=actor, ids=[one.endpoint_id for one in found])
    return [card_of(one, cards[one.endpoint_id]) for one in found]


def source_card(*, actor: Actor, source_id: int) -> SourceCard:
    actor.must(SEE_SOURCES)
    found = Source.objects.filter(id=source_id).first()
    if found is None:
        raise NotFound(_("There is no such channel."))
    return card_of(found, endpoint_cards(actor=actor, ids=[found.endpoint_id])[found.endpoint_id])


def dialect_names(*, actor: Actor) -> list[str]:
    """Ways of speaking that are installed."""
    actor.must(SEE_SOURCES)
    return sorted(adapters.dialects())


def dialect_of(*, actor: Actor, name: str) -> Dialect | None:
    del actor
    return adapters.dialect_of(name)


def incoming(
    *, actor: Actor, source_id: int, cursor: str = "", limit: int = 30
) -> Page[IncomingRow]:
    """Newest first."""
    actor.must(SEE_SOURCES)
    found = Incoming.objects.filter(source_id=source_id).order_by("-id")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last if isinstance(last, int) else 0)
    rows = [row_of(one) for one in found[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def door(*, actor: Actor, code: str, at: datetime) -> Door | None:
    """For who stands at the door; None where there is none, or it is shut."""
    del actor
    found = Source.objects.filter(code=code, is_on=True).select_related("endpoint").first()
    if found is None:
        return None
    return Door(
        source_id=found.id,
        dialect=found.dialect,
        mapping=dict(found.mapping),
        per_minute=found.per_minute,
        secrets=way_of(found.endpoint, at).secrets,
    )


def links_of(*, actor: Actor, incoming_id: int) -> Link | None:
    """Attachments still to be fetched; for the job alone."""
    del actor
    found = Incoming.objects.filter(id=incoming_id, case_id__isnull=False).first()
    if found is None or not found.links:
        return None
    return Link(
        source_id=found.source_id,
        case_id=found.case_id or 0,
        contact_id=found.contact_id,
        links=found.links,
    )


def can_answer(*, actor: Actor, case: CaseBrief) -> bool:
    """Whether a conversation of the case is known, on a channel that takes answers."""
    del actor
    threads = Thread.objects.filter(case_id=case.id, source__endpoint__is_on=True)
    return threads.exclude(source__endpoint__url="").exists()


def card_of(source: Source, endpoint: EndpointCard) -> SourceCard:
    base = settings.AFTERCARE_PUBLIC_URL
    own = {
        name: getattr(source, name)
        for name in SourceCard.__slots__
        if name not in {"endpoint", "address"}
    }
    return SourceCard(
        endpoint=endpoint, address=f"{base}/hooks/{source.code}" if base else "", **own
    )


def row_of(row: Incoming) -> IncomingRow:
    return IncomingRow(
        id=row.id,
        state=row.state,
        faults=tuple(row.faults),
        case_id=row.case_id,
        links_left=bool(row.links),
        heard_at=row.heard_at,
    )
