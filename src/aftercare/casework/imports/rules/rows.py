"""Rows become matters: which case each row makes, and what is wrong where it makes none."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from .cells import CellError, Code, kind_of, moment, said
from .days import days_by_order
from .doubles import without_doubles
from .layout import Column, DataRow
from .matters import LONGEST, Checked, Matter, Plan, Problem
from .reader import PLACES, RowReader
from .tables import Cell, text_of
from .targets import CASES

NAMES_A_MATTER = 6
LEEWAY = timedelta(minutes=5)
CUSTOMER = ("customer_name", "mobile", "phone", "mobile_2", "phone_2", "technician_phone")
SAYS_WHAT = ("description", "fault_symptom", "subcategory")
OWN_NUMBERS = ("external_no", "case_no", "reminder_no")
PRODUCT = ("brand", "product_category", "product_name", "model")
MOMENTS = ("received_at",)
CONSUMED = frozenset((*CUSTOMER, *PLACES, *SAYS_WHAT, *PRODUCT, *MOMENTS, "kind", "order_no"))


def plan_columns(columns: Sequence[Column], fields: Mapping[str, str]) -> dict[str, Column]:
    """`fields`: header (the column's key) to field, "" for columns to leave out."""
    chosen = {column.key: column for column in columns}
    return {name: chosen[key] for key, name in fields.items() if name and key in chosen}


def default_kind(columns: Mapping[str, Column]) -> str:
    """What a table is about when no column says it: refunds, complaints, or nothing sure."""
    headers = " ".join(column.header for column in columns.values())
    for kind, words in (
        ("complaint", ("投诉", "客诉", "催单", "催办")),
        ("return_exchange", ("退款", "退货", "换货")),
        ("repair", ("维修", "报修", "故障", "部品", "配件")),
        ("installation", ("安装",)),
    ):
        if any(word in headers for word in words):
            return kind
    return ""


def check(rows: Sequence[DataRow], plan: Plan) -> Checked:
    """Reads every row; doubles within the file are named, products of one order joined."""
    problems: list[Problem] = []
    matters: list[Matter] = []
    days = days_by_order(rows, plan.columns.get("received_at"), plan.reading)
    for row in rows:
        reader = _RowReader(row, plan, days.get(row.number))
        matter = reader.matter()
        problems.extend(reader.problems)
        if matter is not None:
            matters.append(matter)
    kept, doubles = without_doubles(matters)
    return Checked(matters=tuple(kept), problems=tuple(sorted([*problems, *doubles], key=_place)))


def _place(problem: Problem) -> tuple[int, str]:
    return problem.row, problem.column


class _RowReader(RowReader):
    """A row of matters; `day` is what the rows around it tell of its day."""

    def __init__(self, row: DataRow, plan: Plan, day: date | None) -> None:
        super().__init__(row, plan)
        self.day = day

    def matter(self) -> Matter | None:
        numbers = self.phones()
        name = self.text("customer_name", "name")
        own_no = next(filter(None, map(self.text, OWN_NUMBERS)), "")
        order_no = self.text("order_no", "order_no")
        kind, what, product = self._kind(), self._what(), self._product()
        received = self._received()
        facts = tuple(self._facts())
        if not what and not product and not self._tells(facts):
            self.note("", Code.NOTHING_SAID)
        if not (name or numbers or own_no or order_no or self.text("serial")):
            self.note("", Code.NOBODY)
        if any(not problem.warning for problem in self.problems):
            return None
        return Matter(
            row=self.row.number,
            key=self._key(own_no),
            own_no=own_no,
            name=name,
            phones=tuple(numbers),
            address=self.address(),
            kind=kind,
            product_text=product,
            serial=self.text("serial"),
            order_no=order_no,
            received_at=received,
            what=what or self._plain_wish(product),
            facts=facts,
        )

    def _tells(self, facts: Sequence[tuple[str, str]]) -> bool:
        """A number of its own does not say what a matter is about."""
        own = [self.plan.columns[name].header for name in OWN_NUMBERS if name in self.plan.columns]
        return any(header not in {o.strip("*★ ") for o in own} for header, _ in facts)

    def _kind(self) -> str:
        cell = self.cell("kind")
        try:
            text = said(cell)
            return self.plan.kind_words.get(text) or kind_of(cell) or self.plan.kind
        except CellError as error:
            self.note("kind", error.code)
            return ""

    def _what(self) -> str:
        texts = [self.text(name, "description") for name in SAYS_WHAT]
        return "，".join(dict.fromkeys(text for text in texts if text))

    def _plain_wish(self, product: str) -> str:
        """Where no column tells what happened: the service and the product wished for."""
        wish = f"{self.text('kind')} {product}".strip()
        return wish or self.text("remark") or next((text for _, text in self._facts()), "")

    def _product(self) -> str:
        parts: list[str] = []
        for name in PRODUCT:
            part = self.text(name)
            if part and not any(part in other for other in parts):
                parts.append(part)
        return " ".join(parts)[: LONGEST["product_text"]]

    def _received(self) -> datetime | None:
        if self.day is not None:
            return datetime.combine(self.day, time(), self.plan.reading.zone)
        try:
            at = moment(self.cell("received_at"), self.plan.reading)
        except CellError as error:
            self.note("received_at", error.code, error.options)
            return None
        if at is not None and at > self.plan.reading.now + LEEWAY:
            self.note("received_at", Code.DATE_FUTURE)
        return at

    def _facts(self) -> Iterator[tuple[str, str]]:
        for name, column in self.plan.columns.items():
            if name in CONSUMED:
                continue
            cell = self.cell(name)
            text = text_of(cell) if cell is not None else ""
            if text and not text.startswith("#") and not _is_zero(cell, name):
                yield column.header.strip("*★ "), text[:500]

    def _key(self, own_no: str) -> str:
        """The same file, or the same number from a platform, is the same matter (R-IN-01)."""
        if len(own_no) >= NAMES_A_MATTER:
            return f"file:no:{hashlib.sha256(own_no.encode()).hexdigest()[:40]}"
        return f"file:{self.plan.file_hash[:40]}:{self.row.number}"


def _is_zero(cell: Cell, name: str) -> bool:
    """No fee was taken: not worth a line."""
    return name.startswith(("fee_", "penalty_", "compensation_")) and text_of(cell) in {"0", "0.0"}


def fingerprint(columns: Sequence[Column], target: str = CASES) -> str:
    """The same headers in the same order: the mapping saved for them fits again."""
    names = "\x1f".join(column.key for column in columns)
    names = names if target == CASES else f"{target}\x1e{names}"
    return hashlib.sha256(names.encode()).hexdigest()
