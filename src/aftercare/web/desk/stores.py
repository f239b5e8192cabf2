"""One place where parts lie: what lies there, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.parts.queries import old_parts_at
from aftercare.fieldservice.spares import actions as spares
from aftercare.fieldservice.spares.queries import (
    PlaceBrief,
    own_place,
    part_brief,
    part_briefs,
    part_by_code,
    part_codes,
    parts,
    place_brief,
    places_at_hand,
    reorder_points,
)
from aftercare.fieldservice.stores import actions
from aftercare.fieldservice.stores.queries import (
    MOVE_CHOICES,
    SEE_STOCK,
    MovementFilter,
    ShelfRow,
    movements,
    shelves,
)
from aftercare.fieldservice.transfers.actions import move_parts
from aftercare.fieldservice.transfers.queries import STATE_CHOICES, transfers
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.staff.queries import members
from aftercare.web.kit.requests import Request, needs, page

from . import part_forms as forms
from .drawers import Deed, drawer, posted

FEW = 15
Perform = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done at a place; `names_place` is what its action calls the place."""

    title: str | Promise
    done: str | Promise
    permission: str
    form: type[django_forms.Form]
    perform: Perform
    names_place: str = "place_id"
    danger: bool = False


ACTS = {
    "receive": Act(title=gettext_lazy("Receive parts"), done=gettext_lazy("Received."),
                   permission="stores.receive_parts", form=forms.ReceiveForm,
                   perform=actions.receive_parts),
    "transfer": Act(title=pgettext_lazy("transfer of parts", "Hand over"),
                    done=gettext_lazy("Moved."), permission="transfers.move_parts",
                    form=forms.TransferForm, perform=move_parts, names_place="from_place_id"),
    "scrap": Act(title=gettext_lazy("Scrap parts"), done=gettext_lazy("Scrapped."),
                 permission="stores.scrap_parts", form=forms.ScrapForm,
                 perform=actions.scrap_parts, danger=True),
    "reorder": Act(title=gettext_lazy("Reorder point"), done=gettext_lazy("Saved."),
                   permission="spares.set_reorder_point", form=forms.ReorderForm,
                   perform=spares.set_reorder_point),
    "count": Act(title=gettext_lazy("Count"), done=gettext_lazy("Counted."),
                 permission="stores.count_stock", form=forms.CountForm,
                 perform=actions.count_stock),
}  # fmt: skip


@require_GET
@needs(SEE_STOCK)
def show(request: Request, place_id: int) -> HttpResponse:
    actor = request.actor
    place = place_brief(actor=actor, place_id=place_id)
    rows = shelves(actor=actor, place_id=place_id)
    points = {one.part_id: one for one in reorder_points(actor=actor, place_id=place_id)}
    known = part_briefs(actor=actor, ids={row.part_id for row in rows} | set(points))
    lying = {row.part_id for row in rows}
    hidden = {"count"} if places_at_hand(actor=actor, place_id=place_id) else {"count", "transfer"}
    context: dict[str, object] = {
        "place": place,
        "rows": [(row, known[row.part_id], points.get(row.part_id)) for row in rows],
        "empty": [(known[part], point) for part, point in points.items() if part not in lying],
        "old": old_parts_at(actor=actor, place_id=place_id) if actor.may("parts.see_order_parts")
        else [],
        "page": movements(actor=actor, wanted=MovementFilter(place_id=place_id),
                          cursor=request.GET.get("cursor", ""), limit=FEW),
        "moves": dict(MOVE_CHOICES),
        "acts": [(code, act) for code, act in ACTS.items()
                 if place.may_change and actor.may(act.permission) and code not in hidden],
        "transfers": transfers(actor=actor, place_id=place_id, is_under_way=True).rows,
        "states": dict(STATE_CHOICES),
        "may_send": place.may_change and actor.may("transfers.send_parts"),
        "may_count": place.may_change and actor.may("stores.count_stock"),
        "may_settle": actor.may("parts.settle_old_part"),
    }  # fmt: skip
    return page(request, "desk/parts/place", context)


