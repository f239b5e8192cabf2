"""What a paper says of a purchase: proposals from its text, for a person to confirm (R-IN-04).

The text is that of an electronic invoice (电子发票), a receipt (收据), a picture of an order
(订单截图), in lines as they stand on the paper; columns are two spaces or more apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"
    READ = "read"
    NOTHING = "nothing"
    FAILED = "failed"


class Why(StrEnum):
    """Why a paper could not be read."""

    FINE = ""
    NO_READER = "no_reader"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LONG = "too_long"
    GONE = "gone"
    STOPPED = "stopped"


class Field(StrEnum):
    """What can be taken over from a paper; the names are those of a unit, but for the model."""

    PROOF = "proof"
    CHANNEL = "channel"
    ORDER_NO = "order_no"
    PURCHASED_ON = "purchased_on"
    PAID_AMOUNT = "paid_amount"
    MODEL = "model"
    SERIAL = "serial"


Value = str | date | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`said`: the words of the paper from which it follows."""

    value: Value
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Words that were seen at a place, in points of the picture."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


MOST_TEXT, MOST_LINE = 20_000, 300
FIRST_YEAR = 1990
LARGEST = Decimal(10_000_000)
_LONGEST = {Field.CHANNEL: 40, Field.ORDER_NO: 60, Field.MODEL: 60, Field.SERIAL: 60}

# The labels of each field, those first that say it most exactly.
_BOUGHT = (
    "购买日期 购机日期 购货日期 销售日期 购买时间 销售时间", "开票日期 发票日期",
    "付款时间 支付时间 付款日期 成交时间 交易时间 交易日期", "下单时间 订单时间 创建时间 下单日期",
    "日期",
    "date of purchase|purchase date|date of sale|invoice date|order date|order placed|date",
)  # fmt: skip
_PAID = (
    "实付款 实付金额 实际支付 实际付款 实付 实收金额 实收 已付金额 付款金额 支付金额",
    "(小写) 小写", "价税合计 合计金额 总金额 订单金额 订单总额 应付金额 应付款 总计 合计 总价",
    "amount paid|grand total|order total|total amount|total|amount", "金额",
)  # fmt: skip
_ORDER = (
    "订单编号 订单号码 订单号 订单",
    "销售单号 销售单编号 小票号 单据编号 单据号 流水号",
    "order number|order no|order id|order",
)
_SERIAL = (
    "产品序列号 商品序列号 序列号 机身编码 机身编号 机身号 机身条码 出厂编号 产品编号 SN码 机号",
    "serial number|serial no|serial|s/n|sn",
)
_MODEL = (
    "产品型号 商品型号 规格型号 机器型号 型号规格 型号", "model number|model no|model", "货号",
)  # fmt: skip
_SHOP = (
    "销售方名称 销货单位名称 销货单位 销售单位 销售商家 经销商名称 经销商 收款单位 收款方",
    "商户全称 商户名称 店铺名称 店铺 商家名称 商家 卖家 门店名称 门店 购买地点",
    "sold by|seller|merchant|store|shop",
)  # fmt: skip

