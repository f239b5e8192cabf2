"""What can be done to many chosen cases of a list at once."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.assignment.actions import assign_case, take_case
from aftercare.casework.cases.queries import SEE_CASES, CaseFilter, CaseRow, case_page
from aftercare.casework.conversation.actions import add_note
from aftercare.matters.leads.actions import follow_lead
from aftercare.web.kit.requests import Request, needs, page

from .bulk_acts import MOST, Act, Bulk, act_of, perform
from .case_choices import colleagues
from .case_rows import rows_of
from .case_table import table_of
from .list_forms import AssignForm, FollowForm, NoteForm


def _take(request: Request, case: CaseRow, _values: dict[str, Any]) -> object:
    return take_case(actor=request.actor, case_id=case.id, version=None, now=request.now)


def _assign(request: Request, case: CaseRow, values: dict[str, Any]) -> object:
    return assign_case(
        actor=request.actor, case_id=case.id, version=None, now=request.now, **values
    )


def _follow(request: Request, case: CaseRow, values: dict[str, Any]) -> object:
    return follow_lead(actor=request.actor, case_id=case.id, now=request.now, **values)


def _note(request: Request, case: CaseRow, values: dict[str, Any]) -> object:
    return add_note(actor=request.actor, case_id=case.id, now=request.now, **values)


ACTS = {
    "take": Act(
        label=_("Take it myself"),
        icon="user-check",
        permission="assignment.take_case",
        perform=_take,
        form=forms.Form,
    ),
    "assign": Act(
        label=_("Assign"),
        icon="user-plus",
        permission="assignment.assign_case",
        perform=_assign,
        form=AssignForm,
        offers=lambda request: {"people": colleagues(request)},
    ),
    "follow": Act(
        label=_("Follow a leading case"),
        icon="link",
        permission="leads.follow_lead",
        perform=_follow,
        form=FollowForm,
    ),
    "note": Act(
        label=_("Add a note"),
        icon="note",
        permission="conversation.add_note",
        perform=_note,
        form=NoteForm,
    ),
}

CASES = Bulk(
    field="case",
    address="desk:case",
    event="cases-changed",
    what="subject",
    chosen=lambda n: ngettext("One case is chosen.", "%(n)s cases are chosen.", n) % {"n": n},
    done=lambda n: ngettext("Done for one case.", "Done for %(n)s cases.", n) % {"n": n},
    refused=lambda n: (
        ngettext("One case stayed as it was.", "%(n)s cases stayed as they were.", n) % {"n": n}
    ),
    none=_("No case is chosen. Tick some in the list first (key x)."),
    acts=ACTS,
)


@require_http_methods(["GET", "POST"])
@needs(SEE_CASES)
def do(request: Request, code: str) -> HttpResponse:
    """The form in a drawer; after it, what became of each case."""
    act = act_of(request, CASES, code)
    return perform(request, CASES, act, chosen(request))


@require_GET
@needs(SEE_CASES)
def printed(request: Request) -> HttpResponse:
    """The chosen cases as a page for paper."""
    rows = rows_of(actor=request.actor, cases=chosen(request), now=request.now)
    return page(request, "desk/lists/printed", {"rows": table_of(rows, request.now)})


def chosen(request: Request) -> list[CaseRow]:
    """Those of the chosen cases that are in sight."""
    ids = CASES.ids_of(request)
    if not ids:
        return []
    narrowed = CaseFilter(ids=ids)
    found = case_page(actor=request.actor, narrowed=narrowed, limit=MOST, now=request.now)
    return list(found.rows)
