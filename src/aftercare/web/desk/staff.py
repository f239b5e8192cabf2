"""Colleagues: where each works, what may be given to them, who is away, who leaves."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.assignment.queries import (
    hand_overs_of,
    loads_of,
    people_of,
    taken_over_by,
)
from aftercare.customers.products.queries import lines
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.queries import SEE_USERS, user_briefs, users
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.rosters.queries import presences, roster_card
from aftercare.people.staff import actions, queries
from aftercare.people.staff.queries import SEE_MEMBERS, MemberCard
from aftercare.web.kit import formats
from aftercare.web.kit.requests import Request, needs, page, signed_in

from . import staff_forms as forms
from .drawers import Deed, drawer, posted
from .people import account_of
from .skills import held_by

MAY = ("hire_member", "change_member", "move_member", "set_duties", "set_presence")
MOST_COLLEAGUES = 500


@require_GET
@needs(SEE_MEMBERS)
def index(request: Request) -> HttpResponse:
    """The tree of units beside the colleagues of the chosen one."""
    form = forms.Search(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "unit": None}
    actor = request.actor
    rows = queries.members(
        actor=actor,
        org_unit_id=asked["unit"],
        text=asked["q"],
        cursor=request.GET.get("cursor"),
    )
    loads = loads_of(actor=actor, member_ids=[card.brief.id for card in rows.rows])
    accounts = {}
    if actor.may(SEE_USERS):
        linked = [card.brief.user_id for card in rows.rows if card.brief.user_id]
        accounts = user_briefs(actor=actor, ids=linked)
    context: dict[str, object] = {
        "rows": [(card, accounts.get(card.brief.user_id or 0)) for card in rows.rows],
        "page": rows,
        "loads": loads,
        "presences": presences(
            actor=actor,
            members={card.brief.id: card.brief.on_duty for card in rows.rows},
            at=request.now,
        ),
        "text": asked["q"],
        "unit_id": asked["unit"],
        "units": unit_tree(actor=actor),
        "lines": {line.code: line.name for line in lines(actor=actor)},
        "may_hire": actor.may("staff.hire_member"),
        "me": queries.member_card(actor=actor, member_id=actor.staff_id)
        if actor.staff_id
        else None,
        "may_set_own": actor.may("staff.set_own_presence"),
    }
    return page(request, "desk/staff/index", context)


@require_GET
@needs(SEE_MEMBERS)
def show(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    actor = request.actor
    context: dict[str, object] = {
        "card": card,
        "open_cases": loads_of(actor=actor, member_ids=[member_id])[member_id],
        "head": queries.head_above(actor=actor, member_id=member_id),
        "lines": {line.code: line.name for line in lines(actor=actor)},
        "may": {name: actor.may(f"staff.{name}") for name in (*MAY, "release_member")}
        | {
            "hand_over": actor.may("assignment.hand_over_cases"),
            "undo": actor.may("assignment.undo_hand_over"),
            "set_roster": actor.may("rosters.set_roster"),
            "enter_leave": actor.may("rosters.enter_leave"),
            "link": actor.may("staff.link_user") and actor.may(SEE_USERS),
            "create_user": actor.may("identity.create_user"),
        },
    }
    context |= _roster(request, card) | held_by(request, member_id)
    given = hand_overs_of(actor=actor, member_id=member_id)
    taken = taken_over_by(actor=actor, member_id=member_id)
    people = queries.member_briefs(actor=SYSTEM, ids=people_of([*given, *taken]))
    names = {key: one.name for key, one in people.items()}
    context["hand_overs"] = [
        (
            one,
            names.get(one.by_id or 0, ""),
            formats.listed(names.get(key, "") for key in one.to_ids),
        )
        for one in given
    ]
    context["taken_over"] = [
        (one, names.get(one.by_id or 0, ""), names.get(one.from_id, "")) for one in taken
    ]
    if card.brief.user_id and actor.may(SEE_USERS):
        context["account"] = account_of(request, card.brief.user_id)
    return page(request, "desk/staff/show", context)


@require_POST
@signed_in
def own_presence(request: Request) -> HttpResponse:
    """The switch by which everybody says whether new cases may come."""
    actions.set_own_presence(
        actor=request.actor, on_duty=request.POST.get("on_duty") == "yes", now=request.now
    )
    return redirect("desk:staff")


@require_http_methods(["GET", "POST"])
@needs("staff.hire_member")
def hire(request: Request) -> HttpResponse:
    deed = Deed(
        title=_("A new colleague"),
        button=_("Hire"),
        done=_("Hired."),
        back=reverse("desk:staff"),
        help=_("An account to sign in with is made on the page of the colleague."),
    )
    form = forms.Hire(request.POST or None, units=_units(request))
    return drawer(
        request,
        deed,
        form,
        lambda given: actions.hire_member(actor=request.actor, now=request.now, **given),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.link_user")
def link(request: Request, member_id: int) -> HttpResponse:
    """Which account a colleague signs in with: one that nobody has, or none."""
    actor = request.actor
    card = queries.member_card(actor=actor, member_id=member_id)
    free = users(actor=actor, besides=queries.user_ids(actor=actor) - {card.brief.user_id})
    form = forms.Link(
        request.POST or None,
        accounts=[(str(user.id), f"{user.display_name} · {user.username}") for user in free],
        initial={"user_id": card.brief.user_id},
    )
    return drawer(
        request,
        _deed(card, _("Account to sign in with")),
        form,
        lambda given: actions.link_user(actor=actor, member_id=member_id, now=request.now, **given),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.change_member")
def change(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    before = {
        "name": card.brief.name,
        "title": card.brief.title,
        "is_head": card.brief.is_head,
    }
    return drawer(
        request,
        _deed(card, _("Change name and title")),
        forms.Person(request.POST or None, initial=before),
        lambda given: actions.change_member(
            actor=request.actor, member_id=member_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.move_member")
def move(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    form = forms.Move(
        request.POST or None,
        units=_units(request),
        initial={"org_unit_id": card.brief.org_unit_id},
    )
    return drawer(
        request,
        _deed(card, _("Move to another unit")),
        form,
        lambda given: actions.move_member(
            actor=request.actor, member_id=member_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.set_duties")
def duties(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    before = {
        "handles": card.handles,
        "levels": card.levels,
        "product_lines": card.product_lines,
        "regions": card.regions,
    }
    choices = [(line.code, line.name) for line in lines(actor=request.actor)]
    return drawer(
        request,
        _deed(card, _("Set the duties")),
        forms.Duties(request.POST or None, lines=choices, initial=before),
        lambda given: actions.set_duties(
            actor=request.actor, member_id=member_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.set_presence")
def presence(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    form = forms.Presence(
        request.POST or None,
        colleagues=colleagues(request, besides=member_id),
        initial={
            "on_duty": "yes" if card.brief.on_duty else "no",
            "stand_in_id": card.stand_in_id,
        },
    )
    return drawer(
        request,
        _deed(card, _("On duty or away")),
        form,
        lambda given: actions.set_presence(
            actor=request.actor, member_id=member_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("staff.release_member")
def release(request: Request, member_id: int) -> HttpResponse:
    card = queries.member_card(actor=request.actor, member_id=member_id)
    deed = Deed(
        title=_("Leaves the company"),
        button=_("Leaves"),
        done=_("Saved."),
        back=reverse("desk:staff"),
        help=_(
            "{name} can no longer sign in and gets no cases. The name stays in histories."
        ).format(name=card.brief.name),
        danger=True,
    )
    return drawer(
        request,
        _if_cases_are_left(request, deed, member_id),
        forms.Sure(posted(request)),
        lambda _given: actions.release_member(
            actor=request.actor, member_id=member_id, now=request.now
        ),
    )


def _if_cases_are_left(request: Request, deed: Deed, member_id: int) -> Deed:
    """Who still answers for cases does not leave: says how many, and leads to their hand-over."""
    count = loads_of(actor=request.actor, member_ids=[member_id]).get(member_id, 0)
    if not count:
        return deed
    may = request.actor.may("assignment.hand_over_cases")
    return replace(
        deed,
        button="",
        told=_("{count} open cases must be handed over first.").format(count=count),
        tone="soon",
        elsewhere=(_("Hand over open cases"), reverse("desk:colleague-hand-over", args=[member_id]))
        if may
        else None,
    )


def _roster(request: Request, card: MemberCard) -> dict[str, object]:
    """Where the colleague is now, and the usual week by the names of its days."""
    member_id, actor = card.brief.id, request.actor
    where = presences(actor=actor, members={member_id: card.brief.on_duty}, at=request.now)
    usual = roster_card(actor=actor, member_id=member_id).weekly
    names = formats.WEEKDAYS[formats.tongue()]
    return {
        "presence": where[member_id],
        "week": [(names[n], usual.get(n, "")) for n in range(7)] if usual else [],
        "by_day": usual == {},
    }


def _deed(card: MemberCard, title: str) -> Deed:
    return Deed(
        title=f"{title} · {card.brief.name}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:colleague", args=[card.brief.id]),
    )


def _units(request: Request) -> list[tuple[str, str]]:
    """The units in sight, each below its parent."""
    actor = request.actor
    return [
        (str(unit.id), f"{'　' * unit.depth}{unit.name}")
        for unit in unit_tree(actor=actor)
        if actor.sees_everything or unit.id in actor.org_units
    ]


def colleagues(request: Request, *, besides: int) -> list[tuple[str, str]]:
    rows: list[Any] = list(queries.members(actor=request.actor, limit=MOST_COLLEAGUES).rows)
    return [
        (str(card.brief.id), f"{card.brief.name} · {card.brief.org_unit_name}")
        for card in rows
        if card.brief.id != besides and card.brief.on_duty
    ]
