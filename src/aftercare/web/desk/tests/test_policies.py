"""Policy packs and calendars can be read by everybody at the desk, in both languages."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.policy.packs.queries import packs_in_force, version_in_force
from tests.makers import FRIDAY, company

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    company()
    client = Client()
    client.force_login(User.objects.get(username="agent"))
    return client


def version(line: str) -> int:
    return version_in_force(actor=SYSTEM, line_code=line, at=FRIDAY).version_id


def test_the_packs_in_force_and_the_calendars_are_listed(desk: Client) -> None:
    shown = desk.get("/desk/policies").content.decode()

    for name in ("家具", "家居用品", "家用电器", "建材", "工作日（法定节假日与调休）"):
        assert name in shown


def test_a_pack_shows_each_promise_with_its_clause_and_marks_what_is_to_be_confirmed(
    desk: Client,
) -> None:
    shown = desk.get(f"/desk/policies/{version('appliance')}").content.decode()

    assert "紧急投诉4小时内回复" in shown
    assert "家电行业售后服务规范" in shown
    assert "使用前请确认" in shown
    assert "等待客户" in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_pack_can_be_read(desk: Client, language: str) -> None:
    for pack in packs_in_force(actor=SYSTEM, at=FRIDAY):
        answer = desk.get(
            f"/desk/policies/{pack.version_id}", headers={"accept-language": language}
        )
        assert answer.status_code == 200


def test_a_year_shows_its_holidays_and_make_up_days(desk: Client) -> None:
    shown = desk.get("/desk/policies/calendars/standard?year=2026").content.decode()

    assert "14 春节（上班） · 15–23 春节" in shown
    assert "day-made_up" in shown
    assert "day-provisional" not in shown.partition('class="year"')[2]


def test_a_year_that_is_not_announced_is_marked(desk: Client) -> None:
    shown = desk.get("/desk/policies/calendars/standard?year=2031").content.decode()

    assert "day-provisional" in shown.partition('class="year"')[2]


@pytest.mark.parametrize("page", ["/desk/policies/0", "/desk/policies/calendars/lunar"])
def test_what_is_not_there_is_not_found(desk: Client, page: str) -> None:
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize("year", ["x", "1", "99999", "-1"])
def test_an_impossible_year_is_refused_in_words(desk: Client, year: str) -> None:
    assert desk.get(f"/desk/policies/calendars/standard?year={year}").status_code == 422


def test_the_pages_cost_few_queries(desk: Client) -> None:
    for page in (
        "/desk/policies",
        f"/desk/policies/{version('home')}",
        "/desk/policies/calendars/standard",
    ):
        desk.get(page)
        with CaptureQueriesContext(connection) as queries:
            desk.get(page)
        assert len(queries) <= 12
