"""The problem as arrays. Visits and technicians are numbered as they stand in it.

A *node* is a row of the travel matrix of the kernel: first the start of every technician, then the
end of every technician, then the visits.
"""

from itertools import accumulate
from typing import NamedTuple

import numpy as np

from aftercare.fieldservice.dispatch.rules.eligibility import fees
from aftercare.fieldservice.dispatch.rules.model import NEVER, Link, Problem, Visit

from .jit import Floats, Ints, Longs

ALONE, LEADS_WITH, FOLLOWS_WITH, LEADS_AFTER, FOLLOWS_AFTER = range(5)
NEIGHBOURS = 60
WAITING = 0.2
"""Two visits are far apart also in time: a second of waiting counts as so much of travel."""


class Day(NamedTuple):
    """`leg[p, q]` and `leg_to[q, p]` are the same seconds: each is read along its rows.

    `fee[v, t]` is -1 where not eligible; `able[able_from[v]:able_from[v + 1]]` are the others.
    `need…` are the parts in the same form, `stock[t, part]`. `twin`: technicians of one number are
    alike in everything. `head[v]`: the leading visit of those that hang together.
    """

    technicians: int
    visits: int
    leg: Ints
    leg_to: Ints
    fee: Ints
    work: Ints
    price: Longs
    windows: Ints
    opens: Ints
    closes: Ints
    begins: Ints
    ends: Ints
    meal_opens: Ints
    meal_closes: Ints
    meal_length: Ints
    longest: Ints
    able_from: Ints
    able: Ints
    need_from: Ints
    need_part: Ints
    need_count: Ints
    stock: Ints
    twin: Ints
    near: Ints
    alone: Longs
    role: Ints
    head: Ints
    partner: Ints
    pause: Ints


