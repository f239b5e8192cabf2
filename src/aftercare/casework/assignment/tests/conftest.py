"""People of the quality team for the tests of who gets a case."""

import pytest

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.staff.actions import set_duties
from tests import makers
from tests.makers import FRIDAY


@pytest.fixture
def company() -> makers.Company:
    """Only `handler` and `second` take cases of quality."""
    made = makers.company()
    for one in (made.agent, made.head, made.manager):
        set_duties(actor=SYSTEM, member_id=own(one), handles=["consultation"], now=FRIDAY)
    return made


@pytest.fixture
def second(company: makers.Company) -> Actor:
    return makers.person("second", "吴双", "handler", company.quality, handles=["product_quality"])


def own(actor: Actor) -> int:
    assert actor.staff_id is not None
    return actor.staff_id
