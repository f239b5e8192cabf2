"""Which tools and protective gear there are, who holds them, and until when they may be used."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aftercare.fieldservice.workorders.queries import Named, gear_names
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.pages import Page, cursor_of, day_in, key_of
from aftercare.people.organisation.queries import unit_names
from aftercare.people.staff.queries import MemberBrief, member_briefs

from .models import Item
from .rules import WARN_DAYS, Standing, standing

__all__ = ["Standing", "kinds"]

SEE_GEAR = view("gear.see_gear")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """One piece: where it belongs, who holds it, until when it may be used."""

    id: int
    kind: str
    number: str
    org_unit_id: int
    org_unit_name: str
    holder: MemberBrief | None
    held_since: datetime | None
    inspected_on: date | None
    valid_until: date | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class GearFilter:
    """`state`: a standing, or "held", "lying"; "" is all that is not withdrawn."""

    state: str = ""
    kind: str = ""
    org_unit_id: int | None = None
    text: str = ""


def kinds(*, actor: Actor) -> dict[str, Named]:
    """What jobs need, by code."""
    return gear_names(actor=actor)


def gear_page(
    *,
    actor: Actor,
    narrowed: GearFilter,
    on: date,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ItemCard]:
    """In sight, what ends first at the head, what needs no inspection last."""
    actor.must(SEE_GEAR)
    found = _narrowed(Item.objects.visible_to(actor), narrowed, on)
    if cursor:
        last, last_id = key_of(cursor, parts=2)
        end = day_in(last) if last else None
        later = Q(valid_until=end, id__gt=last_id)
        if end is not None:
            later |= Q(valid_until__gt=end) | Q(valid_until=None)
        found = found.filter(later)
    rows = list(found.order_by("valid_until", "id")[: limit + 1])
    shown = rows[:limit]
    more = None
    if len(rows) > limit:
        more = cursor_of(str(shown[-1].valid_until or ""), shown[-1].id)
    return Page(rows=_cards(shown, on), next_cursor=more)


def item_card(*, actor: Actor, item_id: int, on: date) -> ItemCard:
    """Raises NotFound, also for one out of sight."""
    actor.must(SEE_GEAR)
    row = Item.objects.visible_to(actor).filter(id=item_id).first()
    if row is None:
        raise NotFound(_("There is no such piece of gear."))
    return _cards([row], on)[0]


def usable_gear(*, actor: Actor, on: date) -> dict[int, frozenset[str]]:
    """Member -> kinds that this member holds and may use on a day."""
    del actor
    return _usable(on)


@remembered("gear_item", most=64)
def _usable(on: date) -> dict[int, frozenset[str]]:
    lasting = Q(valid_until=None) | Q(valid_until__gte=on)
    rows = Item.objects.filter(lasting, holder__isnull=False, withdrawn_at=None)
    held: dict[int, set[str]] = defaultdict(set)
    for holder_id, kind in rows.values_list("holder_id", "kind"):
        held[holder_id or 0].add(kind)
    return {holder_id: frozenset(found) for holder_id, found in held.items()}


def _narrowed(found: QuerySet[Item], narrowed: GearFilter, on: date) -> QuerySet[Item]:
    gone = narrowed.state == Standing.WITHDRAWN
    found = found.filter(withdrawn_at__isnull=not gone)
    soon = on + timedelta(days=WARN_DAYS)
    states = {
        Standing.ENDING: Q(valid_until__gte=on, valid_until__lte=soon),
        Standing.ENDED: Q(valid_until__lt=on),
        "held": Q(holder__isnull=False),
        "lying": Q(holder=None),
    }
    if narrowed.state in states:
        found = found.filter(states[narrowed.state])
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    if narrowed.org_unit_id is not None:
        found = found.filter(org_unit_id=narrowed.org_unit_id)
    if narrowed.text.strip():
        asked = narrowed.text.strip()
        found = found.filter(Q(number__icontains=asked) | Q(holder__name__icontains=asked))
    return found


def _cards(rows: Iterable[Item], on: date) -> list[ItemCard]:
    found = list(rows)
    people = member_briefs(actor=SYSTEM, ids={row.holder_id for row in found if row.holder_id})
    units = unit_names(actor=SYSTEM, ids={row.org_unit_id for row in found})
    return [
        ItemCard(
            id=row.id,
            kind=row.kind,
            number=row.number,
            org_unit_id=row.org_unit_id,
            org_unit_name=units[row.org_unit_id],
            holder=people.get(row.holder_id or 0),
            held_since=row.held_since,
            inspected_on=row.inspected_on,
            valid_until=row.valid_until,
            standing=standing_of(row, on),
        )
        for row in found
    ]


def standing_of(row: Item, on: date) -> Standing:
    gone = row.withdrawn_at is not None
    return standing(valid_until=row.valid_until, is_withdrawn=gone, on=on)
