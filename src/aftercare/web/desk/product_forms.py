"""The forms of the catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Search(forms.Form):
    q = forms.CharField(required=False, max_length=60)
    line = forms.CharField(required=False, max_length=20)


class Model(forms.Form):
    line_code = forms.ChoiceField(label=_("Product line"))
    brand = forms.CharField(label=_("Brand"), max_length=40)
    code = forms.CharField(label=_("Model code"), max_length=60)
    name = forms.CharField(label=_("Product"), max_length=120)
    category_word = forms.CharField(
        label=_("What customers call it"),
        max_length=20,
        required=False,
        help_text=_("Air conditioner, sofa, floor"),
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line_code"].choices = lines  # type: ignore[attr-defined]


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
