"""Parts, prices of work and counted stock from files: told row by row; all of it, or nothing."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from aftercare.casework.imports import actions, queries
from aftercare.casework.imports.queries import ImportBrief, Options
from aftercare.customers.products.actions import load_lines
from aftercare.fieldservice.quotes.queries import prices_on
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.spares.queries import PartDraft, part_by_code
from aftercare.fieldservice.stores.actions import receive_parts, set_aside
from aftercare.fieldservice.stores.queries import MovementFilter, Some, movements, shelves
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotAllowed
from tests import makers
from tests.makers import FRIDAY, Company
from tests.visits import ordered

pytestmark = pytest.mark.django_db

Rows = Sequence[Sequence[object]]

PARTS: Rows = [
    ["配件目录（2026年1月）"],
    ["配件编码*", "配件名称", "单位", "单价（元）", "正规货源", "适用产品线", "质保天数",
     "逐件编号", "是否在用"],
    ["XBJ-001", "主板", "块", "¥320.00", "华强电子、美达", "家用电器", 90.0, "是", "是"],
    ["XBJ-002", "排水泵", "", 85.0, "美达", "", "", "否", ""],
]  # fmt: skip


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="store")
def _store(company: Company) -> int:
    load_lines(actor=SYSTEM, now=FRIDAY)
    return open_place(
        actor=SYSTEM, kind="station", name="上海站备件库", org_unit_id=company.east, now=FRIDAY
    )


@pytest.fixture(name="pump")
def _pump(store: int) -> int:
    del store
    draft = PartDraft(
        code="P-1", name="泵", measure="个", suppliers=["美达"], price_amount=Decimal(9)
    )
    return save_part(actor=SYSTEM, draft=draft, now=FRIDAY)


def xlsx(rows: Rows) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


def checked(target: str, rows: Rows, *, actor: Actor = SYSTEM, change: bool = False) -> ImportBrief:
    run = actions.upload_table(
        actor=actor, name="表.xlsx", content=xlsx(rows), target=target, now=FRIDAY
    )
    cards = queries.columns(actor=actor, run_id=run.id)
    actions.check_import(
        actor=actor, run_id=run.id, fields={card.key: card.field for card in cards},
        options=Options(kind_words={}, change_known=change), now=FRIDAY, inline=True,
    )  # fmt: skip
    return actions.check_rows(actor=actor, run_id=run.id, now=FRIDAY)


def imported(target: str, rows: Rows, *, change: bool = False) -> ImportBrief:
    run = checked(target, rows, change=change)
    assert said(run) == [] or not run.wrong_count, said(run)
    actions.start_import(actor=SYSTEM, run_id=run.id, now=FRIDAY, inline=True)
    return actions.import_rows(actor=SYSTEM, run_id=run.id, now=FRIDAY)


def said(run: ImportBrief) -> list[tuple[int, str]]:
    report = queries.report(actor=SYSTEM, run_id=run.id)
    return [(one.row, one.wrong) for one in report.problems]


def test_a_list_of_parts_becomes_parts_with_their_sources_and_prices(store: int) -> None:
    del store
    assert imported("spares", PARTS).imported_count == 2
    board, pump = (part_by_code(actor=SYSTEM, code=code) for code in ("xbj-001", "XBJ-002"))
    assert board is not None
    assert pump is not None
    assert (board.name, f"{board.price_amount}") == ("主板", "320.00")
    assert list(board.suppliers) == ["华强电子", "美达"]
    assert (board.product_lines, board.warranty_days, board.has_serials) == (
        ["appliance"],
        90,
        True,
    )
    assert (pump.measure, pump.has_serials, pump.is_kept) == ("个", False, True)
    assert checked("spares", PARTS).left_out_count == 2


def test_prices_of_known_parts_change_only_where_that_is_wished(store: int) -> None:
    del store
    imported("spares", PARTS)
    dearer: Rows = [["配件编码", "单价"], ["xbj-002", 99.5]]
    run = checked("spares", dearer)
    assert (run.ready_count, said(run)) == (0, [(2, "已有记录，内容不同：单价。")])
    assert imported("spares", dearer, change=True).changed_count == 1
    pump = part_by_code(actor=SYSTEM, code="XBJ-002")
    assert pump is not None
    assert (pump.price_amount, pump.name, pump.suppliers) == (Decimal("99.50"), "排水泵", ["美达"])


def test_a_new_part_without_price_or_source_keeps_the_whole_file_out(store: int) -> None:
    del store
    rows: Rows = [*PARTS, ["XBJ-003", "风扇", "", "", "美达", "飞机", "", "", ""],
                  ["XBJ-004", "风扇", "", "", "", "", "一年", "", ""]]  # fmt: skip
    run = checked("spares", rows)
    assert said(run) == [(5, "没有这条产品线。"), (6, "“一年”不是可用的数字。")]
    with pytest.raises(actions.NotNow):
        actions.start_import(actor=SYSTEM, run_id=run.id, now=FRIDAY, inline=True)
    assert part_by_code(actor=SYSTEM, code="XBJ-001") is None


def test_a_price_list_begins_on_its_day_and_leaves_the_rest_as_it_was(company: Company) -> None:
    del company
    first: Rows = [["收费项目", "金额", "生效日期"], ["维修", 80.0, "2026-01-09"],
                   ["安装", 120.0, "2026-01-09"], ["上门费", 30.0, "2026-01-09"]]  # fmt: skip
    imported("prices", first)
    later: Rows = [["收费项目", "收费标准", "生效日期"], ["repair", "¥95", "2026/2/1"]]
    imported("prices", later)
    now, then = (prices_on(actor=SYSTEM, day=date(2026, month, 10)) for month in (1, 2))
    assert now is not None
    assert then is not None
    sums = [(one.labour["repair"], one.labour["installation"], one.trip_amount)
            for one in (now, then)]  # fmt: skip
    assert sums == [
        (Decimal(80), Decimal(120), Decimal(30)),
        (Decimal(95), Decimal(120), Decimal(30)),
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["维修", 80.0, "2026-01-08"], "“2026-01-08”早于今天。"),
        (["唱歌", 80.0, "2026-02-01"], "没有这个收费项目。"),
        (["维修", "八十", "2026-02-01"], "“八十”不是可用的数字。"),
        (["维修", 80.0, ""], "这一格不能为空。"),
        (["维修", 80.0, "2026-01-20"], "这一天已有另一份价目表开始执行。"),
    ],
)
def test_a_price_that_cannot_be_is_named(company: Company, row: list[object], wrong: str) -> None:
    del company
    imported("prices", [["收费项目", "金额", "生效日期"], ["维修", 1.0, "2026-01-20"]])
    run = checked("prices", [["收费项目", "金额", "生效日期"], row])
    assert wrong in {text for _row, text in said(run)}


COUNT = ["库位", "配件编码", "供应商", "供货批次", "实盘数量", "序列号", "差异原因"]


def test_what_was_counted_is_so_and_a_batch_that_is_new_comes_from_its_source(
    store: int, pump: int
) -> None:
    receive_parts(actor=SYSTEM, place_id=store, part_id=pump, supplier="美达", lot_number="L1",
                  count=5, now=FRIDAY)  # fmt: skip
    run = imported("stock", [COUNT, ["上海站备件库", "p-1", "", "l1", 3.0, "", "破损"],
                             ["上海站备件库", "P-1", "", "L2", 4.0, "", ""]])  # fmt: skip
    assert (run.imported_count, run.changed_count) == (1, 1)
    assert {row.lot_number: row.count for row in shelves(actor=SYSTEM, part_id=pump)} == {
        "L1": 3, "L2": 4
    }  # fmt: skip
    found = movements(actor=SYSTEM, wanted=MovementFilter()).rows
    moves = [(one.kind, one.count, one.reason) for one in found]
    assert ("missing", 2, "破损") in moves
    assert ("received", 4, "") in moves


def test_pieces_with_numbers_are_counted_by_their_numbers(store: int) -> None:
    imported("spares", PARTS)
    rows: Rows = [COUNT, ["上海站备件库", "XBJ-001", "美达", "L9", 2.0, "SN1、SN2", ""]]
    imported("stock", rows)
    (shelf,) = shelves(actor=SYSTEM, place_id=store)
    assert (shelf.count, sorted(shelf.serials)) == (2, ["SN1", "SN2"])
    assert checked("stock", rows).left_out_count == 1
    fewer: Rows = [COUNT, ["上海站备件库", "XBJ-001", "美达", "L9", 1.0, "SN2", ""]]
    assert imported("stock", fewer).changed_count == 1
    (shelf,) = shelves(actor=SYSTEM, place_id=store)
    assert (shelf.count, list(shelf.serials)) == (1, ["SN2"])


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["没有的库", "P-1", "美达", "L1", 3.0], "没有这个库位，或不归您管理。"),
        (["上海站备件库", "P-9", "美达", "L1", 3.0], "配件目录里没有这个编码。"),
        (["上海站备件库", "P-1", "路边摊", "L2", 3.0], "供应商不是该配件的正规货源。"),
        (["上海站备件库", "P-1", "美达", "L1", 1.0], "盘点数少于已为工单预留的数量。"),
        (["上海站备件库", "P-1", "美达", "L1", -1.0], "“-1”不是可用的数字。"),
        (["上海站备件库", "P-1", "美达", "", 1.0], "这一格不能为空。"),
    ],
)
def test_a_count_that_cannot_be_is_named(
    company: Company, store: int, pump: int, row: list[object], wrong: str
) -> None:
    receive_parts(actor=SYSTEM, place_id=store, part_id=pump, supplier="美达", lot_number="L1",
                  count=5, now=FRIDAY)  # fmt: skip
    set_aside(actor=SYSTEM, place_id=store, some=Some(part_id=pump, count=2),
              order_id=ordered(company.agent).id, now=FRIDAY)  # fmt: skip
    run = checked("stock", [COUNT, row])
    assert [text for _row, text in said(run)] == [wrong]


def test_one_batch_counted_in_two_rows_is_an_error(store: int, pump: int) -> None:
    del store, pump
    row = ["上海站备件库", "P-1", "美达", "L1", 3.0]
    run = checked("stock", [COUNT, row, row])
    assert said(run) == [(3, "第 2 行已盘点同一批次。")]


def test_who_may_not_set_prices_uploads_none(company: Company) -> None:
    with pytest.raises(NotAllowed):
        actions.upload_table(actor=company.agent, name="a.csv", content=b"a,b\n1,2\n",
                             target="prices", now=FRIDAY)  # fmt: skip
