"""Colleagues and units, arranged by who may."""

import pytest
from django.test import Client

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.staff.actions import set_duties
from aftercare.people.staff.queries import member_brief, member_card
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


@pytest.fixture
def desk(company: makers.Company, client: Client) -> Client:  # noqa: ARG001
    return signed_in(client, "manager")


def signed_in(client: Client, name: str) -> Client:
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_colleagues_are_listed_by_unit_and_found_by_pinyin(
    desk: Client, company: makers.Company
) -> None:
    assert "何西" in text_of(desk, "/desk/staff")
    east = text_of(desk, f"/desk/staff?unit={company.east}")
    assert "林晓" in east
    assert "何西" not in east
    assert "周衡" in text_of(desk, "/desk/staff?q=zh")
    assert "没有找到" in text_of(desk, "/desk/staff?q=nobody")


def test_a_colleague_s_page_tells_place_and_duties(desk: Client, company: makers.Company) -> None:
    text = text_of(desk, f"/desk/staff/{company.handler.staff_id}")
    for words in ("周衡", "产品质量", "华东质量组", "陈静"):
        assert words in text


def test_duties_are_set_with_regions_by_name(desk: Client, company: makers.Company) -> None:
    member_id = company.handler.staff_id or 0
    address = f"/desk/staff/{member_id}/duties"
    given = {"handles": ["service", "repair"], "levels": ["one"], "regions": "浙江、苏州市、上海"}
    assert desk.post(address, given | {"regions": "火星"}).status_code == 422
    assert desk.post(address, given).status_code == 302
    card = member_card(actor=SYSTEM, member_id=member_id)
    assert card.handles == ("repair", "service")
    assert card.regions == ("31", "3205", "33")
    assert "浙江省" in text_of(desk, address)


def test_who_is_away_has_a_stand_in(desk: Client, company: makers.Company) -> None:
    away, other = company.handler.staff_id, company.agent.staff_id
    given = {"on_duty": "no", "stand_in_id": str(other)}
    assert desk.post(f"/desk/staff/{away}/presence", given).status_code == 302
    assert "代班：林晓" in text_of(desk, f"/desk/staff/{away}")


def test_nobody_leaves_before_the_cases_are_handed_over(
    desk: Client, company: makers.Company
) -> None:
    case = makers.complaint(company.agent).case
    card_name = member_brief(actor=SYSTEM, member_id=case.owner_id).name
    address = f"/desk/staff/{case.owner_id}"
    assert f'href="{address}/hand-over"' in desk.get(f"{address}/release").content.decode()
    refused = desk.post(f"{address}/release")
    assert refused.status_code == 422
    assert "1" in refused.content.decode()
    set_duties(actor=SYSTEM, member_id=company.agent.staff_id or 0, handles=["consultation"],
               now=makers.FRIDAY)  # fmt: skip
    given = {"to_id": str(company.agent.staff_id), "reason": "离职交接"}
    doubtful = desk.post(f"{address}/hand-over", given)
    assert doubtful.status_code == 422
    assert "共 1 单：其中 1 单不在此人职责内或缺少所需技能" in doubtful.content.decode()
    assert desk.post(f"{address}/hand-over", given | {"sure": "1"}).status_code == 302
    taken = text_of(desk, f"/desk/staff/{company.agent.staff_id}")
    assert "接手的服务单" in taken
    assert card_name in taken
    assert desk.post(f"{address}/release").status_code == 302
    assert not member_brief(actor=SYSTEM, member_id=case.owner_id).is_active


def test_people_are_hired_changed_and_moved(desk: Client, company: makers.Company) -> None:
    given = {"number": "N1", "name": "新同事", "org_unit_id": str(company.west), "title": "客服"}
    assert desk.post("/desk/staff/new", given).status_code == 302
    assert desk.post("/desk/staff/new", given).status_code == 422
    member_id = desk.get("/desk/staff?q=新同事").context["page"].rows[0].brief.id
    changed = {"name": "新同事", "title": "资深客服"}
    assert desk.post(f"/desk/staff/{member_id}/change", changed).status_code == 302
    moved = {"org_unit_id": str(company.east)}
    assert desk.post(f"/desk/staff/{member_id}/move", moved).status_code == 302
    text = text_of(desk, f"/desk/staff/{member_id}")
    assert "资深客服" in text
    assert "华东服务部" in text


def test_everybody_says_whether_they_are_there(client: Client, company: makers.Company) -> None:
    agent = signed_in(client, "agent")
    agent.post("/desk/staff/presence", {"on_duty": "no"})
    assert not member_brief(actor=SYSTEM, member_id=company.agent.staff_id or 0).on_duty
    assert "我已回岗" in text_of(agent, "/desk/staff")


def test_the_tree_is_arranged(client: Client, company: makers.Company) -> None:
    client.force_login(User.objects.get(id=company.administrator.user_id))
    assert "华东服务部" in text_of(client, "/desk/units")
    new = {"code": "E9", "name": "宁波站", "kind": "station", "parent_id": str(company.east)}
    assert client.post("/desk/units/new", new | {"region": "宁波、杭州"}).status_code == 422
    assert client.post("/desk/units/new", new | {"region": "宁波市"}).status_code == 302
    unit = next(u for u in unit_tree(actor=SYSTEM) if u.code == "E9")
    assert unit.region == "3302"

    address = f"/desk/units/{unit.id}"
    assert "浙江省宁波市" in text_of(client, f"{address}/change")
    changed = {"name": "甬城站", "kind": "station", "region": ""}
    assert client.post(f"{address}/change", changed).status_code == 302
    moved = {"parent_id": str(company.west)}
    assert client.post(f"{address}/move", moved).status_code == 302
    below_itself = {"parent_id": str(unit.id)}
    assert client.post(f"{address}/move", below_itself).status_code == 422
    assert client.post(f"{address}/close").status_code == 302
    assert "甬城站" not in text_of(client, "/desk/units")
    assert client.post(f"/desk/units/{company.east}/close").status_code == 422


def test_who_may_not_arrange_units_is_told_so(client: Client, company: makers.Company) -> None:
    agent = signed_in(client, "agent")
    assert agent.get(f"/desk/units/{company.east}/change").status_code == 403
