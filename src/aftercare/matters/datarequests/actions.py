"""Requests of persons about their own data: taken, answered, refused, carried out (R-SEC-04)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.actions import note_times
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.exports.actions import expire_exports
from aftercare.casework.imports.actions import forget_abandoned
from aftercare.casework.mailbox.actions import forget_senders
from aftercare.casework.views.actions import forget_words
from aftercare.customers.merges.queries import files_in
from aftercare.customers.parties.actions import erase_customer
from aftercare.customers.parties.queries import called, customer_brief, is_erased, sight_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import erase_words, erase_words_naming, record
from aftercare.foundation.deliveries.actions import cancel_message
from aftercare.foundation.deliveries.queries import messages_of
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_unused
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify
from aftercare.foundation.privacy.actions import erase_about, note_reveal
from aftercare.foundation.receipts.actions import forget_answers
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind as Reading

from . import rules
from .models import DataRequest
from .queries import RequestCard, Section, card_of
from .queries.copies import all_cases_of, sections_of
from .rules import Kind, Proof, State

LONGEST = 1000
ANSWERS = "datarequests.answer_request"
WAITING = ("queued", "held", "failed")
KINDS = {
    Kind.ACCESS: gettext_noop("To know what is kept"),
    Kind.COPY: gettext_noop("A copy of it"),
    Kind.CORRECTION: gettext_noop("Correction"),
    Kind.ERASURE: gettext_noop("Erasure"),
}


class NotOpen(Refusal):
    """The request has been answered already."""


class MattersOpen(Refusal):
    """What is not settled yet keeps the data of a person from being erased."""


@action
def take_request(
    *, actor: Actor, customer_id: int, kind: str, proof: str, wish: str, now: datetime
) -> RequestCard:
    """A customer asked somebody of us. An open request of the same kind takes the new words."""
    customer = customer_brief(actor=actor, customer_id=customer_id)
    row = _taken(actor, customer.id, kind, proof, wish, now)
    return card_of(actor, row, now)


@action
def ask_about_own_data(*, actor: Actor, case_id: int, kind: str, wish: str, now: datetime) -> None:
    """The customer asks by the link of a case: the link shows who it is."""
    case = case_brief(actor=actor, case_id=case_id)
    row = _taken(actor, case.customer_id, kind, Proof.LINK, wish, now)
    notify(
        actor=actor,
        user_ids=user_ids_with(actor=SYSTEM, permission=ANSWERS),
        kind="datarequests.asked",
        text_key=gettext_noop("A customer asks about the own data: {kind}. Answer by {day}."),
        params={"kind": {"text": KINDS[Kind(row.kind)]}, "day": row.due_on.isoformat()},
        link=f"/desk/data-requests/{row.id}",
        now=now,
    )


@action
def answer_request(
    *, actor: Actor, request_id: int, granted: bool, answer: str, now: datetime
) -> RequestCard:
    """What was done, or why it is refused: the person reads it. Raises Invalid, NotOpen.

    An erasure is granted by carrying it out (`erase_person`).
    """
    row = _open(actor, request_id)
    if granted and row.kind == Kind.ERASURE:
        raise NotOpen(_("An erasure is answered by erasing."))
    if not answer.strip() or len(answer) > LONGEST:
        raise Invalid.of("answer", _("Say what was done, or why not."))
    _end(actor, row, State.DONE if granted else State.REFUSED, answer.strip(), now)
    return card_of(actor, row, now)


@action
def erase_person(*, actor: Actor, request_id: int, now: datetime) -> RequestCard:
    """Who the person is, and all that was said, is erased; what is counted stays.

    Name, numbers, places, contacts, messages, files, texts of cases and of the history go for good;
    kinds, days, sums, stars and the region stay. Raises MattersOpen while a case is open.
    """
    row = _open(actor, request_id)
    if row.kind != Kind.ERASURE:
        raise NotOpen(_("This request asks for something else."))
    cases = all_cases_of(actor=SYSTEM, customer_id=row.customer_id, now=now)
    still = [case.number for case in cases if case.closed_at is None]
    if still:
        raise MattersOpen(
            _("Not settled yet: {numbers}. What is needed for it may not be erased before.").format(
                numbers="、".join(still[:5])
            )
        )
    texts = _erased_person(actor, row.customer_id, cases, now)
    row.wish = ""
    _end(actor, row, State.DONE, _("Erased: {texts} texts and rows.").format(texts=texts), now)
    return card_of(actor, row, now)


@action
def erase_again(*, actor: Actor, customer_id: int, now: datetime) -> bool:
    """Who was erased before came back with an older backup; whether there was something to erase.

    What was open then does not keep it: the erasure was rightful when it was carried out.
    """
    if is_erased(actor=actor, customer_id=customer_id):
        return False
    cases = all_cases_of(actor=SYSTEM, customer_id=customer_id, now=now)
    _erased_person(actor, customer_id, cases, now)
    record(actor=actor, verb="customer.erased_again", subject=f"customer:{customer_id}", at=now)
    return True


@action
def erase_cases(*, actor: Actor, case_ids: Sequence[int], now: datetime) -> int:
    """What was said in ended cases is erased; number, kind, days and sums stay. How much went."""
    said = _("(erased: kept long enough)")
    return _erased(actor, list(case_ids), [f"case:{one}" for one in case_ids], now, said)


@action
def copy_person(*, actor: Actor, request_id: int, reason: str, now: datetime) -> Sequence[Section]:
    """All that is kept about the person, in clear, to be handed over; leaves its trace."""
    found = DataRequest.objects.filter(sight_of(actor=actor, path="customer_id"), id=request_id)
    row = found.first()
    if row is None:
        raise NotFound(_("There is no such request."))
    if row.kind not in (Kind.ACCESS, Kind.COPY):
        raise NotOpen(_("This request asks for something else."))
    subject = f"customer:{row.customer_id}"
    note_reveal(actor=actor, subject=subject, fields=["name", "phone", "address", "email"],
                reason=reason, now=now)  # fmt: skip
    record(actor=actor, verb="customer.copied", subject=subject, at=now, request=row.id)
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Reading.EXPORT, now=now)
    return sections_of(actor=SYSTEM, customer_id=row.customer_id, now=now)


def _taken(
    actor: Actor, customer_id: int, kind: str, proof: str, wish: str, now: datetime
) -> DataRequest:
    faults = {}
    if kind not in list(Kind):
        faults["kind"] = _("Choose one of the list.")
    if proof not in list(Proof):
        faults["proof"] = _("Choose one of the list.")
    if len(wish) > LONGEST or "\x00" in wish:
        faults["wish"] = _("At most {most} characters.").format(most=LONGEST)
    if kind == Kind.CORRECTION and not wish.strip():
        faults["wish"] = _("Say what is wrong, and what would be right.")
    if faults:
        raise Invalid(_("The request cannot be taken like this."), fields=faults)
    row = DataRequest(
        customer_id=customer_id, kind=kind, proof=proof, wish=wish.strip(), asked_at=now,
        due_on=rules.due_on(timezone.localdate(now)), taken_by=actor.user_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row = DataRequest.objects.get(customer_id=customer_id, kind=kind, state=State.OPEN)
        row.wish = "\n".join(filter(None, (row.wish, wish.strip())))[: 4 * LONGEST]
        row.save(update_fields=["wish"])
    record(actor=actor, verb="customer.asked_about_data", subject=f"customer:{customer_id}", at=now,
           request=row.id, kind=kind, proof=proof)  # fmt: skip
    return row


def _open(actor: Actor, request_id: int) -> DataRequest:
    found = DataRequest.objects.filter(sight_of(actor=actor, path="customer_id"), id=request_id)
    row = found.select_for_update().first()
    if row is None:
        raise NotFound(_("There is no such request."))
    if row.state != State.OPEN:
        raise NotOpen(_("This request has been answered already."))
    return row


def _end(actor: Actor, row: DataRequest, state: State, answer: str, now: datetime) -> None:
    row.state, row.answer, row.ended_at, row.ended_by = state, answer, now, actor.user_id
    row.save(update_fields=["state", "answer", "ended_at", "ended_by", "wish"])
    record(actor=actor, verb="customer.data_request_ended", subject=f"customer:{row.customer_id}",
           at=now, request=row.id, kind=row.kind, state=state)  # fmt: skip


def _erased_person(
    actor: Actor, customer_id: int, cases: Sequence[CaseBrief], now: datetime
) -> int:
    """Their files, all that was said in their cases, and the exports that may hold them."""
    files = files_in(actor=SYSTEM, customer_id=customer_id)
    _forget_quotes(actor, {*called(actor=SYSTEM, ids=[customer_id, *files])}, cases, now)
    subjects = [f"customer:{one}" for one in sorted(files)] + [f"case:{one.id}" for one in cases]
    texts = _erased(actor, [case.id for case in cases], subjects, now)
    expire_exports(actor=actor, now=now, before=now)
    return texts + erase_customer(actor=actor, customer_id=customer_id, files=files, now=now)


def _forget_quotes(
    actor: Actor, naming: set[str], cases: Sequence[CaseBrief], now: datetime
) -> None:
    """What belongs to nobody but may name the person.

    Files that wait to be imported, mails that came to no case, answers kept for repeated posts,
    words searched for.
    """
    forget_answers(naming={*naming, *(case.number for case in cases)})
    if naming:
        forget_abandoned(actor=actor, now=now, naming=naming)
        forget_senders(actor=actor, naming=naming, now=now)
        forget_words(actor=actor, naming=naming, now=now)
        erase_words_naming(actor=actor, naming=naming, now=now)


def _erased(
    actor: Actor, case_ids: list[int], subjects: list[str], now: datetime, said: str = ""
) -> int:
    """What was said in cases and histories, and what was sent."""
    for subject in subjects:
        for message in messages_of(actor=SYSTEM, about=subject):
            if message.state in WAITING:
                cancel_message(actor=SYSTEM, message_id=message.id, now=now)
    words = sum(erase_words(actor=actor, subject=subject, now=now) for subject in subjects)
    told = [
        erase_about(kind="case", ids=case_ids, said=said),
        erase_about(kind="subject", ids=subjects, said=said),
    ]
    for one in told:
        discard_unused(actor=actor, file_ids=one.file_ids, now=now)
    for case_id in case_ids:
        note_times(actor=SYSTEM, case_id=case_id, times={"erased_at": now}, now=now)
        record(actor=actor, verb="case.erased", subject=f"case:{case_id}", at=now)
    return words + sum(one.texts + one.rows for one in told)
