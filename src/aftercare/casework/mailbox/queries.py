"""Mailboxes, the mails that wait for a person, and what an answer needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of

from . import rules
from .adapters import NotReached, Step, opened
from .models import STATE_CHOICES, Mail, Mailbox

__all__ = ["STATE_CHOICES", "Step"]

SEE_MAILS = view("mailbox.see_mails")
Fault = rules.Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxCard:
    """An account, without its password."""

    id: int
    name: str
    address: str
    host: str
    port: int
    in_clear: bool
    username: str
    folder: str
    opens_cases: bool
    is_read: bool
    read_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the reader of a mailbox needs, for this one moment."""

    id: int
    host: str
    port: int
    in_clear: bool
    username: str
    folder: str
    connected_at: datetime | None
    uidvalidity: int | None
    last_uid: int
    read_at: datetime | None
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """A mail as it came; whoever may see mails reads them in clear, to know whose they are."""

    id: int
    mailbox_id: int
    state: str
    fault: str
    sender: str
    sender_name: str
    subject: str
    text: str
    case_id: int | None
    met_at: datetime


def reading_trial(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    password: str = "",
    mailbox_id: int | None = None,
) -> str:
    """Tries whether a mailbox can be read, changing nothing: the step that fails, "" for none.

    Without a password that of the mailbox is used. It speaks over the net: not in a transaction.
    """
    actor.must("mailbox.save_mailbox")
    if not password and mailbox_id is not None:
        kept = Mailbox.objects.filter(id=mailbox_id, host=values["host"]).first()
        password = kept.password if kept else ""
    names = ("host", "port", "in_clear", "username", "folder")
    try:
        with opened(password=password, **{name: values[name] for name in names}) as box:
            box.uids_after(0)
    except NotReached as error:
        return error.step
    return ""


def mailboxes(*, actor: Actor) -> list[MailboxCard]:
    actor.must(SEE_MAILS)
    return [card_of(one) for one in Mailbox.objects.order_by("name", "id")]


def mailbox_card(*, actor: Actor, mailbox_id: int) -> MailboxCard:
    actor.must(SEE_MAILS)
    found = Mailbox.objects.filter(id=mailbox_id).first()
    if found is None:
        raise NotFound(_("There is no such mailbox."))
    return card_of(found)


def mails(
    *, actor: Actor, state: str = "waiting", cursor: str = "", limit: int = 30
) -> Page[MailRow]:
    """Newest first; "" for all."""
    actor.must(SEE_MAILS)
    found = Mail.objects.order_by("-id")
    if state:
        found = found.filter(state=state)
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last if isinstance(last, int) else 0)
    rows = [row_of(one) for one in found[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def mail_row(*, actor: Actor, mail_id: int) -> MailRow:
    actor.must(SEE_MAILS)
    found = Mail.objects.filter(id=mail_id).first()
    if found is None:
        raise NotFound(_("There is no such mail."))
    return row_of(found)


def mailbox_ids(*, actor: Actor) -> list[int]:
    """Those that are read."""
    return list(Mailbox.objects.filter(is_read=True).order_by("id").values_list("id", flat=True))


def access_to(*, actor: Actor, mailbox_id: int) -> Access | None:
    """For the reader alone; None where the mailbox is not read any more."""
    box = Mailbox.objects.filter(id=mailbox_id, is_read=True).first()
    if box is None:
        return None
    return Access(**{name: getattr(box, name) for name in Access.__slots__})


def answered(*, actor: Actor, case: CaseBrief) -> tuple[str, str, str]:
    """The customer's newest mail of the case: its name, its subject, the mailbox's address."""
    last = Mail.objects.filter(case_id=case.id).select_related("mailbox").order_by("-id").first()
    if last is not None:
        return last.mail_id, last.subject, last.mailbox.address
    box = Mailbox.objects.filter(is_read=True).order_by("id").first()
    return "", "", box.address if box else ""


def signature_of(number: str) -> str:
    """Shows that we gave this number to whoever writes it back."""
    told = salted_hmac("aftercare.mailbox", number.upper(), algorithm="sha256")
    return told.hexdigest()[:16]


def is_signed(number: str, signature: str) -> bool:
    return constant_time_compare(signature_of(number), signature)


def card_of(box: Mailbox) -> MailboxCard:
    return MailboxCard(**{name: getattr(box, name) for name in MailboxCard.__slots__})


def row_of(mail: Mail) -> MailRow:
    return MailRow(**{name: getattr(mail, name) for name in MailRow.__slots__})
