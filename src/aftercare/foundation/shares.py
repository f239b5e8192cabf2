"""How a share of a count is told in whole percent: one rule for every page, file and answer."""


def percent(part: int, whole: int) -> int | None:
    """To the nearest percent, a half upwards; None of nothing.

    100 is said of all alone and 0 of none, so that no one who came late is hidden among many.
    """
    if not whole:
        return None
    if part in (0, whole):
        return 100 * part // whole
    return min(max((200 * part + whole) // (2 * whole), 1), 99)
