"""Mail comes in, each in one transaction, and answers go out (R-IN-01)."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief, case_brief, case_id_of
from aftercare.casework.conversation.actions import add_message, add_note, log_contact
from aftercare.casework.conversation.queries import ContactRow
from aftercare.casework.intake.actions import register_case, take_word
from aftercare.casework.intake.queries import Intake
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.parties.queries import customer_ids, reach_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import send_message
from aftercare.foundation.deliveries.queries import Draft, about_mail
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_unused, store_file
from aftercare.foundation.privacy.rules import names_one_of

from . import rules
from .models import Mail, Mailbox
from .queries import MailRow, answered, is_signed, row_of, signature_of
from .rules import Fault, Parsed

MOST_FILES = 20
FIELDS = ("name", "address", "host", "port", "in_clear", "username", "folder", "opens_cases",
          "is_read")  # fmt: skip


class NotWaiting(Refusal):
    """Somebody has seen to this mail already."""


@action
def take_mail(
    *,
    actor: Actor,
    mailbox_id: int,
    uidvalidity: int,
    uid: int,
    raw: bytes,
    now: datetime,
) -> str:
    """One mail becomes a case, a part of one, or waits with its reason; the mail's state.

    All of it, with the place reached in the mailbox, or nothing. A mail met before changes nothing.
    """
    box = _held(mailbox_id)
    try:
        said = rules.parsed(raw)
    except rules.Unfit as unfit:
        return _keep(actor, _mail(box, uidvalidity, uid, now), "aside", unfit.fault)
    if box.mails.filter(key=said.key).exists():
        _reached(box, uidvalidity, uid, now)
        return "known"
    mail = _mail(box, uidvalidity, uid, now, said)
    fault = said.fault or (Fault.LOOP if _is_ours(said.sender) else None)
    if box.fresh_from is not None and rules.is_old(said.sent_at, box.fresh_from, now):
        fault = fault or Fault.OLD
    if fault is not None:
        return _keep(actor, mail, "refused", fault)
    case = _case_answered(said)
    mail.file_ids, untaken = _files(said, now)
    fault = None if case is not None else _doubt(box, said, now)
    if case is not None:
        _hear(mail, case, now)
    elif fault is None:
        _open(mail, now)
    _say_untaken(mail, untaken, now)
    if fault is not None:
        return _keep(actor, mail, "waiting", fault)
    return _keep(actor, mail, "case" if case is None else "threaded", None)


@action
def keep_mail(
    *,
    actor: Actor,
    mailbox_id: int,
    uidvalidity: int,
    uid: int,
    fault: Fault,
    now: datetime,
    raw: bytes = b"",
) -> None:
    """Sets a mail aside that could not be taken; the next ones are not kept by it."""
    box = _held(mailbox_id)
    try:
        said = rules.parsed(raw) if raw else None
    except rules.Unfit:
        said = None
    mail = _mail(box, uidvalidity, uid, now, said)
    _keep(actor, mail, "waiting" if said else "aside", fault)


@action
def note_reading(
    *,
    actor: Actor,
    mailbox_id: int,
    trouble: str,
    now: datetime,
    uidvalidity: int | None = None,
    last_uid: int | None = None,
) -> None:
    """The mailbox was read, or why not. A place to begin at is given at the first reading."""
    box = _held(mailbox_id)
    if bool(trouble) != bool(box.trouble):
        record(actor=actor, verb="mailbox.reading_changed", subject=f"mailbox:{box.id}", at=now,
               works=not trouble)  # fmt: skip
    box.trouble, box.read_at = trouble[:200], box.read_at if trouble else now
    if uidvalidity is not None and last_uid is not None:
        box.uidvalidity, box.last_uid = uidvalidity, last_uid
    box.save()


@action
def save_mailbox(
    *,
    actor: Actor,
    values: Mapping[str, object],
    now: datetime,
    mailbox_id: int | None = None,
    password: str = "",
) -> int:
    """A mailbox to be read, or its changed settings; without a password the old one stays."""
    box = _held(mailbox_id) if mailbox_id is not None else Mailbox()
    elsewhere = any(getattr(box, name) != values[name] for name in ("host", "username", "folder"))
    for name in FIELDS:
        setattr(box, name, values[name])
    if elsewhere:
        box.connected_at, box.uidvalidity, box.last_uid = now, None, 0
    if password:
        box.password = password
    elif elsewhere:
        raise Invalid.of("password", _("Another account needs its password."))
    box.save()
    record(actor=actor, verb="mailbox.saved", subject=f"mailbox:{box.id}", at=now,
           is_read=box.is_read, opens_cases=box.opens_cases)  # fmt: skip
    return box.id


@action
def open_case_of_mail(*, actor: Actor, mail_id: int, now: datetime) -> MailRow:
    """A person says that a waiting mail is a new matter."""
    mail = _waiting(actor, mail_id)
    _open(mail, now)
    _keep(actor, mail, "case", None, now)
    return row_of(mail)


@action
def join_case(*, actor: Actor, mail_id: int, number: str, now: datetime) -> MailRow:
    """A person says to which case a waiting mail belongs. Raises Invalid."""
    mail = _waiting(actor, mail_id)
    try:
        case = case_brief(actor=actor, case_id=case_id_of(actor=actor, number=number.strip()))
    except NotFound as error:
        raise Invalid.of("number", _("There is no such case.")) from error
    _join(mail, case, now)
    _keep(actor, mail, "threaded", None, now)
    return row_of(mail)


@action
def dismiss_mail(*, actor: Actor, mail_id: int, now: datetime) -> MailRow:
    """A person says that a mail needs nothing."""
    mail = _waiting(actor, mail_id)
    _keep(actor, mail, "dismissed", Fault(mail.fault) if mail.fault else None, now)
    return row_of(mail)


@action
def reply_by_mail(
    *,
    actor: Actor,
    case_id: int,
    text: str,
    now: datetime,
    subject: str = "",
    file_ids: Sequence[int] = (),
) -> ContactRow:
    """Writes to the customer by mail: a public contact of the case, and a message in the outbox.

    The answer finds the case by the letter it answers, or by the signed number in the subject.
    """
    case = case_brief(actor=actor, case_id=case_id)
    recipient = reach_of(actor=SYSTEM, customer_id=case.customer_id).email
    if not recipient:
        raise Invalid.of("text", _("No mail address of this customer is known."))
    contact = log_contact(
        actor=actor, case_id=case_id, channel="email", outbound=True, public=True, text=text,
        file_ids=file_ids, now=now,
    )  # fmt: skip
    earlier, their_subject, address = answered(actor=actor, case=case)
    line = subject.strip() or (f"Re: {their_subject}" if their_subject else case.subject)
    draft = Draft(
        channel="mail",
        recipient=recipient,
        subject=_tagged(line, case.number),
        text=text,
        purpose="case.reply",
        about=f"case:{case.id}",
        part=f"contact:{contact.id}",
        org_unit_id=case.org_unit_id,
        urgent=True,
        by_person=True,
        mail_id=f"{secrets.token_hex(12)}.aftercare@{_domain(address)}",
        in_reply_to=earlier,
        references=(earlier,) if earlier else (),
        reply_to=address,
        file_ids=tuple(file_ids),
    )
    send_message(actor=actor, draft=draft, now=now)
    record(actor=actor, verb="case.mail_written", subject=f"case:{case.id}", at=now,
           contact=contact.id, files=list(file_ids))  # fmt: skip
    return contact


@action
def forget_senders(*, actor: Actor, naming: Collection[str], now: datetime) -> int:
    """Empties mails that never came to a case and name a person by one of these; how many."""
    found = Mail.objects.filter(case=None).select_for_update().order_by("id")
    named = [
        mail for mail in found
        if names_one_of(f"{mail.sender} {mail.sender_name} {mail.subject} {mail.text}", naming)
    ]  # fmt: skip
    for mail in named:
        file_ids, mail.file_ids = mail.file_ids, []
        mail.sender = mail.sender_name = mail.subject = mail.text = mail.mail_id = ""
        mail.save()
        discard_unused(actor=actor, file_ids=file_ids, now=now)
    record(actor=actor, verb="mail.senders_forgotten", subject="mails", at=now, number=len(named))
    return len(named)


def _held(mailbox_id: int) -> Mailbox:
    box = Mailbox.objects.select_for_update().filter(id=mailbox_id).first()
    if box is None:
        raise NotFound(_("There is no such mailbox."))
    return box


def _waiting(actor: Actor, mail_id: int) -> Mail:
    mail = Mail.objects.select_for_update().filter(id=mail_id).first()
    if mail is None:
        raise NotFound(_("There is no such mail."))
    if mail.state not in ("waiting", "refused"):
        raise NotWaiting(_("Somebody has seen to this mail already."))
    mail.seen_by = actor.user_id
    return mail


def _mail(
    box: Mailbox, uidvalidity: int, uid: int, now: datetime, said: Parsed | None = None
) -> Mail:
    _reached(box, uidvalidity, uid, now)
    fresh = Mail(mailbox=box, uidvalidity=uidvalidity, uid=uid, met_at=now,
                 key=said.key if said else f"{uidvalidity}:{uid}")  # fmt: skip
    if said is not None:
        fresh.sender, fresh.sender_name = said.sender, said.sender_name
        fresh.subject, fresh.text, fresh.mail_id = said.subject, said.text, said.mail_id
    return fresh


def _reached(box: Mailbox, uidvalidity: int, uid: int, now: datetime) -> None:
    same = box.uidvalidity == uidvalidity
    if not same and box.uidvalidity is not None:
        box.fresh_from = (box.read_at or now) - rules.LATE_POST
    box.uidvalidity, box.last_uid = uidvalidity, max(box.last_uid, uid) if same else uid
    box.read_at = now
    box.save(update_fields=["uidvalidity", "last_uid", "read_at", "fresh_from"])


def _keep(
    actor: Actor, mail: Mail, state: str, fault: Fault | None, at: datetime | None = None
) -> str:
    mail.state, mail.fault = state, fault or ""
    mail.save()
    record(actor=actor, verb="mail.kept", subject=f"mailbox:{mail.mailbox_id}",
           at=at or mail.met_at, mail=mail.id, state=state, fault=mail.fault)  # fmt: skip
    return state


def _join(mail: Mail, case: CaseBrief, now: datetime) -> None:
    contact = add_message(
        actor=SYSTEM,
        case_id=case.id,
        text=rules.own_words(mail.text) or mail.subject or _("(without words)"),
        channel="email",
        file_ids=mail.file_ids,
        client_ref=f"mail:{mail.key}",
        now=now,
    )
    mail.case_id, mail.contact_id = case.id, contact.id


def _hear(mail: Mail, case: CaseBrief, now: datetime) -> None:
    """An answer by mail to a case, which may have been closed meanwhile."""
    heard = take_word(
        actor=SYSTEM, case=case, word=_intake(mail), client_ref=f"mail:{mail.key}", now=now
    )
    mail.case_id, mail.contact_id = heard.case.id, heard.contact_id


def _open(mail: Mail, now: datetime) -> None:
    known = customer_ids(actor=SYSTEM, text=mail.sender)
    customer_id = known[0] if known else find_or_register_customer(
        actor=SYSTEM, name=mail.sender_name, phone="", email=mail.sender, now=now
    ).id  # fmt: skip
    intake = replace(_intake(mail), customer_id=customer_id)
    registered = register_case(actor=SYSTEM, intake=intake, now=now)
    mail.case_id = registered.case.id


def _intake(mail: Mail) -> Intake:
    return Intake(
        channel="email",
        subject=mail.subject[:120],
        description=rules.own_words(mail.text) or mail.subject or _("(without words)"),
        file_ids=mail.file_ids,
        intake_key=f"mail:{mail.mailbox_id}:{mail.key}",
    )


def _doubt(box: Mailbox, said: Parsed, now: datetime) -> Fault | None:
    """Why a new matter should be looked at by a person first."""
    if not rules.says_something(said):
        return Fault.SAYS_NOTHING
    if len(customer_ids(actor=SYSTEM, text=said.sender)) > 1:
        return Fault.SEVERAL_CUSTOMERS
    if _of_late(box, said.sender, now) >= rules.MOST_AN_HOUR:
        return Fault.STORM
    return None if box.opens_cases else Fault.STRANGER


def _of_late(box: Mailbox, sender: str, now: datetime) -> int:
    """How many new matters came from this address within the hour."""
    late = box.mails.filter(state="case", met_at__gt=now - timedelta(hours=1)).order_by("-id")
    return sum(one.sender == sender for one in late[:500])


def _case_answered(said: Parsed) -> CaseBrief | None:
    """By the letter that is answered, else by a number that we signed. Merged: the case kept."""
    about = about_mail(actor=SYSTEM, mail_ids=said.answers)
    case_id = int(about.partition(":")[2]) if about.startswith("case:") else _tagged_case(said)
    if case_id is None:
        return None
    case = case_brief(actor=SYSTEM, case_id=case_id)
    return case_brief(actor=SYSTEM, case_id=case.merged_into_id) if case.merged_into_id else case


def _tagged_case(said: Parsed) -> int | None:
    for number, signature in rules.tags((said.subject, *said.recipients)):
        if is_signed(number, signature):
            return case_id_of(actor=SYSTEM, number=number)
    return None


def _files(said: Parsed, now: datetime) -> tuple[list[int], list[str]]:
    """The attachments that we take, and a line for each that we do not."""
    kept, untaken = [], []
    for one in said.attached[:MOST_FILES]:
        try:
            kept.append(store_file(actor=SYSTEM, name=one.name, content=one.content, now=now).id)
        except Invalid as refused:
            untaken.append(f"[{refused}]")
    if len(said.attached) > MOST_FILES:
        untaken.append(_("[More attachments came than are taken.]"))
    return kept, untaken


def _say_untaken(mail: Mail, untaken: Sequence[str], now: datetime) -> None:
    """On the case beside the customer's words, which triage reads; and with the mail."""
    if untaken and mail.case_id is not None:
        add_note(actor=SYSTEM, case_id=mail.case_id, text="\n".join(untaken), now=now)
    mail.text = "\n\n".join(filter(None, (mail.text, *untaken)))


def _is_ours(sender: str) -> bool:
    return Mailbox.objects.filter(address__iexact=sender).exists()


def _tagged(subject: str, number: str) -> str:
    tag = f"[{number}#{signature_of(number)}]"
    return subject if tag in subject else f"{subject[:150]} {tag}"


def _domain(address: str) -> str:
    return address.rpartition("@")[2] or "aftercare.invalid"
