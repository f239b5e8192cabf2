"""The badge of a promise: how much time is left, in words and as a thin line."""

from datetime import datetime
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .assets import icon
from .formats import due, time_left

LOOKS = {
    "late": "alert-triangle",
    "soon": "clock-exclamation",
    "ok": "clock",
    "paused": "player-pause",
    "met": "check",
    "broken": "x",
}


def look_of(*, due_at: datetime, warn_at: datetime | None, state: str, now: datetime) -> str:
    """Which of LOOKS a clock has; soon from `warn_at` on, the moment its policy calls danger."""
    if state != "running":
        return state
    if now >= due_at:
        return "late"
    return "soon" if warn_at is not None and now >= warn_at else "ok"


def words_of(*, look: str, due_at: datetime, now: datetime) -> str:
    if look == "paused":
        return _("paused")
    if look == "met":
        return _("kept")
    return _("broken") if look == "broken" else time_left(due_at, now)


def clock(
    *,
    due_at: datetime | None,
    start_at: datetime | None = None,
    warn_at: datetime | None = None,
    state: str = "running",
    now: datetime,
) -> SafeString:
    """The badge; the browser keeps a running one alive from its data attributes."""
    if due_at is None:
        return SafeString(f'<span class="clock clock-none">{escape(_("no promise open"))}</span>')
    look = look_of(due_at=due_at, warn_at=warn_at, state=state, now=now)
    words = escape(words_of(look=look, due_at=due_at, now=now))
    line = ""
    if start_at is not None and look in {"ok", "soon", "late", "paused"}:
        whole = (due_at - start_at).total_seconds()
        share = (now - start_at).total_seconds() / whole if whole > 0 else 1
        value = f"{min(1, max(0, share)):.2f}"
        line = f'<progress class="clock-line" max="1" value="{value}"></progress>'
    live = ""
    if state == "running":
        live = f' data-due="{due_at.isoformat()}"'
        live += f' data-warn="{warn_at.isoformat()}"' if warn_at else ""
        live += f' data-start="{start_at.isoformat()}"' if start_at else ""
    return SafeString(
        f'<span class="clock clock-{look}"{live} title="{escape(due(due_at, now))}">'
        f'{icon(LOOKS[look])}<span class="clock-words">{words}</span>{line}</span>'
    )
