"""Requests of persons about their own data: the page of the privacy officer (R-SEC-04)."""

import json
import tempfile
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.parties.queries import customer_brief
from aftercare.matters.datarequests import actions
from aftercare.matters.datarequests.queries import (
    KIND_CHOICES,
    PROOF_CHOICES,
    SEE_REQUESTS,
    STATE_CHOICES,
    Kind,
    Proof,
    RequestRow,
    Section,
    request_card,
    requests,
)
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from .drawers import Deed, drawer, posted

KINDS = {str(code): words for code, words in KIND_CHOICES}
STATES = {str(code): words for code, words in STATE_CHOICES}
PROOFS = {str(code): words for code, words in PROOF_CHOICES}
TAKE = "datarequests.take_request"
ANSWER = "datarequests.answer_request"
ERASE = "datarequests.erase_person"
COPY = "datarequests.copy_person"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _text(label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=1000, widget=widget, **more)


class Taken(forms.Form):
    kind = forms.ChoiceField(
        label=_("What the person asks for"), choices=KIND_CHOICES, widget=forms.RadioSelect
    )
    proof = forms.ChoiceField(
        label=_("How we know who asks"),
        choices=[pair for pair in PROOF_CHOICES if pair[0] != Proof.LINK],
    )
    wish = _text(_("In the person's words"), required=False)


class Answer(forms.Form):
    answer = _text(_("What was done"), help_text=_("The person reads it on the own page."))


class Refusal(forms.Form):
    answer = _text(
        _("Why it is refused"), help_text=_("With the ground in the law. The person reads it.")
    )


class Erasure(forms.Form):
    sure = forms.BooleanField(label=_("It cannot be undone, and I have looked at the cases."))


class Copy(forms.Form):
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", _("Excel (.xlsx)")), ("json", "JSON")],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("To whom and how it is handed over"),
        max_length=200,
        help_text=_("It is noted with your name."),
    )


@require_GET
@needs(SEE_REQUESTS)
def index(request: Request) -> HttpResponse:
    ended = request.GET.get("state") == "ended"
    found = requests(
        actor=request.actor,
        is_open=not ended,
        now=request.now,
        cursor=request.GET.get("cursor", ""),
    )
    rows = [shown(row) for row in found.rows]
    return page(request, "desk/datarequests/index", {"page": found, "rows": rows, "ended": ended})


@require_GET
@needs(SEE_REQUESTS)
def show(request: Request, request_id: int) -> HttpResponse:
    card = request_card(actor=request.actor, request_id=request_id, now=request.now)
    may = request.actor.may
    erases, is_open = card.row.kind == Kind.ERASURE, card.row.state == "open"
    context: dict[str, object] = {
        **shown(card.row),
        "card": card,
        "proof": PROOFS[card.row.proof],
        "may": {
            "answer": is_open and not erases and may(ANSWER),
            "refuse": is_open and may(ANSWER),
            "erase": is_open and erases and may(ERASE),
            "copy": card.row.kind in (Kind.ACCESS, Kind.COPY) and may(COPY),
            "correct": is_open
            and card.row.kind == Kind.CORRECTION
            and may("parties.correct_customer"),
        },
    }
    return page(request, "desk/datarequests/show", context)


