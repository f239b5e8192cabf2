"""Who is there, who will be, and who asked for leave."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.worktime import Day, Span, WorkCalendar
from aftercare.people.staff.queries import (
    SEE_MEMBERS,
    MemberBrief,
    MemberCard,
    member_briefs,
    member_cards,
    members,
)
from aftercare.policy.calendars.queries import work_calendar

from . import models, rules
from .models import LEAVE_CHOICES, STATE_CHOICES
from .rules import Duty, LeaveState, Presence, Shift, Where, shifts_of, written

__all__ = [
    "DAYS_AHEAD",
    "LEAVE_CHOICES",
    "STATE_CHOICES",
    "LeaveState",
    "Presence",
    "Shift",
    "Where",
    "shifts_of",
    "written",
]

SEE_ROSTERS = view("rosters.see_rosters")
DECIDE = "rosters.approve_leave"
CALENDAR = "standard"  # whose days of rest hold for everybody; the hours are the roster's
DAYS_AHEAD = 14
MOST_IN_A_WEEK = 200
MOST_LEAVES = 200
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterCard:
    """How a member works: `weekly` by weekday; None where no roster binds."""

    member_id: int
    weekly: Mapping[int, str] | None
    works_on_rest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCard:
    """`reason` is there for the member and for who may decide."""

    id: int
    member: MemberBrief
    kind: str
    from_at: datetime
    until_at: datetime
    reason: str
    stand_in: MemberBrief | None
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: MemberBrief | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterCell:
    """One member on one date. `shifts` is "" on a day off, None where nothing binds."""

    on: date
    shifts: str | None
    is_own: bool
    leave: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    card: MemberCard
    weekly: bool
    cells: tuple[RosterCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTable:
    """A week of a unit and all below it; `cut` when more people work there than are shown."""

    monday: date
    days: tuple[Day, ...]
    rows: tuple[RosterRow, ...]
    cut: bool


def presences(*, actor: Actor, members: Mapping[int, bool], at: datetime) -> dict[int, Presence]:
    """Where each of these is at a moment: member -> what the presence switch says.

    One remembered table for all: asking costs no query until a roster, a leave or a calendar
    changes, or a day ends.
    """
    known = _duties(timezone.localtime(at).date())
    return {
        member_id: rules.presence(known.get(member_id), at=at, switched_on=switched_on)
        for member_id, switched_on in members.items()
    }


def hours_on(*, actor: Actor, members: Mapping[int, int], on: date) -> dict[int, tuple[Span, ...]]:
    """When each of these works on a date, leave taken out: member -> unit asked for.

    Where no roster binds, the hours of the company's calendar hold.
    """
    del actor
    known = _rosters_on(on)
    return {
        member_id: _hours(known.get(member_id, rules.Roster(days={})), on, org_unit_id)
        for member_id, org_unit_id in members.items()
    }


def roster_card(*, actor: Actor, member_id: int) -> RosterCard:
    row = models.Roster.objects.filter(member_id=member_id).first()
    if row is None:
        return RosterCard(member_id=member_id, weekly=None, works_on_rest=False)
    weekly = {int(weekday): text for weekday, text in row.weekly.items()}
    return RosterCard(member_id=member_id, weekly=weekly, works_on_rest=row.works_on_rest)


def week_table(*, actor: Actor, monday: date, org_unit_id: int | None = None) -> WeekTable:
    """Who works when in a week: the members in sight, of a unit and all below it."""
    actor.must(SEE_ROSTERS)
    actor.must(SEE_MEMBERS)
    found = members(actor=actor, org_unit_id=org_unit_id, limit=MOST_IN_A_WEEK)
    ids = [card.brief.id for card in found.rows]
    known = _rosters(monday, monday + timedelta(days=WEEK), ids)
    return _week(monday, found.rows, known, cut=found.next_cursor is not None)


def own_card(*, actor: Actor) -> MemberCard:
    """Oneself. Raises NotFound for who is no member of the staff."""
    found = member_cards(actor=SYSTEM, ids=[actor.staff_id or 0])
    if not found:
        raise NotFound(_("There is no such colleague."))
    return found[actor.staff_id or 0]


def own_weeks(*, actor: Actor, monday: date, number: int, card: MemberCard) -> list[WeekTable]:
    """Coming weeks of the member who asks."""
    if actor.staff_id != card.brief.id:
        return []
    known = _rosters(monday, monday + timedelta(weeks=number), [card.brief.id])
    mondays = [monday + timedelta(weeks=nth) for nth in range(number)]
    return [_week(one, [card], known, cut=False) for one in mondays]


def leave_card(*, actor: Actor, leave_id: int) -> LeaveCard:
    """One's own, or one of a member in sight for who may decide. Raises NotFound."""
    row = _leaves_in_sight(actor).filter(id=leave_id).first()
    if row is None:
        raise NotFound(_("There is no such leave."))
    return _cards([row])[0]


