"""What can be done to many chosen cases of a list at once."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.assignment.actions import assign_case, take_case
from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseFilter,
    CaseRow,
    Stage,
    case_brief,
    case_page,
)
from aftercare.casework.conversation.actions import add_note
from aftercare.casework.triage.actions import confirm_triage
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal
from aftercare.matters.leads.actions import follow_lead
from aftercare.people.staff.queries import member_brief
from aftercare.web.kit.requests import Request, needs, page

from .bulk_acts import MOST, Act, Bulk, act_of, perform
from .case_choices import colleagues
from .case_rows import rows_of
from .case_table import table_of
from .list_forms import AssignForm, FollowForm, GradeForm, NoteForm


def _take(request: Request, case: CaseRow, _values: dict[str, Any]) -> object:
    return take_case(actor=request.actor, case_id=case.id, version=case.version, now=request.now)


def _assign(request: Request, case: CaseRow, values: dict[str, Any]) -> object:
    return assign_case(
        actor=request.actor, case_id=case.id, version=case.version, now=request.now, **values
    )


def _grade(request: Request, row: CaseRow, values: dict[str, Any]) -> object:
    """Kind and category stay as a person confirmed them; nobody has yet where it is registered."""
    if row.stage == Stage.REGISTERED:
        sentence = gettext("It is not classified yet. Open it, and check the whole proposal.")
        raise Refusal(sentence)
    case = case_brief(actor=request.actor, case_id=row.id)
    reason = values.pop("reason")
    said = {name: value for name, value in values.items() if value}
    return confirm_triage(
        actor=request.actor, case_id=row.id, version=row.version, safety=case.safety,
        classification=replace(case.classification, **said), reason=reason, now=request.now,
    )  # fmt: skip


def _owner(row: CaseRow) -> int:
    return row.owner_id


def _changed(row: CaseRow) -> str:
    name = member_brief(actor=SYSTEM, member_id=row.owner_id).name
    return gettext("Meanwhile it went to %s. Look at it, and choose it again if need be.") % name


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
        heeds=_owner,
        changed=_changed,
    ),
    "assign": Act(
        label=_("Assign"),
        icon="user-plus",
        permission="assignment.assign_case",
        perform=_assign,
        form=AssignForm,
        offers=lambda request: {"people": colleagues(request)},
        heeds=_owner,
        changed=_changed,
    ),
    "grade": Act(
        label=_("Level and severity"),
        icon="flag",
        permission="triage.confirm_triage",
        perform=_grade,
        form=GradeForm,
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
