"""The embedded cluster: it starts whatever happened, and loses nothing it has acknowledged."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from aftercare.config.cluster import LONGEST_SOCKET, ROLE, SOCKET, Cluster
from tests.database import folder_for_tests


def noted_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(dir=folder_for_tests()) as folder:
        Path(folder).chmod(0o711)
        made = Cluster(folder=Path(folder))
        with made.running():
            yield made
        assert not made.answers()


def test_chinese_words_are_letters_to_the_search(cluster: Cluster) -> None:
    with cluster.connect("aftercare") as connection:
        found = connection.execute("SELECT to_tsvector('simple', '安心 售后') @@ '售后'::tsquery")
        assert found.fetchone() == (True,)


def test_what_was_acknowledged_survives_the_killing_of_the_server(cluster: Cluster) -> None:
    with cluster.connect("aftercare") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    for _time in range(3):
        os.kill(noted_pid(cluster), signal.SIGKILL)
        cluster.start()
    with cluster.connect("aftercare") as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_pid_file_that_names_a_stranger_does_not_hinder_the_start(cluster: Cluster) -> None:
    stopped = cluster.data / "postmaster.pid"
    lines = stopped.read_text().splitlines()
    cluster.stop()
    assert not cluster.answers()
    stopped.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    cluster.start()
    assert cluster.answers()


def test_only_the_owner_reaches_the_socket(cluster: Cluster) -> None:
    assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700


def test_a_second_user_does_not_stop_it_under_the_first(cluster: Cluster) -> None:
    with cluster.running():
        pass
    assert cluster.answers()


def test_a_deep_folder_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = Cluster(folder=tmp_path / ("深" * 30))
    assert len(os.fsencode(deep.socket_folder / SOCKET)) <= LONGEST_SOCKET


def test_the_program_is_no_superuser(cluster: Cluster) -> None:
    with cluster.connect("aftercare", ROLE) as connection:
        asked = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert asked.fetchone() == (False,)
        connection.execute("CREATE EXTENSION pg_trgm")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("COPY (SELECT 1) TO PROGRAM 'true'")
