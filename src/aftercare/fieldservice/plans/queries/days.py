"""One day of some stations as it stands: people, seats, orders without a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils import timezone

from aftercare.fieldservice.appointments.queries import (
    SeatRow,
    State,
    seats_on,
    versions_of,
)
from aftercare.fieldservice.dispatch.queries import (
    LOCKED,
    Plan,
    Problem,
    Route,
    Stop,
    Visit,
    Window,
    lacks_no_part,
    running,
)
from aftercare.fieldservice.locks.queries import LockBrief, bound, locks_of
from aftercare.fieldservice.parts.queries import parts_asked, stock_on
from aftercare.fieldservice.plans.rules import Busy
from aftercare.fieldservice.sites.queries import Point, point_of, site_of, sites
from aftercare.fieldservice.technicians.queries import (
    Crew,
    helper_of,
    midnight_of,
    problem_of,
    technicians_on,
    visit_of,
)
from aftercare.fieldservice.workorders.queries import (
    OrderBrief,
    order_briefs,
    orders_waiting,
)
from aftercare.foundation.actor import SYSTEM, Actor

PLANNED = (State.HELD, State.BOOKED)
WHOLE_DAY = Window(opens=8 * 3600, closes=19 * 3600)
"""When work may start where the customer agreed to any time of the day."""
MOST_WAITING = 2_000
OVER = 1 << 40
"""Visits that are over have numbers of their own: their order may get another time this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A day as it stands. Orders by id; `versions` are those of the days of the technicians.

    `locks`: order -> who comes to its visit and nobody else.

    `problem` and `standing` are the same for the planner: what waits is in it only where asked.
    """

    day: date
    midnight: datetime
    now: int
    crew: Crew
    seats: tuple[SeatRow, ...]
    orders: Mapping[int, OrderBrief]
    waiting: tuple[OrderBrief, ...]
    points: Mapping[int, Point]
    versions: Mapping[int, int]
    locks: Mapping[int, LockBrief]
    problem: Problem
    standing: Plan

    def second(self, at: datetime) -> int:
        return int((at - self.midnight).total_seconds())

    def moment(self, second: int) -> datetime:
        return self.midnight + timedelta(seconds=second)

    def busy(self, technician_id: int, besides: int = 0) -> list[Busy]:
        """What stands in somebody's day, in order, without one order."""
        return [
            Busy(
                order=seat.order_id,
                place=self.problem.visit[number_of(seat)].place,
                starts=self.second(seat.starts_at),
                ends=self.second(seat.ends_at),
            )
            for seat in self.seats
            if seat.technician_id == technician_id
            and seat.order_id != besides
            and number_of(seat) in self.problem.visit
        ]

    @property
    def under_way(self) -> dict[int, int]:
        """Visit -> when it ended or is to end, of all that have begun; helpers as such."""
        return {
            number_of(seat) * (1 if seat.leads else -1): _ends(seat, self.now, self.midnight)
            for seat in self.seats
            if seat.state not in PLANNED
        }

    @property
    def delayed(self) -> dict[int, int]:
        """Visits that begin later than they stand, as the day goes -> when."""
        if self.now < 0:
            return {}
        goes = running(self.problem, self.standing, self.now, self.under_way).starts
        stands = self.standing.starts
        return {number: at for number, at in goes.items() if at != stands[number]}

    @property
    def late(self) -> frozenset[int]:
        """Those to which who has them comes after the told window."""
        visits = self.problem.visit
        return frozenset(n for n, at in self.delayed.items() if at > visits[n].windows[-1].closes)


def number_of(seat: SeatRow) -> int:
    """Of the visit in the problem."""
    return OVER + seat.appointment_id if seat.is_over else seat.order_id


def _ends(seat: SeatRow, now: int, midnight: datetime) -> int:
    ends = int((seat.ends_at - midnight).total_seconds())
    if seat.is_over:
        return ends
    began = max(int(((seat.begun_at or seat.starts_at) - midnight).total_seconds()), 0)
    if seat.begun_at is None:
        began = max(began, now)  # still on the way
    return max(now, began + int((seat.ends_at - seat.starts_at).total_seconds()))


