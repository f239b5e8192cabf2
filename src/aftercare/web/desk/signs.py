"""Signs of abuse of a case: hints with their reasons, judged by a person (R-CO-05)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.errors import NotFound
from aftercare.money.signs import actions
from aftercare.money.signs.queries import (
    KIND_CHOICES,
    SEE_SIGNS,
    VERDICT_CHOICES,
    Kind,
    SignCard,
    signs_of,
)
from aftercare.web.kit.formats import money
from aftercare.web.kit.requests import Request, needs, page

from .drawers import Deed, drawer, posted

KINDS = {str(code): words for code, words in KIND_CHOICES}
VERDICTS = {str(code): words for code, words in VERDICT_CHOICES}
ICONS = {Kind.CLAIMANT: "repeat", Kind.PHOTO: "photo", Kind.PROOF: "file-text"}


class JudgementForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("What you found"), choices=VERDICT_CHOICES, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=gettext_lazy("What you looked at"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@require_GET
@needs(SEE_SIGNS)
def of_case(request: Request, case_id: int) -> HttpResponse:
    """Read when asked: nothing is kept but what people thought of them."""
    case = case_brief(actor=request.actor, case_id=case_id)
    found = signs_of(actor=request.actor, case=case, now=request.now)
    context: dict[str, object] = {
        "case": case,
        "rows": [shown(one) for one in found],
        "may_judge": request.actor.may("signs.judge_sign"),
    }
    return page(request, "desk/cases/signs", context)


@require_http_methods(["GET", "POST"])
@needs("signs.judge_sign")
def judge(request: Request, case_id: int, kind: str, key: str = "") -> HttpResponse:
    case = case_brief(actor=request.actor, case_id=case_id)
    if kind not in KINDS:
        raise NotFound
    deed = Deed(
        title=f"{KINDS[kind]} · {case.number}",
        button=_("Keep"),
        done=_("Kept with the case."),
        back=reverse("desk:case", args=[case_id]),
        help=_("Nothing is blocked by it; it stands in the history of the case."),
    )

    def perform(given: dict[str, Any]) -> None:
        actions.judge_sign(
            actor=request.actor, case_id=case_id, kind=kind, key=key, now=request.now, **given
        )

    return drawer(request, deed, JudgementForm(posted(request)), perform)


def shown(one: SignCard) -> dict[str, object]:
    """A sign in words: what it is, and why it is told."""
    return {
        "sign": one,
        "title": KINDS[one.kind],
        "icon": ICONS[Kind(one.kind)],
        "reasons": _reasons(one),
        "verdict": VERDICTS[one.judged.verdict] if one.judged else "",
        "tone": "bad" if one.judged and one.judged.verdict == "confirmed" else "good",
    }


def _reasons(one: SignCard) -> list[str]:
    told = []
    habit = one.habit
    if habit:
        told.append(
            _("%(n)d sums within a year, %(sum)s together: this customer, the address, this thing.")
            % {"n": habit.number, "sum": money(habit.amount)}
        )
        if habit.customers:
            told.append(
                _("Nine of ten of %(all)d customers had at most %(n)d, %(sum)s.")
                % {"all": habit.customers, "n": habit.usual_number,
                   "sum": money(habit.usual_amount)}
            )  # fmt: skip
    if one.signs is not None:
        told.append(
            _("The same picture.") if one.signs == 0
            else _("Nearly the same picture: %(n)d of 64 signs differ.") % {"n": one.signs}
        )  # fmt: skip
    elif one.kind == Kind.PROOF:
        told.append(_("The same order number, another customer."))
    if one.beyond:
        told.append(
            ngettext(
                "One more beyond what you may see, of another customer.",
                "%(n)d more beyond what you may see, of other customers.",
                one.beyond,
            )
            % {"n": one.beyond}
        )
    return told
