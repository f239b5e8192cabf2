"""Who stands behind a session, a token, a customer's link."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.actions import USED_EVERY, note_token_used
from aftercare.foundation.identity.queries import TokenFacts, customer_grants, token_facts
from aftercare.people.staff.queries import actor_of_user

NOBODY = Actor(user_id=None, kind=ActorKind.CUSTOMER)
_noted: dict[int, datetime] = {}


def actor_of(user_id: int | None) -> Actor:
    """NOBODY for a stranger, and for a user who holds no role any more."""
    if user_id is None:
        return NOBODY
    try:
        return actor_of_user(actor=SYSTEM, user_id=user_id)
    except NotFound:
        return NOBODY


def customer_of(case_ids: Iterable[int]) -> Actor:
    """A customer in the portal, before whom a link or a code has opened these cases."""
    cases = frozenset(case_ids)
    return Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=customer_grants(), case_ids=cases)


def actor_of_token(word: str, now: datetime) -> tuple[Actor, TokenFacts] | None:
    """The user behind an API token, bounded by its scopes; None for a word that opens nothing."""
    token = token_facts(actor=SYSTEM, word=word, at=now)
    if token is None:
        return None
    user = actor_of(token.user_id)
    if user.user_id is None:
        return None
    _note_use(token.token_id, now)
    return replace(user, kind=ActorKind.MACHINE, grants=user.grants & token.scopes), token


def _note_use(token_id: int, now: datetime) -> None:
    """Once in a while; a process remembers when it did so last."""
    before = _noted.get(token_id)
    if before is None or abs(now - before) >= USED_EVERY:
        note_token_used(token_id=token_id, now=now)
        _noted[token_id] = now
