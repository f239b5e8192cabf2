"""Retention periods, by program (R-SEC-04)."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from aftercare.matters.retention import actions
from aftercare.matters.retention.queries import RetentionCard, retention
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Id, In, fits

router = Router(tags=["company"])
Days = Annotated[int, Field(ge=0, le=36_500)]


class PeriodsIn(In):
    """All kinds that can be set, in days; `version` is the one that was read, 0 without any."""

    days: dict[Annotated[str, fits(20)], Days]
    reason: Annotated[str, fits(500, least=1)]
    version: Annotated[int, Field(ge=0, le=1_000_000)]


class LegalHoldIn(In):
    """Held with a reason, or no longer held."""

    held: bool
    reason: Annotated[str, fits(500)] = ""


@router.get("/retention", response={200: RetentionCard, **PROBLEMS})
def read_retention(request: Request) -> RetentionCard:
    """How long what is kept, how much the next night would erase, and what is held back."""
    return retention(actor=request.actor, now=request.now, counted=True)


@deed(router, "/retention", out=RetentionCard)
def set_retention_periods(request: Request, body: PeriodsIn) -> RetentionCard:
    """A new version of all periods. 409 where somebody else has set them meanwhile."""
    actions.set_periods(actor=request.actor, now=request.now, **body.dict())
    return retention(actor=request.actor, now=request.now)


@deed(router, "/cases/{case_id}/legal-hold", out=RetentionCard)
def hold_case_back(request: Request, case_id: Id, body: LegalHoldIn) -> RetentionCard:
    """Keeps a case for a dispute, or lets it go: nothing of a held case is erased by itself."""
    if body.held:
        actions.place_legal_hold(
            actor=request.actor, case_id=case_id, reason=body.reason, now=request.now
        )
    else:
        actions.lift_legal_hold(actor=request.actor, case_id=case_id, now=request.now)
    return retention(actor=request.actor, now=request.now)
