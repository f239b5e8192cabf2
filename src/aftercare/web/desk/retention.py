"""How long what is kept: periods, what is due, what is held back (R-SEC-04)."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import case_id_of
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.matters.retention import actions
from aftercare.matters.retention.queries import SEE_RETENTION, PeriodRow, retention
from aftercare.web.kit.requests import Request, needs, page

from .drawers import Deed, drawer, posted

SET = "retention.set_periods"
HOLD = "retention.place_legal_hold"
LIFT = "retention.lift_legal_hold"


class Periods(forms.Form):
    """One field for each kind of data, and why."""

    def __init__(self, data: object, rows: list[PeriodRow], version: int) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for row in rows:
            self.fields[row.code] = forms.IntegerField(
                label=row.name,
                initial=row.days,
                min_value=row.least,
                max_value=row.most,
                help_text=_("Days, from %(least)s to %(most)s.")
                % {"least": row.least, "most": row.most},
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why these periods"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["version"] = forms.IntegerField(initial=version, widget=forms.HiddenInput)


class Hold(forms.Form):
    number = forms.CharField(label=_("Number of the case"), max_length=20)
    reason = forms.CharField(
        label=_("Why it is held back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_GET
@needs(SEE_RETENTION)
def index(request: Request) -> HttpResponse:
    counted = "count" in request.GET
    card = retention(actor=request.actor, now=request.now, counted=counted)
    names = {row.code: row.name for row in card.periods}
    may = {"set": request.actor.may(SET), "hold": request.actor.may(HOLD)}
    told = [
        (sweep.at, [(names[code], count) for code, count in sweep.erased.items() if count])
        for sweep in card.sweeps
    ]
    context = {"card": card, "may": may, "sweeps": told, "counted": counted}
    return page(request, "desk/retention/index", context)


@require_http_methods(["GET", "POST"])
@needs(SET)
def change(request: Request) -> HttpResponse:
    card = retention(actor=request.actor, now=request.now)
    rows = [row for row in card.periods if not row.fixed]
    deed = Deed(
        title=_("Set retention periods"),
        button=_("Set periods"),
        done=_("Set. From tonight on, what has been kept longer is erased."),
        back=reverse("desk:retention"),
        help=_("What is erased is gone for good; what a case is counted by stays."),
    )
    return drawer(
        request,
        deed,
        Periods(posted(request), rows, card.version),
        lambda given: actions.set_periods(
            actor=request.actor,
            days={row.code: given[row.code] for row in rows},
            reason=given["reason"],
            version=given["version"],
            now=request.now,
        ),
    )


@require_http_methods(["GET", "POST"])
@needs(HOLD)
def hold(request: Request) -> HttpResponse:
    deed = Deed(
        title=_("Hold a case back from being erased"),
        button=_("Hold it"),
        done=_("Held. Nothing of the case is erased by itself until the hold is lifted."),
        back=reverse("desk:retention"),
    )
    return drawer(
        request,
        deed,
        Hold(posted(request)),
        lambda given: actions.place_legal_hold(
            actor=request.actor,
            case_id=_case_of(request, given["number"]),
            reason=given["reason"],
            now=request.now,
        ),
    )


def _case_of(request: Request, number: str) -> int:
    try:
        return case_id_of(actor=request.actor, number=number)
    except NotFound as error:
        raise Invalid.of("number", str(error)) from error


@require_http_methods(["GET", "POST"])
@needs(LIFT)
def lift(request: Request, case_id: int) -> HttpResponse:
    deed = Deed(
        title=_("Lift the hold?"),
        button=_("Lift the hold"),
        done=_("Lifted. The periods hold again for the case."),
        back=reverse("desk:retention"),
    )
    return drawer(
        request,
        deed,
        forms.Form(posted(request)),
        lambda _given: actions.lift_legal_hold(
            actor=request.actor, case_id=case_id, now=request.now
        ),
    )