@require_http_methods(["GET", "POST"])
@needs(SEE_STOCK)
def do(request: Request, place_id: int, code: str) -> HttpResponse:
    """One of ACTS, in a drawer."""
    act = ACTS.get(code)
    if act is None:
        raise Http404
    request.actor.must(act.permission)
    place = own_place(actor=request.actor, place_id=place_id)
    lot = _lot(request, place) if code == "count" else None
    deed = Deed(
        title=f"{act.title} · {place.name}",
        button=act.title,
        done=act.done,
        back=reverse("desk:store", args=[place_id]),
        help=_by_the_books(request, lot) if lot else "",
        danger=act.danger,
        lists=_proposals(request, code),
    )

    def perform(given: dict[str, Any]) -> None:
        if "part" in given:
            given["part_id"] = part_of(request, given.pop("part"))
        if given.get("count", 1) is None:
            given["count"] = 0
        if lot:
            given["lot_id"] = lot.lot_id
        act.perform(actor=request.actor, now=request.now, **{act.names_place: place.id}, **given)

    return drawer(request, deed, _form(request, act, place, lot), perform)


@require_http_methods(["GET", "POST"])
@needs("spares.open_place")
def new(request: Request) -> HttpResponse:
    offers: dict[str, list[tuple[Any, str]]] = {
        "org_unit_id": [(unit.id, unit.name) for unit in unit_tree(actor=request.actor)],
        "member_id": [(card.brief.id, f"{card.brief.name} · {card.brief.org_unit_name}")
                      for card in members(actor=request.actor, limit=500).rows],
    }  # fmt: skip
    form = forms.PlaceForm(posted(request), offers=offers)
    deed = Deed(title=_("Open a place"), button=_("Open the place"), done=_("Opened."),
                back=f"{reverse('desk:parts')}?show=places")  # fmt: skip
    return drawer(request, deed, form, lambda given: spares.open_place(
        actor=request.actor, now=request.now, **given))  # fmt: skip


def part_of(request: Request, said: str) -> int:
    """The part that a field names by its code."""
    found = part_by_code(actor=request.actor, code=said.split(" ", maxsplit=1)[0])
    if found is None:
        raise Invalid.of("part", _("There is no such part."))
    return found.id


def _form(request: Request, act: Act, place: PlaceBrief, lot: ShelfRow | None) -> django_forms.Form:
    initial = {"part": request.GET.get("part", "")}
    if act.form is forms.TransferForm:
        near = places_at_hand(actor=request.actor, place_id=place.id)
        others = [(one.id, one.name) for one in near]
        return forms.TransferForm(posted(request), initial=initial, places=others)
    if lot:
        there = {"shown_count": lot.count}
        return forms.CountForm(posted(request), initial=there,
                               by_number=_bears_numbers(request, lot))  # fmt: skip
    return act.form(posted(request), initial=initial)


def _proposals(request: Request, code: str) -> dict[str, list[str]]:
    lists = {"parts": part_codes(actor=request.actor)} if code != "count" else {}
    if code == "receive":
        known = parts(actor=request.actor, limit=500).rows
        lists["suppliers"] = sorted({one for part in known for one in part.suppliers})
    return lists


def _lot(request: Request, place: PlaceBrief) -> ShelfRow:
    """The batch at the place that the address names."""
    rows = shelves(actor=request.actor, place_id=place.id)
    named = [row for row in rows if str(row.lot_id) == request.GET.get("lot", "")]
    if not named:
        raise NotFound(_("There is no such batch."))
    return named[0]


def _bears_numbers(request: Request, lot: ShelfRow) -> bool:
    return part_brief(actor=request.actor, part_id=lot.part_id).has_serials


def _by_the_books(request: Request, lot: ShelfRow) -> str:
    part = part_brief(actor=request.actor, part_id=lot.part_id)
    named = f"{part.code} {part.name} · {lot.supplier} {lot.lot_number}"
    sentence = _("%(batch)s: by the books %(n)d %(measure)s, of which %(waiting)d wait for orders.")
    return sentence % {
        "batch": named, "n": lot.count, "measure": part.measure, "waiting": lot.reserved,
    }  # fmt: skip
