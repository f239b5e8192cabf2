"""Parts that are sent from one store to another: sent, received, refused, called back."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.spares.queries import own_place, part_briefs, part_codes, places
from aftercare.fieldservice.stores.queries import SEE_STOCK, Some, parts_of_pieces
from aftercare.fieldservice.transfers import actions
from aftercare.fieldservice.transfers.queries import STATE_CHOICES, transfer_card
from aftercare.web.kit.requests import Request, needs, page

from . import part_forms as forms
from .drawers import Deed, drawer, posted
from .stores import part_of

# Code in the address -> what it is called, what it says when done, its action.
DEEDS: dict[str, tuple[Promise, Promise, str]] = {
    "receive": (gettext_lazy("Receive"), gettext_lazy("Received."), "receive_transfer"),
    "refuse": (pgettext_lazy("transfer of parts", "Refuse"),
               gettext_lazy("Refused; it goes back."), "refuse_transfer"),
    "call-back": (gettext_lazy("Call back"), gettext_lazy("Called back."), "call_back_transfer"),
}  # fmt: skip


@require_GET
@needs(SEE_STOCK)
def show(request: Request, transfer_id: int) -> HttpResponse:
    card = transfer_card(actor=request.actor, transfer_id=transfer_id)
    row = card.row
    may = {"receive": row.may_receive, "refuse": row.may_refuse, "call-back": row.may_call_back}
    context: dict[str, object] = {
        "card": card,
        "states": dict(STATE_CHOICES),
        "deeds": [(code, words[0]) for code, words in DEEDS.items() if may[code]],
    }
    return page(request, "desk/parts/transfer", context)


@require_http_methods(["GET", "POST"])
@needs("transfers.send_parts")
def send(request: Request, place_id: int) -> HttpResponse:
    """Parts leave a place for another one."""
    place = own_place(actor=request.actor, place_id=place_id)
    others = [(one.id, one.name) for one in places(actor=request.actor) if one.id != place.id]
    initial = {"part_1": request.GET.get("part", ""), "to_place_id": request.GET.get("to", "")}
    form = forms.SendForm(posted(request), initial=initial, places=others)
    deed = Deed(
        title=f"{_('Send parts')} · {place.name}",
        button=pgettext("transfer of parts", "Send"),
        done=_("Sent: on the way until it is received."),
        back=reverse("desk:store", args=[place_id]),
        help=_("They leave this place at once and lie on the way until they are received there."),
        lists={"parts": part_codes(actor=request.actor)},
    )

    def perform(given: dict[str, Any]) -> None:
        actions.send_parts(
            actor=request.actor, from_place_id=place.id, to_place_id=given["to_place_id"],
            rows=_packed(request, place.id, form.wanted(), given["serials"]),
            waybill=given["waybill"], note=given["note"], now=request.now,
        )  # fmt: skip

    return drawer(request, deed, form, perform)


@require_http_methods(["GET", "POST"])
@needs(SEE_STOCK)
def do(request: Request, transfer_id: int, code: str) -> HttpResponse:
    """One of DEEDS, in a drawer."""
    if code not in DEEDS:
        raise Http404
    title, done, name = DEEDS[code]
    request.actor.must(f"transfers.{name}")
    card = transfer_card(actor=request.actor, transfer_id=transfer_id)
    deed = Deed(title=f"{title} · {card.row.number}", button=title, done=done,
                back=reverse("desk:transfer", args=[transfer_id]),
                danger=code == "refuse")  # fmt: skip
    form: django_forms.Form = forms.ReasonForm(posted(request))
    if code == "receive":
        form = forms.ReceiveTransferForm(posted(request), lines=card.lines)

    def perform(given: dict[str, Any]) -> None:
        said: dict[str, Any] = {"reason": given["reason"]}
        if isinstance(form, forms.ReceiveTransferForm):
            said["got"] = form.got()
        getattr(actions, name)(actor=request.actor, transfer_id=transfer_id, now=request.now,
                               **said)  # fmt: skip

    return drawer(request, deed, form, perform)


def _packed(
    request: Request, place_id: int, wanted: list[tuple[str, int]], serials: list[str]
) -> list[Some]:
    """The parts that the form names; each number with the part that it belongs to."""
    counts: dict[int, int] = {}
    for said, count in wanted:
        part_id = part_of(request, said)
        counts[part_id] = counts.get(part_id, 0) + count
    numbers = parts_of_pieces(actor=request.actor, place_id=place_id, serials=serials,
                              part_ids=counts)  # fmt: skip
    parts = part_briefs(actor=request.actor, ids=counts)
    return [
        Some(part_id=part, count=count,
             serials=numbers.get(part, []) if parts[part].has_serials else [])
        for part, count in counts.items()
    ]  # fmt: skip
