"""Parts: their list with stock by place, what is to be ordered, movements, and both ways back."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.products.queries import ModelBrief, model_briefs, models_by_codes
from aftercare.customers.units.queries import SEE_UNITS, unit_briefs, units_by_code
from aftercare.fieldservice.parts.queries import used_of_lot, used_on_unit, waiting_orders
from aftercare.fieldservice.spares.actions import save_part
from aftercare.fieldservice.spares.queries import (
    PartBrief,
    PartDraft,
    part_brief,
    part_briefs,
    parts,
    place_page,
    places,
    reorder_points,
    way_between,
)
from aftercare.fieldservice.stores.queries import (
    MOVE_CHOICES,
    SEE_STOCK,
    MovementFilter,
    levels,
    lots_named,
    movements,
    place_totals,
    shelves,
    where_is,
)
from aftercare.fieldservice.transfers.queries import STATE_CHOICES, lines_to_order, transfers
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, order_briefs
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from aftercare.web.kit.requests import Request, needs, page

from . import part_forms as forms
from .case_choices import line_choices
from .drawers import Deed, drawer
from .imports import may_import

KINDS = ("centre", "station", "van", "way")
FEW = 15


@require_GET
@needs(SEE_STOCK)
def index(request: Request) -> HttpResponse:
    form = forms.PartSearch(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    show = asked.get("show") or "parts"
    context: dict[str, object] = {
        "show": show,
        "tabs": forms.TABS,
        "asked": asked,
        "lines": line_choices(request),
        "kinds": MOVE_CHOICES,
        "may_add": request.actor.may("spares.save_part"),
        "imports": _imported(request, show),
        "may_open": request.actor.may("spares.open_place"),
        **_SHOWN[show](request, asked),
    }
    return page(request, "desk/parts/index", context)


@require_GET
@needs(SEE_STOCK)
def show(request: Request, part_id: int) -> HttpResponse:
    actor = request.actor
    part = part_brief(actor=actor, part_id=part_id)
    names = {place.id: place for place in places(actor=actor, way=True)}
    points = {point.place_id: point for point in reorder_points(actor=actor, part_id=part_id)}
    by_place = {level.place_id: level for level in where_is(actor=actor, part_id=part_id)}
    rows = [(names[one], by_place.get(one), points.get(one))
            for one in names if one in by_place or one in points]  # fmt: skip
    context: dict[str, object] = {
        "part": part,
        "lines": dict(line_choices(request)),
        "models": _models(part),
        "rows": rows,
        "shelves": [(row, names[row.place_id]) for row in shelves(actor=actor, part_id=part_id)],
        "page": movements(actor=actor, wanted=MovementFilter(part_id=part_id),
                          cursor=request.GET.get("cursor", ""), limit=FEW),
        "moves": dict(MOVE_CHOICES),
        "may_change": actor.may("spares.save_part"),
    }  # fmt: skip
    return page(request, "desk/parts/show", context)


@require_http_methods(["GET", "POST"])
@needs("spares.save_part")
def save(request: Request, part_id: int | None = None) -> HttpResponse:
    """A new part, or one that is changed."""
    initial: dict[str, Any] = {}
    if part_id is not None:
        part = part_brief(actor=request.actor, part_id=part_id)
        initial = {name: getattr(part, name) for name in forms.PartForm.base_fields
                   if name != "models"}  # fmt: skip
        initial["suppliers"] = "\n".join(part.suppliers)
        initial["models"] = "\n".join(model.code for model in _models(part))
    form = forms.PartForm(request.POST or None, initial=initial, lines=line_choices(request))
    deed = Deed(
        title=_("Change the part") if part_id else _("Add a part"),
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:part", args=[part_id]) if part_id else reverse("desk:parts"),
    )

    def perform(given: dict[str, Any]) -> None:
        codes = given.pop("models")
        found = models_by_codes(actor=request.actor, codes=codes)
        unknown = {code.upper() for code in codes} - {model.code.upper() for model in found}
        if unknown:
            raise Invalid.of(
                "models", f"{_('There is no such model.')} {', '.join(sorted(unknown))}"
            )
        draft = PartDraft(model_ids=[model.id for model in found], **given)
        save_part(actor=request.actor, part_id=part_id, draft=draft, now=request.now)

    return drawer(request, deed, form, perform)


@require_GET
@needs(SEE_STOCK)
def trace(request: Request) -> HttpResponse:
    """From a supplier's batch to the things it went into, and from a thing back to the supplier."""
    actor, text = request.actor, request.GET.get("q", "").replace("\0", " ").strip()[:60]
    lots = [(lot, used_of_lot(actor=actor, lot_id=lot.id)) for lot in
            lots_named(actor=actor, text=text)]  # fmt: skip
    units = (
        units_by_code(actor=actor, code=text, limit=FEW) if text and actor.may(SEE_UNITS) else []
    )
    orders = {row.order_id or 0 for _lot, rows in lots for row in rows}
    seen = order_briefs(actor=actor, ids=orders) if actor.may(SEE_ORDERS) else {}
    things = {order.unit_id for order in seen.values() if order.unit_id}
    context: dict[str, object] = {
        "text": text,
        "lots": [(lot, [(row, seen.get(row.order_id or 0)) for row in rows]) for lot, rows in lots],
        "parts": part_briefs(actor=actor, ids=[lot.part_id for lot, _rows in lots]),
        "units": [(unit, used_on_unit(actor=actor, unit_id=unit.id)) for unit in units],
        "things": unit_briefs(actor=actor, ids=things) if actor.may(SEE_UNITS) else {},
    }
    return page(request, "desk/parts/trace", context)


