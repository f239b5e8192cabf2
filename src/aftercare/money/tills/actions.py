"""Cash that was taken is noted by itself; handed in, it is counted by somebody else (R-FS-12)."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.quotes.events import CustomerPaid, CustomerPaidBack
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.rows import write_rows

from . import rules
from .models import Cash, Declared, HandIn
from .rules import Fault

CASH = "cash"


class NotYours(Refusal):
    """Nobody counts the cash that they took themselves."""


class TillMoved(Refusal):
    """Other cash lies there than was shown."""


@action
def note_cash(*, actor: Actor, paid: CustomerPaid, now: datetime) -> None:
    """A customer paid in cash: whoever took it has to hand it in."""
    if paid.way != CASH or paid.by_member_id is None:
        return
    write_rows(
        [
            Cash(payment_id=paid.payment_id, order_id=paid.order_id, member_id=paid.by_member_id,
                 on=timezone.localdate(paid.at), amount=paid.amount, reference=paid.reference,
                 taken_at=paid.at)
        ]
    )  # fmt: skip
    record(actor=actor, verb="till.taken", subject=f"till:{paid.by_member_id}", at=now,
           payment=paid.payment_id)  # fmt: skip


@action
def note_cash_back(*, actor: Actor, back: CustomerPaidBack, now: datetime) -> None:
    """It went back to the customer before it was handed in: it is owed no more.

    What was handed in before stays counted: the company paid it back.
    """
    still = Cash.objects.filter(payment_id=back.payment_id, hand_in=None, back_at=None)
    member = still.values_list("member_id", flat=True).first()
    if member is not None and still.update(back_at=now):
        record(actor=actor, verb="till.given_back", subject=f"till:{member}", at=now,
               payment=back.payment_id)  # fmt: skip


@action
def declare_hand_in(
    *,
    actor: Actor,
    on: date,
    shown_amount: Decimal,
    amount: Decimal,
    reason: str = "",
    said_at: datetime,
    now: datetime,
) -> int:
    """The actor says that what they took in cash on a day is given away: the id of what was said.

    It stays on the list until somebody else has counted it. Said again, the last word holds.
    Raises NotFound where nothing is to be handed in, Invalid where it differs without a reason.
    """
    if amount < 0:
        raise Invalid.of("amount", _("Not less than nothing."))
    if rules.unexplained(shown_amount, amount, reason) is not None:
        raise Invalid.of("reason", _("Say where the difference comes from."))
    me = actor.staff_id or 0
    mine = Cash.objects.filter(member_id=me, on=on, hand_in=None, back_at=None)
    if not list(mine.select_for_update().order_by("id")):
        raise NotFound(_("Of this day there is nothing to be handed in any more."))
    words = {"shown_amount": shown_amount, "amount": amount, "said_at": min(said_at, now),
             "reason": reason.strip() if amount != shown_amount else ""}  # fmt: skip
    row, _made = Declared.objects.update_or_create(
        member_id=me, on=on, hand_in=None, defaults=words
    )
    record(actor=actor, verb="till.declared", subject=f"till:{me}", at=now,
           declared=row.id, difference=str(amount - shown_amount))  # fmt: skip
    return row.id


@action
def count_till(
    *,
    actor: Actor,
    member_id: int,
    on: date,
    shown_amount: Decimal,
    counted_amount: Decimal,
    reason: str = "",
    now: datetime,
) -> int:
    """All that somebody took on a day was handed in and counted; the id of the count.

    `shown_amount` is what was to be handed in when it was shown. Raises NotYours, TillMoved,
    Invalid where it differs and nobody says why.
    """
    rows = list(
        Cash.objects.visible_to(actor).select_for_update(of=("self",)).order_by("id")
        .filter(member_id=member_id, on=on, hand_in=None, back_at=None)
    )  # fmt: skip
    if not rows:
        raise NotFound(_("There is no such till list."))
    expected = sum((row.amount for row in rows), Decimal(0))
    _check(actor, member_id, shown_amount, expected, counted_amount, reason)
    made = HandIn.objects.create(
        member_id=member_id, on=on, expected_amount=expected, counted_amount=counted_amount,
        reason=reason.strip() if counted_amount != expected else "", by_name=actor.name,
        counted_at=now,
    )  # fmt: skip
    Cash.objects.filter(id__in=[row.id for row in rows]).update(hand_in_id=made.id)
    Declared.objects.filter(member_id=member_id, on=on, hand_in=None).update(hand_in_id=made.id)
    record(actor=actor, verb="till.counted", subject=f"till:{member_id}", at=now, count=made.id,
           difference=str(counted_amount - expected))  # fmt: skip
    return made.id


@action
def correct_count(
    *, actor: Actor, hand_in_id: int, counted_amount: Decimal, reason: str = "", now: datetime
) -> None:
    """It was miscounted, or the rest came later. What stood before stays in the history."""
    row = HandIn.objects.visible_to(actor).select_for_update(of=("self",)).filter(
        id=hand_in_id).first()  # fmt: skip
    if row is None:
        raise NotFound(_("There is no such count."))
    expected, before = row.expected_amount, row.counted_amount
    _check(actor, row.member_id, expected, expected, counted_amount, reason)
    row.counted_amount = counted_amount
    row.reason = reason.strip() if counted_amount != expected else ""
    row.save(update_fields=["counted_amount", "reason"])
    record(actor=actor, verb="till.recounted", subject=f"till:{row.member_id}", at=now,
           count=row.id, before=str(before), after=str(counted_amount))  # fmt: skip


def _check(
    actor: Actor, member: int, shown: Decimal, expected: Decimal, counted: Decimal, reason: str
) -> None:
    if counted < 0:
        raise Invalid.of("counted_amount", _("Not less than nothing."))
    fault = rules.fault_of(
        is_own=actor.staff_id == member, shown=shown, expected=expected, counted=counted,
        reason=reason,
    )  # fmt: skip
    if fault is Fault.OWN:
        raise NotYours(_("Somebody else counts what you took yourself."))
    if fault is Fault.MOVED:
        raise TillMoved(
            _("By now it is {sum} yuan: cash came in or went back since. Count again.").format(
                sum=expected
            )
        )
    if fault is Fault.NO_REASON:
        raise Invalid.of("reason", _("Say where the difference comes from."))
