"""What is done with many cases at once, what leaves as a file, what search and heads find."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aftercare.casework.assignment.actions import take_case
from aftercare.casework.cases.queries import case_brief
from aftercare.casework.views.queries import late_table
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.people.staff.queries import member_of_user
from aftercare.web.kit.formats import plain_cell
from tests import makers

from .test_lists import MOST_QUERIES, NOW, numbers, signed_in, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def ids_in(client: Client, url: str = "/desk/cases?open=all") -> list[int]:
    return [int(i) for i in re.findall(r'id="case-(\d+)"', client.get(url).content.decode())]


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_many_cases_are_taken_over_and_each_is_answered(company: makers.Company) -> None:
    take_down(company, 3)
    head = signed_in("head")
    ids = ids_in(head)
    asked = head.get("/desk/cases/do/take", {"case": ids}).content.decode()
    assert asked.count('type="hidden" name="case"') == 3
    done = head.post("/desk/cases/do/take", {"case": ids, "sure": "1"})
    assert done.content.decode().count("已完成") >= 3
    me = member_of_user(actor=SYSTEM, user_id=company.head.user_id or 0)
    assert me
    assert {case_brief(actor=SYSTEM, case_id=i).owner_id for i in ids} == {me.id}


def test_what_is_refused_for_one_case_is_told_and_the_others_are_done(
    company: makers.Company,
) -> None:
    take_down(company, 2)
    manager = signed_in("manager")
    ids = ids_in(manager)
    note = manager.post("/desk/cases/do/note", {"case": [*ids, 999_999], "text": "请当天回电"})
    assert note.status_code == 200
    assert "有 1 项已不在您的可见范围内，未作处理" in note.content.decode()
    for case_id in ids:
        assert "请当天回电" in manager.get(f"/desk/cases/{case_id}").content.decode()
    assert signed_in("auditor").post("/desk/cases/do/note", {"case": ids}).status_code == 403


def test_a_case_that_went_to_another_meanwhile_is_told_and_stays(company: makers.Company) -> None:
    take_down(company, 2)
    manager = signed_in("manager")
    ids = ids_in(manager)
    page = manager.get("/desk/cases/do/take", {"case": ids}).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    assert len(seen) == 2
    take_case(actor=company.head, case_id=ids[0], version=None, now=NOW)
    done = manager.post("/desk/cases/do/take", {"case": ids, "seen": seen}).content.decode()
    assert f"期间已转给{company.head.name}" in done
    owners = [case_brief(actor=SYSTEM, case_id=i).owner_id for i in ids]
    assert owners == [company.head.staff_id, company.manager.staff_id]


def test_many_cases_get_another_level_and_stay_what_they_are_otherwise(
    company: makers.Company,
) -> None:
    take_down(company, 2)
    manager = signed_in("manager")
    ids = ids_in(manager)
    take_down(company, 1, confirmed=False)
    url, given = "/desk/cases/do/grade", {"case": ids_in(manager), "level": "two", "reason": "复核"}
    assert manager.post(url, given).content.decode().count("尚未分类") == 1
    given["case"] = ids
    given["severity"] = "A"
    before = [case_brief(actor=SYSTEM, case_id=i).classification for i in ids]
    assert manager.post(url, given | {"level": "", "severity": ""}).status_code == 422
    assert manager.post(url, given).status_code == 200
    after = [case_brief(actor=SYSTEM, case_id=i).classification for i in ids]
    assert after == [replace(one, level="two", severity="A") for one in before]


def test_a_case_of_another_unit_is_not_chosen_by_typing_its_id(company: makers.Company) -> None:
    take_down(company, 1)
    ids = ids_in(signed_in("manager"))
    stranger = signed_in("stranger")
    said = stranger.post("/desk/cases/do/note", {"case": ids, "text": "越权"}).content.decode()
    assert "999" not in said
    assert "越权" not in signed_in("manager").get(f"/desk/cases/{ids[0]}").content.decode()
    assert numbers(stranger.get("/desk/cases/print", {"case": ids})) == []


def test_a_form_with_an_error_comes_back_with_the_choice(company: makers.Company) -> None:
    take_down(company, 1)
    client = signed_in()
    answer = client.post("/desk/cases/do/note", {"case": ids_in(client), "text": ""})
    assert answer.status_code == 422
    assert 'name="case"' in answer.content.decode()


def test_a_list_leaves_as_a_file_that_masks_and_runs_nothing(company: makers.Company) -> None:
    take_down(company, 2)
    makers.complaint(
        company.agent, now=NOW, category="service", name="李小龙", product_text="=HYPERLINK(1)"
    )
    head = signed_in("head")
    sheet = head.post("/desk/cases/export?open=yes&order=newest", {"form": "csv"})
    text = body(sheet)
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[1][2] == "李**"
    assert rows[1][3] == "138****8000"
    assert rows[1][5] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(
        io.BytesIO(body(head.post("/desk/cases/export", {"form": "xlsx"}))), read_only=False
    )
    table = list(book.active.iter_rows(values_only=True))
    assert len(table) == 4
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d"}
    seen = history(actor=SYSTEM, subject=f"user:{company.head.user_id}").rows
    assert [entry.verb for entry in seen].count("cases.exported") == 2


def test_what_was_searched_for_is_noted_beside_the_history_and_not_in_it(
    company: makers.Company,
) -> None:
    head = signed_in("head")
    asked = {"q": "李小龙", "product_line": "沙发", "kind": "complaint"}
    answer = head.post(f"/desk/cases/export?{urlencode(asked)}", {"form": "csv"})
    assert answer.status_code == 200
    (entry,) = (
        row
        for row in history(actor=SYSTEM, subject=f"user:{company.head.user_id}").rows
        if row.verb == "cases.exported"
    )
    assert entry.words == {"q": "李小龙"}
    assert "李" not in str(entry.detail)


def test_only_chosen_cases_leave_and_only_with_the_grant(company: makers.Company) -> None:
    take_down(company, 3)
    head = signed_in("head")
    ids = ids_in(head)[:1]
    answer = head.post("/desk/cases/export", {"form": "csv", "case": ids})
    assert body(answer).count(b"\r\n") == 2
    assert signed_in("agent").post("/desk/cases/export", {"form": "csv"}).status_code == 403
    assert signed_in("auditor").post("/desk/cases/export", {"form": "csv"}).status_code == 403
    assert signed_in("manager").post("/desk/cases/export", {"form": "csv"}).status_code == 200


def test_a_file_holds_nothing_of_another_unit(company: makers.Company) -> None:
    told = take_down(company, 1)
    makers.person("westhead", "马西", "station_manager", company.west, is_head=True)
    west = signed_in("westhead")
    ids = ids_in(signed_in("manager"))
    for extra in ({}, {"case": ids}):
        text = body(west.post("/desk/cases/export?open=all", {"form": "csv", **extra})).decode()
        assert told[0] not in text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("＝1+1", "'＝1+1"),
        ("", ""),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("沙发", "沙发"),
    ],
)
def test_nothing_in_a_file_is_a_formula(text: str, kept: str) -> None:
    assert plain_cell(text) == kept


def test_a_number_typed_into_the_search_box_opens_its_case(company: makers.Company) -> None:
    number = take_down(company, 1)[0]
    client = signed_in()
    answer = client.get("/desk/search", {"q": f" {number.lower()} "})
    assert answer.status_code == 302
    assert re.fullmatch(r"/desk/cases/\d+", answer["Location"])
    assert signed_in("stranger").get("/desk/search", {"q": number}).status_code == 200


@pytest.mark.parametrize("text", ["13800130000", "0000", "张伟", "上门服务", "SO-778812"])
def test_search_finds_by_phone_tail_name_words_and_order(
    company: makers.Company, text: str
) -> None:
    number = take_down(company, 1, order_no="SO-778812")[0]
    client = signed_in()
    assert number in numbers(client.get("/desk/search", {"q": text}))
    items = client.get("/desk/palette", {"q": text}).json()["items"]
    assert any(number in item["label"] for item in items)
    assert numbers(signed_in("stranger").get("/desk/search", {"q": text})) == []


@pytest.mark.parametrize("text", ["", "\0", "'\"<script>", "&|!()", "-", "x" * 500, "没有这样的词"])
def test_search_survives_what_people_paste(text: str) -> None:
    client = signed_in()
    assert client.get("/desk/search", {"q": text}).status_code in {200, 302}
    assert client.get("/desk/palette", {"q": text}).status_code == 200


def test_the_palette_knows_places_views_and_my_cases(company: makers.Company) -> None:
    number = take_down(company, 1)[0]
    labels = [item["label"] for item in signed_in().get("/desk/palette").json()["items"]]
    assert {"我的工作", "全部服务单", "已超时"} <= set(labels)
    assert any(number in label for label in labels)


def test_heads_see_who_is_late_and_a_figure_opens_the_cases(company: makers.Company) -> None:
    late = take_down(company, 2, now=NOW - timedelta(days=30))
    head = signed_in("head")
    page = head.get("/desk/late").content.decode()
    assert "林晓" in page
    url = re.search(r'href="(/desk/cases\?[^"]*owner=\d+[^"]*late=yes[^"]*)"', page)
    assert url
    assert sorted(numbers(head.get(url.group(1).replace("&amp;", "&")))) == late
    assert signed_in("agent").get("/desk/late").status_code == 403
    rows = late_table(actor=company.head, now=NOW, since=NOW - timedelta(days=30))
    assert sum(unit.row.late for unit in rows) == sum(p.late for u in rows for p in u.people) > 0


@pytest.mark.parametrize("url", ["/desk/late", "/desk/search?q=上门", "/desk/palette?q=上门"])
def test_these_pages_cost_the_same_queries_whatever_the_data(
    company: makers.Company, url: str
) -> None:
    client = signed_in("head")
    take_down(company, 3)
    client.get(url)
    costs, said = [], ""
    for more in (0, 20):
        take_down(company, more)
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        costs.append(len(caught))
        said = "\n".join(query["sql"][:200] for query in caught.captured_queries)
    assert costs[0] == costs[1] <= MOST_QUERIES, said


def test_the_chosen_cases_are_printed_with_who_and_when(company: makers.Company) -> None:
    told = take_down(company, 2)
    client = signed_in()
    page = client.get("/desk/cases/print", {"case": ids_in(client)})
    assert sorted(numbers(page)) == told
    assert "data-print" in page.content.decode()
