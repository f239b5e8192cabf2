"""Who stands behind a signed-in user."""

from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.errors import NotFound
from aftercare.people.staff.queries import actor_of_user

NOBODY = Actor(user_id=None, kind=ActorKind.CUSTOMER)


def actor_of(user_id: int | None) -> Actor:
    """NOBODY for a stranger, and for a user who holds no role any more."""
    if user_id is None:
        return NOBODY
    try:
        return actor_of_user(actor=SYSTEM, user_id=user_id)
    except NotFound:
        return NOBODY
