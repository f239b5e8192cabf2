"""Care and installation are told before the work and accepted after it (R-FS-08, R-FS-09)."""

from decimal import Decimal

import pytest

from aftercare.casework.cases.queries import CaseBrief, holds_of
from aftercare.casework.checklists.actions import NoChecklist, accept_service, plan_service
from aftercare.casework.checklists.queries import checklist_of
from aftercare.casework.checklists.rules import TASKS, in_order, left_undone
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from tests import makers
from tests.handling import reclassify
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def of_kind(us: Company, kind: str) -> CaseBrief:
    return complaint(us.agent, kind=kind, product_line="appliance", level="two").case


def plan(us: Company, case: CaseBrief, **said: object) -> None:
    known: dict[str, object] = {"goods": "壁挂空调", "price_amount": Decimal(80),
                                "price_told": "REC-1"}  # fmt: skip
    plan_service(actor=us.agent, case_id=case.id, now=FRIDAY, **(known | said))  # type: ignore[arg-type]


def accept(us: Company, case: CaseBrief, **said: object) -> None:
    known: dict[str, object] = {"done": list(TASKS["care"]), "how": "signature",
                                "reference": "QZ-3"}  # fmt: skip
    accept_service(actor=us.agent, case_id=case.id, now=FRIDAY, **(known | said))  # type: ignore[arg-type]


def test_tasks_are_kept_in_the_order_in_which_they_are_done() -> None:
    assert in_order("care", ["function", "surface", "briefing"]) == ["surface", "function"]
    assert in_order("repair", ["surface"]) == []
    assert left_undone(planned=["surface", "inside"], done=["inside"]) == ["surface"]


def test_care_is_told_with_its_price_and_accepted(company: Company) -> None:
    case = of_kind(company, "care")
    held = holds_of(actor=SYSTEM, case=case)
    plan(company, case, tasks=["inside", "surface"])
    accept(company, case, done=["surface"], left_because="客户只要清洗外壳")

    card = checklist_of(actor=SYSTEM, case=case)
    assert card
    assert (card.tasks, card.undone, card.price_amount) == (
        ["surface", "inside"], ["inside"], Decimal(80),
    )  # fmt: skip
    assert held == ["acceptance"]
    assert holds_of(actor=SYSTEM, case=case) == []
    with pytest.raises(NoChecklist):
        plan(company, case)


WRONG = [
    ("care", {"price_amount": None}, "price_amount"),
    ("care", {"price_told": " "}, "price_told"),
    ("care", {"goods": ""}, "goods"),
    ("installation", {}, "place"),
]


def test_what_is_missing_is_told_at_its_field(company: Company) -> None:
    cases = {kind: of_kind(company, kind) for kind in ("care", "installation")}
    for kind, said, field in WRONG:
        with pytest.raises(Invalid) as refusal:
            plan(company, cases[kind], **said)  # type: ignore[arg-type]
        assert set(refusal.value.fields) == {field}
    with pytest.raises(NoChecklist):
        accept(company, cases["care"])
    plan(company, cases["care"])
    for said, field in (({"done": []}, "left_because"), ({"reference": ""}, "reference")):
        with pytest.raises(Invalid) as refusal:
            accept(company, cases["care"], **said)
        assert set(refusal.value.fields) == {field}


def test_what_turns_out_to_be_something_else_waits_for_no_acceptance(company: Company) -> None:
    case = of_kind(company, "installation")
    reclassify(company, case, FRIDAY, kind="repair")
    assert holds_of(actor=SYSTEM, case=case) == []
    with pytest.raises(NoChecklist):
        plan(company, case)
