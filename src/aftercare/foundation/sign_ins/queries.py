from dataclasses import dataclass
from datetime import datetime

from aftercare.foundation.actor import Actor

from . import rules
from .models import SignIn
from .rules import PORTAL_LOOKUPS, PORTAL_REPORTS, has_ended

__all__ = ["PORTAL_LOOKUPS", "PORTAL_REPORTS", "SignInRow", "has_ended", "sign_ins_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRow:
    id: int
    at: datetime
    seen_at: datetime
    address: str
    device: str
    here: bool


def sign_ins_of(*, actor: Actor, session_key: str | None, at: datetime) -> list[SignInRow]:
    """Where the actor is signed in now, latest first; `here` is the session that asks."""
    rows = SignIn.objects.filter(user_id=actor.user_id or 0, at__gt=at - rules.WHOLE)
    return [
        SignInRow(
            id=row.id,
            at=row.at,
            seen_at=row.seen_at,
            address=row.address or "",
            device=row.device,
            here=row.session_key == session_key,
        )
        for row in rows.filter(seen_at__gt=at - rules.IDLE).order_by("-at")
    ]
