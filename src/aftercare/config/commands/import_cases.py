"""从 XLSX、XLS、CSV 导入服务单。 Takes in cases from a table: XLSX, XLS or CSV.

  aftercare import orders.xls --suggest --json   which column is what; needs no database
  aftercare import orders.xls --dry-run          reads every row, writes nothing; no database
  aftercare import orders.xls --as chen.jie      all rows, or none when one has an error

The suggestion is {"header_row": 2, "columns": {"手机*": "mobile", "序号": ""}}: the row of names as
the spreadsheet numbers it (the first row is 1; under group headers the lowest row of names), and
for each header as written in the sheet the field it is, "" where none fits. A header used twice
stands as "数量" and "数量 (2)"; columns without a header are left out.

Rows with errors are listed as CSV on standard output: row, column, value, what is wrong, what
would be right. Exit code 1 then, and nothing is imported.
--suggest 只建议列的含义，--dry-run 只检查不写入；有错误的行以 CSV 输出，并且什么都不导入。
"""

import csv
import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftercare.casework.imports.adapters import Unreadable, read_sheets
from aftercare.casework.imports.rules.cells import Reading
from aftercare.casework.imports.rules.days import day_order, year_in
from aftercare.casework.imports.rules.headers import known_field
from aftercare.casework.imports.rules.layout import Skipped, data_rows
from aftercare.casework.imports.rules.matching import Suggestion, sheet_to_take, suggest
from aftercare.casework.imports.rules.matters import Checked, Plan
from aftercare.casework.imports.rules.reports import ProblemRow, problem_row, trouble_sentence
from aftercare.casework.imports.rules.rows import check, default_kind, plan_columns
from aftercare.casework.imports.rules.tables import Sheet
from aftercare.config import doors
from aftercare.config.home import Trouble
from aftercare.config.words import Progress, chinese, pick, say

if TYPE_CHECKING:
    from aftercare.casework.imports.queries import ImportBrief, Options
    from aftercare.foundation.actor import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
LEFT_OUT = {
    Skipped.SAMPLE: ("sample rows", "示例行"),
    Skipped.SUM: ("totals", "合计行"),
    Skipped.HEADER_AGAIN: ("column names again", "重复的表头行"),
}
KINDS = (
    "complaint", "repair", "installation", "care", "consultation", "return_exchange", "recycling",
)  # fmt: skip


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--suggest", action="store_true", help="only say which column is what · 只建议列"
    )
    parser.add_argument(
        "--json", action="store_true", help="print the suggestion as JSON · 输出 JSON"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read every row, write nothing · 只检查"
    )
    parser.add_argument(
        "--sheet", help="name of the sheet (else the one most like a table) · 工作表"
    )
    parser.add_argument(
        "--header-row", type=int, metavar="N", help="row of the names, from 1 · 表头行"
    )
    parser.add_argument(
        "--field", action="append", default=[], metavar="HEADER=FIELD",
        help="what a column is, against the suggestion; FIELD empty leaves it out · 指定列",
    )  # fmt: skip
    parser.add_argument("--kind", choices=KINDS, help="kind of the rows that say none · 默认类型")
    parser.add_argument("--year", type=int, help="year of dates written without one · 年份")
    parser.add_argument(
        "--as", dest="user", metavar="USER", help="in whose name; else the system · 以谁的名义"
    )


def run(given: Namespace) -> int:
    sheet = chosen_sheet(sheets_of(given.file), given.sheet)
    found = suggest(sheet, given.header_row)
    if given.suggest:
        return show(found, as_json=given.json)
    if found is None:
        return show(found, as_json=False)
    fields = found.by_header() | stated(given.field, found)
    if given.dry_run:
        return dry_run(given, sheet, found, fields)
    with doors.open_house():
        return take_in(given, sheet, found, fields)


def stated(pairs: Iterable[str], found: Suggestion) -> dict[str, str]:
    """HEADER=FIELD as typed; an equals sign may stand in the header."""
    fields = {}
    for pair in pairs:
        header, _sign, field = pair.rpartition("=")
        if header not in found.by_header():
            raise Trouble(pick(f"No column is called “{header}”.", f"没有名为“{header}”的列。"))
        if field and not known_field(field):
            raise Trouble(pick(f"No field is called “{field}”.", f"没有名为“{field}”的字段。"))
        fields[header] = field
    return fields


def dry_run(given: Namespace, sheet: Sheet, found: Suggestion, fields: dict[str, str]) -> int:
    """What the rows would become, without a database."""
    result = checked(given, sheet, found, fields)
    list_problems(problem_row(one, chinese=chinese()) for one in result.problems)
    wrong = len({problem.row for problem in result.errors})
    say(
        f"{len(result.matters)} rows would become cases, {wrong} have errors.",
        f"{len(result.matters)} 行可以生成服务单，{wrong} 行有错误。",
    )
    tell_left_out(Counter(data_rows(sheet, found.layout)[1].values()))
    return 1 if wrong else 0


def tell_left_out(counts: Mapping[Skipped, int] | Mapping[str, int]) -> None:
    """Of rows that are no data, other than empty ones: how many, and why."""
    told = [f"{pick(*words)} {n}" for why, words in LEFT_OUT.items() if (n := counts.get(why))]
    if told:
        say(f"Left out: {', '.join(told)}.", f"未计入：{'，'.join(told)}。")


