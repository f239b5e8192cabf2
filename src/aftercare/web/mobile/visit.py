"""One job a screen: what to know before, what to do at the door, what is sent from there."""

import json
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.records.queries import SEE_RECORDS, Stop, picture, said, stop_of
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.receipts.actions import Answer, once
from aftercare.foundation.receipts.rules import fingerprint
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.refusals import sentence_of
from aftercare.web.kit.requests import Request, needs, page

from . import forms
from .acts import ACTS, Sent
from .job import job_of, photos_told


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORDS)
def visit(request: Request, appointment_id: int) -> HttpResponse:
    stop = stop_of(actor=request.actor, appointment_id=appointment_id)
    if request.method == "POST":
        return _noted(request, stop)
    return page(request, "mobile/visit", job_of(request, stop))


@require_GET
@needs(SEE_RECORDS)
def file(request: Request, appointment_id: int, file_id: int) -> HttpResponse:
    stop = stop_of(actor=request.actor, appointment_id=appointment_id)
    told = {row.file.id: row.file for row in photos_told(stop)}
    found = told.get(file_id) or picture(actor=request.actor, visit=stop.visit, file_id=file_id)
    return file_answer(actor=request.actor, file=found, small="small" in request.GET)


def _noted(request: Request, stop: Stop) -> HttpResponse:
    """Done once, however often it arrives. A program is told in JSON, a page goes on."""
    in_json = "application/json" in request.headers.get("Accept", "")
    try:
        answer = _once(request, stop)
    except Refusal as refusal:
        why = sentence_of(refusal)
        if in_json:
            return JsonResponse({"why": why}, status=refusal.http_status)
        messages.error(request, why)
        return redirect("mobile:visit", stop.visit.id)
    if in_json:
        return HttpResponse(answer.body, content_type="application/json")
    return redirect("mobile:visit", stop.visit.id)


def _once(request: Request, stop: Stop) -> Answer:
    envelope = forms.Envelope(request.POST)
    if not envelope.is_valid():
        raise Invalid(_("This cannot be read."))
    sent = envelope.cleaned_data
    act = ACTS.get(sent["act"])
    if act is None:
        raise NotFound

    def perform() -> Answer:
        form = act.form(request.POST, request.FILES)
        if not form.is_valid():
            raise Invalid(" ".join(str(text) for texts in form.errors.values() for text in texts))
        act.perform(
            Sent(
                actor=request.actor,
                visit=stop.visit.id,
                client_ref=sent["client_ref"],
                said_at=_moment(stop, sent["said_at"], sent["sent_at"], request.now),
                now=request.now,
                values=form.cleaned_data,
            )
        )
        body = json.dumps({"at": request.now.isoformat()})
        return Answer(status=HTTPStatus.OK, body=body)

    return once(
        caller=f"user:{request.actor.user_id}",
        key=f"m:{sent['client_ref']}",
        fingerprint=fingerprint(method="POST", path=request.path, body=sent["act"].encode()),
        now=request.now,
        perform=perform,
    )


def _moment(
    stop: Stop, said_at: datetime | None, sent_at: datetime | None, now: datetime
) -> datetime:
    """When it was noted. What was noted after a step of the visit did not happen before it."""
    if said_at is None or sent_at is None:
        return now
    visit = stop.visit
    steps = [at for at in (visit.departed_at, visit.arrived_at, visit.begun_at) if at]
    return max([said(said_at=said_at, sent_at=sent_at, now=now), *steps])
