"""What real files are like: each oddity is read, or refused for a reason that names row and column.

With AFTERCARE_IMPORT_FORMATS naming a folder of real layouts (headers.csv: format, position,
header, field; perhaps templates as .xls) each of them is tried, too; such files are others'
property and not among ours.
"""

import csv
import os
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from aftercare.casework.imports.adapters import read_sheets
from aftercare.casework.imports.rules.cells import Code
from aftercare.casework.imports.rules.layout import Skipped, data_rows
from aftercare.casework.imports.rules.matching import sheet_to_take, suggest

from .tables import HEADERS, Rows, delimited, order, xls, xlsx
from .test_rows import READING, checked

FOLDER = Path(os.environ.get("AFTERCARE_IMPORT_FORMATS", "nowhere"))
PLAIN = ["姓名", "手机", "地址", "服务项目", "问题描述", "报修日期"]


def plain(
    name: str = "张三", phone: object = "13800000000", on: object = "2026-01-09"
) -> list[object]:
    return [name, phone, "广东省佛山市顺德区文星路3号", "维修", "安装后漏水", on]


SAMPLE = [*order(name="李四"), "", "导入前请删除此行"]
QUIRKS: Mapping[str, tuple[bytes, int]] = {
    "an old workbook, title, stars": (xls([["订单数据"], HEADERS, order(), order("王五")]), 2),
    "a new workbook": (xlsx([PLAIN, plain()]), 1),
    "text in GB18030": (delimited([PLAIN, plain()], encoding="gb18030"), 1),
    "text in UTF-8 with its mark": (delimited([PLAIN, plain()], encoding="utf-8-sig"), 1),
    "names below a title and a blank row": (xlsx([["一月售后"], [], PLAIN, plain()]), 1),
    "groups merged over the names": (
        xlsx([["完工单"], ["客户信息", "", "", "故障信息", "", ""], PLAIN, plain()],
             merged=["A1:F1", "A2:C2", "D2:F2"]), 1,
    ),
    "a star and a unit in the header": (
        xlsx([["姓名*", "手机*", "地址*", "服务项目*", "问题描述", "费用(元)"],
              [*plain()[:5], 80.0]]), 1,
    ),
    "a sample row that says so": (xls([["订单数据"], [*HEADERS, "", ""], SAMPLE, order()]), 1),
    "a row of sums": (xlsx([PLAIN, plain(), plain("王五"), ["合计", "", "", "", "", 2]]), 2),
    "cells merged downwards": (
        xlsx([PLAIN, plain("张三"), [None, None, None, "安装", "装一台", "2026-01-10"]],
             merged=["A2:A3", "B2:B3", "C2:C3"]), 2,
    ),
    "phones as numbers": (xlsx([PLAIN, plain(phone=13800000000.0)]), 1),
    "notes in brackets": (xlsx([PLAIN, plain("张三（老客户）", "13800000000(微信同号)")]), 1),
    "names of programs": (
        delimited([["customerName", "mobile", "address", "serviceType", "description"],
                   plain()[:5]]), 1,
    ),
    "semicolons": (delimited([PLAIN, plain()], delimiter=";"), 1),
    "a cell that begins a formula": (xlsx([PLAIN, plain("'=1+1")]), 1),
}  # fmt: skip
REFUSED: Mapping[str, tuple[Rows, int, str, Code]] = {
    "hidden digits": ([PLAIN, plain(phone="138****0000")], 2, "手机", Code.PHONE_MASKED),
    "a day that may be two": ([PLAIN, plain(on="03/04/2026")], 2, "报修日期", Code.DATE_AMBIGUOUS),
    "no day": (
        [PLAIN, plain(), plain("王五", "13900000000", "去年")], 3, "报修日期", Code.DATE_WRONG,
    ),
    "a number of too few digits": ([PLAIN, plain(phone=1380000.0)], 2, "手机", Code.PHONE_WRONG),
    "a code nobody explained": (
        [PLAIN, [*plain()[:3], "03", *plain()[4:]]], 2, "服务项目", Code.KIND_UNKNOWN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIRKS)
def test_an_oddity_of_real_files_is_read(name: str) -> None:
    content, expected = QUIRKS[name]
    result = checked(content)
    assert [matter.name[:2] for matter in result.matters], result.problems
    assert (len(result.matters), result.errors) == (expected, ())
    assert all(matter.phones[0].startswith("13") for matter in result.matters)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_known_is_asked_for_by_row_and_column(name: str) -> None:
    rows, row, column, code = REFUSED[name]
    (found,) = checked(xlsx(rows)).errors
    assert (found.row, found.column, found.code) == (row, column, code)


def test_a_day_without_a_year_takes_that_of_the_file() -> None:
    log: Rows = [["日期", "姓名", "手机", "型号", "问题描述"],
           [9.1, "张三", "13800000000", "A1", "漏水"]]  # fmt: skip
    (matter,) = checked(
        xlsx(log), type(READING)(now=READING.now, zone=READING.zone, year=2026)
    ).matters
    assert matter.received_at is not None
    assert matter.received_at.date() == date(2026, 9, 1)


def layouts() -> dict[str, list[tuple[str, str]]]:
    file = FOLDER / "headers.csv"
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        name: [(row["header"], row["field"]) for row in group]
        for name, group in groupby(rows, key=lambda row: row["format"])
    }


VALUES = {
    "customer_name": "张三", "mobile": 13800000000.0, "phone": "0757-22222222",
    "address": "文星路3号", "province": "广东省", "city": "佛山市", "district": "顺德区",
    "kind": "维修", "description": "安装后漏水", "fault_symptom": "不打火",
    "received_at": "2026-01-09 16:30",
    "quantity": 1.0, "product_category": "燃气热水器", "product_name": "热水器", "model": "JSQ-16",
    "external_no": "WX20260109001", "order_no": "2026010900123",
}  # fmt: skip
needs_layouts = pytest.mark.skipif(
    not layouts(), reason="AFTERCARE_IMPORT_FORMATS names no folder of real layouts"
)


@needs_layouts
def test_every_real_layout_is_imported_or_refused_for_a_reason() -> None:
    """A person, or else a number of the matter, is found; what is missing is said, not guessed."""
    for name, columns in layouts().items():
        row = [VALUES.get(field, "") for _header, field in columns]
        rows: Rows = [["数据导出"], [header for header, _field in columns], row]
        result = checked(xlsx(rows))
        reasons = {problem.code for problem in result.errors}
        assert bool(result.matters) != bool(reasons), f"{name}: {result}"
        assert reasons <= {Code.NOBODY, Code.NOTHING_SAID}, f"{name}: {result.errors}"
        given = {field for _header, field in columns}
        if {"customer_name", "mobile"} <= given and given & {"description", "product_name"}:
            assert result.matters, f"{name}: {result.errors}"


@needs_layouts
def test_a_real_template_as_it_comes_has_names_and_only_a_sample() -> None:
    for file in sorted(FOLDER.glob("*.xls")):
        sheets = read_sheets(file.read_bytes())
        weights = sheet_to_take(sheets)
        taken = next(
            sheet for sheet in sheets if sheet.name == max(weights, key=lambda n: weights[n])
        )
        found = suggest(taken)
        assert found is not None
        rows, skipped = data_rows(taken, found.layout)
        assert rows == []
        assert Skipped.SAMPLE in skipped.values()
        assert {"customer_name", "mobile", "address"} <= set(found.by_header().values())
