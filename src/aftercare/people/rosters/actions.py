"""Writing rosters, asking for leave and deciding on it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.notices.actions import notify
from aftercare.foundation.worktime import Span
from aftercare.people.staff.queries import (
    MemberBrief,
    head_above,
    member_brief,
    member_card,
    member_cards,
)

from . import rules
from .events import LeaveApproved
from .models import LEAVE_CHOICES, Leave, Roster, RosterDay
from .queries import WEEK, LeaveCard, leave_card
from .rules import LeaveState

MOST_CELLS = 2000
ASKED_TEXT = gettext_noop("A colleague asks for leave.")
APPROVED_TEXT = gettext_noop("Your leave is approved.")
DECLINED_TEXT = gettext_noop("Your leave was declined. The answer says why.")
STAND_IN_TEXT = gettext_noop("You stand in for a colleague on leave.")
WITHDRAWN_TEXT = gettext_noop("A leave was withdrawn.")
MINE = "/desk/rosters/mine"
TO_DECIDE = "/desk/rosters/leave"


class AlreadyDecided(Refusal):
    """The leave is not waiting for an answer."""


class NotOnesOwn(Refusal):
    """Nobody decides on leave of their own."""


@action
def set_roster(
    *,
    actor: Actor,
    member_id: int,
    weekly: Mapping[int, str] | None,
    now: datetime,
    works_on_rest: bool = False,
) -> None:
    """The week of a member, Monday is 0; `{}` for day by day, None for no roster. Raises Invalid.

    Single days that were written stay.
    """
    member = member_card(actor=actor, member_id=member_id).brief
    if weekly is None:
        Roster.objects.filter(member_id=member.id).delete()
    else:
        shifts = {str(weekday): _tidy(text) for weekday, text in weekly.items() if text.strip()}
        Roster.objects.update_or_create(
            member_id=member.id, defaults={"weekly": shifts, "works_on_rest": works_on_rest}
        )
    record(
        actor=actor,
        verb="staff.roster_set",
        subject=f"staff:{member.id}",
        at=now,
        bound=weekly is not None,
        works_on_rest=works_on_rest,
    )


@action
def fill_days(
    *,
    actor: Actor,
    member_ids: Collection[int],
    days: Collection[date],
    shifts: str | None,
    now: datetime,
) -> int:
    """The same shifts for some members on some dates; "" is a day off, None is as the week says.

    Returns how many days were written. Raises Invalid.
    """
    ids, dates = set(member_ids), set(days)
    if not ids or not dates:
        raise Invalid(_("Choose people and days."))
    if len(ids) * len(dates) > MOST_CELLS:
        raise Invalid(_("That is too much at once."))
    _all_in_sight(actor, ids)
    text = None if shifts is None else _tidy(shifts)
    RosterDay.objects.filter(member_id__in=ids, on__in=dates).delete()
    if text is not None:
        RosterDay.objects.bulk_create(
            RosterDay(member_id=member_id, on=on, shifts=text)
            for member_id in sorted(ids)
            for on in sorted(dates)
        )
    for member_id in sorted(ids):
        record(
            actor=actor,
            verb="staff.days_filled",
            subject=f"staff:{member_id}",
            at=now,
            days=[on.isoformat() for on in sorted(dates)],
            shifts=["week"] if text is None else text.split(", ") if text else ["off"],
        )
    return len(ids) * len(dates)


@action
def copy_week(*, actor: Actor, member_ids: Collection[int], monday: date, now: datetime) -> int:
    """The single days of the week before, again in this one, where nothing is written yet."""
    ids = set(member_ids)
    _all_in_sight(actor, ids)
    before = monday - timedelta(days=WEEK)
    shown = RosterDay.objects.filter(member_id__in=ids, on__gte=before)
    rows = shown.filter(on__lt=monday + timedelta(days=WEEK)).order_by("member_id", "on")
    written = {(row.member_id, row.on): row.shifts for row in rows}
    copied = RosterDay.objects.bulk_create(
        RosterDay(member_id=member_id, on=on + timedelta(days=WEEK), shifts=shifts)
        for (member_id, on), shifts in written.items()
        if on < monday and (member_id, on + timedelta(days=WEEK)) not in written
    )
    for member_id in sorted({row.member_id for row in copied}):
        record(
            actor=actor,
            verb="staff.week_copied",
            subject=f"staff:{member_id}",
            at=now,
            monday=monday.isoformat(),
        )
    return len(copied)


@action
def ask_leave(
    *,
    actor: Actor,
    kind: str,
    from_at: datetime,
    until_at: datetime,
    now: datetime,
    reason: str = "",
    stand_in_id: int | None = None,
) -> LeaveCard:
    """Everybody asks for themselves; the head above is told. Raises Invalid."""
    if actor.staff_id is None:
        raise Invalid(_("Only a member of the staff can ask for leave."))
    member = member_brief(actor=actor, member_id=actor.staff_id)
    leave = _written(member, kind, Span(from_at, until_at), stand_in_id)
    leave.reason, leave.state, leave.asked_at = reason.strip(), LeaveState.ASKED, now
    _keep(leave)
    _recorded(actor, leave, "staff.leave_asked", now)
    _tell(actor, [head_above(actor=SYSTEM, member_id=member.id)], ASKED_TEXT, TO_DECIDE, now)
    return leave_card(actor=actor, leave_id=leave.id)


@action
def enter_leave(
    *,
    actor: Actor,
    member_id: int,
    kind: str,
    from_at: datetime,
    until_at: datetime,
    now: datetime,
    reason: str = "",
    stand_in_id: int | None = None,
) -> LeaveCard:
    """For somebody who called in: approved at once. Raises NotOnesOwn, Invalid."""
    member = member_card(actor=actor, member_id=member_id).brief
    leave = _written(member, kind, Span(from_at, until_at), stand_in_id)
    leave.reason, leave.state, leave.asked_at = reason.strip(), LeaveState.ASKED, now
    _keep(leave)
    _recorded(actor, leave, "staff.leave_entered", now)
    return approve_leave(actor=actor, leave_id=leave.id, now=now)


@action
def approve_leave(
    *,
    actor: Actor,
    leave_id: int,
    now: datetime,
    stand_in_id: int | None = None,
    nobody: bool = False,
    answer: str = "",
) -> LeaveCard:
    """With the stand-in that was asked for, another one, or `nobody`.

    Raises AlreadyDecided, NotOnesOwn, Invalid for a stand-in who is away then too.
    """
    leave = _to_decide(actor, leave_id)
    if nobody:
        leave.stand_in_id = None
    elif stand_in_id is not None:
        _check_stand_in(leave.member_id, stand_in_id, Span(leave.from_at, leave.until_at))
        leave.stand_in_id = stand_in_id
    _decided(actor, leave, LeaveState.APPROVED, answer, now)
    _recorded(actor, leave, "staff.leave_approved", now)
    member = member_brief(actor=SYSTEM, member_id=leave.member_id)
    _tell(actor, [member], APPROVED_TEXT, MINE, now)
    if leave.stand_in_id is not None:
        stand_in = member_brief(actor=SYSTEM, member_id=leave.stand_in_id)
        _tell(actor, [stand_in], STAND_IN_TEXT, MINE, now)
    publish(
        LeaveApproved(
            leave_id=leave.id,
            member_id=leave.member_id,
            from_at=leave.from_at,
            until_at=leave.until_at,
            at=now,
        )
    )
    return leave_card(actor=actor, leave_id=leave.id)


@action
def decline_leave(*, actor: Actor, leave_id: int, answer: str, now: datetime) -> LeaveCard:
    """With a reason. Raises AlreadyDecided, NotOnesOwn, Invalid."""
    if not answer.strip():
        raise Invalid.of("answer", _("Say why."))
    leave = _to_decide(actor, leave_id)
    _decided(actor, leave, LeaveState.DECLINED, answer, now)
    _recorded(actor, leave, "staff.leave_declined", now)
    member = member_brief(actor=SYSTEM, member_id=leave.member_id)
    _tell(actor, [member], DECLINED_TEXT, MINE, now)
    return leave_card(actor=actor, leave_id=leave.id)


@action
def withdraw_leave(*, actor: Actor, leave_id: int, now: datetime) -> LeaveCard:
    """One's own, before it is over; what was already taken of it stays leave."""
    found = Leave.objects.select_for_update(of=("self",)).filter(member_id=actor.staff_id or 0)
    leave = found.filter(id=leave_id).first()
    if leave is None:
        raise NotFound(_("There is no such leave."))
    if leave.state not in {LeaveState.ASKED, LeaveState.APPROVED} or leave.until_at <= now:
        raise AlreadyDecided(_("This leave is over or was decided on."))
    if leave.state == LeaveState.APPROVED and leave.from_at < now:
        leave.until_at = now
    else:
        leave.state = LeaveState.WITHDRAWN
    leave.save(update_fields=["state", "until_at"])
    _recorded(actor, leave, "staff.leave_withdrawn", now)
    told = [head_above(actor=SYSTEM, member_id=leave.member_id)]
    if leave.stand_in_id is not None:
        told.append(member_brief(actor=SYSTEM, member_id=leave.stand_in_id))
    _tell(actor, told, WITHDRAWN_TEXT, TO_DECIDE, now)
    return leave_card(actor=actor, leave_id=leave.id)