def own_leave(*, actor: Actor, leave_id: int) -> LeaveCard:
    """Raises NotFound for leave of somebody else."""
    card = leave_card(actor=actor, leave_id=leave_id)
    if card.member.id != actor.staff_id:
        raise NotFound(_("There is no such leave."))
    return card


def leaves_to_decide(*, actor: Actor) -> list[LeaveCard]:
    """What was asked for and nobody has answered, oldest first; not one's own.

    Nothing for who may not decide.
    """
    actor.must(SEE_ROSTERS)
    if not actor.may(DECIDE):
        return []
    rows = _leaves_in_sight(actor).filter(state=LeaveState.ASKED)
    return _cards(
        rows.exclude(member_id=actor.staff_id or 0).order_by("asked_at", "id")[:MOST_LEAVES]
    )


def coming_leaves(*, actor: Actor, since: datetime) -> list[LeaveCard]:
    """Approved leave of the members in sight that ends after `since`, the soonest first.

    Why somebody is absent is for who may decide.
    """
    actor.must(SEE_ROSTERS)
    rows = _leaves_in_sight(actor).filter(state=LeaveState.APPROVED, until_at__gt=since)
    cards = _cards(rows.order_by("until_at", "id")[:MOST_LEAVES])
    if actor.may(DECIDE):
        return cards
    return [replace(card, kind="", reason="", answer="") for card in cards]


def own_leaves(*, actor: Actor, limit: int = 20) -> list[LeaveCard]:
    rows = models.Leave.objects.filter(member_id=actor.staff_id or 0).order_by("-from_at", "-id")
    return _cards(rows[:limit])


def company_calendar(*, actor: Actor, org_unit_id: int | None = None) -> WorkCalendar:
    """Whose zone and days of rest rosters follow."""
    return work_calendar(actor=actor, code=CALENDAR, org_unit_id=org_unit_id)


def _leaves_in_sight(actor: Actor) -> QuerySet[models.Leave]:
    found = models.Leave.objects.all()
    if actor.sees_everything:
        return found
    return found.filter(member__org_unit_id__in=actor.org_units) | found.filter(
        member_id=actor.staff_id or 0
    )


def _cards(rows: Iterable[models.Leave]) -> list[LeaveCard]:
    found = list(rows)
    people = member_briefs(
        actor=SYSTEM,
        ids=[i for r in found for i in (r.member_id, r.stand_in_id, r.decided_by_id) if i],
    )
    return [
        LeaveCard(
            id=row.id,
            member=people[row.member_id],
            kind=row.kind,
            from_at=row.from_at,
            until_at=row.until_at,
            reason=row.reason,
            stand_in=people.get(row.stand_in_id or 0),
            state=row.state,
            asked_at=row.asked_at,
            decided_at=row.decided_at,
            decided_by=people.get(row.decided_by_id or 0),
            answer=row.answer,
        )
        for row in found
    ]


def _week(
    monday: date, cards: Sequence[MemberCard], known: Mapping[int, rules.Roster], *, cut: bool
) -> WeekTable:
    plain = company_calendar(actor=SYSTEM)
    dates = [monday + timedelta(days=nth) for nth in range(WEEK)]
    rows = []
    for card in cards:
        calendar = company_calendar(actor=SYSTEM, org_unit_id=card.brief.org_unit_id)
        roster = known.get(card.brief.id, rules.Roster(days={}))
        rows.append(
            RosterRow(
                card=card,
                weekly=roster.weekly is not None,
                cells=tuple(_cell(roster, calendar.day(on), calendar) for on in dates),
            )
        )
    return WeekTable(monday=monday, days=tuple(map(plain.day, dates)), rows=tuple(rows), cut=cut)


