"""The one writer of history."""

import os
from collections.abc import Collection, Mapping
from datetime import datetime
from operator import itemgetter

from django.db import connection, transaction

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.line import Statement, array_of
from aftercare.foundation.privacy.rules import names_one_of
from aftercare.foundation.rows import put_rows_off
from aftercare.foundation.work import put_off

from . import rules
from .models import Words

# One statement: in it the head's row is the lock of its chain; the database counts and links.
_RECORD = """
SELECT audit_record_all(
  %s::text[], %s::timestamptz[], %s::bigint[], %s::text[], %s::text[], %s::jsonb[], %s::bytea[]
)"""
Line = tuple[str, datetime, int | None, str, str, str, bytes]
_REGISTER = """
WITH begun AS MATERIALIZED (
  SELECT subject FROM audit_head
  WHERE register IS NULL AND subject <> %(register)s
  ORDER BY subject LIMIT %(at_most)s FOR UPDATE SKIP LOCKED
)
UPDATE audit_head h SET register = %(number)s FROM begun WHERE h.subject = begun.subject
RETURNING h.subject
"""


def record(
    *,
    actor: Actor,
    verb: str,
    subject: str,
    at: datetime,
    words: Mapping[str, str] | None = None,
    **detail: object,
) -> None:
    """Adds an entry to the chain of `subject` ("case:17"), in the caller's transaction.

    `detail` holds ids and codes; numbers with a fraction are kept as text. What people typed goes
    into `words` (`reason`, `note`): it stands outside the chain and can be erased with a person.
    Raises NotACode for free text in `detail`.
    Inside an action the entry is written at its end.
    """
    plain = {key: rules.plain(value) for key, value in detail.items()}
    if words and (said := {name: text for name, text in words.items() if text.strip()}):
        plain[rules.WORDS] = _keep(subject, said)
    kind = actor.kind.value
    body = rules.body(
        subject=subject, at=at, user_id=actor.user_id, kind=kind, verb=verb, detail=plain
    )
    told = rules.canonical(plain).decode()
    put_off(_written, (subject, at, actor.user_id, kind, verb, told, body))


def _keep(subject: str, said: Mapping[str, str]) -> dict[str, str]:
    """Stores the texts and returns their commitments by name."""
    kept = {
        name: rules.Kept(os.urandom(rules.SALT), rules.plain_text(text.strip()))
        for name, text in said.items()
    }
    for one in kept.values():
        row = Words(subject=subject, commitment=one.commitment, salt=one.salt, text=one.text)
        put_rows_off(row)
    return {name: one.commitment for name, one in kept.items()}


@action
def erase_words(*, actor: Actor, subject: str, now: datetime) -> int:
    """Erases what people typed into the history of a subject; returns how many texts went.

    The entries stay, and the chain says itself that their texts were erased (R-SEC-04).
    """
    found = Words.objects.select_for_update().filter(subject=subject)
    erased = sorted(found.values_list("commitment", flat=True))
    if erased:
        Words.objects.filter(subject=subject, commitment__in=erased).delete()
        record(actor=actor, verb=rules.ERASURE, subject=subject, at=now, erased=erased)
    return len(erased)


@action
def erase_words_naming(*, actor: Actor, naming: Collection[str], now: datetime) -> int:
    """Erases what people typed elsewhere and what names a person by one of these; how many texts.

    Histories of cases and customers are erased whole by `erase_words`; this reads the others.
    """
    others = Words.objects.exclude(subject__startswith="case:")
    others = others.exclude(subject__startswith="customer:")
    erased: dict[str, list[str]] = {}
    for row in others.iterator():
        if names_one_of(row.text, naming):
            erased.setdefault(row.subject, []).append(row.commitment)
    for subject, commitments in sorted(erased.items()):
        Words.objects.filter(subject=subject, commitment__in=commitments).delete()
        record(actor=actor, verb=rules.ERASURE, subject=subject, at=now, erased=sorted(commitments))
    return sum(map(len, erased.values()))


def register_chains(*, actor: Actor, now: datetime, at_most: int = 10_000) -> int:
    """Takes chains that began since into the register, itself a chain; returns how many.

    Thus a chain that is removed as a whole, with its head, is missed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [rules.REGISTER])
        cursor.execute("SELECT seq FROM audit_head WHERE subject = %s", [rules.REGISTER])
        number = (cursor.fetchone() or (0,))[0] + 1
        wanted = {"number": number, "register": rules.REGISTER, "at_most": at_most}
        cursor.execute(_REGISTER, wanted)
        subjects = sorted((row[0] for row in cursor.fetchall()), key=str.encode)
        if subjects:
            record(
                actor=actor,
                verb="audit.chains_registered",
                subject=rules.REGISTER,
                at=now,
                chains=len(subjects),
                digest=rules.register_digest(subjects),
            )
    return len(subjects)


def _written(lines: list[Line]) -> Statement:
    """Chains in the order of their names, so that two who write to both never wait in a ring."""
    columns = zip(*sorted(lines, key=itemgetter(0)), strict=True)
    return Statement(_RECORD, [array_of(column) for column in columns])
