"""How customers are covered by stations."""

from collections.abc import Sequence
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field

from aftercare.fieldservice.coverage import queries
from aftercare.fieldservice.coverage.queries import AreaRow, NewSite, Reach, SiteRow
from aftercare.web.kit.requests import Request

from .shapes import PROBLEMS

router = Router(tags=["field"])

Days = Annotated[int, Field(ge=1, le=730)]
Minutes = Annotated[int, Field(ge=5, le=600)]
More = Annotated[int, Field(ge=0, le=queries.MOST_NEW)]


class Coverage(Schema):
    days: int
    minutes: int
    sites: Sequence[SiteRow]
    areas: Sequence[AreaRow]
    unplaced: int
    before: Reach | None
    proposed: Sequence[NewSite]
    after: Reach | None


@router.get("/field/coverage", response={200: Coverage, **PROBLEMS})
def read_coverage(
    request: Request, days: Days = 90, minutes: Minutes = 45, more: More = 0
) -> queries.CoverageCard:
    """Work orders of the last days against stations in use; `more` new ones are proposed."""
    return queries.coverage(
        actor=request.actor, days=days, minutes=minutes, more=more, now=request.now
    )
