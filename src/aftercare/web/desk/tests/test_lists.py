"""The lists of cases: what is in them, in which order, at what price."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
MOST_QUERIES = 12
NOW = datetime.now(UTC)  # noqa: TID251 - the pages read the clock of the machine


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def signed_in(user: str = "agent") -> Client:
    client = Client()
    answer = client.post("/sign-in", {"login": user, "password": makers.PASSWORD})
    assert answer.status_code == 302
    return client


def take_down(
    company: makers.Company, count: int, *, now: datetime | None = None, **said: object
) -> list[str]:
    """Numbers of cases about service, which stay with the agent."""
    start = now or NOW
    said = {"category": "service", **said}
    return [
        makers.complaint(
            company.agent,
            now=start - timedelta(minutes=count - at),
            phone=f"1380013{at:04d}",
            description=f"上门服务不满意，第{at}次投诉",
            **said,
        ).case.number
        for at in range(count)
    ]


def numbers(answer: object) -> list[str]:
    return re.findall(r"data-open-row[^>]*>([^<]+)<", answer.content.decode())  # type: ignore[attr-defined]


def test_my_work_shows_my_open_cases_with_the_least_time_left_first(
    company: makers.Company,
) -> None:
    soon = take_down(company, 2)
    late = take_down(company, 1, now=NOW - timedelta(days=30))
    makers.complaint(company.handler, now=NOW)
    assert numbers(signed_in().get("/desk/")) == [*late, *soon]


def test_a_colleague_without_cases_reads_what_will_appear() -> None:
    page = signed_in().get("/desk/", headers={"accept-language": "en"}).content.decode()
    assert "没有等您处理的事" in page or "Nothing waits for you" in page


def test_another_unit_s_cases_are_in_no_list(company: makers.Company) -> None:
    take_down(company, 2)
    stranger = signed_in("stranger")
    for url in ("/desk/?tab=unit", "/desk/cases?open=all", "/desk/cases?owner=1&open=all"):
        assert numbers(stranger.get(url)) == []


@pytest.mark.parametrize(
    "query",
    [
        "severity=B",
        "category=service&kind=complaint&level=one",
        "line=home&channel=phone",
        "owner=me",
        "unit=mine",
        "urgent=no&danger=no",
        "q=上门",
        "q=%E7%AC%AC1%E6%AC%A1&open=yes",
    ],
)
def test_filters_find_what_they_name(company: makers.Company, query: str) -> None:
    told = take_down(company, 2)
    found = numbers(signed_in().get(f"/desk/cases?{query}"))
    assert found
    assert set(found) <= set(told)


@pytest.mark.parametrize(
    "query",
    [
        "severity=C",
        "state=closed&open=all",
        "late=yes",
        "danger=yes",
        "due=2h",
        "owner=999999999999999999999",
        "unit=abc",
        "from=2031-01-01",
        "until=2001-01-01",
        "due_before=2001-01-01",
        "customer=0",
    ],
)
def test_filters_that_fit_nothing_show_an_empty_list(company: makers.Company, query: str) -> None:
    take_down(company, 1)
    answer = signed_in().get(f"/desk/cases?{query}")
    assert answer.status_code == 200
    assert numbers(answer) == []


@pytest.mark.parametrize(
    "query",
    [
        "from=31.12.2026",
        "until=%00",
        "state=x' OR 1=1",
        "due=never",
        "open=perhaps",
        "order=oldest",
    ],
)
def test_words_that_mean_nothing_break_nothing(company: makers.Company, query: str) -> None:
    take_down(company, 1)
    assert signed_in().get(f"/desk/cases?{query}").status_code == 200


def test_a_list_of_many_pages_shows_each_case_once(company: makers.Company) -> None:
    told = take_down(company, 55)
    client, url, found = signed_in(), "/desk/cases?open=yes&order=newest", []
    for _page in range(2):
        answer = client.get(url)
        found += numbers(answer)
        more = re.search(r'href="\?([^"]*cursor=[^"&]+)"', answer.content.decode())
        url = f"/desk/cases?{more.group(1).replace('&amp;', '&')}" if more else ""
    assert found == list(reversed(told))


@pytest.mark.parametrize(
    "url", ["/desk/", "/desk/?tab=unit", "/desk/cases", "/desk/cases?open=all&unit=mine&owner=me"]
)
def test_a_list_costs_the_same_queries_whatever_the_data(company: makers.Company, url: str) -> None:
    client = signed_in()
    take_down(company, 3)
    client.get(url)
    costs, said = [], ""
    for more in (0, 57):
        take_down(company, more)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(url).status_code == 200
        costs.append(len(caught))
        said = "\n".join(query["sql"][:230] for query in caught.captured_queries)
    assert costs[0] == costs[1] <= MOST_QUERIES, said


def test_a_poll_without_news_is_answered_with_nothing(company: makers.Company) -> None:
    take_down(company, 1, now=NOW - timedelta(days=30))
    client = signed_in()
    first = client.get("/desk/cases", headers={"HX-Request": "true"})
    again = client.get(
        "/desk/cases", headers={"HX-Request": "true", "If-None-Match": first["ETag"]}
    )
    assert (first.status_code, again.status_code) == (200, 304)


def test_a_filter_is_kept_as_a_view_and_stands_among_the_tabs(company: makers.Company) -> None:
    told = take_down(company, 1)
    client = signed_in()
    kept = client.post("/desk/views/keep?severity=B&owner=me&order=newest", {"name": "我的 B 级"})
    assert kept.status_code == 302
    page = client.get(kept["Location"])
    assert numbers(page) == told
    assert re.search(
        r'aria-current="page">.{0,400}?我的 B 级 <span class="tag tag-count">1<',
        page.content.decode(),
        re.DOTALL,
    )
    assert "我的 B 级" not in signed_in("handler").get("/desk/cases").content.decode()
    twice = client.post("/desk/views/keep?severity=C", {"name": "我的 B 级"})
    assert twice.status_code == 422


def test_the_conditions_of_a_kept_view_can_be_changed() -> None:
    client = signed_in()
    kept = client.post("/desk/views/keep?severity=B&order=newest", {"name": "关注"})["Location"]
    page = client.get(kept).content.decode()
    assert "保存修改" not in page, "nothing is changed yet"
    view = kept.partition("view=")[2]
    chips = re.findall(r'class="chip" id="quick-\d" href="([^"]+)"', page)
    assert all(chip.endswith(f"view={view}") for chip in chips)
    changed = client.get(html.unescape(chips[4])).content.decode()
    assert re.search(r'aria-current="page">.{0,400}?关注', changed, re.DOTALL)
    assert "保存修改" in changed
    (keep,) = set(re.findall(r'hx-get="(/desk/views/keep[^"]+)"', changed))
    asked = client.get(html.unescape(keep)).content.decode()
    assert 'name="again"' in asked
    now = client.post(html.unescape(keep), {"name": "关注", "again": "1"})["Location"]
    assert now == f"/desk/cases?severity=B&urgent=yes&order=newest&view={view}"
    assert (
        f'name="view" value="{view}"'
        in client.get(f"/desk/cases/filter?severity=B&view={view}").content.decode()
    )


def test_a_shared_view_is_offered_to_who_sees_the_unit() -> None:
    client = signed_in()
    client.post("/desk/views/keep?severity=B", {"name": "全组关注", "shared": "on"})
    assert "全组关注" in signed_in("head").get("/desk/cases").content.decode()
    assert "全组关注" not in signed_in("stranger").get("/desk/cases").content.decode()


def test_views_are_renamed_moved_and_removed_by_their_owner_alone() -> None:
    client = signed_in()
    for name in ("一", "二"):
        client.post("/desk/views/keep?severity=B", {"name": name})
    ids = re.findall(r'id="view-(\d+)"', client.get("/desk/views").content.decode())
    client.post(f"/desk/views/{ids[1]}", {"act": "up"})
    assert re.findall(r'id="view-(\d+)"', client.get("/desk/views").content.decode()) == ids[::-1]
    client.post(f"/desk/views/{ids[0]}", {"act": "rename", "name": "新名"})
    assert 'value="新名"' in client.get("/desk/views").content.decode()
    assert signed_in("head").post(f"/desk/views/{ids[0]}", {"act": "remove"}).status_code == 404
    client.post(f"/desk/views/{ids[0]}", {"act": "remove"})
    assert "新名" not in client.get("/desk/views").content.decode()


@pytest.mark.parametrize("url", ["/desk/cases/filter", "/desk/views", "/desk/views/keep"])
def test_drawers_are_pages_too(url: str) -> None:
    assert signed_in().get(url).status_code == 200
