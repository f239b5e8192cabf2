"""The compliance register by program."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from ninja import Router
from pydantic import Field

from aftercare.policy.compliance import actions
from aftercare.policy.compliance.queries import NormCard, NormRow, norm_card, norms
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Made, Sentence, fits

router = Router(tags=["compliance"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
Title = Annotated[str, fits(200)]


class NormIn(In):
    """`id` names the entry to write anew; without it a new one is made."""

    id: Id | None = None
    title_zh: Title
    title_en: Title = ""
    kind: Literal["law", "regulation", "standard", "contract"]
    reference: Title = ""
    owner_id: Id | None = None
    review_on: Day | None = None
    note: Annotated[str, fits(1000)] = ""


class NormReviewIn(In):
    outcome: Sentence
    next_on: Day


class NormChangeIn(In):
    what: Sentence
    act_by: Day


class NormOutcomeIn(In):
    outcome: Sentence


@router.get("/norms", response={200: list[NormRow], **PROBLEMS})
def list_norms(request: Request) -> Sequence[NormRow]:
    """Laws and standards that policies rest on; what is overdue first."""
    return norms(actor=request.actor, at=request.now)


@router.get("/norms/{norm_id}", response={200: NormCard, **PROBLEMS})
def read_norm(request: Request, norm_id: Id) -> NormCard:
    """One law or standard, with the rules in force that cite it, and its changes."""
    return norm_card(actor=request.actor, norm_id=norm_id, at=request.now)


@deed(router, "/norms", out=Made)
def write_norm(request: Request, body: NormIn) -> Made:
    """A new law or standard of the compliance register, or with `id` another wording of one."""
    given = body.dict()
    norm_id = given.pop("id")
    return Made(
        id=actions.write_norm(actor=request.actor, norm_id=norm_id, now=request.now, **given)
    )


@deed(router, "/norms/{norm_id}/review", out=Done)
def review_norm(request: Request, norm_id: Id, body: NormReviewIn) -> Done:
    """Somebody has looked whether the text and our rules still agree; sets the next review."""
    actions.review_norm(actor=request.actor, norm_id=norm_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/norms/{norm_id}/changes", out=Made, status=201)
def note_norm_change(request: Request, norm_id: Id, body: NormChangeIn) -> Made:
    """The text of a law or standard changes: what is to be acted upon, and until when."""
    return Made(
        id=actions.note_norm_change(
            actor=request.actor, norm_id=norm_id, now=request.now, **body.dict()
        )
    )


@deed(router, "/norms/changes/{change_id}/settlement", out=Done)
def settle_norm_change(request: Request, change_id: Id, body: NormOutcomeIn) -> Done:
    """What came of a change: a new version of a policy, or why none was needed."""
    actions.settle_norm_change(
        actor=request.actor, change_id=change_id, now=request.now, **body.dict()
    )
    return Done()
