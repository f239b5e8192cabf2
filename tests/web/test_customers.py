"""The file of a customer: found, masked, shown for a reason, corrected."""

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from aftercare.casework.cases.actions import hand_case
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.parties.models import Sight
from aftercare.customers.parties.queries import customer_card, disclosures
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.models import User
from aftercare.foundation.watch.rules import Kind, Limit
from aftercare.knowledge.wordings.actions import load_wordings
from tests import makers

pytestmark = pytest.mark.django_db
CLEAR = ("张伟", "13800138000", "文三路")


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


@pytest.fixture
def desk(company: makers.Company, client: Client) -> Client:  # noqa: ARG001
    client.post("/sign-in", {"login": "agent", "password": makers.PASSWORD})
    return client


@pytest.fixture
def customer_id(company: makers.Company) -> int:
    """A customer whom the east serves."""
    found = find_or_register_customer(
        actor=SYSTEM,
        name="张伟",
        phone="13800138000",
        address="浙江省杭州市西湖区文三路1号",
        now=makers.FRIDAY,
    )
    Sight.objects.create(customer_id=found.id, org_unit_id=company.east)
    return found.id


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


@pytest.mark.parametrize("asked", ["", "13800138000", "8000", "张伟", "zhangwei", "zw"])
def test_a_customer_is_found_and_shown_masked(desk: Client, customer_id: int, asked: str) -> None:
    text = text_of(desk, f"/desk/customers?q={asked}")
    assert f"/desk/customers/{customer_id}" in text
    assert "138****8000" in text
    assert not any(secret in text for secret in CLEAR if secret != asked)


def test_a_search_without_answer_says_what_can_be_searched(desk: Client, customer_id: int) -> None:
    assert "没有找到" in text_of(desk, "/desk/customers?q=1380013")
    add_unit(
        actor=SYSTEM,
        customer_id=customer_id,
        described_as="沙发",
        order_no="AJ-77",
        now=makers.FRIDAY,
    )
    assert "按序列号或订单号找到" in text_of(desk, "/desk/customers?q=aj-77")


def test_one_box_finds_products_and_wordings_too(desk: Client, customer_id: int) -> None:
    unit = add_unit(
        actor=SYSTEM,
        customer_id=customer_id,
        described_as="沙发",
        serial="KFR-35GW",
        now=makers.FRIDAY,
    )
    assert f"/desk/goods/{unit.id}" in text_of(desk, "/desk/search?q=kfr-35gw")
    assert f"/desk/goods/{unit.id}" in text_of(desk, "/desk/palette?q=kfr-35gw")
    assert "没有找到" in text_of(desk, "/desk/search?q=kfr-99")
    load_wordings(actor=SYSTEM, now=makers.FRIDAY)
    assert "标准话术" in text_of(desk, "/desk/search?q=抱歉")


def test_what_is_there_already_is_not_said_to_be_added(customer_id: int) -> None:
    load_lines(actor=SYSTEM, now=makers.FRIDAY)
    admin = Client(headers={"accept-language": "en"})
    admin.force_login(User.objects.get(username="admin"))
    model = {"line_code": "furniture", "brand": "安居", "code": "SF-9", "name": "沙发"}

    agent = Client(headers={"accept-language": "en"})
    agent.force_login(User.objects.get(username="agent"))

    def said(url: str, sent: dict[str, str]) -> tuple[str, str]:
        whose = agent if "customers" in url else admin
        answer = whose.post(url, sent, follow=True)
        assert answer.status_code == 200, answer.context["form"].errors
        return str(answer.redirect_chain[-1][0]), next(map(str, answer.context["messages"]))

    assert said("/desk/products/new", model)[1] == "Model added."
    at, told = said("/desk/products/new", model | {"code": "sf-9"})
    assert told == "安居 SF-9 is in the catalogue already; nothing was added or changed."
    part = {"name": "motor", "code": "M1"}
    assert said(f"{at}/parts", part)[1] == "Saved."
    assert "is there already" in said(f"{at}/parts", part | {"code": "M2"})[1]
    unit, file = {"model": "SF-9", "serial": "S-1"}, f"/desk/customers/{customer_id}"
    assert said(f"{file}/products", unit)[1] == "Product added."
    assert "nothing was added" in said(f"{file}/products", unit | {"serial": "s-1"})[1]
    told = said(f"{file}/products", {"model": "SF-99"})[1]
    assert told == "Product added in your words: “SF-99” is no model of the catalogue."


