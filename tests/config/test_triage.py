"""`aftercare triage`: a line in, a line out, with no database and no Django."""

import argparse
import io
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from typing import Any

import pytest

from aftercare.config import doors
from aftercare.config.commands import triage
from aftercare.config.home import Trouble
from aftercare.foundation.errors import Refusal
from tests.makers import FRIDAY


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    triage.arguments(parser)
    return parser.parse_args(words)


def lines(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], given: bytes
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    code = triage.run(parsed("--json"))
    return code, [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_each_line_is_answered_in_its_place(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    given = '{"text": "热水器漏电，手都麻了"}\n{"text": "没有漏电，就是加热慢"}\n'.encode()
    code, (alarm, calm) = lines(monkeypatch, capfdbinary, given)
    assert code == 0
    assert alarm["safety"] is True
    assert (alarm["level"], alarm["severity"], alarm["urgent"]) == ("one", "A", True)
    assert calm["safety"] is False
    assert any("漏电" in reason and "no alarm" in reason for reason in calm["reasons"])
    assert {"kind", "category", "confidence"} <= calm.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        b"x",
        b"[]",
        b"{}",
        b'{"text": 1}',
        b'{"text": "a", "channel": 1}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"text": null}',
    ],
)
def test_a_wrong_line_says_what_is_wrong_and_harms_no_other(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], wrong: bytes
) -> None:
    code, (bad, good) = lines(monkeypatch, capfdbinary, wrong + b'\n{"text": "a"}\n')
    assert code == 1
    assert list(bad) == ["error", "line"]
    assert good["severity"] == "C"


def test_an_empty_line_asks_nothing(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, answers = lines(monkeypatch, capfdbinary, b'{"text": "a"}\n\n  \r\nx\n\n')
    assert code == 1
    assert [answer.get("line") for answer in answers] == [None, 4]


def test_a_mark_at_the_beginning_of_a_file_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, (answer,) = lines(monkeypatch, capfdbinary, b'\xef\xbb\xbf{"text": "fire"}')
    assert code == 0
    assert "error" not in answer


def test_half_a_character_is_answered_too(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, (answer,) = lines(monkeypatch, capfdbinary, b'{"text": "\\ud800 \\u0000 fire"}')
    assert code == 0
    assert answer["level"] in {"one", "two"}


def test_one_text_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert triage.run(parsed("插座冒烟")) == 0
    told = capsys.readouterr().out
    assert "safety: True" in told
    assert "冒烟" in told
    assert triage.run(parsed()) == 2


def test_learning_shows_before_and_after(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from aftercare.casework.triage import actions, queries

    one = queries.TrainedBrief(
        id=1,
        field="kind",
        trained_at=FRIDAY,
        state="taken",
        before="starter-1",
        learnt_from=80,
        held_out=20,
        right=18,
        right_before=11,
        gained=7,
        lost=0,
    )
    monkeypatch.setattr(doors, "open_house", nullcontext)
    monkeypatch.setattr(actions, "train_triage", lambda **_said: [one])

    assert triage.run(parsed("train")) == 0

    assert "kind: 11 → 18 / 20" in capsys.readouterr().out


def test_too_few_cases_are_trouble_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from aftercare.casework.triage import actions

    def refuse(**_said: object) -> None:
        raise Refusal("99")

    monkeypatch.setattr(doors, "open_house", nullcontext)
    monkeypatch.setattr(actions, "train_triage", refuse)
    with pytest.raises(Trouble, match="99"):
        triage.run(parsed("train"))


def test_it_starts_without_django() -> None:
    program = "import sys, aftercare.config.commands.triage; print('django' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert found.stdout.strip() == "False"
