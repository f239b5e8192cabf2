"""Changes of calendars: written, seen with what they move, proposed, reviewed, approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.recounts.queries import moves_by, moves_under
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.people.organisation.queries import unit_tree
from aftercare.policy.calendars.queries import calendars, weekly_hours
from aftercare.policy.revisions import actions
from aftercare.policy.revisions.queries import (
    SEE_REVISIONS,
    RevisionCard,
    revision_card,
    year_read,
)
from aftercare.web.kit.requests import Request, needs, page

from . import revision_forms as forms
from .drawers import Deed, drawer, posted, seen_on_page
from .policy_forms import Comment, Reason
from .revision_words import stages_of, told_edits


@require_POST
@needs("revisions.start_revision")
def start(request: Request) -> HttpResponse:
    made = actions.start_revision(actor=request.actor, now=request.now)
    return redirect("desk:revision", made)


@require_GET
@needs(SEE_REVISIONS)
def show(request: Request, revision_id: int) -> HttpResponse:
    """What it changes, which open promises that moves, and who has said yes so far."""
    actor, now = request.actor, request.now
    card = revision_card(actor=actor, revision_id=revision_id)
    moves = (
        moves_under(actor=actor, revision_id=revision_id, now=now)
        if card.is_under_way
        else moves_by(actor=actor, why=f"revision:{revision_id}")
    )
    mine = actor.user_id in {card.proposer_id, card.reviewer_id, *card.writer_ids}
    context: dict[str, object] = {
        "revision": card,
        "told": told_edits(actor, card, now),
        "moves": moves,
        "hidden": moves.moved - len(moves.rows),
        "stages": stages_of(card, now) if card.is_under_way else (),
        "edits": card.is_draft and actor.may("revisions.write_edit"),
        "steps": [
            (code, STEPS[code].title, STEPS[code].icon)
            for code in NEXT.get(card.state, ())
            if actor.may(STEPS[code].permission) and not (code in OF_OTHERS and mine)
        ],
    }
    return page(request, "desk/policies/revision", context)


@require_http_methods(["GET", "POST"])
@needs("revisions.write_edit")
def hours(request: Request, revision_id: int) -> HttpResponse:
    """Other weekly hours; the form begins with those that hold."""
    card = _draft(request, revision_id)
    code, unit = _asked(request)
    since = timezone.localdate(request.now) + timedelta(days=1)
    held = weekly_hours(actor=request.actor, code=code, org_unit_id=unit, on=since)
    initial = {
        "seen": card.seen, "calendar": code, "org_unit": unit, "since": since,
        **{f"day_{n}": ", ".join(openings) for n, openings in enumerate(held)},
    }  # fmt: skip
    form = forms.Hours(posted(request), initial=initial, choices=_choices(request))
    deed = _deed(card, _("Opening hours"), _("Save in the draft"))
    return drawer(
        request, deed, form, lambda given: _write(request, card, given["seen"], form.edit())
    )


@require_http_methods(["GET", "POST"])
@needs("revisions.write_edit")
def own_days(request: Request, revision_id: int) -> HttpResponse:
    """Closed days and days with hours of their own, one or several in a row."""
    card = _draft(request, revision_id)
    code, unit = _asked(request)
    initial = {"seen": card.seen, "calendar": code, "org_unit": unit, "mode": forms.CLOSED}
    form = forms.OwnDays(posted(request), initial=initial, choices=_choices(request))

    def write(given: dict[str, Any]) -> None:
        seen = given["seen"]
        for edit in form.edits():
            seen = _write(request, card, seen, edit)

    deed = _deed(card, _("Own days"), _("Save in the draft"))
    return drawer(request, deed, form, write)


@require_http_methods(["GET", "POST"])
@needs("revisions.write_edit")
def year(request: Request, revision_id: int) -> HttpResponse:
    """The official arrangement of a year, from the notice's text or a file."""
    card = _draft(request, revision_id)
    files = request.FILES if request.method == "POST" else None
    form = forms.Year(posted(request), files, initial={"seen": card.seen})

    def write(given: dict[str, Any]) -> None:
        file = given["file"]
        edit = year_read(
            actor=request.actor, text=given["text"], content=file.read() if file else None,
            year=given["year"], source=given["source"],
        )  # fmt: skip
        _write(request, card, given["seen"], edit)

    deed = _deed(card, _("Official days of a year"), _("Read it"))
    return drawer(request, deed, form, write)


