"""The form of a registration, in the order in which people speak on the phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases import queries as cases
from aftercare.web.kit.files import FilesField
from aftercare.web.kit.packages import PackagesSaid

MOST_FILES = 20
AS_PROPOSED = [("", _("As triage proposes"))]


class Register(PackagesSaid):
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    customer_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    channel = forms.ChoiceField(
        label=_("How it came in"),
        choices=[c for c in cases.CHANNEL_CHOICES if c[0] not in {"file", "api"}],
    )
    description = forms.CharField(
        label=_("What happened"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the first words stand for it."),
    )
    product_text = forms.CharField(label=_("Product"), max_length=120, required=False)
    order_no = forms.CharField(label=_("Order number"), max_length=60, required=False)
    unit_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    photos = FilesField(label=_("Photos or a document"), required=False, most=MOST_FILES)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[*AS_PROPOSED, *cases.KIND_CHOICES], required=False
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=[*AS_PROPOSED, *cases.CATEGORY_CHOICES], required=False
    )
    product_line = forms.ChoiceField(label=_("Product line"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=[*AS_PROPOSED, *cases.LEVEL_CHOICES], required=False
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=[*AS_PROPOSED, *cases.SEVERITY_CHOICES], required=False
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    answer = forms.CharField(
        label=_("Answer given at once"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for a question: it is registered with its answer and closed."),
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line: Any = self.fields["product_line"]
        line.choices = [*AS_PROPOSED, *lines]
