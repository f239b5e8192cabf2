"""Free times and bookings: how long an offer takes, how many are booked in a second.

    python bench/booking.py     # into the database of AFTERCARE_DATABASE_URL, which holds a
                                # company: aftercare demo. It leaves its rows there.

A city of 20 stations with 300 technicians and six visits a day each on five days; customers at
seeded places ask for jobs of one hour. Milliseconds are of the clock on the wall with all that is
read from the database, CPU of this process beside it. Bookings: threads of one process, each with a
connection of its own; taking a time and the customer's yes, in two transactions.
"""

import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from aftercare.casework.intake.actions import register_case  # noqa: E402
from aftercare.casework.intake.queries import Intake  # noqa: E402
from aftercare.fieldservice.appointments.actions import book  # noqa: E402
from aftercare.fieldservice.appointments.models import Appointment, Day, Seat  # noqa: E402
from aftercare.fieldservice.appointments.queries import Taken  # noqa: E402
from aftercare.fieldservice.sites.actions import place_station  # noqa: E402
from aftercare.fieldservice.sites.queries import Point, sites  # noqa: E402
from aftercare.fieldservice.slots.actions import take_slot  # noqa: E402
from aftercare.fieldservice.slots.queries import free_slots  # noqa: E402
from aftercare.fieldservice.technicians.actions import set_technician  # noqa: E402
from aftercare.fieldservice.workorders.actions import open_order  # noqa: E402
from aftercare.fieldservice.workorders.models import WorkOrder  # noqa: E402
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft  # noqa: E402
from aftercare.foundation.actor import SYSTEM  # noqa: E402
from aftercare.foundation.work import glance  # noqa: E402
from aftercare.people.organisation.actions import open_unit  # noqa: E402
from aftercare.people.rosters.actions import set_roster  # noqa: E402
from aftercare.people.staff.actions import hire_member  # noqa: E402

SEED, STATIONS, PEOPLE, DAYS, VISITS = 20261123, 20, 300, 5, 6
ASKED, BOOKED = 60, 24
CITIES = ("4201", "4301", "5101", "6101", "3501", "3701", "2101", "1301", "5301", "4501")
STARTS = (8, 9.5, 11, 13.5, 15, 16.5)
chance = random.Random(SEED)
serial = count(1)
units: list[int] = []
mark = f"{time.time():.0f}"[-6:]
served = {area for site in sites(actor=SYSTEM) for area in site.areas}
REGION = next(code for code in CITIES if code not in served)  # runs do not mix


def somewhere() -> Point:
    return Point(longitude=114.15 + chance.random() * 0.35, latitude=30.48 + chance.random() * 0.2)


def city(now: datetime) -> list[int]:
    """Stations of the city with their people; the members."""
    for number in range(STATIONS):
        unit = open_unit(actor=SYSTEM, code=f"B{mark}-{number}", name=f"站{mark}-{number}",
                         kind="station", parent_id=None, region=REGION, now=now).id  # fmt: skip
        place_station(actor=SYSTEM, org_unit_id=unit, point=somewhere(), now=now)
        units.append(unit)
    people = []
    for number in range(PEOPLE):
        unit = units[number % STATIONS]
        member = hire_member(actor=SYSTEM, number=f"B{mark}-{number}", name=f"工{number}",
                             org_unit_id=unit, now=now)  # fmt: skip
        set_technician(actor=SYSTEM, member_id=member.id, org_unit_id=unit, now=now)
        set_roster(actor=SYSTEM, member_id=member.id, now=now,
                   weekly=dict.fromkeys(range(7), "08:00-19:00"))  # fmt: skip
        people.append(member.id)
    return people


def opened(now: datetime) -> OrderBrief:
    """An order of a case of its own, somewhere in the city."""
    intake = Intake(channel="phone", description="沙发坐垫塌陷。", name="张伟", kind="repair",
                    phone=f"139{mark}{next(serial):02d}"[:11], product_line="home")  # fmt: skip
    case = register_case(actor=SYSTEM, intake=intake, now=now).case
    place = somewhere()
    draft = OrderDraft(job="repair", goods="布艺沙发", region=REGION, minutes=60,
                       org_unit_id=chance.choice(units), longitude=place.longitude,
                       latitude=place.latitude)  # fmt: skip
    return open_order(actor=SYSTEM, case_id=case.id, draft=draft, now=now)


