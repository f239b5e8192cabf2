from aftercare.casework.cases.events import CaseAssigned, CaseClassified, CaseOpened, CaseReopened
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.events import AccountClosing
from aftercare.people.staff.events import MemberLeaving
from aftercare.people.staff.queries import member_of_user

from . import actions


def on_case_opened(event: CaseOpened) -> None:
    """Who gets many cases of a file hears of them once, at its end; of danger at once."""
    if event.of_many and not event.safety:
        return
    actions.tell_owner(
        actor=SYSTEM,
        case_id=event.case_id,
        number=event.number,
        owner_id=event.owner_id,
        safety=event.safety,
        now=event.at,
    )


def on_case_classified(event: CaseClassified) -> None:
    """A change that makes it another department's matter sends it there."""
    before, after = event.before, event.classification
    if (before.kind, before.category, before.product_line, before.level) != (
        after.kind,
        after.category,
        after.product_line,
        after.level,
    ):
        actions.assign_by_duty(actor=SYSTEM, case_id=event.case_id, now=event.at)


def on_case_assigned(event: CaseAssigned) -> None:
    actions.end_shortage(actor=SYSTEM, case_id=event.case_id, now=event.at)
    actions.tell_owner(
        actor=SYSTEM,
        case_id=event.case_id,
        number=event.number,
        owner_id=event.owner_id,
        safety=False,
        now=event.at,
    )


def on_case_reopened(event: CaseReopened) -> None:
    actions.take_up_again(
        actor=SYSTEM, case_id=event.case_id, by_owner=event.by_owner, now=event.at
    )


def on_member_leaving(event: MemberLeaving) -> None:
    actions.refuse_leaving_with_cases(actor=SYSTEM, member_id=event.member_id, now=event.at)


def on_account_closing(event: AccountClosing) -> None:
    member = member_of_user(actor=SYSTEM, user_id=event.user_id)
    if member is not None:
        actions.refuse_leaving_with_cases(actor=SYSTEM, member_id=member.id, now=event.at)
