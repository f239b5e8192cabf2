"""Published instances of routing, read where they lie; the README beside them names the authors.

Coordinates, windows and service times ×10, ways truncated (DIMACS 2021).
"""

import csv
from pathlib import Path

import numpy as np

from aftercare.fieldservice.dispatch.rules.model import Problem, Technician, Travel, Visit, Window

ALL = 100_000_000
"""Price of a customer who must be served."""


def best_known(folder: Path, family: str) -> dict[str, int]:
    """File → best known distance."""
    with (folder / "bks.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["family"] == family]
    return {row["file"]: int(row["bks"]) for row in rows}


def solomon(path: Path) -> Problem:
    """A fleet of like vehicles, capacity as a counted part that every customer takes some of."""
    lines = [line.split() for line in path.read_text().splitlines()]
    rows = [[int(float(x)) for x in line] for line in lines if line and line[0].isdigit()]
    (fleet, capacity), depot, customers = rows[0][:2], rows[1], rows[2:]
    at = np.array([row[1:3] for row in rows[1:]], float) * 10
    ways = np.sqrt(((at[:, None] - at[None]) ** 2).sum(-1)).astype(np.int32)
    technicians = tuple(
        Technician(id=t, start=0, finish=0, begins=0, ends=depot[5] * 10, stock={"load": capacity})
        for t in range(fleet)
    )
    visits = tuple(
        Visit(
            id=row[0],
            place=k + 1,
            windows=(Window(opens=row[4] * 10, closes=row[5] * 10),),
            service=row[6] * 10,
            price=ALL,
            parts={"load": row[3]},
        )
        for k, row in enumerate(customers)
    )
    travel = Travel(len(at), ways.ravel().tolist())
    return Problem(technicians=technicians, visits=visits, travel=travel)
