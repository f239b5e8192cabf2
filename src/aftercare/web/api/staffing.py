"""Who can and may do what, cases for which nobody was there, and the cases of who leaves."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from aftercare.casework.assignment import actions as assignment
from aftercare.casework.assignment.queries import (
    HEAVIEST,
    HandOverRow,
    PlannedCase,
    ShortageRow,
    case_weights,
    hand_over_plan,
    hand_overs_of,
    shortages,
)
from aftercare.people.skills import actions
from aftercare.people.skills.queries import GrantCard, SkillCard, grants_of, skills
from aftercare.people.staff.queries import SEE_MEMBERS, member_card
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Made, fits

router = Router(tags=["staffing"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
LineCode = Annotated[str, fits(20)]
Weight = Annotated[int, Field(ge=1, le=HEAVIEST)]
FEW = 20


class SkillIn(In):
    """`id` of the skill to change, null for a new one. Lists: [] is any; four [] is no case."""

    id: Id | None = None
    name: Annotated[str, fits(60, least=1)]
    kinds: Annotated[list[shapes.Kind], Field(max_length=FEW)] = []
    categories: Annotated[list[shapes.Category], Field(max_length=FEW)] = []
    product_lines: Annotated[list[LineCode], Field(max_length=FEW)] = []
    levels: Annotated[list[shapes.Level], Field(max_length=FEW)] = []
    warn_days: Annotated[int, Field(ge=0, le=365)] = 30
    is_active: bool = True


class SkillGrantIn(In):
    """`valid_until` is the last day, null without end; `file_id` of a file that you have stored."""

    skill_id: Id
    valid_from: Day
    valid_until: Day | None = None
    certificate: Annotated[str, fits(60)] = ""
    file_id: Id | None = None


class WithdrawalIn(In):
    reason: shapes.Sentence


class CaseWeightRow(Schema):
    severity: shapes.Severity
    level: shapes.Level
    weight: Weight


class CaseWeightsIn(In):
    """Each severity and level once."""

    weights: Annotated[list[CaseWeightRow], Field(min_length=6, max_length=6)]


class GivenCase(In):
    case_id: Id
    owner_id: Id


class HandOverIn(In):
    cases: Annotated[list[GivenCase], Field(min_length=1, max_length=300)]
    reason: shapes.Sentence = ""


class HandOverPlan(Schema):
    """`cases` with who would get each; `earlier` hand-overs, which may be undone."""

    cases: list[PlannedCase]
    earlier: list[HandOverRow]


class HandOverUndone(Schema):
    """How many cases went back, and how many stay because somebody has touched them since."""

    back: int
    stay: int


@router.get("/skills", response={200: list[SkillCard], **PROBLEMS})
def list_skills(request: Request) -> Sequence[SkillCard]:
    """The skills of the company, which cases need them, and how many hold them today."""
    return skills(actor=request.actor, on=timezone.localdate(request.now))


@deed(router, "/skills", out=Made)
def write_skill(request: Request, body: SkillIn) -> Made:
    """A new skill, or another wording of one; what cases need holds at once."""
    given = body.dict()
    made = actions.write_skill(
        actor=request.actor, skill_id=given.pop("id"), now=request.now, **given
    )
    return Made(id=made)


@router.get("/members/{member_id}/skills", response={200: list[GrantCard], **PROBLEMS})
def list_grants(request: Request, member_id: Id) -> Sequence[GrantCard]:
    """What a colleague holds, with the standing of each today."""
    on = timezone.localdate(request.now)
    return grants_of(actor=request.actor, member_id=member_id, on=on)


@deed(router, "/members/{member_id}/skills", out=Made)
def grant_skill(request: Request, member_id: Id, body: SkillGrantIn) -> Made:
    """A colleague holds a skill from a day on, until another or for good; a renewal is one more."""
    return Made(
        id=actions.grant_skill(
            actor=request.actor, member_id=member_id, now=request.now, **body.dict()
        )
    )


@deed(router, "/members/{member_id}/skills/{grant_id}/withdrawal", out=Done)
def withdraw_skill(request: Request, member_id: Id, grant_id: Id, body: WithdrawalIn) -> Done:
    """Somebody does not hold a skill any more, or it was entered wrongly; with the reason."""
    actions.withdraw_skill(
        actor=request.actor, member_id=member_id, grant_id=grant_id, now=request.now,
        **body.dict(),
    )  # fmt: skip
    return Done()


@router.get("/case-weights", response={200: list[CaseWeightRow], **PROBLEMS})
def list_weights(request: Request) -> Sequence[CaseWeightRow]:
    """What an open case weighs in the load of its owner."""
    request.actor.must(SEE_MEMBERS)
    return [
        CaseWeightRow.model_validate({"severity": severity, "level": level, "weight": weight})
        for (severity, level), weight in sorted(case_weights(actor=request.actor).items())
    ]


@deed(router, "/case-weights", out=Done)
def weigh_cases(request: Request, body: CaseWeightsIn) -> Done:
    """What an open case of each severity and level weighs in its owner's load from now on."""
    weights: dict[tuple[str, str], int] = {
        (row.severity, row.level): row.weight for row in body.weights
    }
    assignment.weigh_cases(actor=request.actor, weights=weights, now=request.now)
    return Done()


@router.get("/shortages", response={200: list[ShortageRow], **PROBLEMS})
def list_shortages(request: Request) -> Sequence[ShortageRow]:
    """Open cases in sight that nobody could take when they came, the newest first."""
    return shortages(actor=request.actor, at=request.now)


@deed(router, "/shortages/{shortage_id}/settlement", out=Done)
def settle_shortage(request: Request, shortage_id: Id) -> Done:
    """Says that a shortage was seen to without giving the case to another."""
    assignment.settle_shortage(actor=request.actor, shortage_id=shortage_id, now=request.now)
    return Done()


@router.get("/members/{member_id}/hand-over", response={200: HandOverPlan, **PROBLEMS})
def read_hand_over(request: Request, member_id: Id) -> HandOverPlan:
    """The open cases of a colleague, with who would get each."""
    request.actor.must("assignment.hand_over_cases")
    member_card(actor=request.actor, member_id=member_id)
    plan = hand_over_plan(actor=request.actor, from_id=member_id, at=request.now)
    earlier = hand_overs_of(actor=request.actor, member_id=member_id)
    return HandOverPlan(cases=plan, earlier=earlier)


@deed(router, "/members/{member_id}/hand-over", out=Made)
def hand_over(request: Request, member_id: Id, body: HandOverIn) -> Made:
    """All of these cases or none; the id is that of the hand-over."""
    request.actor.must("assignment.hand_over_cases")
    member_card(actor=request.actor, member_id=member_id)
    made = assignment.hand_over_cases(
        actor=request.actor, from_id=member_id, reason=body.reason, now=request.now,
        owners={one.case_id: one.owner_id for one in body.cases},
    )  # fmt: skip
    return Made(id=made)


@deed(router, "/hand-overs/{hand_over_id}/undoing", out=HandOverUndone)
def undo_hand_over(request: Request, hand_over_id: Id) -> HandOverUndone:
    """Takes a hand-over back: cases that nobody has touched since return to their owner."""
    back, stay = assignment.undo_hand_over(
        actor=request.actor, hand_over_id=hand_over_id, now=request.now
    )
    return HandOverUndone(back=back, stay=stay)
