"""The outbox: what goes out, by which way, and what became of it. Recipients are masked."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.spans import Span, within

from . import rules
from .adapters import carrier_of
from .adapters.base import NotTaken, Numbered, Reachable
from .models import CHANNEL_CHOICES, STATE_CHOICES, ChannelConduct, Message, MessageQuerySet

__all__ = ["CHANNEL_CHOICES", "STATE_CHOICES"]

SEE_OUTBOX = view("deliveries.see_outbox")
Channel, State, Hold = rules.Channel, rules.State, rules.Hold
Conduct, GROUP = rules.Conduct, rules.GROUP
Draft = rules.Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """`recipient` is masked. `shown_only`: nothing left the building, the sandbox took it."""

    id: int
    channel: str
    state: str
    purpose: str
    about: str
    part: str
    recipient: str
    subject: str
    urgent: bool
    attempts: int
    next_try_at: datetime | None
    hold: str
    error: str
    shown_only: bool
    created_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRow:
    """One try to send; `status` is the answer over HTTP, 0 where there was none."""

    at: datetime
    milliseconds: int
    status: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard:
    """One message in full; secrets are dots, the recipient is masked."""

    row: MessageRow
    text: str
    template: str
    version: int
    language: str
    carrier: str
    provider_ref: str
    file_count: int
    tries: Sequence["TryRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which messages; "" for all."""

    channel: str = ""
    state: str = ""
    about: str = ""
    endpoint_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCard:
    """A channel, how it is connected and used; of the secret only whether there is one."""

    channel: str
    carrier: str
    sender: str
    host: str
    has_secret: bool
    conduct: rules.Conduct


def outbox(*, actor: Actor, wanted: Wanted, cursor: str = "", limit: int = 50) -> Page[MessageRow]:
    """Newest first."""
    actor.must(SEE_OUTBOX)
    found = _wanted(actor, wanted)
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last if isinstance(last, int) else 0)
    rows = [row_of(one) for one in found.defer("text", "secrets", "params")[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def outbox_counts(*, actor: Actor) -> dict[str, int]:
    """How many wait, failed or were given up, by state; what was sent is not counted."""
    actor.must(SEE_OUTBOX)
    open_ones = Message.objects.visible_to(actor).filter(
        state__in=[State.QUEUED, State.HELD, State.SENDING, State.FAILED, State.GIVEN_UP]
    )
    return dict(open_ones.order_by().values_list("state").annotate(count=Count("id")))


def message_card(*, actor: Actor, message_id: int) -> MessageCard:
    actor.must(SEE_OUTBOX)
    message = Message.objects.visible_to(actor).filter(id=message_id).first()
    if message is None:
        raise NotFound(_("There is no such message."))
    return card_of(message)


def messages_of(*, actor: Actor, about: str) -> list[MessageRow]:
    """What was sent to people about something, oldest first, for who has that something open."""
    del actor  # the caller has shown that the thing is in sight
    found = Message.objects.filter(about=about).exclude(channel=Channel.HOOK).order_by("id")
    return [row_of(one) for one in found.defer("text", "secrets", "params")]


def messages_between(*, actor: Actor, about: Collection[str], span: Span) -> list[MessageRow]:
    """What people were told about any of several things, latest first, for who sees them."""
    del actor  # the caller has shown that the things are in sight
    found = (
        Message.objects.filter(about__in=about)
        .exclude(channel=Channel.HOOK)
        .defer("text", "secrets", "params")
    )
    return [row_of(one) for one in within(found, span, at="created_at")[: span.limit]]


def channel_cards(*, actor: Actor) -> list[ChannelCard]:
    actor.must(SEE_OUTBOX)
    kept = {row.channel: conduct_of(row) for row in ChannelConduct.objects.all()}
    return [
        ChannelCard(
            channel=channel,
            carrier=wiring.carrier,
            sender=wiring.sender,
            host=urlsplit(wiring.url).hostname or "",
            has_secret=bool(wiring.secret),
            conduct=kept.get(channel, rules.ORDINARY[channel]),
        )
        for channel in rules.ORDINARY
        for wiring in [wiring_of(channel)]
    ]


def can_be_tried(*, actor: Actor, channel: str) -> bool:
    """Whether what is behind a channel can be reached without sending anything."""
    del actor
    try:
        return isinstance(carrier_of(wiring_of(channel)), Reachable)
    except NotTaken:
        return False


def needs_number(*, actor: Actor, channel: str) -> bool:
    """Whether nothing goes by a channel without the provider's number of the text."""
    del actor
    try:
        carrier = carrier_of(wiring_of(channel))
    except NotTaken:
        return False
    return isinstance(carrier, Numbered) and carrier.numbered_only


def sending_trial(*, actor: Actor, channel: str) -> str:
    """Tries whether a message could leave by a channel: what its server says, "" where it could.

    It speaks over the net: not in a transaction.
    """
    actor.must("deliveries.set_conduct")
    try:
        carrier = carrier_of(wiring_of(channel))
        if isinstance(carrier, Reachable):
            carrier.reach()
    except NotTaken as error:
        return str(error)
    return ""


def number_settled(*, actor: Actor, before: datetime) -> int:
    """Messages that were sent or given up before a moment."""
    actor.must(SEE_OUTBOX)
    return Message.objects.filter(settled_at__lt=before).count()


def due_ids(*, actor: Actor, at: datetime, limit: int = 200) -> list[int]:
    """Messages whose next try has come, the urgent ones first."""
    del actor
    due = Message.objects.filter(next_try_at__lte=at).order_by("-urgent", "next_try_at")
    return list(due.values_list("id", flat=True)[:limit])


def about_mail(*, actor: Actor, mail_ids: Iterable[str]) -> str:
    """What the newest of our own mails with these Message-IDs was about; "" for none."""
    del actor
    ours = Message.objects.filter(mail_id__in=set(mail_ids)).order_by("-id")
    return ours.values_list("about", flat=True).first() or ""


def wiring_of(channel: str) -> rules.Wiring:
    wiring: rules.Wiring = settings.AFTERCARE_CHANNELS.get(channel, rules.Wiring())
    return wiring


def conduct_of(row: ChannelConduct) -> rules.Conduct:
    return rules.Conduct(
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        per_hour=row.per_hour,
        per_day=row.per_day,
        per_minute=row.per_minute,
        rests=row.rests,
    )


def row_of(message: Message) -> MessageRow:
    same = {
        name: getattr(message, name)
        for name in MessageRow.__slots__
        if name not in ("recipient", "error")
    }
    return MessageRow(
        recipient=rules.masked(message.channel, message.recipient), error=message.error, **same
    )


def card_of(message: Message) -> MessageCard:
    return MessageCard(
        row=row_of(message),
        text=rules.veiled(message.text, _secret_names(message)),
        template=message.template,
        version=message.version,
        language=message.language,
        carrier=message.carrier,
        provider_ref=message.provider_ref,
        file_count=len(message.file_ids),
        tries=[
            TryRow(**{name: getattr(one, name) for name in TryRow.__slots__})
            for one in message.tries.order_by("-id")
        ],
    )


def _secret_names(message: Message) -> list[str]:
    return list(json.loads(message.secrets)) if message.secrets else []


def _wanted(actor: Actor, wanted: Wanted) -> MessageQuerySet:
    found = Message.objects.visible_to(actor).order_by("-id")
    given = {name: getattr(wanted, name) for name in Wanted.__slots__}
    return found.filter(**{name: value for name, value in given.items() if value})
