"""The forms about the promises of a case."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from aftercare.casework.legal.queries import AUTHORITY_CHOICES

from .case_forms import StepForm

__all__ = ["StepForm"]
MOMENT = {"type": "datetime-local"}
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC)


def moment_field(label: Any, *, required: bool = True, **more: Any) -> forms.DateTimeField:
    """Within the years that the calendars of the house know."""
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label,
        widget=widget,
        required=required,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        **more,
    )


class Pause(StepForm):
    reason = forms.ChoiceField(label=_("Reason"))
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=300,
        required=False,
        help_text=_("The number of a call, order or document that shows it."),
    )

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class NewDate(StepForm):
    clock_id = forms.TypedChoiceField(label=_("Promise"), coerce=int)
    due_at = forms.DateTimeField(
        label=_("New date"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    reason = forms.CharField(label=_("Why it cannot be kept"), max_length=300)
    told = forms.CharField(
        label=_("How the customer was told"),
        max_length=120,
        help_text=_("The number of the call or message."),
    )

    def __init__(self, *args: Any, clocks: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clock_id"].choices = clocks  # type: ignore[attr-defined]


class KeepPromise(StepForm):
    code = forms.ChoiceField(label=_("Promise"))
    evidence = forms.CharField(
        label=_("How one can tell"),
        max_length=60,
        help_text=_("The day and hour agreed, the number of a call or message."),
    )

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = codes  # type: ignore[attr-defined]


class AgreeDate(StepForm):
    code = forms.ChoiceField(label=_("Promise"))
    moment = moment_field(_("Agreed date"))

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = codes  # type: ignore[attr-defined]


class ExplainBreach(StepForm):
    clock_id = forms.TypedChoiceField(label=_("Promise"), coerce=int)
    reason = forms.CharField(label=_("Why it was not kept"), max_length=500)

    def __init__(self, *args: Any, clocks: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clock_id"].choices = clocks  # type: ignore[attr-defined]


class LegalStep(StepForm):
    step = forms.ChoiceField(label=_("What happened"))
    happened_at = moment_field(_("When"))
    authority = forms.ChoiceField(
        label=_("Authority"), choices=[("", "—"), *AUTHORITY_CHOICES], required=False
    )
    reference = forms.CharField(
        label=_("Number"),
        max_length=120,
        required=False,
        help_text=_("Of the authority's file, of the payment, of the report."),
    )

    def __init__(self, *args: Any, steps: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
