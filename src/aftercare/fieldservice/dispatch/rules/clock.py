"""How time passes along a route: windows of a visit, and the meal on the way.

Somebody is *hungry* until the meal and *fed* after it (or always, where no meal is due). Both
earliest and latest times stay exact for several windows and a floating meal, because being later
never helps: whatever can be done from some moment can be done from any earlier one. So a visit
fits into a gap if its earliest end there reaches the next stop before the latest start there.
"""

from collections.abc import Sequence

from .model import NEVER, Window


def fed_after(left: int, leg: int, opens: int, closes: int, length: int) -> int:
    """Earliest moment to be there *and* fed, having left hungry at `left`; NEVER if it is too late.

    To drive first is never later; where the meal would begin too late after the drive, it comes
    before it.
    """
    if left + leg <= closes:
        return max(left + leg, opens) + length
    if left <= closes:
        return max(left, opens) + length + leg
    return NEVER


def hungry_until(due: int, leg: int, opens: int, closes: int, length: int) -> int:
    """Latest moment to leave hungry and be there, fed, at `due`; -1 if there is none."""
    if due - leg >= opens + length:
        return min(closes, due - length - leg)
    if due >= opens + length:
        return min(closes, due - length) - leg
    return -1


def first_start(windows: Sequence[Window], arrival: int) -> int:
    """Earliest allowed start at or after `arrival`, NEVER if all windows have closed."""
    for window in windows:
        if arrival <= window.closes:
            return max(arrival, window.opens)
    return NEVER


def last_start(windows: Sequence[Window], due: int) -> int:
    """Latest allowed start at or before `due`, -1 if none has opened."""
    for window in reversed(windows):
        if due >= window.opens:
            return min(due, window.closes)
    return -1


def bounded(windows: tuple[Window, ...], earliest: int, latest: int) -> tuple[Window, ...]:
    """What of the windows lies between two moments, for visits whose start hangs on another."""
    return tuple(
        Window(opens=max(w.opens, earliest), closes=min(w.closes, latest))
        for w in windows
        if max(w.opens, earliest) <= min(w.closes, latest)
    )
