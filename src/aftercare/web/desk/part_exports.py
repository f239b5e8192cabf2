"""The list of parts, what lies where, and the price lists as files that an import understands."""

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.customers.products.queries import lines
from aftercare.fieldservice.quotes.queries import SEE_QUOTES, price_lists
from aftercare.fieldservice.spares.queries import PartBrief, part_briefs, parts, places
from aftercare.fieldservice.stores.queries import SEE_STOCK, shelves
from aftercare.fieldservice.workorders.queries import JOB_CHOICES
from aftercare.web.kit.requests import Request, needs, page

from . import part_forms as forms
from .exports import Cell, as_file

AT_ONCE = 500
Rows = list[list[Cell]]


@require_http_methods(["GET", "POST"])
@needs(SEE_STOCK)
def export(request: Request) -> HttpResponse:
    """One of them, as the form says."""
    priced = request.actor.may(SEE_QUOTES)
    asked = {"what": request.GET.get("of")}
    form = forms.Export(request.POST or None, priced=priced, initial=asked)
    if not form.is_valid():
        return page(request, "desk/parts/export", {"form": form})
    what, kind = form.cleaned_data["what"] or "stock", form.cleaned_data["form"]
    name = f"{what}-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(_ROWS[what](request), kind, name)


def _stock(request: Request) -> Rows:
    actor = request.actor
    rows = shelves(actor=actor)
    known = part_briefs(actor=actor, ids=[row.part_id for row in rows])
    names = {place.id: place.name for place in places(actor=actor, way=True)}
    head: list[Cell] = [_("Part code"), _("Name of the part"), _("Store or van"), _("Supplier"),
                        _("Batch of the supplier"), _("How many"), _("Reserved"),
                        _("Serial numbers")]  # fmt: skip
    told: Rows = [
        [known[row.part_id].code, known[row.part_id].name, names[row.place_id], row.supplier,
         row.lot_number, str(row.count), str(row.reserved), "、".join(row.serials)]
        for row in rows
    ]  # fmt: skip
    return [head, *told]


def _parts(request: Request) -> Rows:
    names = {line.code: line.name for line in lines(actor=request.actor)}
    head: list[Cell] = [_("Part code"), _("Name of the part"), _("Counted in"), _("Price, yuan"),
                        _("Genuine sources"), _("Lines it fits"), _("Warranty, days"),
                        _("Each piece has a number"), _("Still kept")]  # fmt: skip
    told: Rows = [
        [part.code, part.name, part.measure, part.price_amount, "、".join(part.suppliers),
         "、".join(names.get(code, code) for code in part.product_lines), str(part.warranty_days),
         _("yes") if part.has_serials else _("no"), _("yes") if part.is_kept else _("no")]
        for part in _all_parts(request)
    ]  # fmt: skip
    return [head, *told]


def _all_parts(request: Request) -> Iterator[PartBrief]:
    cursor: str | None = ""
    while cursor is not None:
        found = parts(actor=request.actor, cursor=cursor, limit=AT_ONCE)
        yield from found.rows
        cursor = found.next_cursor


def _prices(request: Request) -> Rows:
    head: list[Cell] = [_("What is charged"), _("Price, yuan"), _("In force from")]
    jobs = dict(JOB_CHOICES)
    told: Rows = []
    for one in price_lists(actor=request.actor):
        told += [[str(jobs[job]), sum_, one.in_force_from] for job, sum_ in one.labour.items()]
        told.append([_("Trip"), one.trip_amount, one.in_force_from])
    return [head, *told]


_ROWS: Mapping[str, Callable[[Request], Rows]] = {
    "stock": _stock,
    "parts": _parts,
    "prices": _prices,
}
