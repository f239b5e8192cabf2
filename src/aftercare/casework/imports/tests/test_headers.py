"""A header's words, its neighbours and its values say which field it is."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.casework.imports.adapters import read_sheets
from aftercare.casework.imports.rules.content import evidence, looks_of, shares_of
from aftercare.casework.imports.rules.headers import (
    ideas_of,
    known_field,
    lexicon,
    likeness,
    numbered,
    units,
)
from aftercare.casework.imports.rules.layout import Skipped, data_rows, find_header_row
from aftercare.casework.imports.rules.matching import sheet_to_take, suggest
from aftercare.casework.imports.rules.tables import Sheet, column_letter

from .tables import HEADERS, Rows, order, xls, xlsx


def fields_of(*headers: str) -> list[str]:
    found = suggest(Sheet(name="", rows=(headers,)))
    assert found is not None
    return [proposal.field for proposal in found.proposals]


def read(rows: Rows, merged: tuple[str, ...] = ()) -> Sheet:
    return read_sheets(xlsx(rows, merged=merged))[0]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("业主姓名", "customer_name"),
        ("顾客联系电话（必填）", "mobile"),
        ("收货人手机号码", "mobile"),
        ("receiverMobile", "mobile"),
        ("客戶姓名", "customer_name"),
        ("★服務地址", "address"),
        ("工程师手机", "technician_phone"),
        ("报障时间(yyyy-MM-dd)", "received_at"),
        ("createTime", "received_at"),
        ("create_time", "received_at"),
        ("客户诉求描述", "description"),
        ("购机年月日", "purchase_date"),
        ("机器序列号SN", "serial"),
        ("商品规格型号", "model"),
        ("退款申请金额（元）", "refund_amount"),
        ("物流单号", "tracking_no"),
        ("承运公司", "courier"),
        ("省/直辖市", "province"),
        ("保修状态", "warranty_status"),
    ],
)
def test_a_header_nobody_listed_is_known_by_its_ideas(header: str, field: str) -> None:
    assert fields_of(header, "备注", "品牌")[0] == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("手机 Mobile", "mobile"),
        ("订单号 Order No.", "order_no"),
        ("型号/色号", "model"),
        ("2、您的联系电话", "mobile"),
        ("苏宁订单号", "order_no"),
        ("您遇到的问题（请尽量详细）", "description"),
        ("谁接的", "agent"),
        ("Scheduled Start", "appointment_at"),
        ("custMobile", "mobile"),
    ],
)
def test_a_header_in_two_languages_or_in_plain_speech_is_known(header: str, field: str) -> None:
    assert fields_of(header, "备注", "品牌")[0] == field


def test_a_question_of_yes_or_no_is_like_no_field_unless_it_is_called_so() -> None:
    assert fields_of("是否有电梯", "是否保内", "姓名") == ["", "warranty_status", "customer_name"]


def test_a_region_in_one_cell_stands_before_the_address() -> None:
    rows = [["省市区", "详细地址", "姓名"], *[["浙江省杭州市西湖区", "文三路1号", "张三"]] * 3]
    found = suggest(read(rows))
    assert found is not None
    assert found.by_header()["省市区"] == "province"
    assert found.by_header()["详细地址"] == "address"


def test_an_english_client_bought_unless_somebody_else_did() -> None:
    assert fields_of("Client Name", "Phone")[0] == "customer_name"
    assert fields_of("Client Name", "用户电话")[0] == "client_name"


def test_a_field_is_given_once_and_to_the_better_header() -> None:
    assert fields_of("手机", "电话") == ["mobile", "phone"]
    assert fields_of("电话", "姓名") == ["mobile", "customer_name"]
    assert fields_of("产品名称", "产品类别") == ["product_name", "product_category"]
    assert fields_of("服务类型", "服务项目") == ["kind", "subcategory"]


def test_a_number_at_the_end_makes_a_variant() -> None:
    assert numbered("手机2") == ("手机", 2)
    assert fields_of("手机", "手机2", "自定义1", "自定义3") == [
        "mobile", "mobile_2", "custom_1", "custom_3",
    ]  # fmt: skip


def test_a_header_used_twice_is_kept_twice() -> None:
    found = suggest(Sheet(name="", rows=(("工单号", "名称", "数量", "名称", "数量"),)))
    assert found is not None
    assert found.by_header() == {
        "工单号": "external_no",
        "名称": "product_name",
        "数量": "quantity",
        "名称 (2)": "product_name_2",
        "数量 (2)": "quantity_2",
    }


def test_a_header_of_two_lines_keeps_them_in_its_key() -> None:
    found = suggest(Sheet(name="", rows=(("联系人\n（必填）", "手机 号码", " 地址 "),)))
    assert found is not None
    assert found.by_header() == {
        "联系人\n（必填）": "customer_name",
        "手机 号码": "mobile",
        "地址": "address",
    }


def test_a_work_order_number_is_our_own_only_where_no_other_is() -> None:
    assert fields_of("工单号", "消费者姓名")[0] == "external_no"
    assert fields_of("投诉单号", "工单号") == ["case_no", "work_order_no"]


def test_beside_users_a_client_is_the_maker_who_orders() -> None:
    assert fields_of("客户名称", "联系电话")[0] == "customer_name"
    assert fields_of("客户名称", "用户电话", "网点名称")[0] == "client_name"


def test_columns_that_say_nothing_are_left_out() -> None:
    assert fields_of("序号", "操作", "姓名", "满意度评分") == ["", "", "customer_name", ""]


def test_the_values_decide_where_the_header_does_not() -> None:
    rows = [["客户信息A", "其它", "手机"], *[["13800000001", "x", "张三"]] * 5]
    found = suggest(read(rows))
    assert found is not None
    assert found.by_header()["客户信息A"] == "mobile"
    assert found.by_header()["手机"] != "mobile"


@pytest.mark.parametrize("before", [0, 1, 5])
def test_the_names_are_found_below_titles(before: int) -> None:
    titles = [["2026年售后订单"], [], ["制表人：王", "", "日期：2026-01-09"], ["说明：必填"], []]
    sheet = read([*titles[:before], HEADERS, order()])
    assert find_header_row(sheet) == before + 1


def test_names_under_group_headers_are_the_lower_row() -> None:
    rows: Rows = [
        ["完工单报表"],
        ["序号", "下单信息", None, None, "应收客户货款", None, "状态"],
        [None, "店铺名称", "用户名", "用户电话", "服务费", "合计", None],
        [1, "一店", "张三", "13800000000", 50, 50, "完成"],
    ]
    merged = ("A1:G1", "A2:A3", "B2:D2", "E2:F2", "G2:G3")
    for areas in (merged, ()):
        found = suggest(read(rows, areas))
        assert found is not None
        assert found.layout.header_row == 3
        assert found.by_header() == {
            "序号": "", "店铺名称": "shop_name", "用户名": "customer_name", "用户电话": "mobile",
            "服务费": "fee_service", "合计": "fee_total", "状态": "status",
        }  # fmt: skip


def test_a_merged_group_lends_its_words() -> None:
    rows: Rows = [
        ["买家信息", None, "商品"],
        ["名称", "电话", "名称"],
        ["张三", "13800000000", "热水器"],
    ]
    found = suggest(read(rows, ("A1:B1",)))
    assert found is not None
    assert found.by_header()["名称"] == "customer_name"


def test_samples_sums_blank_and_repeated_rows_are_no_data() -> None:
    sample = [*order("示例"), "导入前请删除此行"]
    rows: Rows = [
        ["订单数据"],
        HEADERS,
        sample,
        order(),
        [],
        HEADERS,
        order("李四"),
        ["合计", "", 2],
    ]
    sheet = read_sheets(xls(rows))[0]
    found = suggest(sheet)
    assert found is not None
    kept, skipped = data_rows(sheet, found.layout)
    assert [row.number for row in kept] == [4, 7]
    assert skipped == {
        3: Skipped.SAMPLE, 5: Skipped.EMPTY, 6: Skipped.HEADER_AGAIN, 8: Skipped.SUM,
    }  # fmt: skip
    assert len(found.layout.columns) == len(HEADERS)


def test_merged_cells_speak_for_all_their_rows() -> None:
    rows: Rows = [["日期", "客户", "型号"], ["2026-01-09", "张三", "A1"], [None, "李四", "A2"]]
    sheet = read(rows, ("A2:A3",))
    found = suggest(sheet)
    assert found is not None
    kept, _ = data_rows(sheet, found.layout)
    assert kept[1].cells[0] == "2026-01-09"


def test_the_sheet_of_orders_is_taken_not_the_list_of_words() -> None:
    words = [["常用产品", "服务项目"], ["油烟机", "安装"], ["燃气灶", "维修"]]
    sheets = read_sheets(xls([["订单数据"], HEADERS, order()], second=words))
    known = sheet_to_take(sheets)
    assert known["订单"] > known["常用产品"]


def test_a_sheet_without_names_gives_no_suggestion() -> None:
    assert suggest(Sheet(name="", rows=((1.0, 2.0), (3.0, 4.0)))) is None


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_stand_as_a_header(header: str) -> None:
    assert all(0 <= score <= 1 for score in likeness(header).values())
    assert isinstance(ideas_of(header), tuple)
    assert looks_of(header) is not None


def test_every_listed_name_is_recognised_as_its_own_field() -> None:
    for name in lexicon().names:
        assert known_field(name.field)
    assert units("orderCreateDate") == ["order", "create", "date"]
    assert likeness("订单来源")["channel"] == 1


def test_most_columns_of_many_layouts_are_understood() -> None:
    """Our own layouts, written from practice: not those by which the words were chosen first."""
    layouts: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("layouts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            layouts.setdefault(row["format"], {})[row["header"]] = row["field"]
    right = total = 0
    for columns in layouts.values():
        given = dict(zip(columns, fields_of(*columns), strict=True))
        right += sum(given[header] == field for header, field in columns.items())
        total += len(columns)
    assert right / total > 0.94, f"{right} of {total}"


def test_later_batches_are_understood_with_their_values() -> None:
    """Each was measured once before a word was taught from it: docs/howto/import-files.md."""
    layouts: dict[tuple[str, str], list[tuple[str, str, list[str]]]] = {}
    with Path(__file__).with_name("fresh_layouts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            column = (row["header"], row["field"], row["values"].split("|"))
            layouts.setdefault((row["batch"], row["format"]), []).append(column)
    right = total = 0
    for columns in layouts.values():
        headers, fields, values = zip(*columns, strict=True)
        found = suggest(Sheet(name="", rows=(headers, *zip(*values, strict=True))))
        assert found is not None
        right += sum(map(str.__eq__, fields, (one.field for one in found.proposals)))
        total += len(columns)
    assert right / total > 0.96, f"{right} of {total}"


@pytest.mark.parametrize(
    ("other", "field"),
    [("退款金额", "order_amount"), ("实付金额(元)", ""), ("交易金额", ""), ("订单金额", "")],
)
def test_what_goods_cost_is_no_refund_and_no_fee(other: str, field: str) -> None:
    rows = (
        ("退款编号", "商品总价(元)", other),
        ("T100200", "299", "299"),
        ("T100201", "120", "90"),
    )
    found = suggest(Sheet(name="", rows=rows))
    assert found is not None
    assert found.by_header()["商品总价(元)"] == field


def test_evidence_speaks_for_and_against() -> None:
    shares = shares_of(["13800000000", "13900000000", "0757-22222222"])
    assert evidence("phone", shares, 3) > 0 > evidence("time", shares, 3)
    assert evidence("phone", {}, 0) == 0


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip
