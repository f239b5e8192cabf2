"""The list of work orders as a file: masked, noted in the history, read in pages."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.workorders.actions import export_orders
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, STATE_CHOICES, OrderFilter
from aftercare.web.kit.requests import Request, needs, page

from .exports import AT_ONCE, MOST, Cell, as_file
from .list_forms import ExportForm
from .order_bulk import ORDERS
from .order_rows import Asked, ListRow, asked_of, filter_of, page_of


@require_http_methods(["GET", "POST"])
@needs("workorders.export_orders")
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    ids = ORDERS.ids_of(request)
    if not form.is_valid():
        chosen = ORDERS.chosen(len(ids)) if ids else ""
        context = {"form": form, "most": MOST, "ids": ids, "chosen": chosen}
        return page(request, "desk/orders/export", context)
    kind = form.cleaned_data["form"]
    asked = asked_of(request, filter_of(request))
    if ids:
        asked = replace(asked, narrowed=OrderFilter(ids=ids))
    export_orders(actor=request.actor, narrowed=asked.narrowed, form=kind, now=request.now)
    name = f"orders-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(lines_of(request, asked), kind, name)


def lines_of(request: Request, asked: Asked) -> Iterator[list[Cell]]:
    """The head, then a line for each order."""
    language = get_language() or "zh-hans"
    with override(language):
        yield [_("Number"), _("Case"), _("Job"), _("State"), _("What is worked on"),
               _("Customer"), _("Phone"), _("Place"), _("Station"), _("Minutes of work"),
               _("Persons"), _("Priority"), _("Rework"), _("To be done by"), _("Opened"),
               _("Ended")]  # fmt: skip
    cursor, left = "", MOST
    while left > 0:
        with override(language):  # the file is written after the request has been answered
            found, rows = page_of(request, asked, cursor=cursor, limit=min(AT_ONCE, left))
            lines = [_line(row) for row in rows]
        yield from lines
        left -= len(lines)
        cursor = found.next_cursor or ""
        if not cursor:
            return


def _line(row: ListRow) -> list[Cell]:
    order = row.order
    return [
        order.number, order.case_number, str(dict(JOB_CHOICES)[order.job]),
        str(dict(STATE_CHOICES)[order.state]), order.goods, row.customer, row.phone, row.place,
        row.station, str(order.minutes), str(order.persons), str(order.priority),
        _("yes") if order.is_rework else "", order.due_at, order.opened_at, order.ended_at,
    ]  # fmt: skip
