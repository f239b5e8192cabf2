"""Every refusal of the API as a problem (RFC 9457), in the caller's language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import PathView

from aftercare.casework.cases.queries import NotReadyToClose, Outdated
from aftercare.foundation.errors import NotAllowed, Refusal
from aftercare.web.kit.refusals import sentence_of, title_of, wait_of

from .wrong import field_of, sentence_for

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def problem(status: int, *, code: str, title: str, detail: str = "", **more: Any) -> HttpResponse:
    """`code` stays the same in every language; `errors` name fields, where there are any."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code} | more
    if detail:
        body["detail"] = detail
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    more: dict[str, Any] = {}
    if refusal.fields:
        more["errors"] = [
            {"field": name, "detail": text or sentence_of(refusal)}
            for name, text in refusal.fields.items()
        ]
    if isinstance(refusal, Outdated):
        more["since_version"] = refusal.since
    if isinstance(refusal, NotReadyToClose):
        more["missing"] = refusal.missing
    response = problem(
        refusal.http_status,
        code=type(refusal).__name__,
        title=title_of(refusal.http_status),
        detail=_told(request, refusal),
        **more,
    )
    if wait := wait_of(refusal):
        response["Retry-After"] = wait
    return response


def _told(request: HttpRequest, refusal: Refusal) -> str:
    if isinstance(refusal, NotAllowed) and hasattr(request, "caller"):
        return _(
            "This needs “{permission}”: the token must have it among its scopes, and its owner "
            "among the rights of a role."
        ).format(permission=refusal)
    return sentence_of(refusal)


def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"field": field_of(one), "detail": sentence_for(one)} for one in error.errors]
    return problem(422, code="Invalid", title=title_of(422), errors=errors)


def unknown(_request: HttpRequest, _error: Any) -> HttpResponse:
    response = problem(401, code="NotSignedIn", title=_("A valid token is needed"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def odd(_request: HttpRequest, error: Any) -> HttpResponse:
    """The one error of its own that ninja makes: the body is no JSON."""
    return problem(
        error.status_code,
        code="BadRequest",
        title=title_of(400),
        detail=_("The body cannot be read. JSON in UTF-8 is needed."),
    )


def not_so(view: PathView) -> HttpResponse:
    """The address is right, the method is not."""
    allowed = ", ".join(sorted({method for one in view.operations for method in one.methods}))
    response = problem(
        405,
        code="MethodNotAllowed",
        title=title_of(405),
        detail=_("This address takes: {methods}.").format(methods=allowed),
    )
    response["Allow"] = allowed
    return response


def not_there(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(404, code="NotFound", title=title_of(404))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under which the API has nothing: a program is told so in its own words."""
    raise Http404(request.method, rest)


def install(api: NinjaAPI) -> None:
    PathView._not_allowed = not_so  # type: ignore[method-assign, assignment]  # noqa: SLF001
    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(HttpError, odd)
    api.add_exception_handler(Http404, not_there)
    last = Router()
    last.api_operation(METHODS, "/{path:rest}", auth=None, include_in_schema=False)(nowhere)
    api.add_router("", last)
