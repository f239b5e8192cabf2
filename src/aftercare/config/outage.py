"""What people and programs are told where no view could answer: a page, or a problem (RFC 9457)."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from aftercare.web.api.problems import not_there, problem
from aftercare.web.kit import refusals

PASSING = (OperationalError, InterfaceError, PoolTimeout)
RETRY_SECONDS = "5"


def is_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if not is_program(request):
        return refusals.bad_request(request, exception)
    status, sentence = refusals.cannot_be_read(exception)
    code = "TooLarge" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "BadRequest"
    return problem(status, code=code, title=refusals.title_of(status), detail=sentence)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if not is_program(request):
        return refusals.not_found(request, exception)
    return not_there(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away or a request lost its turn, else 500; nothing was changed."""
    passing = isinstance(sys.exception(), PASSING)
    status = HTTPStatus.SERVICE_UNAVAILABLE if passing else HTTPStatus.INTERNAL_SERVER_ERROR
    if is_program(request):
        sentence = _("Nothing was changed. Try again in a moment.")
        code = "Unreachable" if passing else "Failed"
        answer = problem(status, code=code, title=refusals.title_of(status), detail=sentence)
    else:
        answer = refusals.unexpected(request, status)
    if passing:
        answer["Retry-After"] = RETRY_SECONDS
    return answer
