"""The page where a customer follows a case, agrees, adds something and says how it was."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import CaseBrief, Kind, case_brief, kept_case
from aftercare.casework.commitments.queries import ClockCard, clocks_of
from aftercare.casework.conversation.queries import (
    AttachmentRow,
    attachment,
    attachments_of,
    contacts_of,
)
from aftercare.casework.intake.actions import Heard, take_word
from aftercare.casework.intake.queries import Fate, Intake, follow_token
from aftercare.casework.packages.queries import packages_of
from aftercare.casework.recycling import actions as recycling
from aftercare.casework.recycling.queries import RecyclingCard, recycling_of
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.resolutions.queries import ResolutionRow, resolutions_of
from aftercare.casework.rights.queries import entitlement_of
from aftercare.feedback.followups.actions import record_follow_up
from aftercare.feedback.followups.queries import follow_ups_of
from aftercare.fieldservice.carecontracts.queries import contract_of_case
from aftercare.fieldservice.workorders.queries import State as OrderState
from aftercare.fieldservice.workorders.queries import orders_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import entries_between
from aftercare.foundation.spans import Span
from aftercare.web.kit.certificates import certificate_sheet
from aftercare.web.kit.entitlements import EntitlementWords, in_words
from aftercare.web.kit.files import file_answer, kept_files
from aftercare.web.kit.packages import packages_words
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from . import forms
from .customer import holder_of
from .quotes import paid_of, quotes_of
from .visits import came_of, cards_of

# When, its sign, what happened, what was said, the photos that came with it.
Event = tuple[datetime, str, str, str, list[AttachmentRow]]
GOODS_MATTERS = frozenset({"complaint", "repair", "return_exchange"})
STEPS = (
    (gettext_lazy("With us"), {"registered"}),
    (gettext_lazy("In work"), {"accepted", "investigating", "proposing", "awaiting_approval"}),
    (gettext_lazy("Your word"), {"awaiting_consent"}),
    (gettext_lazy("Carried out"), {"carrying_out"}),
    (gettext_lazy("Settled"), {"resolved", "closed", "merged"}),
)


FATES = {
    Fate.JOINED: gettext_lazy("Sent. We have it."),
    Fate.REOPENED: gettext_lazy("Sent. We have taken the matter up again."),
    Fate.AGAIN: gettext_lazy("Sent. It is a new matter now, tied to the old one."),
}


@require_GET
def follow(request: Request, token: str) -> HttpResponse:
    actor, case_id = holder_of(token)
    context = _context(request, actor, case_id, token)
    context["code"] = request.session.pop(f"code-{case_id}", "")
    return page(request, "portal/follow", context)


@require_http_methods(["POST"])
def say(request: Request, token: str) -> HttpResponse:
    """The customer adds something; a closed matter is taken up again by it."""
    actor, case_id = holder_of(token)
    form = forms.Message(request.POST, request.FILES)
    if form.is_valid():
        with refusals_shown_on(form):
            heard = _heard(request, actor, case_id, dict(form.cleaned_data))
            messages.success(request, FATES[heard.fate])
            if heard.code:
                request.session[f"code-{heard.case.id}"] = heard.code
            return redirect(_page_of(heard.case.id))
    return page(
        request, "portal/follow", _context(request, actor, case_id, token, message=form), status=422
    )


def _page_of(case_id: int) -> str:
    return reverse("portal:follow", args=[follow_token(actor=SYSTEM, case_id=case_id)])


def _heard(request: Request, actor: Actor, case_id: int, said: dict[str, Any]) -> Heard:
    """Sent twice, it is the same word."""
    case = case_brief(actor=actor, case_id=case_id)
    key = f"portal:{said['once'] or secrets.token_urlsafe(16)}"
    word = Intake(
        channel="portal",
        description=said["text"],
        product_line=case.classification.product_line,
        product_text=case.product_text,
        order_no=case.order_no,
        unit_id=case.unit_id,
        file_ids=kept_files(actor=actor, files=said["photos"], now=request.now),
        intake_key=key,
    )
    return take_word(actor=actor, case=case, word=word, client_ref=key, now=request.now)


@require_http_methods(["POST"])
def decide(request: Request, token: str) -> HttpResponse:
    """Yes or no to a resolution, by the customer's own click (R-CASE-07)."""
    actor, case_id = holder_of(token)
    form = forms.Word(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            said = form.cleaned_data
            record = resolutions.record_consent if said["agrees"] else resolutions.record_refusal
            record(
                actor=actor,
                case_id=case_id,
                version=None,
                resolution_id=said["resolution_id"],
                how="portal",
                comment=said["comment"],
                now=request.now,
            )
            messages.success(
                request,
                _("Thank you. We carry it out now.")
                if said["agrees"]
                else _("Understood. Somebody will talk with you again."),
            )
            return redirect("portal:follow", token)
    return page(
        request, "portal/follow", _context(request, actor, case_id, token, word=form), status=422
    )


@require_http_methods(["POST"])
def answer_offer(request: Request, token: str) -> HttpResponse:
    """Yes or no to what we offer for old goods, by the customer's own click."""
    actor, case_id = holder_of(token)
    form = forms.OfferAnswer(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            agreed = form.cleaned_data["agrees"]
            recycling.answer_appraisal(actor=actor, case_id=case_id, version=None, agreed=agreed,
                                       how="portal", now=request.now)  # fmt: skip
            yes, no = _("Thank you. We fetch them."), _("Understood. Somebody will talk with you.")
            messages.success(request, yes if agreed else no)
            return redirect("portal:follow", token)
    context = _context(request, actor, case_id, token, word=form)
    return page(request, "portal/follow", context, status=422)


@require_GET
def certificate(request: Request, token: str) -> HttpResponse:
    """That the old goods are recycled, on paper."""
    del request
    actor, case_id = holder_of(token)
    return certificate_sheet(actor, case_brief(actor=actor, case_id=case_id))


@require_http_methods(["POST"])
def rate(request: Request, token: str) -> HttpResponse:
    """How it was. An unhappy answer brings the matter back to us."""
    actor, case_id = holder_of(token)
    form = forms.Feedback(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            before = case_brief(actor=actor, case_id=case_id).reopened
            record_follow_up(actor=actor, case_id=case_id, now=request.now, **form.cleaned_data)
            again = case_brief(actor=actor, case_id=case_id).reopened > before
            messages.success(
                request,
                _("Thank you for telling us. We have taken the matter up again, one level up.")
                if again
                else _("Thank you for telling us."),
            )
            return redirect("portal:follow", token)
    return page(
        request,
        "portal/follow",
        _context(request, actor, case_id, token, feedback=form),
        status=422,
    )


@require_GET
def file(request: Request, token: str, attachment_id: int) -> HttpResponse:
    actor, case_id = holder_of(token)
    case = case_brief(actor=actor, case_id=case_id)
    row = attachment(actor=actor, case=case, attachment_id=attachment_id)
    return file_answer(actor=actor, file=row.file, small="small" in request.GET)


def _context(
    request: Request,
    actor: Actor,
    case_id: int,
    token: str,
    **bound: Any,
) -> dict[str, Any]:
    case = case_brief(actor=actor, case_id=case_id)
    offered = resolutions_of(actor=actor, case=case)
    asked = [row for row in follow_ups_of(actor=actor, case=case) if row.ended_at is None]
    packed = packages_of(actor=actor, case=case)
    live = next((row for row in offered if row.state == "offered"), None)
    contract = contract_of_case(actor=actor, case=case, on=timezone.localdate(request.now))
    sent = attachments_of(actor=actor, case=case)
    kept = kept_case(actor=SYSTEM, case=case)
    return {
        "case": case,
        "goes_on": kept if kept.id != case.id else None,
        "goes_on_url": _page_of(kept.id),
        "token": token,
        "steps": _steps(case),
        "rights": _rights(request, case),
        "visits": cards_of(request, actor, case),
        "packed": packages_words(packed) if packed else "",
        "recycled": _recycled(actor, case),
        **_orders(actor, case),
        "contract": contract,
        "quotes": quotes_of(actor, case),
        "paid": paid_of(actor, case),
        "promise": _promise(clocks_of(actor=SYSTEM, case=case, now=request.now)),
        "events": _events(case, actor, offered, sent, begun=_begun(case, contract)),
        "live": live,
        "ask": bool(asked),
        "photos": [row for row in sent if not row.contact_id],
        "form": bound.get("message") or bound.get("word") or bound.get("feedback"),
        "message": bound.get("message") or _blank(),
        "word": bound.get("word") or forms.Word(),
        "feedback": bound.get("feedback") or forms.Feedback(),
    }


def _orders(actor: Actor, case: CaseBrief) -> dict[str, object]:
    """Work at the customer's place: what is to come, one button for it, and what was done."""
    orders = orders_of(actor=actor, case=case)
    return {
        "live_orders": [one for one in orders if one.is_live][:1],
        "done_orders": [one for one in orders if one.state == OrderState.DONE],
    }


def _recycled(actor: Actor, case: CaseBrief) -> RecyclingCard | None:
    of_old_goods = case.classification.kind == Kind.RECYCLING
    return recycling_of(actor=actor, case=case) if of_old_goods else None


def _blank() -> forms.Message:
    return forms.Message(initial={"once": secrets.token_urlsafe(16)})


def _steps(case: CaseBrief) -> list[dict[str, Any]]:
    at = next(n for n, (_name, stages) in enumerate(STEPS) if case.stage in stages)
    return [
        {"name": name, "done": n < at or case.stage == "closed", "now": n == at}
        for n, (name, _stages) in enumerate(STEPS)
    ]


def _rights(request: Request, case: CaseBrief) -> EntitlementWords | None:
    """What the customer is entitled to, where something is wrong with goods."""
    if case.classification.kind not in GOODS_MATTERS or not case.is_open:
        return None
    on = timezone.localdate(request.now)
    words = in_words(entitlement_of(actor=SYSTEM, case=case, on=on))
    if case.product_text:  # they have said it; which thing of the file it is, is ours to find out
        words = replace(words, missing=tuple(f for f in words.missing if f.code != "unit"))
    return words if words.live else None


def _promise(clocks: list[ClockCard]) -> ClockCard | None:
    """The next thing we promised, if any promise runs."""
    running = [
        card
        for card in clocks
        if card.due_at and card.met_at is None and not (card.cancelled_why or card.internal)
    ]
    return min(running, key=lambda card: card.due_at or card.started_at, default=None)


def _begun(case: CaseBrief, contract: object) -> str:
    """How the matter came to be, as the customer knows it."""
    if contract is not None:
        return _("A visit of your care contract is due.")
    if case.classification.channel in {"phone", "walk_in"}:
        return _("We wrote down what you told us.")
    return _("We received your message.")


def _proposed(offered: list[ResolutionRow]) -> list[Event]:
    """What was put to the customer, the word on it, and what came of it."""
    told: list[Event] = []
    for one in offered:
        if one.offered_at:
            told.append((one.offered_at, "send", _("We made you a proposal"), one.summary, []))
        for word in one.consents:
            said = _("You agreed") if word.agreed else _("You did not agree")
            told.append(
                (word.at, "thumb-up" if word.agreed else "thumb-down", said, word.comment, [])
            )
        if one.carried_out_at:
            told.append((one.carried_out_at, "tools", _("Carried out"), "", []))
    return told


def _settled(case: CaseBrief, actor: Actor) -> list[Event]:
    """How often we thought it settled, and when it was taken up again."""
    told = {
        "case.resolved": ("circle-check", _("Settled from our side")),
        "case.reopened": ("refresh", _("Taken up again")),
    }
    if not case.reopened:
        rows = [("case.resolved", case.resolved_at)] if case.resolved_at else []
    else:
        found = entries_between(
            actor=actor, subjects=[f"case:{case.id}"], verbs=list(told), span=Span()
        )
        rows = [(one.verb, one.at) for one in found]
    return [
        (at, *told[verb], case.result if at == case.resolved_at else "", []) for verb, at in rows
    ]


def _events(
    case: CaseBrief,
    actor: Actor,
    offered: list[ResolutionRow],
    sent: list[AttachmentRow],
    *,
    begun: str,
) -> list[dict[str, Any]]:
    """A parcel's journey in plain words, the latest first."""
    journey: list[Event] = [(case.registered_at, "inbox", begun, "", [])]
    for row in contacts_of(actor=actor, case=case):
        who = _("We wrote or called") if row.outbound else _("You wrote")
        photos = [one for one in sent if one.contact_id == row.id]
        journey.append((row.at, "message" if row.outbound else "user", who, row.text, photos))
    journey += _proposed(offered)
    for at, icon, title, why in came_of(actor, case):
        journey.append((at, icon, title, why, []))
    journey += _settled(case, actor)
    if case.closed_at:
        journey.append((case.closed_at, "lock", _("Closed"), "", []))
    names = ("at", "icon", "title", "text", "photos")
    return [
        dict(zip(names, e, strict=True)) for e in sorted(journey, key=lambda e: e[0], reverse=True)
    ]
