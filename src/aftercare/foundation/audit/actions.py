"""The one writer of history."""

from datetime import datetime

from django.db import connection, transaction

from aftercare.foundation.actor import Actor

from . import rules

# One statement: in it the head's row is the lock of its chain; the database counts and links.
_RECORD = "SELECT audit_record(%s, %s, %s, %s, %s, %s::jsonb, %s)"
_REGISTER = """
WITH begun AS MATERIALIZED (
  SELECT subject FROM audit_head
  WHERE register IS NULL AND subject <> %(register)s
  ORDER BY subject LIMIT %(at_most)s FOR UPDATE SKIP LOCKED
)
UPDATE audit_head h SET register = %(number)s FROM begun WHERE h.subject = begun.subject
RETURNING h.subject
"""


def record(*, actor: Actor, verb: str, subject: str, at: datetime, **detail: object) -> None:
    """Adds an entry to the chain of `subject` ("case:17"), in the caller's transaction.

    `detail` holds ids and codes, never personal data: history is kept when a person is erased.
    Numbers with a fraction are kept as text.
    """
    plain = {key: rules.plain(value) for key, value in detail.items()}
    kind = actor.kind.value
    body = rules.body(
        subject=subject, at=at, user_id=actor.user_id, kind=kind, verb=verb, detail=plain
    )
    with connection.cursor() as cursor:
        words = rules.canonical(plain).decode()
        cursor.execute(_RECORD, [subject, at, actor.user_id, kind, verb, words, body])


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
