"""A problem and a plan as JSON, for a job that gets the one and gives the other.

Whoever plans writes nothing: a process that is killed leaves nothing behind, and the same paper
may be planned again.
"""

import json
from dataclasses import asdict, fields
from typing import Any

from .model import Break, Link, Plan, Problem, Route, Stop, Technician, Travel, Visit, Window

SETS = {"skills", "gear", "areas", "lines", "banned", "preferred"}


def paper_of(problem: Problem) -> str:
    return json.dumps(
        {
            "technicians": [_plain(asdict(technician)) for technician in problem.technicians],
            "visits": [_plain(asdict(visit)) for visit in problem.visits],
            "travel": {"size": problem.travel.size, "seconds": list(problem.travel.seconds)},
            "day": problem.day,
            "else_price": problem.else_price,
        }
    )


def problem_on(paper: str) -> Problem:
    """ValueError or KeyError if it is no such paper."""
    data = json.loads(paper)
    return Problem(
        technicians=tuple(_technician(entry) for entry in data["technicians"]),
        visits=tuple(_visit(entry) for entry in data["visits"]),
        travel=Travel(data["travel"]["size"], data["travel"]["seconds"]),
        day=data["day"],
        else_price=data["else_price"],
    )


def paper_of_plan(plan: Plan) -> str:
    return json.dumps(asdict(plan))


def plan_on(paper: str) -> Plan:
    data = json.loads(paper)
    routes = tuple(
        Route(**{**route, "stops": tuple(Stop(**stop) for stop in route["stops"])})
        for route in data["routes"]
    )
    return Plan(routes=routes, unserved=tuple(data["unserved"]), objective=data["objective"])


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in entry.items()
    }


def _technician(entry: dict[str, Any]) -> Technician:
    known = _known(entry, Technician)
    meal = known.get("meal")
    return Technician(**{**known, "meal": Break(**meal) if meal else None})


def _visit(entry: dict[str, Any]) -> Visit:
    known = _known(entry, Visit)
    codes = frozenset(known.get("certificates", ()))
    windows = tuple(Window(**window) for window in known["windows"])
    link = known.get("link")
    return Visit(
        **{
            **known,
            "windows": windows,
            "certificates": codes,
            "link": Link(link) if link else None,
        }
    )


def _known(entry: dict[str, Any], kind: type[Technician] | type[Visit]) -> dict[str, Any]:
    """What the paper says of a value, sets as sets; a technician's certificates are no set."""
    names = {field.name for field in fields(kind)}
    if unknown := set(entry) - names:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    return {
        name: frozenset(value) if name in SETS and value is not None else value
        for name, value in entry.items()
    }
