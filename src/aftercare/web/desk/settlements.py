"""Statements of stations: drawn up, sent, agreed to or disputed, settled (R-FS-12)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.foundation.actor import Actor
from aftercare.money.settlements import actions
from aftercare.money.settlements.queries import (
    SEE_STATEMENTS,
    SEE_TERMS,
    STATE_CHOICES,
    VERDICT_CHOICES,
    WAY_CHOICES,
    WHAT_CHOICES,
    LineRow,
    State,
    StatementCard,
    StatementFilter,
    StatementRow,
    last_run,
    line_row,
    statement_card,
    statements,
    stations_paid,
    waiting_statements,
)
from aftercare.web.kit.formats import money
from aftercare.web.kit.requests import Request, go, live, needs, page, refusals_shown_on

from . import settlement_forms as forms
from .drawers import Deed, drawer, posted
from .exports import Cell, as_file
from .list_forms import ExportForm
from .product_forms import Sure

STATES = {str(code): words for code, words in STATE_CHOICES}
WHATS = {str(code): words for code, words in WHAT_CHOICES}
TONES = {State.SENT: "soon", State.DISPUTED: "bad", State.AGREED: "info", State.SETTLED: "good"}
ICONS = {State.SENT: "hourglass", State.DISPUTED: "alert-triangle", State.AGREED: "check",
         State.SETTLED: "circle-check"}  # fmt: skip
# Code in the address -> what it is called, what it says when done, its action, its form, help.
Step = tuple[Promise, Promise, str, type[django_forms.Form], str | Promise]
STEPS: dict[str, Step] = {
    "send": (lazy("Send to the station"), lazy("Sent."), "send_statement", Sure,
             lazy("From now on nothing on it is changed; the station agrees to it or disputes.")),
    "agree": (lazy("Agree to the statement"), lazy("Agreed."), "agree_statement", Sure,
              lazy("All of its lines; what turns out wrong later comes into the next one.")),
    "settle": (lazy("Note the payment"), lazy("Noted as paid."), "settle_statement",
               forms.SettleForm, ""),
    "drop": (lazy("Drop the draft"), lazy("Dropped."), "drop_draft", Sure,
             lazy("Its visits are free for another statement.")),
}  # fmt: skip
LINE_STEPS: dict[str, Step] = {
    "dispute": (lazy("Dispute the line"), lazy("Noted; finance will answer."), "dispute_line",
                forms.DisputeForm, ""),
    "answer": (lazy("Answer the dispute"), lazy("Answered."), "answer_dispute",
               forms.AnswerForm, ""),
    "correct": (lazy("Correct in the next statement"), lazy("Noted for the next statement."),
                "correct_line", forms.CorrectForm, ""),
}  # fmt: skip
OPEN_IN = {"send": {State.DRAFT}, "drop": {State.DRAFT}, "agree": {State.SENT},
           "settle": {State.AGREED}}  # fmt: skip


@require_GET
@needs(SEE_STATEMENTS)
def index(request: Request) -> HttpResponse:
    """Those in sight, the latest days first."""
    actor = request.actor
    form = forms.StatementFilterForm(request.GET, stations=_stations(actor))
    wanted = wanted_of(form)
    found = statements(actor=actor, wanted=wanted, cursor=request.GET.get("cursor", ""))
    counts = waiting_statements(actor=actor)
    context: dict[str, object] = {
        "filter": form,
        "page": found,
        "rows": [shown(row) for row in found.rows],
        "counts": [(STATES[state], counts[state], state) for state in STATES if state in counts],
        "may_draw": actor.may("settlements.draw_statement"),
        "narrowed": bool(wanted.words),
        **_run(request),
    }
    return page(request, "desk/settlements/index", context)


@require_GET
@needs(SEE_TERMS)
def progress(request: Request) -> HttpResponse:
    """How far the statements of all stations are."""
    return live(request, "desk/settlements/_run.html", _run(request))


@require_http_methods(["GET", "POST"])
@needs("settlements.draw_statement")
def draw(request: Request) -> HttpResponse:
    """For one station at once, for all of them in the background."""
    last = timezone.localdate(request.now).replace(day=1) - timedelta(days=1)
    form = forms.DrawForm(posted(request), stations=_stations(request.actor),
                          initial={"since": last.replace(day=1), "until": last})  # fmt: skip
    deed = Deed(
        title=_("Draw up statements"),
        button=_("Draw up"),
        done=_("Drawn up."),
        back=reverse("desk:statements"),
        help=_("By the terms in force on the day of each visit. A draft is drawn up anew; what "
               "was sent stays."),
    )  # fmt: skip
    if form.is_valid():
        with refusals_shown_on(form):
            return go(request, _drawn(request, form.cleaned_data))
    return drawer(request, deed, form, lambda _given: None)


@require_GET
@needs(SEE_STATEMENTS)
def show(request: Request, statement_id: int) -> HttpResponse:
    card = statement_card(actor=request.actor, statement_id=statement_id)
    may = request.actor.may
    context: dict[str, object] = {
        "card": card,
        "head": shown(card.row),
        "sums": [(WHATS[what], amount) for what, amount in card.sums.items()],
        "lines": [_line(request.actor, card.row, line) for line in card.lines],
        "way": dict(WAY_CHOICES).get(card.way, ""),
        "steps": [(code, STEPS[code][0]) for code, states in OPEN_IN.items()
                  if card.row.state in states and may(f"settlements.{STEPS[code][2]}")],
    }  # fmt: skip
    return page(request, "desk/settlements/show", context)


@require_http_methods(["GET", "POST"])
@needs(SEE_STATEMENTS)
def do(request: Request, statement_id: int, code: str) -> HttpResponse:
    """One of STEPS, in a drawer."""
    step = _step(request, STEPS, code)
    row = statement_card(actor=request.actor, statement_id=statement_id).row
    back = reverse("desk:statements" if code == "drop" else "desk:statement",
                   args=[] if code == "drop" else [statement_id])  # fmt: skip
    title = f"{row.number} · {row.station} · {money(row.total_amount)}"
    return _done(request, step, {"statement_id": statement_id}, title, back)


@require_http_methods(["GET", "POST"])
@needs(SEE_STATEMENTS)
def line_do(request: Request, line_id: int, code: str) -> HttpResponse:
    """One of LINE_STEPS, in a drawer."""
    step = _step(request, LINE_STEPS, code)
    row, line = line_row(actor=request.actor, line_id=line_id)
    title = f"{line.order_number} · {WHATS[line.what]} · {money(line.amount)}"
    return _done(
        request, step, {"line_id": line_id}, title, reverse("desk:statement", args=[row.id])
    )


@require_http_methods(["GET", "POST"])
@needs("settlements.export_statements")
def export(request: Request, statement_id: int) -> HttpResponse:
    """The lines of one statement; the kind of file is asked in a drawer."""
    card = statement_card(actor=request.actor, statement_id=statement_id)
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        return page(request, "desk/settlements/export", {"form": form, "row": card.row})
    kind = form.cleaned_data["form"]
    actions.export_statements(
        actor=request.actor, form=kind, statement_id=statement_id, now=request.now
    )
    return as_file(lines_of(card), kind, f"{card.row.number}.{kind}")


def wanted_of(form: forms.StatementFilterForm) -> StatementFilter:
    """What the filter says; a field that says nonsense narrows nothing."""
    form.is_valid()
    return StatementFilter(**{name: value for name, value in form.cleaned_data.items() if value})


def shown(row: StatementRow) -> dict[str, object]:
    state = State(row.state)
    return {"row": row, "state": STATES[row.state], "tone": TONES.get(state, ""),
            "icon": ICONS.get(state, "edit")}  # fmt: skip


def lines_of(card: StatementCard) -> Iterator[list[Cell]]:
    """The head, the lines, the sum."""
    with override(get_language() or "zh-hans"):
        yield [_("Date"), _("Work order"), _("For what"), _("How it came to be"), _("Clause"),
               _("Sum, yuan"), _("Corrected later, yuan"), _("Dispute"), _("Reply")]  # fmt: skip
        for line in card.lines:
            last = line.disputes[-1] if line.disputes else None
            yield [line.on, line.order_number, str(WHATS[line.what]), line.why, line.clause,
                   line.amount, line.corrected_amount or None, last.reason if last else "",
                   last.reply if last else ""]  # fmt: skip
        yield [None, "", str(_("Together")), "", "", card.row.total_amount, None, "", ""]
        if card.technicians:
            yield [None, "", "", "", "", None, None, "", ""]
            yield [None, _("Technician"), _("Repairs done"), _("Came again"),
                   _("Settled by the first repair, %"), _("Visits made"), _("Came late"),
                   _("Late, %"), ""]  # fmt: skip
        for one in card.technicians:
            figures = (one.repairs, one.again, one.held_percent, one.visits, one.late,
                       one.late_percent)  # fmt: skip
            told = [None if figure is None else Decimal(figure) for figure in figures]
            yield [None, one.name, *told, ""]


def _drawn(request: Request, given: dict[str, Any]) -> str:
    """Where one looks afterwards."""
    by: dict[str, Any] = {"actor": request.actor, "since": given["since"], "until": given["until"],
                          "now": request.now}  # fmt: skip
    if given["org_unit_id"] is None:
        actions.draw_all(**by)
        return reverse("desk:statements")
    made = actions.draw_statement(**by, org_unit_id=given["org_unit_id"])
    return reverse("desk:statement", args=[made])


def _stations(actor: Actor) -> list[tuple[int, str]]:
    return sorted(stations_paid(actor=actor).items())


def _run(request: Request) -> dict[str, object]:
    """The last time all were asked for, while it goes on and on its day."""
    if not request.actor.may(SEE_TERMS):
        return {}
    run = last_run(actor=request.actor)
    if run is None or (run.state == "done" and request.now - run.asked_at > timedelta(days=1)):
        return {}
    share = float(Decimal(run.done) / run.total) if run.total else 1.0
    return {"run": run, "share": share}


def _line(actor: Actor, row: StatementRow, line: LineRow) -> dict[str, object]:
    """A line with its words, and what this person may do with it."""
    is_open = {
        "dispute": row.state in {State.SENT, State.DISPUTED} and not line.is_disputed,
        "answer": line.is_disputed,
        "correct": row.state not in {State.DRAFT, State.DISPUTED} and not line.is_disputed,
    }
    verdicts = dict(VERDICT_CHOICES)
    return {
        "row": line,
        "what": WHATS[line.what],
        "disputes": [(one, verdicts.get(one.verdict, "")) for one in line.disputes],
        "steps": [(code, LINE_STEPS[code][0]) for code, yes in is_open.items()
                  if yes and actor.may(f"settlements.{LINE_STEPS[code][2]}")],
    }  # fmt: skip


def _step(request: Request, steps: dict[str, Step], code: str) -> Step:
    if code not in steps:
        raise Http404
    request.actor.must(f"settlements.{steps[code][2]}")
    return steps[code]


def _done(
    request: Request, step: Step, what: dict[str, int], title: str, back: str
) -> HttpResponse:
    words, told, name, form, help_ = step
    deed = Deed(title=title, button=words, done=told, back=back, help=help_,
                danger=name == "drop_draft")  # fmt: skip
    initial: dict[str, date] = {"paid_on": timezone.localdate(request.now)}
    return drawer(request, deed, form(posted(request), initial=initial), lambda given: getattr(
        actions, name)(actor=request.actor, now=request.now, **what, **given))  # fmt: skip
