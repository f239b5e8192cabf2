"""Everything is killed in turn under load: what was acknowledged is there, once (R-SEC-06).

Clients behave as programs should: a post without an answer is sent again with the same key, until
there is one. Nothing else is forgiven. Some cases need a visit: an order is opened, and booked.
Meanwhile a day is planned, and the planner is killed over it; later whoever applies the plan.
"""

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from aftercare.config.cluster import ROLE, Cluster
from tests.houses import PATIENCE, House, house_for_tests

pytestmark = pytest.mark.crash

CLIENTS = 4
BETWEEN_KILLS = CLIENTS + 1  # cases: each client is in the midst of one when a part dies
VISITED = ("2", "5", "8")  # cases whose keys end like this need a visit
ORDER = {"job": "repair", "goods": "布艺沙发", "longitude": 121.38, "latitude": 31.11}
WAITING = 4  # orders without a time, to be planned
VICTIMS = (
    "a process of web",
    "database",
    "worker",
    "web",
    "database",
    "a process of web",
    "everything",
)
COMPANY = """
from datetime import UTC, datetime
from aftercare.config import doors
with doors.open_house():
    from aftercare.foundation.identity.actions import issue_own_token
    from aftercare.fieldservice.slots.tests.worlds import city
    from tests.makers import company
    now = datetime.now(UTC)
    us = company(now)
    station = city(us, people=8).station
    field = ["cases.see_cases", "workorders.open_order", "workorders.see_orders",
             "appointments.see_appointments"]
    wanted = {
        us.agent: ["intake.register_case", "slots.take_slot", "appointments.book"],
        us.head: ["plans.ask_for_plan", "plans.apply_plan", "plans.see_board",
                  "sites.see_sites"],
    }
    words = [
        issue_own_token(actor=who, name="load", expires_at=None, now=now, scopes=field + more).word
        for who, more in wanted.items()
    ]
    print(station, *words)
"""


