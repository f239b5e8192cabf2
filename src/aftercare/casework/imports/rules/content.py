"""What the values of a column look like, and what that says about its field."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache

from .tables import Cell, text_of
from .vocabulary import vocabulary

ENOUGH = 3
MOBILE = re.compile(r"^(?:\+?86|0086)?[-\s]?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}$")
MASKED = re.compile(r"^1[3-9]\d?[\d*]{3,6}\*+\d{2,4}$|^1\d{2}\*{4}\d{4}$")
LANDLINE = re.compile(
    r"^(?:\(?0\d{2,3}\)?[-\s]?)?[2-8]\d{6,7}(?:[-转]\d{1,6})?$|^400[-\s]?\d{3}[-\s]?\d{4}$"
)
DATE = re.compile(
    r"^(?:19|20)\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:[T\s].*)?$"
    r"|^\d{1,2}月\d{1,2}日.*$|^\d{1,2}[/-]\d{1,2}[/-](?:19|20)?\d{2}(?:\s.*)?$"
)
DAY_DIGITS = re.compile(r"^20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?$")
NUMBER = re.compile(r"^[-+]?[¥￥]?\d+(?:[.,]\d+)*元?$")
CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9\-_/.+]{2,}$")
PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff][*＊某]{1,2}[\u4e00-\u9fff]?$")
PLACE = re.compile(r"[省市区县旗镇乡街道路巷弄村号栋幢座楼室单元苑庭园城广场]")
COMPANY = re.compile(r"公司|集团|厂$|经营部|商行|服务部|服务站|维修部|网点|中心$|店$")

# what may stand in a column of such a field; the first is what usually does
EXPECTS: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"phone"}),
    "time": frozenset({"time", "number"}),
    "money": frozenset({"number"}),
    "count": frozenset({"number"}),
    "number": frozenset({"number", "code", "phone", "time"}),
    "code": frozenset({"code", "number", "word", "text"}),
    "person": frozenset({"person", "word", "company", "code"}),
    "company": frozenset({"company", "word", "person", "code"}),
    "province": frozenset({"province", "address"}),  # 浙江省杭州市西湖区 in one cell
    "city": frozenset({"city", "word", "province"}),
    "district": frozenset({"district", "word"}),
    "town": frozenset({"town", "word", "address"}),
    "address": frozenset({"address", "text", "district", "city", "word"}),
    "kind": frozenset({"kind", "word", "number", "code", "text"}),
    "warranty": frozenset({"warranty", "word", "number"}),
    "courier": frozenset({"courier", "word"}),
    "word": frozenset(
        {"word", "person", "kind", "number", "code", "text", "company", "warranty", "courier"}
    ),
    "text": frozenset({"text", "word", "address", "person", "kind", "company", "code"}),
}
TELLING = {"phone", "province", "warranty", "courier", "address", "kind", "time"}


def looks_of(cell: Cell) -> str:
    """The kind of thing one cell holds, "" for an empty one."""
    if isinstance(cell, (datetime, date, time)):
        return "time"
    text = text_of(cell)
    if not text:
        return ""
    if isinstance(cell, (int, float)) and not MOBILE.match(text):
        return "number"
    return _looks_of_digits(text) or _looks_of_words(text)


def _looks_of_digits(text: str) -> str:
    if MOBILE.match(text) or MASKED.match(text) or (LANDLINE.match(text) and len(text) > 6):
        return "phone"
    if DATE.match(text) or DAY_DIGITS.match(text):
        return "time"
    if NUMBER.match(text):
        return "number"
    return "code" if CODE.match(text) else ""


def _looks_of_words(text: str) -> str:
    words = vocabulary()
    listed = words.listed.get(text.lower()) or words.listed.get(text.rstrip("省市"))
    if listed:
        return listed
    if len(text) >= 6 and len(PLACE.findall(text)) >= 3:
        return "address"
    for ending, looks in (("市州盟", "city"), ("区县旗", "district"), ("镇乡", "town")):
        if len(text) <= 8 and text[-1] in ending:
            return looks
    if text.endswith("街道") and len(text) <= 10:
        return "town"
    return _looks_of_names(text)


def _looks_of_names(text: str) -> str:
    if COMPANY.search(text) and len(text) >= 4:
        return "company"
    if PERSON.match(text) and text[0] in surnames():
        return "person"
    return "word" if len(text) <= 12 else "text"


@cache
def surnames() -> frozenset[str]:
    return frozenset(vocabulary().surnames)


def shares_of(cells: Iterable[Cell]) -> dict[str, float]:
    """Kind of value to its share among the filled cells; {} where nothing is filled."""
    seen: dict[str, int] = {}
    for cell in cells:
        looks = looks_of(cell)
        if looks:
            seen[looks] = seen.get(looks, 0) + 1
    total = sum(seen.values())
    return {looks: count / total for looks, count in seen.items()} if total else {}


def evidence(looks: str, shares: Mapping[str, float], filled: int) -> float:
    """What the values add to a header's score: up to +0.12 for, down to -0.45 against."""
    expected = EXPECTS.get(looks)
    if not shares or expected is None:
        return 0.0
    fitting = sum(share for kind, share in shares.items() if kind in expected)
    sure = min(1.0, filled / ENOUGH)
    against = -0.45 * (1 - fitting) if fitting < 0.5 else 0.0
    if looks == "phone" and fitting < 0.2:
        against = -0.6
    favour = 0.12 * shares.get(looks, 0) if looks in TELLING else 0.03 * fitting
    return sure * (against + favour)


def by_values_alone(shares: Mapping[str, float], filled: int) -> dict[str, float]:
    """Fields that values give away without a header worth reading."""
    if filled < ENOUGH:
        return {}
    found = {
        "phone": {"mobile": 0.66, "phone": 0.6},
        "province": {"province": 0.8},
        "city": {"city": 0.7},
        "district": {"district": 0.7},
        "address": {"address": 0.66},
        "courier": {"courier": 0.72},
        "kind": {"kind": 0.66},
        "person": {"customer_name": 0.6},
    }
    return next(
        (found[kind] for kind, share in shares.items() if share >= 0.8 and kind in found), {}
    )
