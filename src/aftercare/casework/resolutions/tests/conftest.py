"""A complaint of which the cause is known: what is offered for it comes next."""

import pytest

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.resolutions import actions
from tests import handling, makers
from tests.makers import FRIDAY, Company, complaint


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def case(company: Company) -> CaseBrief:
    found = complaint(company.agent).case
    handling.call(company.handler, found, FRIDAY)
    actions.record_findings(
        actor=company.handler, case_id=found.id, version=None, cause="material", liable="supplier",
        text="海绵密度不足。", now=FRIDAY,
    )  # fmt: skip
    return found