@dataclass(slots=True)
class Program:
    """Something that posts until it is answered."""

    port: int
    token: str
    repeated: int = 0
    last: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def sent(self, key: str, path: str, body: Any, *, taken: bool = False) -> Any:
        """The answer, whatever dies meanwhile; None where somebody else has it (`taken`)."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, said = self.asked(key, path, body)
            if status in (http.HTTPStatus.OK, http.HTTPStatus.CREATED):
                return json.loads(said)
            if taken and status == http.HTTPStatus.CONFLICT:
                return None
            if status and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                self.faults.append(f"{key}: {status} {said!r}")
                return None
            self.repeated += 1
            self.last[key] = f"{status} {said[-300:]!r}"
            time.sleep(0.1)
        self.faults.append(f"{key}: never answered, at last {self.last[key]}")
        return None

    def asked(self, key: str, path: str, body: Any) -> tuple[int, bytes]:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        said = None if body is None else json.dumps(body)
        try:
            connection.request("GET" if body is None else "POST", f"/api/v1/{path}", said, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


@dataclass(slots=True)
class Load(Program):
    """Clients that register cases one after the other; `acknowledged` is key -> case number.

    `booked`: work order -> appointment, as answered; the first time that was free for the order.
    """

    acknowledged: dict[str, str] = field(default_factory=dict)
    booked: dict[int, int] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    _clients: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        for number in range(CLIENTS):
            client = threading.Thread(target=self._work, args=(number,), daemon=True)
            client.start()
            self._clients.append(client)

    def end(self) -> None:
        """Every post under way is sent until it is answered."""
        self.over.set()
        for client in self._clients:
            client.join(timeout=2 * PATIENCE)
            assert not client.is_alive()

    def grow(self, after: str) -> None:
        """Waits until some more cases were acknowledged, however slow the machine is."""
        enough, until = len(self.acknowledged) + BETWEEN_KILLS, time.monotonic() + PATIENCE
        while len(self.acknowledged) < enough:
            assert time.monotonic() < until, f"nothing goes on after {after}: {self.last}"
            time.sleep(0.05)

    def _work(self, client: int) -> None:
        serial = 0
        while not self.over.is_set():
            serial += 1
            self.register(f"{client}-{serial}")

    def register(self, key: str) -> int:
        """Its id, as far as there is one."""
        body = {
            "description": f"沙发坐垫塌陷,坐下去有异响,要求处理。第 {key} 件",
            "name": "张伟",
            "phone": "13800138000",
            "product_line": "home",
            "external_key": key,
        }
        answer = self.sent(key, "cases", body)
        if answer is None:
            return 0
        case = answer["case"]
        if key.endswith(VISITED):
            self._book(key, case["id"])
        self.acknowledged[key] = case["number"]
        return int(case["id"])

    def _book(self, key: str, case_id: int) -> None:
        """A visit, at the first time that is free; somebody quicker may have it by then."""
        order = self.sent(f"{key}-order", f"cases/{case_id}/orders", ORDER)
        for attempt in range(CLIENTS * 2 if order else 0):
            free = self.sent(f"{key}-free", f"orders/{order['id']}/slots", None)["free"]
            wanted = {"window_from": free[attempt]["window_from"], "agreed_by": "phone"}
            path = f"orders/{order['id']}/appointments"
            made = self.sent(f"{key}-time-{attempt}", path, wanted, taken=True)
            if made is not None:
                self.booked[order["id"]] = made["id"]
                return
        self.faults.append(f"{key}: no time at all")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with house_for_tests(AFTERCARE_API_PER_MINUTE="0", NUMBA_DISABLE_JIT="1") as made:
        made.get_well()
        yield made


@dataclass(slots=True)
class Desk(Program):
    """Whoever has a day planned: one on which nobody comes yet, for orders without a time."""

    station: int = 0
    plan: int = 0

    def ask(self, case_id: int) -> None:
        here = ORDER | {"org_unit_id": self.station}
        opened = [self.sent(f"wait-{n}", f"cases/{case_id}/orders", here) for n in range(WAITING)]
        free = self.sent("free", f"orders/{opened[0]['id']}/slots", None)["free"]
        wanted = {"day": free[-1]["window_from"][:10], "agreed_by": "email"}
        self.plan = self.sent("plan", "plans", wanted)["id"]

    def apply(self) -> tuple[int, bytes]:
        return self.asked("apply", f"plans/{self.plan}/end", {"outcome": "applied"})


@pytest.fixture(scope="module")
def words(house: House) -> list[str]:
    """The station, and the tokens of those who work."""
    return house.python(COMPANY).split()


@pytest.fixture(scope="module")
def desk(house: House, words: list[str]) -> Desk:
    return Desk(port=house.port, token=words[2], station=int(words[0]))


@pytest.fixture(scope="module")
def load(house: House, words: list[str], desk: Desk) -> Load:
    """The load, after everything was killed in turn and has come back."""
    load = Load(port=house.port, token=words[1])
    load.begin()
    try:
        load.grow("the start")
        for victim in VICTIMS:
            if victim == "worker":
                desk.ask(load.register("planned"))
                house.wait(lambda: stands(house, desk)[0] != "asked")
            kill(house, victim)
            load.grow(victim)
    finally:
        load.end()
    house.get_well()
    return load


def kill(house: House, victim: str) -> None:
    parts = house.parts()
    if victim != "everything":
        with suppress(ProcessLookupError):  # a worker may leave by itself with the database
            os.kill(parts[victim], signal.SIGKILL)
        return
    assert house.process is not None
    for pid in {house.process.pid, *house.children(parts["web"]), *parts.values()}:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    house.process.wait()
    house.start()


def rows(house: House, question: str) -> list[tuple[object, ...]]:
    cluster = Cluster(folder=house.data)
    with cluster.connect("aftercare", ROLE) as connection, connection.cursor() as cursor:
        cursor.execute(question.encode())
        return list(cursor.fetchall())


def stands(house: House, desk: Desk) -> tuple[object, ...]:
    """The state of the plan, how often it was begun, and how many visits came of it."""
    told = """
        SELECT state, tries, (SELECT count(*) FROM appointments_seat s
          JOIN appointments_appointment a ON a.id = s.appointment_id AND a.agreed_by = 'email')
        FROM plans_proposal WHERE id = {}
    """
    return rows(house, told.format(desk.plan))[0]


def test_every_acknowledged_case_is_there_once(house: House, load: Load) -> None:
    assert not load.faults
    assert load.repeated, "nothing was interrupted: the test has shown nothing"
    found = rows(house, "SELECT split_part(intake_key, ':', 3), number FROM cases_case")
    assert sorted(found) == sorted(load.acknowledged.items())


def test_every_acknowledged_booking_is_there_once(house: House, load: Load) -> None:
    assert load.booked
    told = """
        SELECT a.work_order_id, a.id FROM appointments_appointment a
        JOIN appointments_seat s ON s.appointment_id = a.id AND s.is_live
        WHERE a.state = 'booked' AND a.agreed_by = 'phone'
    """
    found = rows(house, told)
    assert sorted(found) == sorted(load.booked.items())


def test_every_case_has_its_clocks_and_its_history(house: House, load: Load) -> None:
    assert load.acknowledged
    bare = """
        SELECT number FROM cases_case c
        WHERE NOT EXISTS (SELECT 1 FROM commitments_clock k WHERE k.case_id = c.id)
        OR next_due_at IS NULL
        OR NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.subject = 'case:' || c.id)
    """
    assert rows(house, bare) == []
    each = rows(house, "SELECT count(*) FROM commitments_clock GROUP BY case_id")
    assert len(set(each)) == 1, "cases of one kind have different clocks"


def test_the_chained_history_holds(house: House, load: Load) -> None:
    assert load.acknowledged
    done = house.call("audit", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_job_is_left_with_a_dead_worker(house: House, load: Load) -> None:
    assert load.acknowledged
    lost = """
        SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w
        ON w.id = j.worker_id WHERE j.status = 'doing'
        AND (w.id IS NULL OR w.last_heartbeat < now() - interval '30 s')
    """
    house.wait(lambda: rows(house, lost) == [(0,)])


def test_history_cannot_be_rewritten_by_the_program_itself(house: House, load: Load) -> None:
    assert load.acknowledged
    with pytest.raises(psycopg.Error):
        rows(house, "UPDATE audit_entry SET verb = 'other' RETURNING seq")


def test_a_plan_outlives_its_planner_and_is_applied_whole(
    house: House, load: Load, desk: Desk
) -> None:
    """Whoever applies it is killed at the very end: all is written, nothing is committed."""
    assert load.acknowledged
    house.wait(lambda: stands(house, desk)[0] == "ready")
    assert stands(house, desk) == ("ready", 2, 0)
    cluster = Cluster(folder=house.data)
    with cluster.connect("aftercare", ROLE) as connection, connection.transaction():
        last = b"SELECT 1 FROM audit_head WHERE subject = %s FOR UPDATE"
        connection.execute(last, [f"plan:{desk.plan}"])
        killed = threading.Thread(target=desk.apply)
        killed.start()
        waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        house.wait(lambda: rows(house, waits) != [])
        for process in house.children(house.parts()["web"]):
            os.kill(process, signal.SIGKILL)
        killed.join(timeout=PATIENCE)
    house.wait(lambda: rows(house, waits) == [])
    assert stands(house, desk) == ("ready", 2, 0)
    assert desk.sent("apply", f"plans/{desk.plan}/end", {"outcome": "applied"})
    assert stands(house, desk) == ("applied", 2, WAITING)
    assert not desk.faults
