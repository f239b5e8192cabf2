"""Visits that hang together are taken out and put back as one.

Once both are placed, the start of each is bounded (`Routes.lo`, `Routes.hi`) so that whatever is
later put around the one cannot move the other: two routes never have to be timed together.
"""

from .day import Day
from .jit import compiled
from .places import NOWHERE, ROUND, TOUCHED, Desk, Ways, find_place
from .routes import Routes, copy_route, free, pull, put, renew, start_at


@compiled
def keep(routes: Routes, old: Routes, desk: Desk, t: int) -> None:
    """Remembers a route as it was before this round."""
    if desk.kept[t] != desk.tally[ROUND]:
        desk.kept[t] = desk.tally[ROUND]
        desk.touched[desk.tally[TOUCHED]] = t
        desk.tally[TOUCHED] += 1
        copy_route(routes, old, t)


@compiled
def _stop_of(day: Day, routes: Routes, v: int) -> int:
    node, t, k = 2 * day.technicians + v, routes.of[v], 1
    while routes.path[t, k] != node:
        k += 1
    return k


@compiled
def place_together(
    day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways, v: int, limit: int
) -> int:
    """Two persons at the same minute: the cost of both below `limit`, or NOWHERE.

    The first is placed where it is cheapest; the second is looked for among those who can be there
    while the first can; both then start when the second is there.
    """
    second = day.partner[v]
    cost, t, k = find_place(day, routes, desk, ways, v, limit, -1)
    if t < 0:
        return NOWHERE
    keep(routes, old, desk, t)
    put(day, routes, v, t, k)
    earliest, latest = start_at(day, routes, t, k + 1)
    routes.lo[second] = max(routes.lo[second], earliest)
    routes.hi[second] = min(routes.hi[second], latest)
    more, u, j = find_place(day, routes, desk, ways, second, limit - cost, t)
    if u >= 0:
        keep(routes, old, desk, u)
        held = put(day, routes, second, u, j)
        begin, _ = start_at(day, routes, u, j + 1)
        routes.lo[v] = routes.hi[v] = routes.lo[second] = routes.hi[second] = begin
        held = renew(day, routes, t) and renew(day, routes, u) and held
        if held:
            return cost + more
        free(day, routes, second)
        pull(day, routes, second)
    free(day, routes, second)
    free(day, routes, v)
    pull(day, routes, v)
    return NOWHERE


@compiled
def place_after(
    day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways, v: int, limit: int
) -> int:
    """The second of two jobs whose first has just been placed: its cost below `limit`, or NOWHERE.

    The first then may not become later than it is now, and the second not earlier than its end.
    """
    first = day.partner[v]
    t = routes.of[first]
    begun, _ = start_at(day, routes, t, _stop_of(day, routes, first))
    routes.lo[v] = max(routes.lo[v], begun + day.work[t, first] + day.pause[v])
    if routes.lo[v] <= routes.hi[v]:
        routes.hi[first] = begun
        if renew(day, routes, t):
            cost, u, k = find_place(day, routes, desk, ways, v, limit, -1)
            if u >= 0:
                keep(routes, old, desk, u)
                put(day, routes, v, u, k)
                return cost
    free(day, routes, v)
    free(day, routes, first)
    renew(day, routes, t)
    return NOWHERE
