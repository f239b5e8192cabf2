"""How hours are written down and read back, and which dates are rest for everybody."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from aftercare.foundation.worktime import OfficialDay, Opening

SATURDAY = 5
Weekly = Mapping[str, Sequence[str]]
"""Weekday ("0" is Monday) -> openings as text, "09:00-12:00"; "18:00-24:00" ends at midnight."""


def openings_of(written: Sequence[str]) -> tuple[Opening, ...]:
    """Raises ValueError for what is not two times of a day."""
    return tuple(_opening_of(opening) for opening in written)


def weekly_of(written: Weekly) -> dict[int, tuple[Opening, ...]]:
    return {int(weekday): openings_of(openings) for weekday, openings in written.items()}


def written(openings: Sequence[Opening]) -> str:
    """Openings of a day as a person reads them: 09:00–12:00, 13:00–17:00."""
    return ", ".join(
        f"{opens:%H:%M}–{'24:00' if closes == time() else closes.strftime('%H:%M')}"
        for opens, closes in openings
    )


def weekly_sentences(weekly: Weekly) -> tuple[str, ...]:
    """Monday first, each day as a person reads it; "" where it is closed."""
    hours = weekly_of(weekly)
    return tuple(written(hours.get(weekday, ())) for weekday in range(7))


def is_rest(on: date, official: Mapping[date, OfficialDay]) -> bool:
    """A legal day of rest: by the official arrangement, else Saturday and Sunday (R-POL-02)."""
    day = official.get(on)
    return not day.works if day else on.weekday() >= SATURDAY


def _opening_of(opening: str) -> Opening:
    opens, _, closes = opening.partition("-")
    return time.fromisoformat(opens), time() if closes == "24:00" else time.fromisoformat(closes)
