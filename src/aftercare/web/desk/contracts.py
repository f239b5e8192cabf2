"""Care contracts: the list, the page of one, and what can be done to it (R-FS-19)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_brief, customer_briefs
from aftercare.customers.units.queries import unit_briefs, units_of
from aftercare.fieldservice.carecontracts import actions
from aftercare.fieldservice.carecontracts.queries import (
    SEE_CONTRACTS,
    STATE_CHOICES,
    TURN_CHOICES,
    Change,
    ContractCard,
    ContractFilter,
    Draft,
    State,
    TurnState,
    contract_card,
    contract_counts,
    contracts,
    next_term,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.people.organisation.queries import unit_names
from aftercare.web.kit.formats import day, listed
from aftercare.web.kit.requests import Request, needs, page

from . import contract_forms as forms
from .case_order_steps import station_choices
from .drawers import Deed, drawer, posted
from .exports import AT_ONCE, MOST, Cell, as_file
from .history_words import told
from .list_forms import ExportForm

TABS = (
    ("", pgettext_lazy("care contract", "All")),
    ("running", dict(STATE_CHOICES)["running"]),
    ("ending", gettext_lazy("Ending soon")),
    ("paused", dict(STATE_CHOICES)["paused"]),
    ("over", dict(STATE_CHOICES)["over"]),
    ("ended", dict(STATE_CHOICES)["ended"]),
)
TONES = {State.RUNNING: "good", State.PAUSED: "soon"}
TURN_TONES = {TurnState.DONE: "good", TurnState.OPEN: "info", TurnState.CALLED_OFF: "soon"}
MAY = ("make_contract", "change_contract", "renew_contract", "pause_contract", "resume_contract",
       "end_contract", "open_turn", "export_contracts")  # fmt: skip


@require_GET
@needs(SEE_CONTRACTS)
def index(request: Request) -> HttpResponse:
    """Contracts in sight, the newest first; what runs, rests, ends soon, has ended."""
    form, wanted = _wanted(request)
    on = timezone.localdate(request.now)
    found = contracts(
        actor=request.actor, wanted=wanted, on=on, cursor=request.GET.get("cursor", "")
    )
    context: dict[str, object] = {
        "filter": form,
        "tabs": _tabs(request, wanted, on),
        "page": found,
        "rows": _rows(request, found.rows),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "station", "state")),
        "may": _may(request),
    }
    return page(request, "desk/contracts/index", context)


@require_GET
@needs(SEE_CONTRACTS)
def show(request: Request, contract_id: int) -> HttpResponse:
    card = _card(request, contract_id)
    entries = history(actor=SYSTEM, subject=f"contract:{card.id}", limit=50).rows
    units = unit_briefs(actor=SYSTEM, ids=card.unit_ids)
    context: dict[str, object] = _row(card) | {
        "units": [units[number] for number in card.unit_ids if number in units],
        "turns": [_turn(request, card, turn) for turn in card.turns],
        "months": listed(str(MONTHS_3[number]).capitalize() for number in card.months),
        "may": _may(request),
        "can": _can(card),
        "entries": told(actor=request.actor, rows=entries, now=request.now),
    }
    names = _customers(request, [card.customer_id])
    context["customer"] = names.get(card.customer_id)
    context["station"] = unit_names(actor=request.actor, ids=[card.org_unit_id]).get(
        card.org_unit_id, ""
    )
    return page(request, "desk/contracts/show", context)


@require_http_methods(["GET", "POST"])
@needs("carecontracts.make_contract")
def new(request: Request, customer_id: int) -> HttpResponse:
    """For one or several products of a customer; `?unit=` ticks the one that one came from."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    owned = units_of(actor=request.actor, customer_id=customer.id)
    chosen = request.GET.get("unit", "")
    form = forms.ContractForm(
        posted(request),
        units=[(unit.id, forms.unit_words(unit)) for unit in owned],
        stations=station_choices(request),
        on=timezone.localdate(request.now),
        initial={"unit_ids": [chosen] if chosen else [unit.id for unit in owned[:1]]},
    )
    deed = Deed(
        title=f"{_('Care contract')} · {customer.name}", button=_("Make the contract"),
        done=_("Made; its visits are planned."), back=reverse("desk:contracts"),
        help=_("Each visit gets its case and work order by itself, some days ahead."),
    )  # fmt: skip
    return drawer(request, deed, form, lambda given: actions.make_contract(
        actor=request.actor, draft=Draft(customer_id=customer.id, **given),
        now=request.now))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("carecontracts.renew_contract")
