"""Where a visit fits, and the cheapest place of all.

A gap costs the detour through it and the technician's fee. The order of the questions is that of
their price: times lie side by side in memory, so most gaps are dismissed before any travel is read.
"""

from typing import NamedTuple

from aftercare.fieldservice.dispatch.rules.model import NEVER

from .day import Day
from .jit import Floats, Ints, Longs, Words, chance, compiled
from .routes import Routes, fed_after, first_open


class Desk(NamedTuple):
    """Scratch paper. Numbers in `close`, `seen`, `tried`, `kept`, `gone` say in which round.

    `removed[:tally[REMOVED]]`: visits (of pairs the leading one) to be put back in this round.
    `absent`: those that nobody serves. `touched`: routes that changed in this round.
    `memory[v, t]`: what `ask` found out, and in which state of the route.
    """

    removed: Ints
    absent: Ints
    spare: Ints
    touched: Ints
    close: Longs
    key: Floats
    seen: Longs
    tried: Longs
    kept: Longs
    gone: Longs
    memory: Ints
    tally: Longs
    cost: Longs
    dice: Words


STATE, COST, GAP = range(3)
"""In `Desk.memory`."""

REMOVED, ABSENT, TOUCHED, LOOK, ROUND, SPARE = range(6)
"""What is counted in `Desk.tally`."""

NOW, BEST = 0, 1
"""In `Desk.cost`: of the plan in hand, and of the best so far."""


NOWHERE = 1 << 60
"""The cost where there is no place."""


class Ways(NamedTuple):
    """How the search goes about: see `search.py` for the figures.

    `focus`: how often a round begins at a visit that nobody serves.
    """

    strings: float
    longest: float
    blink: float
    nearby: int
    tries: int
    focus: float


@compiled
def has_room(day: Day, routes: Routes, v: int, t: int) -> bool:
    """Whether the parts for it are still on the van."""
    for n in range(day.need_from[v], day.need_from[v + 1]):
        p = day.need_part[n]
        if routes.load[t, p] + day.need_count[n] > day.stock[t, p]:
            return False
    return bool(routes.size[t] + 3 < routes.path.shape[1])


@compiled
def scan(day: Day, routes: Routes, v: int, t: int, limit: int) -> tuple[int, int]:
    """The cheapest gap of a technician who takes no meal, below `limit`; -1 if there is none."""
    node, work, at = 2 * day.technicians + v, day.work[t, v], -1
    opens, closes, several = routes.lo[v], routes.hi[v], day.windows[v] > 1
    longest, size = day.longest[t], routes.size[t]
    for k in range(size + 1):
        left, until = routes.fed[t, k], routes.fed_until[t, k + 1]
        if left > closes:
            break
        if until < opens + work:
            continue
        there = day.leg_to[node, routes.path[t, k]]
        on = day.leg[node, routes.path[t, k + 1]]
        detour = there + on - routes.legs[t, k]
        if detour >= limit:
            continue
        start = max(left + there, opens)
        if several:
            start = first_open(day, routes, v, start)
        if start > closes or start + work + on > until:
            continue
        if longest < NEVER and ((k > 0 and there > longest) or (k < size and on > longest)):
            continue
        limit, at = detour, k
    return limit, at


@compiled
def scan_with_meal(day: Day, routes: Routes, v: int, t: int, limit: int) -> tuple[int, int]:
    """The same for a technician whose meal may have to move."""
    node, at = 2 * day.technicians + v, -1
    longest, size = day.longest[t], routes.size[t]
    for k in range(size + 1):
        if min(routes.fed[t, k], routes.hungry[t, k]) > routes.hi[v]:
            break
        until = max(routes.fed_until[t, k + 1], routes.hungry_until[t, k + 1])
        if until < routes.lo[v] + day.work[t, v]:
            continue
        there = day.leg_to[node, routes.path[t, k]]
        on = day.leg[node, routes.path[t, k + 1]]
        detour = there + on - routes.legs[t, k]
        if detour >= limit or not fits_with_meal(day, routes, v, t, k, there, on):
            continue
        if longest < NEVER and ((k > 0 and there > longest) or (k < size and on > longest)):
            continue
        limit, at = detour, k
    return limit, at


@compiled
def fits_with_meal(day: Day, routes: Routes, v: int, t: int, k: int, there: int, on: int) -> bool:
    """The meal may be before, after, or on either leg of the visit."""
    opens, closes, length = day.meal_opens[t], day.meal_closes[t], day.meal_length[t]
    hungry, fed, work = routes.hungry[t, k], routes.fed[t, k], day.work[t, v]
    until, late = routes.fed_until[t, k + 1], routes.hungry_until[t, k + 1]
    ready = fed + there
    if hungry < NEVER:
        ready = min(ready, fed_after(hungry, there, opens, closes, length))
        start = first_open(day, routes, v, hungry + there)
        if start < NEVER:
            end = start + work
            if end + on <= late or fed_after(end, on, opens, closes, length) <= until:
                return True
    if ready >= NEVER:
        return False
    start = first_open(day, routes, v, ready)
    return bool(start < NEVER and start + work + on <= until)


@compiled
def ask(day: Day, routes: Routes, desk: Desk, v: int, t: int, limit: int) -> tuple[int, int]:
    """Cost and gap of the cheapest place with a technician, gap -1 if there is none.

    What is found out of a route as it was before this round is remembered, and then it is looked
    for without a limit: most rounds are undone. In a route that has changed, below the limit only.
    Nothing is remembered of visits that hang together, because their times move.
    """
    lasting = desk.kept[t] != desk.tally[ROUND] and not day.role[v]
    cost, k, fee = NEVER, -1, day.fee[v, t]
    if has_room(day, routes, v, t):
        below = NEVER if lasting else limit - fee
        if day.meal_length[t]:
            cost, k = scan_with_meal(day, routes, v, t, below)
        else:
            cost, k = scan(day, routes, v, t, below)
        cost += fee
    if lasting:
        known = desk.memory[v, t]
        known[STATE], known[COST], known[GAP] = routes.state[t], cost, k
    return cost, k


@compiled
def find_place(
    day: Day, routes: Routes, desk: Desk, ways: Ways, v: int, limit: int, barred: int
) -> tuple[int, int, int]:
    """Cost, technician and gap of the cheapest place below `limit`; technician -1 if none.

    In large problems only those are asked who serve a neighbour, and the idle. `barred`: nobody of
    this number (the second person is another one).
    """
    desk.tally[LOOK] += 1
    look, who, where = desk.tally[LOOK], -1, -1
    since, until = day.able_from[v], day.able_from[v + 1]
    few = 0 < ways.nearby < until - since
    neighbours = day.near.shape[1] if few else 0
    for j in range(neighbours + until - since):
        if j < neighbours:
            t = routes.of[day.near[v, j]]
            if t < 0 or desk.seen[t] == look:
                continue
            desk.seen[t] = look
            if day.fee[v, t] < 0:
                continue
        else:
            if few and limit <= day.alone[v]:
                break
            t = day.able[since + j - neighbours]
            if few and routes.size[t] > 0:
                continue
        if routes.size[t] == 0:
            if desk.tried[day.twin[t]] == look:
                continue
            desk.tried[day.twin[t]] = look
        known = desk.memory[v, t]
        cost, k = known[COST], known[GAP]
        if known[STATE] != routes.state[t]:
            cost, k = ask(day, routes, desk, v, t, limit)
        if k < 0 or cost >= limit or t == barred:
            continue
        if chance(desk.dice) >= ways.blink:
            limit, who, where = cost, t, k
    return limit, who, where
