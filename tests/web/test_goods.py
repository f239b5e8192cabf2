"""The catalogue down to the batch, and the things that customers have."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftercare.customers.labels.queries import label_words
from aftercare.customers.parties.models import Sight
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import unit_brief
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


def word_of(agent: Client, unit_id: int) -> str:
    """Makes the label of a thing and gives the word that its picture stands for."""
    sheet = f"/desk/goods/labels?unit={unit_id}"
    assert agent.get(f"/desk/goods/{unit_id}/label.svg").status_code == 404
    assert agent.post(sheet).status_code == 302
    assert f"/desk/goods/{unit_id}/label.svg" in text_of(agent, sheet)
    assert agent.get(f"/desk/goods/{unit_id}/label.svg").content.startswith(b"<svg xmlns")
    return label_words(actor=SYSTEM, unit_ids=[unit_id])[unit_id]


def test_the_code_on_a_thing_opens_its_warranty_and_nothing_of_whose_it_is(
    agent: Client, unit_id: int
) -> None:
    visitor = Client()
    word = word_of(agent, unit_id)
    assert len(word) >= 20
    text = text_of(visitor, f"/u/{word}")
    assert "36" in text
    assert "压缩机" in text
    for secret in ("张伟", "138", "8000", "2025", "SN-77"):
        assert secret not in text.split("<main", 1)[1], secret
    assert f"/report?code={word}" in text
    assert "KFR-35GW 冷暖空调" in text_of(visitor, f"/report?code={word}")
    assert visitor.get("/u/nothing-of-the-kind").status_code == 404


def test_the_owner_says_so_by_the_last_digits_and_sees_what_is_owed(
    agent: Client, unit_id: int
) -> None:
    word, visitor = word_of(agent, unit_id), Client()
    assert visitor.post(f"/u/{word}", {"phone_tail": "0001"}).status_code == 422
    assert visitor.post(f"/u/{word}", {"phone_tail": "8000"}).status_code == 302
    assert visitor.get(f"/u/{word}").context["rights"] is not None
    assert Client().get(f"/u/{word}").context["rights"] is None


def test_a_thing_is_registered_once_by_its_owner(
    company: makers.Company, agent: Client, model_id: int
) -> None:
    customer = makers.complaint(company.agent).case.customer_id
    fresh = add_unit(
        actor=SYSTEM, customer_id=customer, model_id=model_id, serial="S-9", now=makers.FRIDAY
    ).id
    word, visitor = word_of(agent, fresh), Client()
    late = {"phone_tail": "8000", "purchased_on": "2199-01-01"}
    assert visitor.post(f"/u/{word}", late).status_code == 422
    right = {"phone_tail": "8000", "purchased_on": "2025-12-01"}
    assert visitor.post(f"/u/{word}", right).status_code == 302
    known = unit_brief(actor=SYSTEM, unit_id=fresh)
    assert (known.purchased_on, known.proof) == (date(2025, 12, 1), "registered")
    Client().post(f"/u/{word}", {"phone_tail": "8000", "purchased_on": "2025-12-30"})
    assert unit_brief(actor=SYSTEM, unit_id=fresh).purchased_on == date(2025, 12, 1)


def test_guessing_at_codes_and_digits_comes_to_an_end(agent: Client, unit_id: int) -> None:
    word, visitor = word_of(agent, unit_id), Client()
    tries = [visitor.post(f"/u/{word}", {"phone_tail": "0001"}).status_code for _ in range(31)]
    assert tries[-1] in (422, 429)
    assert visitor.post(f"/u/{word}", {"phone_tail": "8000"}).status_code != 302
    codes = [visitor.get(f"/u/guess-{n}").status_code for n in range(31)]
    assert (codes[0], codes[-1]) == (404, 429)


def test_a_renewed_code_opens_and_the_old_one_no_more(agent: Client, unit_id: int) -> None:
    word = word_of(agent, unit_id)
    assert agent.post(f"/desk/goods/{unit_id}/label/renew").status_code == 302
    assert Client().get(f"/u/{word}").status_code == 404
    renewed = label_words(actor=SYSTEM, unit_ids=[unit_id])[unit_id]
    assert Client().get(f"/u/{renewed}").status_code == 200


def test_a_batch_gets_a_sheet_of_codes_of_what_one_sees(
    desk: Client, agent: Client, model_id: int, unit_id: int
) -> None:
    desk.post(f"/desk/products/{model_id}/batches", {"number": "B2503"})
    (batch,) = desk.get(f"/desk/products/{model_id}").context["page"].rows
    sheet = f"/desk/goods/labels?batch={batch.id}"
    assert agent.post(sheet).status_code == 302
    assert [one.id for one in agent.get(sheet).context["labels"]] == [unit_id]
    far = Client()
    far.post("/sign-in", {"login": "stranger", "password": makers.PASSWORD})
    assert far.get(sheet).context["labels"] == []
    assert far.get(f"/desk/goods/{unit_id}/label.svg").status_code == 404
    assert far.get("/desk/goods/labels").status_code == 404
