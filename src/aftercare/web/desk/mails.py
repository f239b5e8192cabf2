"""Mail that came in: what waits for a person, and the mailboxes that are read (R-IN-01)."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.mailbox import actions, queries
from aftercare.casework.mailbox.queries import SEE_MAILS, Fault, Step
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, fragment, needs, page

from . import mail_forms as forms
from .drawers import Deed, drawer, posted

FAULTS: dict[str, str | Promise] = {
    Fault.TOO_LARGE: gettext_lazy("Larger than 25 MB; it lies in the mailbox."),
    Fault.MALFORMED: gettext_lazy("Damaged; it lies in the mailbox."),
    Fault.NO_SENDER: gettext_lazy("It names no sender."),
    Fault.AUTOMATIC: gettext_lazy("An automatic answer."),
    Fault.BOUNCE: gettext_lazy("A mail of ours came back."),
    Fault.LIST: gettext_lazy("From a mailing list."),
    Fault.LOOP: gettext_lazy("From one of our own addresses."),
    Fault.SAYS_NOTHING: gettext_lazy("It hardly says anything."),
    Fault.SEVERAL_CUSTOMERS: gettext_lazy("Several customers have this address."),
    Fault.STRANGER: gettext_lazy("A new matter; this mailbox leaves them to a person."),
    Fault.STORM: gettext_lazy(
        "Many new matters from one address within an hour: does a program write?"
    ),
    Fault.OLD: gettext_lazy("Old: the mailbox was numbered anew, and this was sent before."),
    Fault.REFUSED: gettext_lazy("The case could not take it."),
    Fault.OUR_FAULT: gettext_lazy("An unexpected error stopped it."),
}
STEPS: dict[str, str | Promise] = {
    Step.NAME: gettext_lazy("The name of the server is not known."),
    Step.CONNECTION: gettext_lazy("No connection: does the server listen on this port?"),
    Step.TLS: gettext_lazy("No TLS: wrong port, or a certificate that does not hold."),
    Step.SIGN_IN: gettext_lazy("The server does not take this account name and password."),
    Step.FOLDER: gettext_lazy("There is no such folder."),
}
STATES = dict(queries.STATE_CHOICES)
TONES = {"waiting": "soon", "aside": "bad", "case": "good", "threaded": "good"}


@require_GET
@needs(SEE_MAILS)
def index(request: Request) -> HttpResponse:
    """What waits, newest first; the mailboxes below."""
    form = forms.Filter(request.GET or {"state": "waiting"})
    state = (form.cleaned_data["state"] if form.is_valid() else "") or "waiting"
    found = queries.mails(
        actor=request.actor,
        state="" if state == "all" else state,
        cursor=request.GET.get("cursor", ""),
    )
    context: dict[str, object] = {
        "filter": form,
        "page": found,
        "rows": [
            (row, STATES[row.state], TONES.get(row.state, ""), FAULTS.get(row.fault, ""))
            for row in found.rows
        ],
        "boxes": queries.mailboxes(actor=request.actor),
        "may": {
            name: request.actor.may(f"mailbox.{name}")
            for name in ("open_case_of_mail", "join_case", "dismiss_mail", "save_mailbox")
        },
    }
    return page(request, "desk/mails/index", context)


@require_POST
@needs("mailbox.open_case_of_mail")
def open_case(request: Request, mail_id: int) -> HttpResponse:
    row = actions.open_case_of_mail(actor=request.actor, mail_id=mail_id, now=request.now)
    messages.success(request, _("It is a case now."))
    return redirect("desk:case", row.case_id)


@require_http_methods(["GET", "POST"])
@needs("mailbox.join_case")
def join(request: Request, mail_id: int) -> HttpResponse:
    row = queries.mail_row(actor=request.actor, mail_id=mail_id)

    def perform(given: dict[str, Any]) -> None:
        actions.join_case(actor=request.actor, mail_id=mail_id, now=request.now, **given)

    deed = Deed(
        title=f"{_('Put it to a case')} · {row.subject}",
        button=_("Put it to a case"),
        done=_("It joined its case."),
        back=reverse("desk:mails"),
    )
    return drawer(request, deed, forms.Join(posted(request)), perform)


@require_POST
@needs("mailbox.dismiss_mail")
def dismiss(request: Request, mail_id: int) -> HttpResponse:
    actions.dismiss_mail(actor=request.actor, mail_id=mail_id, now=request.now)
    messages.success(request, _("Saved."))
    return redirect("desk:mails")


@require_http_methods(["GET", "POST"])
@needs("mailbox.save_mailbox")
def new_box(request: Request) -> HttpResponse:
    return _box(request, forms.Box(posted(request)), None)


@require_http_methods(["GET", "POST"])
@needs("mailbox.save_mailbox")
def change_box(request: Request, mailbox_id: int) -> HttpResponse:
    card = queries.mailbox_card(actor=request.actor, mailbox_id=mailbox_id)
    before = {name: getattr(card, name) for name in forms.Box.base_fields if name != "password"}
    return _box(request, forms.Box(posted(request), initial=before), mailbox_id)


def _box(request: Request, form: forms.Box, mailbox_id: int | None) -> HttpResponse:
    def perform(given: dict[str, Any]) -> None:
        actions.save_mailbox(
            actor=request.actor,
            mailbox_id=mailbox_id,
            password=given.pop("password"),
            values=given,
            now=request.now,
        )

    deed = Deed(
        title=_("A mailbox to be read"),
        button=_("Save"),
        done=_("Saved. It is read each minute; what lies in it already stays as it is."),
        back=reverse("desk:mails"),
        help=_("Nothing in the mailbox is changed or removed."),
        trial=_("Test the connection"),
    )
    if "try" in request.POST and form.is_valid():
        return _tried(request, deed, form, mailbox_id)
    return drawer(request, deed, form, perform)


def _tried(request: Request, deed: Deed, form: forms.Box, mailbox_id: int | None) -> HttpResponse:
    """Says how far one comes; what was typed stays, the password too: it is not saved yet."""
    given = dict(form.cleaned_data)
    step = queries.reading_trial(
        actor=request.actor, password=given.pop("password"), values=given, mailbox_id=mailbox_id
    )
    told = str(STEPS[step]) if step else _("The mailbox can be read. Nothing is saved yet.")
    form.fields["password"].widget.render_value = True
    context: dict[str, object] = {
        "deed": replace(deed, told=told, tone="bad" if step else "good"),
        "form": form,
    }
    if is_part(request):
        return fragment(request, "desk/_drawer_form.html", context)
    return page(request, "desk/drawer", context)
