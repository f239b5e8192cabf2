"""Calendars are changed on pages: written, seen with what they move, approved by a third person."""

from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.policy.calendars.queries import calendars, work_calendar
from tests.makers import Company, company, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def us() -> Company:
    return company()


def of(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=name))
    return client


def begun(client: Client) -> str:
    answer = client.post("/desk/policies/revisions")
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def sent(client: Client, url: str, **said: object) -> int:
    """The form as it was drawn, with these answers."""
    form = client.get(url).context["form"]
    drawn = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return client.post(url, drawn | said).status_code


def test_a_closed_day_moves_a_promise_only_once_three_people_agree(us: Company) -> None:
    now = datetime.combine(timezone.localdate(), time(9), timezone.get_current_timezone())
    case = complaint(us.agent, product_line="home", now=now).case
    admin, reviewer, manager = of("admin"), of("head"), of("manager")
    change = begun(admin)
    today = timezone.localdate(now)
    days = f"{change}/days"
    last = today + timedelta(days=13)
    assert sent(admin, days, on=today, until=last, name="搬迁") == 302

    shown = manager.get(change).content.decode()
    assert case.number in shown
    assert "Which open promises would move" in shown

    assert sent(admin, f"{change}/do/propose", reason="搬迁") == 302
    assert admin.get(f"{change}/do/review").status_code == 403
    assert sent(reviewer, f"{change}/do/review") == 302
    assert sent(reviewer, f"{change}/do/send-back", reason="") == 422
    assert not work_calendar(actor=SYSTEM, code="standard").own
    assert sent(manager, f"{change}/do/approve") == 302

    assert len(work_calendar(actor=SYSTEM, code="standard").own) == 14
    after = manager.get(change).content.decode()
    assert case.number in after
    assert "Which open promises it moved" in after
    assert "In force now" not in after  # what it was before is not what holds now
    assert "搬迁" in admin.get("/desk/policies/calendars/standard").content.decode()


def test_hours_begin_as_they_hold_and_a_station_has_its_own(us: Company) -> None:
    admin = of("admin")
    change = begun(admin)
    url = f"{change}/hours?calendar=standard&unit={us.east}"

    assert sent(admin, url, day_5="10:00–16:00") == 302
    assert sent(admin, url, day_5="16-10") == 422
    shown = admin.get(change).content.decode()
    assert "10:00–16:00" in shown
    assert "华东服务部" in shown
    assert "Take out" in shown
    assert sent(admin, f"{change}/remove/0") == 302
    assert sent(admin, f"{change}/do/drop") == 302


@pytest.mark.usefixtures("us")
def test_a_notice_is_read_and_what_contradicts_itself_is_told() -> None:
    admin = of("admin")
    url = f"{begun(admin)}/year"
    year = calendars(actor=SYSTEM)[0].known_until.year + 1  # type: ignore[union-attr]
    wrong = {"text": "一、元旦：1月1日（周一）放假，共3天。", "year": year, "source": "国办发"}
    refused = admin.post(url, wrong | {"seen": "x"})
    assert refused.status_code == 422
    assert "contradicts the calendar" in refused.content.decode()
    assert "days of rest are named" in refused.content.decode()

    file = SimpleUploadedFile("2027.csv", f"{year}-01-01,元旦,休\n".encode())
    assert sent(admin, url, file=file, source="国办发") == 302
    assert "Official days of" in admin.get(url.removesuffix("/year")).content.decode()


@pytest.mark.usefixtures("us")
def test_a_change_is_none_of_an_agents_business() -> None:
    change = begun(of("admin"))
    agent = of("agent")
    assert agent.get(change).status_code == 403
    assert agent.post("/desk/policies/revisions").status_code == 403
    assert "Change calendars" not in agent.get("/desk/policies").content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30"])
@pytest.mark.usefixtures("us")
def test_days_beyond_the_known_years_are_refused_on_the_form(day: str) -> None:
    admin = of("admin")
    change = begun(admin)
    assert sent(admin, f"{change}/days", on=day, name="盘点") == 422
    assert sent(admin, f"{change}/hours", since=day) == 422
