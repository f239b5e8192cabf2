"""从 XLSX、XLS、CSV 导入服务单。 Takes in cases from a table: XLSX, XLS or CSV.

  aftercare import orders.xls --suggest --json   which column is what; needs no database
  aftercare import orders.xls --dry-run          reads every row, writes nothing
  aftercare import orders.xls                    all rows, or none when one has an error

The suggestion is {"header_row": 2, "columns": {"手机*": "mobile", "序号": ""}}: the row of names as
the spreadsheet numbers it (the first row is 1; under group headers the lowest row of names), and
for each header as written in the sheet the field it is, "" where none fits. A header used twice
stands as "数量" and "数量 (2)"; columns without a header are left out.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from aftercare.casework.imports.adapters import Trouble as Fault
from aftercare.casework.imports.adapters import Unreadable, read_sheets
from aftercare.casework.imports.rules.matching import Suggestion, sheet_to_take, suggest
from aftercare.casework.imports.rules.tables import Sheet
from aftercare.config.home import Trouble
from aftercare.config.words import pick, say

FAULTS = {
    Fault.EMPTY: ("The file is empty.", "文件是空的。"),
    Fault.TOO_LARGE: (
        "The file is too large: at most 30 MB, split it.",
        "文件太大(最多 30 MB),请拆分后再导入。",
    ),
    Fault.TOO_MANY_ROWS: (
        "The table is too large: at most 100,000 rows; look for stray cells far below or right.",
        "表格太大(最多 10 万行),请检查最下方或最右侧是否有多余单元格。",
    ),
    Fault.LOCKED: (
        "The file is locked with a password: save it without one.",
        "文件有密码保护,请另存为不带密码的文件。",
    ),
    Fault.BROKEN: (
        "The file is damaged: open it in a spreadsheet program and save it again.",
        "文件已损坏,请用表格软件打开后重新保存。",
    ),
    Fault.NO_TABLE: (
        "This is no table: XLSX, XLS and CSV can be read.",
        "这不是表格文件,支持 XLSX、XLS、CSV。",
    ),
    Fault.ODD_TEXT: (
        "The text's encoding is not known: save it as CSV UTF-8.",
        "无法识别文本编码,请另存为 UTF-8 编码的 CSV。",
    ),
    Fault.OTHER_OFFICE: (
        "This kind of spreadsheet is not read: save it as XLSX.",
        "不支持这种表格格式,请另存为 XLSX。",
    ),
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--suggest", action="store_true", help="only say which column is what")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--sheet", help="name of the sheet (else the one most like a table)")
    parser.add_argument("--header-row", type=int, metavar="N", help="row of the names, from 1")


def run(given: Namespace) -> int:
    sheet = chosen_sheet(sheets_of(given.file), given.sheet)
    found = suggest(sheet, given.header_row)
    return show(found, as_json=given.json)


def sheets_of(file: Path) -> list[Sheet]:
    try:
        return read_sheets(file.read_bytes())
    except Unreadable as error:
        raise Trouble(f"{file.name}: {pick(*FAULTS[error.trouble])}") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Trouble(pick(f"There is no file {file}.", f"找不到文件 {file}。")) from error


def chosen_sheet(sheets: list[Sheet], name: str | None) -> Sheet:
    if name is not None:
        for sheet in sheets:
            if sheet.name == name:
                return sheet
        names = "、".join(sheet.name for sheet in sheets)
        raise Trouble(
            pick(f"No sheet is called so. There are: {names}", f"没有这个工作表,现有:{names}")
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
        print(pick(f"Row of names: {header_row}", f"表头行:{header_row}"))
        for proposal in found.proposals:
            print(f"  {proposal.column.key}  →  {proposal.field or '-'}  ({proposal.score:.0%})")
    if found is None:
        say(
            "No row of column names was found. Name it with --header-row.",
            "没有找到表头行,请用 --header-row 指定。",
        )
    return 0 if found else 1
