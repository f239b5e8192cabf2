"""A case of every kind and category goes from intake to closing under each founding policy.

Every limit of the four documents is checked to the minute on a case that comes in on Friday, 13
February 2026, at 16:30, before Spring Festival: Saturday the 14th is worked, the 15th to the 23rd
rest, Saturday the 28th is worked again (R-POL-01, R-POL-02; requirements, section 3).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import (
    CATEGORY_CHOICES,
    KIND_CHOICES,
    CaseBrief,
    case_brief,
    holds_of,
)
from aftercare.casework.checklists.actions import accept_service, plan_service
from aftercare.casework.checklists.queries import TASKS
from aftercare.casework.commitments.queries import ClockCard, State
from aftercare.casework.legal.actions import record_legal_step
from aftercare.casework.legal.queries import Step
from aftercare.casework.recycling.actions import (
    answer_appraisal,
    appraise_goods,
    collect_goods,
    issue_certificate,
)
from aftercare.casework.resolutions.actions import (
    add_option,
    answer_question,
    carry_out_resolution,
    propose_resolution,
    record_consent,
    record_findings,
)
from aftercare.casework.returns.actions import check_claim, inspect_goods
from aftercare.casework.visits.actions import agree_visit, finish_service, note_arrival
from aftercare.feedback.followups.actions import record_follow_up
from aftercare.foundation.actor import SYSTEM, Actor
from tests.handling import call, clocks, owner_of
from tests.makers import Company, at, complaint

pytestmark = pytest.mark.django_db

RECEIVED = at("2026-02-13 16:30")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LINES = ("furniture", "home", "appliance", "building")
KINDS = [code for code, _name in KIND_CHOICES]
CATEGORIES = [code for code, _name in CATEGORY_CHOICES]
LEVEL_ONE = {"product_quality", "safety"}

Limits = dict[str, str]
NONE: Limits = {}
DEFAULT: Limits = {"first_reply": "02-14 17:00"}  # one working day
# What the documents promise at intake, and when it falls due: month-day hour:minute.
VISITS: dict[str, dict[str, Limits]] = {
    "furniture": {"repair": {"appointment": "02-14 16:30"}},
    "home": {"repair": {"appointment": "02-14 16:30", "completion": "03-05 17:00"}},
    "appliance": {
        "repair": {"appointment": "02-14 16:30", "arrival": "02-14 16:30"},
        "installation": {"arrival": "02-14 16:30"},
        "care": {"answer": "02-14 16:30"},
    },
    "building": {"repair": {"appointment": "02-14 16:30", "completion": "03-05 17:00"}},
}
QUESTIONS: dict[str, Limits] = {
    "furniture": {"first_reply": "02-14 09:30", "answer": "02-14 16:30"},
    "home": NONE,
    "appliance": {"first_reply": "02-13 17:30", "answer": "02-24 17:00"},
    "building": NONE,
}
RETURNS: dict[str, Limits] = {
    "home": {"completion": "03-05 17:00"},
    "building": {"completion": "03-05 17:00"},
}
TWO, THREE, FIVE = "02-24 17:00", "02-25 17:00", "02-27 17:00"  # working days after the 13th
APPLIANCE_SOLUTION = {
    "product_quality": FIVE, "service": THREE, "logistics": TWO, "safety": FIVE,
    "contract": THREE, "price": THREE, "promotion": THREE, "other": THREE,
}  # fmt: skip


def limits_at_intake(line: str, kind: str, category: str) -> Limits:
    """Read off the documents, not off the packs; where these are silent, the marked default."""
    return _written_limits(line, kind, category) or DEFAULT


def _written_limits(line: str, kind: str, category: str) -> Limits:
    if kind == "complaint":
        return _limits_of_complaint(line, category)
    if kind == "consultation":
        return QUESTIONS[line]
    if kind == "return_exchange":
        return RETURNS.get(line, NONE)
    return VISITS[line].get(kind, NONE)


def _limits_of_complaint(line: str, category: str) -> Limits:
    if line == "furniture":
        # Danger is urgent: it is served in the same hours, on days of rest too.
        return {"first_reply": "02-14 09:30", "analysis": "02-14 16:30", "solution": "02-14 16:30"}
    if line == "appliance":
        reply = "02-13 20:30" if category == "safety" else "02-14 17:00"
        return {"first_reply": reply, "solution": APPLIANCE_SOLUTION[category]}
    five = category in {"contract", "price"} and line == "building"
    solution = FIVE if five or category not in LEVEL_ONE else THREE
    return {"contact": "02-14 16:30", "solution": solution}


def _taken_in(us: Company, line: str, kind: str, category: str) -> CaseBrief:
    danger = category == "safety"
    return complaint(
        us.agent,
        kind=kind,
        category=category,
        product_line=line,
        level="one" if category in LEVEL_ONE else "two",
        severity="A" if danger else "B",
        urgent=danger,
        description="请尽快处理。",
        now=RECEIVED,
    ).case


def _moment(card: ClockCard) -> str:
    assert card.due_at is not None
    return card.due_at.astimezone(RECEIVED.tzinfo).strftime("%m-%d %H:%M")


def _dues(case: CaseBrief) -> Limits:
    return {code: _moment(card) for code, card in clocks(case.id, RECEIVED).items()}


def _answered(owner: Actor, case: CaseBrief, now: datetime) -> None:
    answer_question(actor=owner, case_id=case.id, version=None, channel="phone", answer="可以。",
                    now=now)  # fmt: skip


def _visited(owner: Actor, case: CaseBrief, now: datetime) -> None:
    agree_visit(actor=owner, case_id=case.id, version=None, from_at=now + HOUR,
                until_at=now + 2 * HOUR, who="孟凡", channel="phone", text="已约好。",
                now=now)  # fmt: skip
    note_arrival(actor=owner, case_id=case.id, arrived_at=now + 2 * MINUTE, now=now + 2 * MINUTE)
    if tasks := TASKS.get(case.classification.kind):
        plan_service(actor=owner, case_id=case.id, goods="空调", place="客厅",
                     price_amount=Decimal(0), now=now)  # fmt: skip
        accept_service(actor=owner, case_id=case.id, done=tasks, how="signature",
                       reference="QZ-1", now=now + 3 * MINUTE)  # fmt: skip
    finish_service(actor=owner, case_id=case.id, version=None, result="已完成",
                   root_cause="material", cost_amount=Decimal(0),
                   now=now + 3 * MINUTE)  # fmt: skip


def _talked_over(kind: str) -> Callable[[Actor, CaseBrief, datetime], None]:
    def walk(owner: Actor, case: CaseBrief, now: datetime) -> None:
        call(owner, case, now)
        if case.classification.kind == "return_exchange":
            check_claim(actor=owner, case_id=case.id, granted=True, ground="fault",
                        proof="invoice", text="已确认开裂", now=now)  # fmt: skip
        record_findings(actor=owner, case_id=case.id, version=None, cause="material",
                        liable="supplier", text="材料问题", now=now)  # fmt: skip
        option = add_option(actor=owner, case_id=case.id, kind=kind, summary="按约处理",
                            cost_amount=Decimal(80), compensation_amount=Decimal(0),
                            expected_stars=4, now=now)  # fmt: skip
        propose_resolution(actor=owner, case_id=case.id, version=None, resolution_id=option,
                           now=now)  # fmt: skip
        record_consent(actor=owner, case_id=case.id, version=None, resolution_id=option,
                       how="recorded_call", reference="REC-1", now=now)  # fmt: skip
        if kind == "return":
            _refunded(owner, case, now)
        carry_out_resolution(actor=owner, case_id=case.id, version=None, result="已处理",
                             cost_amount=Decimal(80), now=now + 3 * MINUTE)  # fmt: skip

    return walk


def _refunded(owner: Actor, case: CaseBrief, now: datetime) -> None:
    inspect_goods(actor=owner, case_id=case.id, purpose="refund", received_at=now,
                  condition="used", finding="齐全", accepted=True, now=now)  # fmt: skip
    refund = clocks(case.id, now)["refund"]
    assert _moment(refund) == "02-25 00:00", "the seventh day rests, as do the next: the 24th"
    record_legal_step(actor=owner, case_id=case.id, step=Step.REFUND_PAID, happened_at=now,
                      reference="TK-1", now=now)  # fmt: skip


def _recycled(owner: Actor, case: CaseBrief, now: datetime) -> None:
    call(owner, case, now)
    appraise_goods(actor=owner, case_id=case.id, version=None, goods="旧冰箱", condition="working",
                   amount=Decimal(100), now=now)  # fmt: skip
    answer_appraisal(actor=owner, case_id=case.id, version=None, agreed=True, how="recorded_call",
                     reference="REC-1", now=now)  # fmt: skip
    collect_goods(actor=owner, case_id=case.id, collected_at=now, way="fetched", paid_by="transfer",
                  paid_reference="ZZ-1", now=now)  # fmt: skip
    issue_certificate(actor=owner, case_id=case.id, version=None, recycler="绿源再生",
                      treatment="dismantled", cost_amount=Decimal(130),
                      now=now + 3 * MINUTE)  # fmt: skip


WALKS: dict[str, Callable[[Actor, CaseBrief, datetime], None]] = {
    "complaint": _talked_over("repair"),
    "consultation": _answered,
    "return_exchange": _talked_over("return"),
    "recycling": _recycled,
    **dict.fromkeys(("repair", "installation", "care"), _visited),
}


def _closed(owner: Actor, case: CaseBrief, now: datetime) -> CaseBrief:
    """Asked where the policy asks, then closed."""
    resolved = case_brief(actor=SYSTEM, case_id=case.id)
    if "follow_up" in holds_of(actor=SYSTEM, case=resolved):
        record_follow_up(actor=owner, case_id=case.id, stars=5, comment="", channel="phone",
                         now=now)  # fmt: skip
    return close_case(actor=owner, case_id=case.id, version=None, now=now)


def _kept(case: CaseBrief, now: datetime) -> Iterator[tuple[str, State]]:
    for code, card in clocks(case.id, now).items():
        yield code, card.state


@pytest.mark.parametrize(("line", "kind"), list(product(LINES, KINDS)))
def test_a_case_of_every_category_is_walked_to_closing(
    company: Company, line: str, kind: str
) -> None:
    """One company for all categories of a kind: each has its limits, and all of them are kept."""
    for category in CATEGORIES:
        case = _taken_in(company, line, kind, category)
        assert _dues(case) == limits_at_intake(line, kind, category), category

        owner = owner_of(company, case)
        WALKS[kind](owner, case, RECEIVED + 10 * MINUTE)
        closed = _closed(owner, case, RECEIVED + 20 * MINUTE)

        assert closed.stage == "closed", category
        broken = [code for code, state in _kept(closed, RECEIVED + HOUR) if state != State.MET]
        assert broken == [], category


LATER = [
    # line, kind, promise, due when its occasion comes on the 13th, ten minutes after intake
    ("furniture", "complaint", "follow_up", "02-24 17:00"),
    ("furniture", "care", "follow_up", "02-24 17:00"),
    ("home", "complaint", "follow_up", "02-24 17:00"),
    ("home", "return_exchange", "follow_up", "02-24 17:00"),
    ("appliance", "complaint", "follow_up", "02-24 17:00"),
    ("appliance", "repair", "follow_up", "02-25 00:00"),
    ("building", "complaint", "follow_up", "02-24 17:00"),
    ("home", "complaint", "completion", "03-05 17:00"),
    ("building", "complaint", "completion", "03-05 17:00"),
    ("furniture", "complaint", "statutory_remedy", "03-01 00:00"),
]


@pytest.mark.parametrize(("line", "kind", "code", "due"), LATER)
def test_what_starts_on_the_way_falls_due_to_the_minute(
    company: Company, line: str, kind: str, code: str, due: str
) -> None:
    case = _taken_in(company, line, kind, "product_quality")
    WALKS[kind](owner_of(company, case), case, RECEIVED + 10 * MINUTE)

    (was_due,) = [card for name, card in clocks(case.id, RECEIVED + HOUR).items() if name == code]
    assert _moment(was_due) == due


@pytest.mark.parametrize(
    ("line", "kind", "category"),
    [
        ("furniture", "complaint", "service"),
        ("home", "complaint", "product_quality"),
        ("appliance", "complaint", "logistics"),
        ("appliance", "repair", "product_quality"),
        ("building", "complaint", "price"),
        ("building", "return_exchange", "contract"),
    ],
)
def test_a_limit_is_kept_in_its_last_minute_and_broken_in_the_next(
    company: Company, line: str, kind: str, category: str
) -> None:
    case = _taken_in(company, line, kind, category)
    for code in limits_at_intake(line, kind, category):
        due = clocks(case.id, RECEIVED)[code].due_at
        assert due is not None
        assert clocks(case.id, due)[code].state is State.RUNNING, code
        assert clocks(case.id, due + MINUTE)[code].state is State.BREACHED, code


def test_a_complex_question_has_five_working_days(company: Company) -> None:
    case = complaint(company.agent, kind="consultation", product_line="appliance", level="two",
                     complex=True, now=RECEIVED).case  # fmt: skip
    assert _dues(case) == {
        "first_reply": "02-13 17:30",
        "answer": FIVE,
        "referral": "02-14 13:30",  # half an hour of Friday, the rest on the Saturday worked
    }
