"""The two entrances of the background: once a minute, and each night."""

from datetime import timedelta

import pytest
import structlog
import time_machine
from django.db import transaction

from aftercare.casework.commitments import jobs
from aftercare.casework.commitments.models import Clock
from tests.makers import FRIDAY, company, complaint

pytestmark = pytest.mark.django_db


def test_the_minute_rings_what_is_due_and_leaves_nothing_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    us = company()
    for nth in range(3):
        complaint(us.agent, product_line="furniture", phone=f"1380013800{nth}")
    now = FRIDAY + timedelta(minutes=50)

    with time_machine.travel(now, tick=False), transaction.atomic():
        jobs.ring_clocks(0)

    assert not Clock.objects.ringing(now).exists()
    replies = Clock.objects.filter(code="first_reply")
    assert {tuple(clock.fired) for clock in replies} == {("used_50", "used_75")}


def test_the_night_reports_what_differs() -> None:
    case = complaint(company().agent, product_line="home").case
    Clock.objects.filter(case_id=case.id, code="contact").update(late_from=FRIDAY)
    wrong = Clock.objects.get(case_id=case.id, code="contact").id

    with time_machine.travel(FRIDAY, tick=False), structlog.testing.capture_logs() as logs:
        jobs.check_dues(0)

    assert logs == [
        {
            "event": "dues checked",
            "log_level": "warning",
            "checked": 2,
            "recomputed": 0,
            "drifted": [wrong],
        }
    ]
