"""The API keeps to its description: no 500, no answer that is not described, whatever is sent."""

import importlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pydantic import BaseModel
from pytest_django import DjangoDbBlocker
from schemathesis import checks
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks as openapi_checks

from aftercare.foundation.identity.actions import issue_own_token
from tests.makers import Company, complaint
from tools import openapi

# A rule of the business may refuse what the description allows, with a described problem.
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
]
API = "aftercare.web.api."
LEAST_WORDS = 4
LABELS = [
    f"{method.upper()} {path}"
    for path, methods in json.loads(openapi.KEPT.read_text("utf-8"))["paths"].items()
    for method in methods
]


def test_the_kept_description_is_that_of_the_program() -> None:
    assert openapi.is_kept(), "run `python tools/openapi.py` and look at the difference"


def test_every_operation_says_in_a_sentence_what_it_does() -> None:
    described = json.loads(openapi.KEPT.read_text("utf-8"))["paths"]
    mute = [
        f"{method.upper()} {path}: {said.get('description', '')!r}"
        for path, methods in described.items()
        for method, said in methods.items()
        if not said["summary"] or len(said.get("description", "").split()) < LEAST_WORDS
    ]
    assert not mute, "say it in the docstring of the operation:\n" + "\n".join(mute)


def test_no_two_shapes_go_by_one_name() -> None:
    """The description holds one of a name: the other would be described by it."""
    importlib.import_module(f"{API}app")
    rooms = [module for name, module in sys.modules.items() if name.startswith(API)]
    shapes = {
        thing
        for room in rooms
        for thing in vars(room).values()
        if isinstance(thing, type) and (issubclass(thing, BaseModel) or is_dataclass(thing))
    }
    names = Counter(shape.__name__ for shape in shapes if shape.__module__.startswith("aftercare."))
    assert len(names) > 100
    assert not [name for name, count in names.items() if count > 1]


@pytest.fixture(scope="session")
def described(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> BaseSchema:  # noqa: ARG001
    """Asked for before any test of it has the database to itself."""
    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def token(company: Company) -> str:
    """Of somebody who may do everything, in a company that has a case."""
    complaint(company.agent)
    issued = issue_own_token(
        actor=company.manager,
        name="contract",
        scopes=sorted(company.manager.grants),
        expires_at=None,
        now=timezone.now(),
    )
    return issued.word


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests share the test's transaction, as Django's own test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Tired:
    """Of hearing the same once more: a third wrong type of one field, a third unknown method.

    They are a third of all that would be sent, and one place answers all of them.
    """

    SAME = ("incorrect_type", "unspecified_http_method")

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()

    def of(self, case: Any) -> bool:
        said = getattr(case.meta.phase.data, "scenario", None) if case.meta else None
        if said is None or said.value not in self.SAME:
            return False
        about = f"{case.meta.phase.data.parameter} {case.meta.phase.data.description}"
        about = about.partition("Unspecified HTTP method")[0]
        self.heard[about] += 1
        return self.heard[about] > 2


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.django_db
def test_no_request_breaks_it(label: str, described: BaseSchema, token: str) -> None:
    """Not by `schema.parametrize`: each process would think of all that is sent, first."""

    @settings(
        max_examples=5,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Any) -> None:
        if tired.of(case):
            return
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        response = case.call(headers=headers)
        assert response.status_code < 500, response.text
        case.validate_response(response, headers=headers, checks=CHECKS)

    tired = Tired()
    method, path = label.split()
    build_operation_test(
        config=described.config,
        operation=described[path][method],
        test_func=send,
        given_kwargs={},
        feedback=FeedbackSources(),
    )()
