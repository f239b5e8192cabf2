"""What customers have."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units import actions, queries
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def customer_id() -> int:
    return customer("13812345678")


@pytest.fixture
def model_id() -> int:
    load_lines(actor=SYSTEM, now=NOW)
    return add_model(
        actor=SYSTEM,
        line_code="appliance",
        brand="安居",
        code="KFR-35GW",
        name="挂机",
        category_word="空调",
        now=NOW,
    ).id


def customer(phone: str) -> int:
    return find_or_register_customer(actor=SYSTEM, name="张伟", phone=phone, now=NOW).id


def test_a_unit_tells_what_it_is(customer_id: int, model_id: int) -> None:
    unit = actions.add_unit(
        actor=SYSTEM,
        customer_id=customer_id,
        model_id=model_id,
        serial="SN001",
        order_no="JD-9",
        purchased_on=date(2026, 6, 18),
        now=NOW,
    )
    assert (unit.title, unit.line_code, unit.category_word) == (
        "安居 KFR-35GW",
        "appliance",
        "空调",
    )
    assert queries.units_of(actor=SYSTEM, customer_id=customer_id) == [unit]
    assert queries.units_by_code(actor=SYSTEM, code="sn001") == [unit]
    assert queries.units_by_code(actor=SYSTEM, code="jd-9") == [unit]
    assert queries.units_by_code(actor=SYSTEM, code=" ") == []
    assert queries.unit_brief(actor=SYSTEM, unit_id=unit.id) == unit


@pytest.mark.parametrize(
    ("code", "serials"),
    [
        ("KFR-35GW", ["SN0012", "SN0011", "S_9"]),
        ("kfr35", ["SN0012", "SN0011", "S_9"]),
        ("gw", []),
        ("35gw", []),
        ("SN001", ["SN0012", "SN0011"]),
        ("sn0011", ["SN0011"]),
        ("SN0", []),
        ("S_9", ["S_9"]),
        ("S__9", []),
        ("SN%", []),
        ("jd-9", ["SN0011"]),
        ("jd-", []),
        (" ", []),
    ],
)
def test_things_are_found_by_model_order_and_beginning_of_the_serial(
    customer_id: int, model_id: int, code: str, serials: list[str]
) -> None:
    for serial, order_no in (("S_9", ""), ("SN0011", "JD-9"), ("SN0012", "")):
        actions.add_unit(
            actor=SYSTEM, customer_id=customer_id, model_id=model_id, serial=serial,
            order_no=order_no, now=NOW,
        )  # fmt: skip
    assert [one.serial for one in queries.units_by_code(actor=SYSTEM, code=code)] == serials


def test_no_more_things_are_read_than_are_shown(
    customer_id: int, model_id: int, django_assert_max_num_queries: Any
) -> None:
    """Of many that a code means: the first in sight; two questions more where few are."""
    other = customer("13911113333")
    for number in range(12):
        owner = customer_id if number < 3 else other
        actions.add_unit(actor=SYSTEM, customer_id=owner, model_id=model_id,
                         serial=f"SN00{number:02}", now=NOW)  # fmt: skip
    all_seen = [u.serial for u in queries.units_by_code(actor=SYSTEM, code="SN00", limit=3)]
    assert all_seen == ["SN0011", "SN0010", "SN0009"]
    with connection.cursor() as cursor:  # as a case of the customer there would
        cursor.execute("INSERT INTO parties_sight (customer_id, org_unit_id) VALUES (%s, 77)",
                       [customer_id])  # fmt: skip
    near = Actor(user_id=1, grants=frozenset({queries.SEE_UNITS}), org_units=frozenset({77}))
    with django_assert_max_num_queries(4):
        seen = [u.serial for u in queries.units_by_code(actor=near, code="SN00", limit=3)]
    assert seen == ["SN0002", "SN0001", "SN0000"]


def test_what_is_not_in_the_catalogue_keeps_the_customer_s_words(customer_id: int) -> None:
    unit = actions.add_unit(actor=SYSTEM, customer_id=customer_id, described_as="老式茶几", now=NOW)
    assert unit.title == "老式茶几"
    assert unit.model_id is None


def test_the_same_serial_is_the_same_unit_and_never_in_two_files(
    customer_id: int, model_id: int
) -> None:
    def add(owner: int, serial: str) -> int:
        return actions.add_unit(
            actor=SYSTEM, customer_id=owner, model_id=model_id, serial=serial, now=NOW
        ).id

    first = add(customer_id, "SN001")
    assert add(customer_id, "sn001") == first
    other = customer("13911112222")
    with pytest.raises(actions.SerialOfAnother):
        add(other, "SN001")
    second = add(other, "SN002")
    with pytest.raises(actions.SerialOfAnother):
        actions.correct_unit(actor=SYSTEM, unit_id=second, changes={"serial": "SN001"}, now=NOW)


def test_a_unit_can_be_corrected(customer_id: int, model_id: int) -> None:
    unit = actions.add_unit(actor=SYSTEM, customer_id=customer_id, model_id=model_id, now=NOW)
    changed = actions.correct_unit(
        actor=SYSTEM,
        unit_id=unit.id,
        changes={"serial": "SN9", "installed_on": date(2026, 7, 1)},
        now=NOW,
    )
    assert (changed.serial, changed.installed_on) == ("SN9", date(2026, 7, 1))
    with pytest.raises(Invalid):
        actions.correct_unit(actor=SYSTEM, unit_id=unit.id, changes={"customer_id": "1"}, now=NOW)
    with pytest.raises(NotFound):
        actions.correct_unit(actor=SYSTEM, unit_id=0, changes={}, now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "described_as"),
        ({"described_as": "x" * 121}, "described_as"),
        ({"model_id": 0}, "model_id"),
        ({"described_as": "沙发", "purchased_on": date(2027, 1, 1)}, "purchased_on"),
        (
            {
                "described_as": "沙发",
                "purchased_on": date(2026, 2, 1),
                "installed_on": date(2026, 1, 1),
            },
            "installed_on",
        ),
        ({"described_as": "沙发", "customer_id": 0}, "customer_id"),
    ],
)
def test_what_cannot_be_right_is_refused(
    given: dict[str, object], field: str, customer_id: int
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_unit(actor=SYSTEM, now=NOW, **{"customer_id": customer_id, **given})  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_an_order_of_several_things_is_seen_and_corrected_as_one(customer_id: int) -> None:
    for what, order_no, channel in (("沙发", "JD-7", "京东"), ("茶几", "jd-7", ""), ("床", "", "")):
        actions.add_unit(
            actor=SYSTEM, customer_id=customer_id, described_as=what, order_no=order_no,
            channel=channel, now=NOW,
        )  # fmt: skip
    (order,) = queries.purchases_of(actor=SYSTEM, customer_id=customer_id)
    assert [unit.title for unit in order.units] == ["沙发", "茶几"]
    assert (order.channel, order.differing) == (None, ["channel"])
    changes: dict[str, Any] = {"channel": "京东", "purchased_on": date(2026, 11, 1)}
    mended = actions.correct_purchase(
        actor=SYSTEM, customer_id=customer_id, order_no="JD-7", now=NOW,
        changes=changes | {"order_no": "JD-8"},
    )  # fmt: skip
    assert (mended.order_no, mended.channel, mended.differing) == ("JD-8", "京东", [])
    assert {unit.purchased_on for unit in mended.units} == {date(2026, 11, 1)}
    wrong: list[dict[str, Any]] = [
        {"serial": "1"}, {"order_no": " "}, {"purchased_on": date(2030, 1, 1)},
    ]  # fmt: skip
    for change in wrong:
        with pytest.raises(Invalid):
            actions.correct_purchase(
                actor=SYSTEM, customer_id=customer_id, order_no="JD-8", changes=change, now=NOW
            )
    other = customer("13900139000")
    for owner, number in ((customer_id, "JD-7"), (other, "JD-8")):
        with pytest.raises(NotFound):
            queries.purchase_of(actor=SYSTEM, customer_id=owner, order_no=number)
