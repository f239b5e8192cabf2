"""Who hears of an approval that is waited for, of one given, and of the customer's answer."""

import pytest

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.resolutions import actions
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.identity.queries import customer_grants
from aftercare.foundation.notices.queries import notices_of
from tests import handling, makers
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
DEAR = 50_000  # yuan: a head and a manager must approve it


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def case(company: Company) -> CaseBrief:
    return handling.investigated(company)


def told(actor: Actor) -> list[str]:
    """The latest first, without what is told of any case."""
    ours = {"approval_asked", "approval_given", "customer_answered"}
    return [row.kind for row in notices_of(actor=actor).rows if row.kind in ours]


def test_the_next_who_may_approve_hears_that_it_waits(company: Company, case: CaseBrief) -> None:
    option = handling.propose(company.handler, case, FRIDAY, cost=DEAR)
    assert (told(company.head), told(company.manager)) == (["approval_asked"], [])
    actions.approve_resolution(
        actor=company.head, case_id=case.id, version=None, resolution_id=option, now=FRIDAY
    )
    assert (told(company.head), told(company.manager)) == (["approval_asked"], ["approval_asked"])


def test_who_proposed_it_is_not_told_to_approve_it(company: Company, case: CaseBrief) -> None:
    handling.propose(company.head, case, FRIDAY, cost=DEAR)
    assert (told(company.head), told(company.manager)) == ([], ["approval_asked"])


@pytest.mark.parametrize("granted", [True, False])
def test_the_owner_hears_what_another_decided(
    company: Company, case: CaseBrief, *, granted: bool
) -> None:
    owner = handling.owner_of(company, case_brief(actor=SYSTEM, case_id=case.id))
    option = handling.propose(company.handler, case, FRIDAY, cost=DEAR)
    act = actions.approve_resolution if granted else actions.decline_resolution
    act(
        actor=company.head, case_id=case.id, version=None, resolution_id=option,
        comment="金额太高。", now=FRIDAY,
    )  # fmt: skip
    assert "approval_given" in told(owner)


@pytest.mark.parametrize("agreed", [True, False])
def test_the_owner_hears_what_the_customer_said_on_the_portal(
    company: Company, case: CaseBrief, *, agreed: bool
) -> None:
    owner = handling.owner_of(company, case_brief(actor=SYSTEM, case_id=case.id))
    customer = Actor(
        user_id=None, kind=ActorKind.CUSTOMER, grants=customer_grants(),
        case_ids=frozenset({case.id}),
    )  # fmt: skip
    option = handling.propose(company.handler, case, FRIDAY)
    act = actions.record_consent if agreed else actions.record_refusal
    act(
        actor=customer, case_id=case.id, version=None, resolution_id=option, how="portal",
        now=FRIDAY,
    )  # fmt: skip
    assert told(owner) == ["customer_answered"]


def test_what_a_colleague_noted_of_a_call_is_no_news(company: Company, case: CaseBrief) -> None:
    owner = handling.owner_of(company, case_brief(actor=SYSTEM, case_id=case.id))
    option = handling.propose(company.handler, case, FRIDAY)
    actions.record_consent(
        actor=company.handler, case_id=case.id, version=None, resolution_id=option,
        how="recorded_call", reference="REC-1", now=FRIDAY,
    )  # fmt: skip
    assert told(owner) == []
