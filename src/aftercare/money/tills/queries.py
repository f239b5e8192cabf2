"""Cash that people still have, and what was handed in of it (R-FS-12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, day_in, key_of
from aftercare.people.staff.queries import MemberBrief, member_briefs

from .models import Cash, Declared, HandIn

SEE_TILLS = view("tills.see_tills")
FEW = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says that they gave away; `reason` where it is not what was shown to them."""

    shown_amount: Decimal
    amount: Decimal
    reason: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """What somebody took in cash on a day and was not counted; `said` once they gave it away."""

    member_id: int
    name: str
    station: str
    on: date
    amount: Decimal
    payments: int
    said: Said | None

    @property
    def differs(self) -> bool:
        """What they say is not what is on the list."""
        return self.said is not None and self.said.amount != self.amount

    @property
    def moved(self) -> bool:
        """Cash came in or went back since they said it."""
        return self.said is not None and self.said.shown_amount != self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRow:
    """One payment in cash; `reference` is the number of its receipt."""

    order_id: int
    order_number: str
    amount: Decimal
    reference: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInRow:
    """What was counted; `reason` of the difference, where there is one."""

    id: int
    member_id: int
    name: str
    station: str
    on: date
    expected_amount: Decimal
    counted_amount: Decimal
    reason: str
    by_name: str
    counted_at: datetime
    said: Said | None

    @property
    def is_contested(self) -> bool:
        """Other than what they said who handed it in."""
        return self.said is not None and self.said.amount != self.counted_amount

    @property
    def difference(self) -> Decimal:
        """More is positive, less negative."""
        return self.counted_amount - self.expected_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCard:
    """The till list of somebody for a day: what is still to be handed in, and what was."""

    member_id: int
    name: str
    number: str
    station: str
    on: date
    out: Sequence[CashRow]
    said: Said | None
    hand_ins: Sequence[tuple[HandInRow, Sequence[CashRow]]]

    @property
    def amount(self) -> Decimal:
        """Yuan that are still to be handed in."""
        return sum((row.amount for row in self.out), Decimal(0))

    @property
    def differs(self) -> bool:
        """What they say is not what is on the list."""
        return self.said is not None and self.said.amount != self.amount


def takings_out(*, actor: Actor, cursor: str = "", limit: int = 50) -> Page[Takings]:
    """By person and day what was not handed in, the longest ago first."""
    actor.must(SEE_TILLS)
    found = Cash.objects.visible_to(actor)
    if cursor:
        said, member = key_of(cursor, parts=2)
        on = day_in(said)
        found = found.filter(Q(on__gt=on) | Q(on=on, member_id__gt=member))
    rows = _takings(found, limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(rows=shown, next_cursor=(
        cursor_of(shown[-1].on.isoformat(), shown[-1].member_id) if more else None))  # fmt: skip


def hand_ins(
    *, actor: Actor, differing: bool = False, cursor: str = "", limit: int = 50
) -> Page[HandInRow]:
    """What was counted, the newest first; with `differing` only where it was more or less."""
    actor.must(SEE_TILLS)
    found = HandIn.objects.visible_to(actor)
    if differing:
        found = found.exclude(reason="")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last)
    rows = _rows(found.order_by("-id")[: limit + 1])
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def hand_in_row(*, actor: Actor, hand_in_id: int) -> HandInRow:
    """Raises NotFound, also for one that is not in sight."""
    actor.must(SEE_TILLS)
    found = _rows(HandIn.objects.visible_to(actor).filter(id=hand_in_id))
    if not found:
        raise NotFound(_("There is no such count."))
    return found[0]


