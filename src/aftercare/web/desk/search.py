"""What the box on top finds: a number jumps to its case; anything else shows what it means.

Cases, customers, their products by serial or order number, and standard wordings.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseFilter,
    CaseRow,
    Order,
    case_id_of,
    case_page,
)
from aftercare.customers.parties.queries import SEE_CUSTOMERS, CustomerBrief, customers
from aftercare.customers.units.queries import SEE_UNITS, UnitBrief, units_by_code
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page
from aftercare.knowledge.wordings.queries import SEE_WORDINGS, WordingBrief, wordings_with
from aftercare.web.kit.requests import Request, needs, page

from . import case_filters as filters
from .case_rows import rows_of
from .case_table import table_of

LONGEST = 200
MOST_UNITS, MOST_WORDINGS = 8, 3


@require_GET
@needs(SEE_CASES)
def search(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    if not text:
        return redirect("desk:cases")
    case_id = case_of_number(request, text)
    if case_id is not None:
        return redirect("desk:case", case_id)
    found = found_cases(request, text, limit=30, cursor=request.GET.get("cursor", ""))
    rows = rows_of(actor=request.actor, cases=found.rows, now=request.now)
    context = {
        "text": text,
        "page": found,
        "rows": table_of(rows, request.now),
        "people": found_people(request, text, limit=8),
        "units": found_units(request, text),
        "wordings": found_wordings(request, text),
        "as_list": filters.address({"open": ["all"], "q": [text]}, order=Order.NEWEST),
    }
    return page(request, "desk/lists/search", context)


def case_of_number(request: Request, text: str) -> int | None:
    """The case of a number typed whole, in capitals or not."""
    if "-" not in text or not text.isascii():
        return None
    try:
        return case_id_of(actor=request.actor, number=text)
    except NotFound:
        return None


def found_cases(request: Request, text: str, *, limit: int, cursor: str = "") -> Page[CaseRow]:
    return case_page(
        actor=request.actor,
        narrowed=CaseFilter(text=text),
        order=Order.NEWEST,
        cursor=cursor,
        limit=limit,
        now=request.now,
    )


def found_units(request: Request, text: str) -> list[UnitBrief]:
    """Products of customers; a code has a digit or a letter of the alphabet."""
    like_a_code = any(sign.isascii() and sign.isalnum() for sign in text)
    if not like_a_code or not request.actor.may(SEE_UNITS):
        return []
    return units_by_code(actor=request.actor, code=text, limit=MOST_UNITS)


def found_wordings(request: Request, text: str) -> list[WordingBrief]:
    if not request.actor.may(SEE_WORDINGS):
        return []
    return wordings_with(actor=request.actor, text=text, limit=MOST_WORDINGS)


def found_people(request: Request, text: str, *, limit: int) -> list[CustomerBrief]:
    if not request.actor.may(SEE_CUSTOMERS):
        return []
    return list(customers(actor=request.actor, text=text, limit=limit).rows)
