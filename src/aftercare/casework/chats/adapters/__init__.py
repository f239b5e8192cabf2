"""The ways in which channels speak. A source names one; other packages add theirs.

An entry point of the group `aftercare.dialects` names a callable without arguments that gives a
`Dialect` (R-PL-04).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import entry_points

from aftercare.casework.chats.rules import (
    MOST_WORDS,
    Call,
    Flaw,
    NotGenuine,
    Unreadable,
    Word,
    word_of,
)
from aftercare.foundation.endpoints.rules import fault_of

from .base import Dialect

GROUP = "aftercare.dialects"


class Standard:
    """JSON, signed after Standard Webhooks: one message, or `{"messages": [...]}`."""

    def check(self, call: Call, *, secrets: Sequence[str], at: datetime) -> None:
        fault = fault_of(call.headers, call.body, secrets_=secrets, at=at)
        if fault is not None:
            raise NotGenuine(fault)

    def greeting(self, call: Call) -> str | None:
        """Nobody has to ask."""
        del call
        return None

    thanks = greeting

    def read(self, call: Call, *, mapping: Mapping[str, str], at: datetime) -> Sequence[Word]:
        try:
            body = json.loads(call.body)
        except (ValueError, RecursionError) as error:
            raise Unreadable({"": Flaw.NO_TEXT}) from error
        if not isinstance(body, dict):
            raise Unreadable({"": Flaw.NO_TEXT})
        several = body.get("messages")
        if not isinstance(several, list):
            return [word_of(body, mapping, at)]
        if not 0 < len(several) <= MOST_WORDS:
            raise Unreadable({"messages": Flaw.TOO_MANY if several else Flaw.MISSING})
        return [word_of(_object(one, place), mapping, at) for place, one in enumerate(several)]


def _object(value: object, place: int) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Unreadable({f"messages.{place}": Flaw.NO_TEXT})
    return value


OWN: dict[str, Callable[[], Dialect]] = {"standard": Standard}


@cache
def dialects() -> dict[str, Callable[[], Dialect]]:
    """Ours, and those of other packages; ours win."""
    return {point.name: point.load() for point in entry_points(group=GROUP)} | OWN


@cache
def dialect_of(name: str) -> Dialect | None:
    """None where the package that knew it is gone."""
    maker = dialects().get(name)
    return maker() if maker is not None else None
