"""What people and programs are told when something failed that is not theirs to mend."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout

from aftercare.web.kit.refusals import unexpected

PASSING = (OperationalError, InterfaceError, PoolTimeout)
RETRY_SECONDS = "5"


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away or a request lost its turn, else 500; nothing was changed.

    Programs get problem details (RFC 9457).
    """
    passing = isinstance(sys.exception(), PASSING)
    status = HTTPStatus.SERVICE_UNAVAILABLE if passing else HTTPStatus.INTERNAL_SERVER_ERROR
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse(
            {"type": "about:blank", "title": status.phrase, "status": status.value},
            status=status,
            content_type="application/problem+json",
        )
    else:
        answer = unexpected(request)
        answer.status_code = status
    if passing:
        answer["Retry-After"] = RETRY_SECONDS
    return answer
