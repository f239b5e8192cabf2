"""What one cell means: a phone, a moment, a number, a kind of matter; or why it means nothing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from aftercare.foundation.privacy.rules import is_phone, normal_phone

from .tables import Cell, text_of
from .vocabulary import vocabulary

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a day count, no moment
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
EPOCH_SECONDS = range(946_684_800, 4_102_444_800)  # 2000 to 2100
YEARS = range(1980, 2100)
CENTURY = 100


class Code(StrEnum):
    """What is wrong with a cell or a row."""

    PHONE_WRONG = "phone_wrong"
    PHONE_MASKED = "phone_masked"
    PHONE_ROUNDED = "phone_rounded"
    DATE_WRONG = "date_wrong"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_FUTURE = "date_future"
    NUMBER_WRONG = "number_wrong"
    KIND_UNKNOWN = "kind_unknown"
    TOO_LONG = "too_long"
    ERROR_CELL = "error_cell"
    NOTHING_SAID = "nothing_said"
    NOBODY = "nobody"
    TWICE_IN_FILE = "twice_in_file"
    NUMBER_REUSED = "number_reused"
    THERE_ALREADY = "there_already"
    LIKE_RECENT = "like_recent"
    CHOICE_UNKNOWN = "choice_unknown"
    NEEDED = "needed"
    KNOWN = "known"
    KNOWN_OTHERWISE = "known_otherwise"
    WILL_CHANGE = "will_change"
    CANNOT_CHANGE = "cannot_change"
    OWNER_NEEDED = "owner_needed"
    NOT_KNOWN_AGAIN = "not_known_again"
    MODEL_NEEDED = "model_needed"
    NO_SUCH_MODEL = "no_such_model"
    NO_SUCH_LINE = "no_such_line"
    PHONE_OF_ANOTHER = "phone_of_another"
    SERIAL_OF_ANOTHER = "serial_of_another"
    KEPT_AS_WORDS = "kept_as_words"
    NO_SUCH_PART = "no_such_part"
    NO_SUCH_STORE = "no_such_store"
    NO_SUCH_JOB = "no_such_job"
    NOT_GENUINE = "not_genuine"
    PART_INCOMPLETE = "part_incomplete"
    SERIALS_NEEDED = "serials_needed"
    WAIT_FOR_ORDERS = "wait_for_orders"
    DAY_TAKEN = "day_taken"
    DATE_PAST = "date_past"
    COUNTED_TWICE = "counted_twice"


class CellError(ValueError):
    """A cell that cannot be read; `options` are readings to choose from."""

    def __init__(self, code: Code, options: Sequence[str] = ()) -> None:
        super().__init__(code, options)
        self.code, self.options = code, tuple(options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read what a cell leaves open.

    `day_first` decides 03/04/2026, `long_days` whether 10.2 typed as a number is the 20th; None
    leaves both to the person. `year` belongs to dates written without one; without it they mean
    the last such day before `now`.
    """

    now: datetime
    zone: tzinfo
    year: int | None = None
    day_first: bool | None = None
    long_days: bool | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def said(cell: Cell) -> str:
    """The text of a cell, "" where it says that there is nothing (无, N/A, -).

    Raises CellError for a formula's error value.
    """
    text = unicodedata.normalize("NFC", text_of(cell)).replace("\x00", "")
    if text.startswith("#") and text.rstrip("!?").upper() in {"#REF", "#VALUE", "#NAME", "#DIV/0"}:
        raise CellError(Code.ERROR_CELL)
    return "" if text.lower() in vocabulary().no_value else text


# -- phones

PHONE_BREAK = re.compile(r"[,，、;；/|\n]|\s{2,}|或|和")
PREFIX = re.compile(r"^(?:\+|00)86[-\s]?|^86[-\s](?=1)|^86(?=1[3-9]\d{9}$)")
MOBILE = re.compile(r"^(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?:\s*(?:[-转#,]|ext\.?)\s*(\d{1,6}))?$")
LANDLINE = re.compile(
    r"^(?:\(?(0\d{2,3})\)?[-\s]?(?=[1-9])|(?=[2-8]))(\d{3,4})[-\s]?(\d{4})"
    r"(?:\s*(?:[-转#]|ext\.?)\s*(\d{1,6}))?$"
)
SERVICE = re.compile(
    r"^([48]00)[-\s]?(\d{3,4})[-\s]?(\d{3,4})(?:\s*(?:[-转#]|ext\.?)\s*(\d{1,6}))?$"
)
ABROAD = re.compile(r"^(?:\+|00)\d[\d\s().-]{6,18}$")
AREAS_OF_THREE = ("010", "02")


