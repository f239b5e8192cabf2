"""Which parts there are, what they fit, where they may lie, and how many should (R-FS-11)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, IntegerField, Q, When
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of, number_in, text_in
from aftercare.people.organisation.queries import unit_tree

from .models import KIND_CHOICES, Fit, Part, Place, ReorderPoint
from .rules import Home, PlaceKind, are_together, to_order

__all__ = ["KIND_CHOICES", "PlaceKind", "to_order"]

SEE_PARTS = view("spares.see_parts")
ORDER = {kind.value: at for at, kind in enumerate(PlaceKind)}
RANK = Case(*(When(kind=kind, then=at) for kind, at in ORDER.items()), output_field=IntegerField())


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDraft:
    """What is said of a part. `suppliers` are its genuine sources; lines and models it fits."""

    code: str
    name: str
    measure: str
    has_serials: bool = False
    suppliers: Sequence[str] = ()
    product_lines: Sequence[str] = ()
    model_ids: Sequence[int] = ()
    price_amount: Decimal
    warranty_days: int = 0
    is_kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBrief:
    """A part; `price_amount` is what customers pay for one, in yuan."""

    id: int
    code: str
    name: str
    measure: str
    has_serials: bool
    suppliers: Sequence[str]
    product_lines: Sequence[str]
    price_amount: Decimal
    warranty_days: int
    is_kept: bool
    model_ids: Sequence[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBrief:
    """`may_change`: whether the asker may move what lies there."""

    id: int
    kind: str
    name: str
    org_unit_id: int | None
    member_id: int | None
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderBrief:
    place_id: int
    part_id: int
    least: int
    most: int


def parts(
    *,
    actor: Actor,
    text: str = "",
    line_code: str = "",
    model_id: int | None = None,
    cursor: str = "",
    limit: int = 30,
) -> Page[PartBrief]:
    """By code; `text` is part of code or name, `model_id` a model that they fit."""
    actor.must(SEE_PARTS)
    found = Part.objects.all()
    if line_code:
        found = found.filter(product_lines__contains=[line_code])
    if model_id is not None:
        found = found.filter(id__in=Fit.objects.filter(product_model_id=model_id).values("part_id"))
    for word in text.split():
        found = found.filter(Q(code__icontains=word) | Q(name__icontains=word))
    if cursor:
        said, last_id = key_of(cursor, parts=2)
        code = text_in(said)
        found = found.filter(Q(code__gt=code) | Q(code=code, id__gt=last_id))
    rows = list(found.order_by("code", "id")[: limit + 1])
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(
        rows=[_brief_of(row) for row in shown],
        next_cursor=cursor_of(shown[-1].code, shown[-1].id) if more else None,
    )


def part_brief(*, actor: Actor, part_id: int) -> PartBrief:
    """With the models it fits. Raises NotFound."""
    actor.must(SEE_PARTS)
    row = Part.objects.filter(id=part_id).first()
    if row is None:
        raise NotFound(_("There is no such part."))
    return _brief_of(row, models=_models_of([part_id])[part_id])


def part_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, PartBrief]:
    """By id, without the models they fit."""
    actor.must(SEE_PARTS)
    return {row.id: _brief_of(row) for row in Part.objects.filter(id__in=set(ids))}


def part_by_code(*, actor: Actor, code: str) -> PartBrief | None:
    """Letters large or small, as typed or scanned."""
    actor.must(SEE_PARTS)
    found = Part.objects.annotate(upper=Upper("code")).filter(upper=code.strip().upper()).first()
    return _brief_of(found) if found else None


def parts_by_codes(*, actor: Actor, codes: Iterable[str]) -> dict[str, PartBrief]:
    """By code in capitals, without the models they fit."""
    actor.must(SEE_PARTS)
    wanted = {code.upper() for code in codes}
    found = Part.objects.alias(called=Upper("code")).filter(called__in=wanted)
    return {row.code.upper(): _brief_of(row) for row in found}


def part_codes(*, actor: Actor, limit: int = 500) -> list[str]:
    """What is kept, as "code name": proposals for a field."""
    actor.must(SEE_PARTS)
    rows = Part.objects.filter(is_kept=True).order_by("code").values_list("code", "name")
    return [f"{code} {name}" for code, name in rows[:limit]]


def places(*, actor: Actor, own: bool = False, way: bool = False) -> list[PlaceBrief]:
    """All of them, stores before vans; with `own` those whose parts the actor may move.

    With `way` also the place of what is on its way.
    """
    actor.must(SEE_PARTS)
    mine = set(Place.objects.visible_to(actor).values_list("id", flat=True))
    found = Place.objects.all() if way else Place.objects.exclude(kind=PlaceKind.WAY)
    rows = sorted(found, key=lambda row: (ORDER[row.kind], row.name))
    return [_place_of(row, row.id in mine) for row in rows if not own or row.id in mine]


def place_page(*, actor: Actor, cursor: str = "", limit: int = 50) -> Page[PlaceBrief]:
    """`places`, page by page."""
    actor.must(SEE_PARTS)
    found = Place.objects.exclude(kind=PlaceKind.WAY).alias(rank=RANK)
    if cursor:
        rank, name, last = key_of(cursor, parts=3)
        at = {"rank": number_in(rank), "name": text_in(name)}
        same = Q(rank=at["rank"])
        found = found.filter(
            Q(rank__gt=at["rank"])
            | same & Q(name__gt=at["name"])
            | same & Q(name=at["name"], id__gt=last)
        )
    rows = list(found.order_by("rank", "name", "id")[: limit + 1])
    shown = rows[:limit]
    mine = Place.objects.visible_to(actor).filter(id__in=[row.id for row in shown])
    own = set(mine.values_list("id", flat=True))
    more = None
    if len(rows) > limit:
        more = cursor_of(ORDER[shown[-1].kind], shown[-1].name, shown[-1].id)
    return Page(rows=[_place_of(row, row.id in own) for row in shown], next_cursor=more)


def place_brief(*, actor: Actor, place_id: int) -> PlaceBrief:
    """Raises NotFound."""
    actor.must(SEE_PARTS)
    row = Place.objects.exclude(kind=PlaceKind.WAY).filter(id=place_id).first()
    if row is None:
        raise NotFound(_("There is no such store."))
    return _place_of(row, Place.objects.visible_to(actor).filter(id=place_id).exists())


def own_place(*, actor: Actor, place_id: int) -> PlaceBrief:
    """A place whose parts the actor may move. Raises NotFound."""
    row = Place.objects.visible_to(actor).filter(id=place_id).first()
    if row is None:
        raise NotFound(_("There is no such store."))
    return _place_of(row, may_change=True)


def place_of(
    *, actor: Actor, org_unit_id: int | None = None, member_id: int | None = None
) -> PlaceBrief | None:
    """The store of a unit, or the van of a colleague, where there is one."""
    del actor
    whose = {"member_id": member_id} if member_id is not None else {"org_unit_id": org_unit_id}
    row = Place.objects.filter(**whose).first()
    return _place_of(row, may_change=False) if row else None


def way_between(*, actor: Actor) -> int | None:
    """The place of all that is on its way, where anything ever was."""
    del actor
    return Place.objects.filter(kind=PlaceKind.WAY).values_list("id", flat=True).first()


def go_hand_to_hand(*, actor: Actor, one_id: int, other_id: int) -> bool:
    """Whether parts pass between the two at once: a station and its own vans, vans of one unit."""
    del actor
    rows = list(Place.objects.filter(id__in=[one_id, other_id]).select_related("member"))
    homes = _homes_of(rows)
    return len(rows) == len({one_id, other_id}) > 1 and are_together(homes[one_id], homes[other_id])


def places_at_hand(*, actor: Actor, place_id: int) -> list[PlaceBrief]:
    """Own places into which parts of this one go at once."""
    rows = list(Place.objects.visible_to(actor).select_related("member"))
    homes = _homes_of(rows)
    here = homes.get(place_id)
    return [_place_of(row, may_change=True) for row in rows
            if here and row.id != place_id and are_together(here, homes[row.id])]  # fmt: skip


def vans_of(*, actor: Actor, member_ids: Iterable[int]) -> dict[int, int]:
    """The van of each of these colleagues who has one: its place."""
    del actor
    found = Place.objects.filter(member_id__in=set(member_ids))
    return dict(found.values_list("member_id", "id"))


def stores_of(*, actor: Actor, org_unit_ids: Iterable[int]) -> dict[int, int]:
    """The store of each of these units that has one: its place."""
    del actor
    found = Place.objects.filter(org_unit_id__in=set(org_unit_ids))
    return dict(found.values_list("org_unit_id", "id"))


def reorder_points(
    *, actor: Actor, place_id: int | None = None, part_id: int | None = None
) -> list[ReorderBrief]:
    actor.must(SEE_PARTS)
    wanted = {"place_id": place_id, "part_id": part_id}
    rows = ReorderPoint.objects.filter(**{k: v for k, v in wanted.items() if v is not None})
    same = ReorderBrief.__slots__
    return [ReorderBrief(**{name: getattr(row, name) for name in same}) for row in rows]


def _models_of(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Fit.objects.filter(part_id__in=set(ids)).order_by("product_model_id")
    for part_id, model_id in rows.values_list("part_id", "product_model_id"):
        found[part_id].append(model_id)
    return found


def _brief_of(row: Part, models: Sequence[int] = ()) -> PartBrief:
    names = [name for name in PartBrief.__slots__ if name != "model_ids"]
    return PartBrief(**{name: getattr(row, name) for name in names}, model_ids=list(models))


def _homes_of(rows: Iterable[Place]) -> dict[int, Home]:
    above = {unit.id: unit.parent_id for unit in unit_tree(actor=SYSTEM, closed=True)}
    return {row.id: Home(kind=row.kind, units=_units_of(row, above)) for row in rows}


def _units_of(row: Place, above: Mapping[int, int | None]) -> list[int]:
    """The unit of the place or of its owner, with those above it, the top one first."""
    unit, found = row.member.org_unit_id if row.member else row.org_unit_id, []
    while unit is not None:
        found.append(unit)
        unit = above.get(unit)
    return found[::-1]


def _place_of(row: Place, may_change: bool) -> PlaceBrief:  # noqa: FBT001
    same = ("id", "kind", "org_unit_id", "member_id")
    given = {name: getattr(row, name) for name in same}
    return PlaceBrief(**given, name=str(row), may_change=may_change)
