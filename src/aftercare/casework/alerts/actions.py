"""Tells people of promises in danger or broken (R-CASE-03), of approvals and answers (06, 07)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.queries import COMMITMENTS
from aftercare.casework.messaging.actions import tell_colleagues
from aftercare.casework.messaging.queries import Occasion, told_by
from aftercare.casework.resolutions.queries import live_of, resolutions_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import (
    MemberBrief,
    actor_of_user,
    head_above,
    member_brief,
    member_briefs,
)

BREACH = "commitment.broken"
ENDANGERED = gettext_noop("{number} · {promise}: {percent} % of the time is used.")
BROKEN = gettext_noop("{number} · {promise}: overdue.")
SOON_DUE = gettext_noop("{number} · {promise}: due soon and not kept yet.")
STILL_OPEN = gettext_noop("{number} · {promise}: long overdue and still not kept.")
TO_APPROVE = gettext_noop("{number}: a resolution waits for your approval.")
APPROVED = gettext_noop("{number}: the resolution was approved.")
DECLINED = gettext_noop("{number}: the resolution was not approved.")
AGREED = gettext_noop("{number}: the customer agreed to the resolution.")
REFUSED = gettext_noop("{number}: the customer did not agree to the resolution.")


@action
def warn_of_commitment(
    *, actor: Actor, case_id: int, code: str, percent: int, now: datetime
) -> None:
    """Tells the owner that so much of the time is used."""
    case = case_brief(actor=actor, case_id=case_id)
    told = _told(actor, case, ["owner"], "commitment.endangered", ENDANGERED, now,
                 promise={"text": COMMITMENTS[code]}, percent=percent)  # fmt: skip
    record(actor=actor, verb="case.owner_warned", subject=f"case:{case_id}", at=now, code=code,
           percent=percent, members=told)  # fmt: skip


@action
def report_breach(
    *, actor: Actor, case_id: int, code: str, tell: Sequence[str], now: datetime
) -> None:
    """Tells those whom the pack names, as a rule owner and next head, that a promise was broken."""
    case = case_brief(actor=actor, case_id=case_id)
    told = _told(actor, case, tell, BREACH, BROKEN, now,
                 promise={"text": COMMITMENTS[code]})  # fmt: skip
    record(actor=actor, verb="case.breach_reported", subject=f"case:{case_id}", at=now, code=code,
           members=told)  # fmt: skip


@action
def escalate_commitment(
    *, actor: Actor, case_id: int, code: str, minutes: int, tell: Sequence[str], now: datetime
) -> None:
    """Tells those whom the pack names so long before the due (negative minutes), or after it."""
    case = case_brief(actor=actor, case_id=case_id)
    sentence = STILL_OPEN if minutes > 0 else SOON_DUE
    told = _told(actor, case, tell, "commitment.escalated", sentence, now,
                 promise={"text": COMMITMENTS[code]})  # fmt: skip
    record(actor=actor, verb="case.commitment_escalated", subject=f"case:{case_id}", at=now,
           code=code, minutes=minutes, members=told)  # fmt: skip


@action
def ask_to_approve(*, actor: Actor, case_id: int, step: str, now: datetime) -> None:
    """Tells the nearest head above the owner who may give the approval, if there is one."""
    case = case_brief(actor=actor, case_id=case_id)
    judge = _judge(case)
    told = _notified(actor, case, [judge] if judge else [], "approval_asked", TO_APPROVE, now)
    record(actor=actor, verb="case.judge_told", subject=f"case:{case_id}", at=now, step=step,
           members=told)  # fmt: skip


@action
def tell_of_approval(
    *, actor: Actor, case_id: int, granted: bool, by_user_id: int, now: datetime
) -> None:
    """Tells the owner what another decided."""
    case = case_brief(actor=actor, case_id=case_id)
    owner = member_brief(actor=actor, member_id=case.owner_id)
    people = [owner] if owner.user_id != by_user_id else []
    sentence = APPROVED if granted else DECLINED
    told = _notified(actor, case, people, "approval_given", sentence, now)
    record(actor=actor, verb="case.owner_told", subject=f"case:{case_id}", at=now, members=told)


@action
def tell_of_answer(*, actor: Actor, case_id: int, agreed: bool, now: datetime) -> None:
    """Tells the owner what the customer said on the portal."""
    case = case_brief(actor=actor, case_id=case_id)
    owner = member_brief(actor=actor, member_id=case.owner_id)
    told = _notified(actor, case, [owner], "customer_answered", AGREED if agreed else REFUSED, now)
    record(actor=actor, verb="case.owner_told", subject=f"case:{case_id}", at=now, members=told)


def _judge(case: CaseBrief) -> MemberBrief | None:
    """The first up the tree from the owner who may give the approval that is waited for."""
    seen = {case.owner_id}
    above = head_above(actor=SYSTEM, member_id=case.owner_id)
    while above is not None and above.id not in seen:
        if above.user_id is not None and _may_judge(above.user_id, case):
            return above
        seen.add(above.id)
        above = head_above(actor=SYSTEM, member_id=above.id)
    return None


def _may_judge(user_id: int, case: CaseBrief) -> bool:
    head = actor_of_user(actor=SYSTEM, user_id=user_id)
    waiting = live_of(resolutions_of(actor=head, case=case))
    return waiting is not None and waiting.may_judge


def _told(
    actor: Actor,
    case: CaseBrief,
    tell: Sequence[str],
    kind: str,
    sentence: str,
    now: datetime,
    **params: object,
) -> list[int]:
    """The members who hear of it. A breach is urgent, a warning only where the case is."""
    people = _people(actor, case.owner_id)
    told = {people[name].id: people[name] for name in tell if name in people}
    _notified(actor, case, list(told.values()), kind, sentence, now, **params)
    if kind == BREACH and told_by(actor=actor, occasion=Occasion.BREACH):
        accounts = [member.user_id for member in told.values() if member.user_id is not None]
        _mail(actor, case, accounts, params["promise"], now)
    return list(told)


def _notified(
    actor: Actor,
    case: CaseBrief,
    people: Sequence[MemberBrief],
    kind: str,
    sentence: str,
    now: datetime,
    **params: object,
) -> list[int]:
    notify(
        actor=actor,
        user_ids=[member.user_id for member in people],
        kind=kind,
        text_key=sentence,
        params={"number": case.number, **params},
        link=f"/desk/cases/{case.id}",
        urgent=case.classification.urgent or kind == BREACH,
        now=now,
    )
    return [member.id for member in people]


def _mail(
    actor: Actor, case: CaseBrief, user_ids: list[int], promise: object, now: datetime
) -> None:
    text = promise["text"] if isinstance(promise, dict) else str(promise)
    tell_colleagues(actor=actor, occasion=Occasion.BREACH, case=case, user_ids=user_ids,
                    promise=text, now=now)  # fmt: skip


def _people(actor: Actor, owner_id: int) -> dict[str, MemberBrief]:
    """The owner, the next head above, and the next above that one, as far as there are any."""
    found = {"owner": member_briefs(actor=actor, ids=[owner_id])[owner_id]}
    for above, name in (("owner", "head"), ("head", "second_head")):
        head = head_above(actor=actor, member_id=found[above].id) if above in found else None
        if head is not None:
            found[name] = head
    return found