def phones(cell: Cell) -> list[str]:
    """All phones in a cell: 13800000000, 0757-22222222, 0757-22222222-801, +85223456789.

    Raises CellError for a text that holds none, or one with digits missing.
    """
    text = said(cell)
    if not text:
        return []
    if isinstance(cell, float) and not cell.is_integer():
        raise CellError(Code.PHONE_WRONG)
    text = re.sub(r"^(\d{7,})\.0$", r"\1", text)
    if not text.strip("0"):
        return []
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text):
        raise CellError(Code.PHONE_ROUNDED)
    whole = _phone(text)
    if whole:
        return [whole]
    found = [_phone(part) for part in PHONE_BREAK.split(text) if part.strip()]
    if found and all(found):
        return list(dict.fromkeys(phone for phone in found if phone))
    raise CellError(Code.PHONE_MASKED if "*" in text or "＊" in text else Code.PHONE_WRONG)


def _phone(text: str) -> str | None:
    """As people write it; None for what no entrance takes as a phone."""
    found = _read_phone(text)
    return found if found and is_phone(normal_phone(found)) else None


def _read_phone(text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).strip(" .:'\"")
    plain = re.sub(r"^(?:手机|电话|座机|tel|固话)\s*[:：]?\s*", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"[‐‑‒–—―－]", "-", plain)
    plain = re.sub(r"\([^()\d*]*\)$", "", plain)  # whose it is, or what else it is good for
    home = PREFIX.sub("", plain)
    if match := MOBILE.match(home):
        return "".join(match.groups()[:3]) + (f"-{match[4]}" if match[4] else "")
    if match := SERVICE.match(home):
        return "-".join(filter(None, match.groups()))
    if match := LANDLINE.match(_with_area(home, plain)):
        area = f"{match[1]}-" if match[1] else ""
        return f"{area}{match[2]}{match[3]}" + (f"-{match[4]}" if match[4] else "")
    if ABROAD.match(plain) and home == plain:
        return "+" + re.sub(r"\D", "", plain.removeprefix("00"))
    return plain if plain.isdigit() else None  # as we keep it: an extension stands at its end


def _with_area(home: str, plain: str) -> str:
    """075722222222 has an area code without a mark; +86 757… lost its zero."""
    if home != plain and re.match(r"^[2-9]\d{1,2}[-\s]?\d{7,8}$", home):
        home = "0" + home
    if re.fullmatch(r"0\d{9,11}", home):
        width = 3 if home.startswith(AREAS_OF_THREE) else 4
        return f"{home[:width]}-{home[width:]}"
    return home


# -- moments

FULL = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+(.*))?$")
FULL_GLUED = re.compile(r"^(\d{4}年\d{1,2}月\d{1,2}[日号])(\S.*)$")
DIGITS = re.compile(r"^(20\d{2}|19\d{2})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2}):?(\d{2})?)?$")
NO_YEAR = re.compile(r"^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?\s*(.*)$")
SHORT = re.compile(r"^(\d{1,2})[-/.](\d{1,2})(?:[\s]+(\d{1,2}:.*))?$")
NUMERIC = re.compile(r"\d{1,2}\.[1-3]|\d{5}(?:\.\d+)?|\d{10}|\d{13}")  # as a spreadsheet writes
YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\s+(.*))?$")
CLOCK = re.compile(
    r"^(上午|早上|中午|下午|晚上|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*[:分]?\s*(\d{1,2})?"
    r"(?:\.\d+)?\s*秒?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
WINDOW = re.compile(r"^(.*?\d{1,2}(?:[:时点]\d{2}|[时点]))\s*[-~至到]\s*\d{1,2}\s*(?:[:时点].*)?$")
WEEKDAY = re.compile(r"[(（]?(?:星期|周)[一二三四五六日天][)）]?")
AFTERNOON = {"下午", "晚上", "pm", "中午"}


def moment(cell: Cell, reading: Reading) -> datetime | None:
    """The instant a cell names, None for an empty one. A day without a time is its first minute.

    Raises CellError DATE_AMBIGUOUS with the possible days, DATE_WRONG for anything else.
    """
    try:
        return _moment(cell, reading)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellError):
            raise
        raise CellError(Code.DATE_WRONG) from error


def _moment(cell: Cell, reading: Reading) -> datetime | None:
    if isinstance(cell, datetime):
        return _placed(cell, reading)
    if isinstance(cell, date):
        return _placed(datetime.combine(cell, time()), reading)
    if isinstance(cell, bool | time | timedelta):
        raise CellError(Code.DATE_WRONG)
    if isinstance(cell, int | float):
        return _placed(_of_number(float(cell), reading), reading)
    text = said(cell)
    if not text:
        return None
    plain = WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return _placed(_of_text(" ".join(plain.split()), reading), reading)


def _placed(found: datetime, reading: Reading) -> datetime:
    if found.year not in YEARS:
        raise CellError(Code.DATE_WRONG)
    return found if found.tzinfo else found.replace(tzinfo=reading.zone)


