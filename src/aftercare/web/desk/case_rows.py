"""The rows of every list of cases: the people, customers and promises beside the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import CaseRow
from aftercare.casework.commitments.queries import ClockCard, clocks_of_many
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_briefs
from aftercare.foundation.actor import Actor
from aftercare.people.staff.queries import member_briefs

BADGES = {"running": "running", "breached": "running", "paused": "paused"}


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
    state: str
    is_late: bool

    @property
    def glow(self) -> str:
        """What makes the row glow when it differs from what was shown before."""
        return f"{self.case.version}-{self.case.stage}-{self.case.owner_id}"


def rows_of(*, actor: Actor, cases: Sequence[CaseRow], now: datetime) -> list[ListRow]:
    people = member_briefs(actor=actor, ids=[case.owner_id for case in cases])
    customers = (
        customer_briefs(actor=actor, ids=[case.customer_id for case in cases])
        if actor.may(SEE_CUSTOMERS)
        else {}
    )
    running = [case.id for case in cases if case.closed_at is None]
    clocks = clocks_of_many(actor=actor, case_ids=running, now=now)
    rows = []
    for case in cases:
        clock = _next_of(clocks.get(case.id, ()))
        owner, customer = people.get(case.owner_id), customers.get(case.customer_id)
        rows.append(
            ListRow(
                case=case,
                customer=customer.name if customer else "",
                phone=customer.phone if customer else "",
                owner=owner.name if owner else "",
                org_unit=owner.org_unit_name if owner else "",
                promise=clock.label if clock else "",
                due_at=_due_of(clock, case, now),
                start_at=clock.started_at if clock else None,
                state=BADGES[clock.state] if clock else "running",
                is_late=clock.late if clock else False,
            )
        )
    return rows


def _next_of(cards: Sequence[ClockCard]) -> ClockCard | None:
    """The open promise that falls due first; one that stands still counts after those that run."""
    open_cards = [card for card in cards if card.state in BADGES]
    return min(open_cards, key=lambda c: (c.due_at is None, c.due_at or c.started_at), default=None)


def _due_of(clock: ClockCard | None, case: CaseRow, now: datetime) -> datetime | None:
    if clock is None:
        return case.next_due_at
    return clock.due_at or now + clock.left
