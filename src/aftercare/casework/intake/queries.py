from collections.abc import Sequence

from django.core import signing

from aftercare.casework.cases import queries as cases
from aftercare.customers.parties.queries import look_for_holders
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


def look_ahead(*, actor: Actor, intakes: Sequence[Intake]) -> None:
    """Before many cases are taken in within one work: asks once what each of them would ask.

    What it puts by is true for this work, as long as nobody else is first; then it begins anew.
    """
    customers = look_for_holders(actor=actor, phones={one.phone for one in intakes if one.phone})
    cases.look_ahead(
        actor=actor,
        intake_keys={one.intake_key for one in intakes if one.intake_key},
        customer_ids=customers,
        order_nos={one.order_no for one in intakes if one.order_no},
    )
