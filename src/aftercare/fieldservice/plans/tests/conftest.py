"""The kernel runs uncompiled here: on days this small compiling would take longer than planning."""

import os

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")

import pytest

from aftercare.fieldservice.plans import jobs
from tests.makers import FRIDAY

from .worlds import Field, field_of_two


@pytest.fixture
def field() -> Field:
    return field_of_two()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "seconds_for", lambda _visits: 0.2)
    monkeypatch.setattr("aftercare.fieldservice.plans.jobs.timezone.now", lambda: FRIDAY)
