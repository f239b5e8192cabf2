"""What a customer is entitled to: return, exchange, free or charged repair, with days and clause.

  aftercare entitlement --json < questions.jsonl

One object a line in: {"pack": "appliance", "date": "2026-01-12",
 "unit": {"goods": "彩电", "made_on", "installed_on", "installed_by_seller", "custom_made",
          "exchanged_on", "repairs": [{"started_on", "ended_on", "failed", "part", "delay"}]},
 "purchase": {"bought_on", "delivered_on", "proof", "remote", "waived", "price_amount"},
 "fault": {"cause", "proven", "confirmed", "serious", "part", "goods_state"}}
All facts may be left out: what is missing comes back as a question. One object a line out:
{"options": [{"remedy", "standing", "days_left", "until", "clause", "used", "missing", …}]}.
Needs no database; the founding packs hold. 逐行读入、逐行输出，不需要数据库。
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from aftercare.policy.calendars.adapters import official_days
from aftercare.policy.calendars.rules.hours import is_rest
from aftercare.policy.entitlements.queries import (
    FaultFacts,
    Option,
    PeriodRule,
    Policy,
    PurchaseFacts,
    Repair,
    RightRule,
    UnitFacts,
    entitlement,
    sold_after,
    terms_of,
)
from aftercare.policy.packs.adapters import founding_packs

YEARS = range(1950, 2200)
LANGUAGES = ("zh", "en")
FAULTS = {
    "not_json": (
        "the line is not a JSON object in UTF-8",
        "这一行不是 UTF-8 编码的 JSON 对象",
    ),
    "object": ("{0}: an object", "{0}：须为对象"),
    "list": ("{0}: a list", "{0}：须为列表"),
    "missing": ("{0} is missing", "缺少 {0}"),
    "unknown": ("{0} is not known here", "不认识 {0}"),
    "pack": ("pack: one of {0}", "pack：须为 {0} 之一"),
    "day": (
        "{0}: a day like 2026-01-12, from 1950 to 2199",
        "{0}：须为 2026-01-12 这样的日期，1950 至 2199 年",
    ),
    "sold_after": (
        "date: {0} is before {1} {2}; both cannot be true",
        "date：{0} 早于 {1} {2}，两者矛盾",
    ),
    "flag": ("{0}: true, false or null", "{0}：须为 true、false 或 null"),
    "choice": ("{0}: one of {1}", "{0}：须为 {1} 之一"),
    "text": ("{0}: a text", "{0}：须为文字"),
    "amount": ("{0}: an amount of 0 or more", "{0}：须为不小于 0 的金额"),
}
Facts = TypeVar("Facts", UnitFacts, PurchaseFacts, FaultFacts, Repair)


class Wrong(ValueError):
    """A fault of one line: a key of FAULTS and what it is about."""

    def say(self, language: str) -> str:
        key, *about = self.args
        return FAULTS[key][language != "en"].format(*about)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="lines of JSON from standard input")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="default: %(default)s")


def run(args: argparse.Namespace) -> int:
    """0: all answered; 1: a line was wrong; 2: called wrongly."""
    if not args.json:
        print(
            "aftercare entitlement --json; --help says more\n"
            "请使用 --json，从标准输入逐行读入；--help 查看说明。",
            file=sys.stderr,
        )
        return 2
    failed = False
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            answer = _answer_to_line(line, args.lang)
            if "error" in answer:
                failed, answer["line"] = True, number
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    return int(failed)


def _answer_to_line(line: bytes, language: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        question = None
    if not isinstance(question, dict):
        return {"error": Wrong("not_json").say(language)}
    try:
        return answer_to(question, language)
    except Wrong as wrong:
        return {"error": wrong.say(language)}


def answer_to(question: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The answer to one question as in the lines of --json. Raises Wrong."""
    if question.keys() - {"pack", "date", "unit", "purchase", "fault"}:
        raise Wrong("unknown", ", ".join(sorted(map(str, question))))
    on = _day(question["date"], "date") if "date" in question else None
    if on is None:
        raise Wrong("missing", "date")
    unit = _facts(UnitFacts, question.get("unit"), "unit")
    purchase = _facts(PurchaseFacts, question.get("purchase"), "purchase")
    fault = _facts(FaultFacts, question.get("fault"), "fault")
    policy = _policy(str(question.get("pack", "")))
    if (sold := sold_after(unit, purchase, on)) is not None:
        raise Wrong("sold_after", on, *sold)
    options = entitlement(unit, purchase, fault, on, policy)
    return {"options": [_told(option, language) for option in options]}


