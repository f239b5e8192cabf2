"""What can be done about matters before an authority, a marketplace or a court."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.external import actions as external
from aftercare.casework.external.queries import BODY_CHOICES, OUTCOME_CHOICES, matters_of
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from .case_forms import StepForm
from .case_promise_forms import moment_field
from .case_step import CaseStep


class OpenMatter(StepForm):
    body = forms.ChoiceField(label=_("Before whom"), choices=BODY_CHOICES)
    office = forms.CharField(label=_("Which office or court"), max_length=120, required=False)
    reference = forms.CharField(label=_("Number of their file"), max_length=120)
    received_at = moment_field(_("Came in"))
    answer_by = moment_field(_("Answer wanted by"), required=False)
    hearing_at = moment_field(_("Hearing or mediation"), required=False)


class OneMatter(StepForm):
    matter_id = forms.TypedChoiceField(label=_("Matter"), coerce=int)

    def __init__(self, *args: Any, matters: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter_id"].choices = matters  # type: ignore[attr-defined]


class Dates(OneMatter):
    answer_by = moment_field(_("Answer wanted by"), required=False)
    hearing_at = moment_field(_("Hearing or mediation"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("answer_by") or given.get("hearing_at")):
            raise forms.ValidationError(say("Write at least one of the dates."))
        return given


class Opinion(OneMatter):
    opinion = forms.CharField(
        label=_("Counsel's opinion"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )


class EndMatter(OneMatter):
    outcome = forms.ChoiceField(label=_("How it ended"), choices=OUTCOME_CHOICES)
    ended_at = moment_field(_("When"))
    result = forms.CharField(
        label=_("What was agreed or decided"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def still_open(request: Request, case: CaseBrief) -> dict[str, Any]:
    bodies = dict(BODY_CHOICES)
    rows = matters_of(actor=request.actor, case=case)
    return {
        "matters": [
            (row.id, f"{bodies[row.body]} · {row.reference}") for row in rows if not row.ended_at
        ]
    }


def set_dates(request: Request, case: CaseBrief, values: acts.Values) -> object:
    """A date that is left empty stays as it was."""
    rows = matters_of(actor=request.actor, case=case)
    row = next(one for one in rows if one.id == values["matter_id"])
    dates = {name: values[name] or getattr(row, name) for name in ("answer_by", "hearing_at")}
    return external.set_dates(
        actor=request.actor, case_id=case.id, matter_id=row.id, now=request.now, **dates
    )


EXTERNAL_STEPS = (
    CaseStep(
        code="external-open",
        label=_("A matter before an authority or court"),
        done=_("Noted; the case stays open until it ends."),
        permission="external.open_matter",
        form=OpenMatter,
        perform=acts.call(external.open_matter, versioned=False),
        icon="scale",
        help=_("A complaint through 12315 starts the limits of the law."),
    ),
    CaseStep(
        code="external-dates",
        label=_("Set its dates"),
        done=_("Dates noted."),
        permission="external.set_dates",
        form=Dates,
        perform=set_dates,
        offers=still_open,
        in_menu=False,
        help=_("What stays empty stays as it is."),
    ),
    CaseStep(
        code="external-opinion",
        label=_("Give counsel's opinion"),
        done=_("Kept sealed, for few eyes."),
        permission="external.give_opinion",
        form=Opinion,
        perform=acts.call(external.give_opinion, versioned=False),
        stages=frozenset(Stage),
        offers=still_open,
        in_menu=False,
    ),
    CaseStep(
        code="external-end",
        label=_("It has ended"),
        done=_("Outcome noted."),
        permission="external.end_matter",
        form=EndMatter,
        perform=acts.call(external.end_matter, versioned=False),
        offers=still_open,
        in_menu=False,
    ),
)
