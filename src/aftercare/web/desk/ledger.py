"""The compensation ledger: what was promised, paid and taken back, and its sums (R-CO-05)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import CATEGORY_CHOICES
from aftercare.customers.products.queries import lines as product_lines
from aftercare.foundation.actor import Actor
from aftercare.money.ledger import actions
from aftercare.money.ledger.queries import (
    MOVE_CHOICES,
    RECEIPTS,
    SEE_LEDGER,
    STATE_CHOICES,
    WAY_CHOICES,
    LedgerFilter,
    LedgerRow,
    Move,
    State,
    ledger,
    ledger_entry,
    ledger_sums,
    waiting_count,
)
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.staff.queries import members
from aftercare.web.kit.formats import money
from aftercare.web.kit.policies import MONEY_GROUNDS, Words
from aftercare.web.kit.requests import Request, needs, page

from . import ledger_forms as forms
from .drawers import Deed, drawer, posted
from .exports import AT_ONCE, MOST, Cell, as_file
from .list_forms import ExportForm

TONES = {State.WAITING: "soon", State.PAID: "good", State.REVERSED: ""}
MOVES: Words = {str(code): words for code, words in MOVE_CHOICES}
STATES: Words = {str(code): words for code, words in STATE_CHOICES}
WAYS: Words = dict(WAY_CHOICES)
CATEGORIES = dict(CATEGORY_CHOICES)


@require_GET
@needs(SEE_LEDGER)
def index(request: Request) -> HttpResponse:
    """Entries, the newest first, with the sums of what the filter leaves."""
    form = _filter(request)
    wanted = wanted_of(form)
    by = (form.cleaned_data.get("by") if form.is_valid() else "") or "month"
    found = ledger(actor=request.actor, wanted=wanted, cursor=request.GET.get("cursor", ""))
    sums = ledger_sums(actor=request.actor, wanted=wanted, by=by)
    number, amount = waiting_count(actor=request.actor)
    most = max((row.promised_amount for row in sums), default=Decimal(0)) or Decimal(1)
    context: dict[str, object] = {
        "filter": form,
        "page": found,
        "rows": [shown(request.actor, row) for row in found.rows],
        "waiting": number and {"number": number, "amount": amount},
        "by": dict(forms.SUMS)[by],
        "sums": [(row, row.label or _("not named"), float(row.promised_amount / most))
                 for row in sums],
        "promised": sum(row.promised_amount for row in sums),
        "paid": sum(row.paid_amount for row in sums),
        "received": sum(row.received_amount for row in sums),
    }  # fmt: skip
    return page(request, "desk/ledger/index", context)


@require_http_methods(["GET", "POST"])
@needs("ledger.record_payment")
def pay(request: Request, entry_id: int) -> HttpResponse:
    row = ledger_entry(actor=request.actor, entry_id=entry_id)
    deed = Deed(
        title=f"{_('Paid out')} · {row.case_number} · {money(row.amount)}",
        button=_("Note the payment"),
        done=_("Noted as paid."),
        back=reverse("desk:ledger"),
        help=_("The whole sum, once: it cannot be changed afterwards, only reversed."),
    )
    form = forms.PaymentForm(posted(request), initial={"paid_on": timezone.localdate(request.now)})
    return drawer(request, deed, form, lambda given: actions.record_payment(
        actor=request.actor, entry_id=entry_id, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("ledger.reverse_entry")
def reverse_one(request: Request, entry_id: int) -> HttpResponse:
    row = ledger_entry(actor=request.actor, entry_id=entry_id)
    is_payment = row.move == Move.PAID
    what = _("Reverse the payment") if is_payment else _("Take the promise back")
    deed = Deed(
        title=f"{what} · {row.case_number} · {money(row.amount)}",
        button=what,
        done=_("A counter-entry was made."),
        back=reverse("desk:ledger"),
        help=_("The sum is to be paid again then.") if is_payment
        else _("Only where the customer knows of it and nothing is owed any more."),
        danger=True,
    )  # fmt: skip
    form = forms.ReversalForm(posted(request))
    return drawer(request, deed, form, lambda given: actions.reverse_entry(
        actor=request.actor, entry_id=entry_id, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("ledger.export_ledger")
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        return page(request, "desk/ledger/export", {"form": form, "most": MOST})
    kind, wanted = form.cleaned_data["form"], wanted_of(_filter(request))
    actions.export_ledger(actor=request.actor, wanted=wanted, form=kind, now=request.now)
    name = f"ledger-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(lines_of(request.actor, wanted), kind, name)


def wanted_of(form: forms.LedgerFilterForm) -> LedgerFilter:
    """What the filter says; a field that says nonsense narrows nothing."""
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if name != "by"}
    return LedgerFilter(**{name: value for name, value in given.items() if value})


def shown(actor: Actor, row: LedgerRow) -> dict[str, object]:
    """An entry with its words, and what this person may do with it."""
    waits = row.state == State.WAITING
    return {
        "row": row,
        "move": MOVES[row.move],
        "state": STATES.get(row.state, ""),
        "is_receipt": row.move in RECEIPTS,
        "tone": TONES.get(State(row.state), "") if row.state else "",
        "ground": MONEY_GROUNDS.get(row.ground, ""),
        "way": WAYS.get(row.way, ""),
        "may_pay": waits and actor.may("ledger.record_payment"),
        "may_reverse": (waits or row.move == Move.PAID) and actor.may("ledger.reverse_entry"),
    }


def lines_of(actor: Actor, wanted: LedgerFilter) -> Iterator[list[Cell]]:
    """The head, then a line for each entry, read in pages."""
    language = get_language() or "zh-hans"
    with override(language):
        yield [_("Number"), _("Date"), _("Entry"), _("State"), _("Case"), _("Customer"),
               _("What the money is for"), _("Clause"), _("Sum, yuan"), _("Category"),
               _("Product"), _("Unit"),
               _("Promised by"), _("Approved by"), _("How it was paid"), _("Reference"),
               _("Reason"), _("Noted by"), _("Noted at")]  # fmt: skip
    cursor, left = "", MOST
    while left > 0:
        with override(language):
            found = ledger(actor=actor, wanted=wanted, cursor=cursor, limit=min(AT_ONCE, left))
            rows = [_line(row) for row in found.rows]
        yield from rows
        left -= len(rows)
        cursor = found.next_cursor or ""
        if not cursor:
            return


def _line(row: LedgerRow) -> list[Cell]:
    at: datetime = row.at
    return [
        str(row.id), row.on, str(MOVES[row.move]), str(STATES.get(row.state, "")), row.case_number,
        row.customer, str(MONEY_GROUNDS.get(row.ground, "")), row.clause, row.amount,
        str(CATEGORIES.get(row.category, row.category)), row.product, row.station, row.granted_by,
        row.approved_by, str(WAYS.get(row.way, "")), row.reference, row.reason, row.by_name, at,
    ]  # fmt: skip


def _filter(request: Request) -> forms.LedgerFilterForm:
    actor = request.actor
    offers: dict[str, list[tuple[Any, str]]] = {
        "person_id": [(card.brief.id, card.brief.name) for card in members(
            actor=actor, former=True, limit=200).rows],
        "station_id": [(unit.id, unit.name) for unit in unit_tree(actor=actor, closed=True)],
        "product_line": [(line.code, line.name) for line in product_lines(actor=actor)],
    }  # fmt: skip
    return forms.LedgerFilterForm(request.GET, offers=offers)
