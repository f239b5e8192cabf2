"""Ways of seeing the cases: what a filter in words means, views kept by people, who is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftercare.casework.cases.queries import SEE_CASES, CaseFilter, Order
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.people.organisation.queries import unit_ids_below

from . import rules
from .models import SavedView
from .rules import FLAGS, MANY, ME, MINE, Words, cleaned

__all__ = ["FLAGS", "MANY", "ME", "MINE", "Words", "cleaned"]

SEE_LATE = view("views.see_late")
NOBODY = 0  # an id that no row has: an owner or unit that cannot be finds nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewBrief:
    """`is_own`: only its owner may change it."""

    id: int
    name: str
    words: Words
    order: str
    is_own: bool
    is_shared: bool


def views_of(*, actor: Actor) -> list[ViewBrief]:
    """One's own in their order, then what the units in sight share."""
    actor.must(SEE_CASES)
    if actor.user_id is None:
        return []
    found = SavedView.objects.visible_to(actor).order_by("position", "id")[:40]
    rows = [brief_of(row, actor) for row in found]
    return sorted(rows, key=lambda row: not row.is_own)


def brief_of(row: SavedView, actor: Actor) -> ViewBrief:
    return ViewBrief(
        id=row.id,
        name=row.name,
        words=cleaned(row.words),
        order=row.order,
        is_own=row.owner_id == actor.user_id,
        is_shared=row.shared_with_id is not None,
    )


def filter_of(*, actor: Actor, words: Mapping[str, Iterable[str]], now: datetime) -> CaseFilter:
    """The filter that the words mean at this moment; words that mean nothing narrow nothing."""
    known = cleaned(words)
    one = {name: values[-1] for name, values in known.items()}
    chosen: dict[str, Any] = {field: known[name] for name, field in MANY.items() if name in known}
    chosen |= {field: rules.yes_or_no(one.get(name, "")) for name, field in FLAGS.items()}
    if "unit" in one:
        chosen["org_unit_ids"] = _units(actor, one["unit"])
    if "owner" in one:
        chosen["owner_id"] = _owner(actor, one["owner"])
    if "customer" in one:
        chosen["customer_id"] = rules.whole_number(one["customer"]) or NOBODY
    return CaseFilter(
        is_open=rules.yes_or_no(one.get("open", "")),
        late=rules.yes_or_no(one.get("late", "")) is True,
        due_from=now if rules.due_before(one.get("due", ""), now) else None,
        due_before=_due_before(one, now),
        received_from=rules.midnight(one.get("from", "")),
        received_until=rules.midnight(one.get("until", ""), days=1),
        text=one.get("q", ""),
        **chosen,
    )


def order_of(*, actor: Actor, code: str) -> Order:
    """By due time wherever nothing else is asked for."""
    del actor
    return Order.NEWEST if code == Order.NEWEST else Order.DUE


def _due_before(one: Mapping[str, str], now: datetime) -> datetime | None:
    soon = rules.due_before(one.get("due", ""), now)
    day = rules.midnight(one.get("due_before", ""))
    return min(at for at in (soon, day) if at) if soon or day else None


def _owner(actor: Actor, value: str) -> int:
    if value == ME:
        return actor.staff_id or NOBODY
    return rules.whole_number(value) or NOBODY


def _units(actor: Actor, value: str) -> frozenset[int]:
    """A unit and all below it; `mine` is what the actor sees by place."""
    if value == MINE:
        return actor.org_units or frozenset({NOBODY})
    unit_id = rules.whole_number(value) or NOBODY
    return unit_ids_below(actor=actor, org_unit_id=unit_id) or frozenset({NOBODY})
