"""Messages of social channels become cases or parts of them, and answers go back (R-IN-01)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.actions import add_note, attach_files, log_contact
from aftercare.casework.conversation.queries import ContactRow
from aftercare.casework.intake.actions import register_case, take_word
from aftercare.casework.intake.queries import Intake
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.products.queries import lines
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import send_message
from aftercare.foundation.deliveries.queries import Draft
from aftercare.foundation.endpoints.actions import change_endpoint, open_endpoint, renew_secret
from aftercare.foundation.endpoints.queries import way_to
from aftercare.foundation.endpoints.rules import signed
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.privacy.keys import index_of_word
from aftercare.foundation.privacy.rules import is_phone, normal_phone

from . import rules
from .adapters import dialect_of, dialects
from .models import Incoming, Source, Thread
from .rules import Attached, Word

FETCH = "aftercare.casework.chats.jobs.fetch_attachments"
NAMED = ("name", "product_line", "per_minute")


class IdReused(Refusal):
    """The channel gave this name to another message before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a message. `code` opens the case to the customer; told once, with a new case.

    `again`: it had come before, and nothing was done.
    """

    message_id: str
    state: str
    case_number: str
    code: str = field(default="", repr=False)
    again: bool = False


@action
def take_messages(
    *, actor: Actor, source_id: int, words: Sequence[Word], now: datetime
) -> list[Taken]:
    """All messages of a call, or none. One that came before is answered, and changes nothing."""
    source = _held(source_id)
    taken = [_take(source, word, now) for word in words]
    source.heard_at = now
    source.save(update_fields=["heard_at"])
    record(actor=actor, verb="chat.heard", subject=f"source:{source.id}", at=now,
           fresh=sum(not one.again for one in taken))  # fmt: skip
    return taken


@action
def note_refusal(
    *,
    actor: Actor,
    source_id: int,
    fault: str,
    now: datetime,
    flaws: Sequence[str] = (),
) -> None:
    """A call was turned away: counted, and kept as a line where it was genuine but unreadable."""
    if flaws:
        Incoming.objects.create(source_id=source_id, key="", digest="", state="refused",
                                faults=[one[:40] for one in flaws[:9]], heard_at=now)  # fmt: skip
    Source.objects.filter(id=source_id).update(
        refused=F("refused") + 1, refused_at=now, refusal=fault[:20]
    )
    record(actor=actor, verb="chat.refused", subject=f"source:{source_id}", at=now, fault=fault)


@action
def open_source(
    *, actor: Actor, code: str, values: Mapping[str, object], url: str = "", now: datetime
) -> tuple[int, str]:
    """A channel that may call us; its id, and its secret, which is shown this once."""
    if Source.objects.filter(code=code).exists():
        raise Invalid.of("code", _("Another channel has this word in its address."))
    endpoint = open_endpoint(actor=actor, url=url, now=now)
    source = Source(code=code, endpoint_id=endpoint.id)
    _fill(source, values)
    source.save()
    record(actor=actor, verb="source.opened", subject=f"source:{source.id}", at=now)
    return source.id, endpoint.secret


@action
def change_source(
    *,
    actor: Actor,
    source_id: int,
    values: Mapping[str, object],
    url: str,
    is_on: bool,
    now: datetime,
) -> None:
    """Its settings. Switched off, nobody is let in and no answer goes out."""
    source = _held(source_id)
    _fill(source, values)
    source.is_on = is_on
    change_endpoint(actor=actor, endpoint_id=source.endpoint_id, url=url, is_on=is_on, now=now)
    source.save()
    record(actor=actor, verb="source.changed", subject=f"source:{source.id}", at=now, is_on=is_on)


@action
def renew_source_secret(
    *, actor: Actor, source_id: int, now: datetime, at_once: bool = False
) -> str:
    """A new secret, shown this once; the former one works on for a day, unless `at_once`."""
    source = _held(source_id)
    fresh = renew_secret(actor=actor, endpoint_id=source.endpoint_id, now=now, at_once=at_once)
    record(actor=actor, verb="source.secret_renewed", subject=f"source:{source.id}", at=now)
    return fresh.secret


@action
def send_sample(*, actor: Actor, source_id: int, body: str, now: datetime) -> list[Taken]:
    """A signed call as the channel would make it, through the same checks: it does what it says.

    Raises Invalid with the fields that could not be read.
    """
    source, raw = _held(source_id), body.encode()
    way = way_to(actor=SYSTEM, endpoint_id=source.endpoint_id, at=now)
    dialect = dialect_of(source.dialect)
    if way is None or dialect is None or source.dialect != "standard":
        raise Invalid.of("body", _("Only the standard way of speaking can be tried from here."))
    headers = signed(way.secrets, f"sample-{now.timestamp()}", int(now.timestamp()), raw)
    call = rules.Call(method="POST", headers=headers, query={}, body=raw)
    try:
        dialect.check(call, secrets=way.secrets, at=now)
        words = dialect.read(call, mapping=source.mapping, at=now)
    except rules.Unreadable as error:
        wrong = ", ".join(f"{name or 'body'}: {flaw}" for name, flaw in error.flaws.items())
        raise Invalid.of("body", _("It cannot be read: {what}").format(what=wrong)) from error
    record(actor=actor, verb="source.tried", subject=f"source:{source.id}", at=now)
    return take_messages(actor=SYSTEM, source_id=source_id, words=words, now=now)


@action
def answer_in_chat(*, actor: Actor, case_id: int, text: str, now: datetime) -> ContactRow:
    """Writes to the customer on the channel they wrote by: a public contact, and a signed call."""
    case = case_brief(actor=actor, case_id=case_id)
    thread = (
        Thread.objects.filter(case_id=case.id, source__endpoint__is_on=True)
        .exclude(source__endpoint__url="")
        .select_related("source")
        .order_by("-heard_at")
        .first()
    )
    if thread is None:
        raise Invalid.of("text", _("No channel that takes answers is known for this case."))
    contact = log_contact(
        actor=actor, case_id=case.id, channel="chat", outbound=True, public=True, text=text, now=now
    )
    draft = Draft(
        channel="social",
        recipient=thread.source.name,
        endpoint_id=thread.source.endpoint_id,
        text=text,
        params={
            "thread_id": thread.name,
            "message_id": f"contact-{contact.id}",
            "case_number": case.number,
            "sent_at": now.isoformat(),
        },
        purpose="case.answer",
        about=f"case:{case.id}",
        part=f"contact:{contact.id}",
        org_unit_id=case.org_unit_id,
        urgent=True,
        by_person=True,
    )
    send_message(actor=actor, draft=draft, now=now)
    record(actor=actor, verb="case.chat_answered", subject=f"case:{case.id}", at=now,
           contact=contact.id)  # fmt: skip
    return contact


@action
def keep_attachments(
    *,
    actor: Actor,
    incoming_id: int,
    fetched: Sequence[Attached],
    failed: Sequence[str],
    now: datetime,
) -> None:
    """What was fetched joins its case; a note says which could not be, so that somebody asks."""
    row = Incoming.objects.select_for_update().filter(id=incoming_id).first()
    if row is None or row.case_id is None or not row.links:
        return
    file_ids, untaken = _files(fetched, now)
    if file_ids:
        attach_files(actor=actor, case_id=row.case_id, file_ids=file_ids, now=now)
    lines = [*untaken, *(_("[“{name}” could not be fetched.]").format(name=one) for one in failed)]
    if lines:
        add_note(actor=actor, case_id=row.case_id, text="\n".join(lines), now=now)
    row.links = ""
    row.save(update_fields=["links"])
    record(actor=actor, verb="chat.attachments_kept", subject=f"source:{row.source_id}", at=now,
           files=file_ids, failed=len(lines))  # fmt: skip


def _take(source: Source, word: Word, now: datetime) -> Taken:
    key, digest = _key(source, "message", word.message_id), _digest(word)
    known = source.incoming.filter(key=key).exclude(state="refused").first()
    if known is not None:
        if known.digest != digest:
            raise IdReused(_("This message_id came before with another message."))
        case = case_brief(actor=SYSTEM, case_id=known.case_id) if known.case_id else None
        number = case.number if case else ""
        return Taken(message_id=word.message_id, state=known.state, case_number=number, again=True)
    row = Incoming(source=source, key=key, digest=digest, state="case", heard_at=now)
    thread_key = _key(source, "thread", word.thread_id)
    thread = source.threads.select_for_update().filter(key=thread_key).first()
    intake = _intake(source, word, key, now)
    if thread is None:
        case, code = _opened(source, word, thread_key, intake, now)
    else:
        case, code = _heard(thread, row, intake, now)
    row.case_id = case.id
    links = [[one.name, one.url] for one in word.attachments if one.url]
    row.links = json.dumps(links, ensure_ascii=False) if links else ""
    row.save()
    if links:
        app.configure_task(FETCH).defer(incoming_id=row.id)
    return Taken(message_id=word.message_id, state=row.state, case_number=case.number, code=code)


def _opened(
    source: Source, word: Word, thread_key: str, intake: Intake, now: datetime
) -> tuple[CaseBrief, str]:
    """A conversation begins: a case of its own, for the customer who wrote by this name before."""
    sender_key = _key(source, "sender", word.sender_id) if word.sender_id else ""
    known = None
    if sender_key:
        known = source.threads.filter(sender_key=sender_key).order_by("-id").first()
    number = normal_phone(word.sender_phone)
    if known is not None:
        customer_id = case_brief(actor=SYSTEM, case_id=known.case_id).customer_id
    else:
        customer_id = find_or_register_customer(
            actor=SYSTEM, name=word.sender_name[:60], phone=number if is_phone(number) else "",
            now=now,
        ).id  # fmt: skip
    registered = register_case(
        actor=SYSTEM, intake=replace(intake, customer_id=customer_id), now=now
    )
    Thread.objects.create(
        source=source, key=thread_key, sender_key=sender_key, name=word.thread_id,
        case_id=registered.case.id, heard_at=now,
    )  # fmt: skip
    return registered.case, registered.code


def _heard(thread: Thread, row: Incoming, intake: Intake, now: datetime) -> tuple[CaseBrief, str]:
    """A conversation goes on: with its case, or the one that this was merged into."""
    case = case_brief(actor=SYSTEM, case_id=thread.case_id)
    if case.merged_into_id:
        case = case_brief(actor=SYSTEM, case_id=case.merged_into_id)
    heard = take_word(
        actor=SYSTEM, case=case, word=intake, client_ref=str(intake.intake_key), now=now
    )
    row.state, row.contact_id = heard.fate, heard.contact_id
    thread.case_id, thread.heard_at = heard.case.id, now
    thread.save(update_fields=["case", "heard_at"])
    return heard.case, heard.code


def _intake(source: Source, word: Word, key: str, now: datetime) -> Intake:
    inline = [one for one in word.attachments if one.content or not one.url]
    file_ids, untaken = _files(inline, now)
    text = "\n\n".join(filter(None, (word.text.strip(), *untaken)))
    return Intake(
        channel="chat",
        description=text or _("(without words)"),
        product_line=source.product_line,
        product_text=word.product[:120],
        order_no=word.order_no[:60],
        received_at=min(word.sent_at, now) if word.sent_at else None,
        file_ids=file_ids,
        intake_key=f"chat:{source.id}:{key}",
    )


def _files(attached: Sequence[Attached], now: datetime) -> tuple[list[int], list[str]]:
    """The files that we take, and a line for each that we do not."""
    kept, untaken = [], []
    for one in attached:
        try:
            kept.append(store_file(actor=SYSTEM, name=one.name, content=one.content, now=now).id)
        except Invalid as refused:
            untaken.append(f"[{refused}]")
    return kept, untaken


def _fill(source: Source, values: Mapping[str, object]) -> None:
    for name in NAMED:
        setattr(source, name, values[name])
    mapping, wrong = rules.mapping_of(str(values["mapping"]))
    faults = {}
    if wrong:
        sentence = _("This line cannot be read: {line}. Write “text = content.text”.")
        faults["mapping"] = sentence.format(line=wrong[0])
    if values["dialect"] not in dialects():
        faults["dialect"] = _("Choose one of the list.")
    known = {line.code for line in lines(actor=SYSTEM)}
    if source.product_line and source.product_line not in known:
        faults["product_line"] = _("Choose one of the list.")
    if faults:
        raise Invalid(_("The channel cannot be saved like this."), fields=faults)
    source.dialect, source.mapping = str(values["dialect"]), mapping


def _held(source_id: int) -> Source:
    found = Source.objects.select_for_update().filter(id=source_id).first()
    if found is None:
        raise NotFound(_("There is no such channel."))
    return found


def _key(source: Source, what: str, word: str) -> str:
    """What the channel's name of a thing is found by, without keeping it in clear."""
    return index_of_word(f"{source.id}:{word}", f"chat {what}")


def _digest(word: Word) -> str:
    """Tells whether the same name came with another message; says nothing of what it holds."""
    files = [(one.name, one.url, hashlib.sha256(one.content).hexdigest())
             for one in word.attachments]  # fmt: skip
    said = json.dumps([word.thread_id, word.text, files], ensure_ascii=False)
    return index_of_word(hashlib.sha256(said.encode()).hexdigest(), "chat digest")
