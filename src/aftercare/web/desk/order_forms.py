"""The forms of work orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.fieldservice.workorders.queries import JOB_CHOICES

from .case_forms import StepForm
from .case_promise_forms import moment_field

ALL = [("", _("all"))]
PRIORITIES = [(1, _("First")), (2, pgettext_lazy("priority", "Usual")), (3, _("Can wait"))]
PERSONS = [(1, _("One person")), (2, _("Two persons"))]
SORTS = [("due", _("Least time left")), ("newest", _("Newest first"))]


def _task() -> forms.CharField:
    return forms.CharField(
        label=_("What is to be done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _number(label: Any, choices: Any, *, empty: Any = None) -> forms.TypedChoiceField:
    offered = [*([("", empty)] if empty else []), *choices]
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=offered, required=empty is None, empty_value=None
    )


class OpenOrder(StepForm):
    """What is left empty comes from the case and the norm of the job."""

    job = forms.ChoiceField(label=_("Job"), choices=JOB_CHOICES)
    unit_id = forms.TypedChoiceField(
        label=_("Product of the customer"), coerce=int, required=False, empty_value=None
    )
    goods = forms.CharField(
        label=_("What is worked on"),
        max_length=120,
        required=False,
        help_text=_("Needed where no product is chosen; the norm goes by its words."),
    )
    task = _task()
    org_unit_id = forms.TypedChoiceField(
        label=_("Station"), coerce=int, required=False, empty_value=None
    )
    priority = _number(_("Priority"), PRIORITIES)
    minutes = forms.IntegerField(
        label=_("Minutes of work"),
        min_value=5,
        max_value=1440,
        required=False,
        help_text=_("Empty: by the norm of the job."),
    )
    persons = _number(_("Persons"), PERSONS, empty=_("by the norm"))
    due_at = moment_field(_("To be done by"), required=False)
    address = forms.CharField(
        label=_("Another address"),
        max_length=200,
        required=False,
        help_text=_("Empty: the customer's own."),
    )
    follows_id = forms.TypedChoiceField(
        label=_("Goes on from"), coerce=int, required=False, empty_value=None
    )
    rework = forms.TypedChoiceField(
        label=_("Rework"),
        coerce=lambda said: said == "yes",
        choices=[("", _("as the rule finds it")), ("yes", _("yes: the repair did not hold")),
                 ("no", _("no: another fault"))],
        required=False,
        empty_value=None,
        help_text=_("A repair again of the same product within the days that it should have held."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: list[tuple[int, str]],
        stations: list[tuple[int, str]],
        earlier: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit_id"].choices = [("", "—"), *units]
        fields["org_unit_id"].choices = [("", _("by the region")), *stations]
        fields["follows_id"].choices = [("", _("nothing: it is a new job")), *earlier]
        if not earlier:
            del fields["follows_id"]


class ChangeOrder(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    task = _task()
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)
    priority = _number(_("Priority"), PRIORITIES)
    minutes = forms.IntegerField(label=_("Minutes of work"), min_value=5, max_value=1440)
    persons = _number(_("Persons"), PERSONS)
    due_at = moment_field(_("To be done by"), required=False)

    def __init__(self, *args: Any, stations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org_unit_id"].choices = stations  # type: ignore[attr-defined]


class FinishOrder(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.CharField(
        label=_("What was done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    arrived_at = moment_field(
        _("When somebody came"),
        required=False,
        help_text=_("As the technician says; left empty, it is not counted as in time or late."),
    )

    def __init__(self, *args: Any, is_noted: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_noted:
            del self.fields["arrived_at"]


class CallOffOrder(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OrderFilterForm(forms.Form):
    """What the list is narrowed to, beside the tab."""

    q = forms.CharField(
        label=_("Number, customer or goods"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    job = forms.ChoiceField(label=_("Job"), choices=[*ALL, *JOB_CHOICES], required=False)
    station = forms.TypedChoiceField(
        label=_("Station"), coerce=int, required=False, empty_value=None
    )
    technician = forms.TypedChoiceField(
        label=_("Technician"), coerce=int, required=False, empty_value=None
    )
    sort = forms.ChoiceField(label=_("Order of the list"), choices=SORTS, required=False)
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        stations: list[tuple[int, str]],
        technicians: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].choices = [*ALL, *stations]  # type: ignore[attr-defined]
        self.fields["technician"].choices = [*ALL, *technicians]  # type: ignore[attr-defined]


class GiveToStation(forms.Form):
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)

    def __init__(self, *args: Any, stations: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["org_unit_id"].choices = [("", "—"), *stations]  # type: ignore[attr-defined]