def units_planned(*, actor: Actor, org_unit_id: int | None = None) -> tuple[int, ...]:
    """Stations in use that the actor plans for; one of them, or all."""
    return tuple(
        card.org_unit_id
        for card in sites(actor=actor)
        if card.is_active and org_unit_id in {None, card.org_unit_id}
    )


def sheet_of(
    *,
    actor: Actor,
    day: date,
    org_units: Collection[int],
    now: datetime,
    also: Iterable[OrderBrief] = (),
    with_waiting: bool = False,
) -> Sheet:
    """`also`: orders that the problem holds besides those seated. For who may see these units."""
    del actor
    crew = _with_parts(technicians_on(actor=SYSTEM, day=day, org_units=org_units))
    ids = list(crew.cards)
    seats = tuple(seats_on(actor=SYSTEM, day=day, now=now, technicians=ids))
    waiting = tuple(orders_waiting(actor=SYSTEM, org_units=list(org_units), limit=MOST_WAITING))
    orders = order_briefs(actor=SYSTEM, ids={seat.order_id for seat in seats})
    orders |= {order.id: order for order in (*waiting, *also)}
    points = _points(orders.values())
    midnight = midnight_of(actor=SYSTEM, day=day)
    asked = [*also, *(waiting if with_waiting else ())]
    seated = {seat.order_id for seat in seats if not seat.is_over}
    free = {order.id: order for order in asked if order.id not in seated and order.id in points}
    locks = locks_of(actor=SYSTEM, order_ids=seated | set(free))
    problem, standing = _as_planned(crew, seats, orders, points, free, locks)
    days = versions_of(actor=SYSTEM, technicians=ids, day=day)
    return Sheet(
        day=day,
        midnight=midnight,
        now=int((now - midnight).total_seconds()),
        crew=crew,
        seats=seats,
        orders=orders,
        waiting=waiting,
        points=points,
        versions={one: days.get(one, 0) for one in ids},
        locks=locks,
        problem=problem,
        standing=standing,
    )


def _with_parts(crew: Crew) -> Crew:
    stations = {one.id: one.station for one in crew.technicians}
    stock = stock_on(actor=SYSTEM, stations=stations)
    people = (replace(one, stock=stock[one.id]) for one in crew.technicians)
    return replace(crew, technicians=tuple(people))


def place_of(*, actor: Actor, order: OrderBrief) -> Point | None:
    """Of its own, of its region; where neither is known, its station's."""
    del actor
    return _points([order]).get(order.id)


def _points(orders: Iterable[OrderBrief]) -> dict[int, Point]:
    found = {}
    for order in orders:
        point = point_of(
            actor=SYSTEM,
            longitude=order.longitude,
            latitude=order.latitude,
            region=order.region,
        )
        station = site_of(actor=SYSTEM, org_unit_id=order.org_unit_id)
        if point or station:
            found[order.id] = point or station.point  # type: ignore[union-attr]
    return found


def _as_planned(
    crew: Crew,
    seats: tuple[SeatRow, ...],
    orders: Mapping[int, OrderBrief],
    points: Mapping[int, Point],
    free: Mapping[int, OrderBrief],
    locks: Mapping[int, LockBrief],
) -> tuple[Problem, Plan]:
    """The seats as a plan, and what of them may change as a problem."""
    people = {one.id: one for one in crew.technicians}
    leading = [
        seat
        for seat in seats
        if seat.leads
        and seat.order_id in points
        and (seat.technician_id in people or seat.state in PLANNED)
    ]
    helping = {number_of(seat): seat for seat in seats if not seat.leads}
    chosen = list(dict.fromkeys([*(seat.order_id for seat in leading), *free]))
    places = {number: len(crew.points) + k for k, number in enumerate(chosen)}
    midnight = midnight_of(actor=SYSTEM, day=crew.day)
    parts = parts_asked(actor=SYSTEM, order_ids=chosen)
    visits: list[Visit] = []
    for seat in leading:
        visit = _seated(seat, orders[seat.order_id], crew, places[seat.order_id], midnight)
        with_parts = replace(visit, parts=parts.get(seat.order_id, {}))
        who = people.get(seat.technician_id)
        if who and not seat.is_over and lacks_no_part(who, with_parts):
            visit = with_parts  # only somebody who has them along takes it over
        helper = None
        if visit.id in helping:
            helper = replace(helper_of(visit), told=helping[visit.id].technician_id)
        visits += _bound(visit, helper, locks)
    for order in free.values():
        visit = visit_of(actor=SYSTEM, order=order, day=crew.day, place=places[order.id],
                         windows=[WHOLE_DAY], parts=parts.get(order.id))  # fmt: skip
        visits += _bound(visit, helper_of(visit) if order.persons > 1 else None, locks)
    problem = problem_of(
        actor=SYSTEM, crew=crew, visits=visits, points=[points[number] for number in chosen]
    )
    return problem, _standing(problem, seats, midnight)


