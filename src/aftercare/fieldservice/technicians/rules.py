"""From rosters, skills and orders to the values that planning reads."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from aftercare.fieldservice.dispatch.queries import Link, Visit, longest_free
from aftercare.foundation.worktime import Span

FOREVER = date.max.toordinal()
NOON_GAP = timedelta(minutes=90)
"""Between two shifts of a day at most; planned as one shift with the meal inside."""


class Base(StrEnum):
    """Where a day starts or ends."""

    STATION = "station"
    HOME = "home"


def shift_of(spans: Iterable[Span], midnight: datetime) -> tuple[int, int] | None:
    """The longest stretch of the spans, in seconds of the day; None if there is none.

    Short gaps between two are the noon of the roster, not absence.
    """
    parts = sorted(_seconds(span, midnight) for span in spans)
    if not parts:
        return None
    longest = int(NOON_GAP.total_seconds())
    gaps = [(end, begin) for (_, end), (begin, _) in pairwise(parts)]
    absences = tuple(gap for gap in gaps if gap[1] - gap[0] > longest)
    return longest_free(parts[0][0], parts[-1][1], absences)


def certificates_of(held: Mapping[int, date | None]) -> dict[str, int]:
    """Skill → last day as an ordinal, far away where it has no end."""
    return {str(skill): last.toordinal() if last else FOREVER for skill, last in held.items()}


def skills_on(held: Mapping[int, date | None], on: date) -> frozenset[str]:
    """Those that hold on the day."""
    return frozenset(str(skill) for skill, last in held.items() if last is None or last >= on)


def helper_of(visit: Visit) -> Visit:
    """The second person of a job: there at the same minute, whatever else the first must hold."""
    return Visit(
        id=-visit.id,
        place=visit.place,
        windows=visit.windows,
        service=visit.service,
        price=0,
        priority=visit.priority,
        area=visit.area,
        line=visit.line,
        hangs_on=visit.id,
        link=Link.WITH,
    )


def _seconds(span: Span, midnight: datetime) -> tuple[int, int]:
    begins, ends = span.start - midnight, span.end - midnight
    return int(begins.total_seconds()), int(ends.total_seconds())
