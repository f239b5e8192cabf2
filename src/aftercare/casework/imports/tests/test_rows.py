"""A row becomes a matter, or says which cell keeps it from being one."""

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from aftercare.casework.imports.adapters import read_sheets
from aftercare.casework.imports.rules.cells import Code, Reading
from aftercare.casework.imports.rules.days import day_order, year_in
from aftercare.casework.imports.rules.layout import data_rows
from aftercare.casework.imports.rules.matching import suggest
from aftercare.casework.imports.rules.matters import Checked, Plan
from aftercare.casework.imports.rules.rows import (
    check,
    default_kind,
    fingerprint,
    plan_columns,
)

from .tables import HEADERS, Rows, order, xls, xlsx

ZONE = ZoneInfo("Asia/Shanghai")
READING = Reading(now=datetime(2026, 11, 22, 12, tzinfo=ZONE), zone=ZONE)
COMPLAINTS = ["投诉单号", "用户姓名", "用户电话", "省", "市", "区", "详细地址",
              "投诉描述", "投诉日期", "投诉类型", "投诉人身份证号"]  # fmt: skip


def checked(content: bytes, reading: Reading = READING, **given: object) -> Checked:
    sheet = read_sheets(content)[0]
    found = suggest(sheet)
    assert found is not None
    columns = plan_columns(found.layout.columns, found.by_header())
    rows, _ = data_rows(sheet, found.layout)
    plan = Plan(columns=columns, reading=reading, file_hash="f" * 64, kind=default_kind(columns),
                **given)  # type: ignore[arg-type]  # fmt: skip
    return check(rows, plan)


def complaint(**cells: object) -> Rows:
    row = {
        "投诉单号": "TS20260001", "用户姓名": "张三", "用户电话": "13800000000", "省": "广东省",
        "市": "佛山市", "区": "顺德区", "详细地址": "容桂街道文星路3号", "投诉描述": "柜门脱落",
        "投诉日期": "2026-01-09 16:30", "投诉类型": "", "投诉人身份证号": "x",
    } | cells  # fmt: skip
    return [COMPLAINTS, [row[header] for header in COMPLAINTS]]


def test_an_order_of_the_template_becomes_a_matter() -> None:
    result = checked(xls([["订单数据"], HEADERS, order(no="JD-2026-0001")]))
    assert not result.problems
    (matter,) = result.matters
    assert (matter.row, matter.name, matter.kind) == (3, "张三", "installation")
    assert matter.phones == ("13800000000", "0757-22222222")
    assert matter.product_text == "安心 燃气热水器 JSQ-16"
    assert matter.what == "新房安装一台热水器"
    assert "快递单号：12345678" in matter.description
    assert "138" not in matter.description


def test_a_complaint_has_its_place_joined_its_time_and_kind() -> None:
    (matter,) = checked(xlsx(complaint())).matters
    assert matter.address == "广东省佛山市顺德区容桂街道文星路3号"
    assert matter.kind == "complaint"
    assert matter.received_at == datetime(2026, 1, 9, 16, 30, tzinfo=ZONE)
    whole = complaint(详细地址="广东省佛山市顺德区容桂街道文星路3号")
    assert checked(xlsx(whole)).matters[0].address == matter.address


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"用户电话": "22223333"}, "", None),
        ({"用户电话": "1380000"}, "用户电话", Code.PHONE_WRONG),
        ({"用户电话": "138****0000"}, "用户电话", Code.PHONE_MASKED),
        ({"投诉日期": "去年"}, "投诉日期", Code.DATE_WRONG),
        ({"投诉日期": "2027-01-09"}, "投诉日期", Code.DATE_FUTURE),
        ({"投诉日期": "03/04/2026"}, "投诉日期", Code.DATE_AMBIGUOUS),
        ({"用户姓名": "张" * 61}, "用户姓名", Code.TOO_LONG),
        ({"投诉描述": "无"}, "", Code.NOTHING_SAID),
        ({"投诉单号": "", "用户姓名": "", "用户电话": ""}, "", Code.NOBODY),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    cells: dict[str, object], column: str, code: Code | None
) -> None:
    result = checked(xlsx(complaint(**cells)))
    found = [(problem.row, problem.column, problem.code) for problem in result.errors]
    assert found == ([(2, column, code)] if code else [])
    assert bool(result.matters) is (code is None)


def test_the_error_value_of_a_formula_is_named() -> None:
    result = checked("姓名,手机,问题描述\n张三,13800000000,#REF!".encode())
    assert [(problem.column, problem.code) for problem in result.errors] == [
        ("", Code.NOTHING_SAID), ("问题描述", Code.ERROR_CELL),
    ]  # fmt: skip


