"""What papers say: a table of real ways of writing, and properties for whatever else comes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.customers.proofs import rules
from aftercare.customers.proofs.rules import Box, Field, laid_out, proposals

TODAY = date(2026, 1, 9)
FIGURES, PLACES = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


def said(text: str) -> dict[str, object]:
    return {field.value: found.value for field, found in proposals(text, TODAY).items()}


INVOICE = """
                    电子发票（普通发票）
                                   发票号码：２５４４２０００００００１２３４５６７８
                                   开票日期：２０２５年１１月２０日
购   名称：张三                                 销  名称：南京云栖家用电器有限公司
买   统一社会信用代码/纳税人识别号：        售  统一社会信用代码：91320100MA1XXXXX0A
项目名称                 规格型号         单位   数量    单价        金额         税率    税额
*家用制冷电器具*电冰箱     BCD-500WGHTD  台    1     3539.82   3539.82    13%   460.18
合　　计                                                ¥3539.82         ¥460.18
价税合计（大写）　肆仟元整　　　　　　（小写）￥４０００．００
备注：订单号：286134557788　序列号：SN20251120A001
"""
ORDER = """
订单详情
云栖家电官方旗舰店
云栖 KFR-35GW 大1.5匹 变频空调  ￥2,999.00
店铺优惠  -￥100.00
实付款  ￥2,899.00
订单编号  3921123456789012345
支付宝交易号  2025111122001123451234567890
付款时间  2025-11-1100:04:01
"""
RECEIPT = """
收  据    NO.0012345
日期：2025 年 3 月 8 日
今收到 李四 购洗衣机款
人民币（大写）壹仟贰佰元伍角整
收款单位：城南电器商行
机 身 号：AB12345678
型号：XQG100-12(A)
"""
OLD_INVOICE = """
江苏增值税电子普通发票   机器编号：661619906423
开票日期: 2024年02月29日   发票代码:032002100111
购买方  名    称: 王五
货物名称 规格型号 单位 数量
*制冷空调设备*云栖空调KFR-72LW 台 1 5308.85
价税合计(大写) 伍仟玖佰玖拾玖圆整  (小写)¥5,999.00
销售方  名    称: 上海某某贸易有限公司
"""
ENGLISH = """
Invoice No. 10045   Invoice date: 2025-06-01
Seller: Yunqi Home Store
Order number: YQ-2025-0601
Model: YQ-900X   Serial No.: 8F77A120
Total: $1,299.50
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            INVOICE,
            {
                "proof": "invoice",
                "channel": "南京云栖家用电器有限公司",
                "order_no": "286134557788",
                "purchased_on": date(2025, 11, 20),
                "paid_amount": Decimal("4000.00"),
                "model": "BCD-500WGHTD",
                "serial": "SN20251120A001",
            },
        ),
        (
            ORDER,
            {
                "proof": "order",
                "channel": "云栖家电官方旗舰店",
                "order_no": "3921123456789012345",
                "purchased_on": date(2025, 11, 11),
                "paid_amount": Decimal("2899.00"),
            },
        ),
        (
            RECEIPT,
            {
                "channel": "城南电器商行",
                "purchased_on": date(2025, 3, 8),
                "paid_amount": Decimal("1200.50"),
                "model": "XQG100-12(A)",
                "serial": "AB12345678",
            },
        ),
        (
            OLD_INVOICE,
            {
                "proof": "invoice",
                "channel": "上海某某贸易有限公司",
                "purchased_on": date(2024, 2, 29),
                "paid_amount": Decimal("5999.00"),
                "model": "KFR-72LW",
            },
        ),
        (
            ENGLISH,
            {
                "proof": "invoice",
                "channel": "Yunqi Home Store",
                "order_no": "YQ-2025-0601",
                "purchased_on": date(2025, 6, 1),
                "paid_amount": Decimal("1299.50"),
                "model": "YQ-900X",
                "serial": "8F77A120",
            },
        ),
        ("", {}),
        ("一只猫的照片", {}),
        ("购买日期：2025年2月30日", {}),  # no such day
        ("购买日期：2026年3月1日", {}),  # still to come
        ("保修卡 购机日期 20250708", {"proof": "card", "purchased_on": date(2025, 7, 8)}),
        ("2025/5/1", {"purchased_on": date(2025, 5, 1)}),  # the only day on it
        ("购买日期：二〇二五年三月一日", {"purchased_on": date(2025, 3, 1)}),
        ("二〇二五年十二月三十一日", {"purchased_on": date(2025, 12, 31)}),
        ("开票日期 二零二四 年 十 月 廿九 日", {"purchased_on": date(2024, 10, 29)}),
        ("二○二五年十一月二十号", {"purchased_on": date(2025, 11, 20)}),
        ("二〇二五年二月三十日", {}),  # no such day
        ("Date of purchase: 5 Mar 2025", {"purchased_on": date(2025, 3, 5)}),
        ("Invoice date: Sept. 21st, 2025", {"purchased_on": date(2025, 9, 21)}),
        ("on 30 FEBRUARY 2025", {}),
        ("Marble 5 2025", {}),
        ("2025/5/1 至 2026/1/1", {}),  # of two days nobody knows which
        ("序列号\nYQ77-88991", {"serial": "YQ77-88991"}),  # the value stands below
        ("机器编号:661619906423", {}),  # the number of a tax printer is none of the goods
        ("快递单号 SF1234567890", {}),
        ("数量 合计 3 件", {}),
        ("京东 订单 待付款", {"channel": "京东"}),
        ("京东 天猫 订单", {}),
        ("实付：￥０．００", {}),
    ],
)
def test_what_a_paper_says_is_proposed(text: str, told: dict[str, object]) -> None:
    assert said(text) == told


