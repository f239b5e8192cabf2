"""Message templates and customers' wishes as people see them."""

import pytest
from django.test import Client

from aftercare.casework.messaging.models import Switch, Template, Wish
from aftercare.foundation.actor import Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db
PAGE = "/desk/messaging/registered/sms/zh"


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


def test_what_people_are_told_of_is_switched_on_the_page(company: Company) -> None:
    client = desk(company.administrator)
    given = {"occasion": "registered", "channel": "sms", "on": "1"}
    assert client.post("/desk/messaging/switch", given).status_code == 302
    assert Switch.objects.filter(occasion="registered", channel="sms").exists()
    assert client.post("/desk/messaging/switch", given | {"on": "0"}).status_code == 302
    assert not Switch.objects.exists()
    assert client.post("/desk/messaging/switch", given | {"channel": "chat"}).status_code == 404
    assert desk(company.agent).post("/desk/messaging/switch", given).status_code == 403


def test_a_template_is_tried_with_samples_before_it_is_saved(company: Company) -> None:
    client = desk(company.administrator)
    words = {"text": "单号 {number}，请保存"}
    shown = client.post(PAGE, words | {"preview": "1"}).content.decode()
    assert "单号 AS261122-00017，请保存" in shown
    assert not Template.objects.exists()
    assert client.post(PAGE, words).status_code == 302
    assert "第 1 版" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"text": "{nobody}"}).status_code == 422
    assert desk(company.auditor).get(PAGE).status_code == 200
    assert desk(company.auditor).post(PAGE, words).status_code == 403
    assert client.get("/desk/messaging/registered/chat/zh").status_code == 404


def test_a_customer_who_wants_no_text_messages_is_noted(company: Company) -> None:
    case = complaint(company.agent).case
    url = f"/desk/customers/{case.customer_id}/wishes"
    client = desk(company.agent)
    given = {"language": "en", "channel": "sms", "refused": ["sms"], "wechat_id": ""}
    assert client.post(url, given).status_code == 422
    assert client.post(url, given | {"channel": "mail"}).status_code == 302
    assert Wish.objects.get(customer_id=case.customer_id).refused == ["sms"]
    assert "拒收短信" in client.get(f"/desk/customers/{case.customer_id}").content.decode()
    assert desk(company.stranger).post(url, given).status_code == 404


def test_the_api_does_the_same(company: Company) -> None:
    case = complaint(company.agent).case
    token = issue_own_token(
        actor=company.administrator,
        name="t",
        scopes=["messaging.*", "parties.see_*"],
        expires_at=None,
        now=FRIDAY,
    ).word
    headers = {"Authorization": f"Bearer {token}"}

    def post(path: str, body: object) -> int:
        answer = Client().post(f"/api/v1/{path}", body, "application/json", headers=headers)
        return answer.status_code

    def get(path: str) -> object:
        return Client().get(f"/api/v1/{path}", headers=headers).json()

    on = {"occasion": "consent", "channel": "mail", "on": True}
    assert post("message-occasions", on) == 200
    occasions = get("message-occasions")
    assert isinstance(occasions, list)
    assert {
        card["occasion"]: card["channels"]["mail"]
        for card in occasions
        if card["channels"].get("mail")
    } == {"consent": True}
    path = "message-templates/consent/mail/en"
    assert post(path, {"text": "{link}", "subject": "Your word, please: {number}"}) == 201
    assert get(path)["now"]["version"] == 1  # type: ignore[index]
    assert post(path, {"text": "{date}", "subject": "x"}) == 422
    wishes = f"customers/{case.customer_id}/wishes"
    assert post(wishes, {"language": "en", "refused": ["wechat"]}) == 200
    assert get(wishes)["refused"] == ["wechat"]  # type: ignore[index]
