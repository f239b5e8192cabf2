"""The forms of a customer's file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.customers.parties.queries import GRADE_CHOICES, KIND_CHOICES, CustomerBrief
from aftercare.web.kit.files import FilesField

REASONS = (
    _("To call the customer back"),
    _("To arrange a visit or delivery"),
    _("The customer asks to correct the file"),
    _("To check who is calling"),
)


class Search(forms.Form):
    q = forms.CharField(required=False, max_length=120)


class Reveal(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to see it"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "reasons", "autofocus": True}),
        help_text=_("It is noted with your name; it holds for eight hours."),
    )


class Correct(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind of customer"), choices=KIND_CHOICES)
    grade = forms.ChoiceField(label=_("Class"), choices=GRADE_CHOICES)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        help_text=_("Province, city and district are read from it."),
    )
    notes = forms.CharField(
        label=_("Notes"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AddPhone(forms.Form):
    phone = forms.CharField(
        label=_("Phone"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    label = forms.CharField(
        label=_("Whose, or where"), max_length=20, required=False, help_text=_("Home, wife, office")
    )


class Address(forms.Form):
    text = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Province, city and district are read from it."),
    )
    label = forms.CharField(
        label=_("What for"),
        max_length=20,
        required=False,
        help_text=_("Home, office, delivery, invoice"),
    )


class Person(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    role = forms.CharField(
        label=_("Position or relation"),
        max_length=40,
        required=False,
        help_text=_("Buyer, site manager, daughter"),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Who calls from it is recognised."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)


class AddUnit(forms.Form):
    """`model` is typed as code or chosen from the list; otherwise it is what the customer says."""

    model = forms.CharField(
        label=_("Model"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "models", "autocomplete": "off"}),
        help_text=_("The code from the label; or in words what it is."),
    )
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    order_no = forms.CharField(label=_("Order number"), max_length=60, required=False)
    channel = forms.CharField(label=_("Bought where"), max_length=40, required=False)
    purchased_on = forms.DateField(
        label=_("Bought on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    installed_on = forms.DateField(
        label=_("Installed on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].widget.attrs["autofocus"] = True


class OtherFile(forms.Form):
    phone = forms.CharField(
        label=_("A number of the other file"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autofocus": True}),
    )


class Merge(forms.Form):
    """`kept` is the file that stays; the older one unless somebody says otherwise."""

    kept = forms.ChoiceField(label=_("Which file stays"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why the two are one customer"),
        max_length=200,
        help_text=_("It is kept with your name."),
    )

    def __init__(self, *args: Any, files: Sequence[CustomerBrief], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.name or '—'} {one.phone} · #{one.id}") for one in files
        ]
        self.initial["kept"] = str(files[0].id)


class ProofFiles(forms.Form):
    papers = FilesField(
        label=_("Photos or documents"),
        most=6,
        accept="image/*,application/pdf",
        help_text=_("Invoice, order or stamped warranty card."),
    )


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
