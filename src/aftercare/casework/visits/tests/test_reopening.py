"""A repair that comes back: somebody has to come again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases.actions import reopen_case, resolve_case
from aftercare.casework.commitments.queries import State
from aftercare.casework.visits.actions import agree_visit
from aftercare.foundation.actor import SYSTEM
from tests.handling import clocks
from tests.makers import FRIDAY, Company, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


def test_a_repair_that_did_not_hold_is_owed_an_appointment_again(us: Company) -> None:
    case = complaint(us.agent, kind="repair", product_line="furniture").case
    agree_visit(actor=us.manager, case_id=case.id, version=None, from_at=FRIDAY + 24 * HOUR,
                until_at=FRIDAY + 26 * HOUR, who="王师傅", channel="phone", text="约好了",
                now=FRIDAY + 3 * HOUR)  # fmt: skip
    assert clocks(case.id, FRIDAY + 4 * HOUR)["appointment"].state is State.MET
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已修好。",
                 root_cause="material", cost_amount=Decimal(0), now=FRIDAY + 26 * HOUR)  # fmt: skip

    again = FRIDAY + 72 * HOUR
    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又松了", now=again)

    appointment = clocks(case.id, again)["appointment"]
    assert (appointment.state, appointment.due_at) == (State.RUNNING, again + 21 * HOUR)
