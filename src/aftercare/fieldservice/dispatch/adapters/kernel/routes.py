"""The plan being changed, with the times that make a gap judged in a few comparisons.

Row t of `path` holds the nodes of a technician's route: start, visits, end. For each stop k:
`hungry`, `fed` is the earliest time to leave it before and after the meal, `…_until` the latest
time to start there so that all after it still works. Without a meal only `fed…` are used and
`hungry` is NEVER, `hungry_until` -1. The same arrays in plain Python: rules/timing.py.
"""

from typing import NamedTuple

import numpy as np

from aftercare.fieldservice.dispatch.rules import clock
from aftercare.fieldservice.dispatch.rules.model import NEVER

from .day import Day
from .jit import Ints, Longs, compiled, entrance

fed_after = compiled(clock.fed_after)
hungry_until = compiled(clock.hungry_until)


class Routes(NamedTuple):
    """A route a row.

    `of[v]`: who serves, or -1. `legs[t, k]` from stop k to the next. `travel[t]` in all.
    `lo`, `hi`: what is left of the windows of a visit that hangs together with another.
    `state`: a number for each state of a route, the same only where the route is the same again;
    `states`: how many have been given.
    """

    path: Ints
    size: Ints
    of: Ints
    legs: Ints
    hungry: Ints
    fed: Ints
    hungry_until: Ints
    fed_until: Ints
    load: Ints
    travel: Longs
    lo: Ints
    hi: Ints
    state: Ints
    states: Ints


def empty_routes(day: Day) -> Routes:
    count, visits, room = day.technicians, day.visits, _room(day)
    path = np.zeros((count, room), np.int32)
    path[:, 0] = np.arange(count)
    path[:, 1] = np.arange(count, 2 * count)
    made = Routes(
        path=path,
        size=np.zeros(count, np.int32),
        of=np.full(visits, -1, np.int32),
        legs=np.zeros((count, room), np.int32),
        hungry=np.full((count, room), NEVER, np.int32),
        fed=np.full((count, room), NEVER, np.int32),
        hungry_until=np.full((count, room), -1, np.int32),
        fed_until=np.full((count, room), -1, np.int32),
        load=np.zeros_like(day.stock),
        travel=np.zeros(count, np.int64),
        lo=day.opens[:, 0].copy(),
        hi=day.closes[np.arange(visits), day.windows - 1].copy(),
        state=np.zeros(count, np.int32),
        states=np.zeros(count, np.int32),
    )
    for t in range(count):
        renew(day, made, t)
    return made


