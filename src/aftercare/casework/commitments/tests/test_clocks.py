"""Promises on cases, from registration to closing."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from aftercare.casework.cases.actions import classify_case, close_case, reopen_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.actions import (
    NoDateToAgree,
    NotMetByWord,
    agree_date,
    meet_clock,
    start_commitments,
)
from aftercare.casework.commitments.models import Clock
from aftercare.casework.commitments.queries import (
    ClockCard,
    StartsOn,
    State,
    clocks_of,
    explanation_of,
    late_counts,
    next_promises,
)
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.pauses.actions import pause_case, resume_case
from aftercare.casework.relations.actions import merge_cases
from aftercare.casework.resolutions.actions import (
    add_option,
    answer_question,
    carry_out_resolution,
    propose_resolution,
    record_consent,
    record_findings,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound, Refusal
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


def clocks(case_id: int, now: datetime = FRIDAY) -> dict[str, ClockCard]:
    """The last clock of each code."""
    cards = clocks_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case_id), now=now)
    return {card.code: card for card in sorted(cards, key=lambda card: card.id)}


def owner_of(us: Company, case: CaseBrief) -> Actor:
    people = (us.agent, us.handler, us.head, us.manager)
    return next(actor for actor in people if actor.staff_id == case.owner_id)


def call(actor: Actor, case: CaseBrief, now: datetime, **said: bool) -> None:
    log_contact(
        actor=actor, case_id=case.id, channel="phone", outbound=said.get("outbound", True),
        reached=said.get("reached", True), text="已与客户通话。", now=now,
    )  # fmt: skip


def propose(actor: Actor, case: CaseBrief, now: datetime, kind: str = "repair") -> int:
    option = add_option(
        actor=actor, case_id=case.id, kind=kind, summary="上门维修。", cost_amount=Decimal(80),
        compensation_amount=Decimal(0), expected_stars=4, now=now,
    )  # fmt: skip
    propose_resolution(actor=actor, case_id=case.id, version=None, resolution_id=option, now=now)
    return option


def settle(actor: Actor, case: CaseBrief, now: datetime) -> None:
    """From the first call to carried out, all at one moment."""
    call(actor, case, now)
    record_findings(
        actor=actor, case_id=case.id, version=None, cause="material", liable="", text="海绵老化。",
        now=now,
    )  # fmt: skip
    option = propose(actor, case, now)
    record_consent(
        actor=actor, case_id=case.id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-1", now=now,
    )  # fmt: skip
    carry_out_resolution(
        actor=actor, case_id=case.id, version=None, result="已更换坐垫。", cost_amount=Decimal(80),
        now=now,
    )  # fmt: skip


def reclassify(us: Company, case: CaseBrief, now: datetime, **change: object) -> None:
    kind = {name: getattr(case.classification, name) for name in case.classification.__slots__}
    classify_case(
        actor=us.manager, case_id=case.id, version=None,
        classification=type(case.classification)(**(kind | change)), safety=False, now=now,
    )  # fmt: skip


def test_a_registered_complaint_is_promised_what_its_pack_says(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case

    running = clocks(case.id)

    assert {code: card.due_at for code, card in running.items()} == {
        "contact": at("2026-01-10 10:00"),
        "solution": at("2026-01-14 17:00"),
    }
    assert {card.state for card in running.values()} == {State.RUNNING}
    assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at == at("2026-01-10 10:00")


def test_promises_count_from_when_the_customers_word_was_received(us: Company) -> None:
    case = complaint(us.agent, received_at=FRIDAY - 3 * HOUR).case

    assert clocks(case.id)["contact"].due_at == FRIDAY + 21 * HOUR


def test_starting_the_clocks_of_a_case_costs_four_queries(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    Clock.objects.filter(case_id=case.id).delete()

    with CaptureQueriesContext(connection) as queries:
        started = start_commitments(
            actor=SYSTEM, case_id=case.id, occasion=StartsOn.OPENED, started_at=FRIDAY, now=FRIDAY
        )

    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert (started, len(statements)) == (3, 4), statements


@pytest.mark.parametrize("said", [{"outbound": False}, {"reached": False}])
def test_an_attempt_or_an_incoming_call_is_no_reply(us: Company, said: dict[str, bool]) -> None:
    case = complaint(us.agent, product_line="furniture").case

    call(us.agent, case, FRIDAY + HOUR / 2, **said)

    assert clocks(case.id)["first_reply"].met_at is None


def test_a_change_of_stage_is_no_reply(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case

    reclassify(us, case, FRIDAY + HOUR / 2, severity="C")

    assert clocks(case.id, FRIDAY + HOUR / 2)["first_reply"].state is State.RUNNING


def test_a_reply_by_anybody_keeps_the_first_reply(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case

    call(us.manager, case, FRIDAY + HOUR / 2)

    card = clocks(case.id, FRIDAY + 30 * HOUR)["first_reply"]
    assert (card.state, card.met_at, card.spent) == (State.MET, FRIDAY + HOUR / 2, HOUR / 2)
    assert card.met_by.startswith("contact:")


def test_only_the_person_responsible_keeps_the_contact(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case

    call(us.manager, case, FRIDAY + HOUR)
    assert clocks(case.id)["contact"].met_at is None
    call(owner_of(us, case), case, FRIDAY + 2 * HOUR)

    assert clocks(case.id)["contact"].met_at == FRIDAY + 2 * HOUR


def test_a_late_reply_stays_late(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case

    call(us.agent, case, FRIDAY + 2 * HOUR)

    card = clocks(case.id, FRIDAY + 30 * HOUR)["first_reply"]
    assert (card.state, card.late, card.late_by) == (State.BREACHED, True, HOUR)


def test_findings_keep_the_analysis_and_a_proposal_the_solution(us: Company) -> None:
    furniture = complaint(us.agent, product_line="furniture").case
    home = complaint(us.agent, product_line="home", phone="13900139000").case
    for case in (furniture, home):
        actor = owner_of(us, case)
        call(actor, case, FRIDAY + HOUR)
        record_findings(
            actor=actor, case_id=case.id, version=None, cause="material", liable="",
            text="海绵老化。", now=FRIDAY + 2 * HOUR,
        )  # fmt: skip
        propose(actor, case, FRIDAY + 3 * HOUR)

    assert clocks(furniture.id)["analysis"].met_at == FRIDAY + 2 * HOUR
    assert clocks(furniture.id)["solution"].met_at is None, "there it means resolved"
    assert clocks(home.id)["solution"].met_at == FRIDAY + 3 * HOUR


def test_an_agreed_repair_starts_its_completion_and_the_legal_limit(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    actor = owner_of(us, case)
    settle(actor, case, FRIDAY + HOUR)

    done = clocks(case.id, FRIDAY + HOUR)

    assert done["completion"].due_at == at("2026-01-23 17:00")
    assert done["statutory_remedy"].due_at == at("2026-01-27 00:00"), "not on a Saturday"
    assert {card.state for card in done.values()} == {State.MET}


def test_an_explanation_agreed_upon_starts_no_legal_limit(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    actor = owner_of(us, case)
    call(actor, case, FRIDAY)
    record_findings(
        actor=actor, case_id=case.id, version=None, cause="misuse", liable="", text="使用不当。",
        now=FRIDAY,
    )  # fmt: skip
    option = propose(actor, case, FRIDAY, kind="explanation")
    record_consent(
        actor=actor, case_id=case.id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-1", now=FRIDAY,
    )  # fmt: skip

    assert "statutory_remedy" not in clocks(case.id)


def test_a_resolved_furniture_case_owes_a_follow_up(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)

    card = clocks(case.id, FRIDAY + HOUR)["follow_up"]

    assert (card.state, card.due_at) == (State.RUNNING, at("2026-01-12 17:00"))
    assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at == card.due_at


def test_an_answered_consultation_has_kept_its_promises(us: Company) -> None:
    case = complaint(us.agent, kind="consultation", product_line="appliance").case
    answer_question(
        actor=owner_of(us, case), case_id=case.id, version=None, channel="phone",
        answer="请先断电再清洗。", now=FRIDAY + HOUR / 2,
    )  # fmt: skip

    done = clocks(case.id, FRIDAY + HOUR)

    assert {code: card.state for code, card in done.items()} == {
        "first_reply": State.MET,
        "answer": State.MET,
    }


def test_a_person_can_say_that_an_appointment_was_made_but_not_that_a_reply_was(
    us: Company,
) -> None:
    repair = complaint(us.agent, kind="repair", product_line="furniture").case
    complained = complaint(us.agent, product_line="furniture", phone="13900139000").case

    meet_clock(actor=us.agent, case_id=repair.id, code="appointment",
               evidence="周六上午9点", now=FRIDAY + HOUR)  # fmt: skip
    with pytest.raises(NotMetByWord):
        meet_clock(actor=us.agent, case_id=complained.id, code="first_reply", evidence="已回复",
                   now=FRIDAY)  # fmt: skip
    with pytest.raises(Invalid):
        meet_clock(actor=us.agent, case_id=repair.id, code="appointment", evidence=" ", now=FRIDAY)
    with pytest.raises(NotFound):
        meet_clock(actor=us.agent, case_id=repair.id, code="arrival", evidence="到达", now=FRIDAY)

    assert clocks(repair.id)["appointment"].met_at == FRIDAY + HOUR


def test_a_reopened_case_goes_on_with_the_same_clock_and_the_time_between_is_taken_out(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="furniture").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)
    before = clocks(case.id, FRIDAY + HOUR)
    reopened_at = at("2026-01-13 10:00")

    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了", now=reopened_at)

    after = clocks(case.id, reopened_at + HOUR)
    assert after["solution"].id == before["solution"].id
    assert after["solution"].spent == 2 * HOUR
    assert after["solution"].due_at == reopened_at + 23 * HOUR
    assert after["first_reply"].state is State.MET, "the reply was given"
    assert after["follow_up"].state is State.CANCELLED
    assert after["follow_up"].cancelled_why == "reopened"


def test_after_the_policys_window_a_case_is_not_reopened(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    settle(owner_of(us, case), case, FRIDAY)

    with pytest.raises(Refusal):
        reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了",
                    now=FRIDAY + timedelta(days=30, hours=1))  # fmt: skip


def test_feedback_that_brings_a_building_case_back_has_a_clock_and_a_higher_level(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="building", level="two", category="service").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)

    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="不满意", escalate=True,
                now=FRIDAY + 2 * HOUR)  # fmt: skip

    running = clocks(case.id, FRIDAY + 2 * HOUR)
    assert running["feedback"].due_at == at("2026-01-13 00:00")
    assert running["solution"].amount == 3, "level one now"


def test_a_closed_case_runs_no_clock(us: Company) -> None:
    case = complaint(us.agent, kind="return_exchange", product_line="appliance").case
    actor = owner_of(us, case)
    settle(actor, case, FRIDAY + HOUR)
    start_commitments(
        actor=actor, case_id=case.id, occasion=StartsOn.GOODS_RETURNED, started_at=FRIDAY + HOUR,
        now=FRIDAY + HOUR,
    )  # fmt: skip
    assert clocks(case.id, FRIDAY + HOUR)["refund"].due_at == at("2026-01-17 00:00")

    close_case(actor=actor, case_id=case.id, version=None, now=FRIDAY + 2 * HOUR)

    card = clocks(case.id, FRIDAY + 300 * HOUR)["refund"]
    assert (card.state, card.cancelled_why, card.late) == (State.CANCELLED, "closed", False)
    assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at is None


def test_a_merged_case_runs_no_clock(us: Company) -> None:
    kept = complaint(us.agent).case
    double = complaint(us.agent, description="同一件事，再次来电。").case

    merge_cases(actor=us.agent, case_id=double.id, version=None, kept_number=kept.number,
                now=FRIDAY)  # fmt: skip

    assert {card.state for card in clocks(double.id).values()} == {State.CANCELLED}
    assert {card.state for card in clocks(kept.id).values()} == {State.RUNNING}


def test_another_level_recomputes_from_the_original_start_and_keeps_the_pauses(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    pause_case(actor=us.agent, case_id=case.id, reason="waiting_for_customer", evidence="短信",
               now=at("2026-01-12 16:00"))  # fmt: skip
    resume_case(actor=us.agent, case_id=case.id, now=at("2026-01-13 10:00"))
    before = clocks(case.id, at("2026-01-13 10:00"))["solution"]

    reclassify(us, case, at("2026-01-13 11:00"), level="two", category="service")

    after = clocks(case.id, at("2026-01-13 11:00"))["solution"]
    assert before.due_at == at("2026-01-15 17:00"), "three, less the Monday that was paused"
    assert after.due_at == at("2026-01-19 17:00"), "five, less the same Monday"
    assert (after.id, after.started_at) == (before.id, before.started_at)
    assert after.classification["level"] == "two"


def test_what_was_met_or_broken_stays_with_its_classification(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    call(owner_of(us, case), case, FRIDAY + HOUR)
    late = at("2026-01-15 09:00")

    reclassify(us, case, late, level="two", category="service")

    cards = clocks_of(actor=SYSTEM, case=case, now=late)
    solutions = sorted((c for c in cards if c.code == "solution"), key=lambda c: c.id)
    assert [(c.state, c.late, c.classification["level"]) for c in solutions] == [
        (State.CANCELLED, True, "one"),
        (State.RUNNING, False, "two"),
    ]
    assert {c.started_at for c in solutions} == {FRIDAY}
    contacts = [c for c in cards if c.code == "contact"]
    assert [(c.state, c.classification["level"]) for c in contacts] == [(State.MET, "one")]


def test_another_product_line_brings_its_own_pack_and_what_was_done_counts(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    call(owner_of(us, case), case, FRIDAY + HOUR)

    reclassify(us, case, FRIDAY + 2 * HOUR, product_line="furniture")

    running = clocks(case.id, FRIDAY + 2 * HOUR)
    assert set(running) == {"contact", "solution", "first_reply", "analysis"}
    assert running["solution"].due_at == FRIDAY + 24 * HOUR
    assert running["first_reply"].met_at == FRIDAY + HOUR, "the customer had been called"


def test_a_safety_word_does_not_move_the_promises_that_stay_the_same(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    before = clocks(case.id)

    reclassify(us, case, FRIDAY + HOUR / 4, severity="C", category="service")

    assert clocks(case.id) == before


def test_an_appliance_repair_is_completed_by_the_agreed_date(us: Company) -> None:
    case = complaint(us.agent, kind="repair", product_line="appliance").case
    saturday = at("2026-01-17 12:00")
    agree_date(actor=us.agent, case_id=case.id, code="completion", moment=saturday, now=FRIDAY)
    pause_case(actor=us.agent, case_id=case.id, reason="waiting_for_part", evidence="PO-1",
               now=FRIDAY)  # fmt: skip

    card = clocks(case.id)["completion"]

    assert (card.state, card.due_at) == (State.RUNNING, saturday), "a moment is not shifted"
    with pytest.raises(NoDateToAgree):
        agree_date(actor=us.agent, case_id=case.id, code="completion", moment=saturday, now=FRIDAY)
    with pytest.raises(NoDateToAgree):
        agree_date(actor=us.agent, case_id=case.id, code="solution", moment=saturday, now=FRIDAY)


def test_a_due_time_is_explained_from_the_clause_to_the_last_day(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    clock = clocks(case.id)["solution"]

    with override("zh-hans"):
        told = explanation_of(actor=us.agent, case=case, clock_id=clock.id, now=FRIDAY)
    with override("en"):
        said = explanation_of(actor=us.agent, case=case, clock_id=clock.id, now=FRIDAY)

    assert (told.pack, told.version, told.section) == ("家居用品", 1, "投诉处理")
    assert told.clause == "一级投诉3个工作日内提出解决方案"
    assert said.clause == "Level one: a solution within 3 working days"
    assert len(told.sentences) == len(said.sentences) == len(told.steps) > 3
    assert told.card == clock or told.card.label == "解决方案"


def test_lateness_is_counted_by_unit_and_person_without_any_job(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    now = at("2026-01-10 11:00")

    (count,) = late_counts(actor=us.manager, now=now, soon=now + 200 * HOUR)

    assert (count.org_unit_id, count.owner_id) == (case.org_unit_id, case.owner_id)
    assert (count.late, count.endangered, count.running) == (1, 1, 2)


def test_a_colleague_of_another_region_sees_no_clock(us: Company) -> None:
    case = complaint(us.agent).case

    assert next_promises(actor=us.stranger, case_ids=[case.id], now=FRIDAY) == {}
    assert late_counts(actor=us.stranger, now=FRIDAY, soon=FRIDAY) == []
    with pytest.raises(NotFound):
        pause_case(actor=us.stranger, case_id=case.id, reason="force_majeure", evidence="x",
                   now=FRIDAY)  # fmt: skip


def test_an_auditor_reads_clocks_and_changes_none(us: Company) -> None:
    case = complaint(us.agent).case

    assert clocks_of(actor=us.auditor, case=case, now=FRIDAY)
    with pytest.raises(NotAllowed):
        pause_case(actor=us.auditor, case_id=case.id, reason="force_majeure", now=FRIDAY)


def test_a_list_shows_the_promise_that_falls_due_first(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    by_due = sorted(clocks(case.id).values(), key=lambda card: str(card.due_at))

    running = next_promises(actor=us.agent, case_ids=[case.id], now=FRIDAY)[case.id]
    pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
               now=FRIDAY + HOUR)  # fmt: skip
    paused = next_promises(actor=us.agent, case_ids=[case.id], now=FRIDAY + 9 * HOUR)[case.id]

    assert (running.label, running.due_at) == (by_due[0].label, by_due[0].due_at)
    assert (running.paused, paused.paused) == (False, True)
    assert paused.due_at == running.due_at + 8 * HOUR, "eight hours later: it stood still so long"


def test_the_promises_of_a_list_cost_as_much_as_those_of_one_case(us: Company) -> None:
    ids = [complaint(us.agent, phone=f"1380013800{n}").case.id for n in range(4)]
    counts = []
    for wanted in (ids[:1], ids):
        with CaptureQueriesContext(connection) as queries:
            next_promises(actor=us.manager, case_ids=wanted, now=FRIDAY)
        counts.append(len(queries))

    assert counts == [1, 1]
