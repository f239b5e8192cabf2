"""One act on many chosen cases: each by itself, and each with its own answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.assignment.actions import assign_case, take_case
from aftercare.casework.cases.queries import SEE_CASES, CaseFilter, CaseRow, case_page
from aftercare.casework.conversation.actions import add_note
from aftercare.foundation.errors import NotFound, Refusal
from aftercare.matters.leads.actions import follow_lead
from aftercare.web.kit.refusals import is_part, sentence_of
from aftercare.web.kit.requests import Request, announce, fragment, needs, page

from .case_choices import colleagues
from .case_filters import DIGITS
from .case_rows import rows_of
from .case_table import table_of
from .list_forms import AssignForm, FollowForm, NoteForm

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    label: str | Promise
    icon: str
    permission: str
    perform: Callable[[Request, CaseRow, dict[str, Any]], object]
    form: type[forms.Form]
    offers: Callable[[Request], dict[str, Any]] = lambda _request: {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    case: CaseRow
    refused: str


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
        label=_("Take over"),
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


def offered(request: Request) -> list[tuple[str, Act]]:
    """The acts that the person may do."""
    return [(code, act) for code, act in ACTS.items() if request.actor.may(act.permission)]


@require_http_methods(["GET", "POST"])
@needs(SEE_CASES)
def do(request: Request, code: str) -> HttpResponse:
    """The form in a drawer; after it, what became of each case."""
    act = ACTS.get(code)
    if act is None:
        raise NotFound
    request.actor.must(act.permission)
    cases = chosen(request)
    bound = request.POST if request.method == "POST" else None
    form = act.form(bound, **act.offers(request))
    context: dict[str, Any] = {"code": code, "act": act, "cases": cases, "form": form}
    if bound is None or not cases or not form.is_valid():
        return page(request, "desk/lists/bulk", context)
    results = [_tried(act, request, case, dict(form.cleaned_data)) for case in cases]
    context |= {
        "results": results,
        "done": sum(not result.refused for result in results),
        "refused": sum(bool(result.refused) for result in results),
    }
    if not is_part(request):
        return page(request, "desk/lists/bulk_done", context)
    return announce(fragment(request, "desk/lists/_bulk_done.html", context), "cases-changed")


@require_GET
@needs(SEE_CASES)
def printed(request: Request) -> HttpResponse:
    """The chosen cases as a page for paper."""
    rows = rows_of(actor=request.actor, cases=chosen(request), now=request.now)
    return page(request, "desk/lists/printed", {"rows": table_of(rows, request.now)})


def ids_of(request: Request) -> list[int]:
    asked = request.POST if request.method == "POST" else request.GET
    ids = [one for one in asked.getlist("case") if one.isdecimal() and len(one) < DIGITS]
    return [int(one) for one in dict.fromkeys(ids)][:MOST]


def chosen(request: Request) -> list[CaseRow]:
    """Those of the chosen cases that are in sight."""
    ids = ids_of(request)
    if not ids:
        return []
    narrowed = CaseFilter(ids=ids)
    found = case_page(actor=request.actor, narrowed=narrowed, limit=MOST, now=request.now)
    return list(found.rows)


def _tried(act: Act, request: Request, case: CaseRow, values: dict[str, Any]) -> Result:
    try:
        act.perform(request, case, values)
    except Refusal as refusal:
        return Result(case=case, refused=sentence_of(refusal))
    return Result(case=case, refused="")
