"""What things are worth, in seconds of travel."""

UNSERVED = {1: 36_000, 2: 14_400, 3: 6_000}
"""Of a visit that is not done today, by priority: two hours of travel would be driven for the
least of them, ten for the first."""

LOCKED = 360_000
"""Of a visit that people have fixed or that has begun: nothing outweighs it."""

CHANGE = 900
"""Of sending another technician than the customer was told. Measured with two of fifty ill and
twelve urgent visits: 30 to 40 % of hands change where it costs nothing, 7 % where it costs ten
minutes of travel, 4 to 5 % at fifteen, for half a percent more of the objective."""

RESERVE = 115
"""Percent of the norm that is planned for a job. Measured: halves lateness and leaves room for the
meal of 98 % of technicians."""

NEAR_DUE = 3 * 86_400
"""Seconds before a commitment falls due from which on its visit grows dearer."""


def unserved_price(priority: int, seconds_to_due: int | None = None) -> int:
    """Rises evenly to double over the last three days before the commitment falls due."""
    base = UNSERVED[priority]
    if seconds_to_due is None or seconds_to_due >= NEAR_DUE:
        return base
    return base + base * (NEAR_DUE - max(0, seconds_to_due)) // NEAR_DUE


def planned_service(norm: int) -> int:
    """Seconds to plan for a job of this norm."""
    return -(-norm * RESERVE // 100)


def longest_free(
    begins: int, ends: int, absences: tuple[tuple[int, int], ...]
) -> tuple[int, int] | None:
    """What of a shift remains beside leave: its longest free span, None if there is none."""
    free, at = [], begins
    for start, end in sorted(absences):
        free.append((at, min(start, ends)))
        at = max(at, end)
    free.append((at, ends))
    length, span = max((until - since, (since, until)) for since, until in free)
    return span if length > 0 else None