_HOUSE = re.compile(r"(?:公司|店|行|商场|超市|部|中心|厂|\))$")
_BRANCH = r"(?:\([\w ]{1,16}\))?"
_SHOP_LINE = re.compile(
    r"[\w()·&.\- ]{2,38}?(?:有限公司|有限责任公司|旗舰店|专卖店|专营店|经营部|商行|商场|店)"
    rf"{_BRANCH}"
)
_NAME_ENDS = re.compile(r"\s{2,}|[:;,，。]|\s*(?:统一社会信用代码|纳税人识别号|地址|电话)")
_PLATFORMS = ("京东", "天猫", "淘宝", "拼多多", "苏宁易购", "抖音", "唯品会", "小米商城")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"((?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))"
)
_NTH = r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_HAN = "〇一二三四五六七八九"
_TEN, _ZEROS = str.maketrans({"廿": "二十", "卅": "三十"}), str.maketrans("零○", "〇〇")
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[年\-/.]\s*(1[0-2]|0?[1-9])\s*[月\-/.]\s*(3[01]|[12]\d|0?[1-9])(?:\s*日)?"
    r"|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"
    rf"|([一二][{_HAN}零○]{{3}})\s*年\s*([{_HAN}十]{{1,2}})\s*月\s*([{_HAN}十廿卅]{{1,3}})\s*[日号]"
    rf"|(?<!\d){_NTH}[ \-]{{1,3}}{_MONTH}[., \-]{{1,3}}((?:19|20)\d\d)"
    rf"|(?<![A-Za-z]){_MONTH}[. ]{{1,3}}{_NTH}[, ]{{1,3}}((?:19|20)\d\d)"
)
_SUM = re.compile(
    r"[¥$]?\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,8}(?:\.\d{1,2})?)(?![\d%]|[.,]\d|\s*[件台套个张])"
)
_PRICE = re.compile(rf"(?<![\-\d])(?=¥){_SUM.pattern}")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_/]{4,59}")
_MODEL_CODE = re.compile(r"[A-Za-z][A-Za-z0-9/+.\-]*(?:\([A-Za-z0-9]{1,8}\))?[A-Za-z0-9/+.\-]*")
_ITEM = re.compile(r"^\*[^*\n]{2,20}\*")
_CAPITALS = {sign: worth for worth, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_WRITTEN = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万圆元角分整正]{3,30}")


def proposals(text: str, today: date) -> dict[Field, Proposal]:
    """What the paper seems to say; a field of which it says nothing is missing."""
    lines = lines_of(text)
    found = {
        Field.PROOF: _kind(lines),
        Field.CHANNEL: _shop(lines),
        Field.ORDER_NO: _code(lines, _ORDER, Field.ORDER_NO),
        Field.PURCHASED_ON: _bought(lines, today),
        Field.PAID_AMOUNT: _paid(lines),
        Field.MODEL: _model(lines),
        Field.SERIAL: _code(lines, _SERIAL, Field.SERIAL),
    }
    return {field: proposal for field, proposal in found.items() if proposal}


def marked(text: str, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """The text as it was read, cut where words begin and end from which a field follows.

    Each piece with the name of that field, "" for what nothing follows from. `said` is field →
    the words of its proposal; where two overlap the longer ones are marked.
    """
    whole = "\n".join(lines_of(text))
    found = ((_place(whole, words), name) for name, words in said.items())
    places: list[tuple[int, int, str]] = []
    for (start, end), name in sorted(found, key=lambda one: one[0][0] - one[0][1]):
        if start < end and all(end <= a or b <= start for a, b, _name in places):
            places.append((start, end, name))
    pieces, at = [], 0
    for start, end, name in sorted(places):
        pieces += [(whole[at:start], ""), (whole[start:end], name)]
        at = end
    return [piece for piece in [*pieces, (whole[at:], "")] if piece[0]]


def _place(whole: str, words: str) -> tuple[int, int]:
    """Where words of a proposal stand, whatever stands between label and value."""
    pattern = r"[\s:#.=*]*+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, whole)
    return found.span() if found else (0, 0)


def names_model(text: str, code: str) -> bool:
    """Whether the paper names this model; marks and the size of letters do not count."""
    wanted = _bare(code)
    return len(wanted) > 1 and wanted in _bare(unicodedata.normalize("NFKC", text[:MOST_TEXT]))


def lines_of(text: str) -> list[str]:
    """Full-width signs as plain ones; no line is empty or endless."""
    plain = unicodedata.normalize("NFKC", text[:MOST_TEXT].replace("　", "  ")).replace("￥", "¥")
    return [line.strip()[:MOST_LINE] for line in plain.splitlines() if line.strip()]


def laid_out(boxes: Iterable[Box]) -> str:
    """Words seen on a picture as lines: what stands at one height is one line, left to right."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: (one.top + one.bottom) / 2):
        middle = (box.top + box.bottom) / 2
        beside = lines[-1][0] if lines else None
        if beside and beside.top <= middle <= beside.bottom and _alike_high(beside, box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return "\n".join(
        "  ".join(box.text.strip() for box in sorted(line, key=lambda one: one.left))
        for line in lines
    )


def _alike_high(one: Box, other: Box) -> bool:
    """A word set upright at the edge of a table is no line of its neighbours."""
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    return high <= 2 * max(low, 1)


def _labelled(lines: Sequence[str], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(label, what stands behind it) in the order of the labels, then of the lines.

    Where nothing stands behind it, what the next line says is meant.
    """
    for group in labels:
        pattern = _pattern(group)
        for place, line in enumerate(lines):
            for found in pattern.finditer(line):
                rest = line[found.end() :].lstrip(" :#.=")
                if not rest and place + 1 < len(lines):
                    rest = lines[place + 1]
                yield found[0].strip(" :"), rest


def _pattern(group: str) -> re.Pattern[str]:
    """Chinese labels may be spaced out (名  称); English ones are whole words."""
    if group.isascii():
        words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in group.split("|"))
        return re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z0-9])", re.IGNORECASE)
    words = "|".join(r"\s{0,4}".join(map(re.escape, word)) for word in group.split())
    apart = r"(?=\s|:|$)" if group in _SHOP else ""  # 店铺优惠 is no shop
    return re.compile(rf"(?:{words}){apart}", re.IGNORECASE)


