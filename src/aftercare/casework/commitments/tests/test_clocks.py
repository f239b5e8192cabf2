"""Promises on cases, from registration to closing."""

from datetime import datetime

import pytest

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.queries import ClockCard, State, clocks_of
from aftercare.foundation.actor import SYSTEM
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def us() -> Company:
    return company()


def clocks(case_id: int, now: datetime = FRIDAY) -> dict[str, ClockCard]:
    return {card.code: card for card in clocks_of(actor=SYSTEM, case_id=case_id, now=now)}


def test_a_registered_complaint_is_promised_what_its_pack_says(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one", received_at=FRIDAY).case

    running = clocks(case.id)

    assert {code: card.due_at for code, card in running.items()} == {
        "contact": at("2026-01-10 10:00"),
        "solution": at("2026-01-14 17:00"),
    }
    assert {card.state for card in running.values()} == {State.RUNNING}
    assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at == at("2026-01-10 10:00")
