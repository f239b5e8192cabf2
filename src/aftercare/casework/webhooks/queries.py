"""Programs that are told of events."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.endpoints.queries import EndpointCard, endpoint_cards
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered

from . import rules
from .models import Subscription

SEE_WEBHOOKS = view("webhooks.see_webhooks")
CATALOGUE, VERSION, PING = rules.CATALOGUE, rules.VERSION, rules.PING
CHANGES = (
    "webhooks.open_webhook",
    "webhooks.change_webhook",
    "webhooks.silence_webhook",
)
FACTS = ("id", "number", "safety", "stage", "owner_id", "org_unit_id", "received_at",
         "next_due_at", "resolved_at", "closed_at", "reopened", "escalation")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookCard:
    """A program and what it is told of."""

    id: int
    name: str
    events: tuple[str, ...]
    with_facts: bool
    is_on: bool
    endpoint: EndpointCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Whom to tell: what the sending needs to know."""

    name: str
    endpoint_id: int
    with_facts: bool


def webhooks(*, actor: Actor) -> list[WebhookCard]:
    actor.must(SEE_WEBHOOKS)
    found = list(Subscription.objects.order_by("name", "id"))
    cards = endpoint_cards(actor=actor, ids=[one.endpoint_id for one in found])
    return [card_of(one, cards[one.endpoint_id]) for one in found]


def webhook_card(*, actor: Actor, webhook_id: int) -> WebhookCard:
    actor.must(SEE_WEBHOOKS)
    found = Subscription.objects.filter(id=webhook_id).first()
    if found is None:
        raise NotFound(_("There is no such webhook."))
    return card_of(found, endpoint_cards(actor=actor, ids=[found.endpoint_id])[found.endpoint_id])


def subscribers(*, actor: Actor, code: str) -> tuple[Subscriber, ...]:
    """Who is told of it; costs nothing while nobody changes them."""
    del actor
    return _subscribers().get(code, ())


def facts_of(*, actor: Actor, case: CaseBrief) -> dict[str, object]:
    """What is told of a case: codes, ids and moments, nothing that people wrote."""
    del actor
    return {name: getattr(case, name) for name in FACTS} | case.classification.codes()


@remembered("webhooks_subscription", changed_by=CHANGES)
def _subscribers() -> dict[str, tuple[Subscriber, ...]]:
    found: dict[str, list[Subscriber]] = {}
    for one in Subscription.objects.filter(is_on=True).order_by("id"):
        told = Subscriber(name=one.name, endpoint_id=one.endpoint_id, with_facts=one.with_facts)
        for code in one.events:
            found.setdefault(code, []).append(told)
    return {code: tuple(told) for code, told in found.items()}


def card_of(row: Subscription, endpoint: EndpointCard) -> WebhookCard:
    return WebhookCard(
        id=row.id,
        name=row.name,
        events=tuple(row.events),
        with_facts=row.with_facts,
        is_on=row.is_on,
        endpoint=endpoint,
    )
