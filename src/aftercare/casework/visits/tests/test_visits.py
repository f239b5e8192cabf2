"""What is repaired, installed or cared for is visited, and every visit leaves its facts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import CaseBrief, Step, case_brief, steps_of
from aftercare.casework.commitments.queries import State
from aftercare.casework.visits.actions import (
    NoVisitNow,
    agree_visit,
    end_booked_visit,
    end_visit,
    finish_service,
    note_arrival,
    note_booked_arrival,
    note_booking,
)
from aftercare.casework.visits.queries import Outcome, visits_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from tests import makers
from tests.handling import clocks, owner_of, propose, settle
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def repair(us: Company, **said: object) -> CaseBrief:
    known: dict[str, object] = {"kind": "repair", "product_line": "appliance"}
    return complaint(us.agent, **(known | said)).case  # type: ignore[arg-type]


def agree(us: Company, case: CaseBrief, **said: object) -> CaseBrief:
    known: dict[str, object] = {
        "version": None, "from_at": FRIDAY + DAY, "until_at": FRIDAY + DAY + 2 * HOUR,
        "who": "孟凡", "channel": "phone", "text": "约好明天上门。", "now": FRIDAY + HOUR,
    }  # fmt: skip
    return agree_visit(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def finish(us: Company, case: CaseBrief, **said: object) -> CaseBrief:
    known: dict[str, object] = {
        "version": None, "result": "更换电容，运行正常。", "root_cause": "material",
        "cost_amount": Decimal(60), "now": FRIDAY + DAY + 3 * HOUR,
    }  # fmt: skip
    return finish_service(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def step(case: CaseBrief) -> Step:
    return steps_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case.id))[0]


def test_a_repair_goes_from_appointment_to_closed(company: Company) -> None:
    case = repair(company, product_line="home")
    steps = [step(case)]
    agree(company, case)
    steps.append(step(case))
    promise = clocks(case.id, FRIDAY + HOUR)["appointment"]
    note_arrival(actor=company.agent, case_id=case.id, arrived_at=FRIDAY + DAY + HOUR,
                 now=FRIDAY + DAY + HOUR)  # fmt: skip
    resolved = finish(company, case)
    steps.append(step(case))
    closed = close_case(actor=company.agent, case_id=case.id, version=None, now=FRIDAY + 2 * DAY)

    assert steps == [Step.APPOINT, Step.VISIT, Step.CLOSE]
    assert (promise.state, promise.met_by.partition(":")[0]) == (State.MET, "visit")
    assert (resolved.stage, closed.stage) == ("resolved", "closed")
    (visit,) = visits_of(actor=company.agent, case=closed, now=FRIDAY + DAY)
    assert (visit.outcome, visit.late, visit.note) == ("done", False, "更换电容，运行正常。")


def test_an_agreed_visit_is_the_help_that_an_appliance_was_promised(company: Company) -> None:
    case = repair(company)
    agree(company, case)

    kept = clocks(case.id, FRIDAY + HOUR)
    assert (kept["appointment"].state, kept["arrival"].state) == (State.MET, State.MET)


def test_agreeing_again_moves_the_visit_and_both_are_kept(company: Company) -> None:
    case = repair(company)
    agree(company, case)
    agree(company, case, from_at=FRIDAY + 2 * DAY, until_at=FRIDAY + 2 * DAY + HOUR)

    first, second = visits_of(actor=company.agent, case=case, now=FRIDAY + HOUR)
    assert (first.outcome, second.outcome) == ("moved", "")


def test_what_a_work_order_did_is_confirmed_on_the_case(company: Company) -> None:
    case, there = repair(company, product_line="home"), FRIDAY + DAY + HOUR
    by: dict[str, Any] = {"actor": SYSTEM, "case_id": case.id, "reference": 7}
    note_booking(
        **by, from_at=FRIDAY + DAY, until_at=there, who="孟凡", how="portal", now=FRIDAY + HOUR
    )
    with pytest.raises(NoVisitNow):
        finish(company, case)
    note_booked_arrival(**by, arrived_at=there, now=there)
    end_booked_visit(**by, outcome="done", note="", now=there + HOUR)
    assert finish(company, case).stage == "resolved"
    (visit,) = visits_of(actor=company.agent, case=case, now=FRIDAY + 2 * DAY)
    assert (visit.by_order, visit.outcome) == (True, "done")


def test_a_visit_without_result_makes_room_for_the_next(company: Company) -> None:
    case = repair(company)
    agree(company, case)
    end_visit(actor=company.agent, case_id=case.id, outcome=Outcome.NOBODY_HOME, note="无人应门",
              now=FRIDAY + DAY + 3 * HOUR)  # fmt: skip
    agree(company, case, from_at=FRIDAY + 3 * DAY, until_at=FRIDAY + 3 * DAY + HOUR,
          now=FRIDAY + 2 * DAY)  # fmt: skip
    note_arrival(actor=company.agent, case_id=case.id, arrived_at=FRIDAY + 3 * DAY + 2 * HOUR,
                 now=FRIDAY + 3 * DAY + 2 * HOUR)  # fmt: skip
    first, second = visits_of(actor=company.agent, case=case, now=FRIDAY + 4 * DAY)

    assert (first.outcome, first.late) == ("nobody_home", True)
    assert second.late, "an hour after the window"


def test_work_is_not_done_before_somebody_arrives(company: Company) -> None:
    case = repair(company)
    with pytest.raises(NoVisitNow):
        finish(company, case)
    agree(company, case)
    with pytest.raises(NoVisitNow):
        finish(company, case)
    with pytest.raises(NoVisitNow):
        end_visit(actor=company.agent, case_id=case.id, outcome=Outcome.AGAIN, note="缺件",
                  now=FRIDAY + DAY)  # fmt: skip


def test_a_fee_needs_the_customers_word_before_the_work(company: Company) -> None:
    case = repair(company)
    agree(company, case)
    note_arrival(actor=company.agent, case_id=case.id, arrived_at=FRIDAY + DAY,
                 now=FRIDAY + DAY + HOUR)  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        finish(company, case, fee_amount=Decimal(120))
    resolved = finish(company, case, fee_amount=Decimal(120), fee_agreed="报价单 BJ-7")

    assert set(refusal.value.fields) == {"fee_agreed"}
    assert resolved.stage == "resolved"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until_at": FRIDAY + DAY}, "until_at"),
        ({"from_at": FRIDAY - DAY, "until_at": FRIDAY}, "from_at"),
        ({"who": " "}, "who"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(
    company: Company, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        agree(company, repair(company), **wrong)
    assert set(refusal.value.fields) == {field}


def test_a_complaint_is_visited_only_to_carry_out_what_was_agreed(company: Company) -> None:
    case = complaint(company.agent, category="service").case
    with pytest.raises(NoVisitNow):
        agree(company, case)


def test_an_agreed_resolution_is_carried_out_by_the_visit(company: Company) -> None:
    case = repair(company)
    owner = owner_of(company, case)
    agree(company, case)
    with pytest.raises(Refusal):
        propose(owner, case, FRIDAY + HOUR)
    assert case_brief(actor=SYSTEM, case_id=case.id).stage == "carrying_out"


def test_a_repair_in_dispute_goes_the_whole_way(company: Company) -> None:
    case = repair(company)
    settle(owner_of(company, case), case, FRIDAY + HOUR)
    assert case_brief(actor=SYSTEM, case_id=case.id).stage == "resolved"


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("repair", ["root_cause"]),
        ("installation", ["hold:acceptance"]),
        ("care", ["hold:acceptance"]),
    ],
)
def test_only_what_was_broken_closes_with_a_cause(
    company: Company, kind: str, missing: list[str]
) -> None:
    case = complaint(company.agent, kind=kind, product_line="home").case
    agree(company, case)
    note_arrival(actor=company.agent, case_id=case.id, arrived_at=FRIDAY + DAY,
                 now=FRIDAY + DAY)  # fmt: skip
    finish(company, case, root_cause="", now=FRIDAY + DAY + HOUR)

    _step, found = steps_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case.id))
    assert found == missing


def test_a_visit_out_of_sight_is_not_there(company: Company) -> None:
    case = repair(company)
    with pytest.raises(NotFound):
        note_arrival(actor=company.stranger, case_id=case.id, arrived_at=FRIDAY, now=FRIDAY)
