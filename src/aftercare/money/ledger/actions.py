"""Promised, paid, taken back: each an entry of its own, none is ever changed."""

from datetime import date, datetime

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.resolutions.actions import forfeit_money
from aftercare.casework.resolutions.queries import Granted, granted_money
from aftercare.customers.units.queries import unit_briefs
from aftercare.fieldservice.quotes.events import CustomerPaid, CustomerPaidBack
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal

from . import rules
from .models import WAY_CHOICES, Entry
from .queries import HOLD, LedgerFilter, lines_about
from .rules import Move, State

SAME = ("case_id", "resolution_id", "ground", "clause", "category", "product_line",
        "product_model_id", "org_unit_id", "granted_by_id", "approved_by")  # fmt: skip


class NotToBePaid(Refusal):
    """The sum was paid or taken back already."""


class NotOnesOwn(Refusal):
    """Nobody pays out what they promised or approved."""


@action
def note_promise(*, actor: Actor, case_id: int, resolution_id: int, now: datetime) -> int | None:
    """The customer agreed to a resolution: its money is owed. None where there is none."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    granted = granted_money(actor=SYSTEM, case=case, resolution_id=resolution_id)
    if granted is None:
        return None
    entry = _promise_of(case, granted)
    entry.by_name, entry.by_user_id, entry.at = granted.by_name, None, now
    entry.on = timezone.localdate(now)
    entry.save()
    _recorded(actor, entry, "case.money_promised", now)
    place_hold(actor=SYSTEM, case_id=case_id, kind=HOLD, reference=entry.id, now=now)
    return entry.id


@action
def record_payment(
    *, actor: Actor, entry_id: int, way: str, reference: str, paid_on: date, now: datetime
) -> int:
    """A promised sum was paid out in full; its entry. Raises NotToBePaid, NotOnesOwn, Invalid."""
    promise = _promise(actor, entry_id, now)
    stands = rules.standing(lines_about(promise))
    if stands.state is not State.WAITING:
        raise NotToBePaid(_("This sum was paid or taken back already."))
    if actor.staff_id is not None and actor.staff_id == promise.granted_by_id:
        raise NotOnesOwn(_("Nobody pays out what they promised themselves."))
    if way not in dict(WAY_CHOICES):
        raise Invalid.of("way", _("Say by which way it was paid."))
    if not reference.strip():
        raise Invalid.of("reference", _("Name the number of the transfer, receipt or voucher."))
    if paid_on > timezone.localdate(now) or paid_on < promise.on:
        raise Invalid.of("paid_on", _("Between the day of the promise and today."))
    entry = _like(promise, Move.PAID, actor, now)
    entry.of_id, entry.after_id, entry.amount = promise.id, stands.freed_by, promise.amount
    entry.way, entry.reference, entry.on = way, reference.strip(), paid_on
    try:
        entry.save()
    except IntegrityError as error:  # the index has the last word
        raise NotToBePaid(_("This sum was paid or taken back already.")) from error
    _recorded(actor, entry, "case.money_paid", now)
    lift_hold(actor=SYSTEM, case_id=entry.case_id, kind=HOLD, reference=promise.id, now=now)
    return entry.id


@action
def note_receipt(*, actor: Actor, paid: CustomerPaid, now: datetime) -> int:
    """A customer paid for work on site (R-FS-12); its entry."""
    case = case_brief(actor=SYSTEM, case_id=paid.case_id)
    kind = case.classification
    entry = Entry.objects.create(
        move=Move.RECEIVED, case_id=case.id, receipt_id=paid.payment_id, amount=paid.amount,
        category=kind.category, product_line=kind.product_line, org_unit_id=paid.org_unit_id,
        way=paid.way, reference=paid.reference, by_name=paid.by_name, by_user_id=paid.by_user_id,
        at=now, on=timezone.localdate(now),
    )  # fmt: skip
    _recorded(actor, entry, "case.money_received", now)
    return entry.id


@action
def note_refund(*, actor: Actor, back: CustomerPaidBack, now: datetime) -> int:
    """The payment went back to the customer: a counter-entry."""
    first = Entry.objects.get(receipt_id=back.payment_id, move=Move.RECEIVED)
    entry = Entry.objects.create(
        of_id=first.id, move=Move.REFUNDED, receipt_id=back.payment_id, amount=-first.amount,
        reason=back.reason, by_name=back.by_name, by_user_id=back.by_user_id, at=now,
        on=timezone.localdate(now), **{name: getattr(first, name) for name in SAME},
    )  # fmt: skip
    _recorded(actor, entry, "case.money_refunded", now)
    return entry.id


@action
def reverse_entry(*, actor: Actor, entry_id: int, reason: str, now: datetime) -> int:
    """A counter-entry: a payment that came back, or a promise that fell away. Its id.

    After a payment came back the promise is to be paid again. Raises NotToBePaid, Invalid.
    """
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    entry = _in_sight(actor, entry_id)
    promise = _promise(actor, entry.promise_id or entry.id, now)
    stands = rules.standing(lines_about(promise))
    is_payment = entry.move == Move.PAID and stands.payment == entry.id
    is_promise = entry.move == Move.PROMISED and stands.state is State.WAITING
    if not (is_payment or is_promise):
        raise NotToBePaid(_("Only what stands can be taken back; of a paid sum the payment first."))
    counter = _like(promise, rules.REVERSAL_OF[Move(entry.move)], actor, now)
    counter.of_id, counter.amount, counter.reason = entry.id, -entry.amount, reason.strip()
    counter.on = timezone.localdate(now)
    counter.save()
    _recorded(actor, counter, "case.money_reversed", now)
    if is_promise and promise.resolution_id is not None:
        forfeit_money(actor=SYSTEM, case_id=promise.case_id, now=now,
                      resolution_id=promise.resolution_id)  # fmt: skip
    change = place_hold if is_payment else lift_hold
    change(actor=SYSTEM, case_id=entry.case_id, kind=HOLD, reference=promise.id, now=now)
    return counter.id


@action
def export_ledger(*, actor: Actor, wanted: LedgerFilter, form: str, now: datetime) -> None:
    """Notes that the ledger was taken out as a file, and how it was narrowed."""
    record(
        actor=actor,
        verb="ledger.exported",
        subject=f"user:{actor.user_id}",
        at=now,
        form=form,
        narrowed=sorted(wanted.words),
    )


def _promise_of(case: CaseBrief, granted: Granted) -> Entry:
    units = unit_briefs(actor=SYSTEM, ids=[case.unit_id]) if case.unit_id else {}
    unit = units.get(case.unit_id or 0)
    return Entry(
        move=Move.PROMISED,
        case_id=case.id,
        resolution_id=granted.resolution_id,
        amount=granted.amount,
        ground=granted.ground,
        clause=granted.clause,
        category=case.classification.category,
        product_line=case.classification.product_line,
        product_model_id=unit.model_id if unit else None,
        org_unit_id=case.org_unit_id,
        granted_by_id=granted.by_member_id,
        approved_by=granted.approved_by,
    )


def _in_sight(actor: Actor, entry_id: int) -> Entry:
    found = Entry.objects.visible_to(actor).filter(id=entry_id).first()
    if found is None:
        raise NotFound(_("There is no such entry."))
    return found


def _promise(actor: Actor, entry_id: int, now: datetime) -> Entry:
    """Locked by its case, so that two who pay at once come one after the other."""
    found = _in_sight(actor, entry_id)
    if found.move != Move.PROMISED:
        raise NotToBePaid(_("Only a promised sum can be paid."))
    held_case(actor=SYSTEM, case_id=found.case_id, now=now)
    return found


def _like(promise: Entry, move: Move, actor: Actor, now: datetime) -> Entry:
    return Entry(
        move=move,
        promise_id=promise.id,
        by_name=actor.name,
        by_user_id=actor.user_id,
        at=now,
        **{name: getattr(promise, name) for name in SAME},
    )


def _recorded(actor: Actor, entry: Entry, verb: str, now: datetime) -> None:
    record(
        actor=actor, verb=verb, subject=f"case:{entry.case_id}", at=now, entry=entry.id,
        amount=str(entry.amount),
    )  # fmt: skip