def _cell(roster: rules.Roster, day: Day, calendar: WorkCalendar) -> RosterCell:
    shifts = rules.shifts_on(roster, day)
    start = datetime.combine(day.on, datetime.min.time(), calendar.zone)
    whole = Span(start, start + timedelta(days=1))
    spans = [one.span for one in roster.leaves]
    gone = [span for span in spans if span.start < whole.end and whole.start < span.end]
    all_day = any(span.start <= whole.start and span.end >= whole.end for span in gone)
    return RosterCell(
        on=day.on,
        shifts=None if shifts is None else written(shifts),
        is_own=day.on in roster.days,
        leave="whole" if all_day else "part" if gone else "",
    )


def _hours(roster: rules.Roster, on: date, org_unit_id: int) -> tuple[Span, ...]:
    calendar = company_calendar(actor=SYSTEM, org_unit_id=org_unit_id)
    if rules.shifts_on(roster, calendar.day(on)) is None:
        roster = replace(roster, days={**roster.days, on: calendar.day(on).openings})
    return rules.duty(roster, first=on, last=on, zone=calendar.zone, day_of=calendar.day).spans


@remembered("rosters_roster", "rosters_rosterday", "rosters_leave", most=64)
def _rosters_on(on: date) -> dict[int, rules.Roster]:
    return _rosters(on - timedelta(days=1), on)


@remembered(
    "rosters_roster", "rosters_rosterday", "rosters_leave", "calendars_edition", "staff_member",
    most=8,
)  # fmt: skip
def _duties(first: date) -> dict[int, Duty]:
    """All members of whom a roster or a leave is known, from a date on."""
    last = first + timedelta(days=DAYS_AHEAD)
    known = _rosters(first - timedelta(days=1), last)
    people = member_briefs(actor=SYSTEM, ids=known)
    found = {}
    for member_id, roster in known.items():
        calendar = company_calendar(actor=SYSTEM, org_unit_id=people[member_id].org_unit_id)
        found[member_id] = rules.duty(
            roster, first=first, last=last, zone=calendar.zone, day_of=calendar.day
        )
    return found


def _rosters(
    first: date, last: date, ids: Collection[int] | None = None
) -> dict[int, rules.Roster]:
    """What is written of members between two dates, in three queries."""
    zone = timezone.get_default_timezone()
    start = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    rosters = models.Roster.objects.all()
    days = models.RosterDay.objects.filter(on__gte=first, on__lte=last)
    gone = models.Leave.objects.filter(
        state=LeaveState.APPROVED, until_at__gt=start, from_at__lt=end
    )
    if ids is not None:
        rosters = rosters.filter(member_id__in=ids)
        days = days.filter(member_id__in=ids)
        gone = gone.filter(member_id__in=ids)
    weekly = {row.member_id: row for row in rosters}
    own: dict[int, dict[date, tuple[Shift, ...]]] = defaultdict(dict)
    for member_id, on, text in days.values_list("member_id", "on", "shifts"):
        own[member_id][on] = shifts_of(text)
    away: dict[int, list[rules.Leave]] = defaultdict(list)
    spans = gone.order_by("from_at", "id")
    for member_id, begin, until, stand_in in spans.values_list(
        "member_id", "from_at", "until_at", "stand_in_id"
    ):
        away[member_id].append(rules.Leave(span=Span(begin, until), stand_in_id=stand_in))
    return {
        member_id: _roster(weekly.get(member_id), own[member_id], away[member_id])
        for member_id in {*weekly, *own, *away}
    }


def _roster(
    row: models.Roster | None,
    days: dict[date, tuple[Shift, ...]],
    away: list[rules.Leave],
) -> rules.Roster:
    weekly = None
    if row is not None:
        weekly = {int(weekday): shifts_of(text) for weekday, text in row.weekly.items()}
    return rules.Roster(
        weekly=weekly,
        days=days,
        leaves=tuple(away),
        works_on_rest=bool(row and row.works_on_rest),
    )
