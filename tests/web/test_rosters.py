"""Rosters and leave through the pages and the API."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.people.rosters.actions import ask_leave
from aftercare.people.rosters.queries import own_leaves, week_table
from aftercare.web.desk.roster_forms import monday_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def shifts(member_id: int | None, week: str) -> list[str | None]:
    table = week_table(actor=SYSTEM, monday=monday_of(makers.at(week)))
    row = next(row for row in table.rows if row.card.brief.id == member_id)
    return [cell.shifts for cell in row.cells]


def test_the_head_fills_the_week_and_copies_it(company: makers.Company) -> None:
    head, member_id = signed_in("head"), company.handler.staff_id
    chosen = {"members": [member_id], "days": ["2026-01-05", "2026-01-06"]}
    address = "/desk/rosters/fill?week=2026-01-07"
    assert head.post(address, chosen | {"what": "shifts", "shifts": "早班"}).status_code == 422
    assert head.post(address, chosen | {"what": "shifts"}).status_code == 422
    far = chosen | {"what": "off", "days": ["2026-02-05"]}
    assert head.post(address, far).status_code == 422
    given = chosen | {"what": "shifts", "shifts": "8:30-12:00，13:00-17:30"}
    assert head.post(address, given).status_code == 302
    assert shifts(member_id, "2026-01-05")[:3] == ["08:30-12:00, 13:00-17:30"] * 2 + [None]
    assert head.post("/desk/rosters/copy?week=2026-01-12").status_code == 302
    assert shifts(member_id, "2026-01-12")[:3] == ["08:30-12:00, 13:00-17:30"] * 2 + [None]
    text = text_of(head, f"/desk/rosters?week=2026-01-05&unit={company.quality}")
    assert "08:30-12:00, 13:00-17:30" in text
    assert "林晓" not in text


def test_a_week_is_set_on_the_page_of_the_colleague(company: makers.Company) -> None:
    head, member_id = signed_in("head"), company.handler.staff_id
    address = f"/desk/staff/{member_id}/roster"
    assert head.post(address, {"mode": "weekly"}).status_code == 422
    given = {"mode": "weekly", "day_0": "09:00-18:00", "day_5": "12:00-21:00"}
    assert head.post(address, given).status_code == 302
    text = text_of(head, f"/desk/staff/{member_id}")
    assert "12:00-21:00" in text
    assert 'value="12:00-21:00"' in text_of(head, address)
    assert head.post(address, {"mode": "by_day"}).status_code == 302
    assert "逐日排班" in text_of(head, f"/desk/staff/{member_id}")


def test_leave_goes_from_asking_to_the_answer(company: makers.Company) -> None:
    handler, head = signed_in("handler"), signed_in("head")
    soon = timezone.localtime() + timedelta(days=3)
    given = {
        "kind": "annual",
        "from_at": soon.strftime("%Y-%m-%dT09:00"),
        "until_at": (soon + timedelta(days=2)).strftime("%Y-%m-%dT18:00"),
        "reason": "回老家",
    }
    wrong = given | {"until_at": given["from_at"]}
    assert handler.post("/desk/rosters/leave/ask", wrong).status_code == 422
    assert handler.post("/desk/rosters/leave/ask", given).status_code == 302
    assert "待审批" in text_of(handler, "/desk/rosters/mine")
    (leave,) = own_leaves(actor=company.handler)
    assert "回老家" in text_of(head, "/desk/rosters/leave")
    assert handler.get(f"/desk/rosters/leave/{leave.id}/approve").status_code == 403
    assert head.post(f"/desk/rosters/leave/{leave.id}/decline", {"answer": ""}).status_code == 422
    agreed = {"stand_in_id": company.agent.staff_id, "answer": "一路顺风"}
    assert head.post(f"/desk/rosters/leave/{leave.id}/approve", agreed).status_code == 302
    assert "一路顺风" in text_of(handler, "/desk/rosters/mine")
    assert "周衡" in text_of(head, "/desk/rosters/leave")
    assert handler.post(f"/desk/rosters/leave/{leave.id}/withdraw").status_code == 302
    assert own_leaves(actor=company.handler)[0].state == "withdrawn"


@pytest.mark.parametrize("stays", [True, False])
def test_who_approves_sees_the_stand_in_asked_for_and_may_take_it_off(
    company: makers.Company, *, stays: bool
) -> None:
    head, now = signed_in("head"), timezone.now()
    colleague = company.stranger.staff_id  # out of the sight of the head
    leave = ask_leave(
        actor=company.handler, kind="annual", from_at=now + timedelta(days=3),
        until_at=now + timedelta(days=4), stand_in_id=colleague, now=now,
    )  # fmt: skip
    address = f"/desk/rosters/leave/{leave.id}/approve"
    assert f'value="{colleague}" selected' in text_of(head, address)

    assert head.post(address, {"stand_in_id": colleague if stays else ""}).status_code == 302

    stands_in = own_leaves(actor=company.handler)[0].stand_in
    assert (stands_in.id if stands_in else None) == (colleague if stays else None)


def test_a_sick_call_is_entered_by_the_head(company: makers.Company) -> None:
    head, member_id = signed_in("head"), company.handler.staff_id
    now = timezone.localtime()
    given = {
        "kind": "sick",
        "from_at": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "until_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
    }
    assert head.post(f"/desk/staff/{member_id}/leave", given).status_code == 302
    assert "休假中" in text_of(head, "/desk/staff")


@pytest.mark.usefixtures("company")
def test_everybody_has_a_roster_and_few_may_fill_it() -> None:
    assert signed_in("stranger").get("/desk/rosters/mine").status_code == 200
    assert signed_in("stranger").get("/desk/rosters/fill").status_code == 403


def test_the_api_writes_and_reads_rosters(company: makers.Company) -> None:
    issued = issue_own_token(
        actor=company.head,
        name="t",
        scopes=["rosters.*", "staff.see_members"],
        expires_at=None,
        now=timezone.now(),
    )
    headers = {"Authorization": f"Bearer {issued.word}"}
    member = f"/api/v1/members/{company.handler.staff_id}"

    def post(address: str, body: object) -> int:
        said = json.dumps(body)
        return Client().post(address, said, "application/json", headers=headers).status_code

    assert post(f"{member}/roster", {"weekly": {"0": "09:00-18:00"}}) == 200
    assert post(f"{member}/roster", {"weekly": {"7": "09:00-18:00"}}) == 422
    days = {"member_ids": [company.handler.staff_id], "days": ["2026-01-06"], "shifts": ""}
    assert post("/api/v1/rosters/days", days) == 200
    naive = {"kind": "sick", "from_at": "2026-01-06T09:00", "until_at": "2026-01-07T09:00"}
    assert post(f"{member}/leave", naive) == 422
    week = Client().get("/api/v1/rosters?monday=2026-01-05", headers=headers).json()
    row = next(r for r in week["rows"] if r["card"]["brief"]["name"] == "周衡")
    assert [cell["shifts"] for cell in row["cells"][:2]] == ["09:00-18:00", ""]
    assert Client().get(f"{member}/presence", headers=headers).json()["where"] in {"here", "off"}
