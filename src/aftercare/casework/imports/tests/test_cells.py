"""What a cell means, and what is said where it means nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.casework.imports.rules.cells import (
    CellError,
    Code,
    Reading,
    kind_of,
    moment,
    phones,
    whole_number,
)
from aftercare.casework.imports.rules.tables import Cell

ZONE = ZoneInfo("Asia/Shanghai")
READING = Reading(now=datetime(2026, 11, 22, 12, tzinfo=ZONE), zone=ZONE)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (13800000000.0, "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("8613800000000", "13800000000"),
        ('="13800000000"', "13800000000"),
        ("'13800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("13800000000.0", "13800000000"),
        ("13800000000（先生）", "13800000000"),
        ("13800000000转1234", "13800000000-1234"),
        ("075722222222", "0757-22222222"),
        ("(010)82345678", "010-82345678"),
        ("02182345678", "021-82345678"),
        ("+86 757 22222222", "0757-22222222"),
        ("82345678", "82345678"),
        ("400-800-1234", "400-800-1234"),
        ("+852 2345 6789", "+85223456789"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("138000000001234", "138000000001234"),
        ("400-800-1234转8", "400-800-1234-8"),
    ],
)
def test_a_phone_is_read_however_it_is_written(cell: Cell, meant: str) -> None:
    assert phones(cell) == [meant]


def test_two_phones_in_a_cell_are_two_phones() -> None:
    assert phones("13800000000/0757-22222222") == ["13800000000", "0757-22222222"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("138****0000", Code.PHONE_MASKED),
        ("1380000000", Code.PHONE_WRONG),
        ("1380013", Code.PHONE_WRONG),
        ("12800138000", Code.PHONE_WRONG),
        ("张三", Code.PHONE_WRONG),
        ("1.38E+10", Code.PHONE_ROUNDED),
        ("1.38E10", Code.PHONE_ROUNDED),
        ("#VALUE!", Code.ERROR_CELL),
    ],
)
def test_a_phone_that_cannot_be_called_is_named(cell: Cell, code: Code) -> None:
    with pytest.raises(CellError) as wrong:
        phones(cell)
    assert wrong.value.code is code


@pytest.mark.parametrize("cell", ["", None, "无", "N/A", "-", 0])
def test_a_cell_that_says_there_is_nothing_is_empty(cell: Cell) -> None:
    assert phones(cell) == []
    assert kind_of("" if cell == 0 else cell) == ""


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-01-09", "2026-01-09T00:00:00"),
        ("2026/1/9 16:30", "2026-01-09T16:30:00"),
        ("2026.1.9 周五 16:30:05", "2026-01-09T16:30:05"),
        ("2026年1月9日下午4点30分", "2026-01-09T16:30:00"),
        ("2026年1月9日 上午12:05", "2026-01-09T00:05:00"),
        ("20260109", "2026-01-09T00:00:00"),
        (20260109.0, "2026-01-09T00:00:00"),
        ("20260109163000", "2026-01-09T16:30:00"),
        (46031, "2026-01-09T00:00:00"),
        (46031.6875, "2026-01-09T16:30:00"),
        ("46031.6875", "2026-01-09T16:30:00"),
        (1767945000, "2026-01-09T15:50:00"),
        ("1767945000000", "2026-01-09T15:50:00"),
        ("1月9日", "2026-01-09T00:00:00"),
        ("12月31日", "2025-12-31T00:00:00"),
        ("13/04/2026", "2026-04-13T00:00:00"),
        ("04/13/2026 09:00", "2026-04-13T09:00:00"),
        ("2026-01-09T08:30:00Z", "2026-01-09T16:30:00"),
        ("2026-01-09 09:00-12:00", "2026-01-09T09:00:00"),
        (10.28, "2026-10-28T00:00:00"),
        (datetime(2026, 1, 9, 16, 30), "2026-01-09T16:30:00"),  # noqa: DTZ001  # as a sheet has it
    ],
)
def test_a_moment_is_read_however_it_is_written(cell: Cell, meant: str) -> None:
    at = moment(cell, READING)
    assert at is not None
    assert at.astimezone(ZONE).replace(tzinfo=None).isoformat() == meant


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("03/04/2026", ("2026-03-04", "2026-04-03")),
        (10.2, ("2026-10-02", "2026-10-20")),
        ("10.2", ("2026-10-02", "2026-10-20")),
    ],
)
def test_a_day_that_may_be_two_days_asks_which(cell: Cell, days: tuple[str, str]) -> None:
    with pytest.raises(CellError) as question:
        moment(cell, READING)
    assert question.value.code is Code.DATE_AMBIGUOUS
    assert question.value.options == days


def test_what_a_person_decides_about_days_is_followed() -> None:
    day_first = Reading(now=READING.now, zone=ZONE, day_first=True, long_days=True, year=2025)
    april, october = moment("03/04/2026", day_first), moment(10.2, day_first)
    assert april is not None
    assert october is not None
    assert (april.month, october.day, october.year) == (4, 20, 2025)


@pytest.mark.parametrize("cell", ["昨天", "2026-02-30", "2026-13-01", "25:00", True, 0.5, "99999"])
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as wrong:
        moment(cell, READING)
    assert wrong.value.code is Code.DATE_WRONG


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("安装", "installation"),
        ("保外维修", "repair"),
        ("仅退款", "return_exchange"),
        ("退货退款", "return_exchange"),
        ("质量投诉", "complaint"),
        ("空调清洗", "care"),
        ("拆旧", "recycling"),
        ("售前咨询", "consultation"),
        ("Repair", "repair"),
    ],
)
def test_words_of_a_service_are_a_kind_of_case(cell: str, kind: str) -> None:
    assert kind_of(cell) == kind


def test_a_code_nobody_explained_is_no_kind() -> None:
    with pytest.raises(CellError):
        kind_of("03")


def test_a_count_may_carry_its_measure() -> None:
    assert [whole_number(cell) for cell in (2.0, "2台", "３", "")] == [2, 2, 3, None]


CELLS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789-/.年月日: +*()", max_size=24),
    st.floats(allow_nan=True),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)


@settings(deadline=None)
@given(CELLS)
def test_any_cell_is_read_or_refused_in_words(cell: Cell) -> None:
    for read in (phones, kind_of, whole_number, lambda value: moment(value, READING)):
        try:
            read(cell)
        except CellError:
            continue


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2060, 1, 1)))  # noqa: DTZ001
def test_a_written_moment_comes_back_as_it_was(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for text in (f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%Y/%m/%d %H:%M:%S}", f"{at:%Y%m%d%H%M%S}"):
        found = moment(text, READING)
        assert found is not None
        assert found.replace(tzinfo=None) == at


@settings(deadline=None)
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "86", "0086"]))
def test_a_mobile_number_is_itself_under_any_prefix(number: str, prefix: str) -> None:
    assert phones(prefix + number) == phones(float(number)) == [number]