def _tidy(text: str) -> str:
    try:
        return rules.written(rules.shifts_of(text))
    except rules.BadShift as error:
        sentence = _("Write shifts like 09:00-18:00, several with commas between: {text}").format(
            text=error.args[0]
        )
        raise Invalid.of("shifts", sentence) from error


def _all_in_sight(actor: Actor, ids: Collection[int]) -> None:
    if len(member_cards(actor=actor, ids=ids)) < len(ids):
        raise NotFound(_("There is no such colleague."))


def _written(member: MemberBrief, kind: str, span: Span, stand_in_id: int | None) -> Leave:
    """A leave that may be asked for."""
    if kind not in dict(LEAVE_CHOICES):
        raise Invalid.of("kind", _("Choose the kind of leave."))
    if not span.start < span.end <= span.start + rules.LONGEST_LEAVE:
        raise Invalid.of("until_at", _("The leave must end after it begins, within 400 days."))
    standing = Leave.objects.select_for_update(of=("self",)).filter(
        member_id=member.id,
        state__in=[LeaveState.ASKED, LeaveState.APPROVED],
        until_at__gt=span.start,
    )
    taken = [Span(row.from_at, row.until_at) for row in standing]
    if not rules.fits_together(taken, span):
        raise Invalid.of("from_at", _("There is leave at that time already."))
    if stand_in_id is not None:
        _check_stand_in(member.id, stand_in_id, span)
    return Leave(member_id=member.id, kind=kind, from_at=span.start, until_at=span.end,
                 stand_in_id=stand_in_id)  # fmt: skip


