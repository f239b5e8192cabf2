"""A leading case: who follows, how far they are, and what is offered to all of them."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, case_brief
from aftercare.casework.messaging.queries import preview_of
from aftercare.casework.resolutions.queries import findings_of, live_of, resolutions_of
from aftercare.customers.parties.queries import customer_briefs
from aftercare.foundation.errors import NotFound, Refusal
from aftercare.matters.leads.actions import follow_lead
from aftercare.matters.leads.queries import LeadCard, Like, lead_of, like_cases
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.leads import offer_to_all
from aftercare.web.kit.refusals import sentence_of
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from . import case_forms as f
from .bulk import CASES
from .case_lead_steps import Words

MOST_PREVIEWED = 20
MOST_OWN = 50
OWN = "own_"


class OfferedResolution(f.Option):
    put_forward = forms.BooleanField(
        label=gettext_lazy("Put it to the customers where the case is ready for it"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, followers: Sequence[CaseBrief], **kwargs: Any) -> None:
        """One more field for each follower in sight whose customer is paid another sum."""
        super().__init__(*args, **kwargs)
        for one in followers[:MOST_OWN]:
            self.fields[f"{OWN}{one.id}"] = forms.DecimalField(
                label=_("Paid in %(number)s instead, yuan") % {"number": one.number},
                help_text=one.subject,
                min_value=0,
                max_digits=10,
                decimal_places=2,
                required=False,
            )


FORMS: dict[str, tuple[Callable[..., forms.Form], str | Promise]] = {
    "finding": (f.Findings, gettext_lazy("Offer the cause that was found")),
    "resolution": (OfferedResolution, gettext_lazy("Offer a resolution")),
    "message": (Words, gettext_lazy("Send a message to all")),
}


@require_GET
@needs(SEE_CASES)
def show(request: Request, case_id: int) -> HttpResponse:
    case, card = _led(request, case_id)
    owners = member_briefs(actor=request.actor, ids={one.case.owner_id for one in card.followers})
    people = {one.case.customer_id for one in card.followers}
    context = {
        "case": case,
        "card": card,
        "owners": owners,
        "customers": customer_briefs(actor=request.actor, ids=people),
        "likely": _likely(request, case),
        "may_offer": request.actor.may("leads.offer_to_followers"),
        "may_add": request.actor.may("leads.follow_lead"),
        "may_leave": request.actor.may("leads.leave_lead"),
        "may_hand": request.actor.may("leads.hand_lead"),
        "may_end": request.actor.may("leads.end_lead"),
        "kinds": [(code, label) for code, (_form, label) in FORMS.items()],
    }
    return page(request, "desk/leads/show", context)


@require_POST
@needs("leads.follow_lead")
def add(request: Request, case_id: int) -> HttpResponse:
    """Each chosen case by itself: what one refuses changes nothing for the others."""
    case, _card = _led(request, case_id)
    for follower_id in CASES.ids_of(request):
        try:
            follow_lead(
                actor=request.actor, case_id=follower_id, lead_number=case.number, now=request.now
            )
        except Refusal as refusal:
            messages.error(request, sentence_of(refusal))
    return redirect("desk:lead", case_id)


@require_http_methods(["GET", "POST"])
@needs("leads.offer_to_followers")
def offer(request: Request, case_id: int, kind: str) -> HttpResponse:
    """What is offered, to whom; a message is shown as it will arrive before it goes."""
    case, card = _led(request, case_id)
    if kind not in FORMS:
        raise NotFound
    made, label = FORMS[kind]
    more = {"followers": [one.case for one in card.followers]} if kind == "resolution" else {}
    form = made(request.POST or None, initial=_INITIAL[kind](request, case), **more)
    context: dict[str, Any] = {
        "case": case, "card": card, "kind": kind, "label": label, "form": form,
    }  # fmt: skip
    if not form.is_valid():
        return page(request, "desk/leads/offer", context)
    if kind == "message" and "sure" not in request.POST:
        text = form.cleaned_data["text"]
        shown = [
            (one.case, preview_of(actor=request.actor, case=one.case, text=text))
            for one in card.followers[:MOST_PREVIEWED]
        ]
        return page(request, "desk/leads/offer", context | {"previews": shown})
    with refusals_shown_on(form):
        values = dict(form.cleaned_data)
        sums = _own_sums(values)
        context["round"] = offer_to_all(
            actor=request.actor, case=case, kind=kind, said=offer_words(values), sums=sums,
            now=request.now,
        )  # fmt: skip
    shown_next = "offered" if "round" in context else "offer"
    return page(request, f"desk/leads/{shown_next}", context)


def _own_sums(values: dict[str, Any]) -> Mapping[int, Decimal]:
    """Taken out of what a form says: what single customers are paid, by case."""
    own = {name: values.pop(name) for name in list(values) if name.startswith(OWN)}
    return {int(name.removeprefix(OWN)): sum_ for name, sum_ in own.items() if sum_ is not None}


def offer_words(values: dict[str, Any]) -> dict[str, Any]:
    """What a form says, as an offer keeps it: plain words and numbers."""
    values.pop("version", None)
    if "summary" in values:
        values["text"] = values.pop("summary")
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in values.items()}


def _led(request: Request, case_id: int) -> tuple[CaseBrief, LeadCard]:
    case = case_brief(actor=request.actor, case_id=case_id)
    card = lead_of(actor=request.actor, case=case)
    if card is None:
        raise NotFound(_("This case does not lead."))
    return case, card


def _likely(request: Request, case: CaseBrief) -> list[Like]:
    if not request.actor.may("leads.follow_lead"):
        return []
    return like_cases(actor=request.actor, case=case, now=request.now)


def _last_finding(request: Request, case: CaseBrief) -> dict[str, Any]:
    found = findings_of(actor=request.actor, case=case)
    last = found[-1] if found else None
    return {"cause": last.cause, "liable": last.liable, "text": last.text} if last else {}


def _live_resolution(request: Request, case: CaseBrief) -> dict[str, Any]:
    rows = resolutions_of(actor=request.actor, case=case)
    chosen = live_of(rows) or (rows[-1] if rows else None)
    if chosen is None:
        return {}
    names = ("kind", "summary", "cost_amount", "compensation_amount", "ground", "beyond_reason",
             "expected_stars")  # fmt: skip
    return {name: getattr(chosen, name) for name in names}


_INITIAL: dict[str, Callable[[Request, CaseBrief], dict[str, Any]]] = {
    "finding": _last_finding,
    "resolution": _live_resolution,
    "message": lambda _request, _case: {},
}
