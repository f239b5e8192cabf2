"""Two files of one customer become one, with everything that hangs on them, and two again."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from aftercare.casework.cases.queries import case_brief, cases_of_customer
from aftercare.customers.contacts.actions import add_address, add_person
from aftercare.customers.merges.actions import MergeRefused, merge_customers, undo_merge
from aftercare.customers.merges.queries import merges_into
from aftercare.customers.parties.actions import add_phone, correct_customer, reveal_customer
from aftercare.customers.parties.actions import find_or_register_customer as register
from aftercare.customers.parties.queries import (
    customer_brief,
    customer_clear,
    customers,
    customers_by_phone,
    doubles,
    doubles_of,
)
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotFound
from tests.makers import FRIDAY, Company, company, complaint

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=2)
PLACE = "杭州市西湖区文三路1号"
OURS = ("parties", "contacts", "units", "cases")


@pytest.fixture
def house() -> Company:
    return company()


@pytest.fixture
def two(house: Company) -> tuple[int, int]:
    """(lost, kept): the same name and address under two numbers, each with what hangs on it."""
    kept = complaint(house.agent, phone="13800138000", address=PLACE).case.customer_id
    lost = complaint(house.stranger, phone="13900139000", address=PLACE,
                     owner_id=house.stranger.staff_id).case.customer_id  # fmt: skip
    correct_customer(
        actor=SYSTEM, customer_id=lost, changes={"email": "zhang@example.com"}, now=FRIDAY
    )
    for customer_id in (lost, kept):
        add_unit(actor=SYSTEM, customer_id=customer_id, described_as="沙发", now=FRIDAY)
        add_address(actor=SYSTEM, customer_id=customer_id, text="上海市卢湾区1号", now=FRIDAY)
        add_person(actor=SYSTEM, customer_id=customer_id, name="李娜", now=FRIDAY)
    return lost, kept


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the tables of customers, their things and cases, in clear, entries aside."""
    models: list[Any] = [m for app in OURS for m in apps.get_app_config(app).get_models()]
    return {
        model.__name__: sorted(
            tuple(sorted((name, str(value)) for name, value in row.items()))
            for row in model.objects.values()
        )
        for model in models
    }


def test_everything_goes_over_and_old_links_lead_on(house: Company, two: tuple[int, int]) -> None:
    lost, kept = two
    merge_customers(actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER)

    assert len(units_of(actor=SYSTEM, customer_id=kept)) == 2
    assert len(cases_of_customer(actor=SYSTEM, customer_id=kept)) == 2
    assert [c.id for c in customers_by_phone(actor=SYSTEM, digits="13900139000")] == [kept]
    assert customer_brief(actor=SYSTEM, customer_id=lost).id == kept
    assert lost not in {row.id for row in customers(actor=SYSTEM, text="张伟").rows}
    reveal_customer(actor=SYSTEM, customer_id=kept, reason="核实", now=LATER)
    clear = customer_clear(actor=SYSTEM, customer_id=kept, at=LATER)
    assert clear is not None
    assert (len(clear.phones), clear.email) == (2, "zhang@example.com")
    again = register(actor=SYSTEM, name="", phone="", email="zhang@example.com", now=LATER)
    assert again.id == kept
    verbs = {row.verb for row in history(actor=SYSTEM, subject=f"customer:{lost}").rows}
    assert {"customer.merged", "customer.absorbed"} <= verbs


def test_whoever_saw_one_of_the_files_sees_the_one_that_is_left(
    house: Company, two: tuple[int, int]
) -> None:
    lost, kept = two
    with pytest.raises(NotFound):
        customer_brief(actor=house.stranger, customer_id=kept)
    merge_customers(actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER)
    assert customer_brief(actor=house.stranger, customer_id=lost).id == kept


def test_undone_all_stands_as_before(house: Company, two: tuple[int, int]) -> None:
    lost, kept = two
    before = rows()
    merge = merge_customers(
        actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER
    )
    assert rows() != before
    undo_merge(actor=house.manager, merge_id=merge, now=LATER)
    assert rows() == before
    assert merges_into(actor=SYSTEM, customer_id=kept) == []


def test_what_came_after_the_merge_stays(house: Company, two: tuple[int, int]) -> None:
    lost, kept = two
    merge = merge_customers(
        actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER
    )
    case = complaint(house.agent, phone="13900139000", now=LATER).case
    assert case.customer_id == kept
    add_phone(actor=SYSTEM, customer_id=kept, phone="13700137000", now=LATER)
    undo_merge(actor=house.manager, merge_id=merge, now=LATER)
    assert case_brief(actor=SYSTEM, case_id=case.id).customer_id == kept
    assert [c.id for c in customers_by_phone(actor=SYSTEM, digits="13700137000")] == [kept]
    assert [c.id for c in customers_by_phone(actor=SYSTEM, digits="13900139000")] == [lost]


def test_a_file_that_went_on_is_undone_from_the_last_to_the_first(
    house: Company, two: tuple[int, int]
) -> None:
    lost, kept = two
    third = complaint(house.agent, phone="13600136000", name="张伟").case.customer_id
    first = merge_customers(
        actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER
    )
    second = merge_customers(
        actor=house.manager, lost_id=kept, kept_id=third, reason="同一人", now=LATER
    )
    assert customer_brief(actor=SYSTEM, customer_id=lost).id == third
    with pytest.raises(MergeRefused):
        undo_merge(actor=house.manager, merge_id=first, now=LATER)
    undo_merge(actor=house.manager, merge_id=second, now=LATER)
    undo_merge(actor=house.manager, merge_id=first, now=LATER)
    assert customer_brief(actor=SYSTEM, customer_id=lost).id == lost


def test_what_cannot_be_merged_is_refused(house: Company, two: tuple[int, int]) -> None:
    lost, kept = two
    with pytest.raises(Invalid):
        merge_customers(actor=house.manager, lost_id=lost, kept_id=kept, reason=" ", now=LATER)
    with pytest.raises(MergeRefused):
        merge_customers(actor=house.manager, lost_id=kept, kept_id=kept, reason="同一", now=LATER)
    with pytest.raises(NotFound):  # of another region
        merge_customers(actor=house.agent, lost_id=lost, kept_id=kept, reason="同一", now=LATER)
    merge_customers(actor=house.manager, lost_id=lost, kept_id=kept, reason="同一人", now=LATER)
    with pytest.raises(MergeRefused):
        merge_customers(actor=house.manager, lost_id=lost, kept_id=kept, reason="同一", now=LATER)


def test_doubles_are_found_by_name_with_address_or_mail(
    house: Company, two: tuple[int, int]
) -> None:
    lost, kept = two
    (row,) = doubles_of(actor=SYSTEM, customer_id=kept)
    assert (row.brief.id, row.why) == (lost, ["name_and_address"])
    (pair,) = doubles(actor=SYSTEM).rows
    assert pair.older is not None
    assert (pair.brief.id, pair.older.id) == (lost, kept)
    assert doubles(actor=house.agent).rows == []
    assert doubles_of(actor=house.agent, customer_id=kept) == []
    correct_customer(actor=SYSTEM, customer_id=lost, changes={"name": "李四"}, now=LATER)
    assert doubles_of(actor=SYSTEM, customer_id=kept) == []
    assert not doubles(actor=SYSTEM).rows