def _bound(visit: Visit, helper: Visit | None, locks: Mapping[int, LockBrief]) -> list[Visit]:
    """What is locked to its people asks for them and nobody else, on whatever day."""
    people = locks[visit.id].people if visit.id in locks else ()
    both = [visit, *([helper] if helper else [])]
    return [bound(one, people, seat=seat) for seat, one in enumerate(both)]


def _seated(seat: SeatRow, order: OrderBrief, crew: Crew, place: int, midnight: datetime) -> Visit:
    """A told visit moves within its window; one held, or begun, stays as it is."""
    opens, closes = (int((at - midnight).total_seconds())
                     for at in (seat.window_from, seat.window_until))  # fmt: skip
    visit = visit_of(actor=SYSTEM, order=order, day=crew.day, place=place,
                     windows=[Window(opens=opens, closes=closes)])  # fmt: skip
    visit = replace(visit, price=LOCKED, told=seat.technician_id)
    if seat.state == State.BOOKED:
        return visit
    begins, ends = (int((at - midnight).total_seconds()) for at in (seat.starts_at, seat.ends_at))
    pace = {one.id: one.pace for one in crew.technicians}.get(seat.technician_id, 100)
    return Visit(
        id=number_of(seat),
        place=place,
        windows=(Window(opens=begins, closes=begins),),
        service=(ends - begins) * 100 // pace,
        price=LOCKED,
        priority=order.priority,
        required=seat.technician_id,
        told=seat.technician_id,
    )


def _standing(problem: Problem, seats: Iterable[SeatRow], midnight: datetime) -> Plan:
    """The seats as they are, whether or not the rules would allow them."""
    stops: dict[int, list[Stop]] = {one.id: [] for one in problem.technicians}
    for seat in seats:
        number = number_of(seat) * (1 if seat.leads else -1)
        if seat.technician_id in stops and number in problem.visit:
            begins, ends = (int((at - midnight).total_seconds())
                            for at in (seat.starts_at, seat.ends_at))  # fmt: skip
            stops[seat.technician_id].append(
                Stop(visit=number, arrives=begins, starts=begins, ends=ends)
            )
    routes = tuple(
        _route(problem, technician_id, sorted(found, key=lambda stop: stop.starts))
        for technician_id, found in stops.items()
    )
    served = {stop.visit for route in routes for stop in route.stops}
    unserved = tuple(one.id for one in problem.visits if one.id not in served)
    return Plan(routes=routes, unserved=unserved, objective=0)


def _route(problem: Problem, technician_id: int, stops: list[Stop]) -> Route:
    if not stops:
        return Route(technician=technician_id)
    technician = problem.technician[technician_id]
    inner = [problem.visit[stop.visit].place for stop in stops]
    places = [technician.start, *inner, technician.finish]
    legs = [problem.travel(a, b) for a, b in pairwise(places)]
    return Route(
        technician=technician_id,
        stops=tuple(stops),
        back=stops[-1].ends + legs[-1],
        travel=sum(legs),
    )


def today(*, actor: Actor, now: datetime) -> date:
    del actor
    return timezone.localdate(now)
