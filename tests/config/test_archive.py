"""A backup holds everything; a restore brings back all of it or changes nothing."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from aftercare.config.cluster import ROLE, Cluster
from aftercare.config.home import PROJECT
from tests.database import folder_for_tests
from tests.houses import migrated_copy


def python(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("AFTERCARE_")}
    return subprocess.run(
        [sys.executable, *words],
        env=kept | {"AFTERCARE_DATA": str(data), "PYTHONPATH": str(PROJECT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def aftercare(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return python(data, "-m", "aftercare", *words)


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder_for_tests()) as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="module")
def data(base: Path) -> Path:
    """An installation with a user, a file and keys of its own."""
    folder = base / "first"
    migrated_copy(folder)
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "photo").write_bytes(b"\x00picture")
    with (
        Cluster(folder=folder).running(),
        Cluster(folder=folder).connect("aftercare", ROLE) as connection,
    ):
        connection.execute("CREATE TABLE kept AS SELECT '安心'::text AS word")
    return folder


@pytest.fixture(scope="module")
def backup(base: Path, data: Path) -> Path:
    done = aftercare(data, "backup", str(base / "all.tar"))
    assert done.returncode == 0, done.stderr
    return base / "all.tar"


def words_of(folder: Path) -> list[tuple[str]]:
    cluster = Cluster(folder=folder)
    with cluster.running(), cluster.connect("aftercare") as connection:
        try:
            return connection.execute("SELECT word FROM kept").fetchall()
        except psycopg.errors.UndefinedTable:
            return []


ABOUT_LI = """
import sys
from datetime import UTC, datetime
from aftercare.config import doors
from aftercare.foundation.actor import SYSTEM
with doors.open_house():
    from aftercare.customers.parties import actions, queries
    own = dict(actor=SYSTEM, now=datetime.now(UTC))
    made = actions.find_or_register_customer(name="李娜", phone="13800138001", **own)
    if sys.argv[1] == "erase":
        actions.erase_customer(customer_id=made.id, files=(), **own)
    print(made.id, *queries.files_of(actor=SYSTEM, ids=[made.id])[made.id].phones)
"""


def about_li(data: Path, act: str) -> str:
    """Registers her where she is not known; the number of her file, and what it says."""
    done = python(data, "-c", ABOUT_LI, act)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_backup_is_for_its_owner_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        assert tar.getnames() == [
            "manifest.json", "database.dump", "keys.json", "files/ab/photo", "digests.json"
        ]  # fmt: skip


def test_a_backup_is_not_written_over(data: Path, backup: Path) -> None:
    done = aftercare(data, "backup", str(backup))
    assert done.returncode == 1
    assert "exists" in done.stderr


def test_a_backup_brings_an_empty_installation_to_life_again_and_again(
    base: Path, data: Path, backup: Path
) -> None:
    second = base / "second"
    done = aftercare(second, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert words_of(second) == [("安心",)]
    assert (second / "files" / "ab" / "photo").read_bytes() == b"\x00picture"
    assert json.loads((second / "keys.json").read_text()) == json.loads(
        (data / "keys.json").read_text()
    )
    again = base / "again.tar"
    assert aftercare(second, "backup", str(again)).returncode == 0
    done = aftercare(second, "restore", "--replace", str(again))
    assert done.returncode == 0, done.stderr
    assert words_of(second) == [("安心",)]


def test_who_was_erased_since_the_backup_does_not_come_back_with_it(base: Path) -> None:
    home, backup = base / "of-people", base / "people.tar"
    migrated_copy(home)
    assert about_li(home, "register") == "1 13800138001"
    assert aftercare(home, "backup", str(backup)).returncode == 0
    assert about_li(home, "erase") == "1"
    done = aftercare(home, "restore", "--replace", str(backup))
    assert "erased again, as they were since the backup: 1." in done.stderr, done.stderr
    assert about_li(home, "register") == "2 13800138001"  # nobody was known by that number


def test_a_database_that_holds_something_is_not_touched_unasked(data: Path, backup: Path) -> None:
    done = aftercare(data, "restore", str(backup))
    assert done.returncode == 1
    assert "not empty" in done.stderr


@pytest.mark.parametrize("part", ["keys.json", "files/ab/photo"])
def test_a_backup_with_a_damaged_part_changes_nothing(
    base: Path, data: Path, backup: Path, part: str
) -> None:
    with tarfile.open(backup) as whole:
        place = whole.getmember(part).offset_data
    damaged = bytearray(backup.read_bytes())
    damaged[place + 1] ^= 0xFF
    broken = base / "broken.tar"
    broken.write_bytes(damaged)
    done = aftercare(data, "restore", "--replace", str(broken))
    assert done.returncode == 1
    assert f"{part} is damaged" in done.stderr
    assert words_of(data) == [("安心",)]
    assert (data / "files" / "ab" / "photo").exists()


def test_half_a_backup_and_none_are_refused(base: Path, data: Path, backup: Path) -> None:
    half = base / "half.tar"
    half.write_bytes(backup.read_bytes()[:-20_000])
    for source, said in ((half, "no whole backup"), (base / "nowhere", "找不到备份文件")):
        done = aftercare(data, "restore", "--replace", str(source))
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_backup_that_reaches_beyond_its_folder_is_refused(base: Path, data: Path) -> None:
    (base / "evil").write_text("x")
    with tarfile.open(base / "evil.tar", "w") as tar:
        tar.add(base / "evil", "../../stolen")
    done = aftercare(data, "restore", "--replace", str(base / "evil.tar"))
    assert done.returncode == 1
    assert "no whole backup" in done.stderr
    assert words_of(data) == [("安心",)]
