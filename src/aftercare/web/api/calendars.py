"""Changes of calendars by program: written, looked at, proposed, reviewed, approved."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import Field

from aftercare.casework.recounts.queries import Moves, moves_by, moves_under
from aftercare.policy.calendars.queries import (
    Exceptions,
    HoursEdit,
    OwnDayEdit,
    YearEdit,
    exceptions_of,
)
from aftercare.policy.revisions import actions
from aftercare.policy.revisions.queries import (
    RevisionCard,
    revision_card,
    revisions,
    year_read,
)
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Made, fits

router = Router(tags=["calendars"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
Opening = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$")]
Openings = Annotated[list[Opening], Field(max_length=12)]
Seen = Annotated[str, fits(64)]
Code = Annotated[str, fits(40)]


class HoursIn(In):
    """Weekly hours by weekday, "0" is Monday; a weekday left out is closed."""

    seen: Seen
    calendar: Code
    org_unit: Id | None = None
    since: Day
    weekly: dict[Annotated[str, Field(pattern=r"^[0-6]$")], Openings]


class OwnDayIn(In):
    """`openings` [] is closed, null takes the exception back."""

    seen: Seen
    calendar: Code
    org_unit: Id | None = None
    on: Day
    name: Annotated[str, fits(80)]
    openings: Openings | None


class YearIn(In):
    """The notice's text as published, or rows of a date, a name and 休 or 班."""

    seen: Seen
    text: Annotated[str, fits(20_000)]
    year: Annotated[int, Field(ge=2004, le=2099)] | None = None
    source: Annotated[str, fits(200)]


class RemovalIn(In):
    seen: Seen
    index: Annotated[int, Field(ge=0, le=10_000)]


class ProposalIn(In):
    seen: Seen
    reason: shapes.Sentence


class RevisionReasonIn(In):
    reason: shapes.Sentence


class RevisionCommentIn(In):
    """`seen` as the change was named when read; null: whatever it says now."""

    comment: shapes.Sentence = ""
    seen: Seen | None = None


@router.get("/calendars/{code}/exceptions/{since}", response={200: Exceptions, **PROBLEMS})
def read_exceptions(request: Request, code: Code, since: Day) -> Exceptions:
    """Weekly hours, hours of stations, and own days from a date on."""
    return exceptions_of(actor=request.actor, code=code, since=since)


@router.get("/calendar-changes", response={200: list[RevisionCard], **PROBLEMS})
def list_revisions(request: Request) -> Sequence[RevisionCard]:
    """Changes of calendars, the newest first; none for who may not see them."""
    return revisions(actor=request.actor)


@deed(router, "/calendar-changes", out=Made, status=201)
def start_revision(request: Request) -> Made:
    """Starts a draft of changes to the working calendars; nothing holds until it is approved."""
    return Made(id=actions.start_revision(actor=request.actor, now=request.now))


@router.get("/calendar-changes/{revision_id}", response={200: RevisionCard, **PROBLEMS})
def read_revision(request: Request, revision_id: Id) -> RevisionCard:
    """A change of calendars: its edits, its state, and who proposed, reviewed and approved it."""
    return revision_card(actor=request.actor, revision_id=revision_id)


@router.get("/calendar-changes/{revision_id}/moves", response={200: Moves, **PROBLEMS})
def read_moves(request: Request, revision_id: Id) -> Moves:
    """Which running promises it would move, or has moved: the due before and after."""
    card = revision_card(actor=request.actor, revision_id=revision_id)
    if card.is_under_way:
        return moves_under(actor=request.actor, revision_id=revision_id, now=request.now)
    return moves_by(actor=request.actor, why=f"revision:{revision_id}")


@deed(router, "/calendar-changes/{revision_id}/hours", out=RevisionCard)
def write_hours(request: Request, revision_id: Id, body: HoursIn) -> RevisionCard:
    """Other weekly hours from a date on, of the company or one unit."""
    given = body.dict()
    seen = given.pop("seen")
    return _written(request, revision_id, seen, HoursEdit(**given))


@deed(router, "/calendar-changes/{revision_id}/days", out=RevisionCard)
def write_own_day(request: Request, revision_id: Id, body: OwnDayIn) -> RevisionCard:
    """Writes into a draft a closed day, or one with hours of its own."""
    given = body.dict()
    seen, openings = given.pop("seen"), given.pop("openings")
    edit = OwnDayEdit(openings=None if openings is None else tuple(openings), **given)
    return _written(request, revision_id, seen, edit)


@deed(router, "/calendar-changes/{revision_id}/year", out=RevisionCard)
def write_year(request: Request, revision_id: Id, body: YearIn) -> RevisionCard:
    """Writes into a draft the official holidays and make-up working days of a year."""
    given = body.dict()
    seen = given.pop("seen")
    request.actor.must("revisions.write_edit")
    return _written(request, revision_id, seen, year_read(actor=request.actor, **given))


@deed(router, "/calendar-changes/{revision_id}/removal", out=RevisionCard)
def remove_edit(request: Request, revision_id: Id, body: RemovalIn) -> RevisionCard:
    """Takes one edit out of a draft again."""
    actions.remove_edit(
        actor=request.actor, revision_id=revision_id, now=request.now, **body.dict()
    )
    return revision_card(actor=request.actor, revision_id=revision_id)


@deed(router, "/calendar-changes/{revision_id}/dropping", out=Done)
def drop_revision(request: Request, revision_id: Id) -> Done:
    """Gives a draft up, with all its edits. 409 once it is proposed."""
    actions.drop_revision(actor=request.actor, revision_id=revision_id, now=request.now)
    return Done()


@deed(router, "/calendar-changes/{revision_id}/proposal", out=RevisionCard)
def propose_revision(request: Request, revision_id: Id, body: ProposalIn) -> RevisionCard:
    """Hands a draft to review, with the reason for it."""
    actions.propose_revision(
        actor=request.actor, revision_id=revision_id, now=request.now, **body.dict()
    )
    return revision_card(actor=request.actor, revision_id=revision_id)


@deed(router, "/calendar-changes/{revision_id}/review", out=RevisionCard)
def review_revision(request: Request, revision_id: Id, body: RevisionCommentIn) -> RevisionCard:
    """Says that a proposed change is right; another person than who wrote or proposed it."""
    actions.review_revision(
        actor=request.actor, revision_id=revision_id, now=request.now, **body.dict()
    )
    return revision_card(actor=request.actor, revision_id=revision_id)


@deed(router, "/calendar-changes/{revision_id}/sending-back", out=RevisionCard)
def send_back_revision(request: Request, revision_id: Id, body: RevisionReasonIn) -> RevisionCard:
    """Back to its writers, with what is wrong with it."""
    actions.send_back_revision(
        actor=request.actor, revision_id=revision_id, now=request.now, **body.dict()
    )
    return revision_card(actor=request.actor, revision_id=revision_id)


@deed(router, "/calendar-changes/{revision_id}/approval", out=RevisionCard)
def approve_revision(request: Request, revision_id: Id, body: RevisionCommentIn) -> RevisionCard:
    """By a third person: it holds at once, and open promises are counted anew."""
    actions.approve_revision(
        actor=request.actor, revision_id=revision_id, now=request.now, **body.dict()
    )
    return revision_card(actor=request.actor, revision_id=revision_id)


def _written(
    request: Request, revision_id: int, seen: str, edit: HoursEdit | OwnDayEdit | YearEdit
) -> RevisionCard:
    actions.write_edit(
        actor=request.actor, revision_id=revision_id, seen=seen, edit=edit, now=request.now
    )
    return revision_card(actor=request.actor, revision_id=revision_id)
