"""The door for social channels: signed calls, `POST /hooks/<channel>` (R-IN-01)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from aftercare.casework.chats import actions, queries
from aftercare.casework.chats.queries import Call, Dialect, Door, Flaw, NotGenuine, Unreadable
from aftercare.casework.webhooks.queries import CATALOGUE, PING, VERSION
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal
from aftercare.foundation.sign_ins.rules import Limit
from aftercare.web.kit.limits import Bucket, one_try
from aftercare.web.kit.refusals import title_of
from aftercare.web.kit.requests import Request

from .problems import problem, refused

STRANGERS = Limit(tries=60, per=timedelta(minutes=10))
_buckets: dict[int, Bucket] = {}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def hook(request: Request, code: str) -> HttpResponse:
    """Who signed it is let in. Refusals are problems (RFC 9457), like everywhere in the API."""
    try:
        return _answered(request, code)
    except Refusal as refusal:
        return refused(request, refusal)


def _answered(request: Request, code: str) -> HttpResponse:
    door = queries.door(actor=SYSTEM, code=code, at=request.now)
    dialect = queries.dialect_of(actor=SYSTEM, name=door.dialect) if door else None
    if door is None or dialect is None:
        one_try(request, "hook", STRANGERS)
        return problem(404, code="NotFound", title=title_of(404))
    body = request.read(queries.LARGEST_BODY + 1)
    if len(body) > queries.LARGEST_BODY:
        most = queries.LARGEST_BODY // (1024 * 1024)
        return problem(413, code="TooLarge", title=_("The call is larger than %d MB.") % most)
    call = Call(
        method=request.method or "",
        headers={name.lower(): value for name, value in request.headers.items()},
        query=request.GET.dict(),
        body=body,
    )
    return _let_in(request, door, dialect, call)


def _let_in(request: Request, door: Door, dialect: Dialect, call: Call) -> HttpResponse:
    try:
        dialect.check(call, secrets=door.secrets, at=request.now)
    except NotGenuine as stranger:
        one_try(request, "hook", STRANGERS)
        actions.note_refusal(
            actor=SYSTEM, source_id=door.source_id, fault=stranger.fault, now=request.now
        )
        return problem(401, code="NotGenuine", title=_("The signature does not hold"),
                       detail=reason_of(stranger.fault))  # fmt: skip
    bucket = _buckets.setdefault(door.source_id, Bucket(door.per_minute))
    bucket.per_minute = door.per_minute
    bucket.take("")
    greeting = dialect.greeting(call)
    if greeting is not None:
        return HttpResponse(greeting, content_type="text/plain; charset=utf-8")
    return _taken(request, door, dialect, call)


def _taken(request: Request, door: Door, dialect: Dialect, call: Call) -> HttpResponse:
    try:
        words = dialect.read(call, mapping=door.mapping, at=request.now)
    except Unreadable as error:
        actions.note_refusal(actor=SYSTEM, source_id=door.source_id, fault="unreadable",
                             flaws=[f"{name}:{flaw}" for name, flaw in error.flaws.items()],
                             now=request.now)  # fmt: skip
        errors = [{"field": name or "body", "detail": sentence_of(flaw)}
                  for name, flaw in error.flaws.items()]  # fmt: skip
        return problem(422, code="Unreadable", title=title_of(422), errors=errors)
    taken = actions.take_messages(
        actor=SYSTEM, source_id=door.source_id, words=words, now=request.now
    )
    thanks = dialect.thanks(call)
    if thanks is not None:
        return HttpResponse(thanks, content_type="text/plain; charset=utf-8")
    return JsonResponse({"results": [asdict(one) for one in taken]})


def reason_of(fault: str) -> str:
    reasons = {
        "unsigned": _("webhook-id, webhook-timestamp or webhook-signature is missing or unfit."),
        "stale": _("The timestamp is more than five minutes away from our clock."),
        "forged": _("No signature was made of this id, timestamp and body with a valid secret."),
    }
    return reasons.get(fault, fault)


def sentence_of(flaw: str) -> str:
    sentences = {
        Flaw.MISSING: _("It must not be missing."),
        Flaw.NO_TEXT: _("It must be a text; the body a JSON object."),
        Flaw.TOO_LONG: _("It is too long."),
        Flaw.NO_MOMENT: _("Write a moment with its zone, or seconds since 1970."),
        Flaw.IN_FUTURE: _("It lies in the future."),
        Flaw.NO_LIST: _("It must be a list."),
        Flaw.TOO_MANY: _("There are too many of them."),
        Flaw.NO_ATTACHMENT: _("An attachment has a name, and a url or content in base64."),
        Flaw.NO_BASE64: _("The content is no base64."),
        Flaw.SAYS_NOTHING: _("There is neither text nor an attachment."),
    }
    return sentences.get(Flaw(flaw), flaw) if flaw in list(Flaw) else flaw


def described() -> dict[str, object]:
    """The section `webhooks` of the description: what programs are told of (R-PL-02)."""
    about = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "number": {"type": "string"}},
        "required": ["id", "number"],
        "additionalProperties": True,
    }
    body = {
        "type": "object",
        "required": ["version", "id", "type", "at", "sequence", "data"],
        "properties": {
            "version": {"type": "integer", "const": VERSION},
            "id": {"type": "string", "description": "the event; the same for everybody told of it"},
            "type": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
            "sequence": {
                "type": "integer",
                "description": "grows from event to event of a case; calls may arrive in any order",
            },
            "case": about,
            "data": {"type": "object", "additionalProperties": True},
        },
    }
    return {code: {"post": _call(code, body)} for code in (*CATALOGUE, PING)}


def _call(code: str, body: Mapping[str, object]) -> dict[str, object]:
    return {
        "summary": code,
        "description": (
            "Signed after Standard Webhooks: `webhook-id`, `webhook-timestamp`, "
            "`webhook-signature`. The id stays when a call is tried again."
        ),
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"2XX": {"description": "taken"}, "410": {"description": "never call again"}},
    }
