"""Files as people and programs write them, made on the spot."""

import io
from collections.abc import Sequence

import openpyxl
import xlwt

Rows = Sequence[Sequence[object]]

HEADERS = ["联系人*", "手机*", "电话", "安装地址*", "产品名称*", "品牌", "型号", "数量*",
           "服务项目*", "服务描述", "快递公司", "快递单号", "自定义1", "第三方单号"]  # fmt: skip


def order(name: str = "张三", phone: object = 13800000000.0, no: object = "") -> list[object]:
    """One row of the order template; the phone is a number, as spreadsheets keep it."""
    address = "广东省佛山市顺德区容桂文星路3号"
    return [name, phone, "0757-22222222", address, "燃气热水器", "安心", "JSQ-16", 1.0, "安装",
            "新房安装一台热水器", "顺丰速运", 12345678.0, "京东", no]  # fmt: skip


def xls(rows: Rows, *, second: Rows = ()) -> bytes:
    """BIFF8, title merged over the first row as such templates have it."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, cells in (("订单", rows), ("常用产品", second)):
        if not cells:
            continue
        sheet = book.add_sheet(name)
        for r, row in enumerate(cells):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows: Rows, *, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = (delimiter.join("" if v is None else str(v) for v in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)
