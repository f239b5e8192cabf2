"""The forms of the lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import LEVEL_CHOICES, SEVERITY_CHOICES


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=40)
    shared = forms.BooleanField(label=_("Offer it to everybody who sees my unit"), required=False)


class AssignForm(forms.Form):
    owner_id = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner_id"]
        assert isinstance(owner, forms.TypedChoiceField)  # noqa: S101 - for the type checker
        owner.choices = [("", "—"), *people]


class GradeForm(forms.Form):
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("as it is")), *LEVEL_CHOICES], required=False
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=[("", _("as it is")), *SEVERITY_CHOICES], required=False
    )
    reason = forms.CharField(label=_("Why it is changed"), max_length=300)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("level") and not said.get("severity"):
            raise forms.ValidationError(_("Choose a level or a severity."))
        return said


class FollowForm(forms.Form):
    lead_number = forms.CharField(
        label=_("Number of the leading case"), max_length=20, help_text="AS261122-00017"
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV, opens in Excel and WPS"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