@pytest.mark.parametrize(
    ("product", "hinted"),
    [
        ("安居 SF-9 沙发", False),
        ("SF-99", True),
        ("2匹空调", False),
        ("iPhone", False),
        ("", False),
    ],
)
def test_an_unknown_code_of_a_model_is_hinted_while_a_case_is_typed(
    desk: Client,
    product: str,
    hinted: bool,  # noqa: FBT001 - one of a table
) -> None:
    load_lines(actor=SYSTEM, now=makers.FRIDAY)
    add_model(actor=SYSTEM, line_code="furniture", brand="安居", code="SF-9", name="沙发",
              now=makers.FRIDAY)  # fmt: skip
    hints = text_of(desk, f"/desk/cases/new/hints?product_text={product}")
    assert ("不是产品目录中的型号" in hints) is hinted


def test_the_file_holds_products_and_cases_in_sight(
    desk: Client, company: makers.Company, customer_id: int
) -> None:
    add_unit(
        actor=SYSTEM,
        customer_id=customer_id,
        described_as="云栖沙发",
        serial="SN-1",
        purchased_on=date(2025, 6, 1),
        now=makers.FRIDAY,
    )
    case = makers.complaint(company.agent, category="service").case
    text = text_of(desk, f"/desk/customers/{customer_id}")
    assert "SN-1" in text
    assert case.number in text
    assert not any(secret in text for secret in CLEAR)


def test_it_is_shown_in_clear_for_a_reason_only(desk: Client, customer_id: int) -> None:
    address = f"/desk/customers/{customer_id}/clear"
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert desk.post(address, {"reason": "回电核实地址"}).status_code == 302
    text = text_of(desk, f"/desk/customers/{customer_id}")
    assert all(secret in text for secret in CLEAR)
    (row,) = disclosures(actor=SYSTEM, customer_id=customer_id)
    assert row.reason == "回电核实地址"


def test_it_is_corrected_only_by_who_sees_it_in_clear(desk: Client, customer_id: int) -> None:
    address = f"/desk/customers/{customer_id}/correct"
    assert desk.get(address).status_code == 404
    desk.post(f"/desk/customers/{customer_id}/clear", {"reason": "客户要求更正"})
    form = desk.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    answer = desk.post(address, values | {"name": "张卫国", "address": "江苏昆山花桥1号"})
    assert answer.status_code == 302
    assert "张卫国" in text_of(desk, f"/desk/customers/{customer_id}")
    assert "江苏省苏州市昆山市" in text_of(desk, "/desk/customers")


def test_numbers_and_products_are_added_and_refused_in_words(
    desk: Client, customer_id: int
) -> None:
    phones = f"/desk/customers/{customer_id}/phones"
    assert desk.post(phones, {"phone": "12"}).status_code == 422
    assert desk.post(phones, {"phone": "021-5555 6666", "label": "公司"}).status_code == 302
    assert "021****6666" in text_of(desk, f"/desk/customers/{customer_id}")
    products = f"/desk/customers/{customer_id}/products"
    assert desk.post(products, {"model": ""}).status_code == 422
    wrong = {"model": "茶几", "purchased_on": "2026-05-01", "installed_on": "2026-01-01"}
    assert desk.post(products, wrong).status_code == 422
    assert desk.post(products, {"model": "老式茶几"}).status_code == 302
    assert "老式茶几" in text_of(desk, f"/desk/customers/{customer_id}")


