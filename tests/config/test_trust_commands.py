"""`aftercare audit` and `aftercare keys`, as a person types them."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from aftercare.config import home
from aftercare.config.commands import audit, keys
from aftercare.config.home import PROJECT, Trouble
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.actions import record
from aftercare.foundation.receipts.models import Receipt

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def url_of_tests() -> str:
    entry = settings.DATABASES["default"]
    return f"postgres://{entry['USER']}@/{entry['NAME']}?host={entry['HOST']}&port={entry['PORT']}"


def aftercare(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PYTHONPATH": str(PROJECT / "src"),
        "LANG": "C.UTF-8",
        "AFTERCARE_DATA": str(folder),
        "AFTERCARE_DATABASE_URL": url_of_tests(),
    }
    return subprocess.run(
        [sys.executable, "-m", "aftercare", *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.django_db(transaction=True)
def test_a_history_is_exported_checked_elsewhere_and_compared_later(tmp_path: Path) -> None:
    record(actor=SYSTEM, verb="case.registered", subject="case:1", at=AT)
    path = tmp_path / "history.jsonl.gz"
    exported = aftercare(tmp_path, "audit", "export", str(path))
    assert exported.returncode == 0, exported.stderr
    checked = aftercare(tmp_path, "audit", "verify", "--file", str(path), "--json")
    assert json.loads(checked.stdout)["entries"] == 1
    record(actor=SYSTEM, verb="case.closed", subject="case:1", at=AT)
    later = aftercare(tmp_path, "audit", "verify", "--older", str(path))
    assert later.returncode == 0, later.stderr
    assert "holds" in later.stderr


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text("no history\n")
    refused = aftercare(tmp_path, "audit", "verify", "--file", str(path))
    assert refused.returncode == 1
    assert "history.jsonl" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = aftercare(tmp_path, "audit", "verify", "--file", str(tmp_path / "none.jsonl"))
    assert refused.returncode == 1
    assert "找不到文件" in refused.stderr
    assert "Errno" not in refused.stderr


def test_every_fault_has_words() -> None:
    from aftercare.foundation.audit.rules import FaultKind

    assert set(audit.WORDS) == set(FaultKind)


@pytest.mark.django_db(transaction=True)
def test_keys_are_changed_beside_a_running_system(tmp_path: Path) -> None:
    home_of = os.environ | {"AFTERCARE_DATA": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", "from aftercare.config import home; home.make_keys()"],
        env=home_of | {"PYTHONPATH": str(PROJECT / "src")},
        check=True,
    )
    kept = json.loads((tmp_path / home.KEY_FILE).read_text())
    settings.AFTERCARE_KEYS, before = kept["encryption"], settings.AFTERCARE_KEYS
    try:
        Receipt.objects.create(caller="x", key="k", fingerprint=b"", answer="王芳", at=AT)
        rotated = aftercare(tmp_path, "keys", "rotate")
        assert rotated.returncode == 0, rotated.stderr
        listed = aftercare(tmp_path, "keys", "list").stdout.splitlines()
        assert [line.split()[1] for line in listed] == ["1", "0"]
        assert aftercare(tmp_path, "keys", "forget").returncode == 0
        now = json.loads((tmp_path / home.KEY_FILE).read_text())["encryption"]
        assert len(now) == 1
        assert now != kept["encryption"]
        settings.AFTERCARE_KEYS = now
        assert Receipt.objects.get().answer == "王芳"
    finally:
        settings.AFTERCARE_KEYS = before


def test_keys_of_the_environment_are_left_to_who_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AFTERCARE_KEYS", "something")
    with pytest.raises(Trouble, match="AFTERCARE_KEYS"):
        keys._demand_key_file()  # noqa: SLF001
