"""`aftercare entitlement --json`: a line in, a line out, no database."""

import io
import json
import sys
from typing import Any

import pytest

from aftercare.config.cli import main


def ask(
    monkeypatch: pytest.MonkeyPatch, *lines: object, words: str = "--json"
) -> tuple[int, list[Any]]:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    monkeypatch.setattr(sys, "stdout", out)
    code = main(["entitlement", *words.split()])
    out.seek(0)
    return code, [json.loads(line) for line in out.read().splitlines()]


QUESTION: dict[str, Any] = {
    "pack": "appliance",
    "date": "2026-01-08",
    "unit": {"goods": "彩电", "repairs": [{"started_on": "2026-01-06", "ended_on": "2026-01-07"}]},
    "purchase": {"delivered_on": "2026-01-05", "proof": "invoice", "price_amount": "2999"},
    "fault": {"cause": "defect", "confirmed": True},
}


def test_what_is_owed_comes_with_days_clause_and_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    code, (answer,) = ask(monkeypatch, QUESTION)

    returned = answer["options"][0]
    assert code == 0
    assert (returned["remedy"], returned["standing"], returned["days_left"]) == ("return", "due", 4)
    assert returned["amount"] == "2999"
    assert returned["clause"]["section"] == "第九条"
    assert returned["used"]["delivered_on"] == "2026-01-05"


def test_nothing_known_gives_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    code, (answer,) = ask(monkeypatch, {"pack": "furniture", "date": "2026-01-08"})

    assert code == 0
    assert all(one["missing"] for one in answer["options"])


def test_english_is_spoken_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _code, (answer,) = ask(monkeypatch, QUESTION, words="--json --lang en")

    assert answer["options"][0]["clause"]["document"].startswith("Rules on repair")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("nonsense", "JSON"),
        ({"pack": "garden"}, "pack"),
        ({"date": "1066-10-14"}, "date"),
        ({"date": 7}, "date"),
        ({"date": "2026-01-04"}, "2026-01-05"),
        ({"mood": "bad"}, "mood"),
        ({"unit": []}, "unit"),
        ({"unit": {"wheels": 4}}, "unit.wheels"),
        ({"unit": {"goods": 4}}, "unit.goods"),
        ({"unit": {"repairs": {}}}, "unit.repairs"),
        ({"unit": {"repairs": [{}]}}, "unit.repairs[0].started_on"),
        ({"purchase": {"proof": "smile"}}, "purchase.proof"),
        ({"purchase": {"price_amount": "-1"}}, "purchase.price_amount"),
        ({"purchase": {"price_amount": "NaN"}}, "purchase.price_amount"),
        ({"fault": {"confirmed": "yes"}}, "fault.confirmed"),
    ],
)
def test_a_wrong_line_says_where_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch, change: Any, said: str
) -> None:
    wrong = change if isinstance(change, str) else QUESTION | change

    code, (first, second) = ask(monkeypatch, wrong, QUESTION)

    assert code == 1
    assert said in first["error"]
    assert second["options"]


def test_called_without_json_it_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entitlement"]) == 2
    assert "--json" in capsys.readouterr().err
