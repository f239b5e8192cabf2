"""Whatever a table is kept in, the same cells come out; whatever is no table is told apart."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.casework.imports.adapters import (
    OLE,
    Trouble,
    Unreadable,
    best_delimiter,
    decoded,
    read_sheets,
)
from aftercare.casework.imports.rules.tables import text_of

from .tables import delimited, xls, xlsx

ROWS = [["姓名", "手机", "问题描述"], ["张三", "13800000000", "漏水"], ["李四", "", "异响"]]


def texts(content: bytes) -> list[list[str]]:
    rows = read_sheets(content)[0].rows
    return [[text_of(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_encoding_and_delimiter_gives_the_same_cells(
    encoding: str, delimiter: str
) -> None:
    assert texts(delimited(ROWS, delimiter=delimiter, encoding=encoding)) == ROWS


def test_old_and_new_spreadsheets_give_the_same_cells() -> None:
    assert texts(xls(ROWS)) == texts(xlsx(ROWS)) == ROWS


def test_a_page_of_a_table_called_xls_is_read() -> None:
    page = (
        "<html><meta charset='gb2312'><table><tr><th>姓名</th><th colspan=2>手机</th></tr>"
        "<tr><td>张三</td><td>13800000000</td></tr></table></html>"
    )
    assert texts(page.encode("gb18030"))[1] == ["张三", "13800000000"]


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    sheet = read_sheets("sep=;\r\n姓名;手机\r\n张三;1".encode())[0]
    assert sheet.rows[1] == ("姓名", "手机")


def test_records_of_json_are_a_table_also_where_one_leaves_a_column_out() -> None:
    first, second = (
        '{"姓名": "张伟", "手机": "13800138000"}',
        '{"姓名": "李雷", "备注": null, "价格": 1.5}',
    )
    text = f"\ufeff [{first}, {second}]"
    (sheet,) = read_sheets(text.encode())
    assert sheet.rows == (
        ("姓名", "手机", "备注", "价格"),
        ("张伟", "13800138000"),
        ("李雷", "", "", "1.5"),
    )
    (kept,) = read_sheets(b"[{a},b\n1,2\n")
    assert kept.rows[1] == ("1", "2")


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_taiwan_writes_otherwise(encoding: str) -> None:
    text = "客戶姓名,手機,詳細地址\n張偉,13800138002,臺北市信義區\n"
    (sheet,) = read_sheets(text.encode(encoding))
    assert sheet.rows[1] == ("張偉", "13800138002", "臺北市信義區")


def test_line_breaks_inside_quotes_stay_in_the_cell() -> None:
    sheet = read_sheets('姓名,描述\n张三,"一\n二, 三"\n'.encode())[0]
    assert sheet.rows[1] == ("张三", "一\n二, 三")


def locked_package() -> bytes:
    return OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def package(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(name, content)
    return out.getvalue()


FAR = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row><c r="XFD1048576"/></row>'

WRONG = [
    (lambda: b"", Trouble.EMPTY),
    (lambda: b"\r\n \r\n", Trouble.EMPTY),
    (lambda: b"MZ\x90\x00\x03\x00\x00\x00" * 64, Trouble.NO_TABLE),
    (lambda: b"%PDF-1.7\nxxxx", Trouble.NO_TABLE),
    (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, Trouble.NO_TABLE),
    (lambda: OLE + b"x" * 600, Trouble.NO_TABLE),
    (lambda: OLE + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 900, Trouble.BROKEN),
    (locked_package, Trouble.LOCKED),
    (lambda: b"PK\x03\x04 cut off", Trouble.BROKEN),
    (lambda: package("readme.txt", b"x"), Trouble.NO_TABLE),
    (lambda: package("xl/workbook.bin", b"x"), Trouble.OTHER_OFFICE),
    (lambda: package("xl/worksheets/sheet1.xml", FAR), Trouble.TOO_MANY_ROWS),
    (lambda: package("xl/worksheets/sheet1.xml", b"<broken"), Trouble.BROKEN),
    (lambda: package("xl/media/bomb.bin", b"\0" * (401 << 20)), Trouble.TOO_LARGE),
    (lambda: b"a,b\n" * (31 << 18), Trouble.TOO_LARGE),
    (lambda: b"a,b\n" * 100_051, Trouble.TOO_MANY_ROWS),
    (lambda: "姓名,手机".encode("gb18030") + b"\xff\xff\x80", Trouble.ODD_TEXT),
]


@pytest.mark.parametrize(("made", "trouble"), WRONG, ids=[str(t) for _, t in WRONG])
def test_what_is_no_table_is_refused_for_the_right_reason(
    made: Callable[[], bytes], trouble: Trouble
) -> None:
    content = made()
    with pytest.raises(Unreadable) as refusal:
        read_sheets(content)
    assert refusal.value.trouble is trouble


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_do_worse_than_being_unreadable(content: bytes) -> None:
    for start in (b"", OLE, b"PK\x03\x04", b"\xff\xfe"):
        try:
            sheets = read_sheets(start + content)
        except Unreadable:
            continue
        assert all(sheet.rows for sheet in sheets)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_does_worse_than_being_unreadable(content: str) -> None:
    try:
        assert decoded(content.encode("utf-8", "surrogatepass")) is not None
        assert best_delimiter(content) in ",\t;|"
        read_sheets(content.encode("utf-8", "surrogatepass"))
    except Unreadable:
        pass
