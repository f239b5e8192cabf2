"""Whatever is done to the tables or to an exported file behind our back is found."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit import adapters, queries
from aftercare.foundation.audit.actions import erase_words, record, register_chains
from aftercare.foundation.audit.rules import FaultKind
from aftercare.foundation.privacy.fields import seal

AT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
SUBJECTS = ("case:1", "case:2", "客户:3")


@pytest.fixture
def history() -> None:
    for seq in range(4):
        for subject in SUBJECTS:
            record(
                actor=SYSTEM,
                verb="case.noted",
                subject=subject,
                at=AT,
                seq=seq,
                words={"reason": '引号" \\ \u2028 é'},
                share=0.1,
                deep={"b": [1, None, True], "a": {}},
                big=2**70,
            )
    register_chains(actor=SYSTEM, now=AT)


def faults(older: Path | None = None) -> list[tuple[FaultKind, str]]:
    found = queries.verify(actor=SYSTEM, progress=lambda _done: None, older=older)
    return [(fault.kind, fault.subject) for fault in found.faults]


def tamper(*statements: str) -> None:
    """As somebody with all rights on the database would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_an_untouched_history_holds() -> None:
    found = queries.verify(actor=SYSTEM, progress=lambda _done: None)
    assert not found.faults
    assert (found.entries, found.chains) == (13, 4)
    assert found.tip


ONE = "WHERE subject = 'case:1' AND seq = 2"


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    "change",
    [
        "verb = 'case.forgotten'",
        "at = at + interval '1 microsecond'",
        "user_id = 7",
        "kind = 'staff'",
        "detail = detail || '{\"seq\": 9}'",
        "detail = detail - 'words'",
        "hash = sha256('x')",
        "before = sha256('x')",
    ],
)
def test_any_changed_field_is_found(change: str) -> None:
    tamper(f"UPDATE audit_entry SET {change} {ONE}")  # noqa: S608
    assert (FaultKind.ALTERED, "case:1") in faults()


INSERT = "INSERT INTO audit_entry (subject, seq, at, kind, verb, detail, before, hash)"
FOURTH = "FROM audit_entry WHERE subject = 'case:1' AND seq = 4"
REHASH = """
UPDATE audit_entry e SET verb = 'case.forgotten', hash = sha256('consistent but new') WHERE
subject = 'case:1' AND seq = 2
"""


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("statement", "kind", "subject"),
    [
        (f"DELETE FROM audit_entry {ONE}", FaultKind.GAP, "case:1"),  # noqa: S608
        ("DELETE FROM audit_entry WHERE subject = 'case:1' AND seq = 1", FaultKind.GAP, "case:1"),
        ("DELETE FROM audit_entry WHERE subject = 'case:1' AND seq = 4", FaultKind.CUT, "case:1"),
        ("DELETE FROM audit_entry WHERE subject = 'case:1'", FaultKind.EMPTY, "case:1"),
        ("DELETE FROM audit_head WHERE subject = 'case:1'", FaultKind.HEADLESS, "case:1"),
        ("UPDATE audit_head SET seq = 3 WHERE subject = 'case:1'", FaultKind.LONGER, "case:1"),
        (REHASH, FaultKind.UNLINKED, "case:1"),
        (
            "UPDATE audit_entry SET subject = 'case:9' WHERE subject = 'case:1'",
            FaultKind.ALTERED,
            "case:9",
        ),
        (
            "UPDATE audit_entry SET seq = 9 - seq WHERE subject = 'case:1' AND seq IN (4)",
            FaultKind.GAP,
            "case:1",
        ),
        (
            f"{INSERT} SELECT subject, 5, at, kind, verb, detail, hash, hash {FOURTH}",
            FaultKind.LONGER,
            "case:1",
        ),
        (
            f"{INSERT} SELECT 'case:7', 1, at, kind, verb, detail, before, hash {FOURTH}",
            FaultKind.HEADLESS,
            "case:7",
        ),
    ],
)
def test_removing_adding_and_moving_entries_is_found(
    statement: str, kind: FaultKind, subject: str
) -> None:
    tamper(statement)
    assert (kind, subject) in faults()


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_two_entries_that_change_places_are_found() -> None:
    tamper(
        "UPDATE audit_entry SET seq = 99 WHERE subject = 'case:1' AND seq = 2",
        "UPDATE audit_entry SET seq = 2 WHERE subject = 'case:1' AND seq = 3",
        "UPDATE audit_entry SET seq = 3 WHERE subject = 'case:1' AND seq = 99",
    )
    assert (FaultKind.ALTERED, "case:1") in faults()


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_a_chain_removed_with_its_head_is_missed_by_the_register() -> None:
    tamper(
        "DELETE FROM audit_entry WHERE subject = 'case:1'",
        "DELETE FROM audit_head WHERE subject = 'case:1'",
    )
    assert faults() == [(FaultKind.UNREGISTERED, "audit:register")]


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_a_cut_tail_with_a_mended_head_differs_from_an_older_export(tmp_path: Path) -> None:
    older = exported(tmp_path)
    assert not faults(older)
    record(actor=SYSTEM, verb="case.noted", subject="case:1", at=AT)
    assert not faults(older)
    tamper(
        "DELETE FROM audit_entry WHERE subject = 'case:2' AND seq = 4",
        "UPDATE audit_head h SET seq = 3, hash = e.hash FROM audit_entry e "
        "WHERE h.subject = 'case:2' AND e.subject = 'case:2' AND e.seq = 3",
    )
    assert not faults()
    assert faults(older) == [(FaultKind.CHANGED_SINCE, "case:2")]


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_new_chains_are_registered_once_in_lots() -> None:
    assert register_chains(actor=SYSTEM, now=AT) == 0
    for number in range(5):
        record(actor=SYSTEM, verb="case.noted", subject=f"case:1{number}", at=AT)
    lots = [register_chains(actor=SYSTEM, now=AT, at_most=2) for _ in range(4)]
    assert lots == [2, 2, 1, 0]
    assert not faults()


