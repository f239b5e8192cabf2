"""Whether what came of a round is kept: worse plans too while it is hot, hardly any in the end."""

from math import exp, log

import numpy as np

from .day import Day
from .jit import Words, chance, compiled, entrance
from .places import ABSENT, BEST, NOW, REMOVED, ROUND, SPARE, TOUCHED, Desk, Ways
from .recreate import recreate
from .routes import Routes, copy_route
from .ruin import ruin
from .shared import shared


def empty_desk(day: Day, dice: Words) -> Desk:
    """All visits are waiting to be placed, of pairs the leading ones."""
    count, visits = day.technicians, day.visits
    leading = np.flatnonzero(day.head == np.arange(visits)).astype(np.int32)
    desk = Desk(
        removed=np.zeros(visits, np.int32),
        absent=np.zeros(visits, np.int32),
        spare=np.zeros(visits, np.int32),
        touched=np.zeros(count, np.int32),
        close=np.zeros(visits, np.int64),
        key=np.zeros(visits, np.float64),
        seen=np.zeros(count, np.int64),
        tried=np.zeros(count, np.int64),
        kept=np.zeros(count, np.int64),
        gone=np.zeros(visits, np.int64),
        memory=np.zeros((visits, count, 3), np.int32),
        tally=np.zeros(6, np.int64),
        cost=np.full(2, day.price.sum(), np.int64),
        dice=dice,
    )
    desk.absent[: len(leading)] = leading
    desk.tally[ABSENT] = len(leading)
    return desk


@entrance
def anneal(
    day: Day,
    plans: tuple[Routes, Routes, Routes],
    desk: Desk,
    ways: Ways,
    rounds: int,
    heat: tuple[float, float],
) -> None:
    """Rounds, with a heat that falls from the first figure to the second by even shares.

    `plans`: the one in hand, a place to remember what a round changes, the best so far.
    """
    day, desk, ways = shared(day), shared(desk), shared(ways)
    routes, old, best = shared(plans[0]), shared(plans[1]), shared(plans[2])
    for done in range(rounds):
        warmth = heat[0] * exp(log(heat[1] / heat[0]) * done / rounds)
        desk.tally[ROUND] += 1
        desk.tally[REMOVED] = desk.tally[TOUCHED] = 0
        before = desk.cost[NOW]
        ruin(day, routes, old, desk, ways)
        recreate(day, routes, old, desk, ways)
        if desk.cost[NOW] < before - warmth * log(chance(desk.dice) + 1e-300):
            desk.tally[ABSENT] = desk.tally[SPARE]
            for k in range(desk.tally[SPARE]):
                desk.absent[k] = desk.spare[k]
            _know_again(day, routes, old, desk)
            if desk.cost[NOW] < desk.cost[BEST]:
                desk.cost[BEST] = desk.cost[NOW]
                _note_best(day, routes, best)
        else:
            desk.cost[NOW] = before
            _undo(day, routes, old, desk)


@compiled
def _know_again(day: Day, routes: Routes, old: Routes, desk: Desk) -> None:
    """A route put together as it was is in the state it was in, and all known of it holds."""
    for j in range(desk.tally[TOUCHED]):
        t = desk.touched[j]
        size = routes.size[t]
        same = size == old.size[t]
        for k in range(1, size + 1):
            if not same:
                break
            node = routes.path[t, k]
            same = node == old.path[t, k] and not day.role[node - 2 * day.technicians]
        if same:
            routes.state[t] = old.state[t]


@compiled
def _note_best(day: Day, routes: Routes, best: Routes) -> None:
    for t in range(day.technicians):
        if best.state[t] == routes.state[t]:
            continue
        best.state[t], best.size[t] = routes.state[t], routes.size[t]
        for k in range(routes.size[t] + 2):
            best.path[t, k] = routes.path[t, k]
        for k in range(1, routes.size[t] + 1):
            v = routes.path[t, k] - 2 * day.technicians
            best.lo[v], best.hi[v] = routes.lo[v], routes.hi[v]


@compiled
def _undo(day: Day, routes: Routes, old: Routes, desk: Desk) -> None:
    for k in range(desk.tally[REMOVED]):
        head = desk.removed[k]
        routes.of[head] = -1
        if day.role[head]:
            for v in (head, day.partner[head]):
                routes.of[v] = -1
                routes.lo[v], routes.hi[v] = old.lo[v], old.hi[v]
    for j in range(desk.tally[TOUCHED]):
        t = desk.touched[j]
        copy_route(old, routes, t)
        for k in range(1, routes.size[t] + 1):
            routes.of[routes.path[t, k] - 2 * day.technicians] = t
