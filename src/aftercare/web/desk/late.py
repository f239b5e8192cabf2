"""What heads look at: who is late or in danger, and where the work stands still."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.casework.views.queries import SEE_LATE, LateRow, late_table
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, live, needs, page

from . import case_filters as filters

LOOKED_BACK = timedelta(days=30)
MANY = 5


@require_GET
@needs(SEE_LATE)
def index(request: Request) -> HttpResponse:
    units = late_table(actor=request.actor, now=request.now, since=request.now - LOOKED_BACK)
    people = [row for unit in units for row in unit.people]
    pausing = sorted((row for row in people if row.pauses), key=lambda row: -row.paused)[:12]
    longest = max((row.paused for row in pausing), default=timedelta()) or timedelta(seconds=1)
    context = {
        "units": [
            {"unit": _cells(unit.row, "unit"), "people": [_cells(r, "owner") for r in unit.people]}
            for unit in units
        ],
        "late": sum(unit.row.late for unit in units),
        "endangered": sum(unit.row.endangered for unit in units),
        "running": sum(unit.row.running for unit in units),
        "late_url": filters.address({"open": ["yes"], "late": ["yes"]}, order="due"),
        "soon_url": filters.address({"open": ["yes"], "soon": ["yes"]}, order="due"),
        "all_url": filters.address({"open": ["yes"]}, order="due"),
        "pauses": [(row, row.paused / longest, row.paused.total_seconds()) for row in pausing],
    }
    if is_part(request):
        return live(request, "desk/lists/_late.html", context)
    return page(request, "desk/lists/late", context)


def _cells(row: LateRow, name: str) -> dict[str, object]:
    """A row with the address behind each figure and how hot it is."""
    own = {"open": ["yes"], name: [str(row.id)]}
    return {
        "row": row,
        "late_url": filters.address({**own, "late": ["yes"]}, order="due"),
        "soon_url": filters.address({**own, "soon": ["yes"]}, order="due"),
        "all_url": filters.address(own, order="due"),
        "late_heat": 0 if not row.late else 3 if row.late < MANY else 4,
        "soon_heat": 0 if not row.endangered else 1 if row.endangered < MANY else 2,
    }
