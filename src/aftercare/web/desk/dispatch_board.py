"""What the dispatch board draws: lanes of a day, what waits, and the map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aftercare.fieldservice.appointments.queries import SeatRow
from aftercare.fieldservice.plans.queries import Sheet
from aftercare.fieldservice.technicians.queries import TechnicianCard
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.regions import region_name

from .ground import Ground

OPENS, STEP, COLUMNS = 7 * 3600, 900, 56
"""The time line: seconds of the day at its left, of a column, and how many columns."""
HOURS = [(f"{7 + hour}", 1 + 4 * hour) for hour in range(14)]
WIDE, HIGH, EDGE = 600, 420, 24
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Block:
    """A visit in a lane: column and width, the order, when exactly; locked to who has it."""

    seat: SeatRow
    order: OrderBrief
    at: int
    span: int
    is_outside: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A technician's day; `colour` is that of the route on the map."""

    card: TechnicianCard
    version: int
    colour: int
    shift_at: int
    shift_span: int
    blocks: tuple[Block, ...]

    @property
    def minutes(self) -> int:
        spans = (one.seat.ends_at - one.seat.starts_at for one in self.blocks)
        return int(sum(span.total_seconds() for span in spans)) // 60


@dataclass(frozen=True, slots=True)
class Waiting:
    order: OrderBrief
    place: str
    in_pool: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """Something on the map, in its own units."""

    x: int
    y: int
    kind: str  # station, visit, waiting
    colour: int
    words: str
    order_id: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    ground: Ground
    dots: tuple[Dot, ...]
    ways: tuple[tuple[int, str], ...]  # colour, points of the line


def lanes(sheet: Sheet) -> list[Lane]:
    """One a technician, absent ones who have visits last."""
    shifts = {one.id: (one.begins, one.ends) for one in sheet.crew.technicians}
    seats: dict[int, list[SeatRow]] = {}
    for seat in sheet.seats:
        seats.setdefault(seat.technician_id, []).append(seat)
    chosen = [one for one in sheet.crew.cards if one in shifts]
    chosen += [one for one in sheet.crew.absent if one in seats]
    return [
        _lane(sheet, member_id, k % COLOURS, shifts.get(member_id), seats.get(member_id, []))
        for k, member_id in enumerate(chosen)
    ]


def _lane(
    sheet: Sheet,
    member_id: int,
    colour: int,
    shift: tuple[int, int] | None,
    seats: Sequence[SeatRow],
) -> Lane:
    begins, span = _columns(*shift) if shift else (1, 0)
    blocks = []
    for seat in seats:
        starts, ends = sheet.second(seat.starts_at), sheet.second(seat.ends_at)
        at, wide = _columns(starts, ends)
        outside = shift is None or starts < shift[0] or ends > shift[1]
        locked = seat.order_id in sheet.locks and not seat.is_over
        blocks.append(Block(seat, sheet.orders[seat.order_id], at, wide, outside, locked))
    return Lane(
        sheet.crew.cards[member_id], sheet.versions[member_id], colour, begins, span,
        tuple(blocks),
    )  # fmt: skip


def _columns(begins: int, ends: int) -> tuple[int, int]:
    """First column and how many; at least one, inside of the line."""
    at = min(COLUMNS, max(1, (begins - OPENS) // STEP + 1))
    until = min(COLUMNS + 1, max(at + 1, -(-(ends - OPENS) // STEP) + 1))
    return at, until - at


def waiting(sheet: Sheet, pooled: Iterable[int], *, text: str, job: str) -> list[Waiting]:
    """What has no time, the pressing first, narrowed to words and a job."""
    known = set(pooled)
    rows = [
        Waiting(order, region_name(order.region), order.id in known)
        for order in sheet.waiting
        if not job or order.job == job
    ]
    asked = text.strip().lower()
    return [
        row for row in rows if asked in f"{row.order.number} {row.order.goods} {row.place}".lower()
    ]


def chart(sheet: Sheet, rows: Sequence[Lane], free: Sequence[Waiting]) -> Chart | None:
    """Points of the day drawn to scale, north above; None where there is none."""
    stations = {lane.card.site.name: lane.card.site.point for lane in rows}
    points = [*stations.values(), *(sheet.points[one] for one in _shown(sheet, rows, free))]
    if not points:
        return None
    place = Ground(points, width=WIDE, least=HIGH, most=HIGH, edge=EDGE)
    dots = [Dot(*place(point), "station", 0, name) for name, point in stations.items()]
    ways = []
    for lane in rows:
        stops = [sheet.points[one.order.id] for one in lane.blocks if one.order.id in sheet.points]
        if stops:
            line = [lane.card.starts, *stops, lane.card.ends]
            ways.append((lane.colour, " ".join("{},{}".format(*place(p)) for p in line)))
        dots += [
            Dot(*place(sheet.points[one.order.id]), "visit", lane.colour,
                f"{lane.card.member.name} · {one.order.goods}", one.order.id)
            for one in lane.blocks if one.order.id in sheet.points
        ]  # fmt: skip
    dots += [
        Dot(*place(sheet.points[row.order.id]), "waiting", 0, row.order.goods, row.order.id)
        for row in free if row.order.id in sheet.points
    ]  # fmt: skip
    return Chart(place, tuple(dots), tuple(ways))


def _shown(sheet: Sheet, rows: Sequence[Lane], free: Sequence[Waiting]) -> list[int]:
    ids = [one.order.id for lane in rows for one in lane.blocks]
    ids += [row.order.id for row in free]
    return [one for one in ids if one in sheet.points]
