"""In which order, and where, what was taken out is put back: each where it is cheapest."""

from .day import LEADS_AFTER, LEADS_WITH, Day
from .jit import chance, compiled
from .pairs import keep, place_after, place_together
from .places import NOW, NOWHERE, REMOVED, SPARE, Desk, Ways, find_place
from .routes import Routes, put

RANDOM, PRICE, WINDOW, ABLE, EARLY = 0.30, 0.50, 0.65, 0.80, 0.90
"""Up to which share of the rounds each order is used; longest work first in the rest."""

AT_A_LOSS, TIMES = 0.15, 4
"""How often a visit may cost so many times its price. Without, no new route is ever opened where
the first visit alone does not pay for it."""


@compiled
def recreate(day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways) -> None:
    _order(day, desk)
    times = TIMES if chance(desk.dice) < AT_A_LOSS else 1
    for k in range(desk.tally[REMOVED]):
        v = desk.removed[k]
        if day.role[v] == LEADS_WITH:
            price = day.price[v] + day.price[day.partner[v]]
            cost = place_together(day, routes, old, desk, ways, v, price * times)
        else:
            price = day.price[v]
            cost = _place(day, routes, old, desk, ways, v, price * times)
        if cost == NOWHERE:
            desk.spare[desk.tally[SPARE]] = v
            desk.tally[SPARE] += 1
            continue
        desk.cost[NOW] += cost - price
        if day.role[v] == LEADS_AFTER:
            second = day.partner[v]
            price = day.price[second]
            cost = place_after(day, routes, old, desk, ways, second, price * times)
            if cost != NOWHERE:
                desk.cost[NOW] += cost - price


@compiled
def _place(
    day: Day, routes: Routes, old: Routes, desk: Desk, ways: Ways, v: int, limit: int
) -> int:
    cost, t, k = find_place(day, routes, desk, ways, v, limit, -1)
    if t < 0:
        return NOWHERE
    keep(routes, old, desk, t)
    put(day, routes, v, t, k)
    return cost


@compiled
def _order(day: Day, desk: Desk) -> None:
    """Sorts what was removed, smallest key first, ties by lot; the list is short."""
    mode = chance(desk.dice)
    for k in range(desk.tally[REMOVED]):
        v = desk.removed[k]
        key = _key(day, v, mode) + chance(desk.dice)
        j = k - 1
        while j >= 0 and desk.key[j] > key:
            desk.key[j + 1], desk.removed[j + 1] = desk.key[j], desk.removed[j]
            j -= 1
        desk.key[j + 1], desk.removed[j + 1] = key, v


@compiled
def _key(day: Day, v: int, mode: float) -> float:
    if mode < RANDOM:
        return 0.0
    if mode < PRICE:
        return -float(day.price[v])
    if mode < WINDOW:
        return float(day.closes[v, day.windows[v] - 1] - day.opens[v, 0])
    if mode < ABLE:
        return float(day.able_from[v + 1] - day.able_from[v])
    if mode < EARLY:
        return float(day.opens[v, 0])
    return -float(day.work[0, v])
