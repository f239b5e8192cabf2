"""How programs outside are reached, and how they fare; secrets for who signs and checks alone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.errors import NotAllowed

from . import rules
from .models import Endpoint

Fault, OVERLAP = rules.Fault, rules.OVERLAP


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointCard:
    """An endpoint, without its secrets. `former_until`: the former secret works until then."""

    id: int
    url: str
    is_on: bool
    off_because: str
    secret_made_at: datetime
    former_until: datetime | None
    failing_since: datetime | None
    failures: int
    worked_at: datetime | None

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What one signed call needs: the secrets that are valid now, the newest first."""

    url: str
    is_on: bool
    secrets: tuple[str, ...] = field(repr=False)


def endpoint_cards(*, actor: Actor, ids: Collection[int]) -> dict[int, EndpointCard]:
    """For who shows what the endpoint belongs to."""
    del actor
    return {one.id: card_of(one) for one in Endpoint.objects.filter(id__in=ids)}


def way_to(*, actor: Actor, endpoint_id: int, at: datetime) -> Way | None:
    """With its secrets; for the system alone."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("endpoints.way_to")
    found = Endpoint.objects.filter(id=endpoint_id).first()
    return way_of(found, at) if found is not None else None


def way_of(endpoint: Endpoint, at: datetime) -> Way:
    former = endpoint.former_until is not None and endpoint.former_until > at
    return Way(
        url=endpoint.url,
        is_on=endpoint.is_on,
        secrets=(endpoint.secret, endpoint.former_secret) if former else (endpoint.secret,),
    )


def card_of(endpoint: Endpoint) -> EndpointCard:
    return EndpointCard(**{name: getattr(endpoint, name) for name in EndpointCard.__slots__})
