"""Customers are found, kept apart, masked and revealed."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from aftercare.customers.parties import actions, queries
from aftercare.customers.parties.models import _NAMED, Sight
from aftercare.customers.parties.queries import CustomerBrief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.work import whole

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
HERE, THERE = 1, 2
AGENT = Actor(
    user_id=7,
    grants=frozenset(
        {"parties.see_customers", "parties.reveal_customer", "parties.correct_customer"}
    ),
    org_units=frozenset({HERE}),
)
FAR = replace(AGENT, org_units=frozenset({THERE}))
pytestmark = pytest.mark.django_db


def register(name: str = "张伟", phone: str = "13812345678", **more: str) -> CustomerBrief:
    """Served from HERE."""
    found = actions.find_or_register_customer(actor=SYSTEM, name=name, phone=phone, now=NOW, **more)
    Sight.objects.get_or_create(customer_id=found.id, org_unit_id=HERE)
    return found


def ids(text: str) -> list[int]:
    return queries.customer_ids(actor=SYSTEM, text=text)


def test_a_customer_is_shown_masked() -> None:
    brief = register(address="浙江省杭州市西湖区文三路1号")
    assert (brief.name, brief.phone) == ("张*", "138****5678")
    assert (brief.region, brief.place) == ("330106", "浙江省杭州市西湖区")
    card = queries.customer_card(actor=AGENT, customer_id=brief.id)
    assert "文三路" not in card.address
    assert [phone.number for phone in card.phones] == ["138****5678"]


def test_nothing_readable_stands_in_the_database() -> None:
    register(address="浙江省杭州市西湖区文三路1号", email="zhang@example.com")
    with connection.cursor() as cursor:
        for table in ("parties_customer", "parties_phone", "audit_entry"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")  # noqa: S608
            (text,) = cursor.fetchone()
            for secret in ("张伟", "13812345678", "文三路", "zhang@example.com", "zhangwei"):
                assert secret not in text
                assert secret.encode().hex() not in text


def test_the_same_number_in_any_writing_is_the_same_customer() -> None:
    first = register()
    assert register(name="张先生", phone="+86 138-1234-5678").id == first.id
    assert register(phone="１３８１２３４５６７８").id == first.id
    assert register(phone="13812345679").id != first.id


def test_a_customer_is_there_for_the_rest_of_the_work_that_registers_it() -> None:
    def told_again() -> str:
        fresh = actions.find_or_register_customer(
            actor=SYSTEM, name="张伟", phone="13812345678", now=NOW
        )
        return queries.reach_of(actor=SYSTEM, customer_id=fresh.id).phone

    assert whole(told_again) == "13812345678"


def test_a_known_file_is_completed_but_not_overwritten() -> None:
    first = register(name="")
    register(name="张伟", address="上海市浦东新区世纪大道1号")
    register(name="李四", address="别处")
    clear = actions.reveal_customer(actor=SYSTEM, customer_id=first.id, reason="核对", now=NOW)
    assert (clear.name, clear.address) == ("张伟", "上海市浦东新区世纪大道1号")
    assert queries.customer_brief(actor=AGENT, customer_id=first.id).region == "310115"


def test_without_a_number_the_mail_address_leads_to_the_file() -> None:
    first = register(phone="", email="Zhang@Example.com")
    assert register(phone="", email="zhang@example.com").id == first.id
    assert register(phone="").id != first.id


@pytest.mark.parametrize(
    "text", ["13812345678", "138 1234 5678", "5678", "张伟", "zhangwei", "ZW", "z@example.com"]
)
def test_a_customer_is_found_by_what_people_know(text: str) -> None:
    brief = register(email="z@example.com")
    register(name="李娜", phone="13911112222")
    assert ids(text) == [brief.id]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("张伟强", "伟强"),
        ("张伟强", "张 伟"),
        ("张伟强", "weiqiang"),
        ("欧阳娜娜", "阳娜娜"),
        ("买买提·艾力", "买提艾力"),
        ("上海宏图家具有限公司", "宏图家具"),
        ("上海宏图家具有限公司", "HongTu"),
        ("ABC家具", "abc"),
        ("ABC家具", "abc家具"),
        ("Anna Maria Smith", "Smith"),
        ("Anna Maria Smith", "smith anna"),
        ("O'Neil", "oneil"),
    ],
)
def test_a_customer_is_found_by_a_part_of_the_name(name: str, text: str) -> None:
    brief = register(name=name)
    register(name="李娜", phone="13911112222")
    assert ids(text) == [brief.id]


@pytest.mark.parametrize("text", ["强伟", "宏图公司", "强", "wei", "zhangqiang", "smi"])
def test_what_is_no_part_of_a_name_finds_nobody(text: str) -> None:
    for number, name in enumerate(("张伟强", "上海宏图家具有限公司", "Anna Smith")):
        register(name=name, phone=f"1381234000{number}")
    assert ids(text) == []


def test_of_very_many_of_a_name_the_newest_are_read_in_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # of customers not there
        cursor.execute(
            "INSERT INTO parties_nameword SELECT mod(n, 9)::text, n, 0"
            " FROM generate_series(1, 20000) n"
        )
        cursor.execute("ANALYZE parties_nameword")
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + _NAMED.format(more=""), ["1", 10])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan Backward using parties_nameword_pkey" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("text", ["1381234", "567", "张", "王伟", "", "x@example.com"])
def test_a_guess_finds_nobody(text: str) -> None:
    register()
    assert ids(text) == []


def test_as_one_types_only_numbers_are_asked() -> None:
    brief = register()
    found = queries.customers_by_phone(actor=AGENT, digits="138-1234-5678")
    assert [one.id for one in found] == [brief.id]
    assert [one.id for one in queries.customers_by_phone(actor=AGENT, digits="5678")] == [brief.id]
    assert queries.customers_by_phone(actor=AGENT, digits="张伟") == []


def test_one_number_leads_to_one_file_and_a_file_may_have_several() -> None:
    first, second = register(), register(name="李娜", phone="13911112222")
    actions.add_phone(actor=SYSTEM, customer_id=first.id, phone="02155556666", now=NOW)
    actions.add_phone(actor=SYSTEM, customer_id=first.id, phone="02155556666", now=NOW)
    assert ids("021-55556666") == [first.id]
    with pytest.raises(actions.NumberOfAnother):
        actions.add_phone(actor=SYSTEM, customer_id=second.id, phone="13812345678", now=NOW)

    card = queries.customer_card(actor=AGENT, customer_id=first.id)
    actions.remove_phone(actor=SYSTEM, customer_id=first.id, phone_id=card.phones[0].id, now=NOW)
    assert queries.customer_brief(actor=AGENT, customer_id=first.id).phone == "021****6666"
    assert ids("13812345678") == []


def test_the_tail_of_any_number_opens_the_door() -> None:
    brief = register()
    assert queries.phone_matches(actor=AGENT, customer_id=brief.id, tail="5678")
    assert not queries.phone_matches(actor=AGENT, customer_id=brief.id, tail="5679")
    assert not queries.phone_matches(actor=AGENT, customer_id=brief.id, tail="")


def test_seeing_in_clear_takes_a_reason_and_leaves_a_trace() -> None:
    brief = register()
    with pytest.raises(Invalid):
        actions.reveal_customer(actor=AGENT, customer_id=brief.id, reason=" ", now=NOW)
    clear = actions.reveal_customer(
        actor=AGENT, customer_id=brief.id, reason="回电核实", case_id=3, now=NOW
    )
    assert (clear.name, clear.phone) == ("张伟", "13812345678")
    (row,) = queries.disclosures(actor=AGENT, customer_id=brief.id)
    assert (row.user_id, row.case_id, row.reason) == (7, 3, "回电核实")


def test_once_revealed_for_a_case_it_stays_so_for_some_hours_and_that_person_only() -> None:
    brief = register()
    actions.reveal_customer(
        actor=AGENT, customer_id=brief.id, reason="回电核实", case_id=3, now=NOW
    )

    def clear(actor: Actor, case_id: int | None, hours: int) -> bool:
        at = NOW + timedelta(hours=hours)
        found = queries.customer_clear(actor=actor, customer_id=brief.id, case_id=case_id, at=at)
        return found is not None

    other = replace(AGENT, user_id=8)
    assert clear(AGENT, 3, 1)
    assert not clear(AGENT, 4, 1)
    assert not clear(AGENT, 3, 9)
    assert not clear(other, 3, 1)


def test_who_may_not_see_customers_sees_none() -> None:
    brief = register()
    stranger = Actor(user_id=9)
    with pytest.raises(NotAllowed):
        queries.customer_brief(actor=stranger, customer_id=brief.id)
    with pytest.raises(NotAllowed):
        actions.reveal_customer(actor=stranger, customer_id=brief.id, reason="好奇", now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"phone": "12"}, "phone"),
        ({"name": "x" * 61}, "name"),
        ({"email": "no mail"}, "email"),
        ({"region": "99"}, "region"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_cannot_be_right_is_refused(given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        register(**given)
    assert field in refused.value.fields


def test_a_file_can_be_corrected() -> None:
    brief = register()
    actions.correct_customer(
        actor=SYSTEM,
        customer_id=brief.id,
        changes={"name": "李伟国", "grade": "valued", "address": "杭州西湖区1号"},
        now=NOW,
    )
    assert ids("李伟国") == [brief.id]
    assert ids("张伟") == []
    assert queries.customer_brief(actor=AGENT, customer_id=brief.id).region == "330106"
    for changes in ({"grade": "king"}, {"phone": "1"}):
        with pytest.raises(Invalid):
            actions.correct_customer(actor=SYSTEM, customer_id=brief.id, changes=changes, now=NOW)
    with pytest.raises(NotFound):
        actions.correct_customer(actor=SYSTEM, customer_id=0, changes={}, now=NOW)


def test_pages_of_customers_take_two_queries_whatever_their_number(
    django_assert_num_queries: object,
) -> None:
    for serial in range(7):
        register(phone=f"1381234000{serial}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        first = queries.customers(actor=AGENT, limit=4)
    second = queries.customers(actor=AGENT, limit=4, cursor=first.next_cursor)
    assert len({one.id for one in [*first.rows, *second.rows]}) == 7
    assert second.next_cursor is None


@pytest.mark.django_db(transaction=True)
def test_registered_twice_at_once_it_is_one_customer() -> None:
    found: list[int] = []
    start = threading.Barrier(4)

    def call() -> None:
        start.wait()
        try:
            found.append(register().id)
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


@pytest.mark.parametrize("asked", ["", "5678", "张伟", "zhangwei", "13812345678"])
def test_lists_and_searches_hold_those_in_sight_only(asked: str) -> None:
    brief = register()
    assert [one.id for one in queries.customers(actor=AGENT, text=asked).rows] == [brief.id]
    assert queries.customers(actor=FAR, text=asked).rows == []
    assert queries.customer_ids(actor=FAR, text=asked) == []
    assert queries.customer_briefs(actor=FAR, ids=[brief.id]) == {}


def test_a_full_number_recognises_a_customer_of_any_unit_masked_and_opens_nothing() -> None:
    brief = register()
    (found,) = queries.customers_by_phone(actor=FAR, digits="13812345678")
    assert (found.id, found.phone) == (brief.id, "138****5678")
    assert queries.customers_by_phone(actor=FAR, digits="5678") == []
    reads: list[Callable[[], object]] = [
        lambda: queries.customer_brief(actor=FAR, customer_id=brief.id),
        lambda: queries.customer_card(actor=FAR, customer_id=brief.id),
        lambda: queries.disclosures(actor=FAR, customer_id=brief.id),
        lambda: actions.reveal_customer(
            actor=FAR, customer_id=brief.id, reason="回电核实", now=NOW
        ),
        lambda: actions.correct_customer(
            actor=FAR, customer_id=brief.id, changes={"notes": "x"}, now=NOW
        ),
    ]
    for read in reads:
        with pytest.raises(NotFound):
            read()


def test_what_was_shown_in_clear_closes_when_the_customer_leaves_the_sight() -> None:
    brief = register()
    actions.reveal_customer(actor=AGENT, customer_id=brief.id, reason="回电核实", now=NOW)
    assert queries.customer_clear(actor=AGENT, customer_id=brief.id, at=NOW)
    Sight.objects.filter(customer_id=brief.id).delete()
    with pytest.raises(NotFound):
        queries.customer_clear(actor=AGENT, customer_id=brief.id, at=NOW)