def renew(request: Request, contract_id: int) -> HttpResponse:
    card = _card(request, contract_id)
    starts_on, ends_on, _months = next_term(actor=request.actor, contract=card)
    words = _("From {start} until {end}, with the same visits.")
    help_ = words.format(start=day(starts_on, request.now), end=day(ends_on, request.now))
    form = forms.RenewForm(
        posted(request), initial={"version": card.version, "price_amount": card.price_amount}
    )
    return _do(
        request, card, form, actions.renew_contract, _deed(card, _("Renew the contract"), help_)
    )


@require_http_methods(["GET", "POST"])
@needs("carecontracts.change_contract")
def change(request: Request, contract_id: int) -> HttpResponse:
    """What is left of the term gets another rhythm, day, end or station."""
    card = _card(request, contract_id)
    names = ("version", "every_months", "visits", "ends_on", "org_unit_id", "note", "months")
    form = forms.ChangeForm(
        posted(request), stations=station_choices(request),
        initial={name: getattr(card, name) for name in names} | {"next_on": card.next_due_on},
    )  # fmt: skip

    def perform(*, version: int, **given: Any) -> object:
        wanted = Change(**{name: given[name] for name in Change.__slots__})
        return actions.change_contract(
            actor=request.actor, contract_id=card.id, version=version, change=wanted,
            now=request.now,
        )  # fmt: skip

    deed = _deed(card, _("Change"), _("Visits whose order is open or done stay as they are."))
    return drawer(request, deed, form, lambda given: perform(**given))


@require_http_methods(["GET", "POST"])
@needs("carecontracts.pause_contract")
def pause(request: Request, contract_id: int) -> HttpResponse:
    card = _card(request, contract_id)
    form = forms.ReasonForm(posted(request), initial={"version": card.version})
    deed = _deed(card, _("Pause"), _("No visit is opened until it goes on."))
    return _do(request, card, form, actions.pause_contract, deed)


@require_http_methods(["GET", "POST"])
@needs("carecontracts.resume_contract")
def resume(request: Request, contract_id: int) -> HttpResponse:
    card = _card(request, contract_id)
    form = forms.Sure(posted(request), initial={"version": card.version})
    deed = _deed(card, _("Let it go on"), _("What fell due meanwhile is opened next time."))
    return _do(request, card, form, actions.resume_contract, deed)


@require_http_methods(["GET", "POST"])
@needs("carecontracts.end_contract")
def end(request: Request, contract_id: int) -> HttpResponse:
    card = _card(request, contract_id)
    form = forms.ReasonForm(posted(request), initial={"version": card.version})
    deed = _deed(
        card,
        _("End early"),
        _("Planned visits are not opened; an open order goes on."),
        danger=True,
    )
    return _do(request, card, form, actions.end_contract, deed)


@require_http_methods(["GET", "POST"])
@needs("carecontracts.open_turn")
def open_now(request: Request, contract_id: int, turn: int) -> HttpResponse:
    card = _card(request, contract_id)
    words = _("A case and its work order are opened, and the customer is asked for a time.")
    form, act = plain.Form(posted(request)), partial(actions.open_turn, number=turn)
    return _do(request, card, form, act, _deed(card, _("Open now"), words))


@require_http_methods(["GET", "POST"])
@needs("carecontracts.export_contracts")
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        return page(request, "desk/contracts/export", {"form": form, "most": MOST})
    kind, wanted = form.cleaned_data["form"], _wanted(request)[1]
    actions.export_contracts(actor=request.actor, wanted=wanted, form=kind, now=request.now)
    name = f"contracts-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(_lines(request, wanted), kind, name)


def _do(
    request: Request, card: ContractCard, form: plain.Form, act: Callable[..., object], deed: Deed
) -> HttpResponse:
    """One deed on a contract, in a drawer."""
    return drawer(request, deed, form, lambda given: act(
        actor=request.actor, contract_id=card.id, now=request.now, **given))  # fmt: skip


def _deed(card: ContractCard, what: str, help_: str, *, danger: bool = False) -> Deed:
    back = reverse("desk:contract", args=[card.id])
    return Deed(title=f"{what} · {card.number}", button=what, done=_("Done."), back=back,
                help=help_, danger=danger)  # fmt: skip


