"""What is taken out: a few strings of stops that lie near a visit picked at random."""

from .day import Day
from .jit import chance, compiled, pick
from .pairs import keep
from .places import ABSENT, LOOK, NOW, REMOVED, ROUND, SPARE, TOUCHED, Desk, Ways
from .routes import Routes, free, renew

SPLIT = 0.5
"""How often some stops in the middle of a string stay, and how often no further one."""


@compiled
def ruin(day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways) -> None:
    """Empties strings of the routes around a visit, and what hangs on them elsewhere."""
    served, used = 0, 0
    for t in range(day.technicians):
        served += routes.size[t]
        used += routes.size[t] > 0
    length = min(ways.longest, served / max(1, used))
    strings = int(chance(desk.dice) * (4.0 * ways.strings / (1.0 + length) - 1.0) + 1.0)
    seed = pick(desk.dice, day.visits)
    if desk.tally[ABSENT] and chance(desk.dice) < ways.focus:
        seed = desk.absent[pick(desk.dice, desk.tally[ABSENT])]
    for j in range(-1, day.near.shape[1]):
        if desk.tally[TOUCHED] >= strings:
            break
        v = seed if j < 0 else day.near[seed, j]
        t = routes.of[v]
        if t >= 0 and desk.kept[t] != desk.tally[ROUND]:
            keep(routes, old, desk, t)
            _mark_string(day, routes, old, desk, t, v, length)
            compact(day, routes, old, desk, t)
    _take_partners(day, routes, old, desk)
    _take_absent(day, routes, old, desk, ways, seed)


@compiled
def _mark_string(
    day: Day, routes: Routes, old: Routes, desk: Desk, t: int, v: int, longest: float
) -> None:
    """Marks neighbouring stops around a visit; half the time some in their middle stay."""
    size, base, dice = routes.size[t], 2 * day.technicians, desk.dice
    length = min(size, int(chance(dice) * min(longest, float(size)) + 1.0))
    at, stay = 0, 0
    while routes.path[t, at + 1] != base + v:
        at += 1
    if length < size and chance(dice) < SPLIT:
        stay = 1
        while length + stay < size and chance(dice) > SPLIT:
            stay += 1
    span = length + stay
    first = max(0, at - span + 1)
    first += pick(dice, min(at, size - span) - first + 1)
    gap = first + (pick(dice, length + 1) if stay else 0)
    for k in range(first, first + span):
        if not gap <= k < gap + stay:
            mark(day, routes, old, desk, routes.path[t, k + 1] - base)


@compiled
def mark(day: Day, routes: Routes, old: Routes, desk: Desk, v: int) -> None:
    """Puts a visit, with the one it hangs together with, on the list of this round."""
    head = day.head[v]
    if desk.gone[head] == desk.tally[ROUND]:
        return
    desk.gone[head] = desk.tally[ROUND]
    desk.removed[desk.tally[REMOVED]] = head
    desk.tally[REMOVED] += 1
    for u in (head, day.partner[head]):
        if u >= 0 and day.role[head]:
            old.lo[u], old.hi[u] = routes.lo[u], routes.hi[u]
            free(day, routes, u)


@compiled
def compact(day: Day, routes: Routes, old: Routes, desk: Desk, t: int) -> None:
    """Takes all that is marked out of a route.

    Where the rest cannot be kept (a matrix in which a detour is shorter than the direct way), the
    rest goes too.
    """
    before, base = routes.travel[t], 2 * day.technicians
    for whole in (False, True):
        j, size = 1, routes.size[t]
        for k in range(1, size + 1):
            v = routes.path[t, k] - base
            if whole:
                mark(day, routes, old, desk, v)
            if desk.gone[day.head[v]] == desk.tally[ROUND]:
                routes.of[v] = -1
                desk.cost[NOW] += day.price[v] - day.fee[v, t]
                for n in range(day.need_from[v], day.need_from[v + 1]):
                    routes.load[t, day.need_part[n]] -= day.need_count[n]
            else:
                routes.path[t, j] = base + v
                j += 1
        routes.path[t, j] = day.technicians + t
        routes.size[t] = j - 1
        if renew(day, routes, t):
            break
    desk.cost[NOW] += routes.travel[t] - before


@compiled
def _take_partners(day: Day, routes: Routes, old: Routes, desk: Desk) -> None:
    """The list may grow while it is read."""
    k = 0
    while k < desk.tally[REMOVED]:
        head = desk.removed[k]
        if day.role[head]:
            for v in (head, day.partner[head]):
                t = routes.of[v]
                if t >= 0:
                    keep(routes, old, desk, t)
                    compact(day, routes, old, desk, t)
        k += 1


@compiled
def _take_absent(day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways, seed: int) -> None:
    """Of those that nobody serves, all if they are few, else those near and a sample get a try."""
    absent = desk.tally[ABSENT]
    desk.tally[SPARE] = 0
    desk.tally[LOOK] += 1
    look = desk.tally[LOOK]
    if absent > ways.tries:
        desk.close[seed] = look
        for j in range(min(day.near.shape[1], 20)):
            desk.close[day.near[seed, j]] = look
    for k in range(absent):
        v = desk.absent[k]
        close = absent <= ways.tries or desk.close[v] == look
        if close or chance(desk.dice) * absent < ways.tries:
            mark(day, routes, old, desk, v)
        else:
            desk.spare[desk.tally[SPARE]] = v
            desk.tally[SPARE] += 1
