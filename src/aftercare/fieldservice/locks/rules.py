"""A visit that stays with its people, as the rules of eligibility read it."""

from collections.abc import Sequence
from dataclasses import replace

from aftercare.fieldservice.dispatch.queries import Visit
from aftercare.foundation.errors import Refusal


class NotLocked(Refusal):
    """The visit is not at the point where it can be locked, or is not locked."""


def bound(visit: Visit, people: Sequence[int], *, seat: int = 0) -> Visit:
    """Nobody else may come: of two persons each has a `seat`. Without people all stays open."""
    return replace(visit, required=people[seat]) if seat < len(people) else visit
