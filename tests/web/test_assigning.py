"""Who could answer for a case, and the cases for which nobody was there, through the pages."""

import re

import pytest
from django.test import Client

from aftercare.casework.assignment.queries import shortages
from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.people.staff.actions import set_duties
from tests import makers
from tests.makers import FRIDAY, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    made = makers.company()
    for one in (made.agent, made.head, made.manager):
        set_duties(actor=SYSTEM, member_id=one.staff_id or 0, handles=[], now=FRIDAY)
    return made


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_the_drawer_says_why_and_the_choice_says_what_speaks_against(
    company: makers.Company,
) -> None:
    case, head = complaint(company.agent).case, signed_in("head")
    why = text_of(head, f"/desk/cases/{case.id}/owner")
    assert why.index("周衡") < why.index("林晓")
    assert "check-bad" in why
    assert "自登记起即由现负责人负责" in why
    choice = text_of(head, f"/desk/cases/{case.id}/do/assign")
    assert "周衡 · 华东质量组 · 1 单未结</option>" in choice
    assert "林晓 · 华东服务部 · 0 单未结 · 不负责此类问题" in choice
    assert signed_in("stranger").get(f"/desk/cases/{case.id}/owner").status_code == 404
    other = complaint(company.agent, category="price", phone="13800138009").case
    assert "没有人的职责覆盖此类服务单" in text_of(head, f"/desk/cases/{other.id}/owner")
    given = {"owner_id": company.handler.staff_id, "version": case_brief(
        actor=SYSTEM, case_id=other.id).version, "reason": "熟悉价格"}  # fmt: skip
    assert head.post(f"/desk/cases/{other.id}/do/assign", given).status_code == 302
    given_by = text_of(head, f"/desk/cases/{other.id}/owner")
    assert "分派给现负责人。" in given_by
    assert "熟悉价格" in given_by


def test_the_list_is_worked_off(company: makers.Company) -> None:
    first, second = (
        complaint(company.agent, category="price", phone=f"1380013800{n}").case for n in (1, 2)
    )
    head = signed_in("head")
    text = text_of(head, "/desk/shortages")
    assert first.number in text
    assert "没有人的职责覆盖这类服务单" in text
    given = {"owner_id": company.handler.staff_id, "version": first.version}
    assert head.post(f"/desk/cases/{first.id}/do/assign", given).status_code == 302
    (row,) = shortages(actor=company.head, at=FRIDAY)
    assert row.case_id == second.id
    assert signed_in("handler").post(f"/desk/shortages/{row.id}").status_code == 403
    assert head.post(f"/desk/shortages/{row.id}").status_code == 302
    assert "每张服务单都有人接" in text_of(head, "/desk/shortages")
    assert head.post(f"/desk/shortages/{row.id}").status_code == 404


def test_open_cases_are_handed_over_as_chosen_and_taken_back(company: makers.Company) -> None:
    first, second = (complaint(company.agent, phone=f"1380013800{n}").case for n in (1, 2))
    leaver, head = company.handler.staff_id, signed_in("head")
    address = f"/desk/staff/{leaver}/hand-over"
    assert first.number in text_of(head, address)
    given = {f"owner_{first.id}": company.head.staff_id, "reason": "调岗"}
    assert head.post(address, given | {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "调岗"}).status_code == 422
    assert head.post(address, given).status_code == 302
    assert case_brief(actor=SYSTEM, case_id=first.id).owner_id == company.head.staff_id
    assert case_brief(actor=SYSTEM, case_id=second.id).owner_id == leaver
    page = text_of(head, f"/desk/staff/{leaver}")
    (undo,) = re.findall(r"/desk/staff/\d+/hand-over/\d+/undo", page)
    assert signed_in("handler").post(undo).status_code == 403
    assert head.post(undo).status_code == 302
    assert case_brief(actor=SYSTEM, case_id=first.id).owner_id == leaver
