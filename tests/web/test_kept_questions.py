"""Lists ask kept questions: nobody gets what another asked for, whatever was asked before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseFilter, Order, case_counts, case_page
from aftercare.foundation import asked
from aftercare.foundation.actor import Actor, ActorKind
from tests.makers import FRIDAY, Company, complaint

LATER = FRIDAY + timedelta(days=60)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
FILTERS = (
    CaseFilter(),
    CaseFilter(is_open=True),
    CaseFilter(late=True),
    CaseFilter(endangered=True),
    CaseFilter(due_before=END_OF_TIME),  # as the hole for the moment of asking
    CaseFilter(due_before=FRIDAY),
    CaseFilter(due_before=LATER),
    CaseFilter(received_from=FRIDAY),
    CaseFilter(severities=["A", "B"]),
    CaseFilter(urgent=True),
    CaseFilter(text="沙发"),
    CaseFilter(text="冰箱"),
    CaseFilter(text="张伟"),
    CaseFilter(text="8001"),
    CaseFilter(text="DD2026-0001"),
)


def everybody(company: Company) -> list[Actor]:
    own = complaint(company.agent, phone="13800008001", severity="C").case.id
    customer = Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=company.agent.grants,
                     case_ids=frozenset({own}))  # fmt: skip
    complaint(company.agent, description="冰箱不制冷", order_no="DD2026-0001", now=LATER)
    complaint(company.agent, phone="13800008004", category="service", urgent=True)
    Case.objects.filter(id=own).update(org_unit_id=company.west)
    nowhere = replace(company.agent, org_units=frozenset())
    stranger = replace(customer, case_ids=frozenset())
    return [company.agent, company.stranger, company.manager, customer, stranger, nowhere]


def test_a_kept_question_is_answered_as_if_it_were_new(company: Company) -> None:
    """Every filter for everybody at two moments: first each anew, then all in a row."""
    asking = list(product(everybody(company), FILTERS, (FRIDAY, LATER)))
    found: dict[int, object] = {}

    def ask(place: int) -> object:
        actor, narrowed, now = asking[place]
        order = Order.DUE if narrowed.is_open else Order.NEWEST
        rows = case_page(actor=actor, narrowed=narrowed, order=order, now=now).rows
        return rows, case_counts(actor=actor, narrowed={0: narrowed}, now=now)

    for place in range(len(asking)):
        asked._kept.clear()  # noqa: SLF001
        found[place] = ask(place)
    for place in reversed(range(len(asking))):
        assert ask(place) == found[place], asking[place]
    assert len({str(rows) for rows in found.values()}) > len(FILTERS) // 2
