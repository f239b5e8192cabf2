import pytest

from aftercare.casework.cases.queries import CaseBrief
from tests import handling, makers
from tests.makers import Company


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def case(company: Company) -> CaseBrief:
    return handling.investigated(company)