def checked(given: Namespace, sheet: Sheet, found: Suggestion, fields: dict[str, str]) -> Checked:
    rows, _left_out = data_rows(sheet, found.layout)
    columns = plan_columns(found.layout.columns, fields)
    reading = Reading(
        now=datetime.now(UTC),
        zone=SHANGHAI,
        year=given.year or year_in(given.file.name),
        day_first=day_order(rows, columns.get("received_at")),
    )
    kind = given.kind or default_kind(columns)
    return check(rows, Plan(columns=columns, reading=reading, file_hash="0" * 64, kind=kind))


def take_in(given: Namespace, sheet: Sheet, found: Suggestion, fields: dict[str, str]) -> int:
    """Upload, check, import: the steps of the page, one after the other."""
    from aftercare.casework.imports import actions, queries
    from aftercare.foundation.errors import Refusal

    actor = actor_called(given.user)
    try:
        run = actions.upload_table(
            actor=actor,
            name=given.file.name,
            content=given.file.read_bytes(),
            now=datetime.now(UTC),
        )
        actions.choose_sheet(
            actor=actor, run_id=run.id, sheet=sheet.name, header_row=found.layout.header_row,
            now=datetime.now(UTC),
        )  # fmt: skip
        try:
            return import_all(actor, run.id, fields, options_for(given, run))
        except (Refusal, KeyboardInterrupt):
            if queries.import_brief(actor=actor, run_id=run.id).state != "done":
                actions.cancel_import(actor=actor, run_id=run.id, now=datetime.now(UTC))
            raise
    except Refusal as refusal:
        raise Trouble(" ".join([str(refusal), *refusal.fields.values()])) from refusal


def actor_called(username: str | None) -> "Actor":
    from aftercare.foundation.actor import SYSTEM
    from aftercare.foundation.identity.queries import users
    from aftercare.people.staff.queries import actor_of_user

    if username is None:
        return SYSTEM
    for user in users(actor=SYSTEM, text=username):
        if user.username == username:
            return actor_of_user(actor=SYSTEM, user_id=user.id)
    raise Trouble(pick(f"There is no user “{username}”.", f"没有用户“{username}”。"))


def options_for(given: Namespace, run: "ImportBrief") -> "Options":
    from dataclasses import replace

    kind, year = given.kind or run.options.kind, given.year or run.options.year
    return replace(run.options, kind=kind, year=year)


def import_all(actor: "Actor", run_id: int, fields: dict[str, str], options: "Options") -> int:
    from aftercare.casework.imports import actions, queries

    actions.check_import(
        actor=actor, run_id=run_id, fields=fields, options=options, now=datetime.now(UTC),
        inline=True,
    )  # fmt: skip
    found = actions.check_rows(actor=actor, run_id=run_id, now=datetime.now(UTC))
    report = queries.report(actor=actor, run_id=run_id)
    list_problems(report.problems)
    tell_left_out(report.skipped)
    if found.wrong_count or not found.ready_count:
        actions.cancel_import(actor=actor, run_id=run_id, now=datetime.now(UTC))
        say(
            f"Nothing imported: {found.wrong_count} rows have errors, {found.ready_count} are new.",
            f"没有导入：{found.wrong_count} 行有错误，{found.ready_count} 行是新的。",
        )
        return 1 if found.wrong_count else 0
    actions.start_import(actor=actor, run_id=run_id, now=datetime.now(UTC), inline=True)
    progress = Progress(pick("rows", "行"))
    done = actions.import_rows(actor=actor, run_id=run_id, now=datetime.now(UTC), tell=progress)
    progress(done.imported_count, done.imported_count)
    say(
        f"{done.imported_count} cases registered, {done.left_out_count} rows were there before.",
        f"已登记 {done.imported_count} 张服务单，{done.left_out_count} 行以前已导入。",
    )
    return 0


def list_problems(problems: Iterable[ProblemRow]) -> None:
    """As CSV on standard output; nothing where all is right."""
    rows = [[one.row, one.column, one.value, one.wrong, one.advice] for one in problems]
    if rows:
        table = csv.writer(sys.stdout)
        table.writerow(["row", "column", "value", "wrong", "right"])
        table.writerows(rows)


def sheets_of(file: Path) -> list[Sheet]:
    try:
        return read_sheets(file.read_bytes())
    except Unreadable as error:
        why = trouble_sentence(error.trouble, chinese=chinese())
        raise Trouble(f"{file.name}: {why}") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Trouble(pick(f"There is no file {file}.", f"找不到文件 {file}。")) from error


def chosen_sheet(sheets: list[Sheet], name: str | None) -> Sheet:
    if name is not None:
        for sheet in sheets:
            if sheet.name == name:
                return sheet
        names = "、".join(sheet.name for sheet in sheets)
        raise Trouble(
            pick(f"No sheet is called so. There are: {names}", f"没有这个工作表，现有：{names}")
        )
    known = sheet_to_take(sheets) if len(sheets) > 1 else {}
    return max(sheets, key=lambda sheet: known.get(sheet.name, 0))


def show(found: Suggestion | None, *, as_json: bool) -> int:
    columns = found.by_header() if found else {}
    header_row = found.layout.header_row if found else None
    if as_json:
        result = {"header_row": header_row, "columns": columns}
        json.dump(result, sys.stdout, ensure_ascii=False)
        print()
    elif found:
        print(pick(f"Row of names: {header_row}", f"表头行：{header_row}"))
        for proposal in found.proposals:
            print(f"  {proposal.column.key}  →  {proposal.field or '-'}  ({proposal.score:.0%})")
    if found is None:
        say(
            "No row of column names was found. Name it with --header-row.",
            "没有找到表头行，请用 --header-row 指定。",
        )
    return 0 if found else 1
