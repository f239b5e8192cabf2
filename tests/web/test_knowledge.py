"""Wordings and the catalogue on the desk."""

import pytest
from django.test import Client

from aftercare.customers.products.actions import load_lines
from aftercare.customers.products.queries import model_by_code
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.knowledge.wordings.actions import load_wordings
from aftercare.knowledge.wordings.queries import all_wordings
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    load_lines(actor=SYSTEM, now=makers.FRIDAY)
    load_wordings(actor=SYSTEM, now=makers.FRIDAY)
    return makers.company()


@pytest.fixture
def keeper(company: makers.Company, client: Client) -> Client:
    client.force_login(User.objects.get(id=company.administrator.user_id))
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_wordings_are_read_by_purpose(company: makers.Company, client: Client) -> None:
    client.force_login(User.objects.get(id=company.agent.user_id))
    text = text_of(client, "/desk/wordings")
    assert "来电问候" in text
    assert "新建话术" not in text
    assert client.get("/desk/wordings/new").status_code == 403


def test_a_wording_is_written_changed_and_retired(keeper: Client) -> None:
    given = {"purpose": "promise", "title_zh": "加急承诺", "text_zh": "今天{due}前答复您。"}
    assert keeper.post("/desk/wordings/new", given | {"text_zh": "{weather}"}).status_code == 422
    assert keeper.post("/desk/wordings/new", given).status_code == 302
    card = next(c for c in all_wordings(actor=SYSTEM) if c.title_zh == "加急承诺")
    address = f"/desk/wordings/{card.code}"
    assert "今天{due}前答复您。" in text_of(keeper, address)
    assert keeper.post(address, given | {"title_zh": "特急承诺"}).status_code == 302
    assert keeper.post(f"{address}/retire").status_code == 302
    assert "已停用" in text_of(keeper, "/desk/wordings")


def test_the_case_at_hand_fills_the_wordings(company: makers.Company, client: Client) -> None:
    client.force_login(User.objects.get(id=company.agent.user_id))
    case = makers.complaint(company.agent, category="service", product_text="沙发").case
    text = text_of(client, f"/desk/cases/{case.id}/wordings")
    assert case.number in text
    assert "林晓" in text
    assert "张*" in text
    assert "张伟" not in text
    drawer = text_of(client, f"/desk/cases/{case.id}/do/contact")
    assert f"/desk/cases/{case.id}/wordings" in drawer


def test_the_catalogue_grows_and_shrinks(keeper: Client) -> None:
    given = {
        "line_code": "appliance",
        "brand": "安居",
        "code": "KFR-35GW",
        "name": "挂机",
        "category_word": "空调",
    }
    assert "没有找到型号" in text_of(keeper, "/desk/products")
    assert keeper.post("/desk/products/new", given | {"code": ""}).status_code == 422
    assert keeper.post("/desk/products/new", given).status_code == 302
    assert "KFR-35GW" in text_of(keeper, "/desk/products?q=kfr&line=appliance")
    model = model_by_code(actor=SYSTEM, code="KFR-35GW")
    assert model is not None
    assert keeper.post(f"/desk/products/{model.id}/retire").status_code == 302
    assert "已停售" in text_of(keeper, "/desk/products")
    assert keeper.get("/desk/products/0/retire").status_code == 404
