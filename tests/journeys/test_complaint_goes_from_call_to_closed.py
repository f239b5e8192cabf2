"""The main road: taken down, classified, contacted, investigated, settled, asked after, closed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases import actions as cases
from aftercare.casework.cases.queries import Step, case_brief, steps_of
from aftercare.casework.cases.rules import NotReadyToClose, Outdated, StageRefused
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.intake.actions import Registered, open_with_code
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.resolutions.queries import live_of, resolutions_of
from aftercare.feedback.followups.actions import record_follow_up, record_follow_up_try
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotAllowed, NotFound
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def settle(case_id: int, who: Actor, approver: Actor | None = None, amount: int = 100) -> None:
    """From the first contact to the customer's yes and the deed."""
    log_contact(
        actor=who, case_id=case_id, channel="phone", outbound=True, text="已了解情况。", now=FRIDAY
    )
    resolutions.record_findings(
        actor=who,
        case_id=case_id,
        version=None,
        cause="material",
        liable="supplier",
        text="海绵密度不足。",
        now=FRIDAY + HOUR,
    )
    option = resolutions.add_option(
        actor=who,
        case_id=case_id,
        kind="exchange",
        summary="更换坐垫",
        cost_amount=Decimal(amount),
        compensation_amount=Decimal(0),
        expected_stars=5,
        now=FRIDAY + HOUR,
    )
    resolutions.propose_resolution(
        actor=who, case_id=case_id, version=None, resolution_id=option, now=FRIDAY + HOUR
    )
    if approver is not None:
        resolutions.approve_resolution(
            actor=approver, case_id=case_id, version=None, resolution_id=option, now=FRIDAY + HOUR
        )
    resolutions.record_consent(
        actor=who,
        case_id=case_id,
        version=None,
        resolution_id=option,
        how="recorded_call",
        reference="REC-1",
        now=FRIDAY + HOUR,
    )
    resolutions.carry_out_resolution(
        actor=who,
        case_id=case_id,
        version=None,
        result="已更换坐垫",
        cost_amount=Decimal(amount),
        now=FRIDAY + 2 * HOUR,
    )


def next_step(case_id: int) -> Step:
    step, _missing = steps_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case_id))
    return step


@pytest.fixture
def registered(company: Company) -> Registered:
    return complaint(company.agent)


def test_a_quality_complaint_goes_to_the_quality_team_and_is_accepted(
    company: Company, registered: Registered
) -> None:
    case = case_brief(actor=company.head, case_id=registered.case.id)
    assert case.number.startswith("AS260109-")
    assert case.owner_id == company.handler.staff_id
    assert case.org_unit_id == company.quality
    assert case.stage == "accepted"
    assert next_step(case.id) is Step.CONTACT


def test_it_is_settled_asked_after_and_closed(company: Company, registered: Registered) -> None:
    case_id, who = registered.case.id, company.handler
    settle(case_id, who)
    assert next_step(case_id) is Step.FOLLOW_UP

    with pytest.raises(NotReadyToClose) as refused:
        cases.close_case(actor=who, case_id=case_id, version=None, now=FRIDAY + 3 * HOUR)
    assert refused.value.missing == ["hold:follow_up"]

    record_follow_up(
        actor=who, case_id=case_id, stars=5, comment="满意", channel="phone", now=FRIDAY + 3 * HOUR
    )
    case = cases.close_case(actor=who, case_id=case_id, version=None, now=FRIDAY + 4 * HOUR)
    assert (case.stage, case.satisfaction, case.root_cause) == ("closed", 5, "material")


def test_a_dissatisfied_answer_brings_it_back_one_level_up(
    company: Company, registered: Registered
) -> None:
    settle(registered.case.id, company.handler)
    record_follow_up(
        actor=company.handler,
        case_id=registered.case.id,
        stars=1,
        comment="还是响",
        channel="phone",
        now=FRIDAY + 3 * HOUR,
    )
    case = case_brief(actor=company.handler, case_id=registered.case.id)
    assert case.stage == "accepted"
    assert (case.classification.level, case.classification.severity) == ("one", "A")
    assert (case.reopened, case.escalation) == (1, 1)


def test_after_enough_tries_to_reach_the_customer_it_may_close(
    company: Company, registered: Registered
) -> None:
    settle(registered.case.id, company.handler)
    for day in (1, 2, 3):
        if next_step(registered.case.id) is not Step.FOLLOW_UP:
            break
        record_follow_up_try(
            actor=company.handler,
            case_id=registered.case.id,
            channel="phone",
            note="无人接听",
            now=FRIDAY + timedelta(days=day),
        )
    assert next_step(registered.case.id) is Step.CLOSE


