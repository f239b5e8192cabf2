"""The forms of skills, of those who hold them, and of what cases weigh."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.assignment.queries import HEAVIEST
from aftercare.casework.cases.queries import (
    CATEGORY_CHOICES,
    KIND_CHOICES,
    LEVEL_CHOICES,
    SEVERITY_CHOICES,
)
from aftercare.web.kit.files import FilesField

Choices = Sequence[tuple[str, str]]


def _several(label: Any, choices: Any = (), **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **more
    )


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class Skill(forms.Form):
    """What it is called, and which cases need it."""

    name = forms.CharField(label=_("Skill or certificate"), max_length=60)
    kinds = _several(
        _("Needed for cases of these kinds"),
        KIND_CHOICES,
        help_text=_("In each list none is any; none in all four: no case needs it."),
    )
    categories = _several(_("and of these categories"), CATEGORY_CHOICES)
    product_lines = _several(_("and of these lines"))
    levels = _several(_("and of these levels"), LEVEL_CHOICES)
    warn_days = forms.IntegerField(
        label=_("Days before its end that holder and head are told"), min_value=0, max_value=365
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product_lines"].choices = lines  # type: ignore[attr-defined]


class Grant(forms.Form):
    skill_id = forms.TypedChoiceField(label=_("Skill or certificate"), coerce=int)
    valid_from = _day(_("Holds from"))
    valid_until = _day(_("Until and including"), required=False)
    certificate = forms.CharField(
        label=_("Number of the certificate"), max_length=60, required=False
    )
    papers = FilesField(
        label=_("Photo or scan"), most=1, accept="image/*,application/pdf", required=False
    )

    def __init__(self, *args: Any, skills: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill_id"].choices = skills  # type: ignore[attr-defined]


class Weights(forms.Form):
    """A number for each severity and level."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for severity, grave in SEVERITY_CHOICES:
            for level, high in LEVEL_CHOICES:
                self.fields[f"{severity}_{level}"] = forms.IntegerField(
                    label=f"{grave} · {high}", min_value=1, max_value=HEAVIEST
                )

    def weights(self) -> dict[tuple[str, str], int]:
        given = self.cleaned_data
        return {
            (severity, level): given[f"{severity}_{level}"]
            for severity, _grave in SEVERITY_CHOICES
            for level, _high in LEVEL_CHOICES
        }
