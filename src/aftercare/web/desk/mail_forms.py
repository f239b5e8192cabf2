"""The forms of mailboxes and of mails that wait."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.mailbox.queries import STATE_CHOICES


class Filter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), choices=[*STATE_CHOICES, ("all", _("all"))], required=False
    )


class Box(forms.Form):
    name = forms.CharField(label=_("Name of the mailbox"), max_length=60)
    address = forms.EmailField(
        label=_("Its mail address"), help_text=_("Answers of customers come here.")
    )
    host = forms.CharField(label=_("IMAP server"), max_length=120)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    in_clear = forms.BooleanField(
        label=_("Without TLS: only for a server on this machine"), required=False
    )
    username = forms.CharField(label=_("Account name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept sealed and never shown. Empty leaves it as it is."),
    )
    folder = forms.CharField(label=_("Folder"), max_length=120, initial="INBOX")
    opens_cases = forms.BooleanField(
        label=_("New matters become cases by themselves"), required=False, initial=True
    )
    is_read = forms.BooleanField(label=_("Read this mailbox"), required=False, initial=True)


class Join(forms.Form):
    number = forms.CharField(label=_("Case number"), max_length=20, help_text="AS261122-00017")
