"""Many rows at once are written as each alone would be; a stop in the middle leaves nothing."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from aftercare.casework.assignment import queries as assignment
from aftercare.casework.cases.models import Case, CaseWords, count_again
from aftercare.casework.commitments.models import Clock
from aftercare.casework.doubles.models import Marks
from aftercare.casework.imports import actions, adapters, queries
from aftercare.casework.imports.models import ImportProgress, ImportRun
from aftercare.casework.imports.rules.matters import Checked
from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.models import Access
from aftercare.casework.triage.models import Proposal
from aftercare.customers.parties.models import Customer, NameWord, Phone, Sight
from aftercare.foundation import rows
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.models import Entry
from aftercare.foundation.audit.queries import verify
from aftercare.foundation.notices.models import Notice
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
DIGEST = "SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
ROWS, AT_ONCE, COPIED_FROM = 48, 20, 8
TABLES: tuple[type[Model], ...] = (
    Case, CaseWords, Clock, Proposal, Marks, Access, Customer, Phone, NameWord, Sight, Notice, Entry
)  # fmt: skip
OWN = {"id", "number", "case_id", "customer_id", "code_hash", "link", "params", "version"}
CHAINS = {"at", "subject", "seq", "detail", "before", "hash"}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few rows are many here."""
    monkeypatch.setattr(actions, "AT_ONCE", AT_ONCE)
    monkeypatch.setattr(rows, "MANY", COPIED_FROM)


def file() -> bytes:
    """A third of the rows are of customers who came before in the file."""
    lines = ["客户姓名,联系电话,详细地址,产品名称,问题描述,受理时间,投诉编号"]
    for number in range(ROWS):
        who = number if number % 3 else number // 3
        lines.append(
            f"张{'伟芳娜'[who % 3]},1390000{who:04d},上海市杨浦区国权路{who}号,布艺沙发,"
            f"坐垫塌陷第{number}件{'，漏电打到手了' if number % 10 == 0 else ''},"
            f"2025-12-{number % 15 + 1:02d} 09:{number % 60:02d},TS2026-{number:06d}"
        )
    return "\n".join(lines).encode()


def ready(company: Company) -> ImportRun:
    run = actions.upload_table(actor=company.agent, name="a.csv", content=file(), now=FRIDAY)
    fields = {c.key: c.field for c in queries.columns(actor=company.agent, run_id=run.id)}
    options = queries.Options(kind="complaint", kind_words={})
    actions.check_import(actor=company.agent, run_id=run.id, fields=fields, options=options,
                         now=FRIDAY, inline=True)  # fmt: skip
    actions.check_rows(actor=company.agent, run_id=run.id, now=FRIDAY)
    actions.start_import(actor=company.agent, run_id=run.id, now=FRIDAY, inline=True)
    return ImportRun.objects.get(id=run.id)


def written() -> dict[type[Model], list[str]]:
    """What stands in the tables, without the numbers that a sequence gave."""
    found = {}
    for table in TABLES:
        every = table._default_manager.values()  # noqa: SLF001
        left_out = OWN | CHAINS if table is Entry else OWN
        said = ({k: v for k, v in row.items() if k not in left_out} for row in every)
        found[table] = sorted(repr(row) for row in said)
    return found


def digests() -> dict[str, tuple[int, str]]:
    """How many rows every table of the database has, and what stands in them, but how far it is."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == ImportProgress._meta.db_table:  # noqa: SLF001 - kept beside, on purpose
                continue
            cursor.execute(sql.SQL(DIGEST).format(sql.Identifier(table)))
            found[table] = cursor.fetchone()
    return found


def begin_anew() -> None:
    """Whose turn it is, and how much everybody has, a process keeps in mind."""
    assignment._turns.clear()  # noqa: SLF001
    count_again()


def test_rows_taken_at_once_are_written_as_each_alone(company: Company) -> None:
    run = ready(company)
    begin_anew()
    with transaction.atomic():
        done = actions.import_rows(actor=company.agent, run_id=run.id, now=FRIDAY)
        assert done.imported_count == ROWS
        assert verify(actor=SYSTEM, progress=lambda _done: None).faults == []
        at_once = written()
        transaction.set_rollback(True)
    begin_anew()
    result, _skipped = queries.matters_of(run, queries.sheet_of(company.agent, run), FRIDAY)
    assert isinstance(result, Checked)
    for matter in result.matters:
        intake = actions._intake(matter, None)  # noqa: SLF001
        register_case(actor=replace(company.agent, sees_everything=True), intake=intake, now=FRIDAY)
    alone = written()
    own = ("'import.", "'file.", "'case.owners_told'", "'import'", "'case_assigned'")
    for table in (Entry, Notice):  # of the file itself, which tells each owner once
        at_once[table] = [row for row in at_once[table] if not any(one in row for one in own)]
        alone[table] = [row for row in alone[table] if not any(one in row for one in own)]
    for table in TABLES:
        assert at_once[table], table
        assert at_once[table] == alone[table], table


def test_a_stop_after_hundreds_of_rows_leaves_nothing(company: Company) -> None:
    run = ready(company)
    before = digests()
    told: list[int] = []

    def tell(done: int, _total: int) -> None:
        told.append(done)
        raise adapters.Stopped

    with pytest.raises(adapters.Stopped):
        actions.import_rows(actor=company.agent, run_id=run.id, now=FRIDAY, tell=tell)
    assert told == [AT_ONCE]
    assert digests() == before
