"""The dispatch board: a day by technicians, what waits, why this one, and the plan of a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.fieldservice.parts.queries import pieces_to_bring
from aftercare.fieldservice.plans import actions
from aftercare.fieldservice.plans.queries import (
    ASKED,
    RULES,
    SEE_BOARD,
    STATE_CHOICES,
    WHYS,
    Choice,
    ProposalCard,
    choice_for,
    last_move,
    last_proposal,
    pooled_orders,
    proposal_card,
    said,
    sheet_of,
    takers_of,
    units_planned,
)
from aftercare.fieldservice.sites.queries import sites, ways_are_guessed
from aftercare.fieldservice.technicians.queries import technician_cards
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.formats import listed
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import (
    Request,
    fragment,
    go,
    live,
    needs,
    page,
    refusals_shown_on,
)
from aftercare.web.kit.slots import is_overdue, overdue_words

from . import dispatch_forms as forms
from .dispatch_board import COLUMNS, HOURS, chart, lanes, waiting
from .dispatch_forms import NOBODY_TAKES
from .drawers import Deed, drawer, posted
from .visit_locks import lock_words

LONGEST_ID = 19
MAY = ("assign_order", "ask_for_plan", "apply_plan", "drop_plan", "offer_order", "withdraw_offer",
       "take_back", "unassign_order")  # fmt: skip


@require_GET
@needs(SEE_BOARD)
def board(request: Request) -> HttpResponse:
    """One day of a station, or of all in sight."""
    actor = request.actor
    asked = _asked(request)
    known = [one for one in sites(actor=actor) if one.is_active]
    unit = asked["unit"]
    if unit is None and known:
        crews = Counter(one.site.org_unit_id for one in technician_cards(actor=actor))
        unit = max(known, key=lambda one: crews[one.org_unit_id]).org_unit_id
    units = units_planned(actor=actor, org_unit_id=unit or None)
    sheet = sheet_of(actor=actor, day=asked["day"], org_units=units, now=request.now)
    pooled = pooled_orders(actor=actor)
    rows = lanes(sheet)
    free = waiting(sheet, pooled, text=asked["q"], job=asked["job"])
    last = last_proposal(actor=actor, day=asked["day"], org_units=units, now=request.now)
    context: dict[str, object] = {
        "day": asked["day"],
        "before": asked["day"] - timedelta(days=1),
        "after": asked["day"] + timedelta(days=1),
        "today": timezone.localdate(request.now),
        "unit": unit,
        "units": known,
        "text": asked["q"],
        "job": asked["job"],
        "jobs": JOB_CHOICES,
        "lanes": rows,
        "free": free,
        "hours": HOURS,
        "columns": COLUMNS,
        "chart": chart(sheet, rows, free),
        "guessed": ways_are_guessed(actor=actor),
        "visits": len({seat.order_id for seat in sheet.seats}),
        "last": last,
        "moved": last_move(actor=actor, day=asked["day"], now=request.now),
        "last_state": _state_of(last[1], outdated=last[2]) if last else "",
        "may": {name: actor.may(f"plans.{name}") for name in MAY},
    }
    return page(request, "desk/dispatch/board", context)


@require_http_methods(["GET", "POST"])
@needs("plans.assign_order")
def assign(request: Request, order_id: int) -> HttpResponse:
    """Who may do it and who may not, why, and the form that gives it to somebody."""
    order = order_brief(actor=request.actor, order_id=order_id)
    pointed = _pointed(request)
    choice = _choice(request, order, pointed["day"])
    form = forms.Assign(
        posted(request),
        people=[(one.card.member.id, f"{one.card.member.name} · {one.card.site.name}")
                for one in choice.candidates if one.is_there],
        persons=order.persons,
        initial=_first(choice, pointed),
    )  # fmt: skip
    if form.is_valid():
        with refusals_shown_on(form):
            one = actions.assign_order(
                actor=request.actor, order_id=order_id, now=request.now, **form.given()
            )
            messages.success(request, _("Given."))
            if order.due_at is not None and is_overdue(one.window_until, order.due_at):
                messages.warning(request, overdue_words(order.due_at, request.now))
            return go(request, _board(timezone.localdate(one.starts_at or request.now), request))
    if form.is_bound:  # what stands there now is on this page: the next try answers to that
        known = request.POST.copy()
        known["seen"] = _seen(choice)
        form.data = known
    context: dict[str, object] = {
        "order": order,
        "choice": choice,
        "rows": [(one, said(one.verdict)) for one in choice.candidates],
        "form": form,
        "rules": ASKED,
        "day": pointed["day"],
        "back": _board(pointed["day"], request),
        "lock": lock_words(
            request, order, choice.appointment, day=_on_board(pointed["day"], request)
        ),
        "heading": f"{order.number} · {order.goods}",
    }
    if is_part(request) and request.method == "POST":
        return fragment(request, "desk/dispatch/_assign_form.html", context, status=422)
    return page(request, "desk/dispatch/assign", context)


@require_GET
@needs("plans.assign_order")
def fit(request: Request, order_id: int) -> HttpResponse:
    """While an order is dragged: technician -> yes, with a reason, or no; and the words."""
    order = order_brief(actor=request.actor, order_id=order_id)
    choice = _choice(request, order, _pointed(request)["day"])
    told = {}
    for one in choice.candidates:
        state = "yes" if one.verdict.is_plain else "soft" if one.verdict.is_possible else "no"
        words = said(one.verdict) or _("may do it")
        told[one.card.member.id] = {"fit": state if one.is_there else "no", "words": words}
    return JsonResponse({"technicians": told})


@require_http_methods(["GET", "POST"])
@needs("plans.offer_order")
def offer(request: Request, order_id: int) -> HttpResponse:
    """Into the pool, for whoever is qualified and first."""
    order = order_brief(actor=request.actor, order_id=order_id)
    day = _pointed(request)["day"]
    deed = Deed(
        title=f"{_('Into the pool')} · {order.number}",
        button=_("Offer it"),
        done=_("In the pool."),
        back=_board(day, request),
        help=_("Only technicians who pass every rule and have room see it; the first has it."),
    )
    start = {"window_from": f"{day}T09:00", "window_until": f"{day}T12:00"}

    def perform(given: dict[str, Any]) -> None:
        actions.offer_order(actor=request.actor, order_id=order_id, now=request.now, **given)
        if not takers_of(actor=SYSTEM, order_ids=[order_id], now=request.now)[order_id]:
            messages.warning(request, NOBODY_TAKES)

    return drawer(request, deed, forms.Offer(posted(request), initial=start), perform)


@require_http_methods(["GET", "POST"])
@needs("plans.withdraw_offer")
def withdraw(request: Request, order_id: int) -> HttpResponse:
    order = order_brief(actor=request.actor, order_id=order_id)
    deed = Deed(
        title=f"{_('Out of the pool')} · {order.number}",
        button=_("Take out of the pool"),
        done=_("Out of the pool."),
        back=_board(_pointed(request)["day"], request),
    )
    return drawer(request, deed, forms.Sure(posted(request)), lambda _given:
                  actions.withdraw_offer(actor=request.actor, order_id=order_id,
                                         now=request.now))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("plans.ask_for_plan")
def plan(request: Request) -> HttpResponse:
    """The button that has a day planned."""
    asked, made = _asked(request), []
    deed = Deed(
        title=_("Plan the day"),
        button=_("Plan"),
        done=_("The day is being planned."),
        back=_board(asked["day"], request),
        help=_("Told windows are kept. What would change is shown before anything is applied."),
    )
    form = forms.PlanDay(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            made.append(
                actions.ask_for_plan(
                    actor=request.actor, day=asked["day"], org_unit_id=asked["unit"] or None,
                    now=request.now, **form.cleaned_data,
                )
            )  # fmt: skip
            return go(request, reverse("desk:proposal", args=made))
    return drawer(request, deed, form, lambda _given: None)


@require_GET
@needs(SEE_BOARD)
def proposal(request: Request, proposal_id: int) -> HttpResponse:
    """What a plan would change and why; while it is being made, how far it is."""
    card = proposal_card(actor=request.actor, proposal_id=proposal_id, now=request.now)
    pieces = pieces_to_bring(actor=SYSTEM, order_ids=[row.order.id for row in card.changes])
    passed = int((request.now - card.begun_at).total_seconds()) if card.begun_at else 0
    context: dict[str, object] = {
        "card": card,
        "state": _state_of(card.state, outdated=bool(card.outdated)),
        "whys": WHYS,
        "rules": RULES,
        "rows": [(row, pieces.get(row.order.id, ())) for row in card.changes],
        "passed": min(passed, card.seconds),
        "saved": card.travel[0] - card.travel[1],
        "may": {name: request.actor.may(f"plans.{name}") for name in MAY},
        "back": _board_of(card),
        "again": _again(request, card),
    }
    if request.GET.get("live"):
        return live(request, "desk/dispatch/_proposal.html", context)
    return page(request, "desk/dispatch/proposal", context)


@require_POST
@needs("plans.apply_plan")
def apply(request: Request, proposal_id: int) -> HttpResponse:
    card = proposal_card(actor=request.actor, proposal_id=proposal_id, now=request.now)
    told = request.POST.getlist("leaving")
    leaving = [int(word) for word in told if word.isdecimal() and len(word) < LONGEST_ID]
    count = actions.apply_plan(
        actor=request.actor, proposal_id=proposal_id, leaving=leaving, now=request.now
    )
    messages.success(request, ngettext("%d visit changed.", "%d visits changed.", count) % count)
    if card.blocked:
        numbers = listed(row.order.number for row in card.blocked)
        messages.warning(request, _("Still to be moved with their customers: %s") % numbers)
    return go(request, _board_of(card))


@require_POST
@needs("plans.drop_plan")
def drop(request: Request, proposal_id: int) -> HttpResponse:
    card = proposal_card(actor=request.actor, proposal_id=proposal_id, now=request.now)
    actions.drop_plan(actor=request.actor, proposal_id=proposal_id, now=request.now)
    return go(request, _board_of(card))


def _state_of(state: str, *, outdated: bool) -> str:
    return _("Out of date") if outdated else str(dict(STATE_CHOICES)[state])


def _board_of(card: ProposalCard) -> str:
    """The day with the station, or all the stations, that were planned."""
    unit = card.org_units[0] if len(card.org_units) == 1 else 0
    return f"{reverse('desk:dispatch')}?day={card.day}&unit={unit}"


def _again(request: Request, card: ProposalCard) -> str:
    """Where the same day is planned anew, as long as there is something to plan."""
    if card.day < timezone.localdate(request.now) or not request.actor.may("plans.ask_for_plan"):
        return ""
    unit = f"&unit={card.org_units[0]}" if len(card.org_units) == 1 else ""
    return f"{reverse('desk:plan-day')}?day={card.day}{unit}"


def _asked(request: Request) -> dict[str, Any]:
    form = forms.BoardFilter(request.GET)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return {
        "day": told.get("day") or timezone.localdate(request.now),
        "unit": told.get("unit"),
        "q": told.get("q", ""),
        "job": told.get("job", ""),
    }


def _pointed(request: Request) -> dict[str, Any]:
    form = forms.Asked(request.GET)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return told | {"day": told.get("day") or timezone.localdate(request.now)}


def _choice(request: Request, order: OrderBrief, day: date) -> Choice:
    units: Sequence[int] = units_planned(actor=request.actor)
    return choice_for(actor=request.actor, order=order, day=day, org_units=units, now=request.now)


def _first(choice: Choice, pointed: dict[str, Any]) -> dict[str, Any]:
    """Whom and when was pointed at; else the best, at the time that costs least."""
    best = next((one for one in choice.candidates if one.is_there), None)
    chosen = pointed.get("technician") or (best.card.member.id if best else None)
    found = next((one for one in choice.candidates if one.card.member.id == chosen), best)
    starts = found.starts_at if found else None
    if pointed.get("at"):
        starts = datetime.combine(pointed["day"], pointed["at"], timezone.get_default_timezone())
    others = [one for one in choice.candidates if one.card.member.id != chosen and one.is_there]
    local = timezone.localtime(starts) if starts else datetime.combine(pointed["day"], time(9))
    return {
        "technician": chosen,
        "second": others[0].card.member.id if others else None,
        "starts_at": f"{local:%Y-%m-%dT%H:%M}",
        "seen": _seen(choice),
    }


def _seen(choice: Choice) -> str:
    """The days as this page shows them, for whoever gives the order."""
    return ",".join(f"{one}:{version}" for one, version in choice.sheet.versions.items())


def _board(day: date, request: Request) -> str:
    return f"{reverse('desk:dispatch')}{_on_board(day, request)}"


def _on_board(day: date, request: Request) -> str:
    """Which day of which station, as an address says it."""
    unit = request.GET.get("unit", "")
    more = f"&unit={unit}" if unit.isdigit() else ""
    return f"?day={day:%Y-%m-%d}{more}"
