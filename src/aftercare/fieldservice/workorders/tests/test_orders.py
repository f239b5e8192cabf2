"""A work order from opening to end; its case waits for it (R-FS-01)."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import CaseBrief, holds_of
from aftercare.casework.relations.actions import merge_cases
from aftercare.customers.units.actions import add_unit
from aftercare.fieldservice.workorders.actions import (
    OrderRefused,
    call_off_order,
    change_order,
    finish_order,
    note_order_state,
    open_order,
)
from aftercare.fieldservice.workorders.queries import (
    HOLD,
    OrderBrief,
    OrderDraft,
    State,
    address_of,
    first_time_fix,
    following,
    order_brief,
    orders_of,
    orders_waiting,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound, Refusal
from aftercare.people.skills.actions import write_skill
from tests import makers
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="case")
def _case(company: Company) -> CaseBrief:
    return complaint(company.agent, kind="repair", product_line="appliance",
                     product_text="壁挂空调", address="上海市闵行区示例路88号").case  # fmt: skip


def opened(actor: Actor, case: CaseBrief, **said: object) -> OrderBrief:
    draft = OrderDraft(**({"job": "repair"} | said))  # type: ignore[arg-type]
    return open_order(actor=actor, case_id=case.id, draft=draft, now=FRIDAY)


def holds(case: CaseBrief) -> list[str]:
    return holds_of(actor=SYSTEM, case=case)


def test_an_order_knows_from_case_and_norm_what_it_takes(company: Company, case: CaseBrief) -> None:
    height = "特种作业操作证（高处安装、维护、拆除作业）"
    write_skill(actor=SYSTEM, skill_id=None, name=height, kinds=(), categories=(),
                product_lines=(), levels=(), warn_days=30, is_active=True, now=FRIDAY)  # fmt: skip
    order = opened(company.agent, case)
    assert order.number.startswith("WO260109-")
    assert (order.goods, order.minutes, order.persons) == ("壁挂空调", 90, 1)
    assert order.org_unit_id == case.org_unit_id
    assert {"safety_belt", "voltage_tester", "vacuum_pump"} <= set(order.gear)
    assert len(order.skills) == 1
    assert order.due_at is not None
    assert address_of(actor=SYSTEM, order=order) == "上海市闵行区示例路88号"
    assert orders_waiting(actor=company.agent) == [order]
    assert orders_waiting(actor=company.stranger) == []


def test_a_case_does_not_close_before_its_orders_end(company: Company, case: CaseBrief) -> None:
    first, second = opened(company.agent, case), opened(company.agent, case, job="inspection")
    assert HOLD in holds(case)
    with pytest.raises(Invalid):
        finish_order(actor=company.agent, order_id=first.id, version=None, result=" ", now=FRIDAY)
    done = finish_order(actor=company.agent, order_id=first.id, version=first.version,
                        result="更换电容。", now=FRIDAY + HOUR)  # fmt: skip
    assert (done.state, done.ended_at, done.end_note) == ("done", FRIDAY + HOUR, "更换电容。")
    assert HOLD in holds(case)
    call_off_order(actor=company.agent, order_id=second.id, version=None, reason="客户自行处理",
                   now=FRIDAY + HOUR)  # fmt: skip
    assert HOLD not in holds(case)
    with pytest.raises(OrderRefused):
        call_off_order(actor=company.agent, order_id=second.id, version=None, reason="再取消",
                       now=FRIDAY)  # fmt: skip
    told = history(actor=SYSTEM, subject=f"order:{second.id}").rows
    assert [row.verb for row in told] == ["order.called_off", "order.opened"]


def test_what_was_told_to_the_customer_is_not_changed_behind_it(
    company: Company, case: CaseBrief
) -> None:
    order = opened(company.agent, case)
    said = {"task": "带电容", "org_unit_id": company.east, "minutes": 120, "persons": 2,
            "priority": 1, "due_at": FRIDAY + 5 * HOUR}  # fmt: skip

    def change(version: int | None, **other: object) -> OrderBrief:
        return change_order(actor=company.agent, order_id=order.id, version=version, now=FRIDAY,
                            **(said | other))  # type: ignore[arg-type]  # fmt: skip

    changed = change(order.version)
    assert (changed.minutes, changed.persons, changed.org_unit_id) == (120, 2, company.east)
    with pytest.raises(OrderRefused):
        change(order.version)  # an outdated page
    with pytest.raises(Invalid) as wrong:
        change(None, minutes=1, persons=3, priority=9, org_unit_id=10**9)
    assert set(wrong.value.fields) == {"minutes", "persons", "priority", "org_unit_id"}
    note_order_state(actor=SYSTEM, order_id=order.id, state=State.BOOKED, now=FRIDAY)
    assert change(None, task="带梯子").task == "带梯子"
    with pytest.raises(OrderRefused):
        change(None, minutes=60)
    with pytest.raises(OrderRefused):
        note_order_state(actor=SYSTEM, order_id=order.id, state=State.DONE, now=FRIDAY)


def test_only_who_sees_the_order_or_its_case_meets_it(company: Company, case: CaseBrief) -> None:
    order = opened(company.agent, case)
    with pytest.raises(NotFound):
        order_brief(actor=company.stranger, order_id=order.id)
    with pytest.raises(NotFound):
        finish_order(actor=company.stranger, order_id=order.id, version=None, result="x",
                     now=FRIDAY)  # fmt: skip
    with pytest.raises(NotAllowed):
        opened(company.auditor, case)
    elsewhere = opened(company.agent, case, org_unit_id=company.west)
    assert order_brief(actor=company.stranger, order_id=elsewhere.id).id == elsewhere.id
    ended = finish_order(actor=company.stranger, order_id=elsewhere.id, version=None,
                         result="完成", now=FRIDAY)  # fmt: skip
    assert ended.state == "done"


def test_what_cannot_be_is_refused_with_its_field(company: Company, case: CaseBrief) -> None:
    wrong: dict[str, dict[str, object]] = {
        "job": {"job": "dance"}, "unit_id": {"unit_id": 10**9}, "follows": {"follows_id": 10**9},
        "minutes": {"minutes": 2},
    }  # fmt: skip
    for field, said in wrong.items():
        with pytest.raises(Invalid) as refused:
            opened(company.agent, case, **said)
        assert set(refused.value.fields) == {field}
    bare = complaint(company.agent, kind="repair", product_line="appliance", product_text="").case
    with pytest.raises(Invalid):
        opened(company.agent, bare)


def test_orders_go_along_when_their_case_is_merged(company: Company, case: CaseBrief) -> None:
    order = opened(company.agent, case)
    kept = complaint(company.agent, kind="repair", product_line="appliance").case
    merge_cases(actor=company.agent, case_id=case.id, version=None, kept_number=kept.number,
                now=FRIDAY)  # fmt: skip
    assert [one.id for one in orders_of(actor=SYSTEM, case=kept)] == [order.id]
    assert HOLD in holds(kept)
    finish_order(actor=company.agent, order_id=order.id, version=None, result="完成", now=FRIDAY)
    assert HOLD not in holds(kept)
    with pytest.raises(Refusal):
        opened(company.agent, case)


def test_a_repair_that_did_not_hold_is_made_good_free_and_counted(company: Company) -> None:
    first = complaint(company.agent, kind="repair", product_line="appliance").case
    unit = add_unit(actor=company.agent, customer_id=first.customer_id, described_as="滚筒洗衣机",
                    now=FRIDAY)  # fmt: skip
    repair = opened(company.agent, first, unit_id=unit.id, goods="滚筒洗衣机")
    assert (repair.is_rework, repair.follows_id) == (False, None)
    again = opened(company.agent, first, unit_id=unit.id, goods="滚筒洗衣机")
    assert not again.is_rework  # the first is not done yet
    finish_order(actor=company.agent, order_id=repair.id, version=None, result="更换皮带",
                 now=FRIDAY)  # fmt: skip
    found = opened(company.agent, first, unit_id=unit.id, goods="滚筒洗衣机")
    assert (found.is_rework, found.follows_id) == (True, repair.id)
    other = opened(company.agent, first, unit_id=unit.id, goods="滚筒洗衣机", rework=False)
    assert (other.is_rework, other.follows_id) == (False, None)
    onward = opened(company.agent, first, job="inspection", follows_id=repair.id, goods="洗衣机")
    assert (onward.is_rework, onward.follows_id) == (False, repair.id)
    assert following(actor=company.agent, order=repair) == [found, onward]
    (row,) = first_time_fix(actor=company.agent, since=FRIDAY - HOUR)
    assert (row.org_unit_id, row.done, row.again, row.percent) == (repair.org_unit_id, 1, 1, 0)
