"""Published instances of routing, read where they lie; the README beside them names the authors.

Coordinates, windows, service times and prices ×10, ways truncated (DIMACS 2021). What the model
does not have is not read: a longest duration of a route (SDVRPTW, MDVRPTW), tools and parts that
are fetched at the depot on the way (TRSP).
"""

import csv
from pathlib import Path

import numpy as np

from aftercare.fieldservice.dispatch.rules.model import Problem, Technician, Travel, Visit, Window

ALL = 100_000_000
"""Price of a customer who must be served."""


def best_known(folder: Path, files: str) -> dict[str, int | None]:
    """File → best known objective, of those in one folder; None where none is published."""
    with (folder / "bks.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["customers"]]
    rows = [row for row in rows if row["file"].startswith(f"{files}/")]
    return {row["file"]: int(row["bks"]) if row["bks"] else None for row in rows}


def solomon(path: Path) -> Problem:
    """A fleet of like vehicles, capacity as a counted part that every customer takes some of."""
    lines = [line.split() for line in path.read_text().splitlines()]
    rows = [[int(float(x)) for x in line] for line in lines if line and line[0].isdigit()]
    (fleet, capacity), depot, customers = rows[0][:2], rows[1], rows[2:]
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
    ways = _ways([row[1:3] for row in rows[1:]])
    return Problem(technicians=technicians, visits=visits, travel=ways)


def prizes(path: Path) -> Problem:
    """Customers who may be left out at a price, as PyVRP's dialect of VRPLIB writes them."""
    head, parts = _vrplib(path)
    _depot, closes = parts["TIME_WINDOW"][0]
    fleet, capacity, service = (int(head[n]) for n in ("VEHICLES", "CAPACITY", "SERVICE_TIME"))
    technicians = tuple(
        Technician(id=t, start=0, finish=0, begins=0, ends=closes * 10, stock={"load": capacity})
        for t in range(fleet)
    )
    told = zip(parts["TIME_WINDOW"], parts["DEMAND"], parts["PRIZE"], strict=True)
    visits = tuple(
        Visit(
            id=k,
            place=k,
            windows=(Window(opens=opens * 10, closes=closes * 10),),
            service=service * 10,
            price=prize * 10,
            parts={"load": demand},
        )
        for k, ((opens, closes), (demand,), (prize,)) in enumerate(told)
        if k
    )
    return Problem(technicians=technicians, visits=visits, travel=_ways(parts["NODE_COORD"]))


def _vrplib(path: Path) -> tuple[dict[str, str], dict[str, list[list[int]]]]:
    """What the head says, and of each section the numbers of each place without its own."""
    head, parts, section = {}, {}, None
    for line in path.read_text().splitlines():
        if line.endswith("_SECTION"):
            section = parts[line.removesuffix("_SECTION")] = []
        elif ":" in line:
            name, _, said = line.partition(":")
            head[name.strip()] = said.strip()
        elif section is not None and line != "EOF":
            section.append([int(x) for x in line.split()[1:]])
    return head, parts


def skilled(path: Path, crews: str = "technicians_noTeam") -> Problem:
    """Tasks for one technician with a level in each domain (Kovacs et al. 2012).

    Who is left out is given to another firm for 200 + (sum of all levels)^1.5.
    """
    crew = path.parent / crews / f"technicians_{path.name}"
    able = [row[1:] for row in _rows(crew)]
    (_, *site, _, opens, closes, _, _), *tasks = [row[:8] for row in _rows(path)]
    asked = [row[8:] for row in _rows(path)[1:]]
    levels = len(asked[0]) // len(able[0])
    technicians = tuple(
        Technician(
            id=t, start=0, finish=0, begins=opens * 10, ends=closes * 10,
            skills=frozenset(
                f"{domain}-{level}" for domain, best in enumerate(row) for level in range(best)
            ),
        )
        for t, row in enumerate(able)
    )  # fmt: skip
    visits = tuple(
        Visit(
            id=k,
            place=k,
            windows=(Window(opens=row[4] * 10, closes=row[5] * 10),),
            service=row[6] * 10,
            price=int(10 * (200 + sum(wanted) ** 1.5)),
            skills=frozenset(
                f"{n // levels}-{n % levels}" for n, is_asked in enumerate(wanted) if is_asked
            ),
        )
        for k, (row, wanted) in enumerate(zip(tasks, asked, strict=True), 1)
    )
    ways = _ways([site, *(row[1:3] for row in tasks)])
    return Problem(technicians=technicians, visits=visits, travel=ways)


def _rows(path: Path) -> list[list[int]]:
    lines = [line.split() for line in path.read_text().splitlines()]
    return [[int(x) for x in line] for line in lines if line and line[0].isdigit()]


def _ways(at: list[list[int]]) -> Travel:
    spots = np.array(at, float) * 10
    ways = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(-1)).astype(np.int32)
    return Travel(len(at), ways.ravel().tolist())


READERS = {"solomon": solomon, "homberger": solomon, "pcvrptw": prizes, "strsp": skilled}