def test_a_number_is_removed_after_a_question(desk: Client, customer_id: int) -> None:
    desk.post(f"/desk/customers/{customer_id}/phones", {"phone": "02155556666"})
    phone_id = desk.get(f"/desk/customers/{customer_id}").context["customer"].phones[0].id
    address = f"/desk/customers/{customer_id}/phones/{phone_id}/remove"
    assert "删除" in text_of(desk, address)
    assert desk.post(address).status_code == 302
    assert "138****8000" not in text_of(desk, f"/desk/customers/{customer_id}")


def test_addresses_and_contact_persons_stand_in_the_file_masked(
    desk: Client, customer_id: int
) -> None:
    file = f"/desk/customers/{customer_id}"
    assert desk.post(f"{file}/addresses", {"text": "x"}).status_code == 422
    assert desk.post(f"{file}/addresses", {"text": "江苏昆山花桥镇1号"}).status_code == 302
    assert desk.post(f"{file}/addresses", {"text": " 江苏昆山花桥镇1号"}).status_code == 422
    assert desk.post(f"{file}/people", {"name": "李建国", "role": "女婿"}).status_code == 302
    text = text_of(desk, file)
    assert "江苏省苏州市昆山市" in text
    assert "女婿" in text
    assert "花桥镇" not in text
    assert "李建国" not in text
    desk.post(f"{file}/clear", {"reason": "客户要求更正"})
    contacts = desk.get(file).context["contacts"]
    first, person = contacts.addresses[0].id, contacts.people[0].id
    assert "花桥镇1号" in text_of(desk, f"{file}/addresses/{first}/prefer")
    assert desk.post(f"{file}/addresses/{first}/prefer").status_code == 302
    assert "文三路1号" in text_of(desk, f"{file}/addresses/{first}")
    assert desk.post(f"{file}/addresses/{first}/remove").status_code == 302
    assert desk.post(f"{file}/people/{person}", {"name": "李建"}).status_code == 302
    assert desk.post(f"{file}/people/{person}/remove").status_code == 302
    assert not desk.get(file).context["contacts"].people


def test_two_files_are_compared_merged_and_taken_apart(
    desk: Client, company: makers.Company, customer_id: int
) -> None:
    other = find_or_register_customer(
        actor=SYSTEM, name="张伟", phone="13900139000", address="浙江省杭州市西湖区文三路 1号",
        now=makers.FRIDAY,
    ).id  # fmt: skip
    Sight.objects.create(customer_id=other, org_unit_id=company.east)
    file = f"/desk/customers/{customer_id}"
    compare = f"{file}/same-as/{other}"
    assert compare in text_of(desk, file)
    assert f"/desk/customers/{other}/same-as/{customer_id}" in text_of(
        desk, "/desk/customers/doubles"
    )
    assert desk.post(f"{file}/same-as", {"phone": "13700137000"}).status_code == 422
    found = desk.post(f"{file}/same-as", {"phone": "13900139000"})
    assert (found.status_code, found.headers["Location"]) == (302, compare)
    text = text_of(desk, compare)
    assert "139****9000" in text
    assert not any(secret in text for secret in CLEAR)
    assert desk.post(compare, {"kept": other, "reason": ""}).status_code == 422
    assert desk.post(compare, {"kept": customer_id, "reason": "同一人两个号码"}).status_code == 302
    again = desk.post(compare, {"kept": other, "reason": "另一窗口里又合并一次"})
    assert (again.status_code, again.headers["Location"]) == (302, file)
    led = desk.get(f"/desk/customers/{other}")
    assert (led.status_code, led.headers["Location"]) == (302, file)
    assert "同一人两个号码" in text_of(desk, file)
    (merge,) = desk.get(file).context["merges"]
    assert desk.post(f"{file}/merges/{merge.id}/undo").status_code == 302
    assert desk.get(f"/desk/customers/{other}").status_code == 200


