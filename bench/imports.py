"""How many headers of real tables are given the right field, layout by layout.

    python bench/imports.py FOLDER        # with headers.csv and, if there, the .xls templates

Each layout is written as a file in several ways (plain, below a title, as XLS, as GB18030 text;
with values and without) and read back; a header counts as right when its field is.
"""

import argparse
import csv
import io
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import xlsxwriter
import xlwt

from aftercare.casework.imports.adapters import read_sheets
from aftercare.casework.imports.rules.layout import data_rows
from aftercare.casework.imports.rules.matching import sheet_to_take, suggest

Layouts = dict[str, list[tuple[str, str]]]
Rows = list[list[object]]
SEED = 20261122

VALUES: dict[str, list[object]] = {
    "person": ["张伟", "王芳", "李娜", "欧阳明", "刘洋"],
    "phone": [13800138000.0, "13912345678", "0757-22223333", "15811112222"],
    "province": ["广东省", "浙江省", "上海市"],
    "city": ["佛山市", "杭州市"],
    "district": ["顺德区", "余杭区"],
    "town": ["容桂街道", "仓前街道"],
    "address": ["文星路3号2栋301室", "浙江省杭州市余杭区文一西路969号"],
    "time": ["2026-01-09 16:30", "2026/1/10", "2026-02-01 08:00:00"],
    "money": [80.0, 120.5, 0],
    "count": [1.0, 2.0],
    "number": ["AS20260109001", 20260109002.0, "69012345678"],
    "code": ["JSQ30-A1", "KFR-35GW"],
    "company": ["佛山诚信服务部", "杭州家电维修中心"],
    "kind": ["安装", "维修"],
    "warranty": ["保内", "保外"],
    "courier": ["顺丰速运", "中通快递"],
    "word": ["其他", "已处理", "安心"],
    "text": ["安装后漏水,请尽快上门处理", "噪音很大影响休息"],
}


def layouts_of(file: Path) -> Layouts:
    found: Layouts = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["format"], []).append((row["header"], row["field"]))
    return found


def values_for(field: str, looks: dict[str, str], chance: random.Random) -> object:
    kind = looks.get(field.rstrip("_123456789"), "word") if field else "count"
    return chance.choice(VALUES.get(kind, VALUES["word"]))


def rows_of(columns: list[tuple[str, str]], *, title: bool, count: int) -> Rows:
    from aftercare.casework.imports.rules.headers import lexicon

    chance, looks = random.Random(SEED), dict(lexicon().looks)
    rows: Rows = [["2026年1月售后数据"], []] if title else []
    rows.append([header for header, _ in columns])
    rows.extend([values_for(field, looks, chance) for _, field in columns] for _ in range(count))
    return rows


def as_xlsx(rows: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)
    return out.getvalue()


def as_xls(rows: Rows) -> bytes:
    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(out)
    return out.getvalue()


def as_text(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


WAYS: list[tuple[str, Callable[[Rows], bytes], bool, int]] = [
    ("names only", as_xlsx, False, 0),
    ("xlsx", as_xlsx, False, 20),
    ("title, xls", as_xls, True, 20),
    ("title, gb18030", as_text, True, 5),
]


def right_of(columns: list[tuple[str, str]], content: bytes, row: int) -> tuple[int, list[str]]:
    found = suggest(read_sheets(content)[0])
    if found is None:
        return 0, ["no row of names found"]
    given = found.by_header()
    wrong = [
        f"{header} -> {given.get(header)!r}, not {field!r}"
        for header, field in columns
        if given.get(header) != field
    ]
    if found.layout.header_row != row:
        wrong.append(f"row {found.layout.header_row}, not {row}")
    return len(columns) - sum(1 for line in wrong if "->" in line), wrong


def measure(layouts: Layouts, *, verbose: bool) -> None:
    sums = [0] * len(WAYS)
    count = sum(map(len, layouts.values()))
    print(f"{'layout':20}{'headers':>8}" + "".join(f"{way[0]:>16}" for way in WAYS))
    for name, columns in layouts.items():
        line, faults = f"{name:20}{len(columns):>8}", set()
        for index, (_, write, title, filled) in enumerate(WAYS):
            content = write(rows_of(columns, title=title, count=filled))
            right, wrong = right_of(columns, content, 3 if title else 1)
            sums[index] += right
            faults.update(wrong)
            line += f"{right / len(columns):>16.1%}"
        print(line)
        for fault in sorted(faults) if verbose else ():
            print(f"    {fault}")
    print(f"{'all':20}{count:>8}" + "".join(f"{right / count:>16.1%}" for right in sums))


def templates(folder: Path) -> None:
    """Real files, read where they lie."""
    for file in sorted(folder.glob("*.xls*")):
        sheets = read_sheets(file.read_bytes())
        known = sheet_to_take(sheets)
        sheet = max(sheets, key=lambda one: known[one.name])
        found = suggest(sheet)
        if found is None:
            print(f"{file.name}: no row of names found")
            continue
        rows, left_out = data_rows(sheet, found.layout)
        named = sum(1 for proposal in found.proposals if proposal.field)
        print(
            f"{file.name}: names in row {found.layout.header_row}, {named} of"
            f" {len(found.proposals)} columns have a field, {len(rows)} rows of data,"
            f" left out: {dict(left_out)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds headers.csv")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every wrong header")
    given = parser.parse_args()
    begun = time.perf_counter()
    measure(layouts_of(given.folder / "headers.csv"), verbose=given.verbose)
    templates(given.folder)
    print(f"{time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
