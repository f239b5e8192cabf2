"""Noting what whoever comes to a home should know."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid

from . import rules
from .models import Home
from .queries import place_of
from .rules import HomeFacts


@action
def note_home(
    *, actor: Actor, customer_id: int, address: str, facts: HomeFacts, now: datetime
) -> None:
    """Takes the place of what was known of this address. Nothing said: it is forgotten.

    Whoever calls has made sure that the actor may see the order that leads there.
    """
    if facts.floor is not None and not rules.LOWEST <= facts.floor <= rules.HIGHEST:
        raise Invalid.of("floor", _("From -5 to 150."))
    if facts.parking and facts.parking not in rules.PARKING:
        raise Invalid.of("parking", _("There is no such choice."))
    place = place_of(address)
    if facts.is_empty:
        Home.objects.filter(customer_id=customer_id, place=place).delete()
    else:
        until = rules.lasts_until(timezone.localdate(now))
        known = {"facts": rules.sealed(facts), "noted_at": now, "valid_until": until}
        Home.objects.update_or_create(customer_id=customer_id, place=place, defaults=known)
    record(actor=actor, verb="customer.home_noted", subject=f"customer:{customer_id}", at=now,
           emptied=facts.is_empty)  # fmt: skip


@action
def move_homes(
    *, actor: Actor, customer_id: int, to: int, only: list[int] | None, now: datetime
) -> list[int]:
    """What is known of the places goes to another file: all, or those of the ids; which, by id.

    Of a place that the other file knows already, what it knows stays, and this stays here.
    """
    known = Home.objects.filter(customer_id=to).values("place")
    rows = Home.objects.filter(customer_id=customer_id).exclude(place__in=known)
    if only is not None:
        rows = rows.filter(id__in=only)
    moved = sorted(rows.values_list("id", flat=True))
    Home.objects.filter(id__in=moved).update(customer_id=to)
    record(actor=actor, verb="customer.homes_moved", subject=f"customer:{customer_id}", at=now,
           count=len(moved))  # fmt: skip
    return moved
