"""The rows of every list of cases: the people, customers and promises beside the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import CaseRow
from aftercare.casework.commitments.queries import next_promises
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_briefs
from aftercare.foundation.actor import Actor
from aftercare.people.staff.queries import member_briefs


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A case as a list shows it; the clock is that of the promise that falls due next."""

    case: CaseRow
    customer: str
    phone: str
    owner: str
    org_unit: str
    promise: str
    due_at: datetime | None
    start_at: datetime | None
    warn_at: datetime | None
    state: str
    is_late: bool


def rows_of(*, actor: Actor, cases: Sequence[CaseRow], now: datetime) -> list[ListRow]:
    people = member_briefs(actor=actor, ids=[case.owner_id for case in cases])
    customers = (
        customer_briefs(actor=actor, ids=[case.customer_id for case in cases])
        if actor.may(SEE_CUSTOMERS)
        else {}
    )
    running = [case.id for case in cases if case.closed_at is None]
    promises = next_promises(actor=actor, case_ids=running, now=now)
    rows = []
    for case in cases:
        promise = promises.get(case.id)
        owner, customer = people.get(case.owner_id), customers.get(case.customer_id)
        rows.append(
            ListRow(
                case=case,
                customer=customer.name if customer else "",
                phone=customer.phone if customer else "",
                owner=owner.name if owner else "",
                org_unit=owner.org_unit_name if owner else "",
                promise=promise.label if promise else "",
                due_at=promise.due_at if promise else case.next_due_at,
                start_at=promise.started_at if promise else None,
                warn_at=promise.endangered_from if promise else None,
                state="paused" if promise and promise.paused else "running",
                is_late=promise.late if promise else False,
            )
        )
    return rows
