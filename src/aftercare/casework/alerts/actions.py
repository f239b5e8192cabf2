"""Tells people of promises in danger and promises broken (R-CASE-03)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.queries import COMMITMENTS
from aftercare.casework.messaging.actions import tell_colleagues
from aftercare.casework.messaging.queries import Occasion, told_by
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import MemberBrief, head_above, member_briefs

ENDANGERED = gettext_noop("{number} · {promise}: {percent} % of the time is used.")
BROKEN = gettext_noop("{number} · {promise}: overdue.")
SOON_DUE = gettext_noop("{number} · {promise}: due soon and not kept yet.")
STILL_OPEN = gettext_noop("{number} · {promise}: long overdue and still not kept.")


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
    told = _told(actor, case, tell, "commitment.broken", BROKEN, now,
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
    notify(
        actor=actor,
        user_ids=[member.user_id for member in told.values()],
        kind=kind,
        text_key=sentence,
        params={"number": case.number, **params},
        link=f"/desk/cases/{case.id}",
        urgent=case.classification.urgent or kind == "commitment.broken",
        now=now,
    )
    if kind == "commitment.broken" and told_by(actor=actor, occasion=Occasion.BREACH):
        accounts = [member.user_id for member in told.values() if member.user_id is not None]
        _mail(actor, case, accounts, params["promise"], now)
    return list(told)


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
