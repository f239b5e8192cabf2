import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import makers
from tools.shots import chromium


@pytest.fixture
def company(db: None) -> makers.Company:  # noqa: ARG001
    return makers.company()


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Chromium of the machine. Its loop runs in this thread; Django must not mind."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as browser:
        yield browser
