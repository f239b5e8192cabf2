"""Counting who reads how much, and telling those who audit when it is unusual (R-SEC-03)."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.audit.queries import SEE_HISTORY
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify

from . import rules
from .models import Alert, Reading

KEPT = timedelta(days=30)
TEXT = gettext_noop("Account {account} reads unusually much customer data today.")
_COUNT = """
INSERT INTO watch_reading AS r (user_id, kind, hour, amount) VALUES (%s, %s, %s, 1)
ON CONFLICT (user_id, kind, hour) DO UPDATE SET amount = r.amount + 1
"""


@action
def note_reading(*, actor: Actor, user_id: int | None, kind: rules.Kind, now: datetime) -> None:
    """One more reading by this person; the first unusual one of a day is told to the auditors."""
    if user_id is None:
        return
    hour = now.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [user_id, kind, hour])
    read = Reading.objects.filter(user_id=user_id, kind=kind, hour__gt=now - KEPT)
    amounts = dict(read.values_list("hour", "amount"))
    days: Counter[object] = Counter()
    for at, amount in amounts.items():
        days[timezone.localdate(at)] += amount
    day = days.pop(timezone.localdate(now))
    reason = rules.unusual(
        hour=amounts[hour], day=day, earlier=days.values(), limit=settings.AFTERCARE_WATCH[kind]
    )
    if reason is not None:
        found = Alert(user_id=user_id, on=timezone.localdate(now), kind=kind, reason=reason,
                      amount=day, usual=rules.usual(days.values()), at=now)  # fmt: skip
        _tell(actor, found, now)


@action
def forget_old_readings(*, actor: Actor, now: datetime) -> int:
    """Counts older than what is usual is measured by."""
    del actor
    return Reading.objects.filter(hour__lt=now - KEPT).delete()[0]


def _tell(actor: Actor, found: Alert, now: datetime) -> None:
    """Once per person and day."""
    if Alert.objects.filter(user_id=found.user_id, on=found.on).exists():
        return
    Alert.objects.bulk_create([found], ignore_conflicts=True)
    notify(
        actor=actor,
        user_ids=user_ids_with(actor=actor, permission=SEE_HISTORY) - {found.user_id},
        kind="watch.unusual_reading",
        text_key=TEXT,
        params={"account": found.user_id},
        link="/desk/history",
        urgent=True,
        now=now,
    )
    record(
        actor=actor,
        verb="user.read_unusually_much",
        subject=f"user:{found.user_id}",
        at=now,
        reading=found.kind,
        over=found.reason,
        amount=found.amount,
    )
