"""Where a customer is found, and with whom one talks there."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from aftercare.customers.contacts import actions, queries
from aftercare.customers.contacts.models import Address, Person
from aftercare.customers.parties.actions import find_or_register_customer, reveal_customer
from aftercare.customers.parties.queries import (
    customer_brief,
    customer_clear,
    customer_ids,
    customers_by_phone,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
EAST = 7
GRANTS = frozenset({"parties.see_customers", "parties.reveal_customer", "parties.correct_customer"})
AGENT = Actor(
    user_id=4,
    org_units=frozenset({EAST}),
    grants=GRANTS
    | {
        f"contacts.{do}_{what}"
        for do in ("add", "correct", "remove")
        for what in ("address", "person")
    }
    | {"contacts.prefer_address"},
)
FAR = Actor(user_id=5, org_units=frozenset({8}), grants=AGENT.grants)


@pytest.fixture
def company() -> int:
    found = find_or_register_customer(
        actor=SYSTEM,
        name="宜居装饰工程有限公司",
        phone="02155556666",
        address="上海市浦东新区世纪大道8号",
        kind="company",
        now=NOW,
    )
    with connection.cursor() as cursor:
        seen = "insert into parties_sight (customer_id, org_unit_id) values (%s, %s)"
        cursor.execute(seen, [found.id, EAST])
    return found.id


def card(customer_id: int, actor: Actor = AGENT) -> queries.ContactsCard:
    customer = customer_brief(actor=actor, customer_id=customer_id)
    clear = customer_clear(actor=actor, customer_id=customer_id, at=NOW)
    return queries.contacts_of(actor=actor, customer=customer, clear=clear)


def test_an_address_is_kept_sealed_with_the_codes_of_its_region(company: int) -> None:
    said = " 浙江省杭州市西湖区文三路1号2幢 "
    actions.add_address(actor=AGENT, customer_id=company, text=said, label="工地", now=NOW)
    (row,) = card(company).addresses
    assert (row.province, row.city, row.district) == ("33", "3301", "330106")
    assert (row.place, row.label) == ("浙江省杭州市西湖区", "工地")
    assert "文三路" not in row.text
    with connection.cursor() as cursor:
        cursor.execute("select text from contacts_address")
        assert "文三路".encode() not in bytes(cursor.fetchone()[0])


def test_an_address_of_former_times_lies_where_it_lies_now(company: int) -> None:
    actions.add_address(actor=AGENT, customer_id=company, text="上海市卢湾区淮海路3号", now=NOW)
    assert card(company).addresses[0].district == "310101"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"text": "  "}, "text"), ({"text": "一号"}, "text"), ({"text": "x" * 301}, "text"),
     ({"text": "文三路1号", "label": "x" * 21}, "label"), ({"text": "文三路\x001号"}, "text")],
)  # fmt: skip
def test_what_is_no_address_is_refused(company: int, said: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_address(actor=AGENT, customer_id=company, now=NOW, **said)
    assert list(refused.value.fields) == [field]
    assert not Address.objects.exists()


def test_who_calls_from_the_number_of_a_contact_person_is_recognised(company: int) -> None:
    actions.add_person(
        actor=AGENT, customer_id=company, name="李建国", role="采购", phone="13911112222", now=NOW
    )
    (row,) = card(company).people
    assert (row.name, row.phone, row.role) == ("李**", "139****2222", "采购")
    assert [c.id for c in customers_by_phone(actor=FAR, digits="13911112222")] == [company]


def test_a_customer_is_found_by_the_name_of_a_contact_person(company: int) -> None:
    def found(text: str) -> list[int]:
        return customer_ids(actor=SYSTEM, text=text)

    row = actions.add_person(actor=AGENT, customer_id=company, name="李建国", now=NOW)
    actions.add_person(actor=AGENT, customer_id=company, name="王立", now=NOW)
    assert found("李建国") == found("建国") == found("lijianguo") == found("宜居装饰") == [company]
    assert found("李建国 王立") == []
    actions.correct_person(actor=AGENT, person_id=row.id, name="赵建国", now=NOW)
    assert (found("李建"), found("建国"), found("赵建")) == ([], [company], [company])
    actions.remove_person(actor=AGENT, person_id=row.id, now=NOW)
    assert (found("建国"), found("王立")) == ([], [company])


def test_readable_only_while_the_file_is_open_in_clear(company: int) -> None:
    actions.add_person(actor=AGENT, customer_id=company, name="李建国", email="li@a.cn", now=NOW)
    person_id = card(company).people[0].id
    with pytest.raises(NotFound):
        queries.person_of(actor=AGENT, person_id=person_id, at=NOW)
    reveal_customer(actor=AGENT, customer_id=company, reason="回电核实", now=NOW)
    assert card(company).people[0].name == "李建国"
    assert queries.person_of(actor=AGENT, person_id=person_id, at=NOW).email == "li@a.cn"


def test_the_address_put_first_changes_places_with_the_one_before(company: int) -> None:
    text = "杭州市西湖区文三路1号"
    actions.add_address(actor=AGENT, customer_id=company, text=text, now=NOW)
    address_id = card(company).addresses[0].id
    with pytest.raises(NotFound):
        actions.prefer_address(actor=AGENT, address_id=address_id, now=NOW)
    reveal_customer(actor=AGENT, customer_id=company, reason="更正地址", now=NOW)
    actions.prefer_address(actor=AGENT, address_id=address_id, now=NOW)
    assert customer_brief(actor=AGENT, customer_id=company).region == "330106"
    assert card(company).addresses[0].text == "上海市浦东新区世纪大道8号"


def test_another_unit_finds_nothing_to_correct_or_remove(company: int) -> None:
    actions.add_address(actor=AGENT, customer_id=company, text="文三路1号", now=NOW)
    actions.add_person(actor=AGENT, customer_id=company, name="李建国", now=NOW)
    address_id, person_id = card(company).addresses[0].id, card(company).people[0].id
    for refused in (
        lambda: card(company, FAR),
        lambda: actions.add_address(actor=FAR, customer_id=company, text="文三路1号", now=NOW),
        lambda: actions.correct_address(actor=FAR, address_id=address_id, text="文三路", now=NOW),
        lambda: actions.remove_address(actor=FAR, address_id=address_id, now=NOW),
        lambda: actions.add_person(actor=FAR, customer_id=company, name="李", now=NOW),
        lambda: actions.correct_person(actor=FAR, person_id=person_id, name="李", now=NOW),
        lambda: actions.remove_person(actor=FAR, person_id=person_id, now=NOW),
    ):
        with pytest.raises(NotFound):
            refused()


def test_a_person_who_left_leaves_the_number_with_the_customer(company: int) -> None:
    row = actions.add_person(
        actor=AGENT, customer_id=company, name="李建国", phone="13911112222", now=NOW
    )
    actions.correct_person(actor=AGENT, person_id=row.id, name="李建", now=NOW)
    assert card(company).people[0].phone == ""
    actions.remove_person(actor=AGENT, person_id=row.id, now=NOW)
    assert not Person.objects.exists()
    assert customers_by_phone(actor=FAR, digits="13911112222")


def test_a_file_does_not_grow_without_end(company: int) -> None:
    for number in range(50):
        actions.add_address(actor=AGENT, customer_id=company, text=f"文三路{number}号", now=NOW)
    with pytest.raises(actions.TooMany):
        actions.add_address(actor=AGENT, customer_id=company, text="文三路51号", now=NOW)
