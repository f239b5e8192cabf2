"""The open cases of somebody who leaves or is absent: looked at, given to others, taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from aftercare.casework.assignment.actions import hand_over_cases, undo_hand_over
from aftercare.casework.assignment.queries import PlannedCase, hand_over_plan, unfit_cases
from aftercare.people.staff.queries import member_briefs, member_card
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from .staff import colleagues

MOST_CASES = 300


class HandOver(forms.Form):
    """Who gets which case; `to_id` has them all. What is left empty stays."""

    to_id = forms.TypedChoiceField(
        label=gettext_lazy("All to one person"), coerce=int, required=False, empty_value=None
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(
        self,
        *args: Any,
        plan: list[PlannedCase],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["to_id"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("as chosen below")),
            *people,
        ]
        for one in plan:
            self.fields[f"owner_{one.case.id}"] = forms.TypedChoiceField(
                label=one.case.number,
                coerce=int,
                required=False,
                empty_value=None,
                choices=[("", gettext_lazy("stays")), *people],
                initial=one.owner_id,
                widget=forms.Select(attrs={"class": "form-select", "aria-label": one.case.number}),
            )

    def owners(self) -> dict[int, int]:
        given = self.cleaned_data
        chosen = {one.case.id: given[f"owner_{one.case.id}"] for one in self.plan}
        if given["to_id"] is not None:
            return dict.fromkeys(chosen, given["to_id"])
        return {case_id: owner for case_id, owner in chosen.items() if owner is not None}

    def rows(self) -> list[tuple[PlannedCase, forms.BoundField]]:
        return [(one, self[f"owner_{one.case.id}"]) for one in self.plan]


@require_http_methods(["GET", "POST"])
@needs("assignment.hand_over_cases")
def hand_over(request: Request, member_id: int) -> HttpResponse:
    """Every open case with who would get it; changed where needed, confirmed in one go."""
    actor = request.actor
    card = member_card(actor=actor, member_id=member_id)
    whole = hand_over_plan(actor=actor, from_id=member_id, at=request.now)
    plan = whole[:MOST_CASES]
    people = colleagues(request, besides=member_id)
    known = {int(key) for key, _name in people}
    asked = {one.owner_id for one in plan if one.owner_id and one.owner_id not in known}
    more = member_briefs(actor=actor, ids=asked).values()
    people += [(str(one.id), f"{one.name} · {one.org_unit_name}") for one in more]
    form = HandOver(request.POST or None, plan=plan, people=people)
    doubts = _doubts(request, form) if form.is_valid() and not form.cleaned_data["sure"] else ""
    if doubts:
        form.add_error("to_id", doubts)
    if form.is_valid():
        with refusals_shown_on(form):
            hand_over_cases(
                actor=actor,
                from_id=member_id,
                owners=form.owners(),
                reason=form.cleaned_data["reason"],
                now=request.now,
            )
            messages.success(request, _("Handed over. It can be undone on this page."))
            return redirect("desk:colleague", member_id)
    context: dict[str, object] = {
        "card": card,
        "form": form,
        "number": len(whole),
        "doubts": doubts,
    }
    return page(request, "desk/staff/hand_over", context)


def _doubts(request: Request, form: HandOver) -> str:
    """What speaks against giving all to one, before it is done; "" for nothing."""
    to_id = form.cleaned_data["to_id"]
    if to_id is None:
        return ""
    cases = [one.case for one in form.plan]
    unfit = unfit_cases(actor=request.actor, cases=cases, member_id=to_id, at=request.now)
    dangerous = sum(case.safety for case in cases)
    if not unfit and not dangerous:
        return ""
    said = _(
        "Of {count} cases, {unfit} are outside this person's duties or need a skill that is"
        " lacking; {dangerous} report danger."
    )
    return said.format(count=len(cases), unfit=len(unfit), dangerous=dangerous)


@require_POST
@needs("assignment.undo_hand_over")
def undo(request: Request, member_id: int, hand_over_id: int) -> HttpResponse:
    back, stay = undo_hand_over(actor=request.actor, hand_over_id=hand_over_id, now=request.now)
    said = _("{back} cases went back.").format(back=back)
    if stay:
        why = _("{stay} stay with the new owners: worked on since, or out of your sight.")
        said = f"{said} {why.format(stay=stay)}"
    messages.success(request, said)
    return redirect("desk:colleague", member_id)