def test_an_unknown_kind_is_an_error_until_a_person_explains_it() -> None:
    rows = [["姓名", "手机", "服务类型", "问题描述"], ["张三", "13800000000", "03", "不制冷"]]
    assert checked(xlsx(rows)).errors[0].code is Code.KIND_UNKNOWN
    explained = checked(xlsx(rows), kind_words={"03": "repair"})
    assert explained.matters[0].kind == "repair"


def test_the_same_row_twice_is_one_matter_and_is_said() -> None:
    result = checked(xls([HEADERS, order(), order(), order("李四")]))
    assert [matter.row for matter in result.matters] == [2, 4]
    assert [(p.row, p.code, p.options) for p in result.problems] == [
        (3, Code.TWICE_IN_FILE, ("2",)),
    ]
    assert not result.errors


def test_products_of_one_order_on_several_rows_are_one_matter() -> None:
    first, second = order(no="KB2026-00017"), order(no="KB2026-00017")
    second[4], second[6] = "消毒柜", "ZTP-80"
    result = checked(xls([HEADERS, first, second]))
    (matter,) = result.matters
    assert matter.joined == (3,)
    assert "另有：安心 消毒柜 ZTP-80" in matter.description


def test_one_number_of_two_customers_is_an_error() -> None:
    rows: Rows = [HEADERS, order(no="KB2026-1"), order("李四", 13900000000.0, no="KB2026-1")]
    (problem,) = checked(xls(rows)).errors
    assert (problem.row, problem.code) == (3, Code.NUMBER_REUSED)
    assert problem.options == ("2", "KB2026-1")


def test_a_number_of_the_platform_is_the_same_matter_in_every_file() -> None:
    keys = [
        checked(xlsx([["姓名", "手机", "平台单号", "问题"], ["张", "13800000000", no, text]]))
        .matters[0].key
        for no, text in (("PDD-778899", "漏水"), ("PDD-778899", "漏水 (更新)"), ("PDD-1", "漏水"))
    ]  # fmt: skip
    assert keys[0] == keys[1] != keys[2]


def log(*days: object) -> bytes:
    rows = [[day, "A1", "主板", f"客户{i}"] for i, day in enumerate(days)]
    return xlsx([["反馈日期", "产品型号", "更换部品", "客户"], *rows])


def test_neighbours_decide_a_day_typed_as_a_number() -> None:
    result = checked(log(9.1, 10.15, 10.2, 10.28))
    days = [m.received_at.date().isoformat() for m in result.matters if m.received_at]
    assert days == ["2026-09-01", "2026-10-15", "2026-10-20", "2026-10-28"]


def test_a_day_that_stays_open_is_asked_for() -> None:
    result = checked(log(9.1, 10.2, 10.28))
    assert [(p.row, p.code, p.options) for p in result.errors] == [
        (3, Code.DATE_AMBIGUOUS, ("2026-10-02", "2026-10-20")),
    ]


def test_the_year_of_days_without_one_stands_in_the_name_of_the_file() -> None:
    assert year_in("202409售后配件记录.xlsx") == 2024
    assert year_in("2025年售后.csv") == 2025
    assert year_in("导出_99.xls") is None
    in_2024 = Reading(now=READING.now, zone=ZONE, year=2024)
    received = checked(log(10.28), in_2024).matters[0].received_at
    assert received is not None
    assert received.year == 2024


def test_one_certain_day_shows_the_order_of_day_and_month() -> None:
    sheet = read_sheets(xlsx([["姓名", "申请时间"], ["张三", "03/04/2026"], ["李", "23/04/2026"]]))[
        0
    ]
    found = suggest(sheet)
    assert found is not None
    rows, _ = data_rows(sheet, found.layout)
    assert day_order(rows, found.layout.columns[1]) is True
    assert day_order(rows, None) is None


def test_the_same_headers_have_the_same_fingerprint() -> None:
    one, other = (
        suggest(read_sheets(xlsx(complaint()))[0]),
        suggest(read_sheets(xlsx([["标题"], *complaint()]))[0]),
    )
    assert one is not None
    assert other is not None
    assert fingerprint(one.layout.columns) == fingerprint(other.layout.columns)


def test_five_thousand_rows_are_read_in_seconds() -> None:
    rows: Rows = [HEADERS, *(order(phone=13800000000.0 + i, no=f"NO-{i:06}") for i in range(5000))]
    begun = process_time()
    assert len(checked(xlsx(rows)).matters) == 5000
    assert process_time() - begun < 30
