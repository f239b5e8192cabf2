"""What customers type. Few fields, plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.web.kit.files import FilesField
from aftercare.web.kit.packages import PackagesSaid

MOST_PHOTOS = 6
ABOUT = [
    ("complaint", _("Something is wrong or I am not content")),
    ("repair", _("It is broken and needs repair")),
    ("installation", _("Installation")),
    ("care", _("Cleaning and care")),
    ("return_exchange", _("Return or exchange")),
    ("recycling", _("Old goods to be taken back")),
    ("consultation", _("I have a question")),
]


def photos_field() -> FilesField:
    return FilesField(
        label=_("Photos or a document"),
        required=False,
        most=MOST_PHOTOS,
        accept="image/*,application/pdf,video/mp4",
    )


class Report(PackagesSaid):
    """A new matter, in the order in which a customer tells it."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=ABOUT, widget=forms.RadioSelect)
    product_text = forms.CharField(
        label=_("Which product?"),
        max_length=120,
        required=False,
        help_text=_("As it stands on the product or the order, for example: fridge BCD-215."),
    )
    order_no = forms.CharField(label=_("Order number"), max_length=60, required=False)
    description = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Since when, what you saw or heard, what you wish for."),
    )
    photos = photos_field()
    name = forms.CharField(label=_("Your name"), max_length=60)
    phone = forms.CharField(
        label=_("Mobile or phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("Needed if somebody has to come to you."),
    )
    agreed = forms.BooleanField(
        label=_("My data may be used to handle this matter, and for nothing else.")
    )
    once = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    code = forms.CharField(max_length=32, widget=forms.HiddenInput, required=False)


class Find(forms.Form):
    number = forms.CharField(label=_("Case number"), max_length=20, help_text="AS261122-00017")
    phone_tail = forms.RegexField(
        label=_("Last four digits of your phone"),
        regex=r"^\d{4}$",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("Four digits, please.")},
    )
    code = forms.RegexField(
        label=_("Access code"),
        regex=r"^\d{6}$",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "maxlength": 6, "autocomplete": "one-time-code"}
        ),
        help_text=_("The six digits you were given with the number."),
        error_messages={"invalid": _("Six digits, please.")},
    )


class Owner(forms.Form):
    """The owner, by the number that we know; and the day of purchase where nobody knows it."""

    phone_tail = forms.RegexField(
        label=_("Last four digits of your phone"),
        regex=r"^\d{4}$",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("Four digits, please.")},
        help_text=_("Of the number that you bought with."),
    )
    purchased_on = forms.DateField(
        label=_("Bought on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, asks_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_day:
            del self.fields["purchased_on"]


class Message(forms.Form):
    text = forms.CharField(
        label=_("Add something"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = photos_field()
    once = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)


class Word(forms.Form):
    """Yes or no to a resolution."""

    resolution_id = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.TypedChoiceField(
        choices=[("yes", _("I agree")), ("no", _("I do not agree"))],
        coerce=lambda value: value == "yes",
    )
    comment = forms.CharField(
        label=_("Anything you wish to add"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OfferAnswer(forms.Form):
    """Yes or no to what we offer for old goods."""

    agrees = Word.base_fields["agrees"]


class InvoiceWish(forms.Form):
    """To whom the invoice is made out."""

    title = forms.CharField(
        label=_("Invoice title"), max_length=120, help_text=_("Your name, or that of the company.")
    )
    tax_number = forms.CharField(
        label=_("Tax number"), max_length=18, required=False, help_text=_("Of a company: 18 signs.")
    )
    email = forms.EmailField(label=_("E-mail"), max_length=120)


class Feedback(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("How satisfied are you?"),
        choices=[(n, "★" * n) for n in range(5, 0, -1)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What should we know?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
