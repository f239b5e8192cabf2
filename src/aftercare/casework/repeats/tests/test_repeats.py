"""The same again within thirty days: one grade up, said why, counted against the first fix."""

from datetime import timedelta
from typing import Any

import pytest

from aftercare.casework.cases.actions import classify_case
from aftercare.casework.cases.queries import CaseBrief, CaseFilter, case_brief, case_page
from aftercare.casework.relations.queries import related_cases
from aftercare.casework.repeats.actions import NotAgain, mark_repeat, withdraw_repeat
from aftercare.casework.repeats.queries import came_again, first_fix, repeat_of, repeats
from aftercare.casework.repeats.rules import Matter, Sign, first_fix_percent, is_within, signs_of
from aftercare.casework.triage.queries import Source, proposal_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid
from tests import makers
from tests.handling import owner_of, settle
from tests.makers import FRIDAY, Company, complaint

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ONE = {"kind": "complaint", "category": "product_quality", "customer_id": 1, "unit_id": 5,
       "order_no": "T1"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "likeness", "signs"),
    [
        ({}, 0.9, [Sign.UNIT, Sign.ORDER, Sign.TEXT]),
        ({"unit_id": None}, 0.9, [Sign.ORDER, Sign.TEXT]),
        ({"unit_id": None, "order_no": ""}, 0.9, [Sign.TEXT]),
        ({"unit_id": None, "order_no": ""}, 0.2, []),
        ({"unit_id": 6, "order_no": "", "customer_id": 2}, 0.9, []),
        ({"unit_id": 6, "customer_id": 2}, 0.1, []),
        ({"unit_id": 6, "customer_id": 2}, 0.5, [Sign.ORDER]),
        ({"category": "service"}, 0.9, [Sign.UNIT]),
        ({"category": "service", "unit_id": None}, 0.9, []),
        ({"kind": "repair"}, 0.0, [Sign.UNIT]),
        ({"kind": "consultation"}, 0.9, []),
    ],
)
def test_what_speaks_for_the_same_again(
    change: dict[str, object], likeness: float, signs: list[Sign]
) -> None:
    later = Matter(**(ONE | change))  # type: ignore[arg-type]
    assert signs_of(Matter(**ONE), later, likeness=likeness) == signs  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "within"),
    [(-HOUR, "no"), (timedelta(), "no"), (HOUR, "yes"), (30 * DAY, "yes"),
     (30 * DAY + timedelta(minutes=1), "no")],
)  # fmt: skip
def test_the_days_run_from_the_settlement(after: timedelta, within: str) -> None:
    assert is_within(FRIDAY, at=FRIDAY + after, days=30) is (within == "yes")
    assert not is_within(None, at=FRIDAY, days=30)


def test_the_share_of_first_fixes() -> None:
    assert first_fix_percent(settled=120, came_again=7) == 94.2
    assert first_fix_percent(settled=0, came_again=0) is None


pytestmark = pytest.mark.django_db


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def settled(us: Company) -> CaseBrief:
    case = complaint(us.agent, severity="C").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)
    return case


def again(us: Company, after: timedelta = 10 * DAY, **said: Any) -> CaseBrief:
    return complaint(us.agent, severity="C", now=FRIDAY + HOUR + after, **said).case


def grade(case: CaseBrief) -> tuple[str, str]:
    facts = case_brief(actor=SYSTEM, case_id=case.id).classification
    return facts.level, facts.severity


def test_it_is_recognised_at_intake_and_rises_with_the_reason(company: Company) -> None:
    first = settled(company)
    second = again(company)

    assert grade(second) == ("one", "B")
    row = repeat_of(actor=company.head, case=case_brief(actor=SYSTEM, case_id=second.id))
    assert row
    assert row.earlier
    assert (row.earlier.id, row.days, row.raised_from, row.raised_to) == (
        first.id, 10, "one/C", "one/B",
    )  # fmt: skip
    proposal = proposal_of(actor=company.head, case=second)
    assert proposal
    told = [r for r in proposal.proposed.reasons if r.source == Source.AGAIN]
    assert [(r.field, r.words) for r in told] == [("severity", first.number)]
    assert [one.kind for one in related_cases(actor=company.head, case=first)] == ["repeat"]
    verbs = [e.verb for e in history(actor=SYSTEM, subject=f"case:{first.id}", limit=60).rows]
    assert "case.came_again" in verbs
    assert [one.later.id for one in came_again(actor=company.head, case=first) if one.later] == [
        second.id
    ]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (31 * DAY, {}),
        (DAY, {"category": "service"}),
        (DAY, {"phone": "13900000009"}),
        (DAY, {"description": "安装师傅迟到了两个小时，电话也不接。"}),
    ],
)
def test_other_matters_stay_as_they_are(
    company: Company, after: timedelta, said: dict[str, object]
) -> None:
    settled(company)
    second = again(company, after, **said)
    assert (grade(second), second.repeat_of_id) == (("one", "C"), None)


def test_what_is_not_settled_is_not_again(company: Company) -> None:
    complaint(company.agent, severity="C")
    assert grade(again(company)) == ("one", "C")


def test_a_policy_may_raise_nothing(company: Company) -> None:
    pack = {"handling": {
        "follow_up_tries": 3, "follow_up_kinds": [], "reopen_days": 30, "again_days": 30,
        "again_raises": False, "closing_needs": ["result"],
    }}  # fmt: skip
    makers.reword_pack("home_goods", FRIDAY - HOUR, **pack)
    first = settled(company)
    second = again(company)
    assert grade(second) == ("one", "C")
    noted = case_brief(actor=SYSTEM, case_id=second.id)
    assert noted.repeat_of_id == first.id, "it is counted all the same"


def test_it_is_listed_and_counted_and_taken_back_with_a_reason(company: Company) -> None:
    settled(company)
    second = again(company)
    now = FRIDAY + 11 * DAY
    narrowed = CaseFilter(again=True)

    def listed() -> list[int]:
        found = case_page(actor=company.head, narrowed=narrowed, now=now).rows
        return [row.id for row in found]

    assert listed() == [second.id]
    assert len(repeats(actor=company.head).rows) == 1
    assert not repeats(actor=company.stranger).rows
    figures = first_fix(actor=company.head, now=now)
    assert (figures.settled, figures.came_again, figures.percent) == (1, 1, 0.0)

    with pytest.raises(Invalid):
        withdraw_repeat(actor=company.head, case_id=second.id, reason=" ", now=now)
    withdraw_repeat(actor=company.head, case_id=second.id, reason="另一只坐垫", now=now)
    assert (grade(second), listed()) == (("one", "C"), [])
    assert first_fix(actor=company.head, now=now).percent == 100.0


def test_a_person_may_say_so_and_a_later_grade_is_not_undone(company: Company) -> None:
    first = settled(company)
    second = again(company, description="安装师傅迟到了两个小时，电话也不接。")
    now = FRIDAY + 11 * DAY
    mark_repeat(actor=company.head, case_id=second.id, earlier_number=first.number, now=now)
    assert grade(second) == ("one", "B")
    with pytest.raises(NotAgain):
        mark_repeat(actor=company.head, case_id=second.id, earlier_number=first.number, now=now)
    facts = case_brief(actor=SYSTEM, case_id=second.id).classification
    kind = type(facts)(**(facts.codes() | {"severity": "A"}))
    classify_case(actor=company.head, case_id=second.id, version=None, classification=kind,
                  safety=False, now=now)  # fmt: skip
    withdraw_repeat(actor=company.head, case_id=second.id, reason="不是同一问题", now=now)
    assert grade(second) == ("one", "A")
