"""Who came in time, and whose repairs held: figures by technician (R-FS-06, R-FS-13)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.appointments.queries import (
    SEE_APPOINTMENTS,
    Sort,
    TechnicianRow,
    figures_by_technician,
)
from aftercare.fieldservice.workorders.actions import export_figures
from aftercare.web.kit.requests import Request, needs, page

from .case_order_steps import station_choices
from .exports import MOST, Cell, as_file
from .list_forms import ExportForm

DAYS = (30, 90, 365)
SHOWN = 200


class FiguresForm(forms.Form):
    station = forms.TypedChoiceField(
        label=gettext_lazy("Station"), coerce=int, required=False, empty_value=None
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("In the last days"), coerce=int, required=False, empty_value=None,
        choices=[(n, n) for n in DAYS],
    )  # fmt: skip
    sort = forms.TypedChoiceField(
        label=gettext_lazy("Sorted by"), coerce=Sort, required=False, empty_value=None,
        choices=[
            (Sort.VISITS.value, gettext_lazy("Most visits first")),
            (Sort.LATE.value, gettext_lazy("Most often late first")),
            (Sort.AGAIN.value, gettext_lazy("Most rework first")),
            (Sort.NAME.value, gettext_lazy("By name")),
        ],
    )  # fmt: skip

    def __init__(self, request: Request) -> None:
        super().__init__({"days": DAYS[1]} | request.GET.dict())
        every = ("", gettext_lazy("all"))
        self.fields["station"].choices = [every, *station_choices(request)]  # type: ignore[attr-defined]


@require_GET
@needs(SEE_APPOINTMENTS)
def index(request: Request) -> HttpResponse:
    form = FiguresForm(request)
    station, days, rows = _found(request, form, SHOWN)
    context: dict[str, object] = {
        "filter": form,
        "days": days,
        "rows": rows,
        "is_narrowed": station is not None,
        "may_export": request.actor.may("workorders.export_figures"),
    }
    return page(request, "desk/orders/technicians", context)


@require_http_methods(["GET", "POST"])
@needs("workorders.export_figures")
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        return page(request, "desk/orders/figures_export", {"form": form})
    kind = form.cleaned_data["form"]
    station, days, rows = _found(request, FiguresForm(request), MOST)
    export_figures(actor=request.actor, org_unit_id=station, days=days, form=kind, now=request.now)
    name = f"technicians-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(_lines(rows), kind, name)


def _found(
    request: Request, form: FiguresForm, limit: int
) -> tuple[int | None, int, list[TechnicianRow]]:
    """What the filter says; a field that says nonsense narrows nothing."""
    form.is_valid()
    given = form.cleaned_data
    station, days = given.get("station"), given.get("days") or DAYS[1]
    rows = figures_by_technician(
        actor=request.actor, since=request.now - timedelta(days=days), org_unit_id=station,
        sort=given.get("sort") or Sort.VISITS, limit=limit,
    )  # fmt: skip
    return station, days, rows


def _lines(rows: list[TechnicianRow]) -> Iterator[list[Cell]]:
    with override(get_language() or "zh-hans"):  # written after the request has been answered
        head: list[Cell] = [
            _("Technician"), _("Station"), _("Visits"), _("Came late"), _("In time, percent"),
            _("Repairs done"), _("Came again"), _("Rework, percent"),
        ]  # fmt: skip
    yield head
    for row in rows:
        numbers = (row.came, row.late, row.on_time_percent, row.done, row.again, row.rework_percent)
        yield [row.name, row.station, *(None if n is None else Decimal(n) for n in numbers)]
