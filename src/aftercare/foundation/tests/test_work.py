"""One piece of work: all or nothing, and what is put off comes at its end."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from aftercare.foundation.line import Statement
from aftercare.foundation.work import LostRace, at_hand, put_off, whole, write_now

written: list[list[int]] = []


@pytest.fixture(autouse=True)
def _nothing_is_written_yet() -> None:
    written.clear()


@pytest.mark.django_db
def test_what_is_put_off_is_written_together_at_the_end() -> None:
    def do() -> None:
        put_off(written.append, 1)
        whole(lambda: put_off(written.append, 2))
        assert not written

    whole(do)
    assert written == [[1, 2]]


@pytest.mark.django_db
def test_what_somebody_wants_to_read_is_written_before() -> None:
    def do() -> None:
        put_off(written.append, 1)
        write_now(written.append)
        assert written == [[1]]
        put_off(written.append, 2)

    whole(do)
    assert written == [[1], [2]]


def test_outside_of_any_work_nothing_is_put_off() -> None:
    put_off(written.append, 1)
    assert written == [[1]]


@pytest.mark.django_db
def test_work_that_fails_writes_nothing() -> None:
    def do() -> None:
        put_off(written.append, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        whole(do)
    assert not written


@pytest.mark.django_db
def test_a_lost_race_begins_anew_with_nothing_at_hand() -> None:
    seen: list[int] = []

    def do() -> int:
        seen.append(at_hand().setdefault("number", len(seen)))
        put_off(written.append, 1)
        if len(seen) == 1:
            raise LostRace
        return len(seen)

    assert whole(do) == 2
    assert seen == [0, 1]
    assert written == [[1]]


@pytest.mark.django_db
def test_a_race_is_not_lost_for_ever() -> None:
    def do() -> None:
        raise LostRace

    with pytest.raises(LostRace):
        whole(do)


@pytest.mark.django_db
def test_statements_that_were_put_off_are_told_in_one_message(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def one(rows: list[str]) -> Statement:
        return Statement("INSERT INTO t VALUES (%s)", [rows[0]])

    def other(rows: list[str]) -> Statement:
        return Statement("UPDATE t SET text = text || %s", [rows[0]])

    def do() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE t (text text UNIQUE)")
        put_off(one, "a'b%s")
        put_off(other, "\\;--")

    with django_assert_num_queries(4):  # a savepoint, the table, one message, the end
        whole(do)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM t")
        assert cursor.fetchall() == [("a'b%s\\;--",)]


@pytest.mark.django_db
def test_a_row_that_another_wrote_first_begins_the_work_anew() -> None:
    tried: list[int] = []

    def row(rows: list[int]) -> Statement:
        return Statement("INSERT INTO numbers VALUES (%s)", rows)

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE numbers (number int UNIQUE)")
        cursor.execute("INSERT INTO numbers VALUES (1)")

    def do() -> None:
        tried.append(len(tried))
        put_off(row, len(tried))

    whole(do)
    assert tried == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_of_two_that_wait_for_each_other_one_begins_anew() -> None:
    both, tries = Barrier(2), count()

    def work(first: int, second: int) -> None:
        def lock(number: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(2026, %s)", [number])

        def do() -> None:
            lock(first)
            if next(tries) < both.parties:
                both.wait()
            lock(second)

        try:
            whole(do)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        list(two.map(work, (1, 2), (2, 1)))
    assert next(tries) == both.parties + 1
