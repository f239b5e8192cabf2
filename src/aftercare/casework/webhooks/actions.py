"""Telling programs outside what happens to cases, by signed calls through the outbox (R-PL-02)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import send_message
from aftercare.foundation.deliveries.queries import Draft
from aftercare.foundation.endpoints.actions import change_endpoint, open_endpoint, renew_secret
from aftercare.foundation.errors import Invalid, NotFound

from . import rules
from .models import Subscription
from .queries import facts_of, subscribers


@action
def announce_event(
    *, actor: Actor, code: str, case_id: int, data: Mapping[str, Any], now: datetime
) -> int:
    """Queues a call to everybody who is told of it, in the transaction of what happened; how many.

    The sequence is taken while the case is locked, so that of two events of a case the later has
    the greater number, in whatever order the calls arrive.
    """
    told = subscribers(actor=actor, code=code)
    if not told:
        return 0
    case = case_brief(actor=SYSTEM, case_id=case_id)
    sequence = _next()
    ids = {"id": case.id, "number": case.number}
    facts = facts_of(actor=SYSTEM, case=case) if any(one.with_facts for one in told) else ids
    for one in told:
        text = rules.payload(
            code, at=now, sequence=sequence, case=facts if one.with_facts else ids, data=data
        )
        draft = Draft(
            channel="hook",
            recipient=one.name,
            endpoint_id=one.endpoint_id,
            text=text,
            purpose=f"hook.{code}",
            about=f"case:{case.id}",
        )
        send_message(actor=actor, draft=draft, now=now)
    record(actor=actor, verb="case.announced", subject=f"case:{case.id}", at=now, code=code,
           amount=len(told))  # fmt: skip
    return len(told)


@action
def open_webhook(
    *, actor: Actor, name: str, url: str, events: Collection[str], with_facts: bool, now: datetime
) -> tuple[int, str]:
    """A program that is told from now on; its id, and its secret, which is shown this once."""
    row = Subscription()
    _fill(row, name=name, url=url, events=events, with_facts=with_facts)
    endpoint = open_endpoint(actor=actor, url=url, now=now)
    row.endpoint_id = endpoint.id
    row.save()
    record(actor=actor, verb="webhook.opened", subject=f"webhook:{row.id}", at=now,
           events=sorted(row.events), with_facts=with_facts)  # fmt: skip
    return row.id, endpoint.secret


@action
def change_webhook(
    *,
    actor: Actor,
    webhook_id: int,
    name: str,
    url: str,
    events: Collection[str],
    with_facts: bool,
    is_on: bool,
    now: datetime,
) -> None:
    """Of what it is told, where, and whether at all. Switched off, what waits is given up."""
    row = _held(webhook_id)
    _fill(row, name=name, url=url, events=events, with_facts=with_facts)
    change_endpoint(actor=actor, endpoint_id=row.endpoint_id, url=url, is_on=is_on, now=now)
    row.is_on = is_on
    row.save()
    record(actor=actor, verb="webhook.changed", subject=f"webhook:{row.id}", at=now,
           events=sorted(row.events), with_facts=with_facts, is_on=is_on)  # fmt: skip


@action
def renew_webhook_secret(
    *, actor: Actor, webhook_id: int, now: datetime, at_once: bool = False
) -> str:
    """A new secret, shown this once. For a day calls are signed with both, unless `at_once`."""
    row = _held(webhook_id)
    fresh = renew_secret(actor=actor, endpoint_id=row.endpoint_id, now=now, at_once=at_once)
    record(actor=actor, verb="webhook.secret_renewed", subject=f"webhook:{row.id}", at=now)
    return fresh.secret


@action
def ping_webhook(*, actor: Actor, webhook_id: int, now: datetime) -> None:
    """One call that says nothing, to see whether it arrives."""
    row = _held(webhook_id)
    text = rules.payload(rules.PING, at=now, sequence=_next(), case=None, data={})
    draft = Draft(channel="hook", recipient=row.name, endpoint_id=row.endpoint_id, text=text,
                  purpose=f"hook.{rules.PING}", about=f"webhook:{row.id}")  # fmt: skip
    send_message(actor=actor, draft=draft, now=now)
    record(actor=actor, verb="webhook.pinged", subject=f"webhook:{row.id}", at=now)


@action
def silence_webhook(*, actor: Actor, endpoint_id: int, now: datetime) -> None:
    """Its endpoint was switched off for having failed for days: it is told no more."""
    for row in Subscription.objects.select_for_update().filter(endpoint_id=endpoint_id, is_on=True):
        row.is_on = False
        row.save(update_fields=["is_on"])
        record(actor=actor, verb="webhook.silenced", subject=f"webhook:{row.id}", at=now)


def _fill(
    row: Subscription, *, name: str, url: str, events: Collection[str], with_facts: bool
) -> None:
    wrong = {}
    if not name.strip():
        wrong["name"] = _("Give it a name.")
    if not url.strip():
        wrong["url"] = _("Write a whole address: https://…")
    if not events or set(events) - set(rules.CATALOGUE):
        wrong["events"] = _("Choose of what it is told.")
    if wrong:
        raise Invalid(_("The webhook cannot be saved like this."), fields=wrong)
    row.name, row.with_facts = name.strip(), with_facts
    row.events = [code for code in rules.CATALOGUE if code in events]


def _held(webhook_id: int) -> Subscription:
    found = Subscription.objects.select_for_update().filter(id=webhook_id).first()
    if found is None:
        raise NotFound(_("There is no such webhook."))
    return found


def _next() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('webhooks_event_sequence')")
        (number,) = cursor.fetchone()
    return int(number)
