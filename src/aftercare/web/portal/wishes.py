"""Which messages a customer wants: opened by the signed link in each of them, without sign-in."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aftercare.casework.messaging.actions import choose_own_messages
from aftercare.casework.messaging.queries import CUSTOMER_CHANNELS, OPTIONAL, own_wishes
from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES
from aftercare.foundation.errors import NotFound
from aftercare.foundation.sign_ins.queries import PORTAL_LOOKUPS
from aftercare.web.kit.limits import one_try
from aftercare.web.kit.requests import Request, page

from .customer import visitor

NAMES = dict(CHANNEL_CHOICES)


class WishesForm(forms.Form):
    """What is ticked is sent."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Messages may come by"),
        choices=[(code, NAMES[code]) for code in CUSTOMER_CHANNELS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    occasions = forms.MultipleChoiceField(
        label=gettext_lazy("Also send me"),
        choices=[
            ("resolved", gettext_lazy("a question how it was, when a matter is settled")),
            ("reminder", gettext_lazy("a reminder before somebody comes")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@require_http_methods(["GET", "POST"])
def choose(request: Request, wish: str) -> HttpResponse:
    known = own_wishes(actor=visitor(), token=wish)
    if known is None:
        one_try(request, "portal.wishes", PORTAL_LOOKUPS)
        raise NotFound(_("This link opens nothing."))
    before = {
        "channels": [code for code in CUSTOMER_CHANNELS if code not in known.refused],
        "occasions": [code for code in OPTIONAL if code not in known.unwanted],
    }
    form = WishesForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        chosen = form.cleaned_data
        choose_own_messages(
            actor=visitor(),
            token=wish,
            refused=[code for code in CUSTOMER_CHANNELS if code not in chosen["channels"]],
            unwanted=[code for code in OPTIONAL if code not in chosen["occasions"]],
            now=request.now,
        )
        messages.success(request, _("Saved. It holds from the next message on."))
        return redirect("portal:wishes", wish)
    nothing = not before["channels"]
    return page(request, "portal/wishes", {"form": form, "wish": wish, "nothing": nothing})
