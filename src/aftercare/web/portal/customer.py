"""Who a visitor of the portal is: nobody in particular, or whoever holds a case's signed link."""

from aftercare.casework.cases.queries import SEE_CASES
from aftercare.casework.intake.queries import case_id_of_token
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.errors import NotFound

VISITOR = Actor(
    user_id=None,
    kind=ActorKind.CUSTOMER,
    grants=frozenset({"intake.register_case", "intake.open_with_code", "files.store_file"}),
)
MAY = VISITOR.grants | {
    SEE_CASES,
    "conversation.add_message",
    "conversation.attach_files",
    "resolutions.record_consent",
    "resolutions.record_refusal",
    "followups.record_follow_up",
}


def holder_of(token: str) -> tuple[Actor, int]:
    """The customer whom a signed link makes of its holder, and the case it opens. NotFound."""
    case_id = case_id_of_token(actor=SYSTEM, token=token)
    if case_id is None:
        raise NotFound
    actor = Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=MAY, case_ids=frozenset({case_id}))
    return actor, case_id
