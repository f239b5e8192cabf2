"""Customers, their goods and the catalogue from files: known again, told, never overwritten."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from aftercare.casework.imports import actions, adapters, queries
from aftercare.casework.imports.queries import ImportBrief, Options
from aftercare.casework.imports.tests.tables import Rows, delimited, xls, xlsx
from aftercare.customers.batches.queries import batches_of
from aftercare.customers.parties.queries import customers_by_phone, files_by_phone
from aftercare.customers.products.actions import load_lines
from aftercare.customers.products.queries import model_by_code, parts_of
from aftercare.customers.units.queries import units_by_code, units_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import verify
from aftercare.foundation.errors import Invalid, NotAllowed
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db

PEOPLE: Rows = [
    ["客户名单（2026年1月）"],
    ["客户姓名*", "手机", "备用电话", "电子邮箱", "省", "市", "详细地址", "客户性质", "客户分级",
     "备注"],
    ["张伟", 13800138001.0, "0757-22223333", "zw@example.com", "广东省", "佛山市", "文星路3号",
     "个人", "重要客户", "下午联系"],
    ["安居酒店", "139 0013 9002", "", "", "", "", "上海市杨浦区国权路1号", "公司", "", ""],
]  # fmt: skip
THINGS: Rows = [
    ["客户姓名", "手机", "品牌", "型号", "商品名称", "序列号", "生产批次", "购买日期", "购买渠道",
     "订单号", "实付金额", "凭证类型", "签收日期", "安装日期"],
    ["张伟", "13800138001", "安心", "KFR-35GW", "", "SN001", "B2501", "2025年6月1日", "天猫", "T1",
     "¥2,999.00", "发票", "2025-06-03", "2025/6/5"],
    ["李雷", "13700137003", "", "", "实木餐桌", "", "", 45800.0, "门店", "T2", "", "", "", ""],
]  # fmt: skip
MODELS: Rows = [
    ["品牌", "型号", "商品名称", "产品类别", "产品线", "说明书网址", "是否在售"],
    ["安心", "KFR-35GW", "1.5匹空调", "空调", "家用电器", "https://example.com/m.pdf", "是"],
    ["安心", "SF-3", "三人沙发", "沙发", "furniture", "", "停售"],
]


@pytest.fixture
def manager(company: Company) -> Actor:
    load_lines(actor=SYSTEM, now=FRIDAY)
    return company.manager


def checked(actor: Actor, target: str, content: bytes, *, change: bool = False) -> ImportBrief:
    run = actions.upload_table(
        actor=actor, name="表.xlsx", content=content, target=target, now=FRIDAY
    )
    cards = queries.columns(actor=actor, run_id=run.id)
    options = Options(kind_words={}, change_known=change)
    actions.check_import(actor=actor, run_id=run.id, fields={c.key: c.field for c in cards},
                         options=options, now=FRIDAY, inline=True)  # fmt: skip
    return actions.check_rows(actor=actor, run_id=run.id, now=FRIDAY)


def imported(actor: Actor, target: str, content: bytes, *, change: bool = False) -> ImportBrief:
    run = checked(actor, target, content, change=change)
    problems = queries.report(actor=actor, run_id=run.id).errors
    assert not problems
    actions.start_import(actor=actor, run_id=run.id, now=FRIDAY, inline=True)
    return actions.import_rows(actor=actor, run_id=run.id, now=FRIDAY)


def said(actor: Actor, run: ImportBrief) -> list[tuple[int, str]]:
    report = queries.report(actor=actor, run_id=run.id)
    return [(one.row, one.wrong) for one in report.problems]


def counts(run: ImportBrief) -> tuple[int, int, int]:
    return run.ready_count, run.wrong_count, run.left_out_count


def test_customers_come_with_all_that_the_file_says(manager: Actor) -> None:
    run = imported(manager, "customers", xls(PEOPLE))
    assert (run.imported_count, run.changed_count) == (2, 0)
    known = files_by_phone(actor=manager, phones=["13800138001", "13900139002", "075722223333"])
    one, other = known["13800138001"], known["13900139002"]
    assert (one.name, one.grade, one.email, one.notes) == (
        "张伟", "valued", "zw@example.com", "下午联系")  # fmt: skip
    assert one.address == "广东省佛山市文星路3号"
    assert known["075722223333"].id == one.id
    assert (other.kind, other.grade) == ("company", "ordinary")
    assert not verify(actor=SYSTEM, progress=lambda _n: None).faults


LINES = {"furniture", "home", "appliance", "building"}
CODES = {"invoice", "order", "card", "person", "company", "ordinary", "valued"}


@pytest.mark.parametrize(
    ("target", "rows"), [("customers", PEOPLE), ("units", THINGS), ("models", MODELS)]
)
def test_the_same_file_twice_changes_nothing(manager: Actor, target: str, rows: Rows) -> None:
    imported(manager, target, xlsx(rows))
    for change in (False, True):
        again = checked(manager, target, delimited_gb(rows), change=change)
        assert counts(again) == (0, 0, 2), said(manager, again)


def delimited_gb(rows: Rows) -> bytes:
    """The same as text, in the encoding of old programs."""
    plain = [["" if c is None else str(c).replace(",", "") for c in row] for row in rows]
    return delimited(plain, delimiter="\t", encoding="gb18030")


def test_what_is_known_is_told_and_changed_on_wish_alone(manager: Actor) -> None:
    imported(manager, "customers", xlsx(PEOPLE))
    other = [PEOPLE[1], ["张伟伟", "13800138001", "", "", "", "", "", "", "", ""]]
    told = checked(manager, "customers", xlsx(other))
    assert counts(told) == (0, 0, 1)
    assert said(manager, told) == [(2, "已有记录，内容不同：名称。")]
    run = imported(manager, "customers", xlsx(other), change=True)
    assert (run.imported_count, run.changed_count) == (0, 1)
    file = files_by_phone(actor=manager, phones=["13800138001"])["13800138001"]
    assert (file.name, file.notes) == ("张伟伟", "下午联系")


def test_purchases_bring_their_things_and_owners(manager: Actor) -> None:
    imported(manager, "models", xlsx(MODELS))
    run = imported(manager, "units", xlsx(THINGS))
    assert run.imported_count == 2
    (unit,) = units_by_code(actor=manager, code="sn001")
    assert (unit.title, unit.purchased_on, unit.proof) == (
        "安心 KFR-35GW", date(2025, 6, 1), "invoice")  # fmt: skip
    assert (str(unit.paid_amount), unit.installed_on) == ("2999.00", date(2025, 6, 5))
    (lei,) = customers_by_phone(actor=manager, digits="13700137003")
    (table,) = units_of(actor=manager, customer_id=lei.id)
    assert (table.title, table.purchased_on) == ("实木餐桌", date(2025, 5, 23))


def test_the_catalogue_comes_with_parts_and_batches(manager: Actor) -> None:
    imported(manager, "models", xlsx(MODELS))
    model = model_by_code(actor=manager, code="kfr-35gw")
    assert model is not None
    assert (model.line_code, model.manual_url) == ("appliance", "https://example.com/m.pdf")
    sofa = model_by_code(actor=manager, code="SF-3")
    assert sofa is not None
    assert not sofa.is_sold
    imported(manager, "parts", xlsx([["品牌", "型号", "部件名称", "部件编码", "供应商"],
                                     ["安心", "KFR-35GW", "压缩机", "P1", "凌达"]]))  # fmt: skip
    imported(manager, "batches", xlsx([
        ["型号", "批次号", "生产日期", "生产线", "材料批号"],
        ["KFR-35GW", "B2501", "2025-01-05", "L1", "M1、M2"]]))  # fmt: skip
    (part,) = parts_of(actor=manager, model_id=model.id)
    assert (part.name, part.supplier) == ("压缩机", "凌达")
    (batch,) = batches_of(actor=manager, model_id=model.id).rows
    assert (batch.number, batch.made_on, batch.materials) == (
        "B2501", date(2025, 1, 5), ["M1", "M2"])  # fmt: skip


WRONG: list[tuple[str, Rows, list[str]]] = [
    ("customers", [["姓名", "手机"], ["甲", "138****0001"]], ["号码中有隐藏的数字。"]),
    ("customers", [["姓名", "手机", "客户性质"], ["甲", "13800000001", "外星人"]],
     ["不认识“外星人”。"]),
    ("customers", [["姓名", "手机"], ["甲", ""]], ["没有电话也没有邮箱，以后无法认出这位客户。"]),
    ("customers", [["姓名", "手机", "备用电话"], ["甲", "13800000001", ""],
                   ["乙", "13800000002", "13800000001"]], ["13800000001"]),
    ("units", [["手机", "商品名称", "购买日期"], ["13800000001", "床", "2031-01-01"]],
     ["晚于当前时间"]),
    ("units", [["手机", "商品名称", "序列号"], ["", "床", "X9"]], ["不知道是谁的产品。"]),
    ("units", [["手机", "商品名称", "实付金额"], ["13800000001", "床", "很贵"]], ["可用的数字"]),
    ("units", [["手机", "型号", "品牌", "序列号"], ["13800000001", "ZZ-1", "安心", "S1"]],
     ["产品目录里没有这个型号。"]),
    ("models", [["品牌", "型号", "产品线"], ["安心", "X1", "火箭"]], ["没有这条产品线。"]),
    ("models", [["品牌", "型号", "产品线"], ["", "X1", "家用电器"]], ["这一格不能为空。"]),
    ("parts", [["品牌", "型号", "部件名称"], ["安心", "ZZ-9", "电机"]], ["产品目录里没有这个型号"]),
    ("batches", [["型号", "批次号"], ["ZZ-9", "B1"]], ["产品目录里没有这个型号"]),
]  # fmt: skip


@pytest.mark.parametrize(("target", "rows", "words"), WRONG)
def test_what_is_wrong_is_said_in_words(
    manager: Actor, target: str, rows: Rows, words: list[str]
) -> None:
    told = said(manager, checked(manager, target, xlsx(rows)))
    for word in words:
        assert any(word in sentence for _row, sentence in told), told


def test_all_errors_of_a_line_are_told_at_once(manager: Actor) -> None:
    imported(manager, "customers", xlsx([["姓名", "手机"], ["甲", "13800000001"]]))
    run = checked(manager, "units", xlsx([
        ["手机", "型号", "品牌", "序列号", "实付金额"],
        ["13800000001", "ZZ-1", "安心", "S1", "很贵"],
        ["138", "ZZ-1", "安心", "S2", "1"],
        ["13800000001", "ZZ-1", "安心", "S3", "1"],
    ]))  # fmt: skip
    told = said(manager, run)
    unknown = [row for row, sentence in told if "产品目录里没有这个型号" in sentence]
    assert unknown == [2, 4], "of a line whose owner cannot be read nothing is supposed"
    assert [row for row, _sentence in told if row == 2] == [2, 2]
    assert counts(run) == (1, 2, 0)


def test_a_serial_number_does_not_change_hands(manager: Actor) -> None:
    imported(manager, "units", xlsx(THINGS))
    row = list(THINGS[1])
    row[0], row[1] = "别人", "13900000000"
    run = checked(manager, "units", xlsx([THINGS[0], row]))
    assert said(manager, run) == [(2, "这个序列号已在另一位客户名下。")]


def test_an_import_that_is_stopped_leaves_nothing_behind(manager: Actor) -> None:
    head = ["客户姓名", "手机"]
    rows = [head, *([f"客户{n}", f"138{n:08d}"] for n in range(510))]
    run = checked(manager, "customers", xlsx(rows))
    actions.start_import(actor=manager, run_id=run.id, now=FRIDAY, inline=True)

    def tell(done: int, _total: int) -> None:
        if done:
            raise adapters.Stopped

    with pytest.raises(adapters.Stopped):
        actions.import_rows(actor=manager, run_id=run.id, now=FRIDAY, tell=tell)
    assert not files_by_phone(actor=SYSTEM, phones=["13800000001"])


def test_it_takes_a_grant_of_its_own(company: Company) -> None:
    with pytest.raises(NotAllowed):
        checked(company.agent, "customers", xlsx(PEOPLE))
    with pytest.raises(Invalid):
        checked(company.manager, "nonsense", xlsx(PEOPLE))


def test_out_of_sight_a_customer_is_known_and_nothing_more(company: Company) -> None:
    imported(company.manager, "customers", xlsx(PEOPLE))
    grants = company.stranger.grants | {"registers.write_records"}
    stranger = replace(company.stranger, grants=grants)
    other: list[list[Any]] = [list(PEOPLE[1]), list(PEOPLE[2])]
    other[1][0] = "改名"
    run = checked(stranger, "customers", xlsx(other), change=True)
    assert counts(run) == (0, 0, 1)
    assert said(stranger, run) == [(2, "已有相同的记录。")]


CODES = {"invoice", "order", "card", "person", "company", "ordinary", "valued"}


@pytest.mark.parametrize(
    ("target", "rows"), [("customers", PEOPLE), ("units", THINGS), ("models", MODELS)]
)
def test_what_goes_out_comes_in_again_and_changes_nothing(
    manager: Actor, client: Client, target: str, rows: Rows
) -> None:
    imported(manager, target, xlsx(rows))
    client.force_login(User.objects.get(id=manager.user_id or 0))
    for form in ("xlsx", "csv"):
        given = {"target": target, "form": form, "reason": "每年核对"}
        answer = client.post("/desk/customers/export", given)
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        if form == "csv":
            assert not (CODES | LINES) & set(re.split(r"[,\r\n]+", content.decode()))
        again = checked(manager, target, content, change=True)
        assert counts(again) == (0, 0, 2), said(manager, again)
    masked = client.post("/desk/customers/export", {"target": target, "form": "json"})
    text = b"".join(masked.streaming_content).decode()  # type: ignore[attr-defined]
    assert "13800138001" not in text
    assert "张伟" not in text


def test_a_reason_is_needed_and_kept(company: Company, client: Client) -> None:
    client.force_login(User.objects.get(id=company.manager.user_id or 0))
    short = client.post("/desk/customers/export",
                        {"target": "customers", "form": "csv", "reason": "x"})  # fmt: skip
    assert short.status_code == 422
    client.force_login(User.objects.get(id=company.agent.user_id or 0))
    assert client.get("/desk/customers/export").status_code == 403
