"""The line to the database stays free and right, whatever is told on it."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from aftercare.foundation import line
from aftercare.foundation.line import Statement, answers, array_of, tell

pytestmark = pytest.mark.django_db

WORD = "INSERT INTO said VALUES (%s)"


@pytest.fixture(autouse=True)
def said() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE said (word text UNIQUE CHECK (word <> 'no'))")


def words() -> list[str]:
    return [word for (word,) in answers("SELECT word FROM said ORDER BY word", [])]


def test_several_statements_are_done_in_their_order() -> None:
    more = "UPDATE said SET word = word || %s"
    tell([Statement(WORD, ["a'%s"]), Statement(more, ["\\"]), Statement(WORD, [1])])
    assert words() == ["1", "a'%s\\"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_of_statements_one_of_which_is_refused_none_is_done(place: int) -> None:
    told = [Statement(WORD, [str(number)]) for number in range(3)]
    told[place] = Statement(WORD, ["no"])
    told.append(Statement("DELETE FROM said WHERE word = %s", ["0"]))  # these words are new here
    with pytest.raises(IntegrityError, match="said_word_check"), transaction.atomic():
        tell(told)
    assert words() == []
    tell([*told[:place], *told[place + 1 : 3]])
    assert len(words()) == 2


def test_with_a_sign_that_the_database_cannot_keep_nothing_is_done() -> None:
    with pytest.raises(DataError), transaction.atomic():
        tell([Statement(WORD, ["a"]), Statement(WORD, ["b\0"])])
    assert words() == []


def test_more_words_than_one_connection_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "MOST_KEPT", 3)
    told = [f"SELECT {number}, %s::text" for number in range(9)]
    assert [answers(sql, ["x"]) for sql in told + told] == [[(n, "x")] for n in [*range(9)] * 2]


def test_what_was_rolled_back_is_not_taken_for_kept() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tell([Statement("INSERT INTO said VALUES (%s || 'o')", ["n"])])
    tell([Statement("INSERT INTO said VALUES (%s || 'o')", ["m"])])
    assert words() == ["mo"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, -(2**40), None], "bigint"),
        (["", "NULL", "a,b", '"{}\\', "双 引\n号", None], "text"),
        ([b"", b"\x00\\\xff"], "bytea"),
        ([], "text"),
    ],
)
def test_a_list_arrives_as_it_was(values: list[object], kind: str) -> None:
    assert answers(f"SELECT %s::{kind}[]", [array_of(values)]) == [(values,)]


def test_the_database_reads_the_same_words_once() -> None:
    for word in "abc":
        tell([Statement(WORD, [word])])
        answers("SELECT %s::text", [word])
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'not kept' WHERE %s = 'a'", [word])
    kept = "SELECT statement FROM pg_prepared_statements WHERE from_sql IS FALSE ORDER BY 1"
    assert [sql for (sql,) in answers(kept, [])] == [
        "INSERT INTO said VALUES ($1)",
        "SELECT $1::text",
        kept,
    ]


def test_words_that_were_new_behind_a_refused_one_can_be_said_again() -> None:
    late = Statement("DELETE FROM said WHERE word = %s AND TRUE", ["0"])
    for _again in range(2):
        with pytest.raises(IntegrityError), transaction.atomic():
            tell([Statement(WORD, ["no"]), late])
    tell([late, Statement(WORD, ["a"])])
    assert words() == ["a"]
