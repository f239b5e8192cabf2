"""Who works when: rosters, presence and leave."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from aftercare.foundation.worktime import DayKind
from aftercare.people.rosters import actions, queries
from aftercare.people.rosters.queries import LeaveCard, Presence, RosterCard, RosterRow, WeekTable
from aftercare.people.staff.queries import member_card
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import NO_NUL, PROBLEMS, Done, Id, In, Made, ZonedMoment, fits

router = Router(tags=["rosters"])

Shifts = Annotated[str, fits(80)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Weekday = Annotated[str, Field(pattern=r"^[0-6]$")]
Answer = Annotated[str, fits(200)]
LeaveKind = Literal["annual", "personal", "sick", "family", "training", "other"]


class RosterIn(In):
    """`weekly` by weekday, "0" is Monday; {} is day by day, null is no roster."""

    weekly: dict[Weekday, Shifts] | None
    works_on_rest: bool = False


class DaysIn(In):
    """`shifts` "" is a day off, null is as the usual week says."""

    member_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    days: Annotated[list[Day], Field(min_length=1, max_length=62)]
    shifts: Shifts | None


class LeaveIn(In):
    kind: LeaveKind
    from_at: ZonedMoment
    until_at: ZonedMoment
    reason: Annotated[str, fits(500)] = ""
    stand_in_id: Id | None = None


class ApprovalIn(In):
    stand_in_id: Id | None = None
    answer: Answer = ""


class DecliningIn(In):
    answer: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class RosterDay(Schema):
    """What the company's calendar says of a date; `name` is the holiday's."""

    on: date
    kind: DayKind
    name: str


class RosterWeek(Schema):
    """`cut` when more people work there than are shown."""

    monday: date
    days: list[RosterDay]
    rows: list[RosterRow]
    cut: bool


@router.get("/rosters", response={200: RosterWeek, **PROBLEMS})
def read_week(
    request: Request, monday: Day | None = None, org_unit_id: Id | None = None
) -> WeekTable:
    """Seven days from a date on, else from today, of the colleagues in sight.

    Of a unit and all below it, or of all.
    """
    first = monday or timezone.localdate(request.now)
    return queries.week_table(actor=request.actor, monday=first, org_unit_id=org_unit_id)


@deed(router, "/rosters/days", out=Made)
def fill_days(request: Request, body: DaysIn) -> Made:
    """The same shifts for some people on some dates; `id` is how many days were written."""
    return Made(id=actions.fill_days(actor=request.actor, now=request.now, **body.dict()))


@router.get("/members/{member_id}/presence", response={200: Presence, **PROBLEMS})
def read_presence(request: Request, member_id: Id) -> Presence:
    """Where a colleague is now, and when back."""
    brief = member_card(actor=request.actor, member_id=member_id).brief
    found = queries.presences(
        actor=request.actor, members={brief.id: brief.on_duty}, at=request.now
    )
    return found[brief.id]


@router.get("/members/{member_id}/roster", response={200: RosterCard, **PROBLEMS})
def read_roster(request: Request, member_id: Id) -> RosterCard:
    """The usual week of a member, with the single days that differ from it."""
    card = member_card(actor=request.actor, member_id=member_id)
    return queries.roster_card(actor=request.actor, member_id=card.brief.id)


@deed(router, "/members/{member_id}/roster", out=Done)
def set_roster(request: Request, member_id: Id, body: RosterIn) -> Done:
    """Sets the usual week of a member; single days that were written stay as they are."""
    weekly = None if body.weekly is None else {int(n): text for n, text in body.weekly.items()}
    actions.set_roster(
        actor=request.actor,
        member_id=member_id,
        weekly=weekly,
        works_on_rest=body.works_on_rest,
        now=request.now,
    )
    return Done()


@deed(router, "/members/{member_id}/leave", out=LeaveCard, status=201)
def enter_leave(request: Request, member_id: Id, body: LeaveIn) -> LeaveCard:
    """Enters leave for somebody who called in: it is approved at once."""
    return actions.enter_leave(
        actor=request.actor, member_id=member_id, now=request.now, **body.dict()
    )


@router.get("/leave", response={200: list[LeaveCard], **PROBLEMS})
def list_leave(
    request: Request, state: Literal["approved", "asked", "own"] = "approved"
) -> Sequence[LeaveCard]:
    """Who is absent now and next; what waits for an answer; or one's own."""
    if state == "own":
        return queries.own_leaves(actor=request.actor)
    if state == "asked":
        return queries.leaves_to_decide(actor=request.actor)
    return queries.coming_leaves(actor=request.actor, since=request.now)


@deed(router, "/leave", out=LeaveCard, status=201)
def ask_leave(request: Request, body: LeaveIn) -> LeaveCard:
    """Asks for leave for the token's own user; the head above is told."""
    return actions.ask_leave(actor=request.actor, now=request.now, **body.dict())


@deed(router, "/leave/{leave_id}/approval", out=LeaveCard)
def approve_leave(request: Request, leave_id: Id, body: ApprovalIn) -> LeaveCard:
    """Approves leave, with who stands in. 409 where it is decided already."""
    return actions.approve_leave(
        actor=request.actor, leave_id=leave_id, now=request.now, **body.dict()
    )


@deed(router, "/leave/{leave_id}/declining", out=LeaveCard)
def decline_leave(request: Request, leave_id: Id, body: DecliningIn) -> LeaveCard:
    """Declines leave, with the reason. 409 where it is decided already."""
    return actions.decline_leave(
        actor=request.actor, leave_id=leave_id, now=request.now, **body.dict()
    )


@deed(router, "/leave/{leave_id}/withdrawal", out=LeaveCard)
def withdraw_leave(request: Request, leave_id: Id) -> LeaveCard:
    """Takes one's own leave back before it is over; what was taken of it stays leave."""
    return actions.withdraw_leave(actor=request.actor, leave_id=leave_id, now=request.now)