@require_http_methods(["GET", "POST"])
@needs(TAKE)
def take(request: Request, customer_id: int) -> HttpResponse:
    customer_brief(actor=request.actor, customer_id=customer_id)
    deed = Deed(
        title=_("A request about the own data"),
        button=_("Take it down"),
        done=_("Taken down; those who answer it see it on their list."),
        back=reverse("desk:customer", args=[customer_id]),
    )
    return drawer(
        request,
        deed,
        Taken(posted(request)),
        lambda given: actions.take_request(
            actor=request.actor, customer_id=customer_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(ANSWER)
def answer(request: Request, request_id: int) -> HttpResponse:
    return _ended(request, request_id, Answer(posted(request)), granted=True)


@require_http_methods(["GET", "POST"])
@needs(ANSWER)
def refuse(request: Request, request_id: int) -> HttpResponse:
    return _ended(request, request_id, Refusal(posted(request)), granted=False)


@require_http_methods(["GET", "POST"])
@needs(ERASE)
def erase(request: Request, request_id: int) -> HttpResponse:
    request_card(actor=request.actor, request_id=request_id, now=request.now)
    deed = Deed(
        title=_("Erase this person?"),
        button=_("Erase for good"),
        done=_("Erased. What is counted has stayed."),
        back=_page(request_id),
        help=_(
            "Name, numbers, addresses, contact persons, files, messages and what was said in cases"
            " and in the history go for good. Kind, days, sums, stars and region stay for"
            " statistics, the chain of the history stays valid. Backups are not touched."
        ),
        danger=True,
    )
    return drawer(
        request,
        deed,
        Erasure(posted(request)),
        lambda _given: actions.erase_person(
            actor=request.actor, request_id=request_id, now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(COPY)
def copy(request: Request, request_id: int) -> HttpResponse:
    """The answer to the form is the file."""
    card = request_card(actor=request.actor, request_id=request_id, now=request.now)
    form = Copy(posted(request), initial={"form": "xlsx"})
    if form.is_valid():
        with refusals_shown_on(form):
            sections = actions.copy_person(
                actor=request.actor, request_id=request_id, now=request.now,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
            return _file(sections, form.cleaned_data["form"], request)
    return page(request, "desk/datarequests/copy", {"form": form, **shown(card.row)})


def shown(row: RequestRow) -> dict[str, object]:
    tones = {"open": "bad" if row.late else "soon", "done": "good", "refused": ""}
    icons = {"open": "clock", "done": "check", "refused": "x"}
    return {
        "row": row,
        "kind": KINDS[row.kind],
        "state": _("Overdue") if row.late else STATES[row.state],
        "tone": tones[row.state],
        "icon": "alert-triangle" if row.late else icons[row.state],
    }


def _ended(request: Request, request_id: int, form: forms.Form, *, granted: bool) -> HttpResponse:
    request_card(actor=request.actor, request_id=request_id, now=request.now)
    deed = Deed(
        title=_("Answer the request") if granted else _("Refuse the request"),
        button=_("Answer") if granted else _("Refuse"),
        done=_("Answered."),
        back=_page(request_id),
        danger=not granted,
    )
    return drawer(
        request,
        deed,
        form,
        lambda given: actions.answer_request(
            actor=request.actor, request_id=request_id, granted=granted, now=request.now, **given
        ),
    )


def _page(request_id: int) -> str:
    return reverse("desk:data-request", args=[request_id])


def _file(sections: Sequence[Section], form: str, request: Request) -> HttpResponse:
    """No name in the name of the file."""
    name = f"personal-data-{timezone.localtime(request.now):%Y%m%d-%H%M}.{form}"
    if form == "json":
        told = {
            one.code: [dict(zip(one.columns, row, strict=True)) for row in one.rows]
            for one in sections
        }
        text = json.dumps(told, ensure_ascii=False, indent=2)
        found = HttpResponse(text, content_type="application/json")
    else:
        found = cast(HttpResponse, _book(sections))
    found["Content-Disposition"] = f'attachment; filename="{name}"'
    found["Cache-Control"] = "no-store"
    return found


def _book(sections: Sequence[Section]) -> FileResponse:
    """A sheet for each part, every cell as text: nothing becomes a formula."""
    import xlsxwriter  # heavy, and few ask for a table

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for one in sections:
            sheet = book.add_worksheet(one.title[:31])
            sheet.set_column(0, len(one.columns), 24)
            for at, row in enumerate([one.columns, *one.rows]):
                for column, text in enumerate(row):
                    sheet.write_string(at, column, text, None if at else bold)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)
