"""Everything is killed in turn under load: what was acknowledged is there, once (R-SEC-06).

Clients behave as programs should: a post without an answer is sent again with the same key, until
there is one. Nothing else is forgiven.
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

import psycopg
import pytest

from aftercare.config.cluster import ROLE, Cluster
from tests.houses import PATIENCE, House, house_for_tests

pytestmark = pytest.mark.crash

CLIENTS = 4
BETWEEN_KILLS = CLIENTS + 1  # cases: each client is in the midst of one when a part dies
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
    from tests.makers import company
    now = datetime.now(UTC)
    agent = company(now).agent
    issued = issue_own_token(
        actor=agent, name="load", scopes=["intake.register_case", "cases.see_cases"],
        expires_at=None, now=now,
    )
    print(issued.word)
"""


@dataclass(slots=True)
class Load:
    """Clients that register cases one after the other; `acknowledged` is key -> case number."""

    port: int
    token: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    repeated: int = 0
    last: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
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
            self._register(f"{client}-{serial}")

    def _register(self, key: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, said = self._post(key)
            if status == http.HTTPStatus.CREATED:
                self.acknowledged[key] = json.loads(said)["case"]["number"]
                return
            if status and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                self.faults.append(f"{key}: {status} {said!r}")
                return
            self.repeated += 1
            self.last[key] = f"{status} {said[-300:]!r}"
            time.sleep(0.1)
        self.faults.append(f"{key}: never answered, at last {self.last[key]}")

    def _post(self, key: str) -> tuple[int, bytes]:
        body = {
            "description": f"沙发坐垫塌陷,坐下去有异响,要求处理。第 {key} 件",
            "name": "张伟",
            "phone": "13800138000",
            "product_line": "home",
            "external_key": key,
        }
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/api/v1/cases", json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with house_for_tests(AFTERCARE_API_PER_MINUTE="0") as made:
        made.get_well()
        yield made


@pytest.fixture(scope="module")
def load(house: House) -> Load:
    """The load, after everything was killed in turn and has come back."""
    load = Load(port=house.port, token=house.python(COMPANY).strip())
    load.begin()
    try:
        load.grow("the start")
        for victim in VICTIMS:
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


def test_every_acknowledged_case_is_there_once(house: House, load: Load) -> None:
    assert not load.faults
    assert load.repeated, "nothing was interrupted: the test has shown nothing"
    found = rows(house, "SELECT split_part(intake_key, ':', 3), number FROM cases_case")
    assert sorted(found) == sorted(load.acknowledged.items())


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
