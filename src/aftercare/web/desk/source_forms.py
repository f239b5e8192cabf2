"""The forms of social channels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SourceForm(forms.Form):
    name = forms.CharField(label=_("Name of the channel"), max_length=60)
    code = forms.SlugField(
        label=_("Word in its address"),
        max_length=40,
        help_text=_("Letters, digits and hyphens: douyin, xiaohongshu-shop. It stays as it is."),
        error_messages={"invalid": _("Only Latin letters, digits, - and _.")},
    )
    dialect = forms.ChoiceField(label=_("How it speaks"))
    product_line = forms.ChoiceField(label=_("Product line, where it is always the same"),
                                     required=False)  # fmt: skip
    mapping = forms.CharField(
        label=_("Where its fields lie"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "text = content.text"}),
        help_text=_("One a line, “our field = path in its body”. Empty for bodies like our own."),
    )
    url = forms.CharField(
        label=_("Address for answers"),
        required=False,
        max_length=500,
        help_text=_("What colleagues answer is sent there, signed. Empty: it takes no answers."),
    )
    per_minute = forms.IntegerField(
        label=_("Calls a minute at most"),
        min_value=0,
        max_value=100_000,
        initial=120,
        help_text=_("0 for no limit"),
    )
    is_on = forms.BooleanField(label=_("Let it in"), required=False, initial=True)

    def __init__(self, *args: Any, dialects: Any, lines: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"standard": _("Standard: signed JSON")}
        choices = [(name, names.get(name, name)) for name in dialects]
        self.fields["dialect"].choices = choices  # type: ignore[attr-defined]
        self.fields["product_line"].choices = [("", "—"), *lines]  # type: ignore[attr-defined]
        del self.fields["is_on" if is_new else "code"]


class Renew(forms.Form):
    at_once = forms.BooleanField(
        label=_("The former secret is known to others: it stops working at once"), required=False
    )


class Sample(forms.Form):
    body = forms.CharField(
        label=_("What the channel sends"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "class": "in-code"}),
    )
