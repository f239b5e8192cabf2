"""`GET /healthz`: whether web, database and worker are fine, and which of them is not."""

import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout

FRESH = timedelta(seconds=20)
"""A worker reports every five seconds; after this silence it counts as gone."""
PATIENCE = 3.0
"""Seconds after which a database that has not answered counts as away."""
SILENT = {"web": "ok", "database": "no answer", "worker": "unknown"}


class Doctor:
    """Asks in a thread of its own: a database that hangs hangs nobody who asks for our health.

    While one question is unanswered no other is put.
    """

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._asking: Question | None = None

    def states(self) -> dict[str, str]:
        with self._alone:
            if self._asking is None or not self._asking.is_alive():
                self._asking = Question()
                self._asking.start()
            asked = self._asking
        asked.join(PATIENCE)
        return asked.found or SILENT


class Question(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="healthz", daemon=True)
        self.found: dict[str, str] = {}

    def run(self) -> None:
        try:
            self.found = parts()
        finally:
            connection.close()


def parts() -> dict[str, str]:
    """The state of each part: "ok" or what is wrong with it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM procrastinate_workers"
                " WHERE last_heartbeat > now() - make_interval(secs => %s) LIMIT 1",
                [FRESH.total_seconds()],
            )
            worker = "ok" if cursor.fetchone() else "no worker has reported lately"
    except (DatabaseError, PoolTimeout) as error:
        return {"web": "ok", "database": type(error).__name__, "worker": "unknown"}
    return {"web": "ok", "database": "ok", "worker": worker}


class Healthz:
    """Answers before any other middleware: no session, no host name, no language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.doctor = Doctor()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        states = self.doctor.states()
        fine = set(states.values()) == {"ok"}
        answer = JsonResponse(
            {"status": "ok" if fine else "failing", **states},
            status=200 if fine else 503,
            headers={"Cache-Control": "no-store"},
        )
        answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 who asks is told
        return answer
