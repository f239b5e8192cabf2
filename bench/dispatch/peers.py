"""Other planners on the same day, one thread, stopped by CPU time where they let themselves be.

Packages of the group `bench`: VROOM, PyVRP, OR-Tools; and dispatching by hand.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np

from aftercare.fieldservice.dispatch.rules.eligibility import fees
from aftercare.fieldservice.dispatch.rules.model import Plan, Problem
from aftercare.fieldservice.dispatch.rules.timing import plan_of, timeline

Sequences = dict[int, list[int]]


def _legs(problem: Problem) -> Any:
    size = problem.travel.size
    return np.frombuffer(problem.travel.seconds, np.int32).reshape(size, size)


def by_hand(problem: Problem, *, stations: list[int] | None = None) -> Plan:
    """Each visit, by the hour and by priority, to the nearest free qualified technician.

    `stations`: of each visit; then its own station is asked before the whole city.
    """
    mask = fees(problem)
    order = sorted(
        range(len(problem.visits)),
        key=lambda v: (problem.visits[v].windows[0].opens, problem.visits[v].priority),
    )
    routes: Sequences = {technician.id: [] for technician in problem.technicians}
    for v in order:
        visit = problem.visits[v]
        able = [t for k, t in enumerate(problem.technicians) if mask[v][k] >= 0]
        able.sort(
            key=lambda t: (
                stations is not None and t.group != stations[v],
                problem.travel(
                    problem.visit[routes[t.id][-1]].place if routes[t.id] else t.start, visit.place
                ),
            )
        )
        for technician in able:
            if timeline(problem, technician, [*routes[technician.id], visit.id]).holds:
                routes[technician.id].append(visit.id)
                break
    return plan_of(problem, routes)


def vroom_plan(problem: Problem, level: int) -> Plan:
    """Its search has levels and no time; priorities stand for prices, which it does not have."""
    import vroom

    kinds: dict[str, int] = {}

    def numbers(names: frozenset[str]) -> set[int]:
        return {kinds.setdefault(name, len(kinds)) for name in names}

    task = vroom.Input()
    task.set_durations_matrix("car", _legs(problem).astype(np.uint32))
    for t in problem.technicians:
        task.add_vehicle(
            vroom.Vehicle(
                t.id,
                start=t.start,
                end=t.finish,
                skills=numbers(t.skills),
                profile="car",
                time_window=(t.begins, t.ends),
            )
        )
    for v in problem.visits:
        task.add_job(
            vroom.Job(
                v.id,
                location=v.place,
                default_service=v.service,
                skills=numbers(v.skills),
                priority={1: 100, 2: 40, 3: 17}[v.priority],
                time_windows=[(w.opens, w.closes) for w in v.windows],
            )
        )
    found = task.solve(exploration_level=level, nb_threads=1)
    rows = found.routes
    rows = rows[rows["type"] == "job"]
    sequences: Sequences = {}
    for technician, visit in zip(rows["vehicle_id"], rows["id"], strict=True):
        sequences.setdefault(int(technician), []).append(int(visit))
    return plan_of(problem, sequences)


def pyvrp_plan(problem: Problem, seconds: float) -> Plan:
    """Who may not serve whom is a way that costs more than any price."""
    import pyvrp

    mask, legs = np.array(fees(problem)), _legs(problem)
    count = len(problem.technicians)
    model = pyvrp.Model()
    order = [t.start for t in problem.technicians] + [t.finish for t in problem.technicians]
    order += [v.place for v in problem.visits]
    spots = [model.add_location(float(k), 0.0) for k in range(len(order))]
    depots = [model.add_depot(spot) for spot in spots[: 2 * count]]
    for visit, spot in zip(problem.visits, spots[2 * count :], strict=True):
        (window,) = visit.windows
        model.add_client(
            spot,
            service_duration=visit.service,
            tw_early=window.opens,
            tw_late=window.closes,
            prize=visit.price,
            required=False,
        )
    ways = np.ascontiguousarray(legs[np.ix_(order, order)].astype(np.int64))
    kinds: dict[frozenset[str], Any] = {}
    costs = []
    for t, technician in enumerate(problem.technicians):
        if technician.skills not in kinds:
            kinds[technician.skills] = model.add_profile()
            cost = ways.copy()
            cost[:, 2 * count :][:, mask[:, t] < 0] += 10_000_000
            np.fill_diagonal(cost, 0)
            costs.append(cost)
        model.add_vehicle_type(
            1,
            start_depot=depots[t],
            end_depot=depots[count + t],
            tw_early=technician.begins,
            tw_late=technician.ends,
            profile=kinds[technician.skills],
        )
    data = model.data().replace(distance_matrices=costs, duration_matrices=[ways] * len(costs))
    begun = process_time()
    near = pyvrp.search.NeighbourhoodParams(num_neighbours=100)
    found = pyvrp.solve(
        data,
        stop=lambda *_: process_time() - begun > seconds,
        seed=1,
        display=False,
        params=pyvrp.SolveParams(neighbourhood=near),
    )
    sequences = {
        problem.technicians[route.vehicle_type()].id: [
            problem.visits[stop.idx].id for stop in route if stop.is_client()
        ]
        for route in found.best.routes()
    }
    return plan_of(problem, sequences)


def ortools_plan(problem: Problem, seconds: float) -> Plan:
    """Guided local search; visits may be dropped at their price."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    mask, legs = fees(problem), _legs(problem)
    count = len(problem.technicians)
    at = [t.start for t in problem.technicians] + [t.finish for t in problem.technicians]
    at += [v.place for v in problem.visits]
    work = [0] * (2 * count) + [v.service for v in problem.visits]
    manager = pywrapcp.RoutingIndexManager(
        len(at), count, list(range(count)), list(range(count, 2 * count))
    )
    routing = pywrapcp.RoutingModel(manager)
    ways = legs[np.ix_(at, at)].astype(np.int64)
    travel = routing.RegisterTransitMatrix(ways.tolist())
    time = routing.RegisterTransitMatrix((ways + np.array(work)[:, None]).tolist())
    routing.SetArcCostEvaluatorOfAllVehicles(travel)
    routing.AddDimension(time, 86_400, 86_400, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for t, technician in enumerate(problem.technicians):
        clock.CumulVar(routing.Start(t)).SetRange(technician.begins, technician.ends)
        clock.CumulVar(routing.End(t)).SetRange(technician.begins, technician.ends)
    for v, visit in enumerate(problem.visits):
        index = manager.NodeToIndex(2 * count + v)
        (window,) = visit.windows
        clock.CumulVar(index).SetRange(window.opens, window.closes)
        able = [t for t in range(count) if mask[v][t] >= 0]
        routing.VehicleVar(index).SetValues([-1, *able])
        routing.AddDisjunction([index], visit.price)
    begun = process_time()
    solver = routing.solver()
    routing.AddSearchMonitor(solver.CustomLimit(lambda: process_time() - begun > seconds))
    params = pywrapcp.DefaultRoutingSearchParameters()
    strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    params.first_solution_strategy = strategy
    params.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    params.time_limit.seconds = int(seconds * 5)
    found = routing.SolveWithParameters(params)
    sequences: Sequences = {}
    for t in range(count):
        index, route = routing.Start(t), []
        while not routing.IsEnd(index):
            node = manager.IndexToNode(index)
            if node >= 2 * count:
                route.append(problem.visits[node - 2 * count].id)
            index = found.Value(routing.NextVar(index))
        sequences[problem.technicians[t].id] = route
    return plan_of(problem, sequences)


def peers(seconds: float) -> dict[str, Callable[[Problem], Plan]]:
    return {
        "VROOM level 5": lambda problem: vroom_plan(problem, 5),
        "PyVRP": lambda problem: pyvrp_plan(problem, seconds),
        "OR-Tools": lambda problem: ortools_plan(problem, seconds),
    }
