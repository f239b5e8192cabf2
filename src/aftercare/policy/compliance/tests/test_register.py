"""The register is filled from what policies cite, watched, and speaks up when it is late."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import NotAllowed, NotFound, Refusal
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices.queries import notices_of
from aftercare.policy.compliance import actions
from aftercare.policy.compliance.queries import norm_card, norms, overdue_count
from tests.makers import FRIDAY, Company, company

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(days=400)


@pytest.fixture
def us() -> Company:
    world = company()
    actions.install_register(actor=SYSTEM, now=FRIDAY)
    return world


def of(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=name))
    return client


def test_what_policies_cite_is_in_it_once_with_the_rules_that_cite_it(us: Company) -> None:
    rows = {row.title_zh: row for row in norms(actor=us.manager, at=FRIDAY)}

    assert actions.install_register(actor=SYSTEM, now=FRIDAY) == 0
    assert "消费者权益保护法" in rows
    assert "家具公司售后服务管理工作制度" not in rows
    assert rows["消费者权益保护法"].kind == "law"
    assert rows["侵害消费者权益行为处罚办法"].kind == "regulation"
    card = norm_card(actor=us.manager, norm_id=rows["消费者权益保护法"].id, at=FRIDAY)
    assert {one.section for one in card.citations} >= {"第二十五条"}
    assert card.row.cited == len(card.citations) > 4
    with pytest.raises(NotAllowed):
        norms(actor=us.agent, at=FRIDAY)


def test_a_change_is_acted_upon_and_the_history_knows(us: Company) -> None:
    norm = norms(actor=us.manager, at=FRIDAY)[0].id
    change = actions.note_norm_change(
        actor=us.manager, norm_id=norm, what="新修订", act_by=date(2026, 2, 1), now=FRIDAY
    )
    assert overdue_count(actor=us.manager, at=FRIDAY + timedelta(days=60)) == 1
    actions.settle_norm_change(actor=us.manager, change_id=change, outcome="已改", now=FRIDAY)
    with pytest.raises(NotFound):
        actions.settle_norm_change(actor=us.manager, change_id=change, outcome="x", now=FRIDAY)
    actions.review_norm(
        actor=us.manager, norm_id=norm, outcome="一致", next_on=date(2027, 6, 1), now=FRIDAY
    )

    (row,) = norm_card(actor=us.manager, norm_id=norm, at=FRIDAY).changes
    assert (row.outcome, row.overdue) == ("已改", False)
    verbs = {entry.verb for entry in history(actor=SYSTEM, subject=f"norm:{norm}").rows}
    assert verbs == {"norm.change_noted", "norm.change_settled", "norm.reviewed"}


def test_what_the_last_review_came_to_and_who_made_it_stands_there(us: Company) -> None:
    norm = norms(actor=us.manager, at=FRIDAY)[0].id
    actions.review_norm(
        actor=us.manager, norm_id=norm, outcome=" 条款一致 ", next_on=date(2027, 6, 1), now=FRIDAY
    )

    row = norm_card(actor=us.manager, norm_id=norm, at=FRIDAY).row
    assert (row.review_outcome, row.reviewed_by) == ("条款一致", us.manager.name)
    for address in (f"/desk/policies/register/{norm}", "/desk/policies/register"):
        shown = of("manager").get(address).content.decode()
        assert "条款一致" in shown
        assert us.manager.name in shown


def test_overdue_reviews_are_told_once(us: Company) -> None:
    count = len(norms(actor=us.manager, at=LATER))

    assert overdue_count(actor=us.manager, at=LATER) == count
    assert actions.remind_of_norms(actor=SYSTEM, now=LATER) == count
    assert actions.remind_of_norms(actor=SYSTEM, now=LATER + timedelta(days=1)) == 0
    told = [row for row in notices_of(actor=us.manager).rows if row.kind == "norm.overdue"]
    assert len(told) == count


@pytest.mark.parametrize(
    "wrong", [{"title_zh": " "}, {"kind": "gossip"}, {"title_zh": "消费者权益保护法"},
              {"owner_id": 10**9}],
)  # fmt: skip
def test_what_cannot_be_an_entry_is_refused(us: Company, wrong: dict[str, Any]) -> None:
    entry: dict[str, Any] = {"title_zh": "新法", "kind": "law"} | wrong
    with pytest.raises(Refusal):
        actions.write_norm(actor=us.manager, now=FRIDAY, **entry)


def test_the_pages_lead_from_the_list_to_what_came_of_a_change(us: Company) -> None:
    manager = of("manager")
    assert (
        manager.post(
            "/desk/policies/register/new",
            {"title_zh": "网络交易监督管理办法", "kind": "regulation", "review_on": "2026-01-01"},
        ).status_code
        == 302
    )
    shown = manager.get("/desk/policies/register").content.decode()
    assert "网络交易监督管理办法" in shown
    assert "overdue" in shown
    norm = norms(actor=us.manager, at=FRIDAY)[0].id
    page = f"/desk/policies/register/{norm}"
    assert (
        manager.post(f"{page}/coming", {"what": "修订", "act_by": "2026-01-02"}).status_code == 302
    )
    change = norm_card(actor=us.manager, norm_id=norm, at=FRIDAY).changes[0].id
    assert manager.post(f"{page}/coming/{change}", {"outcome": ""}).status_code == 422
    assert manager.post(f"{page}/coming/{change}", {"outcome": "已改"}).status_code == 302
    assert (
        manager.post(f"{page}/review", {"outcome": "ok", "next_on": "2099-01-01"}).status_code
        == 302
    )
    assert manager.get(f"{page}/change").status_code == 200
    assert "已改" in manager.get(page).content.decode()
    assert of("agent").get("/desk/policies/register").status_code == 403
    assert "Compliance register" in manager.get("/desk/policies").content.decode()
    assert "Compliance register" not in of("agent").get("/desk/policies").content.decode()
