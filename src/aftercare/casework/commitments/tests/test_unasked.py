"""Nobody waits for an answer on a case that the customer has not raised."""

from datetime import timedelta

import pytest

from aftercare.casework.commitments.queries import State
from tests.handling import clocks, reclassify
from tests.makers import FRIDAY, company, complaint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(("quiet", "is_late"), [(True, False), (False, True)])
def test_an_answer_is_owed_to_whoever_asked_and_to_nobody_else(
    quiet: bool,  # noqa: FBT001
    is_late: bool,  # noqa: FBT001
) -> None:
    us = company()
    case = complaint(us.agent, kind="care", product_line="appliance", quiet=quiet).case
    assert clocks(case.id, FRIDAY + 3 * DAY)["answer"].late is is_late


def test_no_reclassification_begins_an_answer_to_nobody() -> None:
    us = company()
    case = complaint(us.agent, kind="care", product_line="appliance", quiet=True).case
    reclassify(us, case, FRIDAY + DAY, level="one")
    answer = clocks(case.id, FRIDAY + 3 * DAY)["answer"]
    assert (answer.state, answer.cancelled_why) == (State.CANCELLED, "unasked")
