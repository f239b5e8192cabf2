"""Ways of seeing the cases: what a filter in words means, views kept by people, who is late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseFilter, Order
from aftercare.casework.commitments.queries import LateCount, late_counts
from aftercare.casework.pauses.queries import pause_shares
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.people.organisation.queries import unit_ids_below, unit_names
from aftercare.people.staff.queries import member_briefs

from . import rules
from .models import SavedView
from .rules import CASES, FLAGS, MANY, ME, MINE, NAMES, Words, cleaned, kept

__all__ = ["CASES", "FLAGS", "MANY", "ME", "MINE", "NAMES", "Words", "cleaned", "kept"]

SEE_LATE = view("views.see_late")
NOBODY = 0  # an id that no row has: an owner or unit that cannot be finds nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewBrief:
    """`listing`: whose rows it shows, `cases` or `orders`. `is_own`: only its owner changes it."""

    id: int
    listing: str
    name: str
    words: Words
    order: str
    is_own: bool
    is_shared: bool


def views_of(*, actor: Actor, listing: str = CASES) -> list[ViewBrief]:
    """One's own of a list in their order, then what the units in sight share.

    Of other lists than that of the cases for who may see the list.
    """
    if listing == CASES:
        actor.must(SEE_CASES)
    if actor.user_id is None:
        return []
    of_list = SavedView.objects.visible_to(actor).filter(listing=listing)
    found = of_list.order_by("position", "id")[:40]
    rows = [brief_of(row, actor) for row in found]
    return sorted(rows, key=lambda row: not row.is_own)


def own_view(*, actor: Actor, view_id: int) -> ViewBrief:
    """Raises NotFound, also for another person's."""
    row = SavedView.objects.filter(owner_id=actor.user_id, id=view_id).first()
    if row is None:
        raise NotFound(_("There is no such view, or it is another person's."))
    return brief_of(row, actor)


def brief_of(row: SavedView, actor: Actor) -> ViewBrief:
    return ViewBrief(
        id=row.id,
        listing=row.listing,
        name=row.name,
        words=kept(row.listing, row.words),
        order=row.order,
        is_own=row.owner_id == actor.user_id,
        is_shared=row.shared_with_id is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """Open cases of one person or unit: late, in danger, running; and pauses set by people."""

    id: int
    name: str
    late: int
    endangered: int
    running: int
    pauses: int = 0
    paused: timedelta = timedelta()
    paused_percent: int = 0  # of the time of the cases so paused


@dataclass(frozen=True, slots=True, kw_only=True)
class LateUnit:
    """A unit with its people, the latest first."""

    row: LateRow
    people: list[LateRow]


def late_table(*, actor: Actor, now: datetime, since: datetime) -> list[LateUnit]:
    """Who is late or in danger, by unit and person; pauses begun `since`. As many reads for all."""
    actor.must(SEE_LATE)
    counts = late_counts(actor=actor, now=now)
    units: dict[int, list[LateCount]] = defaultdict(list)
    owners: dict[int, list[LateCount]] = defaultdict(list)
    for count in counts:
        units[count.org_unit_id].append(count)
        owners[count.owner_id].append(count)
    shares = {one.member_id: one for one in pause_shares(actor=actor, since=since, now=now)}
    people = member_briefs(actor=actor, ids={*owners, *shares})
    names = unit_names(actor=actor, ids={*units, *(p.org_unit_id for p in people.values())})
    below: dict[int, list[LateRow]] = defaultdict(list)
    for one in people.values():
        share = shares.get(one.id)
        row = _late_row(one.id, one.name, owners[one.id])
        if share:
            row = replace(row, pauses=share.pauses, paused=share.paused,
                          paused_percent=share.percent)  # fmt: skip
        below[one.org_unit_id].append(row)
    found = [
        LateUnit(
            row=_late_row(unit_id, name, units[unit_id]),
            people=sorted(below[unit_id], key=_latest_first),
        )
        for unit_id, name in names.items()
    ]
    return sorted(found, key=lambda unit: _latest_first(unit.row))


def _late_row(row_id: int, name: str, counts: Sequence[LateCount]) -> LateRow:
    return LateRow(
        id=row_id,
        name=name,
        late=sum(count.late for count in counts),
        endangered=sum(count.endangered for count in counts),
        running=sum(count.running for count in counts),
    )


def _latest_first(row: LateRow) -> tuple[int, int, int, str]:
    return (-row.late, -row.endangered, -row.running, row.name)


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
        endangered=rules.yes_or_no(one.get("soon", "")) is True,
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
