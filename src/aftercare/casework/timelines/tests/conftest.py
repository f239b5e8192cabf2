import pytest

from tests import makers


@pytest.fixture
def company(db: None) -> makers.Company:  # noqa: ARG001
    return makers.company()
