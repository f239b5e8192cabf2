"""What is known of a customer's home, for whoever goes there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.names import folded
from aftercare.foundation.privacy import keys

from .models import Home
from .rules import HomeFacts, opened

__all__ = ["HomeFacts"]

SEE_HOMES = view("homes.see_homes")
PARKING_CHOICES = [
    ("free", _("Free of charge")),
    ("paid", _("To be paid")),
    ("none", _("None nearby")),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """`valid_until`: the last day on which it may be relied on."""

    facts: HomeFacts
    noted_at: datetime
    valid_until: date


def home_of(*, actor: Actor, customer_id: int, address: str, on: date) -> HomeCard | None:
    """None where nothing is known, or no longer. Whoever names the address has seen it."""
    actor.must(SEE_HOMES)
    row = Home.objects.filter(
        customer_id=customer_id, place=place_of(address), valid_until__gte=on
    ).first()
    if row is None:
        return None
    return HomeCard(facts=opened(row.facts), noted_at=row.noted_at, valid_until=row.valid_until)


def place_of(address: str) -> str:
    """What an address is known by, without telling it."""
    return keys.index_of_word(folded(address), "address") if address.strip() else ""
