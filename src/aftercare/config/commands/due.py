"""When a promise falls due in official Chinese working time, and how that comes about.

  aftercare due "2026-01-09 16:30" 3 working_day
  aftercare due --json < promises.jsonl

With --json: one object a line in, {"start", "amount", "unit", "hours": ["09:00-12:00", …],
"pauses": [[from, until], …]}, one a line out, {"due", "explanation": […]}, or
{"error", "line"} where a line is wrong; empty lines are passed over. Needs no database.
按法定工作日历计算到期时间；--json 时逐行读入、逐行输出，不需要数据库。
"""

import argparse
import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from aftercare.foundation.counting import explain
from aftercare.foundation.measure import Promise, Unit, due, is_provisional, merged
from aftercare.foundation.sentences import LANGUAGES, sentences
from aftercare.foundation.steps import Pause
from aftercare.foundation.worktime import NeverOpen, Opening, Span, WorkCalendar
from aftercare.policy.calendars.adapters import official_days

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = ("09:00-12:00", "13:00-17:00")
OPENING = re.compile(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)", re.ASCII)
YEARS = range(1970, 2200)
FEW_PARTS, ALL_PARTS = 2, 3
FAULTS = {
    "not_json": (
        "the line is not a JSON object in UTF-8",
        "这一行不是 UTF-8 编码的 JSON 对象",
    ),
    "missing": ("{0} is missing", "缺少 {0}"),
    "time": (
        '{0}: an ISO time with its zone, such as "2026-01-09T16:30+08:00"',
        "{0}：须为带时区的 ISO 时间，例如 2026-01-09T16:30+08:00",
    ),
    "years": ("{0}: a year from 1970 to 2199", "{0}：年份须在 1970 至 2199 之间"),
    "amount": (
        "amount: a number above 0 (at most 1000000), whole for day and working_day",
        "amount：须为大于 0 的数（不超过 1000000），day 与 working_day 须为整数",
    ),
    "unit": (
        "unit: one of hour, working_hour, day, working_day",
        "unit：须为 hour、working_hour、day、working_day 之一",
    ),
    "hours": (
        'hours: a list like ["09:00-12:00", "13:00-17:00"], in order and apart',
        'hours：须为 ["09:00-12:00", "13:00-17:00"] 这样的列表，按先后排列且互不重叠',
    ),
    "pauses": (
        "pauses: a list of [from, until] or [from, until, reason]; until may be null",
        'pauses：须为 ["起", "止"] 或 ["起", "止", "原因"] 的列表，“止”可为 null',
    ),
    "backwards": ("pauses: {0} ends before it begins", "pauses：{0} 的结束早于开始"),
    "lang": ("lang: zh or en", "lang：须为 zh 或 en"),
    "flag": ("{0}: true or false", "{0}：须为 true 或 false"),
    "never_open": (
        "these hours never come to so much within forty years",
        "按这些营业时间，四十年内都不会到期",
    ),
}


class Wrong(ValueError):
    """A fault of one line: a key of FAULTS and what it is about."""

    def say(self, language: str) -> str:
        key, *about = self.args
        return FAULTS[key][language != "en"].format(*about)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", nargs="?", help='"2026-01-09 16:30" (Asia/Shanghai) · 起算时间')
    parser.add_argument("amount", nargs="?", type=float, help="how much · 时长")
    parser.add_argument("unit", nargs="?", choices=[unit.value for unit in Unit])
    parser.add_argument(
        "--json", action="store_true", help="lines of JSON from standard input · 逐行 JSON"
    )
    parser.add_argument(
        "--hours", default=",".join(HOURS), help="opening hours · 营业时间 (default: %(default)s)"
    )
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="FROM/UNTIL",
        help="a pause, both in ISO form; may be given several times; open without UNTIL · 暂停",
    )
    parser.add_argument(
        "--close-of-business", action="store_true", help="for the unit day · 到当日下班为止"
    )
    parser.add_argument(
        "--no-explanation", action="store_true", help="only the due time · 只输出到期时间"
    )
    parser.add_argument("--lang", choices=list(LANGUAGES), default="zh", help="语言 · language")


def run(args: argparse.Namespace) -> int:
    """0: all answered; 1: a line was wrong; 2: called wrongly."""
    if args.json:
        return _lines(explained=not args.no_explanation, language=args.lang)
    if args.unit is None:
        print(
            "aftercare due START AMOUNT UNIT, or --json; --help says more\n"
            "请给出起算时间、时长和单位，或使用 --json；--help 查看说明。",
            file=sys.stderr,
        )
        return 2
    return _one(args)


def _lines(*, explained: bool, language: str) -> int:
    failed = False
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        answer = _answer_to_line(line, explained=explained, language=language)
        if "error" in answer:
            failed, answer["line"] = True, number
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return int(failed)