def test_a_proposal_shows_the_words_from_which_it_follows() -> None:
    found = proposals(INVOICE, TODAY)
    assert found[Field.PURCHASED_ON].said == "开票日期 2025年11月20日"
    assert found[Field.PAID_AMOUNT].said == "(小写) ¥4000.00"
    assert "张三" not in "".join(one.said for one in found.values())


def test_the_words_from_which_a_field_follows_are_marked_where_they_stand() -> None:
    pieces = rules.marked(INVOICE, {f: one.said for f, one in proposals(INVOICE, TODAY).items()})
    told = {name: words for words, name in pieces if name}
    assert (told["purchased_on"], told["paid_amount"]) == (
        "开票日期:2025年11月20日", "(小写)¥4000.00",
    )  # fmt: skip
    assert "".join(words for words, _name in pieces) == "\n".join(rules.lines_of(INVOICE))


@pytest.mark.parametrize(
    ("code", "named"),
    [("BCD-500WGHTD", True), ("bcd500wghtd", True), ("BCD-501", False), ("", False), ("-", False)],
)
def test_a_model_is_named_whatever_its_marks(code: str, named: bool) -> None:  # noqa: FBT001
    assert rules.names_model(INVOICE, code) is named


def test_words_at_one_height_are_one_line_and_an_upright_word_is_its_own() -> None:
    upright = Box(left=0, top=0, right=20, bottom=150, text="购买方信息")
    label = Box(left=50, top=60, right=90, bottom=80, text="订单编号")
    value = Box(left=200, top=62, right=300, bottom=79, text="392112345")
    below = Box(left=50, top=90, right=90, bottom=110, text="实付款")
    assert "订单编号  392112345\n" in laid_out([below, value, upright, label])
    assert laid_out([]) == ""


def written(yuan: int) -> str:
    """An amount in capitals, as people write it on receipts."""
    out = ""
    for worth, name in ((yuan // 10_000, "万"), (yuan % 10_000, "")):
        part, gap = "", False
        for place in (3, 2, 1, 0):
            digit = worth // 10**place % 10
            if digit:
                part += ("零" if gap and (part or out) else "") + FIGURES[digit] + PLACES[place]
            gap = not digit
        out += part + name if part else ""
    return out + "元整"


@given(st.integers(min_value=1, max_value=9_999_999))
def test_an_amount_in_capitals_is_read_as_it_was_written(yuan: int) -> None:
    assert rules.in_figures(written(yuan)) == Decimal(yuan)


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=TODAY),
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month:02}-{0.day:02}",
                     "{0.year} / {0.month} / {0.day}", "{0.year}.{0.month:02}.{0.day:02}",
                     "{0.year}{0.month:02}{0.day:02}", "{0:%d %b %Y}", "{0:%B} {0.day}, {0.year}"]),
    st.booleans(),
)  # fmt: skip
def test_every_way_to_write_a_day_is_read(day: date, form: str, wide: bool) -> None:  # noqa: FBT001
    text = form.format(day)
    if wide:
        text = text.translate({ord(str(n)): "０１２３４５６７８９"[n] for n in range(10)})
    assert said(f"开票日期：{text}")["purchased_on"] == day


@given(
    st.text(max_size=400)
    | st.text("订单号:日期金额¥0123456789-年月.,元型号序列SN名称 \n", max_size=300)
)
def test_no_text_breaks_it_and_what_it_proposes_can_be_kept(text: str) -> None:
    found = proposals(text, TODAY)
    for field, most in ((Field.CHANNEL, 40), (Field.ORDER_NO, 60), (Field.SERIAL, 60)):
        if field in found:
            assert 0 < len(str(found[field].value)) <= most
            assert "\x00" not in str(found[field].value)
    pieces = rules.marked(text, {field: one.said for field, one in found.items()})
    assert "".join(words for words, _name in pieces) == "\n".join(rules.lines_of(text))
    if Field.PURCHASED_ON in found:
        day = found[Field.PURCHASED_ON].value
        assert isinstance(day, date)
        assert date(1990, 1, 1) <= day <= date(2026, 1, 10)
    if Field.PAID_AMOUNT in found:
        assert 0 < Decimal(str(found[Field.PAID_AMOUNT].value)) < 10_000_000


def test_a_long_and_hostile_text_is_read_in_no_time() -> None:
    for part in ("*" * 50, "名 称 ", "壹" * 40, "1,111" * 9, "实付款 ", "2025年" * 8):
        told = proposals(part * 2000, TODAY)
        rules.marked(part * 2000, {field: one.said for field, one in told.items()})
