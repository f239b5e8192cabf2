"""A classifier of another package is heard after danger and the company, before the models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftercare.casework.triage import adapters
from aftercare.casework.triage.queries import Source, propose_for
from aftercare.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
PLUGINS = Path(__file__).parents[5] / "tests" / "plugins"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PLUGINS))
    settings.AFTERCARE_CLASSIFIER = "refunds"
    for kept in (adapters.known_classifiers, adapters._classifier):  # noqa: SLF001
        kept.cache_clear()
    yield
    for kept in (adapters.known_classifiers, adapters._classifier):  # noqa: SLF001
        kept.cache_clear()


def told(text: str) -> Any:
    return propose_for(actor=SYSTEM, text=text, channel="phone", product_line="home")


def test_what_it_is_sure_of_is_proposed_with_its_reason() -> None:
    found = told("沙发不想要了，请给我退款")
    assert (found.kind, found.confidence["kind"]) == ("return_exchange", 0.9)
    assert (Source.PLUGIN, "退款") in {(one.source, one.words) for one in found.reasons}
    assert found.category != "moonlight"


def test_it_outvotes_no_danger_and_is_not_heard_in_doubt() -> None:
    assert told("插座起火了，请给我退款").severity == "A"
    assert told("什么时候送货").kind != "return_exchange"


def test_a_case_comes_in_though_it_fails_or_is_not_there(settings: Any) -> None:
    assert told("系统崩溃，我要投诉").kind == "complaint"
    settings.AFTERCARE_CLASSIFIER = "unheard-of"
    assert told("沙发塌陷，我要投诉").kind == "complaint"