def test_forms_open_in_the_drawer_too(desk: Client, customer_id: int) -> None:
    address = f"/desk/customers/{customer_id}/clear"
    part = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "dialog-head" in part
    assert "<html" not in part
    wrong = desk.post(address, {"reason": ""}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()


def test_lists_take_as_many_queries_for_many_customers_as_for_one(
    desk: Client, customer_id: int, django_assert_max_num_queries: object
) -> None:
    for serial in range(12):
        find_or_register_customer(
            actor=SYSTEM, name="李娜", phone=f"1390000{serial:04d}", now=makers.FRIDAY
        )
    for address in ("/desk/customers", f"/desk/customers/{customer_id}"):
        with django_assert_max_num_queries(18):  # type: ignore[operator]
            assert desk.get(address).status_code == 200


def test_who_may_not_see_customers_gets_no_file(client: Client, customer_id: int) -> None:
    makers.install()
    assert client.get(f"/desk/customers/{customer_id}").status_code == 302


def test_another_unit_recognises_the_caller_and_opens_nothing(
    company: makers.Company, client: Client, customer_id: int
) -> None:
    makers.complaint(company.agent)
    client.post("/sign-in", {"login": "stranger", "password": makers.PASSWORD})
    for tail in ("", "/clear", "/correct", "/phones", "/products"):
        assert client.get(f"/desk/customers/{customer_id}{tail}").status_code == 404, tail
    assert (
        client.post(f"/desk/customers/{customer_id}/clear", {"reason": "回电"}).status_code == 404
    )
    for asked in ("", "13800138000", "8000", "张伟"):
        for place in ("customers", "search", "palette"):
            text = client.get(f"/desk/{place}?q={asked}", follow=True).content.decode()
            assert f"/desk/customers/{customer_id}" not in text
    hints = text_of(client, "/desk/cases/new/hints?phone=13800138000")
    assert "138****8000" in hints
    assert not any(secret in hints for secret in CLEAR)


def test_whom_the_number_recognises_comes_into_sight_with_the_case(
    company: makers.Company, customer_id: int
) -> None:
    """By the number alone: an id that was guessed names nobody."""
    said: dict[str, Any] = {"customer_id": customer_id, "owner_id": company.stranger.staff_id}
    with pytest.raises(NotFound):
        makers.complaint(company.stranger, phone="13900139000", **said)
    makers.complaint(company.stranger, **said)
    assert customer_card(actor=company.stranger, customer_id=customer_id).brief.id == customer_id


def test_a_case_that_goes_to_another_unit_takes_its_customer_along(
    company: makers.Company,
) -> None:
    case = makers.complaint(company.agent).case
    hand_case(
        actor=SYSTEM,
        case_id=case.id,
        version=None,
        owner_id=company.stranger.staff_id or 0,
        org_unit_id=company.west,
        now=makers.FRIDAY,
    )
    seen = customer_card(actor=company.stranger, customer_id=case.customer_id)
    assert seen.brief.id == case.customer_id
    with pytest.raises(NotFound):
        customer_card(actor=company.head, customer_id=case.customer_id)


def test_who_reads_unusually_much_stands_on_the_audit_page(
    desk: Client, company: makers.Company, customer_id: int, settings: LazySettings
) -> None:
    settings.AFTERCARE_WATCH = dict.fromkeys(Kind, Limit(per_hour=2, per_day=9))
    auditor = Client()
    auditor.post("/sign-in", {"login": "auditor", "password": makers.PASSWORD})
    for _ in range(2):
        text_of(desk, f"/desk/customers/{customer_id}")
    assert "客户信息查阅异常" not in text_of(auditor, "/desk/history")
    text_of(desk, f"/desk/customers/{customer_id}")
    text = text_of(auditor, "/desk/history")
    assert "客户信息查阅异常" in text
    assert text.count("打开客户档案") == 2
    assert text.count("一小时内超过上限") == 2
    assert f"账号 {company.agent.user_id} 今天查阅" in text_of(auditor, "/desk/notices")
