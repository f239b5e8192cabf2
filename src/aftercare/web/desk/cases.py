"""The page of a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases import queries as cases
from aftercare.casework.cases.queries import SEE_CASES, Outdated
from aftercare.casework.commitments.queries import explanation_of
from aftercare.casework.conversation.queries import attachment
from aftercare.casework.delays.queries import explanations_of, new_dates_of
from aftercare.casework.resolutions.queries import like_settlements
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.certificates import certificate_sheet
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import (
    Request,
    fragment,
    go,
    live,
    needs,
    page,
    refusals_shown_on,
)

from .case_page import changes_since, context_of, form_of, history_of, stream_rows
from .case_steps import STEPS
from .case_stream import StreamItem


@require_GET
@needs(SEE_CASES)
def show(request: Request, case_id: int) -> HttpResponse:
    return page(request, "desk/cases/show", context_of(request, case_id))


@require_GET
@needs(SEE_CASES)
def by_number(request: Request, number: str) -> HttpResponse:
    """Where people type or paste a number; one that was merged away still leads somewhere."""
    return redirect("desk:case", cases.case_id_of(actor=request.actor, number=number))


@require_GET
@needs(SEE_CASES)
def stream(request: Request, case_id: int) -> HttpResponse:
    """The stream alone, for polling: 304 while nothing happened.

    `version` is that of the case which the rest of the page shows.
    """
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    context = {
        "case": case,
        "stream": stream_rows(request, case, history_of(request, case.id)),
        "moved_on": request.GET.get("version", "") not in {"", str(case.version)},
    }
    return live(request, "desk/cases/_stream.html", context)


@require_GET
@needs(SEE_CASES)
def certificate(request: Request, case_id: int) -> HttpResponse:
    """That old goods are recycled, on paper."""
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    return certificate_sheet(request.actor, case)


@require_GET
@needs(SEE_CASES)
def explanation(request: Request, case_id: int, clock_id: int) -> HttpResponse:
    """Why a promise falls due when it does, in a drawer."""
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    told = explanation_of(actor=request.actor, case=case, clock_id=clock_id, now=request.now)
    dates = new_dates_of(actor=request.actor, case=case)
    reasons = explanations_of(actor=request.actor, case=case)
    context = {
        "told": told,
        "case_id": case_id,
        "dates": [date for date in dates if date.clock_id == clock_id],
        "reasons": [reason for reason in reasons if reason.clock_id == clock_id],
    }
    return page(request, "desk/cases/explanation", context)


@require_GET
@needs(SEE_CASES)
def settlements(request: Request, case_id: int) -> HttpResponse:
    """What like cases were settled with, in a drawer."""
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    like = like_settlements(actor=request.actor, case=case, now=request.now)
    return page(request, "desk/cases/settlements", {"case": case, "like": like})


@require_http_methods(["GET", "POST"])
@needs(SEE_CASES)
def do(request: Request, case_id: int, code: str) -> HttpResponse:
    """A step: its form in a drawer, its deed on post. Refusals come back on the form."""
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    step = STEPS.get(code)
    if step is None:
        raise NotFound
    request.actor.must(step.permission)
    form = form_of(request, case, step, bound=request.method == "POST")
    changes: list[StreamItem] = []
    if form.is_valid():
        with refusals_shown_on(form):
            try:
                result = step.perform(request, case, dict(form.cleaned_data))
            except Outdated as refusal:
                changes = changes_since(request, case_id, refusal.since)
                raise
            said = str(step.done)
            messages.success(request, said % result if "%s" in said else said)
            return go(request, reverse("desk:case", args=[case_id]))
    context = {"case": case, "step": step, "form": form, "changes": changes}
    if is_part(request) and request.method == "POST":
        return fragment(request, "desk/cases/_step_form.html", context, status=422)
    return page(request, "desk/cases/do", context)


@require_GET
@needs(SEE_CASES)
def file(request: Request, case_id: int, attachment_id: int) -> HttpResponse:
    """A file of the case, or its small picture with `?small`."""
    case = cases.case_brief(actor=request.actor, case_id=case_id)
    row = attachment(actor=request.actor, case=case, attachment_id=attachment_id)
    return file_answer(actor=request.actor, file=row.file, small="small" in request.GET)
