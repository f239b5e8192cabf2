"""The forms of a case's steps. They read input; actions decide and write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases import queries as cases
from aftercare.casework.resolutions.queries import (
    GROUND_CHOICES,
    HOW_CHOICES,
    LIABLE_CHOICES,
    RESOLUTION_CHOICES,
)
from aftercare.web.kit.files import FilesField

OUTWARD = [
    ("phone", _("Phone")),
    ("sms", _("Text message")),
    ("email", _("E-mail")),
    ("chat", _("Online chat")),
    ("visit", _("Visit")),
]
STARS = [(n, "★" * n) for n in range(5, 0, -1)]
UNSAID = ("", "—")  # what nobody has judged yet: no slip may say it


class StepForm(forms.Form):
    """`version` is that of the case when the page was drawn; empty where it does not matter."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _text(rows: int = 4, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


class Classify(StepForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=cases.KIND_CHOICES)
    category = forms.ChoiceField(label=_("Category"), choices=cases.CATEGORY_CHOICES)
    subcategory = forms.CharField(label=_("Subcategory"), max_length=60, required=False)
    product_line = forms.ChoiceField(label=_("Product line"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=cases.LEVEL_CHOICES, widget=forms.RadioSelect
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=cases.SEVERITY_CHOICES, widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    complex = forms.BooleanField(label=_("Not answered on the spot"), required=False)
    safety = forms.BooleanField(label=_("Danger to people or property"), required=False)
    reason = forms.CharField(label=_("Why it is changed"), max_length=300, required=False)

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["product_line"]
        line.choices = [("", "—"), *lines]  # type: ignore[attr-defined]


class Contact(StepForm):
    channel = forms.ChoiceField(
        label=_("How"), choices=OUTWARD, initial="phone", widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=_("Who called whom"),
        choices=[("out", _("We contacted the customer")), ("in", _("The customer contacted us"))],
        initial="out",
        widget=forms.RadioSelect,
    )
    reached = forms.BooleanField(label=_("The customer was reached"), required=False, initial=True)
    text = forms.CharField(label=_("What was said"), max_length=5000, widget=_text())
    public = forms.BooleanField(
        label=_("The customer may read this on the page of the case"), required=False
    )
    recording_ref = forms.CharField(label=_("Recording"), max_length=120, required=False)
    attachments = FilesField(label=_("Attachments"), most=8, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MailForm(StepForm):
    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        required=False,
        help_text=_("Empty answers the customer's last mail. The case number is added."),
    )
    text = forms.CharField(label=_("Text"), max_length=5000, widget=_text(8))
    attachments = FilesField(label=_("Attachments"), most=8, required=False)


class ChatForm(StepForm):
    text = forms.CharField(label=_("Text"), max_length=5000, widget=_text(5))


class Note(StepForm):
    text = forms.CharField(label=_("Internal note"), max_length=5000, widget=_text(3))
    attachments = FilesField(label=_("Attachments"), most=8, required=False)


class Findings(StepForm):
    cause = forms.ChoiceField(label=_("Cause"), choices=[UNSAID, *cases.CAUSE_CHOICES])
    liable = forms.ChoiceField(label=_("Who is liable"), choices=[UNSAID, *LIABLE_CHOICES])
    text = forms.CharField(
        label=_("What was found, and by what evidence"), max_length=5000, widget=_text()
    )


class Option(StepForm):
    kind = forms.ChoiceField(label=_("Resolution"), choices=RESOLUTION_CHOICES)
    summary = forms.CharField(label=_("What the customer gets"), max_length=2000, widget=_text(3))
    cost_amount = forms.DecimalField(
        label=_("Our cost, yuan"), min_value=0, max_digits=10, decimal_places=2, initial=0
    )
    compensation_amount = forms.DecimalField(
        label=_("Paid to the customer, yuan"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        initial=0,
    )
    ground = forms.ChoiceField(
        label=_("What the money is for"), choices=[("", "—"), *GROUND_CHOICES], required=False
    )
    beyond_reason = forms.CharField(
        label=_("Why otherwise than the table says"),
        max_length=1000,
        required=False,
        widget=_text(2),
    )
    expected_stars = forms.TypedChoiceField(
        label=_("How well it may please"), choices=STARS, coerce=int, initial=4
    )


class Chosen(StepForm):
    resolution_id = forms.IntegerField(widget=forms.HiddenInput)


class Approve(Chosen):
    comment = forms.CharField(label=_("Comment"), max_length=1000, required=False, widget=_text(2))


class Decline(Chosen):
    comment = forms.CharField(label=_("Why not"), max_length=1000, widget=_text(2))


class Consent(Chosen):
    how = forms.ChoiceField(
        label=_("How the customer said so"),
        choices=[choice for choice in HOW_CHOICES if choice[0] != "portal"],
        initial="recorded_call",
    )
    reference = forms.CharField(
        label=_("Number of the recording, document or message"), max_length=120
    )
    comment = forms.CharField(
        label=_("What the customer said"), max_length=1000, required=False, widget=_text(2)
    )


class CarryOut(StepForm):
    result = forms.CharField(label=_("What was done"), max_length=5000, widget=_text(3))
    cost_amount = forms.DecimalField(
        label=_("What it cost, yuan"), min_value=0, max_digits=10, decimal_places=2
    )
    root_cause = forms.ChoiceField(
        label=_("Root cause"), choices=[("", _("As found")), *cases.CAUSE_CHOICES], required=False
    )


class Answer(StepForm):
    channel = forms.ChoiceField(label=_("How"), choices=OUTWARD, initial="phone")
    answer = forms.CharField(label=_("Answer"), max_length=5000, widget=_text())


class FollowUp(StepForm):
    channel = forms.ChoiceField(label=_("How"), choices=OUTWARD, initial="phone")
    stars = forms.TypedChoiceField(
        label=_("How satisfied is the customer"), choices=[UNSAID, *STARS], coerce=int
    )
    comment = forms.CharField(
        label=_("What the customer said"), max_length=2000, required=False, widget=_text(2)
    )


class FollowUpTry(StepForm):
    channel = forms.ChoiceField(label=_("How"), choices=OUTWARD, initial="phone")
    note = forms.CharField(label=_("What happened"), max_length=500)


class Reason(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_text(2))


class Again(StepForm):
    description = forms.CharField(label=_("What happened"), max_length=5000, widget=_text(3))
    channel = forms.ChoiceField(label=_("Channel"), choices=cases.CHANNEL_CHOICES)


class Assign(StepForm):
    owner_id = forms.TypedChoiceField(label=_("Owner"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = people  # type: ignore[attr-defined]


class Merge(StepForm):
    kept_number = forms.CharField(
        label=_("Number of the case to keep"), max_length=20, help_text="AS261122-00017"
    )


class Link(StepForm):
    other_number = forms.CharField(
        label=_("Number of the other case"), max_length=20, help_text="AS261122-00017"
    )
    kind = forms.ChoiceField(
        label=_("How they belong together"),
        choices=[("repeat", _("The same again")), ("related", _("Related"))],
    )


class Edit(StepForm):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    description = forms.CharField(label=_("What happened"), max_length=20000, widget=_text(6))
    product_text = forms.CharField(label=_("Product"), max_length=120, required=False)
    order_no = forms.CharField(label=_("Order number"), max_length=60, required=False)


class Reveal(StepForm):
    reason = forms.ChoiceField(
        label=_("What it is needed for"),
        choices=[
            ("contact", _("To contact the customer")),
            ("visit", _("To send somebody there")),
            ("check", _("To check the data with the customer")),
            ("other", _("Something else")),
        ],
        widget=forms.RadioSelect,
        initial="contact",
    )
    more = forms.CharField(label=_("More about it"), max_length=200, required=False)