def _of_number(number: float, reading: Reading) -> datetime:
    """20260109, a spreadsheet's day count, seconds or milliseconds since 1970, or 9.1 for 1 Sep."""
    if number.is_integer() and DIGITS.match(str(int(number))):
        return _of_text(str(int(number)), reading)
    if int(number) in EXCEL_DAYS:
        exact = EXCEL_EPOCH + timedelta(days=number)
        return (exact + timedelta(milliseconds=500)).replace(microsecond=0)
    for seconds in (number, number / 1000):
        if int(seconds) in EPOCH_SECONDS and number.is_integer():
            return datetime.fromtimestamp(seconds, reading.zone)
    days = days_of_number(number, reading)
    if len(days) == 1 or (days and reading.long_days is not None):
        return datetime.combine(days[-1 if reading.long_days else 0], time())
    raise CellError(
        Code.DATE_AMBIGUOUS if days else Code.DATE_WRONG, [day.isoformat() for day in days]
    )


def days_of_number(number: float, reading: Reading) -> list[date]:
    """9.15 is 15 September; 10.2 may have been typed as 10.2 or as 10.20."""
    shown = f"{number:.2f}"
    month, digits = int(shown[:-3]), shown[-2:]
    if abs(float(shown) - number) > 1e-9 or month not in range(1, 13):
        return []
    choices = [int(digits[0]), int(digits)] if digits[1] == "0" else [int(digits)]
    return [day for day in (_day_without_year(month, d, reading) for d in choices) if day]


def _day_without_year(month: int, day: int, reading: Reading) -> date | None:
    """The last such day up to today, where no year is known from elsewhere."""
    years = (
        (reading.year,) if reading.year else range(reading.today.year, reading.today.year - 4, -1)
    )
    for year in years:
        found = _real_day(year, month, day)
        if found is not None and (reading.year or found <= reading.today):
            return found
    return None


def _of_text(text: str, reading: Reading) -> datetime:
    """Raises ValueError for a day or hour that does not exist."""
    if match := FULL_GLUED.match(text):
        text = f"{match[1]} {match[2]}"
    if match := FULL.match(text):
        return _with_clock(date(int(match[1]), int(match[2]), int(match[3])), match[4])
    if match := DIGITS.match(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        clock = time(int(match[4] or 0), int(match[5] or 0), int(match[6] or 0))
        return datetime.combine(day, clock)
    return _of_short_text(text, reading)


def _of_short_text(text: str, reading: Reading) -> datetime:
    if match := YEAR_LAST.match(text):
        return _with_clock(_year_last(match, reading), match[4])
    if NUMERIC.fullmatch(text):
        return _of_number(float(text), reading)
    if match := NO_YEAR.match(text) or SHORT.match(text):
        found = _day_without_year(int(match[1]), int(match[2]), reading)
        if found:
            return _with_clock(found, match[3])
    raise CellError(Code.DATE_WRONG)


def _year_last(match: re.Match[str], reading: Reading) -> date:
    first, second, year = (int(match[i]) for i in (1, 2, 3))
    year += 2000 if year < CENTURY else 0
    by_day, by_month = _real_day(year, second, first), _real_day(year, first, second)
    if by_day is None or by_month is None:
        chosen = by_day if by_month is None else by_month
    elif by_day == by_month or reading.day_first is not None:
        chosen = by_day if reading.day_first else by_month
    else:
        raise CellError(Code.DATE_AMBIGUOUS, sorted([by_day.isoformat(), by_month.isoformat()]))
    if chosen is None:
        raise CellError(Code.DATE_WRONG)
    return chosen


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_clock(day: date, clock: str | None) -> datetime:
    if not clock or not clock.strip():
        return datetime.combine(day, time())
    match = CLOCK.match(WINDOW.sub(r"\1", clock.strip()))
    if not match:
        raise CellError(Code.DATE_WRONG)
    hour = int(match[2])
    half = (match[1] or match[5] or "").lower()
    if half in AFTERNOON and hour < 12 and not (half == "中午" and hour > 9):
        hour += 12
    elif half in {"上午", "早上", "am"} and hour == 12:
        hour = 0
    at = datetime.combine(day, time(hour % 24, int(match[3] or 0), int(match[4] or 0)))
    return at.replace(tzinfo=_offset(match[6])) if match[6] else at


def _offset(text: str) -> tzinfo | None:
    return datetime.fromisoformat(f"2000-01-01T00:00:00{text.upper()}").tzinfo


# -- words and numbers


def kind_of(cell: Cell) -> str:
    """The kind of matter the words mean; "" for an empty cell. Raises CellError KIND_UNKNOWN."""
    text = said(cell).lower()
    if not text:
        return ""
    kinds = vocabulary().kinds
    for kind, words in kinds.items():
        if text in words or text == kind:
            return kind
    for kind, words in kinds.items():
        if any(word in text for word in words):
            return kind
    raise CellError(Code.KIND_UNKNOWN)


def whole_number(cell: Cell) -> int | None:
    """A count: 2, 2.0, "2台"; None for an empty cell. Raises CellError NUMBER_WRONG."""
    text = unicodedata.normalize("NFKC", said(cell))
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,6})(?:\.0+)?\s*[台件个套片只张箱次]?", text)
    if not match:
        raise CellError(Code.NUMBER_WRONG)
    return int(match[1])