def day_of(problem: Problem) -> Day:
    technicians, visits = problem.technicians, problem.visits
    legs = _legs(problem)
    count = len(technicians)
    meals = [technician.meal for technician in technicians]
    fee = np.array(fees(problem), np.int32).reshape(len(visits), len(technicians))
    rows, able = np.nonzero(fee >= 0)
    service = np.array([visit.service for visit in visits], np.int64)
    pace = np.array([technician.pace for technician in technicians], np.int64)
    work = -(-service[None, :] * pace[:, None] // 100)
    opens, closes, windows = _windows(visits)
    last = closes[np.arange(len(visits)), windows - 1]
    return Day(
        technicians=count,
        visits=len(visits),
        leg=legs,
        leg_to=np.ascontiguousarray(legs.T),
        fee=fee,
        work=work.astype(np.int32),
        price=np.array([visit.price for visit in visits], np.int64),
        windows=windows,
        opens=opens,
        closes=closes,
        begins=np.array([technician.begins for technician in technicians], np.int32),
        ends=np.array([technician.ends for technician in technicians], np.int32),
        meal_opens=np.array([meal.opens if meal else 0 for meal in meals], np.int32),
        meal_closes=np.array([meal.closes if meal else 0 for meal in meals], np.int32),
        meal_length=np.array([meal.length if meal else 0 for meal in meals], np.int32),
        longest=np.array([technician.longest_leg for technician in technicians], np.int32),
        able_from=np.searchsorted(rows, np.arange(len(visits) + 1)).astype(np.int32),
        able=able.astype(np.int32),
        near=_near(legs[2 * count :, 2 * count :], opens[:, 0], last, service),
        alone=_alone(legs, fee),
        twin=_twins(problem, fee),
        **_parts(problem),
        **_links(visits),
    )


def _legs(problem: Problem) -> Ints:
    size = problem.travel.size
    matrix = np.frombuffer(problem.travel.seconds, np.int32).reshape(size, size)
    nodes = np.array(
        [technician.start for technician in problem.technicians]
        + [technician.finish for technician in problem.technicians]
        + [visit.place for visit in problem.visits]
    )
    return np.ascontiguousarray(matrix[np.ix_(nodes, nodes)])


def _windows(visits: tuple[Visit, ...]) -> tuple[Ints, Ints, Ints]:
    counts = np.array([len(visit.windows) for visit in visits], np.int32)
    opens = np.full((len(visits), max(1, *counts, 1)), NEVER, np.int32)
    closes = opens.copy()
    for v, visit in enumerate(visits):
        for w, window in enumerate(visit.windows):
            opens[v, w], closes[v, w] = window.opens, window.closes
    return opens, closes, counts


def _near(legs: Ints, opens: Ints, closes: Ints, service: Longs) -> Ints:
    """The neighbours of each visit, nearest first: in travel, and a little in time."""
    count = len(opens)
    near = np.zeros((count, min(NEIGHBOURS, max(0, count - 1))), np.int32)
    for v in range(count):
        there, back = legs[v].astype(np.float64), legs[:, v].astype(np.float64)
        there += WAITING * np.maximum(0, opens - (closes[v] + service[v] + there))
        back += WAITING * np.maximum(0, opens[v] - (closes + service + back))
        near[v] = _nearest(np.minimum(there, back), v, near.shape[1])
    return near


def _alone(legs: Ints, fee: Ints) -> Longs:
    """What a visit costs at least with somebody who has no other."""
    count = fee.shape[1]
    there, back = legs[:count, 2 * count :].T, legs[2 * count :, count : 2 * count]
    cost = np.where(fee < 0, NEVER, there.astype(np.int64) + back + fee)
    return np.asarray(cost.min(axis=1, initial=NEVER), np.int64)


def _nearest(distance: Floats, itself: int, count: int) -> Ints:
    distance[itself] = np.inf
    if count >= len(distance) - 1:
        return np.argsort(distance, kind="stable")[:count].astype(np.int32)
    some = np.argpartition(distance, count)[:count]
    return some[np.argsort(distance[some], kind="stable")].astype(np.int32)


def _twins(problem: Problem, fee: Ints) -> Ints:
    """Of idle technicians who are alike in everything only one needs to be tried."""
    seen: dict[tuple[object, ...], int] = {}
    twins = []
    for t, technician in enumerate(problem.technicians):
        alike = (
            *(technician.begins, technician.ends, technician.meal, technician.pace),
            *(technician.longest_leg, tuple(sorted(technician.stock.items()))),
            fee[:, t].tobytes(),
            (technician.start, technician.finish),
        )
        twins.append(seen.setdefault(alike, len(seen)))
    return np.array(twins, np.int32)


def _parts(problem: Problem) -> dict[str, Ints]:
    """Parts that could run out: counted ones of which a van may carry too few for all that ask."""
    asked = [visit.parts if visit.waiting is None else {} for visit in problem.visits]
    total: dict[str, int] = {}
    for parts in asked:
        for part, number in parts.items():
            total[part] = total.get(part, 0) + number
    stocks = [technician.stock for technician in problem.technicians]
    scarce = sorted(p for p in total if any(0 < s.get(p, 0) < total[p] for s in stocks))
    index = {part: i for i, part in enumerate(scarce)}
    needs = [[(index[p], n) for p, n in parts.items() if p in index] for parts in asked]
    flat = [need for of_visit in needs for need in of_visit]
    return {
        "need_from": np.array([0, *accumulate(len(n) for n in needs)], np.int32),
        "need_part": np.array([part for part, _ in flat], np.int32),
        "need_count": np.array([number for _, number in flat], np.int32),
        "stock": np.array([[s.get(p, 0) for p in scarce] for s in stocks], np.int32).reshape(
            len(stocks), len(scarce)
        ),
    }


def _links(visits: tuple[Visit, ...]) -> dict[str, Ints]:
    index = {visit.id: v for v, visit in enumerate(visits)}
    role = np.zeros(len(visits), np.int32)
    head = np.arange(len(visits), dtype=np.int32)
    partner = np.full(len(visits), -1, np.int32)
    pause = np.array([visit.pause for visit in visits], np.int32)
    for v, visit in enumerate(visits):
        if visit.hangs_on is None:
            continue
        first = index[visit.hangs_on]
        together = visit.link is Link.WITH
        role[first] = LEADS_WITH if together else LEADS_AFTER
        role[v] = FOLLOWS_WITH if together else FOLLOWS_AFTER
        head[v], partner[v], partner[first] = first, first, v
    return {"role": role, "head": head, "partner": partner, "pause": pause}
