"""One job a screen: what to know before, what to do at the door, what is sent from there."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.records.queries import SEE_RECORDS, Stop, picture, said, stop_of
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.requests import Request, needs, page

from .acts import ACTS, Sent
from .job import job_of, photos_told
from .posts import noted


class NotYours(Refusal):
    """What was noted belongs to a visit of somebody else, or to none: the two look the same."""

    http_status = 404


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORDS)
def visit(request: Request, appointment_id: int) -> HttpResponse:
    if request.method == "POST":
        return noted(request, request.path, lambda sent: _done(
            request, _own(request, appointment_id), sent
        ))  # fmt: skip
    stop = stop_of(actor=request.actor, appointment_id=appointment_id)
    return page(request, "mobile/visit", job_of(request, stop))


@require_GET
@needs(SEE_RECORDS)
def file(request: Request, appointment_id: int, file_id: int) -> HttpResponse:
    stop = stop_of(actor=request.actor, appointment_id=appointment_id)
    told = {row.file.id: row.file for row in photos_told(stop)}
    found = told.get(file_id) or picture(actor=request.actor, visit=stop.visit, file_id=file_id)
    return file_answer(actor=request.actor, file=found, small="small" in request.GET)


def _own(request: Request, appointment_id: int) -> Stop:
    """What was noted for a visit that is another's by now is refused in words, too."""
    try:
        return stop_of(actor=request.actor, appointment_id=appointment_id)
    except NotFound:
        sentence = _("This visit is not yours any more: somebody else comes. Ask the dispatcher.")
        raise NotYours(sentence) from None


def _done(request: Request, stop: Stop, sent: dict[str, Any]) -> None:
    act = ACTS.get(sent["act"])
    if act is None:
        raise NotFound
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


def _moment(
    stop: Stop, said_at: datetime | None, sent_at: datetime | None, now: datetime
) -> datetime:
    """When it was noted. What was noted after a step of the visit did not happen before it."""
    if said_at is None or sent_at is None:
        return now
    visit = stop.visit
    steps = [at for at in (visit.departed_at, visit.arrived_at, visit.begun_at) if at]
    return max([said(said_at=said_at, sent_at=sent_at, now=now), *steps])
