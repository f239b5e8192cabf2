from dataclasses import dataclass
from datetime import date, datetime

from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.queries import SEE_HISTORY
from aftercare.foundation.identity.queries import user_names

from .models import Alert
from .rules import Kind, Reason

__all__ = ["AlertRow", "Kind", "Reason", "alerts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """`amount` is what the day had come to when it was told, `usual` the mean of earlier days."""

    user_id: int
    user_name: str
    on: date
    kind: Kind
    reason: Reason
    amount: int
    usual: float | None
    at: datetime


def alerts(*, actor: Actor, since: datetime, limit: int = 20) -> list[AlertRow]:
    """Who read unusually much, latest first."""
    actor.must(SEE_HISTORY)
    found = list(Alert.objects.filter(at__gte=since).order_by("-at")[:limit])
    names = user_names(actor=actor, ids={alert.user_id for alert in found}) if found else {}
    return [
        AlertRow(
            user_id=alert.user_id,
            user_name=names.get(alert.user_id, ""),
            on=alert.on,
            kind=Kind(alert.kind),
            reason=Reason(alert.reason),
            amount=alert.amount,
            usual=alert.usual,
            at=alert.at,
        )
        for alert in found
    ]
