"""A database that is away is told as that, to people and to programs."""

import threading
import time

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from aftercare.config import health
from aftercare.config.outage import server_error


def answer_to(path: str, failure: Exception, request: HttpRequest | None = None) -> tuple[int, str]:
    try:
        raise failure
    except type(failure):
        answer = server_error(request or RequestFactory().get(path))
    return answer.status_code, answer.headers["Content-Type"]


def test_a_program_learns_that_it_may_try_again() -> None:
    assert answer_to("/api/v1/cases", OperationalError()) == (503, "application/problem+json")
    assert answer_to("/api/v1/cases", KeyError()) == (500, "application/problem+json")


def test_a_person_gets_a_page() -> None:
    status, kind = answer_to("/desk/", OperationalError())
    assert status == 503
    assert kind.startswith("text/html")


def test_health_asks_no_session_and_no_host_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "parts", lambda: {"web": "ok", "database": "ok", "worker": "ok"})
    assert client.get("/healthz", headers={"host": "anything.example"}).status_code == 200
    assert client.post("/healthz").status_code == 405
    monkeypatch.setattr(health, "parts", lambda: {"web": "ok", "database": "gone", "worker": "?"})
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "gone"


def test_a_database_that_hangs_hangs_nobody_who_asks_for_our_health(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    awake, asked = threading.Event(), []

    def hangs() -> dict[str, str]:
        asked.append(1)
        awake.wait(20)
        return dict.fromkeys(("web", "database", "worker"), "ok")

    monkeypatch.setattr(health, "parts", hangs)
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    began = time.monotonic()
    for _time in range(3):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["database"]) == (503, "no answer")
    assert time.monotonic() - began < 5
    assert len(asked) == 1
    awake.set()
    monkeypatch.setattr(health, "PATIENCE", 10)
    assert client.get("/healthz").status_code == 200
