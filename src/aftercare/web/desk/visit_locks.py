"""Visits that stay with whoever was told: locked and unlocked from the board or the order."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.appointments.queries import AppointmentBrief, State
from aftercare.fieldservice.locks.actions import lock_visit, unlock_visit
from aftercare.fieldservice.locks.queries import LONGEST_REASON, lock_of
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.formats import listed
from aftercare.web.kit.requests import Request, needs

from .dispatch_forms import Asked, Sure
from .drawers import Deed, drawer, posted


class LockForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why (may stay empty)"), max_length=LONGEST_REASON, required=False
    )


@require_http_methods(["GET", "POST"])
@needs("locks.lock_visit")
def lock(request: Request, order_id: int) -> HttpResponse:
    """Nobody else comes, whatever a plan would gain by it."""
    order = order_brief(actor=request.actor, order_id=order_id)
    deed = Deed(
        title=f"{_('Lock to the technician')} · {order.number}",
        button=_("Lock"),
        done=_("Locked to the technician."),
        back=back_to_board(request, order),
        help=_("Plans and free times leave the visit with who was told; its time may still move "
               "within the told window."),
    )  # fmt: skip
    return drawer(request, deed, LockForm(posted(request)), lambda said: lock_visit(
        actor=request.actor, order_id=order_id, now=request.now, **said))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("locks.unlock_visit")
def unlock(request: Request, order_id: int) -> HttpResponse:
    """Whoever may do it may have it again."""
    order = order_brief(actor=request.actor, order_id=order_id)
    deed = Deed(
        title=f"{_('Unlock')} · {order.number}",
        button=_("Unlock"),
        done=_("Unlocked."),
        back=back_to_board(request, order),
        help=_("From then on plans and free times may give the visit to others."),
    )
    return drawer(request, deed, Sure(posted(request)), lambda _said: unlock_visit(
        actor=request.actor, order_id=order_id, now=request.now))  # fmt: skip


def lock_words(
    request: Request, order: OrderBrief, standing: AppointmentBrief | None, *, day: str = ""
) -> dict[str, Any]:
    """What a page says of the lock of a visit, and the ways to lock and unlock it.

    `day`: of the board to which these lead back, as it is asked for; else to the order.
    """
    actor = request.actor
    found = lock_of(actor=SYSTEM, order_id=order.id)
    people = found.people if found else ()
    names = member_briefs(actor=SYSTEM, ids=people)
    told = standing is not None and standing.state == State.BOOKED
    on, off = (reverse(f"desk:{name}-visit", args=[order.id]) for name in ("lock", "unlock"))
    return {
        "stands": found is not None,
        "who": listed(names[one].name for one in people),
        "reason": found.reason if found else "",
        "may_lock": told and found is None and actor.may("locks.lock_visit"),
        "may_unlock": actor.may("locks.unlock_visit"),
        "on": f"{on}{day}",
        "off": f"{off}{day}",
    }


def back_to_board(request: Request, order: OrderBrief) -> str:
    """To the board where it was opened there."""
    form = Asked(request.GET)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if not told.get("day"):
        return reverse("desk:order", args=[order.id])
    unit = request.GET.get("unit", "")
    more = f"&unit={unit}" if unit.isdigit() else ""
    return f"{reverse('desk:dispatch')}?day={told['day']:%Y-%m-%d}{more}"
