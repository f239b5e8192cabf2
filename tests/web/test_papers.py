"""What a proof of purchase says, looked through on the desk and over the API."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from aftercare.customers.parties.models import Sight
from aftercare.customers.proofs import jobs
from aftercare.customers.proofs.adapters import Paper
from aftercare.customers.proofs.queries import papers_of
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import unit_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from tests import makers

pytestmark = pytest.mark.django_db
ORDER = """云栖旗舰店
收货人：李四 13900000000
实付款 ￥2,899.00
订单编号 392112345
付款时间 2025-11-11"""


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


@pytest.fixture
def agent(company: makers.Company) -> Client:  # noqa: ARG001
    return signed_in("agent")


@pytest.fixture
def unit_id(company: makers.Company) -> int:
    customer = makers.complaint(company.agent).case.customer_id
    Sight.objects.get_or_create(customer_id=customer, org_unit_id=company.east)
    return add_unit(
        actor=SYSTEM, customer_id=customer, described_as="空调", order_no="D-1", now=makers.FRIDAY
    ).id


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    return client


def picture(name: str = "小票.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def uploaded(agent: Client, unit_id: int) -> str:
    """The page of a paper that was uploaded on the desk."""
    assert agent.post(f"/desk/goods/{unit_id}/proofs", {"papers": picture()}).status_code == 302
    card = papers_of(actor=SYSTEM, unit_id=unit_id, now=makers.FRIDAY)[-1]
    return f"/desk/goods/{unit_id}/proofs/{card.id}/facts"


def read(address: str, why: str = "") -> None:
    proof_id = int(address.split("/")[-2])
    paper = Paper(pages=[] if why else [{"text": ORDER}], pages_there=1, why=why)
    with patch.object(jobs, "read_paper", return_value=paper):
        jobs.read_proof(proof_id)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_pdf_says_stands_beside_the_fields_with_the_words_they_follow_from(
    agent: Client, unit_id: int
) -> None:
    pdf = SimpleUploadedFile("发票.pdf", b"%PDF-1.4\n%%EOF")
    assert agent.post(f"/desk/goods/{unit_id}/proofs", {"papers": pdf}).status_code == 302
    card = papers_of(actor=SYSTEM, unit_id=unit_id, now=makers.FRIDAY)[-1]
    address = f"/desk/goods/{unit_id}/proofs/{card.id}/facts"
    assert "<mark" not in text(agent, address)
    read(address)
    shown = text(agent, address)
    assert '<mark title="订单号">订单编号 392112345</mark>' in shown
    assert '<mark title="实付价款（元）">实付款 ¥2,899.00</mark>' in shown
    assert "收货人:李四 13900000000" in shown


def test_a_paper_is_uploaded_read_and_looked_through_field_by_field(
    agent: Client, unit_id: int
) -> None:
    address = uploaded(agent, unit_id)
    assert "正在识读" in text(agent, address)
    assert "识读中" in text(agent, f"/desk/goods/{unit_id}")
    assert agent.get(f"{address}?live=1").status_code == 200
    read(address)
    page = text(agent, address)
    assert "实付款 ¥2,899.00" in page
    assert "李四" not in page  # nothing but the words of the fields leaves the seal
    assert "13900000000" not in page
    assert "待核对" in text(agent, f"/desk/goods/{unit_id}")
    form = agent.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.facts}
    assert sent["purchased_on"] == "2025-11-11"
    # one is ticked, one corrected, the others are left alone
    answer = agent.post(address, sent | {"take_purchased_on": "on", "paid_amount": "2799"})
    assert answer.status_code == 302
    unit = unit_brief(actor=SYSTEM, unit_id=unit_id)
    assert (unit.purchased_on, unit.paid_amount) == (date(2025, 11, 11), Decimal(2799))
    assert (unit.order_no, unit.channel) == ("D-1", "")
    assert "已采用" in text(agent, f"/desk/goods/{unit_id}")


def test_nothing_ticked_is_refused_and_nothing_is_taken(agent: Client, unit_id: int) -> None:
    address = uploaded(agent, unit_id)
    read(address)
    form = agent.get(address).context["form"]
    answer = agent.post(address, {name: form[name].value() or "" for name in form.facts})
    assert answer.status_code == 422
    assert "请勾选正确的内容" in answer.content.decode()
    assert unit_brief(actor=SYSTEM, unit_id=unit_id).purchased_on is None


def test_without_the_reader_the_page_says_so_and_a_person_types(
    agent: Client, unit_id: int
) -> None:
    address = uploaded(agent, unit_id)
    read(address, why="no_reader")
    assert "未安装图片识读组件" in text(agent, address)
    assert agent.post(address, {"serial": "SN-9", "purchased_on": ""}).status_code == 302
    assert unit_brief(actor=SYSTEM, unit_id=unit_id).serial == "SN-9"
    assert agent.post(address.replace("facts", "again")).status_code == 302
    assert "正在识读" in text(agent, address)
    assert agent.post(address.replace("facts", "again")).status_code == 409


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "空"),
        ("a.txt", b"an order of somebody", "既不是照片也不是"),
        ("a.exe", b"MZ\x00\x01", "程序"),
        ("a.pdf", b"%PDF-1.4 " + b"x" * (60 * 1024 * 1024), "25 MB"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "损坏"),
    ],
)
def test_what_is_no_paper_is_refused_in_clear_words(
    agent: Client, unit_id: int, name: str, content: bytes, said: str
) -> None:
    sent = {"papers": SimpleUploadedFile(name, content)}
    answer = agent.post(f"/desk/goods/{unit_id}/proofs", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert papers_of(actor=SYSTEM, unit_id=unit_id, now=makers.FRIDAY) == []


def test_who_does_not_see_the_customer_finds_no_paper(agent: Client, unit_id: int) -> None:
    address = uploaded(agent, unit_id)
    far = signed_in("stranger")
    assert far.get(address).status_code == 404
    assert far.post(address, {"serial": "x"}).status_code == 404
    assert far.post(address.replace("facts", "again")).status_code == 404
    assert signed_in("auditor").get(address).status_code == 403


def test_what_holds_for_the_order_is_offered_where_it_has_more_things(
    agent: Client, unit_id: int
) -> None:
    address = uploaded(agent, unit_id)
    read(address)
    assert "whole_order" not in text(agent, address)
    unit = unit_brief(actor=SYSTEM, unit_id=unit_id)
    other = add_unit(actor=SYSTEM, customer_id=unit.customer_id, described_as="冰箱",
                     order_no="D-1", now=makers.FRIDAY)  # fmt: skip
    form = agent.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.facts}
    answer = agent.post(address, sent | {"take_channel": "on", "whole_order": "on"})
    assert answer.status_code == 302
    assert unit_brief(actor=SYSTEM, unit_id=other.id).channel == "云栖旗舰店"


def test_a_program_adds_a_paper_reads_what_it_says_and_confirms(
    company: makers.Company, unit_id: int
) -> None:
    issued = issue_own_token(actor=company.agent, name="test", scopes=sorted(company.agent.grants),
                             expires_at=None, now=timezone.now())  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {issued.word}"})
    place = f"/api/v1/units/{unit_id}/proofs"
    added = client.post(place, {"file": picture()})
    assert (added.status_code, added.json()["state"]) == (201, "waiting")
    paper = f"{place}/{added.json()['id']}"
    read(f"{paper}/facts")
    (card,) = client.get(place).json()
    assert card["state"] == "read"
    assert {"field": "order_no", "value": "392112345", "said": "订单编号 392112345",
            "known": False} in card["proposed"]  # fmt: skip
    told = {"order_no": "392112345", "paid_amount": "2899.00"}
    answer = client.post(f"{paper}/confirmation", told, content_type="application/json")
    assert (answer.status_code, answer.json()["order_no"]) == (200, "392112345")
    assert client.get(place).json()[0]["taken"] == ["order_no", "paid_amount"]
    again = client.post(f"{paper}/confirmation", {}, content_type="application/json")
    assert again.status_code == 422
    wrong = client.post(f"{paper}/confirmation", {"owner": 1}, content_type="application/json")
    assert wrong.status_code == 422
    assert client.post(f"{paper}/reading").json()["state"] == "waiting"
