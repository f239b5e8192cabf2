"""The catalogue down to the batch, and the things that customers have."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftercare.customers.parties.models import Sight
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.foundation.actor import SYSTEM
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


@pytest.fixture
def desk(company: makers.Company, client: Client) -> Client:  # noqa: ARG001
    client.post("/sign-in", {"login": "admin", "password": makers.PASSWORD})
    return client


@pytest.fixture
def agent(company: makers.Company) -> Client:  # noqa: ARG001
    client = Client()
    client.post("/sign-in", {"login": "agent", "password": makers.PASSWORD})
    return client


@pytest.fixture
def model_id() -> int:
    load_lines(actor=SYSTEM, now=makers.FRIDAY)
    return add_model(
        actor=SYSTEM,
        line_code="appliance",
        brand="云栖",
        code="KFR-35GW",
        name="冷暖空调",
        category_word="空调",
        now=makers.FRIDAY,
    ).id


@pytest.fixture
def unit_id(company: makers.Company, model_id: int) -> int:
    """A thing of a customer whom the east serves."""
    customer = makers.complaint(company.agent).case.customer_id
    Sight.objects.get_or_create(customer_id=customer, org_unit_id=company.east)
    return add_unit(
        actor=SYSTEM,
        customer_id=customer,
        model_id=model_id,
        serial="SN-77",
        batch="b2503",
        purchased_on=date(2025, 6, 1),
        now=makers.FRIDAY,
    ).id


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return SimpleUploadedFile("invoice.png", content.getvalue(), "image/png")


def test_a_model_is_filled_in_retired_and_sold_again(desk: Client, model_id: int) -> None:
    place = f"/desk/products/{model_id}"
    assert place in text_of(desk, "/desk/products?q=kfr")
    wrong = {"name": "", "manual_url": "no address"}
    assert desk.post(f"{place}/correct", wrong).status_code == 422
    right = {"name": "变频冷暖空调", "manual_url": "https://example.com/kfr.pdf"}
    assert desk.post(f"{place}/correct", right).status_code == 302
    assert "https://example.com/kfr.pdf" in text_of(desk, place)
    assert desk.post(f"{place}/retire").status_code == 302
    assert place not in text_of(desk, "/desk/products?sold=yes")
    assert desk.post(f"{place}/again").status_code == 302
    assert place in text_of(desk, "/desk/products?sold=yes")


def test_a_main_part_has_the_warranty_of_the_table(desk: Client, model_id: int) -> None:
    place = f"/desk/products/{model_id}"
    assert desk.post(f"{place}/parts", {"name": " "}).status_code == 422
    for name in ("压缩机", "遥控器"):
        assert desk.post(f"{place}/parts", {"name": name, "code": "C-1"}).status_code == 302
    page = desk.get(place)
    assert {part.name: months for part, months in page.context["parts"]} == {
        "压缩机": 36,
        "遥控器": None,
    }
    assert page.context["whole_months"] == 12
    part_id = page.context["parts"][0][0].id
    assert desk.post(f"{place}/parts/{part_id}/remove").status_code == 302
    assert len(desk.get(place).context["parts"]) == 1


def test_from_a_thing_to_its_batch_and_from_the_batch_to_who_has_things_of_it(
    desk: Client, agent: Client, model_id: int, unit_id: int
) -> None:
    place = f"/desk/products/{model_id}/batches"
    assert desk.post(place, {"number": "B1", "made_on": "2199-01-01"}).status_code == 422
    said = {"number": "B2503", "made_on": "2025-03-02", "materials": "CU-77, R32"}
    assert desk.post(place, said).status_code == 302
    (batch,) = desk.get(f"/desk/products/{model_id}").context["page"].rows
    assert batch.materials == ["CU-77", "R32"]
    assert f"{place}/{batch.id}" in text_of(desk, "/desk/products?q=CU-77")
    assert f"{place}/{batch.id}" in text_of(agent, f"/desk/goods/{unit_id}")
    text = text_of(agent, f"{place}/{batch.id}")
    assert f"/desk/goods/{unit_id}" in text
    assert "138****8000" in text
    far = Client()
    far.post("/sign-in", {"login": "stranger", "password": makers.PASSWORD})
    assert "138****8000" not in text_of(far, f"{place}/{batch.id}")


def test_the_label_and_the_proof_of_a_thing_are_filled_in(agent: Client, unit_id: int) -> None:
    thing = f"/desk/goods/{unit_id}"
    page = agent.get(f"{thing}/facts")
    values = {
        name: page.context["form"][name].value() or "" for name in page.context["form"].fields
    }
    assert values["serial"] == "SN-77"
    answer = agent.post(f"{thing}/facts", values | {"batch": "B9", "order_no": "DD-1"})
    assert answer.status_code == 302
    assert "B9" in text_of(agent, thing)
    assert agent.post(f"{thing}/proofs", {}).status_code == 422
    assert agent.post(f"{thing}/proofs", {"papers": picture()}).status_code == 302
    (row,) = agent.get(thing).context["proofs"]
    shown = agent.get(f"{thing}/proofs/{row.id}")
    assert shown.status_code == 200
    b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    far = Client()
    far.post("/sign-in", {"login": "stranger", "password": makers.PASSWORD})
    assert far.get(f"{thing}/proofs/{row.id}").status_code == 404
    assert agent.post(f"{thing}/proofs/{row.id}/remove").status_code == 302
    assert agent.get(thing).context["proofs"] == []
