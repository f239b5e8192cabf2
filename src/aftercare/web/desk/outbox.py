"""The outbox: what goes out, by which channel, and what became of it (R-PL-03)."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.messaging.queries import OCCASION_CHOICES
from aftercare.foundation.deliveries import actions, queries
from aftercare.foundation.deliveries.queries import SEE_OUTBOX, Hold, MessageRow, State, Wanted
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, fragment, needs, page

from . import outbox_forms as forms
from .drawers import Deed, drawer, posted
from .webhook_forms import EVENTS

TONES = {
    State.QUEUED: "info",
    State.HELD: "soon",
    State.SENDING: "info",
    State.FAILED: "soon",
    State.SENT: "good",
    State.GIVEN_UP: "bad",
}
HOLDS: dict[str, str | Promise] = {
    Hold.RESTS: gettext_lazy("The channel rests"),
    Hold.QUIET: gettext_lazy("Quiet hours"),
    Hold.RECIPIENT: gettext_lazy("Enough for this recipient"),
    Hold.CHANNEL: gettext_lazy("Too many at once"),
}
PURPOSES: dict[str, str | Promise] = {
    **{f"case.{code}": label for code, label in OCCASION_CHOICES},
    **{f"hook.{code}": label for code, label in EVENTS.items()},
    "hook.ping": gettext_lazy("A ping"),
    "channel.trial": gettext_lazy("A test message"),
    "case.answer": gettext_lazy("Answer in the chat"),
}
CARRIERS: dict[str, str | Promise] = {
    "smtp": gettext_lazy("Mail server"),
    "http": gettext_lazy("Gateway"),
    "wechat": gettext_lazy("Template messages of a WeChat account"),
    "wecom": gettext_lazy("Robot of a WeCom group"),
    "dingtalk": gettext_lazy("Robot of a DingTalk group"),
    "feishu": gettext_lazy("Robot of a Feishu group"),
}
CAUSES: dict[str, str | Promise] = {
    "WeChat 40001": gettext_lazy("App id or secret are wrong."),
    "WeChat 40003": gettext_lazy("The OpenID noted for this customer is wrong."),
    "WeChat 40013": gettext_lazy("App id or secret are wrong."),
    "WeChat 40037": gettext_lazy("The account has no template of this number."),
    "WeChat 40125": gettext_lazy("App id or secret are wrong."),
    "WeChat 40164": gettext_lazy("The account does not allow the address of this server yet."),
    "WeChat 43004": gettext_lazy("The customer does not follow the account."),
    "WeChat 45009": gettext_lazy("As many calls as the account may make in a day."),
    "WeChat 47003": gettext_lazy("The fields do not fit the template."),
    "robot 9499": gettext_lazy("Too many messages to the group at once."),
    "robot 19021": gettext_lazy("The signing key is wrong, or the clock of this server."),
    "robot 45009": gettext_lazy("Too many messages to the group at once."),
    "robot 93000": gettext_lazy("The robot was taken out of the group, or its address is wrong."),
    "robot 300001": gettext_lazy("The robot was taken out of the group, or its address is wrong."),
    "robot 310000": gettext_lazy("The robot's key words or its signing key do not fit."),
}
"""What the numbers of providers mean, for who has to mend it."""
LANGUAGES = {"zh": "中文", "en": "English"}
CHANNELS, STATES = dict(queries.CHANNEL_CHOICES), dict(queries.STATE_CHOICES)


@require_GET
@needs(SEE_OUTBOX)
def index(request: Request) -> HttpResponse:
    """Newest first; what waits or went wrong is counted above."""
    form = forms.Filter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    channel, state, about = (given.get(name) or "" for name in ("channel", "state", "about"))
    wanted = Wanted(channel=channel, state=state, about=about)
    found = queries.outbox(actor=request.actor, wanted=wanted, cursor=request.GET.get("cursor", ""))
    counts = queries.outbox_counts(actor=request.actor)
    context: dict[str, object] = {
        "filter": form,
        "page": found,
        "rows": [shown(row) for row in found.rows],
        "counts": [(code, STATES[code], TONES[State(code)], counts[code])
                   for code in STATES if code in counts],
        "channels": [
            (card, CHANNELS[card.channel], CARRIERS.get(card.carrier, card.carrier))
            for card in queries.channel_cards(actor=request.actor)
        ],
        "may_set": request.actor.may("deliveries.set_conduct"),
    }  # fmt: skip
    return page(request, "desk/outbox/index", context)


@require_GET
@needs(SEE_OUTBOX)
def show(request: Request, message_id: int) -> HttpResponse:
    """One message as its reader gets it; secrets are dots."""
    card = queries.message_card(actor=request.actor, message_id=message_id)
    state = card.row.state
    context: dict[str, object] = {
        "card": card,
        "one": shown(card.row),
        "template": PURPOSES.get(f"case.{card.template}", card.template),
        "carrier": CARRIERS.get(card.carrier, card.carrier),
        "cause": cause_of(card.row.error),
        "tongue": LANGUAGES.get(card.language, card.language),
        "may_retry": (
            state in (State.FAILED, State.GIVEN_UP, State.HELD)
            or (state == State.SENT and card.row.channel == "hook")
        )
        and request.actor.may("deliveries.retry_message"),
        "may_cancel": state in (State.QUEUED, State.FAILED, State.HELD)
        and request.actor.may("deliveries.cancel_message"),
    }
    return page(request, "desk/outbox/show", context)


@require_POST
@needs("deliveries.retry_message")
def retry(request: Request, message_id: int) -> HttpResponse:
    actions.retry_message(actor=request.actor, message_id=message_id, now=request.now)
    messages.success(request, _("It is being sent again."))
    return redirect("desk:outbox-message", message_id)


@require_POST
@needs("deliveries.cancel_message")
def cancel(request: Request, message_id: int) -> HttpResponse:
    actions.cancel_message(actor=request.actor, message_id=message_id, now=request.now)
    messages.success(request, _("Cancelled. It will not be sent."))
    return redirect("desk:outbox-message", message_id)


@require_http_methods(["GET", "POST"])
@needs("deliveries.set_conduct")
def conduct(request: Request, channel: str) -> HttpResponse:
    """Quiet hours, limits and rest of one channel."""
    cards = {card.channel: card for card in queries.channel_cards(actor=request.actor)}
    if channel not in cards:
        raise NotFound(_("There is no such channel."))
    now = cards[channel].conduct
    before = {name: getattr(now, name) for name in forms.ConductForm.base_fields}
    form = forms.ConductForm(posted(request), initial=before)

    def perform(given: dict[str, Any]) -> None:
        actions.set_conduct(
            actor=request.actor,
            channel=channel,
            conduct=queries.Conduct(**given),
            now=request.now,
        )

    deed = Deed(
        title=f"{_('How it is used')} · {CHANNELS[channel]}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:outbox"),
        help="\n".join((_("What is urgent goes out in quiet hours, too."), _wired(cards[channel]))),
        trial=_trial(request, channel),
    )
    if deed.trial and "try" in request.POST:
        return _tried(request, deed, form, channel)
    return drawer(request, deed, form, perform)


def _tried(request: Request, deed: Deed, form: forms.ConductForm, channel: str) -> HttpResponse:
    """Says whether a message could leave, or sends the group one; nothing is saved."""
    if channel == queries.Channel.CHAT:
        actions.send_trial(actor=request.actor, channel=channel, now=request.now)
        wrong, told = "", _("The outbox shows whether it arrived.")
    elif wrong := queries.sending_trial(actor=request.actor, channel=channel):
        why = " ".join(part for part in (wrong, str(cause_of(wrong))) if part)
        told = _("The server does not take it: {what}").format(what=why)
    else:
        told = _("The server takes what we send. Nothing was sent.")
    context: dict[str, object] = {
        "deed": replace(deed, told=told, tone="bad" if wrong else "good"),
        "form": form,
    }
    if is_part(request):
        return fragment(request, "desk/_drawer_form.html", context)
    return page(request, "desk/drawer", context)


def _trial(request: Request, channel: str) -> str:
    if channel == queries.Channel.CHAT and request.actor.may("deliveries.send_trial"):
        return _("Send the group a test message")
    can = queries.can_be_tried(actor=request.actor, channel=channel)
    return _("Test the connection") if can else ""


def _wired(card: queries.ChannelCard) -> str:
    """Where the channel leads, and who can change that."""
    names = f"AFTERCARE_{card.channel.upper()}"
    return _("How it is connected is set where the program runs: {names}, {names}_URL …").format(
        names=names
    )


def cause_of(error: str) -> str | Promise:
    """What a provider's number in front of an error means; "" where nobody knows."""
    return CAUSES.get(" ".join(error.split()[:2]), "")


def shown(row: MessageRow) -> dict[str, object]:
    """A message with its words."""
    word = str(STATES[row.state])
    if row.state == State.SENT and row.shown_only:
        word = _("Shown only, nothing was sent")
    return {
        "row": row,
        "what": row.subject or PURPOSES.get(row.purpose, row.purpose),
        "channel": CHANNELS[row.channel],
        "state": word,
        "tone": "" if row.shown_only else TONES.get(State(row.state), ""),
        "hold": HOLDS.get(row.hold, ""),
        "about_url": _about_url(row.about),
    }


def fate_of(row: MessageRow) -> tuple[str, str]:
    """How a message fares, in words and their tone."""
    one = shown(row)
    return str(one["state"]), str(one["tone"])


def _about_url(about: str) -> str:
    kind, _is, number = about.partition(":")
    return reverse("desk:case", args=[number]) if kind == "case" and number.isdigit() else ""
