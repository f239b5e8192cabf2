"""`aftercare run`: everything starts, whatever is killed comes back, and all of it stops."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftercare.config.cluster import Cluster
from tests.houses import House, house_for_tests

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with house_for_tests(from_nothing=True) as made:
        made.get_well()
        yield made


@pytest.mark.parametrize("victim", ["web", "a process of web", "worker", "database"])
def test_whatever_is_killed_comes_back(house: House, victim: str) -> None:
    killed = house.parts()[victim]
    os.kill(killed, signal.SIGKILL)
    house.wait(lambda: killed not in house.parts().values())


def test_a_second_start_on_the_same_data_says_who_is_there(house: House) -> None:
    done = house.call("restore", "nothing")
    assert done.returncode == 1
    assert f"127.0.0.1:{house.port}" in done.stderr


def test_health_names_the_worker_that_is_missing(house: House) -> None:
    worker = house.parts()["worker"]
    for _unless_it_reports_in_between in range(20):
        with Cluster(folder=house.data).connect("aftercare") as connection:
            connection.execute("DELETE FROM procrastinate_workers")
        status, parts = house.health()
        if status != 200:
            break
    assert status == 503
    assert parts["database"] == "ok"
    assert parts["worker"] != "ok"
    os.kill(worker, signal.SIGKILL)
    house.get_well()


def test_a_start_after_everything_was_killed_works(house: House) -> None:
    assert house.process is not None
    web = house.parts()["web"]
    everybody = {house.process.pid, *house.children(web), *house.parts().values()}
    for pid in everybody:
        os.kill(pid, signal.SIGKILL)
    house.process.wait()
    house.start()
    house.get_well()


def test_when_only_the_first_process_is_killed_the_others_leave(house: House) -> None:
    assert house.process is not None
    old = [pid for name, pid in house.parts().items() if name != "database"]
    house.process.kill()
    house.process.wait()
    house.start()
    house.wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in old))
    house.get_well()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_leaves_nothing_behind_and_the_next_start_is_quick(
    house: House, number: signal.Signals
) -> None:
    everybody = house.parts().values()
    assert house.stop(number) == 0
    assert not any(Path(f"/proc/{pid}/exe").exists() for pid in everybody)
    assert not Cluster(folder=house.data).answers()
    house.start()
    house.get_well()