def _card(request: Request, contract_id: int) -> ContractCard:
    on = timezone.localdate(request.now)
    return contract_card(actor=request.actor, contract_id=contract_id, on=on)


def _may(request: Request) -> dict[str, bool]:
    return {name: request.actor.may(f"carecontracts.{name}") for name in MAY}


def _can(card: ContractCard) -> dict[str, bool]:
    """What its state allows, whoever asks."""
    live = card.state in {State.RUNNING, State.PAUSED}
    return {
        "change": live,
        "pause": card.state is State.RUNNING,
        "resume": card.state is State.PAUSED,
        "end": live,
        "renew": card.state is not State.ENDED and card.renewed_by_id is None,
    }


def _wanted(request: Request) -> tuple[forms.ContractFilterForm, ContractFilter]:
    """What the filter says; a field that says nonsense narrows nothing."""
    form = forms.ContractFilterForm(request.GET, stations=station_choices(request))
    form.is_valid()
    given = form.cleaned_data
    state = given.get("state") or ""
    return form, ContractFilter(
        state=state if state in dict(TABS) else "",
        org_unit_id=given.get("station"),
        text=given.get("q") or "",
    )


def _tabs(request: Request, wanted: ContractFilter, on: date) -> list[dict[str, object]]:
    counts = contract_counts(actor=request.actor, on=on)
    kept = request.GET.copy()
    kept.pop("cursor", None)
    tabs: list[dict[str, object]] = []
    for code, text in TABS:
        kept["state"] = code
        tabs.append({"text": text, "query": kept.urlencode(), "count": counts.get(code),
                     "here": code == wanted.state})  # fmt: skip
    return tabs


def _customers(request: Request, ids: Sequence[int]) -> dict[int, Any]:
    if not request.actor.may(SEE_CUSTOMERS):
        return {}
    return dict(customer_briefs(actor=request.actor, ids=ids))


def _rows(request: Request, cards: Sequence[ContractCard]) -> list[dict[str, Any]]:
    customers = _customers(request, [card.customer_id for card in cards])
    stations = unit_names(actor=request.actor, ids=[card.org_unit_id for card in cards])
    return [
        _row(card)
        | {"customer": customers.get(card.customer_id),
           "station": stations.get(card.org_unit_id, "")}
        for card in cards
    ]  # fmt: skip


def _row(card: ContractCard) -> dict[str, Any]:
    return {
        "card": card,
        "state": dict(STATE_CHOICES)[card.state],
        "tone": TONES.get(card.state, ""),
    }


def _turn(request: Request, card: ContractCard, turn: Any) -> dict[str, Any]:
    opens = turn.state in {TurnState.PLANNED, TurnState.CALLED_OFF}
    return {
        "turn": turn,
        "state": dict(TURN_CHOICES)[turn.state],
        "tone": TURN_TONES.get(turn.state, ""),
        "may_open": opens
        and card.state is State.RUNNING
        and request.actor.may("carecontracts.open_turn"),
    }


def _lines(request: Request, wanted: ContractFilter) -> Iterator[list[Cell]]:
    """The head, then a line for each contract."""
    language = get_language() or "zh-hans"
    on = timezone.localdate(request.now)
    with override(language):
        yield [_("Number"), _("What is promised"), _("Customer"), _("Station"), _("State"),
               _("Term from"), _("Term until"), _("Visits included"), _("Delivered"), _("Left"),
               _("Next visit about"), _("Price of the term, yuan")]  # fmt: skip
    cursor, left = "", MOST
    while left > 0:
        with override(language):  # the file is written after the request has been answered
            found = contracts(actor=request.actor, wanted=wanted, on=on, cursor=cursor,
                              limit=min(AT_ONCE, left))  # fmt: skip
            lines = [_line(row) for row in _rows(request, found.rows)]
        yield from lines
        left -= len(lines)
        cursor = found.next_cursor or ""
        if not cursor:
            return


def _line(row: dict[str, Any]) -> list[Cell]:
    card, customer = row["card"], row["customer"]
    return [
        card.number, card.name, customer.name if customer else "", row["station"],
        str(row["state"]), card.starts_on, card.ends_on, str(card.visits), str(card.delivered),
        str(card.left), card.next_due_on, card.price_amount,
    ]  # fmt: skip
