"""An appointment for a calendar: iCalendar after RFC 5545, one event."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse

LONGEST = 74  # octets of a line, without its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The same `uid` with a higher `sequence` replaces what the calendar has."""

    uid: str
    sequence: int
    from_at: datetime
    until_at: datetime
    title: str
    text: str
    organiser: str = ""
    mail: str = ""
    is_off: bool = False


def calendar_file(event: Event, *, now: datetime) -> HttpResponse:
    """With a reminder an hour before; an event that is off takes itself out of the calendar."""
    alarm = [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_said(event.title)}",
        "TRIGGER:-PT1H",
        "END:VALARM",
    ]
    name = event.organiser.replace('"', "'")
    organiser = f'ORGANIZER;CN="{name}":mailto:{event.mail}'
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//aftercare//appointments//ZH",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(event.from_at)}",
        f"DTEND:{_utc(event.until_at)}",
        f"SUMMARY:{_said(event.title)}",
        f"DESCRIPTION:{_said(event.text)}",
        *([organiser] if event.mail else []),
        f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}",
        *([] if event.is_off else alarm),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    answer = HttpResponse(
        "".join(f"{_folded(line)}\r\n" for line in lines),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _said(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line longer than 75 octets; no character is torn apart."""
    parts, length = [""], 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST:
            parts.append(" ")
            length = 1
        parts[-1] += sign
        length += size
    return "\r\n".join(parts)
