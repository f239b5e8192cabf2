"""A file becomes cases: all its rows, once, or none of them."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections

from aftercare.casework.cases.queries import CaseFilter, case_brief, case_counts
from aftercare.casework.imports import actions, adapters, jobs, queries
from aftercare.casework.imports.models import ImportedCase, ImportProgress, ImportRun
from aftercare.casework.imports.queries import ImportBrief, Options
from aftercare.casework.intake.actions import register_case
from aftercare.customers.parties.queries import customers_by_phone
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.files.models import StoredFile
from aftercare.foundation.notices.models import Notice
from aftercare.foundation.notices.queries import notices_of
from aftercare.foundation.pages import cursor_of
from tests.makers import FRIDAY, Company, complaint

from .tables import HEADERS, delimited, order, xls, xlsx

pytestmark = pytest.mark.django_db
TEMPLATE = [["订单数据"], HEADERS]
SOME = [order("张三", 13800000001.0), order("李四", 13800000002.0), order("王五", "13800000003")]


def upload(actor: Actor, content: bytes, name: str = "订单.xls") -> ImportBrief:
    return actions.upload_table(actor=actor, name=name, content=content, now=FRIDAY)


def checked(actor: Actor, content: bytes, name: str = "订单.xls", **given: object) -> ImportBrief:
    run = upload(actor, content, name)
    columns = queries.columns(actor=actor, run_id=run.id)
    fields = {column.key: column.field for column in columns}
    options = Options(**{"kind_words": {}, "kind": run.options.kind, **given})  # type: ignore[arg-type]
    actions.check_import(
        actor=actor, run_id=run.id, fields=fields, options=options, now=FRIDAY, inline=True
    )
    return actions.check_rows(actor=actor, run_id=run.id, now=FRIDAY)


def imported(actor: Actor, content: bytes, name: str = "订单.xls") -> ImportBrief:
    run = checked(actor, content, name)
    actions.start_import(actor=actor, run_id=run.id, now=FRIDAY, inline=True)
    return actions.import_rows(actor=actor, run_id=run.id, now=FRIDAY)


def number_of_cases() -> int:
    return case_counts(actor=SYSTEM, narrowed={"all": CaseFilter()}, now=FRIDAY)["all"]


def test_every_row_of_a_file_becomes_a_case(company: Company) -> None:
    run = imported(company.agent, xls([*TEMPLATE, *SOME]))
    assert (run.state, run.imported_count) == ("done", 3)
    (first, *_rest) = queries.imported_cases(actor=company.manager, run_id=run.id)
    assert first.classification.kind == "installation"
    assert first.classification.channel == "file"
    assert first.product_text == "安心 燃气热水器 JSQ-16"
    rows = ImportedCase.objects.filter(run_id=run.id).values_list("row", flat=True)
    assert sorted(rows) == [3, 4, 5]


def test_the_second_number_of_a_row_finds_the_customer_too(company: Company) -> None:
    imported(company.agent, xls([*TEMPLATE, SOME[0]]))
    (customer,) = customers_by_phone(actor=SYSTEM, digits="075722222222")
    (same,) = customers_by_phone(actor=SYSTEM, digits="13800000001")
    assert customer.id == same.id


def test_the_same_file_twice_imports_nothing_twice(company: Company) -> None:
    content = xls([*TEMPLATE, *SOME])
    imported(company.agent, content)
    again = checked(company.agent, content, "copy.xls")
    assert (again.ready_count, again.left_out_count) == (0, 3)
    with pytest.raises(actions.NotNow):
        actions.start_import(actor=company.agent, run_id=again.id, now=FRIDAY)
    assert number_of_cases() == 3


def test_the_same_number_in_another_file_is_the_same_case(company: Company) -> None:
    imported(company.agent, xls([*TEMPLATE, order(no="JD-20260109-1")]))
    more = [order(no="JD-20260109-1"), order("李四", 13800000002.0, no="JD-20260109-2")]
    second = imported(company.agent, xls([*TEMPLATE, *more]))
    assert second.imported_count == 1
    assert number_of_cases() == 2


def test_one_wrong_row_keeps_the_whole_file_out(company: Company) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME, order("赵六", "1380")]))
    assert (run.ready_count, run.wrong_count) == (3, 1)
    (problem,) = queries.report(actor=company.agent, run_id=run.id).errors
    assert (problem.row, problem.column, problem.value) == (6, "手机*", "1380")
    with pytest.raises(actions.NotNow):
        actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY)
    assert number_of_cases() == 0


def test_a_file_that_is_only_checked_draws_no_numbers(company: Company) -> None:
    before = complaint(company.agent).case.number
    checked(company.manager, xls([HEADERS, *(order(name=f"客户{one}") for one in range(5))]))
    after = complaint(company.agent, phone="13800138099").case.number
    assert int(after[-5:]) == int(before[-5:]) + 1


def test_errors_are_listed_before_notes(company: Company) -> None:
    run = checked(company.agent, xls([*TEMPLATE, SOME[0], SOME[0], order("赵六", "1380")]))
    problems = queries.report(actor=company.agent, run_id=run.id).problems
    assert [(problem.row, problem.warning) for problem in problems] == [(5, False), (4, True)]


def test_a_failure_in_the_middle_leaves_nothing_behind(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME]))
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    calls: list[object] = []

    def falls_over(**given: object) -> object:
        calls.append(given)
        if len(calls) == 3:
            raise RuntimeError("the power goes")
        return register_case(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "register_case", falls_over)
    with pytest.raises(RuntimeError):
        jobs.import_rows(run.id)
    assert number_of_cases() == 0
    assert not ImportedCase.objects.exists()
    assert not customers_by_phone(actor=SYSTEM, digits="13800000001")
    failed = queries.import_brief(actor=company.agent, run_id=run.id)
    assert failed.state == "failed"
    assert failed.failure
    monkeypatch.undo()
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    jobs.import_rows(run.id)
    assert number_of_cases() == 3


def test_a_row_that_is_refused_is_named(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME]))
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)

    def refuses(**_given: object) -> object:
        raise Invalid("So not.", fields={"phone": "No."})

    monkeypatch.setattr(actions, "register_case", refuses)
    jobs.import_rows(run.id)
    failure = queries.import_brief(actor=company.agent, run_id=run.id).failure
    assert "3" in failure
    assert "So not." in failure


@contextmanager
def told_to_stop(actor: Actor, run_id: int) -> Iterator[list[int]]:
    seen: list[int] = []

    def tell(done: int, _total: int) -> None:
        seen.append(done)
        raise adapters.Stopped

    yield seen
    with pytest.raises(adapters.Stopped):
        actions.import_rows(actor=actor, run_id=run_id, now=FRIDAY, tell=tell)


def test_cancelling_leaves_no_case_and_no_file(company: Company) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME]))
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    with told_to_stop(company.agent, run.id):
        pass
    actions.cancel_import(actor=company.agent, run_id=run.id, now=FRIDAY)
    kept = ImportRun.objects.get(id=run.id)
    assert (kept.state, kept.report, kept.file_id) == ("cancelled", "", None)
    assert number_of_cases() == 0
    assert not StoredFile.objects.exists()
    with pytest.raises(actions.NotNow):
        actions.cancel_import(actor=company.agent, run_id=run.id, now=FRIDAY)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_outside_while_the_rows_are_not(company: Company) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME]))
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    other = connections.create_connection("default")
    seen: list[tuple[int, int, int]] = []

    def look(_done: int, _total: int) -> None:
        with other.cursor() as cursor:
            cursor.execute("SELECT done, total FROM imports_importprogress")
            done, total = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM cases_case")
            seen.append((done, total, cursor.fetchone()[0]))

    try:
        actions.import_rows(actor=company.agent, run_id=run.id, now=FRIDAY, tell=look)
    finally:
        other.close()
    assert seen == [(3, 3, 0)]
    assert number_of_cases() == 3


@pytest.mark.django_db(transaction=True)
def test_a_run_told_to_stop_stops_by_itself(company: Company) -> None:
    run = checked(company.agent, xls([*TEMPLATE, *SOME]))
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    ImportProgress.objects.filter(run_id=run.id).update(stop=True)
    jobs.import_rows(run.id)
    assert queries.owner_of_run(actor=SYSTEM, run_id=run.id) == company.agent.user_id
    assert ImportRun.objects.get(id=run.id).state == "cancelled"
    assert number_of_cases() == 0


def test_the_jobs_are_deferred_with_the_step(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME]))
    fields = {"联系人*": "customer_name", "手机*": "mobile", "服务描述": "description"}
    brief = actions.check_import(
        actor=company.agent, run_id=run.id, fields=fields, options=Options(kind_words={}),
        now=FRIDAY,
    )  # fmt: skip
    assert brief.state == "checking"
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'run_id' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("aftercare.casework.imports.jobs.check_rows", str(run.id))]
    jobs.check_rows(run.id)
    assert queries.import_brief(actor=company.agent, run_id=run.id).state == "ready"


def test_what_was_settled_for_headers_is_proposed_for_them_again(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME]))
    fields = {column.key: "" for column in queries.columns(actor=company.agent, run_id=run.id)}
    fields |= {"联系人*": "customer_name", "手机*": "mobile", "服务描述": "remark"}
    options = Options(kind="repair", kind_words={"03": "care"})
    actions.check_import(
        actor=company.agent, run_id=run.id, fields=fields, options=options, now=FRIDAY, inline=True
    )
    again = upload(company.agent, xls([*TEMPLATE, *SOME[:1]]))
    columns = queries.columns(actor=company.agent, run_id=again.id)
    assert {column.key: column.field for column in columns} == fields
    assert (again.options.kind, again.options.kind_words) == ("repair", {"03": "care"})


def test_another_sheet_can_be_taken(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME], second=[["姓名", "手机"], ["张", "1"]]))
    other = actions.choose_sheet(
        actor=company.agent, run_id=run.id, sheet="常用产品", header_row=1, now=FRIDAY
    )
    assert (other.sheet, other.row_count) == ("常用产品", 1)
    for sheet, row in (("没有", 1), ("常用产品", 9)):
        with pytest.raises(Invalid):
            actions.choose_sheet(
                actor=company.agent, run_id=run.id, sheet=sheet, header_row=row, now=FRIDAY
            )


def test_a_matter_like_one_of_the_last_days_is_said_and_may_be_left_out(company: Company) -> None:
    headers = ["姓名", "手机", "问题描述", "平台单号"]
    row = ["张三", "13800000001", "客厅沙发坐垫塌陷，坐下有异响", "A-0000001"]
    imported(company.agent, delimited([headers, row]), "一.csv")
    content = delimited([headers, [*row[:3], "B-0000002"]])
    run = checked(company.agent, content, "二.csv")
    (warning,) = queries.report(actor=company.agent, run_id=run.id).warnings
    assert "AS260109" in warning.wrong
    assert run.ready_count == 1
    left = checked(company.agent, content, "二.csv", leave_out_alike=True)
    assert (left.ready_count, left.left_out_count) == (0, 1)


def with_macros(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return out.getvalue()


REFUND = """售后编号,售后类型,售后状态,申请原因,退款金额,订单编号
2026010900001,退货退款,待处理,质量问题,99.00,260109-123"""
LOG = """反馈日期,产品型号,盖机/整机,更换部品,保内保外,客户,部品费
1月5日,A1,盖机,主板,Y,张三,0"""
COMPLAINT = """投诉单号,工单号,客户名称,省,市,区,详细地址,投诉项目,投诉描述,投诉日期
TS2026010901,GD1,安心厂,广东省,佛山市,顺德区,容桂1号,态度,迟到,2026-01-08"""
UNIT = """条形码,购买日期,维修性质,故障现象
SN20260101,2025-05-01,保内,不点火"""


@pytest.mark.parametrize("table", [REFUND, LOG, COMPLAINT, UNIT])
def test_tables_without_a_phone_column_become_cases_too(company: Company, table: str) -> None:
    run = imported(company.agent, table.encode(), "表.csv")
    (case,) = queries.imported_cases(actor=company.manager, run_id=run.id)
    assert case_brief(actor=SYSTEM, case_id=case.id).description


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding_becomes_cases(company: Company, encoding: str) -> None:
    rows = [["姓名", "手机", "问题描述"], ["张三", "13800000001", "柜门铰链断裂"]]
    assert imported(company.agent, delimited(rows, encoding=encoding), "a.csv").imported_count == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00\x03" * 99),
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 cut off"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
        ("a.csv", b"a,b\n" * (26 << 18)),
        ("../../a.xlsm", with_macros(xlsx([["姓名", "手机"], ["张三", "13800000001"]]))),
    ],
    ids=["program", "empty", "cut", "disguise", "huge", "macros"],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_a_sentence_and_changes_nothing(
    company: Company, name: str, content: bytes
) -> None:
    with pytest.raises(Invalid) as refusal:
        upload(company.agent, content, name)
    assert refusal.value.fields["file"]
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_import_is_its_owners_and_needs_the_grants(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME]))
    for other in (company.stranger, company.head):
        with pytest.raises(NotFound):
            queries.import_brief(actor=other, run_id=run.id)
    assert not queries.imports(actor=company.stranger).rows
    assert queries.import_brief(actor=company.auditor, run_id=run.id).id == run.id
    with pytest.raises(NotAllowed):
        queries.columns(actor=company.auditor, run_id=run.id)
    with pytest.raises(NotAllowed):
        upload(company.handler, xls([*TEMPLATE, *SOME]))


def test_the_list_has_pages_and_no_cancelled_runs(company: Company) -> None:
    for index in range(22):
        rows = [["姓名", "手机"], ["张", f"138000000{index:02}"]]
        upload(company.agent, delimited(rows), f"{index}.csv")
    last = queries.imports(actor=company.agent).rows[0]
    actions.cancel_import(actor=company.agent, run_id=last.id, now=FRIDAY + timedelta(1))
    first = queries.imports(actor=company.agent)
    assert len(first.rows) == 20
    assert first.next_cursor
    rest = queries.imports(actor=company.agent, cursor=first.next_cursor)
    assert [row.file_name for row in rest.rows] == ["0.csv"]


def test_columns_cannot_be_given_fields_that_do_not_exist_or_twice(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME]))
    for fields in (
        {"没有": "mobile"},
        {"手机*": "mobil"},
        {"手机*": "mobile", "电话": "mobile"},
        {"手机*": ""},
    ):
        with pytest.raises(Invalid):
            actions.check_import(
                actor=company.agent, run_id=run.id, fields=fields, options=Options(kind_words={}),
                now=FRIDAY,
            )  # fmt: skip


def test_every_field_has_a_name_in_the_choice() -> None:
    choices = queries.field_choices(actor=SYSTEM)
    fields = {field for _group, fields in choices for field, _name in fields}
    assert {"customer_name", "mobile", "fee_total"} <= fields


def test_whoever_left_the_page_is_told_the_end(company: Company) -> None:
    run = imported(company.agent, xls([*TEMPLATE, *SOME]))
    told = [notice for notice in notices_of(actor=company.agent).rows if notice.kind == "import"]
    assert [notice.link for notice in told] == [f"/desk/imports/{run.id}"]
    assert "3" in told[0].text


def test_who_answers_for_cases_of_a_file_hears_once_and_of_danger_at_once(
    company: Company,
) -> None:
    danger = order("赵六", 13800000006.0, no="JD-66")
    danger[HEADERS.index("服务描述")] = "热水器漏电，我老婆被电了一下"
    imported(company.agent, xls([*TEMPLATE, *SOME, danger]))
    told = Notice.objects.exclude(kind="import").values_list("kind", "user_id", "params")
    together = [(user, params) for kind, user, params in told if kind == "case_assigned"]
    assert together
    assert len({user for user, _params in together}) == len(together)
    assert all(params == {"count": 3} for _user, params in together)
    assert any(kind == "safety_alarm" for kind, _user, _params in told)


def test_a_file_left_lying_is_forgotten_after_two_weeks(company: Company) -> None:
    run = upload(company.agent, xls([*TEMPLATE, *SOME]))
    early = actions.forget_abandoned(actor=SYSTEM, now=FRIDAY + timedelta(days=13))
    late = actions.forget_abandoned(actor=SYSTEM, now=FRIDAY + timedelta(days=15))
    assert (early, late) == (0, 1)
    assert ImportRun.objects.get(id=run.id).state == "cancelled"
    assert not StoredFile.objects.exists()


def test_a_cursor_of_another_list_is_refused(company: Company) -> None:
    with pytest.raises(Invalid):
        queries.imports(actor=company.agent, cursor=cursor_of("x"))
