"""The forms of message templates and of customers' wishes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.messaging.queries import CUSTOMER_CHANNELS
from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES

NAMES = dict(CHANNEL_CHOICES)
CHANNELS = [(code, NAMES[code]) for code in CUSTOMER_CHANNELS]


class Words(forms.Form):
    subject = forms.CharField(label=_("Subject of the mail"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10})
    )
    gateway_template = forms.CharField(
        label=_("Template number at the provider"),
        max_length=80,
        required=False,
        help_text=_("Where text messages or WeChat know approved templates by number."),
    )

    gateway_fields = forms.CharField(
        label=_("Fields of the provider's template"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "A line for each field, like thing1 = {product}. Empty: the names above, as they are."
        ),
    )

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if channel != "mail":
            del self.fields["subject"]
        if channel in {"mail", "chat"}:
            del self.fields["gateway_template"], self.fields["gateway_fields"]


class Wishes(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=[("", _("not said: Chinese")), ("zh", "中文"), ("en", "English")],
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("Rather by"), choices=[("", _("not said")), *CHANNELS], required=False
    )
    refused = forms.MultipleChoiceField(
        label=_("No messages by"),
        choices=CHANNELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wechat_id = forms.CharField(
        label=_("WeChat account (OpenID)"),
        max_length=80,
        required=False,
        help_text=_("Empty leaves it as it is."),
    )
