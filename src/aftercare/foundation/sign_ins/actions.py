from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import NotFound, Refusal

from . import rules
from .models import SignIn, Try

_TRY = """
INSERT INTO sign_ins_try AS t (key, "window", tries) VALUES (%s, %s, 1)
ON CONFLICT (key, "window") DO UPDATE SET tries = t.tries + 1
RETURNING tries
"""


class TooOften(Refusal):
    """Tried more often than the limit allows; `wait` is the time until the next try counts."""

    http_status = 429

    def __init__(self, message: str, *, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


@action
def note_own_sign_in(
    *, actor: Actor, session_key: str, address: str | None, agent: str, now: datetime
) -> None:
    """Opens an entry in the person's list of devices."""
    SignIn.objects.create(
        user_id=actor.user_id or 0,
        session_key=session_key,
        at=now,
        seen_at=now,
        address=address,
        device=rules.device(agent),
    )
    record(actor=actor, verb="user.signed_in", subject=f"user:{actor.user_id}", at=now)


@action
def note_own_sign_out(*, actor: Actor, session_key: str, now: datetime) -> None:
    SignIn.objects.filter(user_id=actor.user_id or 0, session_key=session_key).delete()
    record(actor=actor, verb="user.signed_out", subject=f"user:{actor.user_id}", at=now)


@action
def note_failed_sign_in(*, actor: Actor, user_id: int, now: datetime) -> None:
    """A wrong password for a name that exists; unknown names are counted, not recorded."""
    record(actor=actor, verb="user.sign_in_failed", subject=f"user:{user_id}", at=now)


@action
def end_own_session(*, actor: Actor, sign_in_id: int, now: datetime) -> None:
    """Signs the actor out on another device. Raises NotFound."""
    row = SignIn.objects.filter(id=sign_in_id, user_id=actor.user_id or 0).first()
    if row is None:
        raise NotFound(_("This device is not signed in any more."))
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    record(actor=actor, verb="user.session_ended", subject=f"user:{actor.user_id}", at=now)


@action
def end_all_sessions(*, actor: Actor, user_id: int, now: datetime) -> None:
    """Signs somebody out everywhere: after a lost phone, a closed account, a new password."""
    rows = SignIn.objects.filter(user_id=user_id)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()
    record(actor=actor, verb="user.sessions_ended", subject=f"user:{user_id}", at=now)


def note_seen(*, session_key: str, now: datetime) -> None:
    """Keeps "last seen" true to five minutes; no business write, so no entry in the history."""
    SignIn.objects.filter(session_key=session_key).update(seen_at=Greatest(F("seen_at"), now))


def spend_try(*, key: str, limit: rules.Limit, now: datetime) -> None:
    """Counts one try of `key` ("portal:code:17"). Raises TooOften past the limit.

    Call it outside the transaction of what is tried: a refused try must stay counted.
    """
    start = rules.window_start(limit=limit, at=now)
    with connection.cursor() as cursor:
        cursor.execute(_TRY, [key[:120], start])
        (tries,) = cursor.fetchone()
    if tries > limit.tries:
        wait = start + limit.per - now
        raise TooOften(
            _("Too many tries. Please wait %d minutes.") % (wait.total_seconds() // 60 + 1),
            wait=wait,
        )


def clean_up(*, now: datetime) -> None:
    """Forgets sessions that are over and counts of yesterday."""
    SignIn.objects.filter(at__lt=now - rules.WHOLE).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Try.objects.filter(window__lt=now - timedelta(days=1)).delete()
