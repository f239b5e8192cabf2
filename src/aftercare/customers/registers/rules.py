"""What a line of a table adds to what is known, or says otherwise."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")

Columns = tuple[tuple[str, str, str], ...]
# What a table that leaves the house is made of: value, header in Chinese and English. The headers
# are such that an import knows them again.
COLUMNS: Mapping[str, Columns] = {
    "customers": (
        ("name", "客户姓名", "Customer name"),
        ("phone_1", "手机", "Mobile"),
        ("phone_2", "手机2", "Mobile 2"),
        ("phone_3", "手机3", "Mobile 3"),
        ("email", "电子邮箱", "E-mail"),
        ("address", "详细地址", "Address"),
        ("kind", "客户性质", "Customer kind"),
        ("grade", "客户分级", "Customer class"),
        ("notes", "备注", "Remark"),
    ),
    "units": (
        ("name", "客户姓名", "Customer name"),
        ("phone_1", "手机", "Mobile"),
        ("brand", "品牌", "Brand"),
        ("model", "型号", "Model"),
        ("words", "商品名称", "Product name"),
        ("serial", "序列号", "Serial number"),
        ("batch", "生产批次", "Batch"),
        ("purchased_on", "购买日期", "Purchase date"),
        ("channel", "购买渠道", "Purchase channel"),
        ("order_no", "订单号", "Order number"),
        ("paid_amount", "实付金额", "Paid amount"),
        ("proof", "凭证类型", "Proof of purchase"),
        ("made_on", "出厂日期", "Made on"),
        ("delivered_on", "签收日期", "Delivered on"),
        ("installed_on", "安装完成日期", "Installed on"),
    ),
    "models": (
        ("brand", "品牌", "Brand"),
        ("model", "型号", "Model"),
        ("name", "商品名称", "Product name"),
        ("category_word", "产品类别", "Product category"),
        ("line", "所属产品线", "Line of products"),
        ("manual_url", "说明书网址", "Manual address"),
        ("is_sold", "是否在售", "On sale"),
    ),
}


# Codes of a cell as people say them; an import takes the word as well as the code.
WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "proof": {
        "invoice": ("发票", "invoice"),
        "order": ("订单", "order"),
        "card": ("盖章保修卡", "card"),
        "registered": ("已登记", "registered"),
        "dealer": ("经销商记录", "dealer"),
        "none": ("没有", "none"),
    },
    "kind": {"person": ("个人", "person"), "company": ("企业", "company")},
    "grade": {
        "ordinary": ("普通客户", "ordinary"),
        "valued": ("重要客户", "valued"),
        "dealer": ("经销商", "dealer"),
        "project": ("工程客户", "project"),
    },
}


def said(column: str, text: str, *, chinese: bool) -> str:
    """A cell in the words of its table: `发票`, not `invoice`."""
    words = WORDS.get(column, {}).get(text)
    return text if words is None else words[0 if chinese else 1]


def differing(said: Mapping[str, T], known: Mapping[str, object]) -> dict[str, T]:
    """What the line says and the file does not, or says otherwise; what it leaves out stays."""
    return {
        name: value
        for name, value in said.items()
        if value not in (None, "", ()) and plain(value) != plain(known.get(name))
    }


def plain(value: object) -> object:
    """Equal where people would call it the same."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Decimal):
        return value.normalize()
    return value


def model_words(brand: str, model: str, words: str) -> str:
    """What a thing is called whose model is not in the catalogue."""
    return " ".join(dict.fromkeys(filter(None, (brand, model, words))))[:120]


def same_code(one: str, other: str) -> bool:
    return one.strip().upper() == other.strip().upper()


def only(values: Mapping[str, T], names: Iterable[str]) -> dict[str, T | None]:
    return {name: values.get(name) for name in names}


def cell_of(value: object) -> str:
    """As it stands in a table: nothing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)
