"""Seeded days of a city like Foshan or Guangzhou: stations, technicians, visits.

`s5`: 5 stations, 50 technicians, 400 visits. `s20`: 20, 300, 3,000. `xs` is for trying out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from aftercare.fieldservice.dispatch.rules.model import (
    Problem,
    Technician,
    Travel,
    Visit,
    Window,
)
from aftercare.fieldservice.dispatch.rules.prices import UNSERVED

Floats = npt.NDArray[np.float64]
Dice = np.random.Generator

DISTRICTS = np.array(
    [  # x east, y north in km, spread, weight, also in the small city
        *[(0, 0, 3.2, 13, 1), (6, 3, 2.8, 12, 1), (7, 10, 3, 8, 1), (12, -20, 3.5, 10, 1)],
        *[(2, -9, 3, 8, 1), (14, -26, 3, 7, 1), (-18, 14, 3.5, 4, 1), (-24, -12, 3.5, 3, 1)],
        *[(-8, 12, 3.5, 5, 1), (14, 9, 2.5, 7, 0), (19, 11, 2.2, 8, 0), (22, 6, 3, 10, 0)],
        *[(26, 13, 3.5, 13, 0), (20, 22, 4.5, 11, 0), (26, -8, 4.5, 12, 0), (38, 12, 4.5, 7, 0)],
        *[(10, 38, 4.5, 6, 0), (36, -28, 4.5, 4, 0), (58, 20, 4.5, 5, 0), (30, -13, 3, 6, 0)],
    ],
    float,
)
SKILLS = [
    *("aircon", "gas", "heater", "washer", "fridge"),
    *("assembly", "woodrepair", "cleaning", "smartlock"),
]
SHARE = np.array([0.20, 0.10, 0.10, 0.12, 0.08, 0.16, 0.06, 0.13, 0.05])
MINUTES = np.array([50, 40, 40, 35, 40, 45, 40, 45, 25], float)
PARTS = 6
SLOTS = [(8, 10), (10, 12), (12, 14), (14, 16), (16, 18), (18, 20)]
SLOT_SHARE = np.array([0.17, 0.24, 0.08, 0.21, 0.20, 0.10])
SHIFTS = np.array([(8, 17.5), (8.5, 18), (9, 19), (11, 20.5)])
SIZES = {"xs": (2, 10, 70), "s5": (5, 50, 400), "s20": (20, 300, 3000)}


@dataclass(frozen=True)
class City:
    """A day to plan, and the station of each technician and nearest to each visit."""

    problem: Problem
    technician_station: list[int]
    visit_station: list[int]


def travel_seconds(xy: Floats) -> npt.NDArray[np.int64]:
    """Four minutes to park and go up; faster the farther; slower towards the centre."""
    km = np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(-1)) * 1.35
    seconds = 240 + km / (18 + 32 * (1 - np.exp(-km / 12))) * 3600
    radius = np.sqrt(((xy - np.array([10.0, 3.0])) ** 2).sum(1))
    inward = (radius[:, None] - radius[None, :]) > 2.0
    seconds *= np.where(inward, 1.08, 1.0)
    seconds[km < 1e-9] = 0
    return np.rint(seconds).astype(np.int64)


def city_day(preset: str, seed: int) -> City:
    stations, crew, visits = SIZES[preset]
    dice = np.random.default_rng([seed, stations, crew, visits])
    districts = DISTRICTS if preset == "s20" else DISTRICTS[DISTRICTS[:, 4] == 1]
    weight = districts[:, 3] / districts[:, 3].sum()
    order = np.argsort(-weight)[:stations]
    at = districts[order, :2] + dice.normal(size=(stations, 2)) * 0.8
    homes = _visit_places(dice, districts, weight, visits, 60 if preset == "s20" else 18)
    near = np.sqrt(((homes[:, None] - at[None]) ** 2).sum(-1)).argmin(1)
    share = np.bincount(near, minlength=stations) / visits
    edges = np.floor(np.concatenate([[0], np.cumsum(share)]) * crew + 0.5).astype(int)
    station = np.repeat(np.arange(stations), np.diff(edges))[:crew]
    house = at[station] + dice.normal(size=(crew, 2)) * 5.0
    start = np.where((dice.random(crew) < 0.6)[:, None], house, at[station])
    skills = _skills(dice, crew)
    jobs = _jobs(dice, visits)
    shift = (SHIFTS[dice.choice(4, crew, p=[0.3, 0.35, 0.2, 0.15])] * 3600).astype(np.int64)
    legs = travel_seconds(np.vstack([start, start, homes])).astype(np.int32)
    technicians = tuple(
        Technician(
            id=t,
            start=t,
            finish=crew + t,
            begins=int(shift[t, 0]),
            ends=int(shift[t, 1]),
            skills=_names(skills[t]),
            group=int(station[t]),
        )
        for t in range(crew)
    )
    offers = tuple(
        Visit(id=v, place=2 * crew + v, **{key: column[v] for key, column in jobs.items()})
        for v in range(visits)
    )
    travel = Travel(len(legs), legs.ravel().tolist())
    problem = Problem(technicians=technicians, visits=offers, travel=travel)
    return City(problem, station.tolist(), near.tolist())


def _visit_places(dice: Dice, districts: Floats, weight: Floats, count: int, east: int) -> Floats:
    picked = dice.choice(len(districts), count, p=weight)
    xy = districts[picked, :2] + dice.normal(size=(count, 2)) * districts[picked, 2][:, None]
    far = dice.random(count) < 0.06
    width = (dice.uniform(-26, east, far.sum()), dice.uniform(-30, 40, far.sum()))
    xy[far] = np.column_stack(width)
    return np.round(xy, 3)


def _names(bits: int) -> frozenset[str]:
    """Skills, and parts of the van as if they were skills: this day counts none."""
    known = [*SKILLS, *("" for _ in range(16 - len(SKILLS))), *(f"part{p}" for p in range(PARTS))]
    return frozenset(name for k, name in enumerate(known) if int(bits) >> k & 1)


def _skills(dice: Dice, crew: int) -> npt.NDArray[np.int64]:
    bits = np.zeros(crew, np.int64)
    for t in range(crew):
        count = dice.choice([2, 3, 4, 5], p=[0.15, 0.35, 0.35, 0.15])
        for s in dice.choice(len(SKILLS), count, replace=False, p=SHARE / SHARE.sum()):
            bits[t] |= 1 << int(s)
        for p in range(PARTS):
            if dice.random() < 0.35:
                bits[t] |= 1 << (16 + p)
    return bits


def _jobs(dice: Dice, visits: int) -> dict[str, list[Any]]:
    kind = dice.choice(len(SKILLS), visits, p=SHARE / SHARE.sum())
    bits = (1 << kind).astype(np.int64)
    second = dice.random(visits) < 0.06
    bits[second] |= 1 << dice.choice(len(SKILLS), second.sum(), p=SHARE / SHARE.sum())
    part = dice.random(visits) < 0.08
    bits[part] |= 1 << (16 + dice.integers(0, PARTS, part.sum()))
    spread = dice.lognormal(-0.05, 0.33, visits)
    service = np.clip(np.rint(MINUTES[kind] * spread / 5) * 5, 15, 180).astype(np.int64) * 60
    lot = dice.random(visits)
    slot = dice.choice(len(SLOTS), visits, p=SLOT_SHARE / SLOT_SHARE.sum())
    windows = [_window(float(lot[v]), SLOTS[slot[v]]) for v in range(visits)]
    priority = dice.choice([1, 2, 3], visits, p=[0.10, 0.65, 0.25])
    return {
        "skills": [_names(b) for b in bits],
        "service": service.tolist(),
        "windows": windows,
        "priority": priority.tolist(),
        "price": [UNSERVED[int(p)] for p in priority],
    }


def _window(lot: float, slot: tuple[int, int]) -> tuple[Window, ...]:
    """Two hours mostly, else the morning, the afternoon, or the day."""
    shares = ((0.55, slot), (0.74, (8, 12)), (0.92, (13, 18)), (1.0, (8, 18)))
    opens, closes = next(hours for share, hours in shares if lot < share)
    return (Window(opens=opens * 3600, closes=closes * 3600),)
