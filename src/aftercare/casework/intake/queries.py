from django.core import signing

from aftercare.foundation.actor import Actor

from .rules import Fate, Intake, NotIdentified

__all__ = ["Fate", "Intake", "NotIdentified"]

LINK_SALT = "aftercare.follow"


def follow_token(*, actor: Actor, case_id: int) -> str:
    """The word in the signed link by which a customer follows a case."""
    del actor  # whoever may name the case may make its link
    return signing.dumps(case_id, salt=LINK_SALT, compress=False)


def case_id_of_token(*, actor: Actor, token: str) -> int | None:
    """The case of a signed link; None for a word that we did not sign."""
    del actor
    try:
        found = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
