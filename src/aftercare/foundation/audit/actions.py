"""The one writer of history."""

from datetime import datetime

from django.db import connection

from aftercare.foundation.actor import Actor

from . import rules

# One statement: the head's row is the lock of its chain, the database counts and links.
_RECORD = """
WITH head AS (
  INSERT INTO audit_head AS h (subject, seq, before, hash)
  VALUES (%(subject)s, 1, %(genesis)s, sha256(%(genesis)s || int8send(1) || %(body)s))
  ON CONFLICT (subject) DO UPDATE SET
    seq = h.seq + 1,
    before = h.hash,
    hash = sha256(h.hash || int8send(h.seq + 1) || %(body)s)
  RETURNING seq, before, hash
)
INSERT INTO audit_entry (subject, seq, at, user_id, kind, verb, detail, before, hash)
SELECT %(subject)s, head.seq, %(at)s, %(user_id)s, %(kind)s, %(verb)s, %(detail)s::jsonb,
       head.before, head.hash
FROM head
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
        cursor.execute(
            _RECORD,
            {
                "subject": subject,
                "genesis": rules.GENESIS,
                "body": body,
                "at": at,
                "user_id": actor.user_id,
                "kind": kind,
                "verb": verb,
                "detail": rules.canonical(plain).decode(),
            },
        )
