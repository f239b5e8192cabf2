"""The page of a case, clicked as a person clicks it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.conversation.queries import attachments_of
from aftercare.foundation.actor import SYSTEM
from aftercare.web.desk.case_forms import FollowUp
from tests.makers import Company, complaint

pytestmark = pytest.mark.django_db


def picture_bytes() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (320, 240), "white").save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def case_id(company: Company) -> int:
    return complaint(company.agent).case.id


def act(client: Client, case_id: int, code: str, **values: Any) -> Any:
    return client.post(f"/desk/cases/{case_id}/do/{code}", values)


def signed_in(client: Client, user_id: int | None) -> Client:
    from aftercare.foundation.identity.models import User

    client.force_login(User.objects.get(id=user_id or 0))
    return client


@pytest.mark.parametrize(
    ("code", "values", "public"),
    [
        ("contact", {"channel": "visit", "direction": "in", "reached": "on", "public": "on"}, True),
        ("note", {}, False),
    ],
)
def test_a_photo_that_comes_later_is_kept_with_the_contact_or_the_note(
    client: Client, company: Company, case_id: int, code: str, values: Any, *, public: bool
) -> None:
    signed_in(client, company.handler.user_id)
    photo = SimpleUploadedFile("crack.png", picture_bytes())
    answer = act(client, case_id, code, text="客户送来照片", attachments=photo, **values)
    assert answer.status_code == 302
    case = case_brief(actor=SYSTEM, case_id=case_id)
    (kept,) = attachments_of(actor=SYSTEM, case=case)
    assert (kept.file.name, kept.public) == ("crack.png", public)
    assert kept.contact_id is not None
    text = SimpleUploadedFile("x.exe", b"MZ" + bytes(100))
    assert act(client, case_id, code, text="再来", attachments=text, **values).status_code == 422


def test_every_step_from_contact_to_closed_is_a_form_on_the_page(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("contact", {"channel": "phone", "direction": "out", "reached": "on", "text": "已联系"}),
        ("findings", {"cause": "material", "liable": "maker", "text": "密度不足"}),
        (
            "option",
            {
                "kind": "repair",
                "summary": "更换坐垫",
                "cost_amount": "100",
                "compensation_amount": "0",
                "expected_stars": "4",
            },
        ),
    ]
    for code, values in steps:
        assert act(client, case_id, code, **values).status_code == 302, code
    page = client.get(f"/desk/cases/{case_id}").content.decode()
    assert "更换坐垫" in page
    option = page.split('name="resolution_id" value="')[1].split('"')[0]
    assert act(client, case_id, "propose", resolution_id=option).status_code == 302
    page = client.get(f"/desk/cases/{case_id}").content.decode()
    assert f'name="resolution_id" value="{option}"' in page
    consent = {"resolution_id": option, "how": "recorded_call", "reference": "REC-7"}
    assert act(client, case_id, "consent", **consent).status_code == 302
    done = {"result": "已更换", "cost_amount": "100"}
    assert act(client, case_id, "carry-out", **done).status_code == 302
    told = {"channel": "phone", "stars": "5"}
    assert act(client, case_id, "follow-up", **told).status_code == 302
    assert act(client, case_id, "close").status_code == 302
    assert case_brief(actor=SYSTEM, case_id=case_id).stage == "closed"
    assert client.get(f"/desk/cases/{case_id}").status_code == 200


def test_a_refused_step_keeps_what_was_typed_and_says_why(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    answer = act(client, case_id, "contact", channel="phone", direction="out", text="")
    assert answer.status_code == 422
    early = act(client, case_id, "carry-out", result="已经做好了", cost_amount="5")
    assert early.status_code == 422
    assert "已经做好了" in early.content.decode()


def test_an_outdated_form_shows_what_changed_in_between(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    shown = case_brief(actor=SYSTEM, case_id=case_id).version
    contact = {"channel": "phone", "direction": "out", "reached": "on", "text": "已联系"}
    act(client, case_id, "contact", **contact)
    late = act(
        client,
        case_id,
        "findings",
        cause="material",
        liable="maker",
        text="我的文字",
        version=shown,
    )
    assert late.status_code == 422
    body = late.content.decode()
    assert "我的文字" in body
    assert "调查中" in body


def test_findings_of_an_outdated_page_are_refused_also_when_there_are_some_already(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    contact = {"channel": "phone", "direction": "out", "reached": "on", "text": "已联系"}
    act(client, case_id, "contact", **contact)
    shown = case_brief(actor=SYSTEM, case_id=case_id).version
    found = {"cause": "material", "liable": "maker", "version": shown}
    assert act(client, case_id, "findings", text="密度不足", **found).status_code == 302
    late = act(client, case_id, "findings", text="我的文字", **found)
    assert late.status_code == 422
    assert "我的文字" in late.content.decode()


def test_nothing_is_judged_before_somebody_judges_it(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    contact = {"channel": "phone", "direction": "out", "reached": "on", "text": "已联系"}
    act(client, case_id, "contact", **contact)
    body = client.get(f"/desk/cases/{case_id}").content.decode()
    for name in ("cause", "liable"):
        field = body.split(f'name="{name}"')[1].split("</select>")[0]
        assert '<option value="" selected' in field
    assert not FollowUp().fields["stars"].initial
    assert FollowUp({"channel": "phone", "stars": ""}).errors.keys() == {"stars"}


def test_a_page_that_stays_open_hears_that_the_case_moved_on(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.handler.user_id)
    shown = case_brief(actor=SYSTEM, case_id=case_id).version
    url = f"/desk/cases/{case_id}/stream?version={shown}"
    assert f'hx-get="{url}"' in client.get(f"/desk/cases/{case_id}").content.decode()
    assert "data-moved-on" not in client.get(url).content.decode()
    act(client, case_id, "contact", channel="phone", direction="out", reached="on", text="已联系")
    assert case_brief(actor=SYSTEM, case_id=case_id).version != shown
    assert "data-moved-on" in client.get(url).content.decode()


def test_a_promise_is_explained_day_by_day(client: Client, company: Company, case_id: int) -> None:
    signed_in(client, company.handler.user_id)
    page = client.get(f"/desk/cases/{case_id}").content.decode()
    link = page.split(f"/desk/cases/{case_id}/promises/")[1].split('"')[0]
    told = client.get(f"/desk/cases/{case_id}/promises/{link}")
    assert told.status_code == 200
    body = told.content.decode()
    assert "起算时间" in body
    assert "周六" in body


def test_another_units_case_is_not_there(client: Client, company: Company, case_id: int) -> None:
    signed_in(client, company.stranger.user_id)
    for path in ("", "/stream", "/do/note", "/promises/1", "/files/1"):
        assert client.get(f"/desk/cases/{case_id}{path}").status_code == 404, path


def test_the_page_asks_the_database_as_often_for_a_long_history_as_for_a_short_one(
    client: Client, company: Company, case_id: int, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, company.handler.user_id)
    act(client, case_id, "note", text="第一条备注")
    client.get(f"/desk/cases/{case_id}")
    with django_assert_max_num_queries(60) as short:
        client.get(f"/desk/cases/{case_id}")
        asked = len(short)
    for n in range(20):
        act(client, case_id, "note", text=f"备注 {n}")
    client.get(f"/desk/cases/{case_id}")
    with django_assert_max_num_queries(asked):
        client.get(f"/desk/cases/{case_id}")


def test_an_agent_registers_by_phone_and_known_customers_are_shown_as_one_types(
    client: Client, company: Company, case_id: int
) -> None:
    signed_in(client, company.agent.user_id)
    hints = client.get(
        "/desk/cases/new/hints", {"phone": "13800138000", "description": "沙发坐垫塌陷有异响"}
    ).content.decode()
    assert "张*" in hints
    assert case_brief(actor=SYSTEM, case_id=case_id).number in hints
    sent = {"phone": "13911112222", "name": "王芳", "channel": "phone", "description": "柜门关不上"}
    answer = client.post("/desk/cases/new", sent)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    wrong = client.post("/desk/cases/new", {"channel": "phone", "description": "没有电话"})
    assert wrong.status_code == 422
    assert "没有电话" in wrong.content.decode()


def test_a_case_that_duty_gives_to_another_unit_is_taken_in_all_the_same(
    client: Client, company: Company
) -> None:
    signed_in(client, company.stranger.user_id)
    sent = {"phone": "13911113333", "name": "赵云", "channel": "phone", "description": "桌腿断裂"}
    answer = client.post("/desk/cases/new", sent | {"category": "product_quality"}, follow=True)
    assert answer.status_code == 200
    assert "查询码" in answer.content.decode()


def test_a_visit_is_proposed_for_the_next_morning(client: Client, company: Company) -> None:
    repair = complaint(company.agent, kind="repair", description="冰箱不制冷").case
    signed_in(client, company.agent.user_id)
    form = client.get(f"/desk/cases/{repair.id}/do/agree-visit").content.decode()
    assert 'T09:00"' in form
    assert 'T11:00"' in form
