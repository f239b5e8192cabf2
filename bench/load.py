"""Requests, how long they take, and the CPU time that all processes spend on them."""

import http.client
import itertools
import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from aftercare.config.cluster import Cluster
from tests.houses import House

TICK = os.sysconf("SC_CLK_TCK")
TEXTS = (
    "沙发坐垫塌陷,坐下去有异响,要求处理。",
    "冰箱不制冷,保修期内,请尽快上门。",
    "瓷砖色差明显,同一批次,要求换货。",
    "床垫异味大,孩子头晕,要求检测。",
    "安装师傅把墙面划伤了,要求赔偿。",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Requests a second, milliseconds of waiting, CPU-milliseconds a request."""

    per_second: float
    p50: float
    p95: float
    cpu: float


class Client:
    """A signed-in colleague (pages) and a program (the API); one connection a thread."""

    def __init__(self, port: int, token: str, session: str) -> None:
        self.port = port
        self.token = token
        self.session = session
        self._own = threading.local()
        self._serial = itertools.count(time.time_ns())

    def page(self, path: str) -> None:
        self._ask("GET", path, {"Cookie": f"sessionid={self.session}"})

    def get(self, path: str) -> None:
        self._ask("GET", path, {"Authorization": f"Bearer {self.token}"})

    def create(self, number: int) -> None:
        serial = next(self._serial)
        body = {
            "description": f"{TEXTS[number % len(TEXTS)]} {serial}",
            "name": "李娜",
            "phone": f"139{serial % 100_000_000:08}",
            "product_line": "home",
            "external_key": str(serial),
        }
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(serial),
        }
        self._ask("POST", "/api/v1/cases", headers, json.dumps(body).encode())

    def _ask(self, verb: str, path: str, headers: dict[str, str], body: bytes = b"") -> None:
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self._own.line.request(verb, path, body or None, headers)
        answer = self._own.line.getresponse()
        said = answer.read()
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{verb} {path}: {answer.status} {said[:500]!r}")


def measure(
    house: House, once: Callable[[int], None], *, connections: int, seconds: float
) -> Figure:
    """Repeats the request on so many connections for so long, after a short warming up."""
    for number in range(10):
        once(number)
    took: list[float] = []
    faults: list[BaseException] = []
    numbers = itertools.count()
    before, begun = cpu_seconds(house), time.perf_counter()

    def repeat() -> None:
        try:
            while time.perf_counter() - begun < seconds and not faults:
                moment = time.perf_counter()
                once(next(numbers))
                took.append(time.perf_counter() - moment)
        except (RuntimeError, OSError, http.client.HTTPException) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=repeat) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    lasted, spent = time.perf_counter() - begun, cpu_seconds(house) - before
    cuts = quantiles([*took, *took], n=100)
    return Figure(len(took) / lasted, cuts[49] * 1000, cuts[94] * 1000, spent / len(took) * 1000)


def memory(house: House) -> dict[str, float]:
    """MiB of each process of the program, pages that several share divided among them."""
    return {f"{name} {pid}": _held(pid) for name, pids in _ours(house).items() for pid in pids}


def cpu_seconds(house: House) -> float:
    """User and system time of the whole installation, ended sessions of the database included."""
    ours = [pid for pids in _ours(house).values() for pid in pids]
    server = house.server
    data = Cluster(folder=house.data).data
    total = sum(_times(pid, ended=False) for pid in ours) + _times(server, ended=True)
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int(entry.name) != server and (entry / "cwd").readlink() == data:
                total += _times(int(entry.name), ended=False)
    return total


def _ours(house: House) -> dict[str, list[int]]:
    assert house.process is not None
    web, *rest = house.children()
    return {"supervisor": [house.process.pid], "web": [web, *house.children(web)], "worker": rest}


def _held(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _times(pid: int, *, ended: bool) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(field) for field in fields[11 : 15 if ended else 13]) / TICK
    return 0.0
