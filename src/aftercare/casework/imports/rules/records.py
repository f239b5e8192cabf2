"""Rows become lines of a register: what each says of a customer, a thing, the catalogue."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from aftercare.customers.registers.events import Record, Target, Value
from aftercare.foundation.privacy.rules import normal_phone

from .cells import CellError, Code, moment
from .layout import DataRow
from .matters import CheckedRecords, Plan, Problem
from .reader import RowReader
from .targets import PRICES, SPARES, STOCK

PROOFS = {
    "invoice": "发票 收据 购机发票 invoice receipt", "order": "订单 订单截图 网购订单 order",
    "card": "保修卡 三包凭证 盖章保修卡 card", "registered": "已登记 注册 registered",
    "dealer": "经销商记录 dealer", "none": "没有 none",
}  # fmt: skip
KINDS = {"person": "个人 消费者 私人 person", "company": "单位 公司 企业 company"}
GRADES = {
    "ordinary": "普通 普通客户 一般 ordinary", "valued": "重要 重要客户 vip 贵宾 valued",
    "dealer": "经销商 分销商 dealer", "project": "工程 工程客户 项目 project",
}  # fmt: skip
YES = {"是", "在售", "y", "yes", "true", "1", "有", "on"}
NO = {"否", "停售", "停产", "n", "no", "false", "0", "无", "off"}
LIST_BREAK = re.compile(r"[、,，;；\n]+")
MONEY = re.compile(r"[¥￥,，元\s]|rmb", re.IGNORECASE)
Read = Callable[[RowReader, str], Value]


def _text(most: int) -> Read:
    def read(row: RowReader, field: str) -> str:
        text = " ".join(row.text(field).split())
        if len(text) > most:
            row.note(field, Code.TOO_LONG, [str(most), str(len(text))])
        return text

    return read


def _choice(words: Mapping[str, str]) -> Read:
    def read(row: RowReader, field: str) -> str:
        text = row.text(field).lower()
        for code, names in words.items():
            if text and (text == code or text in names.split()):
                return code
        if text:
            row.note(field, Code.CHOICE_UNKNOWN, ["、".join(n.split()[0] for n in words.values())])
        return ""

    return read


def _day(wrong: Code, *, to_come: bool = False) -> Read:
    """A day up to today, or from today on; of another one `wrong` is said."""

    def read(row: RowReader, field: str) -> Value:
        try:
            at = moment(row.cell(field), row.plan.reading)
        except CellError as error:
            row.note(field, error.code, error.options)
            return None
        if at is None:
            return None
        day, today = at.astimezone(row.plan.reading.zone).date(), row.plan.reading.today
        if day < today if to_come else day > today:
            row.note(field, wrong)
        return day

    return read


def _money(row: RowReader, field: str) -> Value:
    text = MONEY.sub("", row.text(field))
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount < 10**10:
        row.note(field, Code.NUMBER_WRONG)
        return None
    return amount.quantize(Decimal("0.01"))


def _whole(most: int) -> Read:
    def read(row: RowReader, field: str) -> Value:
        text = row.text(field).replace(",", "").replace("，", "").removesuffix(".0")
        if text and not (text.isdecimal() and int(text) <= most):
            row.note(field, Code.NUMBER_WRONG)
            return None
        return Decimal(text) if text else None

    return read


def _yes_or_no(row: RowReader, field: str) -> Value:
    text = row.text(field).lower()
    if text and text not in YES | NO:
        row.note(field, Code.CHOICE_UNKNOWN, ["是、否"])
    return text in YES if text in YES | NO else None


def _several(row: RowReader, field: str) -> Value:
    return tuple(filter(None, (one.strip() for one in LIST_BREAK.split(row.text(field)))))


OF_MODEL: Mapping[str, tuple[str, Read]] = {
    "brand": ("brand", _text(40)),
    "product_code": ("model", _text(60)),
    "model": ("model", _text(60)),
}
READ: Mapping[str, Mapping[str, tuple[str, Read]]] = {
    Target.CUSTOMERS: {
        "customer_name": ("name", _text(60)),
        "email": ("email", _text(120)),
        "customer_kind": ("kind", _choice(KINDS)),
        "customer_grade": ("grade", _choice(GRADES)),
        "remark": ("notes", _text(500)),
    },
    Target.UNITS: {
        "customer_name": ("name", _text(60)),
        **OF_MODEL,
        "product_name": ("words", _text(120)),
        "serial": ("serial", _text(60)),
        "batch_no": ("batch", _text(60)),
        "purchase_date": ("purchased_on", _day(Code.DATE_FUTURE)),
        "purchase_place": ("channel", _text(40)),
        "purchase_channel": ("channel", _text(40)),
        "order_no": ("order_no", _text(60)),
        "price": ("paid_amount", _money),
        "order_amount": ("paid_amount", _money),
        "proof": ("proof", _choice(PROOFS)),
        "made_on": ("made_on", _day(Code.DATE_FUTURE)),
        "goods_arrived_at": ("delivered_on", _day(Code.DATE_FUTURE)),
        "installed_on": ("installed_on", _day(Code.DATE_FUTURE)),
    },
    Target.MODELS: {
        **OF_MODEL,
        "product_name": ("name", _text(120)),
        "product_category": ("category_word", _text(20)),
        "line": ("line", _text(40)),
        "manual_url": ("manual_url", _text(300)),
        "is_sold": ("is_sold", _yes_or_no),
    },
    Target.PARTS: {
        **OF_MODEL,
        "parts": ("name", _text(60)),
        "part_code": ("code", _text(60)),
        "supplier": ("supplier", _text(80)),
    },
    Target.BATCHES: {
        **OF_MODEL,
        "batch_no": ("number", _text(60)),
        "made_on": ("made_on", _day(Code.DATE_FUTURE)),
        "made_line": ("made_line", _text(60)),
        "supplier": ("supplier", _text(80)),
        "materials": ("materials", _several),
    },
    SPARES: {
        "part_code": ("code", _text(40)),
        "part_name": ("name", _text(80)),
        "measure": ("measure", _text(10)),
        "part_price": ("price_amount", _money),
        "supplier": ("suppliers", _several),
        "product_lines": ("product_lines", _several),
        "warranty_days": ("warranty_days", _whole(3650)),
        "has_serials": ("has_serials", _yes_or_no),
        "is_kept": ("is_kept", _yes_or_no),
    },
    PRICES: {
        "charge": ("charge", _text(40)),
        "part_price": ("price_amount", _money),
        "since": ("since", _day(Code.DATE_PAST, to_come=True)),
    },
    STOCK: {
        "store": ("store", _text(60)),
        "part_code": ("code", _text(40)),
        "supplier": ("supplier", _text(80)),
        "batch_no": ("batch", _text(60)),
        "counted": ("counted", _whole(999_999)),
        "serials": ("serials", _several),
        "count_reason": ("reason", _text(200)),
    },
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    Target.MODELS: ("brand", "model"),
    Target.PARTS: ("model", "parts"),
    Target.BATCHES: ("model", "batch_no"),
    SPARES: ("part_code",),
    PRICES: ("charge", "part_price", "since"),
    STOCK: ("store", "part_code", "batch_no", "counted"),
}


KNOWN_AGAIN = frozenset(map(str, Target))
NAMING = ("brand", "model", "mobile", "phone")  # of whom and of what a row of those speaks
IDENTITY: Mapping[str, tuple[str, ...]] = {
    SPARES: ("code",), PRICES: ("charge", "since"), STOCK: ("store", "code", "supplier", "batch"),
}  # fmt: skip


def check_records(rows: Sequence[DataRow], plan: Plan) -> CheckedRecords:
    """Reads every row; what one says that another said before is left out and named."""
    problems: list[Problem] = []
    records: list[Record] = []
    flawed: list[Record] = []
    for row in rows:
        reader = RowReader(row, plan)
        record = _record(reader)
        problems += reader.problems
        if not any(not problem.warning for problem in reader.problems):
            records.append(record)
        elif _says_which(reader):
            flawed.append(record)
    kept, doubles = _without_doubles(records, plan.target)
    found = sorted([*problems, *doubles], key=lambda one: (one.row, one.column))
    return CheckedRecords(records=tuple(kept), problems=tuple(found), flawed=tuple(flawed))


def _says_which(row: RowReader) -> bool:
    """Whether a row with errors can be held against what is known all the same."""
    wrong = {problem.column for problem in row.problems if not problem.warning}
    names = {name for name in row.plan.columns if name.startswith(NAMING)}
    return row.plan.target in KNOWN_AGAIN and not wrong & {"", *map(row.key, names)}


def _record(row: RowReader) -> Record:
    target = row.plan.target
    values: dict[str, Value] = {}
    for field, (name, read) in READ[target].items():
        value = read(row, field) if field in row.plan.columns else None
        if value not in (None, "", ()):
            values[name] = value
    if target in (Target.CUSTOMERS, Target.UNITS):
        values["phones"] = tuple(dict.fromkeys(map(normal_phone, row.phones())))
        values["address"] = row.address()
    for field in NEEDED.get(target, ()):
        is_said = any(problem.column == row.key(field) for problem in row.problems)
        if values.get(READ[target][field][0]) in (None, "") and not is_said:
            row.note(field, Code.NEEDED)
    return Record(row=row.row.number, values=values)


def _without_doubles(records: Sequence[Record], target: str) -> tuple[list[Record], list[Problem]]:
    """One line for each customer, thing, model; a number that two customers claim is an error."""
    first: dict[str, int] = {}
    claimed: dict[str, int] = {}
    kept: list[Record] = []
    problems: list[Problem] = []
    for record in records:
        identity = _identity(record, target)
        if identity in first and target == STOCK:
            problems.append(_double(record, Code.COUNTED_TWICE, str(first[identity])))
            continue
        if identity and identity in first:
            problems.append(_double(record, Code.TWICE_IN_FILE, str(first[identity]), warning=True))
            continue
        other = next((p for p in record.many("phones") if p in claimed), "")
        if other and target == Target.CUSTOMERS:
            problems.append(_double(record, Code.NUMBER_REUSED, str(claimed[other]), other))
            continue
        first[identity] = record.row
        claimed |= dict.fromkeys(record.many("phones"), record.row)
        kept.append(record)
    return kept, problems


def _names(record: Record, names: Sequence[str]) -> list[Value]:
    return [record.values.get(name, "") for name in names]


def _double(record: Record, code: Code, *options: str, warning: bool = False) -> Problem:
    return Problem(row=record.row, code=code, options=options, warning=warning)


def _identity(record: Record, target: str) -> str:
    """By what a line is known again; "" where nothing tells it from others."""
    if target == Target.CUSTOMERS:
        return (record.many("phones") or (record.text("email"),))[0]
    if target in IDENTITY:
        return "\x1f".join(shown.upper() for shown in map(str, _names(record, IDENTITY[target])))
    words = [record.text(name).upper() for name in ("brand", "model")]
    if target == Target.UNITS:
        return "\x1f".join([*words, record.text("serial").upper()]) if record.text("serial") else ""
    if target == Target.PARTS:
        words.append(record.text("name"))
    if target == Target.BATCHES:
        words.append(record.text("number").upper())
    return "\x1f".join(words)
