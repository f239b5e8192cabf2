"""Who works when: the week of a unit, one's own, and leave."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.fieldservice.clashes.queries import visits_touched
from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.rosters import actions, queries
from aftercare.people.rosters.queries import SEE_ROSTERS, RosterCell, WeekTable
from aftercare.people.staff.queries import member_card
from aftercare.web.kit import formats
from aftercare.web.kit.requests import Request, go, needs, page, signed_in

from . import roster_forms as forms
from .drawers import Deed, drawer, posted
from .staff import colleagues

WEEKS_AHEAD = 4
USUAL = {"usual-shifts": forms.USUAL_SHIFTS}


@require_GET
@needs(SEE_ROSTERS)
def index(request: Request) -> HttpResponse:
    """The week of a unit and all below it, day by day."""
    actor = request.actor
    monday, unit_id = _asked(request)
    table = queries.week_table(actor=actor, monday=monday, org_unit_id=unit_id)
    may_fill = actor.may("rosters.fill_days")
    context: dict[str, object] = {
        "table": table,
        "rows": _rows(table),
        "today": timezone.localtime(request.now).date(),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "unit_id": unit_id,
        "units": unit_tree(actor=actor),
        "usual_shifts": forms.USUAL_SHIFTS,
        "may_fill": may_fill,
        "may_copy": actor.may("rosters.copy_week"),
        "may_decide": actor.may("rosters.approve_leave"),
        "may_set": actor.may("rosters.set_roster"),
    }
    return page(request, "desk/rosters/index", context)


@require_http_methods(["GET", "POST"])
@needs("rosters.fill_days")
def fill(request: Request) -> HttpResponse:
    """The same hours for whom and when is ticked in the table, or for one day of one person."""
    actor = request.actor
    monday, unit_id = _asked(request)
    table = queries.week_table(actor=actor, monday=monday, org_unit_id=unit_id)
    form = forms.Fill(
        request.POST or None,
        people=[(str(row.card.brief.id), row.card.brief.name) for row in table.rows],
        days=[day.on for day in table.days],
        initial={
            "members": request.GET.getlist("members"),
            "days": request.GET.getlist("days"),
        },
    )
    deed = Deed(
        title=_("Fill days of the roster"),
        button=_("Fill"),
        done=_("Saved."),
        back=_address(monday, unit_id),
        lists=USUAL,
    )
    return drawer(
        request,
        deed,
        form,
        lambda _given: actions.fill_days(actor=actor, now=request.now, **form.given()),
    )


@require_POST
@needs("rosters.copy_week")
def copy(request: Request) -> HttpResponse:
    """The single days of the week before, where nothing is written yet."""
    monday, unit_id = _asked(request)
    table = queries.week_table(actor=request.actor, monday=monday, org_unit_id=unit_id)
    number = actions.copy_week(
        actor=request.actor,
        member_ids=[row.card.brief.id for row in table.rows],
        monday=monday,
        now=request.now,
    )
    said = ngettext("%d day was copied.", "%d days were copied.", number) % number
    messages.success(request, said if number else _("Nothing to copy from the week before."))
    return go(request, _address(monday, unit_id))


@require_http_methods(["GET", "POST"])
@needs("rosters.set_roster")
def roster(request: Request, member_id: int) -> HttpResponse:
    card = member_card(actor=request.actor, member_id=member_id)
    before = queries.roster_card(actor=request.actor, member_id=member_id)
    form = forms.Roster(request.POST or None, initial=forms.Roster.before(before))
    deed = Deed(
        title=f"{_('Roster')} · {card.brief.name}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:colleague", args=[member_id]),
        lists=USUAL,
    )
    return drawer(
        request,
        deed,
        form,
        lambda _given: actions.set_roster(
            actor=request.actor, member_id=member_id, now=request.now, **form.given()
        ),
    )


@require_GET
@signed_in
def mine(request: Request) -> HttpResponse:
    """One's own coming weeks, and one's leave."""
    actor = request.actor
    card = queries.own_card(actor=actor)
    monday = forms.monday_of(timezone.localtime(request.now))
    weeks = queries.own_weeks(actor=actor, monday=monday, number=WEEKS_AHEAD, card=card)
    context: dict[str, object] = {
        "card": card,
        "weeks": [(week, _rows(week)) for week in weeks],
        "today": timezone.localtime(request.now).date(),
        "leaves": queries.own_leaves(actor=actor),
        "kinds": dict(queries.LEAVE_CHOICES),
        "may_ask": actor.may("rosters.ask_leave"),
        "may_withdraw": actor.may("rosters.withdraw_leave"),
    }
    return page(request, "desk/rosters/mine", context)


@require_GET
@needs(SEE_ROSTERS)
def leave(request: Request) -> HttpResponse:
    """What waits for an answer, and who will be absent."""
    actor = request.actor
    may_decide = actor.may("rosters.approve_leave")
    context: dict[str, object] = {
        "asked": queries.leaves_to_decide(actor=actor),
        "coming": queries.coming_leaves(actor=actor, since=request.now),
        "kinds": dict(queries.LEAVE_CHOICES),
        "may_decide": may_decide,
        "may_enter": actor.may("rosters.enter_leave"),
    }
    return page(request, "desk/rosters/leave", context)


@require_http_methods(["GET", "POST"])
@needs("rosters.ask_leave")
def ask(request: Request) -> HttpResponse:
    form = forms.AskLeave(
        request.POST or None,
        colleagues=colleagues(request, besides=request.actor.staff_id or 0),
    )
    return drawer(
        request,
        Deed(title=_("Ask for leave"), button=_("Ask"), done=_("Your head was told."),
             back=reverse("desk:my-roster")),
        form,
        lambda given: actions.ask_leave(actor=request.actor, now=request.now, **given),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("rosters.enter_leave")
def enter(request: Request, member_id: int) -> HttpResponse:
    """For somebody who called in sick."""
    card = member_card(actor=request.actor, member_id=member_id)
    form = forms.AskLeave(request.POST or None, colleagues=colleagues(request, besides=member_id))
    deed = Deed(
        title=f"{_('Enter leave')} · {card.brief.name}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:colleague", args=[member_id]),
        help=_("Approved at once, for somebody who called in."),
    )
    return drawer(
        request,
        deed,
        form,
        lambda given: actions.enter_leave(
            actor=request.actor, member_id=member_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("rosters.approve_leave")
def approve(request: Request, leave_id: int) -> HttpResponse:
    card = queries.leave_card(actor=request.actor, leave_id=leave_id)
    people = colleagues(request, besides=card.member.id)
    asked = card.stand_in
    if asked and str(asked.id) not in dict(people):  # of another unit, out of sight
        people = [*people, (str(asked.id), asked.name)]
    form = forms.Approve(
        request.POST or None,
        colleagues=people,
        initial={"stand_in_id": asked.id if asked else None},
    )
    return drawer(
        request,
        replace(
            _decision(_("Approve the leave"), _("Approve"), card),
            told=_touched(card, request.now),
            tone="soon",
        ),
        form,
        lambda given: actions.approve_leave(
            actor=request.actor,
            leave_id=leave_id,
            now=request.now,
            nobody=given["stand_in_id"] is None,
            **given,
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("rosters.decline_leave")
def decline(request: Request, leave_id: int) -> HttpResponse:
    card = queries.leave_card(actor=request.actor, leave_id=leave_id)
    return drawer(
        request,
        _decision(_("Decline the leave"), _("Decline"), card),
        forms.Decline(request.POST or None),
        lambda given: actions.decline_leave(
            actor=request.actor, leave_id=leave_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("rosters.withdraw_leave")
def withdraw(request: Request, leave_id: int) -> HttpResponse:
    queries.own_leave(actor=request.actor, leave_id=leave_id)
    deed = Deed(
        title=_("Withdraw the leave"),
        button=_("Withdraw"),
        done=_("Saved."),
        back=reverse("desk:my-roster"),
        help=_("Head and stand-in are told. What was taken of it already stays leave."),
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.withdraw_leave(
            actor=request.actor, leave_id=leave_id, now=request.now
        ),
    )


def _touched(card: queries.LeaveCard, now: datetime) -> str:
    """How many agreed visits somebody else must go to; "" for none."""
    visits = visits_touched(
        actor=SYSTEM,
        member_id=card.member.id,
        from_at=card.from_at,
        until_at=card.until_at,
        now=now,
    )
    if not visits:
        return ""
    first = formats.day(timezone.localdate(visits[0].starts_at), now)
    return ngettext(
        "Collides with %(count)d agreed visit on %(day)s: somebody else must go there.",
        "Collides with %(count)d agreed visits, the first on %(day)s: somebody else must go there.",
        len(visits),
    ) % {"count": len(visits), "day": first}


def _decision(title: str, button: str, card: queries.LeaveCard) -> Deed:
    return Deed(
        title=f"{title} · {card.member.name}",
        button=button,
        done=_("Saved."),
        back=reverse("desk:leave"),
        help=card.reason,
    )


def _asked(request: Request) -> tuple[date, int | None]:
    """The Monday of the week asked for, else of this week; and the unit."""
    form = forms.WhichWeek(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    week = asked.get("week") or timezone.localtime(request.now)
    return forms.monday_of(week), asked.get("unit")


def _address(monday: date, unit_id: int | None) -> str:
    unit = f"&unit={unit_id}" if unit_id else ""
    return f"{reverse('desk:rosters')}?week={monday.isoformat()}{unit}"


def _rows(table: WeekTable) -> list[tuple[object, list[tuple[object, RosterCell]]]]:
    """Each member with the seven days, each day beside its cell."""
    return [(row, list(zip(table.days, row.cells, strict=True))) for row in table.rows]
