from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.foundation.errors import Invalid
from aftercare.foundation.line import Statement, answers
from aftercare.foundation.privacy.fields import seal
from aftercare.foundation.privacy.rules import names_one_of
from aftercare.foundation.work import put_off, whole

from . import rules
from .models import Receipt

# Whoever comes second with the same key waits here until the first has finished.
_CLAIM = """
INSERT INTO receipts_receipt (caller, key, fingerprint, at, answer) VALUES (%s, %s, %s, %s, '')
ON CONFLICT (caller, key) DO NOTHING RETURNING id
"""
_ANSWER = "UPDATE receipts_receipt SET status = %s, answer = %s WHERE id = %s"
SEALED_AS = Receipt._meta.get_field("answer").context  # noqa: SLF001


class KeyReused(Invalid):
    """The key came before with another request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` is the JSON text that was sent; `again` is true where it is sent a second time."""

    status: int
    body: str
    again: bool = False


def once(
    *, caller: str, key: str, fingerprint: bytes, now: datetime, perform: Callable[[], Answer]
) -> Answer:
    """Does what the post asks the first time; afterwards gives the same answer again.

    `caller` is "token:12" or "user:5". `perform` runs in one transaction with the receipt; what it
    raises undoes both, so that a refused post may be sent again with the same key.
    Raises KeyReused (422), Invalid for an unfit key.
    """
    if not rules.fit_key(key):
        sentence = _("A key is 1 to 200 printable ASCII signs.")
        raise Invalid(sentence, fields={"Idempotency-Key": sentence})

    def claimed_once() -> Answer:
        claimed = answers(_CLAIM, [caller, key, fingerprint, now])
        if not claimed:
            return _given(caller=caller, key=key, fingerprint=fingerprint)
        answer = perform()
        put_off(_answered, (claimed[0][0], answer))
        return answer

    return whole(claimed_once)


def _answered(given: list[tuple[int, Answer]]) -> Statement:
    """The one answer of a work, which ends with it."""
    ((receipt_id, answer),) = given
    sealed = seal(answer.body, SEALED_AS)
    return Statement(_ANSWER, [answer.status, sealed, receipt_id])


def _given(*, caller: str, key: str, fingerprint: bytes) -> Answer:
    receipt = Receipt.objects.get(caller=caller, key=key)
    if bytes(receipt.fingerprint) != fingerprint:
        raise KeyReused(_("This key was used before for another request."))
    return Answer(status=receipt.status or 200, body=receipt.answer, again=True)


def forget_answers(*, naming: Collection[str]) -> int:
    """Empties the kept answers that name a person by one of these; the keys stay used. How many."""
    named = [
        row.id
        for row in Receipt.objects.only("answer").iterator()
        if names_one_of(row.answer, naming)
    ]
    return Receipt.objects.filter(id__in=named).update(answer="{}")


def clean_up(*, now: datetime) -> int:
    """Forgets receipts older than seven days; returns how many."""
    removed, _each = Receipt.objects.filter(at__lt=now - rules.KEPT_FOR).delete()
    return removed
