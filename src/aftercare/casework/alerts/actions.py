"""Tells people of promises in danger and promises broken (R-CASE-03)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import head_above, member_briefs

ENDANGERED = {
    "first_reply": gettext_noop("{number}: {percent} % of the time for the first reply is used."),
    "contact": gettext_noop(
        "{number}: {percent} % of the time for the contact by the responsible department is used."
    ),
    "analysis": gettext_noop(
        "{number}: {percent} % of the time for the preliminary analysis is used."
    ),
    "appointment": gettext_noop("{number}: {percent} % of the time for the appointment is used."),
    "arrival": gettext_noop("{number}: {percent} % of the time for the on-site help is used."),
    "solution": gettext_noop("{number}: {percent} % of the time for the solution is used."),
    "completion": gettext_noop("{number}: {percent} % of the time for the completion is used."),
    "answer": gettext_noop("{number}: {percent} % of the time for the answer is used."),
    "follow_up": gettext_noop("{number}: {percent} % of the time for the follow-up is used."),
    "feedback": gettext_noop(
        "{number}: {percent} % of the time for the handling of feedback is used."
    ),
    "statutory_remedy": gettext_noop(
        "{number}: {percent} % of the time for the repair, exchange or return due by law is used."
    ),
    "refund": gettext_noop("{number}: {percent} % of the time for the refund due by law is used."),
}
BROKEN = {
    "first_reply": gettext_noop("{number}: the first reply is overdue."),
    "contact": gettext_noop("{number}: the contact by the responsible department is overdue."),
    "analysis": gettext_noop("{number}: the preliminary analysis is overdue."),
    "appointment": gettext_noop("{number}: the appointment is overdue."),
    "arrival": gettext_noop("{number}: the on-site help is overdue."),
    "solution": gettext_noop("{number}: the solution is overdue."),
    "completion": gettext_noop("{number}: the completion is overdue."),
    "answer": gettext_noop("{number}: the answer is overdue."),
    "follow_up": gettext_noop("{number}: the follow-up is overdue."),
    "feedback": gettext_noop("{number}: the handling of feedback is overdue."),
    "statutory_remedy": gettext_noop(
        "{number}: the repair, exchange or return due by law is overdue."
    ),
    "refund": gettext_noop("{number}: the refund due by law is overdue."),
}


@action
def warn_of_commitment(
    *, actor: Actor, case_id: int, code: str, percent: int, now: datetime
) -> None:
    """Tells the owner that so much of the time is used."""
    case = case_brief(actor=actor, case_id=case_id)
    owner = member_briefs(actor=actor, ids=[case.owner_id])[case.owner_id]
    notify(
        actor=actor,
        user_ids=[owner.user_id],
        kind="commitment.endangered",
        text_key=ENDANGERED[code],
        params={"number": case.number, "percent": percent},
        link=f"/desk/cases/{case_id}",
        urgent=case.classification.urgent,
        now=now,
    )
    record(
        actor=actor,
        verb="case.owner_warned",
        subject=f"case:{case_id}",
        at=now,
        code=code,
        percent=percent,
        members=[owner.id],
    )


@action
def report_breach(*, actor: Actor, case_id: int, code: str, now: datetime) -> None:
    """Tells the owner and the next head that a promise was not kept."""
    case = case_brief(actor=actor, case_id=case_id)
    owner = member_briefs(actor=actor, ids=[case.owner_id])[case.owner_id]
    head = head_above(actor=actor, member_id=owner.id)
    told = [owner, head] if head else [owner]
    notify(
        actor=actor,
        user_ids=[member.user_id for member in told],
        kind="commitment.broken",
        text_key=BROKEN[code],
        params={"number": case.number},
        link=f"/desk/cases/{case_id}",
        urgent=True,
        now=now,
    )
    record(
        actor=actor,
        verb="case.breach_reported",
        subject=f"case:{case_id}",
        at=now,
        code=code,
        members=[member.id for member in told],
    )
