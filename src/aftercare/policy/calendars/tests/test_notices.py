"""The State Council's notice and rows of a file, read as the days of a year."""

from datetime import date

import pytest

from aftercare.policy.calendars.adapters import official_days
from aftercare.policy.calendars.rules.notices import Slip, is_notice, read_notice, read_rows

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节等节假日的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""


def test_the_notice_of_2026_is_read_as_the_official_data_has_it() -> None:
    found = read_notice(NOTICE_2026)
    official = {on: day.works for on, day in official_days().days.items() if on.year == 2026}

    assert (found.year, found.faults, found.lacking) == (2026, (), ())
    assert {day.on: day.works for day in found.days} == official
    assert is_notice(NOTICE_2026)


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("一、元旦：1月1日至3日放假调休，共3天。1月4日（星期一）上班。", [Slip.NO_WEEKEND]),
        ("一、元旦:1月1日（周四）放假。", [Slip.WRONG_WEEKDAY]),
        ("一、元旦：1月1日至3日放假，共4天。", [Slip.WRONG_COUNT]),
        ("一、元旦：2月30日放假。", [Slip.NO_DATE]),
        ("一、元旦：1月3日至1日放假。", [Slip.BACKWARDS]),
        ("一、元旦：1月1日放假。二、春节：1月1日放假。", [Slip.TWICE]),
        ("一、元旦：2028年1月1日放假。", [Slip.OTHER_YEAR]),
        ("一、元旦：1月1日。", [Slip.NO_KIND]),
        ("放假通知", [Slip.NOTHING]),
    ],
)
def test_what_cannot_be_right_is_named(text: str, slips: list[Slip]) -> None:
    assert [fault.slip for fault in read_notice(text, 2027).faults] == slips


def test_without_a_year_nothing_is_read() -> None:
    assert [fault.slip for fault in read_notice("一、元旦：1月1日放假。").faults] == [Slip.NO_YEAR]


def test_rows_are_read_in_any_order_of_columns() -> None:
    rows = [["日期", "名称", "类型"], ["2027-01-01", "元旦", "休"], ["班", "2027/2/6", "春节"],
            ["2027年2月7日", "周日", "放假"]]  # fmt: skip
    found = read_rows(rows)

    assert found.faults == ()
    assert [(day.on, day.name, day.works) for day in found.days] == [
        (date(2027, 1, 1), "元旦", False),
        (date(2027, 2, 6), "春节", True),
        (date(2027, 2, 7), "休息", False),
    ]
    assert [fault.slip for fault in read_rows([["2027-01-01", "元旦"]]).faults] == [Slip.NO_KIND]
