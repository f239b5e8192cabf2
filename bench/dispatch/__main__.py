"""How good the plans of a day are, and how fast: python -m bench.dispatch PART.

PART: `days` (random days through the validator), `city` (days of a city, against dispatching by
hand), `peers` (the same days by VROOM, PyVRP and OR-Tools), `large` (a day of 3,000 visits in two
processes), `book` (slots, bookings), `anew` (a new plan at eleven and at one); of published ones,
which lie in `--folder`: `instances` (against the best known), `skills` (technicians with skills,
beside the peers). CPU seconds of one thread; every plan goes through the validator.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from aftercare.fieldservice.dispatch.adapters import Effort
from aftercare.fieldservice.dispatch.adapters.own import OwnPlanner
from aftercare.fieldservice.dispatch.adapters.parallel import ParallelPlanner
from aftercare.fieldservice.dispatch.rules.model import Plan, Problem
from aftercare.fieldservice.dispatch.rules.validity import violations
from aftercare.fieldservice.dispatch.tests.days import random_day
from bench.dispatch.city import City, city_day
from bench.dispatch.instances import ALL, READERS, best_known, skilled
from bench.dispatch.operations import HOUR, booking, offers, replanned
from bench.dispatch.peers import by_hand, peers

HEAD = "| {} | planner | CPU s | objective | served | P1 left | travel min/visit | faults |"
RULE = "|:--|:--|--:|--:|--:|--:|--:|--:|"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.dispatch", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--seconds", default="1,5", help="CPU seconds of our planner")
    parser.add_argument("--peer-seconds", type=float, default=30)
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, help="where the published instances lie")
    parser.add_argument("--family", default="solomon,homberger,pcvrptw")
    given = parser.parse_args()
    _warm_up()
    for part in given.parts:
        for line in PARTS[part](given):
            print(line, flush=True)
        print(flush=True)
    return 0


def _warm_up() -> None:
    """Compiles, or loads what was compiled; no part of any figure."""
    begun = process_time()
    OwnPlanner().plan(random_day(1), Effort(rounds=10))
    print(f"kernel ready after {process_time() - begun:.1f} CPU s", file=sys.stderr)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def random_days(given: argparse.Namespace) -> Iterator[str]:
    faults, served, asked, begun = 0, 0, 0, process_time()
    for seed in range(given.days):
        problem = random_day(seed, 4 + seed % 5, 12 + seed % 20)
        plan = OwnPlanner().plan(problem, Effort(rounds=400, seed=seed))
        again = OwnPlanner().plan(problem, Effort(rounds=400, seed=seed))
        faults += len(violations(problem, plan)) + (plan != again)
        served += len(plan.technicians)
        asked += len(problem.visits)
    yield "| random days | visits | served | faults | CPU s |"
    yield "|--:|--:|--:|--:|--:|"
    yield f"| {given.days} | {asked} | {served} | {faults} | {process_time() - begun:.0f} |"


def _row(name: str, planner: str, problem: Problem, plan: Plan, spent: float) -> str:
    first = sum(problem.visit[number].priority == 1 for number in plan.unserved)
    travel = sum(route.travel for route in plan.routes) / 60 / max(1, len(plan.technicians))
    return (
        f"| {name} | {planner} | {spent:.1f} | {plan.objective:,} | {len(plan.technicians)} of "
        f"{len(problem.visits)} | {first} | {travel:.1f} | {len(violations(problem, plan))} |"
    )


def _timed(name: str, planner: str, problem: Problem, make: Callable[[Problem], Plan]) -> str:
    begun = process_time()
    plan = make(problem)
    return _row(name, planner, problem, plan, process_time() - begun)


def city(given: argparse.Namespace) -> Iterator[str]:
    yield HEAD.format("day")
    yield RULE
    for name, day in _cities(given):
        yield _timed(name, "by hand, whole city", day.problem, by_hand)
        stations = day.visit_station
        yield _timed(
            name,
            "by hand, own station first",
            day.problem,
            lambda problem, stations=stations: by_hand(problem, stations=stations),
        )
        for seconds in _numbers(given.seconds):
            effort = Effort(seconds=seconds)
            yield _timed(
                name,
                f"own, {seconds:g} s",
                day.problem,
                lambda problem, effort=effort: OwnPlanner().plan(problem, effort),
            )


def others(given: argparse.Namespace) -> Iterator[str]:
    yield HEAD.format("day")
    yield RULE
    for name, day in _cities(given):
        for peer, make in peers(given.peer_seconds).items():
            yield _timed(name, peer, day.problem, make)


def _cities(given: argparse.Namespace) -> Iterator[tuple[str, City]]:
    for seed in _numbers(given.seeds):
        yield f"s5/{seed:g}", city_day("s5", int(seed))


def large(given: argparse.Namespace) -> Iterator[str]:
    yield HEAD.format("day")
    yield RULE
    problem = city_day("s20", 1).problem
    for seconds in _numbers(given.seconds):
        begun = perf_counter()
        plan = ParallelPlanner(2).plan(problem, Effort(seconds=seconds))
        wall = perf_counter() - begun
        name = f"own, two processes of {seconds:g} s, {wall:.0f} s by the clock"
        yield _row("s20/1", name, problem, plan, 2 * seconds)


def book(given: argparse.Namespace) -> Iterator[str]:
    found = offers(city_day("s20", 1).problem, 10)
    yield (
        f"slots, 300 technicians × 5 days: p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms, "
        f"{found.offered:.0%} of slots offered, {found.faults} faults"
    )
    for name, day in _cities(given):
        done = booking(day.problem)
        plan = OwnPlanner().plan(day.problem, Effort(seconds=5))
        known = sum(route.travel for route in plan.routes) / 60 / len(plan.technicians)
        yield (
            f"booking {name}: {done.accepted} of {done.calls} accepted, {done.after_look} of them "
            f"after a look; {done.minutes:.1f} min/visit, {done.minutes / known - 1:+.1%} of all "
            f"known; {done.faults} faults"
        )


def anew(given: argparse.Namespace) -> Iterator[str]:
    for name, day in _cities(given):
        yield from (_anew(name, hour, day.problem) for hour in (11, 13))


def _anew(name: str, hour: int, problem: Problem) -> str:
    found = replanned(problem, now=hour * HOUR)
    return (
        f"new plan at {hour}:00 {name}: {found.visits} visits, {found.parted:.1%} of one who is "
        f"ill, {found.changed:.1%} of the others changed hands, {found.first_left} P1 left that "
        f"somebody could serve ({found.first_for_nobody} that nobody could), "
        f"{found.above_free:+.1%} of a free plan, {found.faults} faults"
    )


def instances(given: argparse.Namespace) -> Iterator[str]:
    yield "| family | CPU s | mean gap | worst | instances | left out who must not be, faults |"
    yield "|:--|--:|--:|--:|--:|--:|"
    for family in given.family.split(","):
        known = best_known(given.folder, family)
        for seconds in _numbers(given.seconds):
            with ProcessPoolExecutor(1, max_tasks_per_child=None) as pool:
                tasks = [(given.folder, file, seconds, best) for file, best in known.items()]
                found = list(pool.map(_gap, tasks))
            gaps = [gap for gap, _ in found]
            yield (
                f"| {family} | {seconds:g} | {sum(gaps) / len(gaps):.2%} | {max(gaps):.2%} | "
                f"{len(gaps)} | {sum(bad for _, bad in found)} |"
            )


def _gap(task: tuple[Path, str, float, int | None]) -> tuple[float, int]:
    folder, file, seconds, best = task
    problem = READERS[file.split("/")[0]](folder / file)
    plan = OwnPlanner().plan(problem, Effort(seconds=seconds))
    left = sum(problem.visit[number].price >= ALL for number in plan.unserved)
    return plan.objective / (best or plan.objective) - 1, left + len(violations(problem, plan))


def skills(given: argparse.Namespace) -> Iterator[str]:
    """Technicians with levels in several domains, ours beside the peers: sums of objectives."""
    yield "| planner | CPU s each | sum of objectives | beside ours | left out | faults |"
    yield "|:--|--:|--:|--:|--:|--:|"
    files = [given.folder / file for file in best_known(given.folder, "strsp")]
    crews = ("technicians_noTeam", "techniciansReduced_noTeam")
    problems = [skilled(file, crew) for crew in crews for file in files]
    ours = 0
    for seconds in _numbers(given.seconds):
        others = {name: plan for name, plan in peers(seconds).items() if "VROOM" not in name}
        own = partial(OwnPlanner().plan, effort=Effort(seconds=seconds))
        for name, planner in {"own": own, **others}.items():
            plans = [planner(problem) for problem in problems]
            total = sum(plan.objective for plan in plans)
            ours = total if name == "own" else ours
            faults = sum(len(violations(p, plan)) for p, plan in zip(problems, plans, strict=True))
            left = sum(len(plan.unserved) for plan in plans)
            beside = f"{total:,} | {total / ours - 1:+.1%}"
            yield f"| {name} | {seconds:g} | {beside} | {left} | {faults} |"


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "days": random_days,
    "city": city,
    "peers": others,
    "large": large,
    "book": book,
    "anew": anew,
    "instances": instances,
    "skills": skills,
}

if __name__ == "__main__":
    sys.exit(main())