def _imported(request: Request, show: str) -> str:
    """What a file brings that is dropped from here; "" where nobody may."""
    of = "spares" if show == "parts" else "stock"
    return of if may_import(request, of) else ""


def _listed(request: Request, asked: dict[str, Any]) -> dict[str, object]:
    actor = request.actor
    found = parts(actor=actor, text=asked.get("q", ""), line_code=asked.get("line", ""),
                  cursor=request.GET.get("cursor", ""))  # fmt: skip
    kinds = {place.id: place.kind for place in places(actor=actor, way=True)}
    free: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    waiting: dict[int, int] = defaultdict(int)
    for level in levels(actor=actor, part_ids=[part.id for part in found.rows]):
        free[level.part_id][kinds[level.place_id]] += level.free
        waiting[level.part_id] += level.reserved
    return {"page": found, "rows": [
        (part, [free[part.id][kind] for kind in KINDS], waiting[part.id]) for part in found.rows
    ]}  # fmt: skip


def _to_order(request: Request, _asked: dict[str, Any]) -> dict[str, object]:
    lines = lines_to_order(actor=request.actor, now=request.now)
    known = part_briefs(actor=request.actor, ids=[line.part_id for line in lines])
    return {"rows": [(line, known[line.part_id]) for line in lines]}


def _waiting(request: Request, _asked: dict[str, Any]) -> dict[str, object]:
    found = waiting_orders(actor=request.actor)
    lacking = {need.part_id for _row, needs in found for need in needs}
    free: dict[int, int] = defaultdict(int)
    way = way_between(actor=request.actor)
    for level in levels(actor=request.actor, part_ids=lacking):
        free[level.part_id] += level.free if level.place_id != way else 0
    return {"rows": [(row, [(need, free[need.part_id]) for need in needs]) for row, needs in found]}


def _moves(request: Request, asked: dict[str, Any]) -> dict[str, object]:
    wanted = MovementFilter(kind=asked.get("kind", ""))
    cursor = request.GET.get("cursor", "")
    return {"page": movements(actor=request.actor, wanted=wanted, cursor=cursor),
            "moves": dict(MOVE_CHOICES)}  # fmt: skip


def _places(request: Request, _asked: dict[str, Any]) -> dict[str, object]:
    found = place_page(actor=request.actor, cursor=request.GET.get("cursor", ""))
    totals = place_totals(actor=request.actor, ids=[place.id for place in found.rows])
    return {
        "page": found,
        "rows": [(place, *totals.get(place.id, (0, 0))) for place in found.rows],
    }


def _transfers(request: Request, asked: dict[str, Any]) -> dict[str, object]:
    over = bool(asked.get("over"))
    cursor = request.GET.get("cursor", "")
    return {"page": transfers(actor=request.actor, is_under_way=not over, cursor=cursor),
            "over": over, "states": dict(STATE_CHOICES)}  # fmt: skip


_SHOWN = {"parts": _listed, "order": _to_order, "waiting": _waiting, "transfers": _transfers,
          "moves": _moves, "places": _places}  # fmt: skip


def _models(part: PartBrief) -> list[ModelBrief]:
    return list(model_briefs(actor=SYSTEM, ids=part.model_ids).values())