def _keep(leave: Leave) -> None:
    """The constraint has the last word where two ask at once."""
    try:
        leave.save()
    except IntegrityError as error:
        raise Invalid.of("from_at", _("There is leave at that time already.")) from error


def _check_stand_in(member_id: int, stand_in_id: int, span: Span) -> None:
    if stand_in_id == member_id:
        raise Invalid.of("stand_in_id", _("Nobody stands in for themselves."))
    if not member_brief(actor=SYSTEM, member_id=stand_in_id).is_active:
        raise Invalid.of("stand_in_id", _("Choose a person who is still with us."))
    theirs = Leave.objects.filter(
        member_id=stand_in_id,
        state=LeaveState.APPROVED,
        from_at__lt=span.end,
        until_at__gt=span.start,
    )
    if theirs.exists():
        raise Invalid.of("stand_in_id", _("The stand-in is on leave at that time, too."))


def _to_decide(actor: Actor, leave_id: int) -> Leave:
    leave_card(actor=actor, leave_id=leave_id)  # whoever sees it
    leave = Leave.objects.select_for_update(of=("self",)).get(id=leave_id)
    if leave.state != LeaveState.ASKED:
        raise AlreadyDecided(_("This leave was decided on already."))
    if leave.member_id == actor.staff_id:
        raise NotOnesOwn(_("Nobody decides on leave of their own."))
    return leave


def _decided(actor: Actor, leave: Leave, state: LeaveState, answer: str, now: datetime) -> None:
    leave.state, leave.answer = state, answer.strip()[:200]
    leave.decided_at, leave.decided_by_id = now, actor.staff_id
    leave.save(update_fields=["state", "answer", "decided_at", "decided_by_id", "stand_in_id"])


def _recorded(actor: Actor, leave: Leave, verb: str, at: datetime) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=f"staff:{leave.member_id}",
        at=at,
        leave=leave.id,
        from_at=leave.from_at.isoformat(),
        until_at=leave.until_at.isoformat(),
        stand_in_id=leave.stand_in_id,
    )


def _tell(
    actor: Actor, people: Collection[MemberBrief | None], text: str, link: str, now: datetime
) -> None:
    notify(
        actor=actor,
        user_ids=[one.user_id for one in people if one is not None],
        kind="leave",
        text_key=text,
        link=link,
        now=now,
    )