def _bought(lines: Sequence[str], today: date) -> Proposal | None:
    for label, rest in _labelled(lines, _BOUGHT):
        found = _DAY.match(rest)
        day = _day(found, today) if found else None
        if found and day:
            return Proposal(value=day, said=f"{label} {found[0]}")
    told = [(day, one[0]) for line in lines for one in _DAY.finditer(line)
            if (day := _day(one, today))]  # fmt: skip
    if len({day for day, _said in told}) == 1:
        return Proposal(value=told[0][0], said=told[0][1])
    return None


def _day(found: re.Match[str], today: date) -> date | None:
    told = [one for one in found.groups() if one]
    if told[2].isdecimal() and not (told[0].isdecimal() and told[1].isdecimal()):
        told = [told[2], *sorted(told[:2], key=str.isdecimal)]  # 5 Mar 2025, Mar 5 2025
    try:
        year, month, number = map(_figure, told)
        day = date(year, month, number)
    except ValueError:
        return None
    return day if year >= FIRST_YEAR and day <= today + timedelta(days=1) else None


def _figure(written: str) -> int:
    """12, 十二, 廿九, 二〇二五 or December as a number. Raises ValueError."""
    if written.isdecimal():
        return int(written)
    if written[:3].lower() in _MONTHS:
        return _MONTHS.index(written[:3].lower()) + 1
    han = written.translate(_TEN).translate(_ZEROS)
    if "十" not in han:
        return int("".join(str(_HAN.index(sign)) for sign in han))
    tens, _ten, ones = han.partition("十")
    return 10 * (_HAN.index(tens) if tens else 1) + (_HAN.index(ones) if ones else 0)


def _paid(lines: Sequence[str]) -> Proposal | None:
    for label, rest in _labelled(lines, _PAID):
        found = _SUM.match(rest)
        worth = _worth(found[1]) if found and not _DAY.match(rest) else None
        if found and worth:
            return Proposal(value=worth, said=f"{label} {found[0].strip()}")
    for line in lines:
        for written in _WRITTEN.finditer(line):
            worth = in_figures(written[0])
            if worth:
                return Proposal(value=worth, said=written[0])
    told = [(worth, one[0]) for line in lines for one in _PRICE.finditer(line)
            if (worth := _worth(one[1]))]  # fmt: skip
    if len({worth for worth, _said in told}) == 1:
        return Proposal(value=told[0][0], said=told[0][1])
    return None


def _worth(digits: str) -> Decimal | None:
    worth = Decimal(digits.replace(",", ""))
    return worth.quantize(Decimal("0.01")) if 0 < worth < LARGEST else None