@require_http_methods(["GET", "POST"])
@needs("revisions.remove_edit")
def remove(request: Request, revision_id: int, index: int) -> HttpResponse:
    card = _draft(request, revision_id)
    told = told_edits(request.actor, card, request.now)
    if index >= len(told):
        raise NotFound(_("There is no such entry."))
    deed = _deed(card, f"{_('Take out')} · {told[index].title}", _("Take out"), danger=True)
    return drawer(
        request, deed, forms.Sure(posted(request)),
        lambda _given: actions.remove_edit(
            actor=request.actor, revision_id=revision_id, index=index, now=request.now,
            seen=seen_on_page(request, card.seen),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(SEE_REVISIONS)
def step(request: Request, revision_id: int, code: str) -> HttpResponse:
    """Proposed, reviewed, approved, sent back, dropped: each in a drawer."""
    card = revision_card(actor=request.actor, revision_id=revision_id)
    known = STEPS.get(code)
    if known is None:
        raise NotFound
    request.actor.must(known.permission)
    back = reverse("desk:policies") if code == "drop" else reverse("desk:revision", args=[card.id])
    deed = Deed(title=known.title, button=known.title, done=_("Saved."), back=back,
                help=known.help, danger=known.danger)  # fmt: skip
    form = known.form(posted(request))
    return drawer(request, deed, form, lambda given: known.perform(request, card, given))


def _write(request: Request, card: RevisionCard, seen: str, edit: Any) -> str:
    try:
        return actions.write_edit(
            actor=request.actor, revision_id=card.id, seen=seen, edit=edit, now=request.now
        )
    except Invalid as refusal:
        fields = {_shown_at(name, edit): text for name, text in refusal.fields.items()}
        raise type(refusal)(str(refusal), fields=fields) from refusal


def _shown_at(field: str, edit: Any) -> str:
    """Hours that cannot be read are told on the first field where hours are written."""
    return "day_0" if field == "openings" and hasattr(edit, "weekly") else field


def _draft(request: Request, revision_id: int) -> RevisionCard:
    card = revision_card(actor=request.actor, revision_id=revision_id)
    if not card.is_draft:
        raise actions.NotAtThisStep(_("The change is not at this step any more; look at it again."))
    return card


def _asked(request: Request) -> tuple[str, int | None]:
    """The calendar and unit that a link names; else the first calendar, for the company."""
    known = [one.code for one in calendars(actor=request.actor)]
    code, unit = request.GET.get("calendar", ""), request.GET.get("unit", "")
    units = {str(one.id): one.id for one in unit_tree(actor=request.actor)}
    return code if code in known else known[0], units.get(unit)


def _choices(request: Request) -> dict[str, list[Any]]:
    units = unit_tree(actor=request.actor)
    return {
        "calendar": [(one.code, one.name) for one in calendars(actor=request.actor)],
        "org_unit": [
            ("", _("the whole company")),
            *((unit.id, "\u3000" * unit.depth + unit.name) for unit in units),
        ],
    }


def _deed(card: RevisionCard, title: str, button: str, *, danger: bool = False) -> Deed:
    back = reverse("desk:revision", args=[card.id])
    return Deed(title=title, button=button, done=_("Saved in the draft."), back=back,
                danger=danger)  # fmt: skip


def _propose(request: Request, card: RevisionCard, given: dict[str, Any]) -> None:
    actions.propose_revision(
        actor=request.actor, revision_id=card.id, now=request.now,
        seen=seen_on_page(request, card.seen), **given,
    )  # fmt: skip


def _review(request: Request, card: RevisionCard, given: dict[str, Any]) -> None:
    actions.review_revision(
        actor=request.actor, revision_id=card.id, now=request.now,
        seen=seen_on_page(request, card.seen), **given,
    )  # fmt: skip


def _send_back(request: Request, card: RevisionCard, given: dict[str, Any]) -> None:
    actions.send_back_revision(actor=request.actor, revision_id=card.id, now=request.now, **given)


def _approve(request: Request, card: RevisionCard, given: dict[str, Any]) -> None:
    actions.approve_revision(
        actor=request.actor, revision_id=card.id, now=request.now,
        seen=seen_on_page(request, card.seen), **given,
    )  # fmt: skip


def _drop(request: Request, card: RevisionCard, _given: dict[str, Any]) -> None:
    actions.drop_revision(
        actor=request.actor, revision_id=card.id, now=request.now,
        seen=seen_on_page(request, card.seen),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a change on its way: what it is called, what it asks, who may take it."""

    title: Promise
    icon: str
    form: type[django_forms.Form]
    permission: str
    perform: Callable[[Request, RevisionCard, dict[str, Any]], None]
    help: Promise | str = ""
    danger: bool = False


OF_OTHERS = frozenset({"review", "approve"})  # than who wrote, proposed or reviewed it
# Which steps lead on from a state, the first of them the one to be expected.
NEXT = {
    "draft": ("propose", "drop"),
    "proposed": ("review", "send-back"),
    "reviewed": ("approve", "send-back"),
}
STEPS: Mapping[str, Step] = {
    "propose": Step(title=gettext_lazy("Propose this change"), icon="send", form=Reason,
                    permission="revisions.propose_revision", perform=_propose),
    "review": Step(title=gettext_lazy("Reviewed: it is right"), icon="check", form=Comment,
                   permission="revisions.review_revision", perform=_review),
    "send-back": Step(title=gettext_lazy("Send back"), icon="arrow-back-up", form=Reason,
                      permission="revisions.send_back_revision", perform=_send_back, danger=True),
    "approve": Step(title=gettext_lazy("Approve and put in force"), icon="circle-check",
                    form=Comment, permission="revisions.approve_revision", perform=_approve,
                    help=gettext_lazy("The promises listed on the page are counted anew at once; "
                                      "the due before and the due after are kept.")),
    "drop": Step(title=gettext_lazy("Drop this draft"), icon="trash", form=forms.Sure,
                 permission="revisions.drop_revision", perform=_drop, danger=True),
}  # fmt: skip