def _room(day: Day) -> int:
    """Columns that the longest thinkable route needs: start, visits, end."""
    if not day.visits:
        return 3
    shortest = int(
        (day.work.min() if day.technicians else 1) + day.leg[day.technicians * 2 :].min()
    )
    span = int((day.ends - day.begins).max()) if day.technicians else 0
    return min(day.visits, span // max(1, shortest) + 1) + 3


def copied(routes: Routes) -> Routes:
    return Routes._make(part.copy() for part in routes)


@compiled
def first_open(day: Day, routes: Routes, v: int, time: int) -> int:
    """Earliest allowed start at or after a time, NEVER if there is none."""
    time = max(time, routes.lo[v])
    if day.windows[v] > 1:
        w = 0
        while w < day.windows[v] and time > day.closes[v, w]:
            w += 1
        if w == day.windows[v]:
            return NEVER
        time = max(time, day.opens[v, w])
    return time if time <= routes.hi[v] else NEVER


@compiled
def last_open(day: Day, routes: Routes, v: int, time: int) -> int:
    """Latest allowed start at or before a time, -1 if there is none."""
    time = min(time, routes.hi[v])
    if day.windows[v] > 1:
        w = day.windows[v] - 1
        while w >= 0 and time < day.opens[v, w]:
            w -= 1
        if w < 0:
            return -1
        time = min(time, day.closes[v, w])
    return time if time >= routes.lo[v] else -1


@entrance
def renew(day: Day, routes: Routes, t: int) -> bool:
    """Works out legs and times of a route; False if it cannot be kept."""
    size, travel = routes.size[t], 0
    routes.states[t] += 1
    routes.state[t] = routes.states[t]
    for k in range(size + 1):
        leg = day.leg[routes.path[t, k], routes.path[t, k + 1]] if size else 0
        if leg > day.longest[t] and 0 < k < size:
            return False
        routes.legs[t, k] = leg
        travel += leg
    routes.travel[t] = travel
    if day.meal_length[t]:
        return _renew_with_meal(day, routes, t)
    base, time = 2 * day.technicians, day.begins[t]
    routes.fed[t, 0] = time
    for k in range(1, size + 1):
        v = routes.path[t, k] - base
        time = first_open(day, routes, v, time + routes.legs[t, k - 1])
        if time == NEVER:
            return False
        time += day.work[t, v]
        routes.fed[t, k] = time
    due = day.ends[t]
    routes.fed_until[t, size + 1] = due
    if time + routes.legs[t, size] > due:
        return False
    for k in range(size, 0, -1):
        v = routes.path[t, k] - base
        due = last_open(day, routes, v, due - routes.legs[t, k] - day.work[t, v])
        routes.fed_until[t, k] = due
    return True


@compiled
def _renew_with_meal(day: Day, routes: Routes, t: int) -> bool:
    size, base = routes.size[t], 2 * day.technicians
    opens, closes, length = day.meal_opens[t], day.meal_closes[t], day.meal_length[t]
    hungry, fed = day.begins[t], NEVER
    if hungry > closes:
        return False
    routes.hungry[t, 0], routes.fed[t, 0] = hungry, fed
    for k in range(1, size + 1):
        v, leg = routes.path[t, k] - base, routes.legs[t, k - 1]
        if hungry < NEVER:
            ready = min(fed + leg, fed_after(hungry, leg, opens, closes, length))
            hungry = first_open(day, routes, v, hungry + leg)
        else:
            ready = fed + leg
        fed = first_open(day, routes, v, ready) if ready < NEVER else NEVER
        if fed < NEVER:
            fed += day.work[t, v]
        if hungry < NEVER:
            hungry += day.work[t, v]
        if hungry > closes:
            hungry = NEVER
        if min(fed, hungry) == NEVER:
            return False
        routes.hungry[t, k], routes.fed[t, k] = hungry, fed
    leg, due, late = routes.legs[t, size], day.ends[t], -1
    routes.fed_until[t, size + 1], routes.hungry_until[t, size + 1] = due, late
    back = fed + leg
    if hungry < NEVER:
        back = min(back, fed_after(hungry, leg, opens, closes, length))
    for k in range(size, 0, -1):
        v, leg = routes.path[t, k] - base, routes.legs[t, k]
        work = day.work[t, v]
        leave = max(late - leg, hungry_until(due, leg, opens, closes, length))
        late = last_open(day, routes, v, leave - work)
        due = last_open(day, routes, v, due - leg - work)
        routes.hungry_until[t, k], routes.fed_until[t, k] = late, due
    return bool(back <= day.ends[t])


@compiled
def start_at(day: Day, routes: Routes, t: int, k: int) -> tuple[int, int]:
    """Earliest start at a stop, and how late it may become without changing when the meal is."""
    work = day.work[t, routes.path[t, k] - 2 * day.technicians]
    hungry, fed = routes.hungry[t, k], routes.fed[t, k]
    if hungry < NEVER and hungry - work <= routes.hungry_until[t, k]:
        return hungry - work, routes.hungry_until[t, k]
    return fed - work, routes.fed_until[t, k]


@entrance
def put(day: Day, routes: Routes, v: int, t: int, k: int) -> bool:
    """Between stops k and k + 1."""
    for j in range(routes.size[t] + 1, k, -1):
        routes.path[t, j + 1] = routes.path[t, j]
    routes.path[t, k + 1] = 2 * day.technicians + v
    routes.size[t] += 1
    routes.of[v] = t
    for n in range(day.need_from[v], day.need_from[v + 1]):
        routes.load[t, day.need_part[n]] += day.need_count[n]
    return renew(day, routes, t)


@entrance
def pull(day: Day, routes: Routes, v: int) -> bool:
    """Out of the route it is in."""
    t, node, j = routes.of[v], 2 * day.technicians + v, 1
    for k in range(1, routes.size[t] + 2):
        if routes.path[t, k] != node:
            routes.path[t, j] = routes.path[t, k]
            j += 1
    routes.size[t] -= 1
    routes.of[v] = -1
    for n in range(day.need_from[v], day.need_from[v + 1]):
        routes.load[t, day.need_part[n]] -= day.need_count[n]
    return renew(day, routes, t)


@compiled
def free(day: Day, routes: Routes, v: int) -> None:
    """Gives a visit its own windows back."""
    routes.lo[v] = day.opens[v, 0]
    routes.hi[v] = day.closes[v, day.windows[v] - 1]


@compiled
def copy_route(source: Routes, target: Routes, t: int) -> None:
    size = source.size[t]
    target.size[t], target.travel[t] = size, source.travel[t]
    target.state[t] = source.state[t]
    for k in range(size + 2):
        target.path[t, k] = source.path[t, k]
        target.legs[t, k] = source.legs[t, k]
        target.fed[t, k] = source.fed[t, k]
        target.fed_until[t, k] = source.fed_until[t, k]
        target.hungry[t, k] = source.hungry[t, k]
        target.hungry_until[t, k] = source.hungry_until[t, k]
    for p in range(source.load.shape[1]):
        target.load[t, p] = source.load[t, p]
