"""The official arrangement of a year, read from the State Council's notice or from rows (R-POL-02).

What reads like "一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（星期一）上班。"
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .edits import NamedDay

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
WEEKDAYS = "一二三四五六日"
SATURDAY = 5
LONGEST = 16  # days of one holiday; more is a slip of the pen

_WIDE = str.maketrans("：，（）；～〜－—–０１２３４５６７８９", ":,();~~---0123456789")
_HEADING = re.compile(r"(\d{4})\s*年(?!\s*\d)[^。\n]{0,20}?(?:节假日|放假)")
_SECTION = re.compile(r"(?:^|[\n。;])\s*[一二三四五六七八九十]+\s*、\s*([^:\n。]{1,20}?)\s*:")
_DAY = r"(?:(\d{4})\s*年)?\s*(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*日\s*(?:\(([^)]*)\))?"
_TOKEN = re.compile(
    rf"(?P<span>{_DAY}(?:\s*(?:至|到|-+|~)\s*{_DAY})?)|(?P<count>共\s*(\d+)\s*天)"
    r"|(?P<work>上班)|(?P<rest>放假|补休|休息)"
)
_NAMED = re.compile(r"(?:周|星期)([一二三四五六日天])")
_ISO = re.compile(
    r"^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?$"
)
_RESTS = re.compile(r"^(?:休|休息|放假|假|假日|节假日|rest|off|holiday)$", re.IGNORECASE)
_WORKS = re.compile(r"^(?:班|上班|补班|调休上班|工作日|work|works|working)$", re.IGNORECASE)


class Slip(StrEnum):
    """What keeps an arrangement from being taken over."""

    NOTHING = "nothing"  # no day at all was found
    NO_YEAR = "no_year"
    NO_DATE = "no_date"  # 2月30日, or a cell that is no date
    OTHER_YEAR = "other_year"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_COUNT = "wrong_count"  # 共3天, but other than three are named
    TWICE = "twice"
    NO_WEEKEND = "no_weekend"  # a make-up working day on a day that is worked anyway
    BACKWARDS = "backwards"  # the end of a span lies before its beginning, or far behind
    NO_KIND = "no_kind"  # neither rest nor work


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFault:
    """`found` is what was read, `expected` what belongs there."""

    slip: Slip
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What was read; `faults` must be empty before it is used. `lacking` festivals are a hint."""

    year: int | None
    days: tuple[NamedDay, ...]
    faults: tuple[NoticeFault, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        named = "、".join({day.name for day in self.days})
        return tuple(name for name in FESTIVALS if name[:2] not in named)


def is_notice(text: str) -> bool:
    """Whether a text is written as a notice, and not as rows."""
    return bool(_SECTION.search("\n" + text.translate(_WIDE)))


def read_notice(text: str, year: int | None = None) -> Arrangement:
    """`year` where the notice names none; a notice that names another is read as its own year."""
    plain = text.translate(_WIDE)
    heading = _HEADING.search(plain)
    named = int(heading[1]) if heading else year
    if named is None:
        return Arrangement(year=None, days=(), faults=(NoticeFault(slip=Slip.NO_YEAR),))
    pieces = _SECTION.split("\n" + plain)[1:]
    days: list[NamedDay] = []
    faults: list[NoticeFault] = []
    for name, body in zip(pieces[::2], pieces[1::2], strict=True):
        section = _Section(name=name.strip(), year=named)
        section.read(body)
        days += section.days
        faults += section.faults
    return _checked(named, days, faults)


def read_rows(rows: Iterable[Sequence[str]], year: int | None = None) -> Arrangement:
    """Rows with a date, a name and 休/班 in any order; rows before the first date are headings."""
    days: list[NamedDay] = []
    faults: list[NoticeFault] = []
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        on = next((_ISO.match(cell.translate(_WIDE)) for cell in cells if _ISO.match(cell)), None)
        if on is None:
            if cells and days:
                faults.append(NoticeFault(slip=Slip.NO_DATE, found=" ".join(cells)[:60]))
            continue
        day, slip = _row_day(on, cells)
        faults += slip
        days += day
    named = year or (days[0].on.year if days else None)
    return _checked(named, days, faults)


class _Section:
    """One festival of a notice, read from left to right; a date waits for its 放假 or 上班."""

    def __init__(self, *, name: str, year: int) -> None:
        self.name, self.year = name, year
        self.month: int | None = None
        self.waiting: list[date] = []
        self.days: list[NamedDay] = []
        self.faults: list[NoticeFault] = []

    def read(self, body: str) -> None:
        for token in _TOKEN.finditer(body):
            if token["span"]:
                self._span(token)
            elif token["count"]:
                self._count(token["count"])
            else:
                self._settle(works=bool(token["work"]))
        if self.waiting:
            self._fault(Slip.NO_KIND, "、".join(f"{on:%m-%d}" for on in self.waiting))

    def _span(self, token: re.Match[str]) -> None:
        first = self._day(*token.group(2, 3, 4, 5))
        if token[8] is None:
            self.waiting += [first] if first else []
            return
        last = self._day(*token.group(6, 7, 8, 9))
        if first is None or last is None:
            return
        if not 0 <= (last - first).days < LONGEST:
            self._fault(Slip.BACKWARDS, token[0])
            return
        self.waiting += [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def _day(self, year: str | None, month: str | None, day: str, said: str | None) -> date | None:
        self.month = int(month) if month else self.month
        written = f"{self.month or '?'}月{day}日"
        try:
            on = date(int(year or self.year), self.month or 0, int(day))
        except ValueError:
            self._fault(Slip.NO_DATE, written)
            return None
        named = _NAMED.search(said or "")
        if named and WEEKDAYS.index(named[1].replace("天", "日")) != on.weekday():
            self._fault(
                Slip.WRONG_WEEKDAY, f"{written}（周{named[1]}）", f"周{WEEKDAYS[on.weekday()]}"
            )
        return on

    def _settle(self, *, works: bool) -> None:
        self.days += [NamedDay(on=on, name=self.name, works=works) for on in self.waiting]
        self.waiting = []

    def _count(self, said: str) -> None:
        rest = [day for day in self.days if not day.works] or self.waiting
        number = int(re.sub(r"\D", "", said))
        if number != len(rest):
            self._fault(Slip.WRONG_COUNT, f"{self.name} {said}", str(len(rest)))

    def _fault(self, slip: Slip, found: str, expected: str = "") -> None:
        self.faults.append(NoticeFault(slip=slip, found=found, expected=expected))


def _row_day(
    found: re.Match[str], cells: Sequence[str]
) -> tuple[list[NamedDay], list[NoticeFault]]:
    others = [cell for cell in cells if not _ISO.match(cell)]
    works = any(_WORKS.match(cell) for cell in others)
    rests = any(_RESTS.match(cell) for cell in others)
    names = [
        cell
        for cell in others
        if not _WORKS.match(cell) and not _RESTS.match(cell) and not _NAMED.fullmatch(cell)
    ]
    try:
        on = date(*(int(part) for part in found.groups()))
    except ValueError:
        return [], [NoticeFault(slip=Slip.NO_DATE, found=found[0])]
    faults = [
        NoticeFault(
            slip=Slip.WRONG_WEEKDAY, found=f"{on} {cell}", expected=f"周{WEEKDAYS[on.weekday()]}"
        )
        for cell in others
        if (named := _NAMED.fullmatch(cell))
        and WEEKDAYS.index(named[1].replace("天", "日")) != on.weekday()
    ]
    if works == rests:
        faults.append(NoticeFault(slip=Slip.NO_KIND, found=" ".join(cells)[:60]))
    name = names[0] if names else ("调休" if works else "休息")
    return [NamedDay(on=on, name=name[:40], works=works)], faults


def _checked(
    year: int | None, days: Sequence[NamedDay], faults: Sequence[NoticeFault]
) -> Arrangement:
    found = list(faults)
    seen: set[date] = set()
    for day in days:
        if day.on.year != year:
            found.append(NoticeFault(slip=Slip.OTHER_YEAR, found=f"{day.on}", expected=str(year)))
        if day.on in seen:
            found.append(NoticeFault(slip=Slip.TWICE, found=f"{day.on} {day.name}"))
        if day.works and day.on.weekday() < SATURDAY:
            weekday = f"周{WEEKDAYS[day.on.weekday()]}"
            found.append(NoticeFault(slip=Slip.NO_WEEKEND, found=f"{day.on}", expected=weekday))
        seen.add(day.on)
    if not days and not found:
        found.append(NoticeFault(slip=Slip.NOTHING))
    in_order = tuple(sorted(days, key=lambda day: day.on))
    return Arrangement(year=year, days=in_order, faults=tuple(found))