def _answer_to_line(line: bytes, *, explained: bool, language: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": Wrong("not_json").say(language)}
    if not isinstance(question, dict):
        return {"error": Wrong("not_json").say(language)}
    spoken = question.get("lang", language)
    if spoken not in list(LANGUAGES):
        return {"error": Wrong("lang").say(language)}
    try:
        return answer_to(question, explained=explained, language=spoken)
    except Wrong as wrong:
        return {"error": wrong.say(spoken)}


def _one(args: argparse.Namespace) -> int:
    try:
        answer = answer_to(
            {
                "start": _with_zone(args.start),
                "amount": args.amount,
                "unit": args.unit,
                "hours": args.hours.split(","),
                "pauses": [_pause_given(text) for text in args.pause],
                "close_of_business": args.close_of_business,
            },
            explained=not args.no_explanation,
            language=args.lang,
        )
    except Wrong as wrong:
        print(wrong.say(args.lang), file=sys.stderr)
        return 1
    for sentence in answer.get("explanation", ()):
        print(f"  {sentence}")
    print(answer["due"] or "—")
    return 0


def _with_zone(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).isoformat()


def _pause_given(text: str) -> list[str | None]:
    begin, _, end = text.partition("/")
    return [_with_zone(begin), _with_zone(end) if end else None]


def answer_to(question: Mapping[str, Any], *, explained: bool, language: str) -> dict[str, Any]:
    """The answer to one question as in the lines of --json. Raises Wrong."""
    promise = _promise(question)
    pauses = _pauses(question.get("pauses"))
    since = min((pause.start for pause in pauses if pause.end is None), default=None)
    outs = merged((Span(p.start, p.end) for p in pauses if p.end is not None), since)
    try:
        at = due(promise, outs)
        steps = explain(promise, pauses) if explained else ()
    except (NeverOpen, OverflowError) as error:
        raise Wrong("never_open") from error
    answer: dict[str, Any] = {"due": at and at.astimezone(ZONE).isoformat()}
    if explained:
        answer["explanation"] = sentences(steps, promise.unit, language)
    if at and is_provisional(promise, at):
        answer["provisional"] = True
    return answer


def _promise(question: Mapping[str, Any]) -> Promise:
    for key in ("start", "amount", "unit"):
        if question.get(key) is None:
            raise Wrong("missing", key)
    amount, ends = question["amount"], question.get("close_of_business", False)
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise Wrong("amount")
    if question["unit"] not in list(Unit):
        raise Wrong("unit")
    if not isinstance(ends, bool):
        raise Wrong("flag", "close_of_business")
    unit = Unit(question["unit"])
    start = _moment(question["start"], "start")
    calendar = _calendar(_hours(question.get("hours"), unit))
    try:
        return Promise(
            calendar=calendar,
            start=start,
            amount=amount,
            unit=unit,
            close_of_business=ends,
        )
    except ValueError as error:
        raise Wrong("amount") from error


def _hours(given: object, unit: Unit) -> tuple[str, ...]:
    if given is None or (given == [] and unit in (Unit.HOUR, Unit.DAY)):
        return HOURS  # the end of a day is not a matter of hours
    if not isinstance(given, list) or not given or not all(isinstance(one, str) for one in given):
        raise Wrong("hours")
    return tuple(given)


def _moment(text: object, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError as error:
        raise Wrong("time", name) from error
    if at is None or at.tzinfo is None:
        raise Wrong("time", name)
    if at.year not in YEARS:
        raise Wrong("years", name)
    return at


def _pauses(given: object) -> list[Pause]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise Wrong("pauses")
    return [_pause(parts, f"pauses[{nth}]") for nth, parts in enumerate(given)]


def _pause(parts: object, name: str) -> Pause:
    if not isinstance(parts, list) or len(parts) not in (FEW_PARTS, ALL_PARTS):
        raise Wrong("pauses")
    begin, end, reason = (*parts, "")[:ALL_PARTS]
    if not isinstance(reason, str):
        raise Wrong("pauses")
    pause = Pause(_moment(begin, name), None if end is None else _moment(end, name), reason)
    if pause.end is not None and pause.end < pause.start:
        raise Wrong("backwards", name)
    return pause


@lru_cache(maxsize=256)
def _calendar(hours: tuple[str, ...]) -> WorkCalendar:
    official = official_days()
    try:
        return WorkCalendar(
            zone=ZONE,
            weekly=dict.fromkeys(range(5), tuple(_opening(text) for text in hours)),
            official=official.days,
            known_from=official.known_from,
            known_until=official.known_until,
        )
    except ValueError as error:
        raise Wrong("hours") from error


def _opening(text: str) -> Opening:
    """Of "13:00-17:00"; a day may close at 24:00."""
    parts = OPENING.fullmatch(text.strip())
    if parts is None:
        raise Wrong("hours")
    opens, closes = parts.groups()
    return time.fromisoformat(opens), time() if closes == "24:00" else time.fromisoformat(closes)