def fill(people: list[int], like: OrderBrief, now: datetime) -> None:
    """The days as they stand in the morning: most hours are promised."""
    first = WorkOrder.objects.get(id=like.id)
    today = timezone.localdate(now)
    orders, seats = [], []
    for member in people:
        for day in range(1, DAYS + 1):
            midnight = timezone.make_aware(
                datetime.combine(today + timedelta(days=day), datetime.min.time())
            )
            for start in sorted(chance.sample(STARTS, VISITS - chance.randrange(3))):
                place, number = somewhere(), next(serial)
                orders.append(WorkOrder(
                    number=f"B{mark}-{number}", case_id=first.case_id,
                    org_unit_id=first.org_unit_id, job="repair",
                    goods="布艺沙发", address="", region=REGION, minutes=45,
                    longitude=place.longitude, latitude=place.latitude, state="booked",
                    state_since=now, opened_at=now,
                ))  # fmt: skip
                seats.append((member, midnight + timedelta(hours=start)))
    WorkOrder.objects.bulk_create(orders, batch_size=2000)
    told = [
        Appointment(work_order=order, window_from=at, window_until=at + timedelta(hours=1),
                    state="booked", made_at=now, told_at=now)
        for order, (_member, at) in zip(orders, seats, strict=True)
    ]  # fmt: skip
    Appointment.objects.bulk_create(told, batch_size=2000)
    Seat.objects.bulk_create(
        [
            Seat(
                appointment=one,
                technician_id=member,
                starts_at=at,
                ends_at=at + timedelta(minutes=52),
            )
            for one, (member, at) in zip(told, seats, strict=True)
        ],
        batch_size=2000,
    )
    days = {(member, timezone.localdate(at)) for member, at in seats}
    Day.objects.bulk_create([Day(technician_id=m, on=on, version=1) for m, on in days])


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def told(name: str, wall: list[float], cpu: list[float], free: list[int]) -> None:
    figures = [percentile(values, share) for values in (wall, cpu) for share in (0.5, 0.95)]
    cells = " | ".join(f"{figure:.0f}" for figure in figures)
    print(f"| {name} | {len(wall)} | {cells} | {sum(free) / len(free):.1f} |", flush=True)


def offers(orders: list[OrderBrief], now: datetime, *, booking: bool) -> None:
    wall, cpu, free = [], [], []
    for nth in range(ASKED):
        order = orders[nth % len(orders)]
        if booking:
            booked(orders[-1 - nth % 40], now, keep=False)
        begun, used = time.perf_counter(), time.process_time()
        with glance():
            found = free_slots(actor=SYSTEM, order=order, now=now)
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        free.append(len(found.free))
    told("offer after somebody booked" if booking else "offer, days known", wall, cpu, free)


def booked(order: OrderBrief, now: datetime, *, keep: bool = True) -> bool:
    """A random one of the free times, whoever else wants it; again where it was taken."""
    for _attempt in range(5):
        free = free_slots(actor=SYSTEM, order=order, now=now).free
        if not free:
            return False
        wanted = random.Random(order.id + _attempt).choice(free).window_from
        try:
            one = take_slot(actor=SYSTEM, order_id=order.id, window_from=wanted, now=now)
            if keep:
                book(actor=SYSTEM, appointment_id=one.id, agreed_by="phone", now=now)
        except Taken:
            continue
        return True
    return False


def throughput(connections: int, orders: list[OrderBrief], now: datetime) -> None:
    def work(order: OrderBrief) -> bool:
        try:
            with glance():
                return booked(order, now)
        finally:
            connection.close()

    begun, used = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(connections) as crowd:
        done = sum(crowd.map(work, orders))
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    print(
        f"| {connections} | {done} of {len(orders)} | {wall:.1f} | {done / wall:.1f} | {cpu:.1f} |"
    )


def main() -> None:
    now = timezone.now()
    people = city(now)
    orders = [opened(now) for _ in range(40 + 3 * BOOKED)]
    fill(people, orders[0], now)
    load = f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
    print(f"{PEOPLE} technicians, {STATIONS} stations, {load}\n", flush=True)
    print("| what | times | p50 ms | p95 ms | p50 CPU ms | p95 CPU ms | free windows |")
    print("|:--|--:|--:|--:|--:|--:|--:|")
    begun = time.perf_counter()
    free_slots(actor=SYSTEM, order=orders[0], now=now)
    cold = (time.perf_counter() - begun) * 1000
    offers(orders, now, booking=False)
    offers(orders, now, booking=True)
    print(f"\nThe first of a process, which reads all days: {cold:.0f} ms.\n")
    print("| connections | booked | seconds | bookings a second | CPU s |\n|--:|--:|--:|--:|--:|")
    for nth, connections in enumerate((1, 8, 32)):
        throughput(connections, orders[nth * BOOKED : (nth + 1) * BOOKED], now)


if __name__ == "__main__":
    main()
