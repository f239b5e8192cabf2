"""Matters before an authority, a marketplace or a court hold the case and are few people's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import CaseBrief, holds_of
from aftercare.casework.commitments.queries import State
from aftercare.casework.external.actions import (
    MatterRefused,
    end_matter,
    give_opinion,
    open_matter,
    set_dates,
)
from aftercare.casework.external.queries import SEE_OPINIONS, matters_of, open_matters
from aftercare.casework.legal.actions import record_legal_step
from aftercare.casework.legal.queries import Step
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from tests import makers
from tests.handling import clocks
from tests.makers import FRIDAY, Company, at, complaint

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="case")
def _case(company: Company) -> CaseBrief:
    return complaint(company.agent, category="service").case


@pytest.fixture(name="counsel")
def _counsel(company: Company) -> Actor:
    return makers.person("law", "郑律", "privacy_officer", company.east, on_call=False)


def begin(us: Company, case: CaseBrief, **said: object) -> int:
    known: dict[str, object] = {
        "body": "market_supervision", "reference": "12315-77", "received_at": FRIDAY,
        "now": FRIDAY + HOUR,
    }  # fmt: skip
    return open_matter(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def end(us: Company, case: CaseBrief, matter_id: int, **said: object) -> None:
    known: dict[str, object] = {
        "outcome": "agreed", "result": "双方达成调解协议。", "ended_at": FRIDAY + 2 * HOUR,
        "now": FRIDAY + 3 * HOUR,
    }  # fmt: skip
    end_matter(actor=us.agent, case_id=case.id, matter_id=matter_id, **(known | said))  # type: ignore[arg-type]


def test_a_complaint_through_12315_starts_the_limits_of_the_law_and_ends_them(
    company: Company, case: CaseBrief
) -> None:
    matter_id = begin(company, case)
    reply = clocks(case.id)["mediation_reply"]
    record_legal_step(actor=company.agent, case_id=case.id, step=Step.MEDIATION_ACCEPTED,
                      happened_at=FRIDAY + HOUR, reference="12315-77",
                      now=FRIDAY + HOUR)  # fmt: skip
    held = holds_of(actor=company.agent, case=case)
    end(company, case, matter_id)

    assert reply.due_at == at("2026-01-20 17:00")
    assert held == ["external", "legal"]
    assert holds_of(actor=company.agent, case=case) == []
    assert clocks(case.id, FRIDAY + 3 * HOUR)["mediation"].state is State.MET


def test_one_that_was_not_taken_up_ends_as_declined(company: Company, case: CaseBrief) -> None:
    end(company, case, begin(company, case), outcome="declined", result="不予受理")
    assert holds_of(actor=company.agent, case=case) == []


@pytest.mark.parametrize("body", ["consumer_association", "marketplace", "court"])
def test_others_have_dates_of_their_own_and_no_limits_of_12315(
    company: Company, case: CaseBrief, body: str
) -> None:
    matter_id = begin(company, case, body=body, answer_by=FRIDAY + 10 * DAY)
    set_dates(actor=company.agent, case_id=case.id, matter_id=matter_id, answer_by=None,
              hearing_at=FRIDAY + 20 * DAY, now=FRIDAY + HOUR)  # fmt: skip

    (row,) = matters_of(actor=company.agent, case=case)
    assert (row.body, row.next_at) == (body, FRIDAY + 20 * DAY)
    assert "mediation_reply" not in clocks(case.id)
    assert holds_of(actor=company.agent, case=case) == ["external"]


def test_counsels_opinion_is_for_whom_it_is_meant(
    company: Company, case: CaseBrief, counsel: Actor
) -> None:
    matter_id = begin(company, case, body="court")
    with pytest.raises(NotAllowed):
        give_opinion(actor=company.agent, case_id=case.id, matter_id=matter_id, opinion="可调解",
                     now=FRIDAY + HOUR)  # fmt: skip
    give_opinion(actor=counsel, case_id=case.id, matter_id=matter_id, opinion="建议和解",
                 now=FRIDAY + HOUR)  # fmt: skip

    (mine,) = matters_of(actor=counsel, case=case)
    (theirs,) = matters_of(actor=company.agent, case=case)
    assert counsel.may(SEE_OPINIONS)
    assert (mine.opinion, theirs.opinion) == ("建议和解", None)
    assert theirs.opinion_at, "everybody may know that there is one"
    told = history(actor=company.auditor, subject=f"case:{case.id}", limit=50).rows
    assert not any("建议和解" in str((row.detail, row.words)) for row in told)


def test_a_customer_sees_none_of_it(company: Company, case: CaseBrief) -> None:
    begin(company, case)
    customer = Actor(user_id=None, kind=ActorKind.CUSTOMER, case_ids=frozenset({case.id}),
                     grants=frozenset({"cases.see_cases"}))  # fmt: skip
    assert matters_of(actor=customer, case=case) == []


def test_the_list_shows_what_is_open_in_sight_page_by_page(company: Company) -> None:
    cases = [complaint(company.agent, category="service").case for _ in range(3)]
    ids = [begin(company, case, body="court", reference=f"民初{n}") for n, case in enumerate(cases)]
    end(company, cases[0], ids[0], outcome="for_us")

    first = open_matters(actor=company.agent, limit=1)
    second = open_matters(actor=company.agent, limit=1, cursor=first.next_cursor or "")
    assert [row.id for row in (*first.rows, *second.rows)] == ids[1:]
    assert second.next_cursor is None
    assert open_matters(actor=company.agent, bodies=["marketplace"]).rows == []
    assert open_matters(actor=company.stranger).rows == []
    with pytest.raises(NotAllowed):
        open_matters(actor=replace(company.agent, grants=frozenset()))


def test_one_body_has_the_matter_once(company: Company, case: CaseBrief) -> None:
    matter_id = begin(company, case, body="court")
    with pytest.raises(MatterRefused):
        begin(company, case, body="court")
    end(company, case, matter_id, outcome="for_customer")
    with pytest.raises(NotFound):
        end(company, case, matter_id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reference": " "}, "reference"),
        ({"received_at": FRIDAY + 5 * HOUR}, "received_at"),
        ({"answer_by": FRIDAY - DAY}, "answer_by"),
        ({"hearing_at": FRIDAY - DAY}, "hearing_at"),
    ],
)
def test_what_cannot_be_is_refused(
    company: Company, case: CaseBrief, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        begin(company, case, **said)
    assert set(refusal.value.fields) == {field}
