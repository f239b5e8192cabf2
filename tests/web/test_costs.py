"""What the pages open all day ask of the database: never more than this, whatever is there.

A page that needs one query more gives up one elsewhere, or says here why not.
"""

from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseFilter, case_page
from aftercare.casework.conversation.actions import add_note, log_contact
from aftercare.casework.pauses.actions import pause_case
from aftercare.casework.resolutions import actions as resolutions
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company, complaint
from tests.web.doors import names

pytestmark = pytest.mark.django_db
MOST = 12  # the aim for any list
FRAME = 3  # the session, the user, what this process remembers of the house


@pytest.fixture
def desk(client: Client, company: Company) -> Client:
    client.force_login(User.objects.get(id=company.head.user_id or 0))
    return client


def busy_case(company: Company) -> int:
    """A case about which much was said and done, with relatives and a pause."""
    case = complaint(company.agent).case
    complaint(company.agent, description="沙发还有异响")
    who, at = company.handler, FRIDAY + timedelta(hours=1)
    for _ in range(5):
        log_contact(actor=who, case_id=case.id, channel="phone", outbound=True, text="已联系",
                    now=at)  # fmt: skip
        add_note(actor=who, case_id=case.id, text="请关注", now=at)
    resolutions.record_findings(actor=who, case_id=case.id, version=None, cause="material",
                                liable="supplier", text="密度不足", now=at)  # fmt: skip
    option = resolutions.add_option(actor=who, case_id=case.id, kind="repair", summary="更换坐垫",
                                    cost_amount=Decimal(100), compensation_amount=Decimal(0),
                                    expected_stars=4, now=at)  # fmt: skip
    resolutions.propose_resolution(actor=who, case_id=case.id, version=None, resolution_id=option,
                                   now=at)  # fmt: skip
    pause_case(actor=who, case_id=case.id, reason="force_majeure", evidence="台风", now=at)
    return case.id


def test_a_busy_case(desk: Client, company: Company, django_assert_max_num_queries: Any) -> None:
    case_id = busy_case(company)
    desk.get(f"/desk/cases/{case_id}")  # reads the policy and the calendar for this process
    with django_assert_max_num_queries(FRAME + 22):
        assert desk.get(f"/desk/cases/{case_id}").status_code == 200


def test_the_whole_history_of_a_customer(
    desk: Client, company: Company, django_assert_max_num_queries: Any
) -> None:
    case_id = busy_case(company)
    path = f"/desk/customers/{Case.objects.get(id=case_id).customer_id}/history"
    assert "更换坐垫" not in desk.get(path).content.decode()  # what was thought of, not done
    with django_assert_max_num_queries(
        11 + 2
    ):  # the reading is noted between SAVEPOINT and RELEASE
        assert "已联系" in desk.get(path).content.decode()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/desk/", 7),
        ("/desk/?tab=unit", 7),
        ("/desk/cases", 8),
        ("/desk/cases?q=沙发", 9),
        ("/desk/late", 5),
        ("/desk/search?q=沙发", 9),
        ("/desk/notices", 4),
        ("/desk/customers", 4),
    ],
)
def test_a_list(
    desk: Client, company: Company, path: str, most: int, django_assert_max_num_queries: Any
) -> None:
    """`most` beside the frame, with a paused case among the rows; never more than twelve in all."""
    busy_case(company)
    assert desk.get(path).status_code == 200
    with django_assert_max_num_queries(min(FRAME + most, MOST)):
        desk.get(path)


def test_no_page_that_stands_for_itself_asks_more_than_twelve_questions(
    client: Client, company: Company
) -> None:
    """Every list and start page of the desk, a new one too, for people who may see all there is."""
    busy_case(company)
    asked: dict[str, int] = {}
    for reader in (company.manager, company.administrator, company.auditor):
        client.force_login(User.objects.get(id=reader.user_id))
        for name, entry in names():
            if not name.startswith("desk:") or entry.pattern.converters:
                continue
            path = reverse(name)
            if client.get(path).status_code != HTTPStatus.OK:
                continue
            with CaptureQueriesContext(connection) as questions:
                client.get(path)
            asked[f"{path} for {reader.name}"] = len(questions)
    assert len(asked) > 30
    assert not {path: count for path, count in asked.items() if count > MOST}


def test_a_page_travels_compressed_and_a_poll_still_finds_nothing_new(
    desk: Client, company: Company
) -> None:
    busy_case(company)
    packed = {"Accept-Encoding": "gzip"}
    page = desk.get("/desk/cases", headers=packed)
    part = desk.get("/desk/cases", headers={**packed, "HX-Request": "true"})
    again = desk.get(
        "/desk/cases",
        headers={**packed, "HX-Request": "true", "If-None-Match": part.headers["ETag"]},
    )

    assert page.headers["Content-Encoding"] == part.headers["Content-Encoding"] == "gzip"
    assert again.status_code == 304


def test_no_search_reads_all_cases(company: Company) -> None:
    """Each way of finding has its own index; an OR of them would be answered case by case."""
    busy_case(company)
    for text in ("沙发", "张伟", "13800138000", "DD2026-0001", "异响 8000"):
        with CaptureQueriesContext(connection) as asked:
            case_page(actor=company.head, narrowed=CaseFilter(text=text), now=FRIDAY)
        (search,) = [q["sql"] for q in asked if 'FROM "cases_case" WHERE' in q["sql"]]
        assert " OR " not in search
