"""The form of a standard wording."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CATEGORY_CHOICES, KIND_CHOICES
from aftercare.knowledge.wordings.queries import PURPOSE_CHOICES

FITS_ALL = ("", _("fits all"))


class Wording(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSE_CHOICES)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=60)
    text_zh = forms.CharField(
        label=_("Text in Chinese"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=80, required=False)
    text_en = forms.CharField(
        label=_("Text in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[FITS_ALL, *KIND_CHOICES], required=False)
    category = forms.ChoiceField(
        label=_("Category"), choices=[FITS_ALL, *CATEGORY_CHOICES], required=False
    )
    line = forms.ChoiceField(label=_("Product line"), required=False)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [FITS_ALL, *lines]  # type: ignore[attr-defined]


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