def test_a_dear_resolution_waits_for_the_head_and_nobody_approves_their_own(
    company: Company, registered: Registered
) -> None:
    with pytest.raises((resolutions.NotAtThisPoint, NotAllowed, resolutions.ApprovalRefused)):
        settle(registered.case.id, company.handler, approver=company.handler, amount=1000)
    option = live_of(resolutions_of(actor=company.head, case=registered.case))
    assert option is not None
    assert option.awaits == "head"
    resolutions.approve_resolution(
        actor=company.head,
        case_id=registered.case.id,
        version=None,
        resolution_id=option.id,
        now=FRIDAY + 2 * HOUR,
    )
    assert case_brief(actor=company.head, case_id=registered.case.id).stage == "awaiting_consent"


def test_a_refusal_leads_to_a_second_talk_and_rises(
    company: Company, registered: Registered
) -> None:
    case_id, who = registered.case.id, company.handler
    log_contact(actor=who, case_id=case_id, channel="phone", outbound=True, text="联系", now=FRIDAY)
    resolutions.record_findings(
        actor=who, case_id=case_id, version=None, cause="material", liable="maker", text="查明",
        now=FRIDAY,
    )  # fmt: skip
    option = resolutions.add_option(
        actor=who, case_id=case_id, kind="repair", summary="维修", cost_amount=Decimal(0),
        compensation_amount=Decimal(0), expected_stars=3, now=FRIDAY,
    )  # fmt: skip
    resolutions.propose_resolution(
        actor=who, case_id=case_id, version=None, resolution_id=option, now=FRIDAY
    )
    case = resolutions.record_refusal(
        actor=who, case_id=case_id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-2", comment="要求换货", now=FRIDAY + HOUR,
    )  # fmt: skip
    assert (case.stage, case.escalation) == ("proposing", 1)


def test_an_outdated_page_is_refused_with_the_version_it_showed(
    company: Company, registered: Registered
) -> None:
    shown = registered.case.version
    log_contact(
        actor=company.handler,
        case_id=registered.case.id,
        channel="phone",
        outbound=True,
        text="联系",
        now=FRIDAY,
    )
    with pytest.raises(Outdated) as refused:
        resolutions.record_findings(
            actor=company.handler,
            case_id=registered.case.id,
            version=shown,
            cause="material",
            liable="maker",
            text="查明",
            now=FRIDAY,
        )
    assert refused.value.since == shown


def test_a_case_of_another_region_looks_as_if_it_were_not_there(
    company: Company, registered: Registered
) -> None:
    with pytest.raises(NotFound):
        case_brief(actor=company.stranger, case_id=registered.case.id)


def test_an_auditor_reads_and_may_not_act(company: Company, registered: Registered) -> None:
    assert case_brief(actor=company.auditor, case_id=registered.case.id)
    with pytest.raises(NotAllowed):
        cases.close_case(
            actor=company.auditor, case_id=registered.case.id, version=None, now=FRIDAY
        )


def test_the_same_message_twice_is_one_case(company: Company) -> None:
    first = complaint(company.agent, intake_key="portal:abc")
    again = complaint(company.agent, intake_key="portal:abc")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.case.id == again.case.id


def test_a_danger_is_grave_whatever_was_ticked(company: Company) -> None:
    registered = complaint(
        company.agent, description="热水器漏电，我被电了一下，手发麻！", level="two", severity="C"
    )
    case = case_brief(actor=company.head, case_id=registered.case.id)
    assert case.safety
    kind = case.classification
    assert (kind.level, kind.severity, kind.urgent) == ("one", "A", True)


def test_number_phone_tail_and_code_open_a_case_and_nothing_less(
    company: Company, registered: Registered
) -> None:
    def tried(tail: str, code: str) -> int | None:
        return open_with_code(
            actor=SYSTEM, number=registered.case.number, phone_tail=tail, code=code, now=FRIDAY
        )

    wrong = f"{(int(registered.code) + 1) % 1_000_000:06d}"
    assert tried("8000", wrong) is None
    assert tried("8001", registered.code) is None
    assert tried("8000", registered.code) == registered.case.id
    assert company.agent


def test_a_step_cannot_be_taken_out_of_turn(company: Company, registered: Registered) -> None:
    with pytest.raises(StageRefused):
        cases.resolve_case(
            actor=SYSTEM,
            case_id=complaint(company.agent, confirmed=False, phone="13900139000").case.id,
            version=None,
            result="好了",
            root_cause="other",
            cost_amount=Decimal(0),
            now=FRIDAY,
        )
    assert registered
