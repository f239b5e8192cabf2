from datetime import timedelta
from typing import Any

import pytest

from aftercare.casework.doubles.queries import Matter, Sign, likely_doubles
from aftercare.foundation.actor import Actor
from tests import makers
from tests.makers import FRIDAY, Company, complaint

TOLD = "沙发坐垫塌陷，坐下去有异响，要求上门处理。"
ALMOST = "沙发坐垫塌陷，坐下去有异响，要求上门。"
HOME = "上海市浦东新区张江路100弄3号201室"


pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return makers.company()


def found(actor: Actor, days: int = 1, **said: Any) -> list[tuple[str, tuple[Sign, ...]]]:
    likely = likely_doubles(
        actor=actor, matter=Matter(**{"text": ""} | said), now=FRIDAY + timedelta(days=days)
    )
    return [(one.case.subject, one.signs) for one in likely]


def test_a_stranger_in_the_same_words_is_told_for_thirty_days(company: Company) -> None:
    complaint(company.agent, phone="13700000001", subject="甲", description=TOLD)

    assert found(company.agent, text=ALMOST) == [("甲", (Sign.TEXT,))]
    assert found(company.agent, text="瓷砖色差明显，同一批次") == []
    assert found(company.agent, days=31, text=ALMOST) == []


def test_a_household_is_known_by_its_address_however_it_is_written(company: Company) -> None:
    complaint(company.agent, phone="13700000002", subject="乙", address=HOME, description=TOLD)

    written = "上海市 浦东新区 张江路１００弄3号, 201室"
    likely = found(company.agent, address=written, text="沙发坐垫塌陷有异响")
    assert likely == [("乙", (Sign.ADDRESS,))]
    assert found(company.agent, address="上海市浦东新区", text="沙发坐垫塌陷有异响") == []


def test_the_same_order_is_enough(company: Company) -> None:
    complaint(company.agent, phone="13700000003", subject="丙", order_no="TB-1", description=TOLD)

    assert found(company.agent, order_no="TB-1") == [("丙", (Sign.ORDER,))]


def test_the_caller_is_known_by_the_number(company: Company) -> None:
    complaint(company.agent, phone="13700000004", subject="丁", description=TOLD)

    assert found(company.agent, phone="13700000004", text="沙发坐垫塌陷有异响，要求处理") == [
        ("丁", (Sign.CUSTOMER,))
    ]


def test_nobody_is_shown_a_case_out_of_sight(company: Company) -> None:
    complaint(company.agent, phone="13700000005", subject="戊", description=TOLD)

    assert found(company.stranger, text=TOLD) == []


@pytest.mark.parametrize("others", [1, 12])
def test_what_it_asks_does_not_grow_with_the_cases(
    company: Company, others: int, django_assert_max_num_queries: object
) -> None:
    for number in range(others):
        complaint(company.agent, phone=f"1370000{number:04}", description=TOLD)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        found(company.agent, text=TOLD, order_no="X-1")