def till_card(*, actor: Actor, member_id: int, on: date) -> TillCard:
    """The list of a day. Raises NotFound for who took no cash then, or is out of sight."""
    actor.must(SEE_TILLS)
    seen = Cash.objects.visible_to(actor).filter(member_id=member_id, on=on, back_at=None)
    rows = list(seen.select_related("order").order_by("taken_at", "id"))
    counted = _rows(HandIn.objects.filter(id__in={row.hand_in_id for row in rows}).order_by("id"))
    who = member_briefs(actor=SYSTEM, ids=[member_id]).get(member_id)
    if not rows or who is None:
        raise NotFound(_("There is no such till list."))
    return TillCard(
        member_id=member_id, name=who.name, number=who.number, station=who.org_unit_name, on=on,
        out=[_cash_of(row) for row in rows if row.hand_in_id is None],
        said=_said(Q(member_id=member_id, on=on)).get((member_id, on)),
        hand_ins=[
            (one, [_cash_of(row) for row in rows if row.hand_in_id == one.id]) for one in counted
        ],
    )  # fmt: skip


def own_takings(*, actor: Actor) -> tuple[list[Takings], list[HandInRow]]:
    """What the asker has to hand in, day by day, and the last counts of it."""
    if actor.staff_id is None:
        return [], []
    mine = {"member_id": actor.staff_id}
    counted = HandIn.objects.filter(**mine).order_by("-id")[:FEW]
    return _takings(Cash.objects.filter(**mine), FEW), _rows(counted)


def own_payments(*, actor: Actor, limit: int = 60) -> list[CashRow]:
    """What the asker took in cash and still has, payment by payment, the newest first."""
    if actor.staff_id is None:
        return []
    mine = Cash.objects.filter(member_id=actor.staff_id, hand_in=None, back_at=None)
    rows = mine.select_related("order").order_by("-taken_at", "-id")[:limit]
    return [_cash_of(row) for row in rows]


def own_cash(*, actor: Actor) -> Decimal:
    """Yuan in cash that the asker has to hand in."""
    if actor.staff_id is None:
        return Decimal(0)
    mine = Cash.objects.filter(member_id=actor.staff_id, hand_in=None, back_at=None)
    return mine.aggregate(amount=Sum("amount"))["amount"] or Decimal(0)


def _takings(found: "QuerySet[Cash]", limit: int) -> list[Takings]:
    rows = (
        found.filter(hand_in=None, back_at=None).order_by("on", "member_id")
        .values_list("on", "member_id").annotate(amount=Sum("amount"), payments=Count("id"))[:limit]
    )  # fmt: skip
    who = _people({row[1] for row in rows})
    said = _said(Q(member_id__in=who, on__in={row[0] for row in rows}))
    return [
        Takings(on=on, member_id=member, amount=amount, payments=payments,
                said=said.get((member, on)), **_named(who, member))
        for on, member, amount, payments in rows
    ]  # fmt: skip


def _rows(found: "Iterable[HandIn]") -> list[HandInRow]:
    rows = list(found)
    who = _people({row.member_id for row in rows})
    same = [name for name in HandInRow.__slots__ if name not in ("name", "station", "said")]
    ids = [row.id for row in rows]
    said = {row.hand_in_id: _said_of(row) for row in Declared.objects.filter(hand_in_id__in=ids)}
    return [
        HandInRow(**{name: getattr(row, name) for name in same}, said=said.get(row.id),
                  **_named(who, row.member_id))
        for row in rows
    ]  # fmt: skip


def _said(which: Q) -> dict[tuple[int, date], Said]:
    """What was said and is not counted yet, by person and day."""
    rows = Declared.objects.filter(which, hand_in=None)
    return {(row.member_id, row.on): _said_of(row) for row in rows}


def _said_of(row: Declared) -> Said:
    return Said(
        shown_amount=row.shown_amount, amount=row.amount, reason=row.reason, said_at=row.said_at
    )


def _people(ids: Iterable[int]) -> dict[int, MemberBrief]:
    return member_briefs(actor=SYSTEM, ids=ids)


def _named(who: dict[int, MemberBrief], member: int) -> dict[str, Any]:
    one = who.get(member)
    return {"name": one.name if one else "", "station": one.org_unit_name if one else ""}


def _cash_of(row: Cash) -> CashRow:
    return CashRow(
        order_id=row.order_id, order_number=row.order.number, amount=row.amount,
        reference=row.reference, taken_at=row.taken_at,
    )  # fmt: skip
