"""Cash taken at customers' doors: who has to hand in how much, and what was counted (R-FS-12)."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.foundation.actor import SYSTEM
from aftercare.money.tills import actions
from aftercare.money.tills.queries import (
    SEE_TILLS,
    HandInRow,
    TillCard,
    hand_in_row,
    hand_ins,
    takings_out,
    till_card,
)
from aftercare.people.organisation.queries import company_card
from aftercare.web.kit.formats import day as day_words
from aftercare.web.kit.formats import moment, money, tongue
from aftercare.web.kit.requests import Request, needs, page
from aftercare.web.kit.sheets import sheet

from .drawers import Deed, drawer, posted
from .settlement_paper import TEMPLATE, as_pdf


class CorrectForm(forms.Form):
    counted_amount = forms.DecimalField(
        label=gettext_lazy("Counted, yuan"), min_value=0, max_digits=10, decimal_places=2
    )
    reason = forms.CharField(
        label=gettext_lazy("Where a difference comes from"), max_length=200, required=False,
        help_text=gettext_lazy("Where it differs from what was to be handed in."),
    )  # fmt: skip


class CountForm(CorrectForm):
    """`shown_amount` is what was to be handed in when the form was opened."""

    shown_amount = forms.DecimalField(widget=forms.HiddenInput, max_digits=10, decimal_places=2)


@require_GET
@needs(SEE_TILLS)
def index(request: Request) -> HttpResponse:
    """What is still to be handed in, by person and day; what was counted; what differed."""
    state = request.GET.get("state", "")
    cursor = request.GET.get("cursor", "")
    actor = request.actor
    context: dict[str, object] = {"state": state, "may_count": actor.may("tills.count_till")}
    if state in ("counted", "differing"):
        found = hand_ins(actor=actor, differing=state == "differing", cursor=cursor)
        return page(request, "desk/tills/index", context | {"page": found, "counted": found.rows})
    out = takings_out(actor=actor, cursor=cursor)
    return page(request, "desk/tills/index", context | {"page": out, "out": out.rows})


@require_GET
@needs(SEE_TILLS)
def show(request: Request, member_id: int, day: str) -> HttpResponse:
    card = till_card(actor=request.actor, member_id=member_id, on=_day(day))
    may = request.actor.may
    own = request.actor.staff_id == member_id
    context: dict[str, object] = {
        "card": card,
        "may_count": bool(card.out) and not own and may("tills.count_till"),
        "may_correct": not own and may("tills.correct_count"),
    }
    return page(request, "desk/tills/show", context)


@require_http_methods(["GET", "POST"])
@needs("tills.count_till")
def count(request: Request, member_id: int, day: str) -> HttpResponse:
    """All of a day at once, in a drawer."""
    on = _day(day)
    card = till_card(actor=request.actor, member_id=member_id, on=on)
    deed = Deed(
        title=f"{card.name} · {day_words(on)}",
        button=_("Count the cash"),
        done=_("The count is kept."),
        back=reverse("desk:till", args=[member_id, day]),
        help=_counting_words(card),
    )
    form = CountForm(posted(request), initial=_said_first(card))
    return drawer(request, deed, form, lambda given: actions.count_till(
        actor=request.actor, member_id=member_id, on=on, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("tills.correct_count")
def correct(request: Request, hand_in_id: int) -> HttpResponse:
    """What stood before stays in the history."""
    row = hand_in_row(actor=request.actor, hand_in_id=hand_in_id)
    deed = Deed(
        title=f"{row.name} · {day_words(row.on)}",
        button=_("Correct the count"),
        done=_("The count is kept."),
        back=reverse("desk:till", args=[row.member_id, row.on.isoformat()]),
        help=_("To be handed in: {sum}. What stood before stays in the history.").format(
            sum=money(row.expected_amount)
        ),
    )
    initial = {"counted_amount": row.counted_amount, "reason": row.reason}
    return drawer(request, deed, CorrectForm(posted(request), initial=initial), lambda given:
        actions.correct_count(actor=request.actor, hand_in_id=hand_in_id, now=request.now,
                              **given))  # fmt: skip


@require_GET
@needs(SEE_TILLS)
def paper(request: Request, member_id: int, day: str) -> HttpResponse:
    """The till list, to be signed by who hands in and who counts."""
    card = till_card(actor=request.actor, member_id=member_id, on=_day(day))
    made = sheet(TEMPLATE.read_text(encoding="utf-8"), _said(card), picture="")
    return as_pdf(made, f"{card.number}-{day}")


def _said(card: TillCard) -> dict[str, object]:
    rows = [*card.out, *(row for _one, rows in card.hand_ins for row in rows)]
    counted = [[_("Handed in and counted"), _counted_words(one)] for one, _rows in card.hand_ins]
    return {
        "title": _("Till list"),
        "number": day_words(card.on),
        "company": company_card(actor=SYSTEM).name or str(_("our company")),
        "lang": tongue(),
        "facts": [[_("Who"), f"{card.name} {card.number}"], [_("Station"), card.station], *counted],
        "sums": [
            [_("Cash taken on this day"), money(sum(row.amount for row in rows))],
            [_("Still to be handed in"), money(card.amount)],
        ],
        "head": [_("Taken at"), _("Work order"), _("Number of the receipt or payment"),
                 _("Sum, yuan")],
        "lines": [
            [f"{timezone.localtime(row.taken_at):%H:%M}", row.order_number, row.reference,
             money(row.amount)]
            for row in sorted(rows, key=lambda row: row.taken_at)
        ],
        "signed": [_("Handed in by"), _("Counted by")],
    }  # fmt: skip


def _said_first(card: TillCard) -> dict[str, object]:
    """Who counts finds there what was said by who handed it in."""
    told = {"counted_amount": card.said.amount, "reason": card.said.reason} if card.said else {}
    return told | {"shown_amount": card.amount}


def _counting_words(card: TillCard) -> str:
    words = _("To be handed in: {sum}. Whoever took the cash is not the one who counts.").format(
        sum=money(card.amount)
    )
    if card.said is None:
        return words
    told = _("{name} says: {sum} was handed in, {at}.").format(
        name=card.name, sum=money(card.said.amount), at=moment(card.said.said_at)
    )
    return f"{told} {words}"


def _counted_words(one: HandInRow) -> str:
    words = [money(one.counted_amount), moment(one.counted_at), one.by_name, one.reason]
    return " · ".join(word for word in words if word)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Http404 from None
