"""`aftercare due`: a line in, a line out; whatever stands in one line harms no other."""

import argparse
import io
import json
import subprocess
import sys
from typing import Any

import pytest

from aftercare.config.commands import due

FRIDAY = {"start": "2026-01-09T16:30:00+08:00", "amount": 1, "unit": "working_hour"}


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    due.arguments(parser)
    return parser.parse_args(words)


class Lines:
    """`aftercare due --json` fed with objects or raw lines."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, *lines: object, options: tuple[str, ...] = ()) -> tuple[int, list[Any]]:
        raw = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        given, said = io.BytesIO("\n".join(raw).encode()), io.BytesIO()
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(given))
        self.patch.setattr(sys, "stdout", out := io.TextIOWrapper(said, encoding="ascii"))
        code = due.run(parsed("--json", *options))
        out.flush()
        return code, [json.loads(line) for line in said.getvalue().splitlines()]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Lines:
    return Lines(monkeypatch)


def test_a_line_in_is_a_line_out(lines: Lines) -> None:
    hours = ["09:00-12:00", "13:00-17:00"]
    code, answers = lines({**FRIDAY, "hours": hours, "pauses": []}, FRIDAY)

    assert code == 0
    assert [answer["due"] for answer in answers] == ["2026-01-12T09:30:00+08:00"] * 2
    assert answers[0]["explanation"] == [
        "2026年1月9日（周五）16:30起算",
        "1月9日（周五）16:30–17:00：计 0.5 小时，累计 0.5 小时",
        "1月10日（周六）至1月11日（周日）：休息日，不计",
        "1月12日（周一）09:00–09:30：计 0.5 小时，累计 1 小时",
        "2026年1月12日（周一）09:30到期",
    ]


def test_an_empty_line_asks_nothing(lines: Lines) -> None:
    code, answers = lines(FRIDAY, "", " \r", "x", "")
    assert code == 1
    assert [answer.get("line") for answer in answers] == [None, 4]


def test_any_zone_comes_in_and_shanghai_goes_out(lines: Lines) -> None:
    _, answers = lines(
        {**FRIDAY, "start": "2026-01-09T08:30:00Z"},
        {**FRIDAY, "start": "2026-01-09T00:30:00-08:00"},
        {**FRIDAY, "start": "2026-01-09 16:30:00.000001+08:00"},
    )

    assert [answer["due"] for answer in answers] == [
        "2026-01-12T09:30:00+08:00",
        "2026-01-12T09:30:00+08:00",
        "2026-01-12T09:30:00.000001+08:00",
    ]


def test_pauses_with_and_without_an_end(lines: Lines) -> None:
    pause = ["2026-01-09T16:30+08:00", "2026-01-12T10:00+08:00", "等待客户"]
    _, (over, still_open) = lines(
        {**FRIDAY, "pauses": [pause]}, {**FRIDAY, "pauses": [[pause[0], None]], "lang": "en"}
    )

    assert over["due"] == "2026-01-12T11:00:00+08:00"
    assert "（等待客户）：扣除 1.5 小时" in "".join(over["explanation"])
    assert still_open["due"] is None
    assert "1 h left" in still_open["explanation"][-1]


def test_what_rests_on_dates_not_announced_is_marked(lines: Lines) -> None:
    _, (answer,) = lines({"start": "2026-12-31T10:00+08:00", "amount": 2, "unit": "working_day"})

    assert answer["provisional"] is True
    assert "尚未公布" in "".join(answer["explanation"])


def test_the_explanation_can_be_left_out(lines: Lines) -> None:
    assert lines(FRIDAY, options=("--no-explanation",))[1] == [{"due": "2026-01-12T09:30:00+08:00"}]


def test_hours_do_not_matter_for_round_the_clock_and_for_days(lines: Lines) -> None:
    code, (hour, day) = lines(
        {**FRIDAY, "unit": "hour", "hours": []}, {**FRIDAY, "unit": "day", "hours": []}
    )

    assert (code, hour["due"]) == (0, "2026-01-09T17:30:00+08:00")
    assert day["due"] == "2026-01-13T00:00:00+08:00"


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ("7", "JSON"),
        ("\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "JSON"),
        ("[" * 100_000, "JSON"),
        ({}, "start"),
        ({**FRIDAY, "start": None}, "start"),
        ({**FRIDAY, "start": "yesterday"}, "start"),
        ({**FRIDAY, "start": 17}, "start"),
        ({**FRIDAY, "start": "2026-01-09T16:30:00"}, "start"),
        ({**FRIDAY, "start": "0001-01-01T00:00+08:00"}, "start"),
        ({**FRIDAY, "start": "9999-12-31T23:59-08:00"}, "start"),
        ({**FRIDAY, "amount": 0}, "amount"),
        ({**FRIDAY, "amount": -1}, "amount"),
        ({**FRIDAY, "amount": "3"}, "amount"),
        ({**FRIDAY, "amount": True}, "amount"),
        ({**FRIDAY, "amount": 10**30}, "amount"),
        ('{"start": "2026-01-09T16:30+08:00", "amount": NaN, "unit": "hour"}', "amount"),
        ('{"start": "2026-01-09T16:30+08:00", "amount": 1e999, "unit": "hour"}', "amount"),
        ({**FRIDAY, "amount": 1.5, "unit": "working_day"}, "amount"),
        ({**FRIDAY, "unit": "week"}, "unit"),
        ({**FRIDAY, "unit": ["hour"]}, "unit"),
        ({**FRIDAY, "hours": "09:00-12:00"}, "hours"),
        ({**FRIDAY, "hours": ["9 to 12"]}, "hours"),
        ({**FRIDAY, "hours": ["09:00"]}, "hours"),
        ({**FRIDAY, "hours": ["12:00-09:00"]}, "hours"),
        ({**FRIDAY, "hours": ["09:00-25:00"]}, "hours"),
        ({**FRIDAY, "hours": ["09:00-12:00", "11:00-17:00"]}, "hours"),
        ({**FRIDAY, "hours": ["09:00+08:00-12:00"]}, "hours"),
        ({**FRIDAY, "hours": []}, "hours"),
        ({**FRIDAY, "hours": [7]}, "hours"),
        ({**FRIDAY, "pauses": {}}, "pauses"),
        ({**FRIDAY, "pauses": ["2026-01-09T16:30+08:00"]}, "pauses"),
        ({**FRIDAY, "pauses": [["2026-01-09T16:30+08:00"]]}, "pauses"),
        ({**FRIDAY, "pauses": [["soon", None]]}, "pauses[0]"),
        ({**FRIDAY, "pauses": [["2026-01-09T16:30Z", "2026-01-09T16:00Z"]]}, "pauses[0]"),
        ({**FRIDAY, "close_of_business": "yes"}, "close_of_business"),
        ({**FRIDAY, "lang": "fr"}, "lang"),
        ({**FRIDAY, "lang": ["zh"]}, "lang"),
    ],
)
def test_a_wrong_line_says_what_is_wrong_and_the_others_are_answered(
    lines: Lines, line: object, about: str
) -> None:
    code, answers = lines(FRIDAY, line, FRIDAY)

    assert code == 1
    assert answers[0] == answers[2] == lines(FRIDAY)[1][0]
    assert about in answers[1]["error"]
    assert "due" not in answers[1]


def test_an_error_speaks_english_where_asked(lines: Lines) -> None:
    _, (answer,) = lines({**FRIDAY, "unit": "week", "lang": "en"})

    assert answer == {
        "error": "unit: one of hour, working_hour, day, working_day",
        "line": 1,
    }


def test_one_promise_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code = due.run(parsed("2026-01-09 16:30", "3", "working_day", "--lang", "en"))

    said = capsys.readouterr().out.splitlines()
    assert code == 0
    assert said[-1] == "2026-01-14T17:00:00+08:00"
    assert "  Mon 2026-01-12 to Wed 2026-01-14: working days counted 3, 3 so far" in said


def test_one_promise_with_its_own_hours_and_pauses(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["2026-01-09 16:30", "2", "working_hour", "--hours", "08:00-20:00", "--no-explanation"]
    code = due.run(parsed(*words, "--pause", "2026-01-09T17:00/2026-01-09T19:00"))

    assert (code, capsys.readouterr().out) == (
        0,
        "2026-01-10T08:30:00+08:00\n".replace("10T", "12T"),
    )


@pytest.mark.parametrize("words", [(), ("2026-01-09 16:30",), ("2026-01-09 16:30", "3")])
def test_half_a_question_is_called_wrongly(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert due.run(parsed(*words)) == 2
    assert "--json" in capsys.readouterr().err


def test_a_wrong_question_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert due.run(parsed("soon", "3", "working_day")) == 1
    assert "start" in capsys.readouterr().err


def test_it_needs_neither_database_nor_django() -> None:
    program = (
        "import sys, aftercare.config.commands.due as due; due.official_days();"
        "sys.exit(' '.join(m for m in sys.modules if m.startswith(('django', 'psycopg'))) or 0)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