def in_figures(written: str) -> Decimal | None:
    """An amount in the capitals of receipts (叁仟玖佰玖拾玖元整); None where it is none."""
    if not re.search("[元圆角]", written):
        return None
    total = section = digit = cents = 0
    for sign in written:
        if sign in _CAPITALS:
            digit = _CAPITALS[sign]
        elif sign in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
        elif sign == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif sign in "元圆":
            total, section, digit = total + section + digit, 0, 0
        elif sign in "角分":
            cents, digit = cents + digit * (10 if sign == "角" else 1), 0
    worth = Decimal(total) + Decimal(cents) / 100
    return worth.quantize(Decimal("0.01")) if 0 < worth < LARGEST else None


def _code(lines: Sequence[str], labels: Sequence[str], field: Field) -> Proposal | None:
    """A number with a figure in it, right behind its label."""
    for label, rest in _labelled(lines, labels):
        found = _NUMBER.match(rest)
        if found and re.search(r"\d", found[0]) and not _DAY.match(rest):
            return Proposal(value=found[0][: _LONGEST[field]], said=f"{label} {found[0]}")
    return None


def _model(lines: Sequence[str]) -> Proposal | None:
    for label, rest in _labelled(lines, _MODEL):
        code = _model_code(rest.split("  ")[0])
        if code and rest.startswith(code):
            return Proposal(value=code, said=f"{label} {code}")
    for line in lines:
        if _ITEM.match(line):  # a row of an invoice: *kind*name, then the model
            code = _model_code(_ITEM.sub("", line))
            if code:
                return Proposal(value=code, said=line.split("  ")[0][:60])
    return None


def _model_code(words: str) -> str:
    """The first word of letters, figures and marks that has letters and figures."""
    for found in _MODEL_CODE.finditer(words):
        code = found[0].rstrip(".-/+")
        if re.search(r"\d", code) and len(code) > 3:  # noqa: PLR2004 - shorter ones name sizes
            return code[: _LONGEST[Field.MODEL]]
    return ""


def _shop(lines: Sequence[str]) -> Proposal | None:
    for label, rest in _labelled(lines, _SHOP):
        name = _name(rest)
        if name:
            return Proposal(value=name, said=f"{label} {name}")
    named = [_name(rest) for _label, rest in _labelled(lines, ("名称",))]
    houses = [name for name in named if name and _HOUSE.search(name)]
    if houses:  # the buyer stands first, the seller last
        return Proposal(value=houses[-1], said=houses[-1])
    for line in lines[:12]:
        found = _SHOP_LINE.match(line)
        if found:
            return Proposal(value=found[0].strip(), said=found[0].strip())
    ordered = any("订单" in line for line in lines)
    told = [name for name in _PLATFORMS if any(name in line for line in lines)]
    return Proposal(value=told[0], said=told[0]) if ordered and len(told) == 1 else None


def _name(words: str) -> str:
    """Up to the next column or label; a name has letters."""
    name = _NAME_ENDS.split(words)[0].strip(" *")
    fits = 2 <= len(name) <= 60 and re.search(r"[^\W\d_]", name)  # noqa: PLR2004
    return name[: _LONGEST[Field.CHANNEL]].strip() if fits else ""


def _kind(lines: Sequence[str]) -> Proposal | None:
    """Which proof the paper is, by the words that only such a paper bears."""
    kinds = (
        ("invoice", r"发票(?:代码|号码)|电子发票|(?:普通|专用)发票|invoice n(?:o|umber)"),
        ("card", r"保修卡|三包凭证|保修凭证|质保卡|warranty card"),
        ("order", r"订单(?:编号|号)|order (?:no|number|id|#)"),
    )
    for code, words in kinds:
        for line in lines:
            found = re.search(words, line, re.IGNORECASE)
            if found:
                return Proposal(value=code, said=found[0])
    return None


def _bare(words: str) -> str:
    return re.sub(r"[^0-9a-z\u4e00-\u9fff]", "", words.lower())
