"""When a message to somebody outside may go, and when it is tried again; no database (R-PL-03)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from aftercare.foundation.privacy.rules import mask_phone


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    WECHAT = "wechat"
    CHAT = "chat"
    SOCIAL = "social"  # back by the channel on which a customer wrote
    HOOK = "hook"  # a program told of what happened


class State(StrEnum):
    QUEUED = "queued"
    HELD = "held"  # it may not go yet: quiet hours, a limit, a channel that rests
    SENDING = "sending"
    FAILED = "failed"  # it will be tried again
    SENT = "sent"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class Hold(StrEnum):
    """Why a message may not go yet."""

    RESTS = "rests"
    QUIET = "quiet"
    RECIPIENT = "recipient"
    CHANNEL = "channel"


WAITING = frozenset({State.QUEUED, State.HELD, State.FAILED})
SETTLED = frozenset({State.SENT, State.GIVEN_UP, State.CANCELLED})
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 4 * 60, 12 * 60))
"""After the first, second … failure; after the last of them a message is given up."""
LEASE = timedelta(minutes=5)
"""So long one try may take; whose process died meanwhile is tried again."""
LOOK_AGAIN = timedelta(minutes=15)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
LONGEST_ERROR = 300
GROUP = "group"
"""The recipient of what a robot says: the group that it was set up in."""
_MAIL = re.compile(r"[^\s<>@,;:\"']+@[^\s<>@,;:\"']+")
_DIGITS = re.compile(r"\d{5,}")
_CODE = re.compile(r"(?:WeChat|robot) -?\d{1,9}(?= |$)")
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How a channel is used. Quiet from one time of day until another, also across midnight.

    Limits: so many to one recipient in an hour and a day, so many in all a minute; 0 is no limit.
    """

    quiet_from: time | None = None
    quiet_until: time | None = None
    per_hour: int = 0
    per_day: int = 0
    per_minute: int = 0
    rests: bool = False


ORDINARY = {
    Channel.MAIL: Conduct(per_hour=20, per_day=60, per_minute=120),
    Channel.SMS: Conduct(
        quiet_from=time(21), quiet_until=time(8), per_hour=5, per_day=10, per_minute=300
    ),
    Channel.WECHAT: Conduct(
        quiet_from=time(21), quiet_until=time(8), per_hour=10, per_day=30, per_minute=600
    ),
    Channel.CHAT: Conduct(per_minute=18),
}
SIGNED = frozenset({Channel.SOCIAL, Channel.HOOK})
"""Calls to an endpoint of its own each, which quiet hours and limits do not concern."""
"""What holds until a company says otherwise on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be sent. `text` may hold {names} of `secrets`, filled in at sending only.

    `about` is whose history it belongs to ("case:17"), `part` what of it ("contact:5").
    `gateway_template` and `params` are for carriers that know texts by number only; `fields` says
    what stands in each field of theirs, where they have names of their own. A message to an
    endpoint is a signed call; `recipient` is what people call it. After `until` it says nothing any
    more that helps: it is cancelled instead of sent.
    """

    channel: str
    recipient: str
    text: str
    purpose: str
    subject: str = ""
    template: str = ""
    version: int = 0
    language: str = ""
    gateway_template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    part: str = ""
    org_unit_id: int | None = None
    urgent: bool = False
    by_person: bool = False
    mail_id: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    reply_to: str = ""
    file_ids: Sequence[int] = ()
    endpoint_id: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a carrier gets: everything in clear, for this one try."""

    id: int
    draft: Draft
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """How a channel is connected: the carrier's name, and what it needs."""

    carrier: str = "sandbox"
    url: str = ""
    sender: str = ""
    secret: str = field(default="", repr=False)


def quiet_until(conduct: Conduct, local: datetime) -> datetime | None:
    """When the quiet hours end in which this moment lies; None where it lies in none."""
    start, end = conduct.quiet_from, conduct.quiet_until
    if start is None or end is None or start == end:
        return None
    clock = local.time()
    within = start <= clock < end if start < end else clock >= start or clock < end
    if not within:
        return None
    day = local.date() + timedelta(days=1) if clock >= end else local.date()
    return datetime.combine(day, end, local.tzinfo)


def room_again(times: Collection[datetime], limit: int, span: timedelta, now: datetime) -> datetime:
    """When one more may go so that no more than `limit` fall into any `span`; `now` if at once."""
    recent = sorted(at for at in times if at > now - span)
    if not limit or len(recent) < limit:
        return now
    return recent[-limit] + span


def next_try(attempts: int, now: datetime) -> datetime | None:
    """After so many failed tries; None when it is time to give up."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def masked(channel: str, recipient: str) -> str:
    """As much of a recipient as a screen may show."""
    if channel == Channel.SMS:
        return mask_phone(recipient)
    if channel in SIGNED or channel == Channel.CHAT:
        return recipient
    name, at, domain = recipient.partition("@")
    return f"{name[:1]}***@{domain}" if at else f"{recipient[:3]}***"


def scrubbed(error: str) -> str:
    """What a provider said, its own number in front, without addresses and numbers of people."""
    line = " ".join(error.replace("\0", " ").split())
    code = found[0] if (found := _CODE.match(line)) else ""
    told = _DIGITS.sub("…", _MAIL.sub("…@…", line[len(code) :]))
    return (code + told)[:LONGEST_ERROR]


def filled(text: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def veiled(text: str, names: Collection[str]) -> str:
    """The text as others may read it: secrets are dots."""
    return filled(text, dict.fromkeys(names, "••••••"))
