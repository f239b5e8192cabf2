"""Who stands behind a signed-in user."""

from aftercare.foundation.actor import Actor


def actor_of(user_id: int) -> Actor:
    """A user without any grant, until people can say more."""
    return Actor(user_id=user_id)
