from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit import rules
from aftercare.foundation.audit.actions import record
from aftercare.foundation.audit.models import Entry, Head

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(subject: str, count: int = 1) -> None:
    for number in range(count):
        record(actor=SYSTEM, verb="case.noted", subject=subject, at=AT, number=number)


def test_entries_of_one_subject_form_one_chain() -> None:
    write("case:1", 3)
    write("case:2")
    before = rules.GENESIS
    for seq, entry in enumerate(Entry.objects.filter(subject="case:1").order_by("seq"), 1):
        body = rules.body(
            subject=entry.subject,
            at=entry.at,
            user_id=entry.user_id,
            kind=entry.kind,
            verb=entry.verb,
            detail=entry.detail,
        )
        assert (entry.seq, bytes(entry.before)) == (seq, before)
        assert bytes(entry.hash) == rules.chained(before=before, seq=seq, body=body)
        before = bytes(entry.hash)
    assert bytes(Head.objects.get(subject="case:1").hash) == before


def test_an_entry_costs_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        write("case:1")


@pytest.mark.parametrize(
    "detail",
    [
        {"reason": "回电"},
        {"reason": "call back"},
        {"changed": {"name": ["a", "张伟"]}},
        {"a": {"张": 1}},
    ],
)
def test_free_text_is_refused_among_the_ids_and_codes(detail: dict[str, Any]) -> None:
    with pytest.raises(rules.NotACode):
        record(actor=SYSTEM, verb="case.noted", subject="case:1", at=AT, **detail)


def test_an_empty_text_is_none() -> None:
    record(actor=SYSTEM, verb="case.noted", subject="case:1", at=AT, words={"reason": " "})
    assert Entry.objects.get().detail == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET seq = 0",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses_to_change_history(statement: str) -> None:
    write("case:1")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["audit_entry", "audit_head"])
def test_the_database_refuses_to_empty_history(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_is_not_emptied")
        with pytest.raises(IntegrityError):
            cursor.execute(f"TRUNCATE {table} CASCADE")
