"""The command line answers clearly, also when it is called wrongly."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from aftercare.config import doors, home
from aftercare.config.cli import COMMANDS, main
from aftercare.config.home import PROJECT, Trouble
from aftercare.config.settings import database
from aftercare.config.supervisor import SIGNALS, Wish
from aftercare.config.words import Progress


def aftercare(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aftercare", *words],
        env=os.environ | {"PYTHONPATH": str(PROJECT / "src"), "LANG": "C.UTF-8"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_command_is_listed_with_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr().out
    for name, text in COMMANDS.items():
        assert name in said
        assert " · " in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert f"aftercare {name}" in said
    assert re.search("[一-鿿]", said)


def test_a_terminal_without_a_letter_gets_another() -> None:
    said = aftercare("due", "--help", PYTHONIOENCODING="ascii")
    assert said.returncode == 0, said.stderr
    assert "working_day" in said.stdout


def test_an_interrupt_ends_with_its_code_wherever_it_falls() -> None:
    told = """if True:
        import sys, types
        from aftercare.config import cli
        check = types.ModuleType("check")
        check.arguments = lambda parser: None
        check.run = lambda given: exec("raise KeyboardInterrupt")
        sys.modules["aftercare.config.commands.check"] = check
        raise SystemExit(cli.main(["check"]))
    """
    ended = subprocess.run([sys.executable, "-c", told], check=False, capture_output=True)
    assert (ended.returncode, ended.stderr) == (130, b"")


def test_a_wish_to_stop_that_was_lost_is_heeded_all_the_same() -> None:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    wish = Wish()
    wish.heed()
    try:
        for number in SIGNALS:
            wish.listen()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(number)
        with pytest.raises(KeyboardInterrupt):
            wish.heed()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_it_says_which_version_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("aftercare ")


def test_an_unknown_command_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["fly"])
    assert left.value.code == 2
    assert "restore" in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        done = aftercare(
            "check",
            AFTERCARE_DATA=str(tmp_path),
            AFTERCARE_DATABASE_URL=f"postgres://nobody:secret@127.0.0.1:{port}/none",
        )
    assert done.returncode == 1
    assert "AFTERCARE_DATABASE_URL" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a@b/c",
        "garbage",
        "postgres://u:secret@[::1/x",
        "postgres://u:secret@127.0.0.1:99999/x",
        "postgres://u:secret@127.0.0.1:port/x",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Trouble, match="AFTERCARE_DATABASE_URL") as told:
        database(url)
    assert "secret" not in str(told.value)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = aftercare("migrate", AFTERCARE_DATA=str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert "AFTERCARE_DATA" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "about"),
    [
        (OperationalError("could not extend file: No space left on device"), "数据库操作失败"),
        (OSError(28, "No space left on device", "/data/keys.json"), "系统拒绝了操作"),
        (PermissionError(13, "Permission denied", "/data/keys.json"), "/data/keys.json"),
    ],
)
def test_what_the_machine_refuses_is_told_in_both_languages(error: Exception, about: str) -> None:
    with pytest.raises(Trouble, match=about) as told, doors.told_plainly():
        raise error
    assert "permission" in str(told.value).lower() or "No space left" in str(told.value)


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    done = aftercare("run", AFTERCARE_DATA=str(tmp_path), AFTERCARE_PORT=port)
    assert done.returncode == 1
    assert "AFTERCARE_PORT" in done.stderr


def test_keys_are_made_once_and_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERCARE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("AFTERCARE_SECRET_KEY", raising=False)
    made = home.make_keys()
    path = tmp_path / "data" / home.KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.make_keys() == made == home.read_keys()
    monkeypatch.setenv("AFTERCARE_SECRET_KEY", "of-the-environment")
    again = home.make_keys()
    assert again.secret == "of-the-environment"  # noqa: S105
    assert again.encryption == made.encryption


def test_a_secret_of_the_environment_is_not_written_down_yet_keeps_the_data_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERCARE_DATA", str(tmp_path))
    monkeypatch.setenv("AFTERCARE_SECRET_KEY", "of-the-environment")
    first = home.make_keys()
    assert "of-the-environment" not in (tmp_path / home.KEY_FILE).read_text()
    monkeypatch.setenv("AFTERCARE_SECRET_KEY", "another")
    assert home.make_keys().encryption == first.encryption
    monkeypatch.delenv("AFTERCARE_SECRET_KEY")
    assert home.make_keys().index == first.index


def test_a_lock_tells_who_holds_it(tmp_path: Path) -> None:
    with home.locked(tmp_path / "lock") as held:
        os.write(held, b"process 1")
        with pytest.raises(home.Busy, match="process 1"), home.locked(tmp_path / "lock"):
            pass
    with home.locked(tmp_path / "lock"):
        pass
    assert issubclass(home.Busy, Trouble)


def test_progress_counts_to_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress("rows")
    for done in range(1, 1001):
        progress(done, 1000)
    assert "1,000 / 1,000" in capsys.readouterr().err