def exported(folder: Path, name: str = "history.jsonl") -> Path:
    path = folder / name
    with adapters.opened(path, "w") as file:
        queries.export(
            actor=SYSTEM,
            write=lambda line: print(json.dumps(line, ensure_ascii=False), file=file),
            at=AT,
        )
    return path


def file_faults(path: Path) -> list[tuple[FaultKind, str]]:
    found = adapters.check_file(path, lambda _done: None)
    return [(fault.kind, fault.subject) for fault in found.faults]


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("name", ["history.jsonl", "history.jsonl.gz"])
def test_an_exported_history_holds_without_the_database(tmp_path: Path, name: str) -> None:
    path = exported(tmp_path, name)
    found = adapters.check_file(path, lambda _done: None)
    assert (found.faults, found.entries, found.chains) == ([], 13, 4)


Lines = list[dict[str, object]]


def without(lines: Lines, subject: str, *, end: bool = True, register: bool = False) -> Lines:
    return [
        line
        for line in lines
        if not (
            ("verb" in line and line["subject"] == subject)
            or (end and line.get("end_of") == subject)
            or (register and "registered" in line and line["subject"] == subject)
        )
    ]


def recounted(lines: Lines) -> Lines:
    lines[-1] = {
        "entries": sum("verb" in line for line in lines),
        "chains": sum("end_of" in line for line in lines),
    }
    return lines


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda lines: without(lines, "case:1"), FaultKind.EMPTY),
        (lambda lines: without(lines, "case:1", end=False), FaultKind.EMPTY),
        (lambda lines: without(lines, "case:1", register=True), FaultKind.UNREGISTERED),
        (lambda lines: lines[:4] + lines[5:], FaultKind.GAP),
        (lambda lines: lines[:7] + lines[8:], FaultKind.HEADLESS),
    ],
)
def test_an_altered_file_is_found(
    tmp_path: Path, change: Callable[[Lines], Lines], kind: FaultKind
) -> None:
    path = exported(tmp_path)
    lines = recounted(change([json.loads(line) for line in path.read_text().split("\n") if line]))
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert kind in {found for found, _subject in file_faults(path)}


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:0],
        lambda text: text[: len(text) // 2],
        lambda text: text.rsplit("\n", 2)[0],
        lambda text: "[]\n" + text,
        lambda text: text.replace('"seq": 2', '"seq": "x"'),
        lambda text: "\0\xff" + text,
    ],
)
def test_what_is_no_whole_export_is_refused_in_words(
    tmp_path: Path, spoil: Callable[[str], str]
) -> None:
    path = exported(tmp_path)
    path.write_text(spoil(path.read_text()))
    with pytest.raises(adapters.NotAnExport):
        adapters.check_file(path, lambda _done: None)


def texts_of(subject: str) -> list[str | None]:
    rows = queries.history(actor=SYSTEM, subject=subject).rows
    return [row.words.get("reason") for row in rows]


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_what_people_typed_stands_beside_the_chain_and_not_in_it() -> None:
    assert texts_of("case:1") == ['引号" \\ \u2028 é'] * 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail::text FROM audit_entry")
        assert "引号" not in str(cursor.fetchall())
        cursor.execute("SELECT text FROM audit_words")
        assert "引号".encode() not in b"".join(bytes(row[0]) for row in cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
def test_an_erased_text_leaves_its_chain_valid_and_is_counted(tmp_path: Path) -> None:
    older = exported(tmp_path)
    assert erase_words(actor=SYSTEM, subject="case:1", now=AT) == 4
    assert erase_words(actor=SYSTEM, subject="case:1", now=AT) == 0
    assert texts_of("case:1")[1:] == [None] * 4
    assert texts_of("case:2") == ['引号" \\ \u2028 é'] * 4
    found = queries.verify(actor=SYSTEM, progress=lambda _done: None, older=older)
    assert (found.faults, found.erased) == ([], 4)
    of_file = adapters.check_file(exported(tmp_path), lambda _done: None)
    assert (of_file.faults, of_file.erased) == ([], 4)


@pytest.mark.django_db
@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_words SET text = {other}", FaultKind.WORDS_ALTERED),
        ("UPDATE audit_words SET text = 'x'", FaultKind.WORDS_ALTERED),
        ("UPDATE audit_words SET salt = decode('00', 'hex')", FaultKind.WORDS_ALTERED),
        ("DELETE FROM audit_words", FaultKind.WORDS_GONE),
    ],
)
def test_a_text_changed_or_removed_behind_our_back_is_found(
    tmp_path: Path, statement: str, kind: FaultKind
) -> None:
    other = f"decode('{seal('anything else', queries.TEXT.context).hex()}', 'hex')"
    tamper(f"{statement.format(other=other)} WHERE subject = 'case:1'")
    assert faults() == [(kind, "case:1")] * 4
    assert file_faults(exported(tmp_path)) == [(kind, "case:1")] * 4


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_never_break_a_chain() -> None:
    def write() -> None:
        try:
            for number in range(20):
                record(actor=SYSTEM, verb="case.noted", subject="case:1", at=AT, number=number)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = queries.verify(actor=SYSTEM, progress=lambda _done: None)
    assert (found.faults, found.entries) == ([], 120)
