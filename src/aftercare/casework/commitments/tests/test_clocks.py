"""Promises on cases, from registration to closing."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from aftercare.casework.cases.actions import close_case, lift_hold
from aftercare.casework.cases.queries import CaseFilter, case_brief, case_page
from aftercare.casework.commitments.actions import (
    NoDateToAgree,
    NotMetByWord,
    agree_date,
    meet_clock,
    ring_clocks,
    start_commitments,
)
from aftercare.casework.commitments.models import Clock
from aftercare.casework.commitments.queries import (
    StartsOn,
    State,
    clocks_of,
    explanation_of,
    late_counts,
    next_promises,
)
from aftercare.casework.pauses.actions import pause_case
from aftercare.casework.relations.actions import merge_cases
from aftercare.casework.resolutions.actions import (
    answer_question,
    record_consent,
    record_findings,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.work import glance
from tests.handling import (
    call,
    clocks,
    owner_of,
    propose,
    reclassify,
    settle,
)
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


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


def test_starting_the_clocks_of_a_case_costs_three_statements(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    Clock.objects.filter(case_id=case.id).delete()

    with CaptureQueriesContext(connection) as queries:
        started = start_commitments(
            actor=SYSTEM, case_id=case.id, occasion=StartsOn.OPENED, started_at=FRIDAY, now=FRIDAY
        )

    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert (started, len(statements)) == (3, 3), statements


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
    assert {c.state for c in done.values() if c.code != "follow_up"} == {State.MET}


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


def test_a_closed_case_runs_no_clock(us: Company) -> None:
    case = complaint(us.agent, kind="return_exchange", product_line="appliance").case
    actor = owner_of(us, case)
    lift_hold(actor=SYSTEM, case_id=case.id, kind="claim", reference=case.id, now=FRIDAY)
    settle(actor, case, FRIDAY + HOUR)
    start_commitments(
        actor=SYSTEM, case_id=case.id, occasion=StartsOn.GOODS_RETURNED, started_at=FRIDAY + HOUR,
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

    (count,) = late_counts(actor=us.manager, now=now)

    assert (count.org_unit_id, count.owner_id) == (case.org_unit_id, case.owner_id)
    assert (count.late, count.endangered, count.running) == (1, 0, 1)


def test_a_colleague_of_another_region_sees_no_clock(us: Company) -> None:
    case = complaint(us.agent).case

    assert next_promises(actor=us.stranger, case_ids=[case.id], now=FRIDAY) == {}
    assert late_counts(actor=us.stranger, now=FRIDAY) == []
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
    with glance():
        next_promises(actor=us.manager, case_ids=ids, now=FRIDAY)  # reads the policy
        for wanted in (ids[:1], ids):
            with CaptureQueriesContext(connection) as queries:
                next_promises(actor=us.manager, case_ids=wanted, now=FRIDAY)
            counts.append(len(queries))

    assert counts == [1, 1]


def test_danger_is_one_moment_for_the_badge_the_list_and_the_table(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case  # first reply within an hour
    danger = FRIDAY + 45 * HOUR / 60  # three quarters of it, as the pack says

    def seen(now: datetime) -> tuple[bool, int, int]:
        card = clocks(case.id, now)["first_reply"]
        narrowed = CaseFilter(endangered=True)
        rows = case_page(actor=us.manager, narrowed=narrowed, now=now).rows
        (unit,) = late_counts(actor=us.manager, now=now)
        return card.endangered, len(rows), unit.endangered

    assert clocks(case.id)["first_reply"].endangered_from == danger
    assert seen(danger - HOUR / 60) == (False, 0, 0)
    assert seen(danger) == (True, 1, 1)
    assert seen(FRIDAY + HOUR + HOUR / 60) == (False, 0, 0), "it is late now"


def test_what_stands_still_is_not_in_danger(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
               now=FRIDAY + HOUR / 2)  # fmt: skip

    assert not clocks(case.id, FRIDAY + HOUR)["first_reply"].endangered
    narrowed = CaseFilter(endangered=True)
    assert case_page(actor=us.manager, narrowed=narrowed, now=FRIDAY + HOUR).rows == []


def test_a_case_whose_pause_ran_its_longest_is_listed_as_late_before_any_job(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
               now=FRIDAY)  # fmt: skip
    later = FRIDAY + timedelta(days=31, hours=1)  # thirty days, and the 24 hours after them

    rows = case_page(actor=us.manager, narrowed=CaseFilter(late=True), now=later).rows

    assert [row.id for row in rows] == [case.id]


def test_it_is_told_who_hears_of_a_promise_and_when(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    clock = clocks(case.id)["first_reply"]
    ring_clocks(actor=SYSTEM, now=FRIDAY + HOUR / 2)

    told = explanation_of(actor=us.agent, case=case, clock_id=clock.id, now=FRIDAY + HOUR / 2)

    assert [(row.percent, row.minutes, row.tell, row.told) for row in told.alarms] == [
        (50, None, ("owner",), True),
        (75, None, ("owner",), False),
        (90, None, ("owner",), False),
        (None, 0, ("owner", "head"), False),
        (None, 480, ("second_head",), False),
    ]
    assert told.alarms[-1].at == at("2026-01-12 12:00")
