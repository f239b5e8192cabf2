"""The history as auditors read it: no code, no id where people know a name."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import resolve
from django.utils import translation

from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import EntryRow
from aftercare.people.organisation.actions import open_unit
from aftercare.people.staff.actions import hire_member
from aftercare.people.staff.queries import member_brief
from aftercare.web.desk.case_stream import stream_of
from aftercare.web.desk.history_labels import SUBJECTS, TOGETHER
from aftercare.web.desk.history_words import told
from tests.makers import company
from tests.spares import an_order

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def entry(
    verb: str,
    detail: dict[str, Any],
    subject: str = "case:1",
    typed: dict[str, str | None] | None = None,
) -> EntryRow:
    return EntryRow(
        id=1,
        subject=subject,
        seq=1,
        at=NOW,
        user_id=None,
        actor_name="",
        kind="system",
        verb=verb,
        said=verb,
        detail=detail,
        words=typed or {},
        hash="",
    )


def words(verb: str, **detail: Any) -> str:
    with translation.override("zh-hans"):
        (one,) = told(actor=SYSTEM, rows=[entry(verb, detail)], now=NOW)
        return " · ".join(f"{name} {text}" for name, text in one.details)


@pytest.mark.parametrize(
    ("verb", "detail", "text"),
    [
        ("case.advanced", {"stage": "proposing", "v": 4}, "状态 拟定方案"),
        ("case.classified", {"changed": {"level": ["one", "two"]}}, "变更 级别 一级 → 二级"),
        (
            "case.registered",
            {"urgent": True, "safety": False, "severity": "A"},
            "紧急 是 · 严重程度 A 严重",
        ),
        ("case.findings_recorded", {"cause": "material", "finding": 3}, "根本原因 材料"),
        ("case.option_added", {"kind": "exchange"}, "处理方案 换货"),
        ("case.owner_warned", {"code": "solution", "percent": 90}, "承诺 解决方案 · 已用时间 90%"),
        ("commitment.met", {"codes": ["analysis", "solution"]}, "时限承诺 初步分析、解决方案"),
        ("commitment.rang", {"alarms": ["used_90", "breach"]}, "提醒 已用 90%、已到期"),
        ("commitment.rearmed", {"dues": {"solution": None}}, "到期 解决方案 无"),
        (
            "case.paused",
            {"longest_until": "2026-12-01T02:00:00+00:00"},
            "最长至 12月1日 周二 10:00",
        ),
        ("customer.registered", {"region": "310110"}, "地区 上海市杨浦区"),
        (
            "triage.trained",
            {"field": "kind", "cases": 28, "state": "rejected"},
            "字段 服务类型 · 留出样本 28 张服务单 · 结果 未优于现有",
        ),
        (
            "messaging.switched",
            {"occasion": "registered", "on": True},
            "消息 受理通知：单号与查询码 · 会通知 是",
        ),
        ("gear.inspected", {"on": "2026-11-21"}, "日期 11月21日 周六"),
        ("gear.inspected", {"on": "some day"}, "日期 some day"),
        ("order.paid", {"way": "cash", "amount": "80"}, "支付方式 现金（凭收据） · 金额（元） 80"),
        ("order.done_at_door", {"visit": 3, "deed": "price_declined"}, "登记 客户不同意报价"),
        (
            "order.step_checked",
            {"check": "confirm_goods", "answer": "done"},
            "步骤 核对产品型号与序列号 · 答复 完成",
        ),
        (
            "order.photo_taken",
            {"check": "our_own", "shows": "other"},
            "步骤 our_own · 照片内容 其他",
        ),
        ("order.photo_taken", {"check": "", "shows": "nameplate"}, "照片内容 铭牌"),
        ("order.arrived", {"moment": "2026-12-01T02:00:00+00:00"}, "时间 12月1日 周二 10:00"),
        (
            "order.offered",
            {
                "pool": 2,
                "window": "2026-11-26T01:00:00.000000+00:00",
                "until_at": "2026-11-26T04:00:00.000000+00:00",
            },
            "约定时段起 11月26日 周四 09:00 · 到 11月26日 周四 12:00",
        ),
        ("order.taken", {"pool": 2}, ""),
        ("till.counted", {"count": 7, "difference": "-10.00"}, "差额 -10.00"),
        ("till.declared", {"declared": 7, "difference": "0.00"}, "差额 0.00"),
        ("case.held", {"kind": "work_order"}, "等待事项 工单"),
        ("role.saved", {"grants": ["cases.see_cases", "views.*"]}, "权限数 2"),
    ],
)
def test_codes_are_told_in_words(verb: str, detail: dict[str, Any], text: str) -> None:
    assert words(verb, **detail) == text


def test_people_are_told_by_name() -> None:
    unit = open_unit(actor=SYSTEM, code="Q", name="质量部", kind="department", now=NOW)
    member = hire_member(
        actor=SYSTEM, number="1", name="罗敏", org_unit_id=unit.id, title="", is_head=False, now=NOW
    )
    assert words("case.assigned", owner=member.id) == "负责人 罗敏"
    assert words("order.assigned", appointment=3, technicians=[member.id]) == "上门人员 罗敏"
    assert words("staff.moved", org_unit_id=unit.id) == "部门 质量部"
    (one,) = told(actor=SYSTEM, rows=[entry("staff.left", {}, f"staff:{member.id}")], now=NOW)
    assert one.subject.endswith("罗敏")
    assert one.url == f"/desk/staff/{member.id}"


def test_a_number_is_told_once() -> None:
    said = {"number": "WO261123-00026", "lack": "WO261123-00026"}
    assert words("case.order_opened", **said).count("WO261123-00026") == 1


def test_what_was_typed_stands_there_until_it_is_erased() -> None:
    sealed = {"words": {"reason": "0a", "q": "0b"}}
    row = entry("case.edited", sealed, typed={"reason": "错字", "q": None})
    with translation.override("zh-hans"):
        (one,) = told(actor=SYSTEM, rows=[row], now=NOW)
    assert one.details == [("原因说明", "错字"), ("搜索内容", "文字已删除")]


def test_what_nobody_foresaw_is_shown_as_it_is() -> None:
    assert words("made.up", brand_new="so") == "brand new so"


@pytest.mark.parametrize("code", [f"{kind}:1" for kind in sorted(SUBJECTS)] + [
    f"{kind}:all" for kind in sorted(TOGETHER)])  # fmt: skip
def test_every_subject_has_a_name_and_only_pages_that_are_there(code: str) -> None:
    with translation.override("zh-hans"):
        (one,) = told(actor=SYSTEM, rows=[entry("made.up", {}, code)], now=NOW)
    assert one.subject
    if one.url:
        resolve(one.url)


def test_a_case_tells_which_promise_was_kept_and_none_where_none_was() -> None:
    entries = [
        entry("commitment.met", {"codes": codes}) for codes in (["analysis", "solution"], [])
    ]
    with translation.override("zh-hans"):
        shown = [item.title for item in stream_of(contacts=[], entries=entries, files=[], names={})]
    assert shown == ["承诺已兑现：初步分析、解决方案"]


def test_an_applied_plan_names_orders_and_people() -> None:
    us = company()
    order = order_brief(actor=SYSTEM, order_id=an_order(us))
    who = member_brief(actor=SYSTEM, member_id=us.handler.staff_id or 0)
    said = words("plan.applied", orders=[order.id], left=[], technicians=[who.id])
    assert said == f"工单 {order.number} · 上门人员 {who.name}"
    assert words("plan.made", orders=3) == "拟调整的上门 3"
