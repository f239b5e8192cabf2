"""Who a visitor of the portal is: nobody in particular, or whoever holds a case's signed link."""

from aftercare.casework.intake.queries import case_id_of_token
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.actors import customer_of


def visitor() -> Actor:
    """Somebody with no case in sight; what customers may stands in identity's roles.toml."""
    return customer_of([])


def holder_of(token: str) -> tuple[Actor, int]:
    """The customer whom a signed link makes of its holder, and the case it opens. NotFound."""
    case_id = case_id_of_token(actor=SYSTEM, token=token)
    if case_id is None:
        raise NotFound
    return customer_of([case_id]), case_id
