"""Charts as SVG: sizes are attributes, since the policy of the pages allows no inline style."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

WIDTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a line of time: `since` and `until` are shares of the whole, 0…1.

    `look` is one of counted, paused, rest, makeup, left, late.
    """

    since: float
    until: float
    look: str
    title: str = ""


def bar(share: float, tone: str = "") -> SafeString:
    """One bar, filled to `share` (0…1)."""
    width = round(WIDTH * min(1, max(0, share)))
    look = f"bar bar-{tone}" if tone else "bar"
    return SafeString(
        f'<svg class="{escape(look)}" viewBox="0 0 {WIDTH} 10" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect width="{width}" height="10" rx="3"/></svg>'
    )


def spanline(stretches: Iterable[Stretch], label: str = "") -> SafeString:
    """A line of time in stretches; each says what it is under the pointer."""
    drawn = "".join(
        f'<rect class="fill-{escape(s.look)}" x="{WIDTH * s.since:.1f}" '
        f'width="{WIDTH * max(0.0, s.until - s.since):.1f}" height="16">'
        f"<title>{escape(s.title)}</title></rect>"
        for s in stretches
    )
    return SafeString(
        f'<svg class="spanline" viewBox="0 0 {WIDTH} 16" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{drawn}</svg>'
    )


def spark(values: Sequence[float], label: str = "") -> SafeString:
    """A small line of figures over time."""
    top, last = max(values, default=0) or 1, max(1, len(values) - 1)
    points = " L".join(
        f"{WIDTH * at / last:.1f} {60 - 56 * value / top:.1f}" for at, value in enumerate(values)
    )
    return SafeString(
        f'<svg class="spark" viewBox="0 0 {WIDTH} 62" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}"><path d="M{points}"/></svg>'
    )