@cache
def _policies() -> dict[str, Policy]:
    rests = partial(is_rest, official=official_days().days)
    tables = {str(pack["code"]): terms_of(pack) for pack in founding_packs()}
    return {code: Policy(terms=terms, rests=rests) for code, terms in tables.items() if terms}


def _policy(code: str) -> Policy:
    policies = _policies()
    if code not in policies:
        raise Wrong("pack", ", ".join(policies))
    return policies[code]


def _facts(kind: type[Facts], given: object, name: str) -> Facts:
    given = {} if given is None else given
    if not isinstance(given, dict):
        raise Wrong("object", name)
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}
    if given.keys() - known:
        raise Wrong("unknown", ", ".join(f"{name}.{one}" for one in sorted(given.keys() - known)))
    if kind is Repair and given.get("started_on") is None:
        raise Wrong("missing", f"{name}.started_on")
    values = {
        field: _value(hints[field], value, f"{name}.{field}")
        for field, value in given.items()
        if value is not None
    }
    return kind(**values)


def _value(hint: Any, given: object, name: str) -> Any:
    """A fact as its type says how it is written."""
    plain = next((one for one in get_args(hint) if one is not type(None)), hint)
    kind = plain if isinstance(hint, UnionType) else hint
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if given not in list(kind):
            raise Wrong("choice", name, ", ".join(kind))
        return kind(str(given))
    return READERS.get(kind, _repairs)(given, name)


def _day(given: object, name: str) -> date:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError as error:
        raise Wrong("day", name) from error
    if day is None or day.year not in YEARS:
        raise Wrong("day", name)
    return day


def _flag(given: object, name: str) -> bool:
    if not isinstance(given, bool):
        raise Wrong("flag", name)
    return given


def _text(given: object, name: str) -> str:
    if not isinstance(given, str):
        raise Wrong("text", name)
    return given


def _amount(given: object, name: str) -> Decimal:
    try:
        amount = Decimal(str(given))
    except InvalidOperation as error:
        raise Wrong("amount", name) from error
    if not amount.is_finite() or amount < 0:
        raise Wrong("amount", name)
    return amount


def _repairs(given: object, name: str) -> tuple[Repair, ...]:
    if not isinstance(given, list):
        raise Wrong("list", name)
    return tuple(_facts(Repair, one, f"{name}[{nth}]") for nth, one in enumerate(given))


READERS: dict[Any, Callable[[object, str], Any]] = {
    date: _day,
    bool: _flag,
    str: _text,
    Decimal: _amount,
}


def _told(option: Option, language: str) -> dict[str, Any]:
    rules = [_clause(rule, language) for rule in (option.rule, *option.also) if rule]
    return {
        "remedy": option.remedy.value,
        "standing": option.standing.value,
        "days_left": option.days_left,
        "until": option.until and option.until.isoformat(),
        "clause": rules[0] if rules else None,
        "also": rules[1:],
        "used": {fact.value: value for fact, value in option.used},
        "missing": [fact.value for fact in option.missing],
        "amount": None if option.amount is None else str(option.amount),
        "needs_consent": option.needs_consent,
    }


def _clause(rule: RightRule | PeriodRule, language: str) -> dict[str, Any]:
    clause = rule.clause
    return {
        "document": clause.document.within(language),
        "section": clause.section,
        "wording": clause.wording.within(language),
        "confirm": rule.confirm,
    }
