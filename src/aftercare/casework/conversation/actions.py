from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import advance_case, held_case
from aftercare.casework.cases.queries import CaseBrief, Stage, is_investigated
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.events import publish
from aftercare.foundation.files.queries import own_file_ids

from . import rules
from .events import ContactLogged
from .models import Attachment, Contact, old_recordings
from .queries import ContactRow, row_of


@action
def log_contact(
    *,
    actor: Actor,
    case_id: int,
    channel: str,
    outbound: bool,
    reached: bool = True,
    public: bool = False,
    text: str,
    at: datetime | None = None,
    recording_ref: str = "",
    file_ids: Sequence[int] = (),
    client_ref: str | None = None,
    now: datetime,
) -> ContactRow:
    """Writes down a call, message or visit. The first that reaches the customer moves the case on.

    A repeated `client_ref` is the same contact: the one already there comes back.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    at = at or now
    _check(text, at, now)
    contact, is_new = _written(
        case,
        client_ref,
        channel=channel,
        outbound=outbound,
        reached=reached,
        public=public,
        text=text,
        by_member_id=actor.staff_id,
        by_name=actor.name,
        recording_ref=recording_ref,
        at=at,
        recorded_at=now,
    )
    if not is_new:
        return row_of(contact)
    _attach(actor, case, contact, file_ids, now)
    record(
        actor=actor,
        verb="case.contact_logged",
        subject=f"case:{case.id}",
        at=now,
        contact=contact.id,
        channel=channel,
        outbound=outbound,
        reached=reached,
    )
    _announce(actor, case, contact, now)
    return row_of(contact)


@action
def add_note(
    *, actor: Actor, case_id: int, text: str, file_ids: Sequence[int] = (), now: datetime
) -> ContactRow:
    """An internal note: seen by staff alone, meets no promise."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    _check(text, now, now)
    contact = Contact.objects.create(
        case_id=case.id,
        channel=rules.Channel.NOTE,
        outbound=False,
        public=False,
        text=text,
        by_member_id=actor.staff_id,
        by_name=actor.name,
        at=now,
        recorded_at=now,
    )
    _attach(actor, case, contact, file_ids, now)
    record(actor=actor, verb="case.noted", subject=f"case:{case.id}", at=now, contact=contact.id)
    return row_of(contact)


@action
def add_message(
    *,
    actor: Actor,
    case_id: int,
    text: str,
    channel: str = rules.Channel.PORTAL,
    file_ids: Sequence[int] = (),
    client_ref: str | None = None,
    now: datetime,
) -> ContactRow:
    """The customer's own word, from the page where the case is followed."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    _check(text, now, now)
    contact, is_new = _written(
        case,
        client_ref,
        channel=channel,
        outbound=False,
        public=True,
        text=text,
        at=now,
        recorded_at=now,
    )
    if is_new:
        _attach(actor, case, contact, file_ids, now)
        record(
            actor=actor,
            verb="case.customer_wrote",
            subject=f"case:{case.id}",
            at=now,
            contact=contact.id,
        )
        _announce(actor, case, contact, now)
    return row_of(contact)


@action
def attach_files(*, actor: Actor, case_id: int, file_ids: Sequence[int], now: datetime) -> None:
    """Photos and documents of the case that came with no message."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    _attach(actor, case, None, file_ids, now, public=actor.kind is ActorKind.CUSTOMER)
    record(
        actor=actor,
        verb="case.files_attached",
        subject=f"case:{case.id}",
        at=now,
        files=list(file_ids),
    )


@action
def forget_recordings(
    *, actor: Actor, before: datetime, but: Collection[int], now: datetime
) -> int:
    """Where recordings of calls before a moment lie is known no more, `but` of these cases."""
    gone = old_recordings(before=before, but=but).update(recording_ref="")
    if gone:
        record(actor=actor, verb="case.recordings_forgotten", subject="cases", at=now, number=gone)
    return gone


def _check(text: str, at: datetime, now: datetime) -> None:
    if not text.strip():
        raise Invalid(_("Write what was said."), fields={"text": _("Write what was said.")})
    if not rules.may_have_been_at(at, now=now):
        sentence = _("A contact lies in the past, within the last 30 days.")
        raise Invalid(sentence, fields={"at": sentence})


def _written(case: CaseBrief, client_ref: str | None, **fields: object) -> tuple[Contact, bool]:
    if client_ref is None:
        return Contact.objects.create(case_id=case.id, **fields), True
    return Contact.objects.get_or_create(case_id=case.id, client_ref=client_ref, defaults=fields)


def _attach(
    actor: Actor,
    case: CaseBrief,
    contact: Contact | None,
    file_ids: Sequence[int],
    now: datetime,
    *,
    public: bool = False,
) -> None:
    if set(file_ids) - own_file_ids(actor=actor, ids=file_ids):
        raise NotFound(_("There is no such file."))
    Attachment.objects.bulk_create(
        [
            Attachment(
                case_id=case.id,
                contact=contact,
                file_id=file_id,
                public=contact.public if contact else public,
                attached_at=now,
            )
            for file_id in dict.fromkeys(file_ids)
        ],
        ignore_conflicts=True,
    )


def _announce(actor: Actor, case: CaseBrief, contact: Contact, now: datetime) -> None:
    publish(
        ContactLogged(
            case_id=case.id,
            contact_id=contact.id,
            outbound=contact.outbound,
            reached=contact.reached,
            channel=contact.channel,
            by_owner=actor.staff_id == case.owner_id,
            at=contact.at,
        )
    )
    spoken = contact.outbound and contact.reached and rules.is_contact(contact.channel)
    waits = case.stage == Stage.ACCEPTED and is_investigated(case.classification.kind)
    if spoken and waits:
        advance_case(actor=actor, case_id=case.id, version=None, stage=Stage.INVESTIGATING, now=now)
