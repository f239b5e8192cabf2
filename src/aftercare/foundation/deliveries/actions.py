"""Messages go out: queued with what they tell of, sent by a job, tried again, given up."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.endpoints.actions import note_result
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify
from aftercare.foundation.privacy.keys import index_of_word
from aftercare.foundation.rows import write_rows
from aftercare.foundation.work import put_off, write_now

from . import rules
from .events import MessageGivenUp
from .models import ChannelConduct, Message, MessageQuerySet, Try
from .queries import MessageRow, conduct_of, row_of
from .rules import Channel, State

DELIVER = "aftercare.foundation.deliveries.jobs.deliver"
KEPT = timedelta(days=365)
TRIAL = "channel.trial"
KEEPS_ENDPOINTS = "deliveries.set_conduct"
_THREAD = ("in_reply_to", "references", "reply_to", "fields")


class NotNow(Refusal):
    """The message is past the point at which this could be done."""


@action
def send_message(*, actor: Actor, draft: rules.Draft, now: datetime) -> None:
    """Queues a message in the caller's transaction; a job takes it from there.

    Nothing is sent for a transaction that is undone. Raises Invalid without a recipient.
    """
    if draft.channel not in list(Channel) or not draft.recipient.strip():
        raise Invalid.of("recipient", _("There is nobody to send it to."))
    thread = {name: found for name in _THREAD if (found := getattr(draft, name))}
    message = Message(
        channel=draft.channel,
        purpose=draft.purpose,
        about=draft.about,
        part=draft.part,
        org_unit_id=draft.org_unit_id,
        urgent=draft.urgent,
        by_person=draft.by_person,
        template=draft.template,
        version=draft.version,
        language=draft.language,
        gateway_template=draft.gateway_template,
        recipient=draft.recipient.strip(),
        recipient_index=_index(draft.channel, draft.recipient),
        endpoint_id=draft.endpoint_id,
        subject=draft.subject,
        text=draft.text,
        params=_json(draft.params),
        secrets=_json(draft.secrets),
        thread=_json(thread),
        mail_id=draft.mail_id or None,
        file_ids=list(draft.file_ids),
        next_try_at=now,
        until=draft.until,
        created_at=now,
    )
    put_off(_queue, message)
    record(actor=actor, verb="message.queued", subject=draft.about or f"channel:{draft.channel}",
           at=now, channel=draft.channel, purpose=draft.purpose)  # fmt: skip


@action
def claim_message(*, actor: Actor, message_id: int, now: datetime) -> rules.Envelope | None:
    """Takes a due message for one try; None where it may not go now, or another has it."""
    del actor
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(id=message_id, next_try_at__lte=now)
        .first()
    )
    if message is None:
        return None
    if message.until is not None and message.until <= now:
        _given_back(message, now)
        return None
    hold = _hold(message, now) if message.endpoint_id is None else None
    if hold is not None:
        message.state, (message.hold, message.next_try_at) = State.HELD, hold
        message.save(update_fields=["state", "hold", "next_try_at"])
        return None
    message.state, message.hold = State.SENDING, ""
    message.attempts, message.last_try_at = message.attempts + 1, now
    message.next_try_at = now + rules.LEASE
    message.save(update_fields=["state", "hold", "attempts", "last_try_at", "next_try_at"])
    return _envelope(message, now)


@action
def note_sent(
    *,
    actor: Actor,
    message_id: int,
    carrier: str,
    ref: str,
    shown_only: bool,
    now: datetime,
    status: int = 0,
) -> None:
    """It has gone; its secrets are forgotten."""
    message = _locked_now(message_id, (State.SENDING,))
    if message is None:
        return
    message.state, message.next_try_at, message.settled_at = State.SENT, None, now
    message.carrier, message.provider_ref = carrier, ref[:120]
    message.shown_only, message.error = shown_only, ""
    message.text = rules.veiled(message.text, json.loads(message.secrets or "{}"))
    message.secrets = ""
    message.save()
    _tried(message, status, now)
    if message.endpoint_id is not None:
        note_result(actor=actor, endpoint_id=message.endpoint_id, worked=True, now=now)
    record(actor=actor, verb="message.sent", subject=_subject(message), at=now, message=message.id,
           channel=message.channel, purpose=message.purpose, shown_only=shown_only)  # fmt: skip


@action
def note_failure(
    *,
    actor: Actor,
    message_id: int,
    carrier: str,
    error: str,
    permanent: bool,
    now: datetime,
    status: int = 0,
) -> None:
    """It did not go: it is tried again later, or given up."""
    message = _locked_now(message_id, (State.SENDING,))
    if message is None:
        return
    again = None if permanent else rules.next_try(message.attempts, now)
    message.error, message.carrier, message.next_try_at = rules.scrubbed(error), carrier, again
    message.state = State.FAILED if again else State.GIVEN_UP
    message.settled_at = None if again else now
    message.save()
    _tried(message, status, now)
    if message.endpoint_id is not None:
        _note_endpoint(actor, message, now)
    if again is None:
        record(actor=actor, verb="message.given_up", subject=_subject(message), at=now,
               message=message.id, channel=message.channel, purpose=message.purpose,
               attempts=message.attempts)  # fmt: skip
        publish(
            MessageGivenUp(
                message_id=message.id, channel=message.channel, purpose=message.purpose,
                about=message.about, part=message.part, urgent=message.urgent,
                until=message.until, facts=json.loads(message.params or "{}"), at=now,
            )
        )  # fmt: skip


@action
def send_instead(*, actor: Actor, message_id: int, draft: rules.Draft, now: datetime) -> None:
    """What was given up goes by another channel, in that one's words, with the same secrets."""
    lost = Message.objects.get(id=message_id, state=State.GIVEN_UP)
    secrets = json.loads(lost.secrets or "{}")
    send_message(actor=actor, draft=replace(draft, secrets=secrets), now=now)
    record(actor=actor, verb="message.sent_otherwise", subject=_subject(lost), at=now,
           message=message_id, channel=draft.channel)  # fmt: skip


@action
def retry_message(*, actor: Actor, message_id: int, now: datetime) -> MessageRow:
    """Tries again at once what failed, was given up or is held; quiet hours are passed over."""
    message = _locked(actor, message_id)
    told_again = message.channel == Channel.HOOK and message.state == State.SENT
    if message.state not in (State.FAILED, State.GIVEN_UP, State.HELD) and not told_again:
        raise NotNow(_("Only what failed or is held back can be sent again."))
    was_held = message.state == State.HELD
    message.urgent = message.urgent or was_held
    message.attempts = message.attempts if was_held else 0
    message.state, message.hold = State.QUEUED, ""
    message.next_try_at, message.settled_at = now, None
    message.save()
    app.configure_task(DELIVER).defer(message_id=message.id)
    record(actor=actor, verb="message.retried", subject=_subject(message), at=now,
           message=message.id)  # fmt: skip
    return row_of(message)


@action
def cancel_message(*, actor: Actor, message_id: int, now: datetime) -> MessageRow:
    """It shall not go after all. Raises NotNow for what is gone or is being sent."""
    message = _locked(actor, message_id)
    if message.state not in rules.WAITING:
        raise NotNow(_("It is gone already, or being sent just now."))
    _given_back(message, now)
    record(actor=actor, verb="message.cancelled", subject=_subject(message), at=now,
           message=message.id)  # fmt: skip
    return row_of(message)


@action
def withdraw_messages(*, actor: Actor, about: str, part: str, now: datetime) -> int:
    """What waits to tell of something that is no longer so does not go; how many did not."""
    write_now(_queue)
    waiting = Message.objects.filter(about=about, part=part, state__in=rules.WAITING)
    found = list(waiting.select_for_update().order_by("id"))
    for message in found:
        _given_back(message, now)
        record(actor=actor, verb="message.cancelled", subject=_subject(message), at=now,
               message=message.id)  # fmt: skip
    return len(found)


@action
def set_conduct(*, actor: Actor, channel: str, conduct: rules.Conduct, now: datetime) -> None:
    """Quiet hours, limits and rest of a channel. Raises Invalid."""
    if channel not in rules.ORDINARY:
        raise NotFound(_("There is no such channel."))
    if (conduct.quiet_from is None) != (conduct.quiet_until is None):
        raise Invalid.of("quiet_until", _("Quiet hours have a beginning and an end, or neither."))
    ChannelConduct.objects.update_or_create(channel=channel, defaults=asdict(conduct))
    record(actor=actor, verb="channel.conduct_set", subject=f"channel:{channel}", at=now,
           rests=conduct.rests)  # fmt: skip


@action
def send_trial(*, actor: Actor, channel: str, now: datetime) -> None:
    """A word to the company's chat, to see whether it arrives; nobody else gets one."""
    if channel != Channel.CHAT:
        raise NotFound(_("There is no such channel."))
    draft = rules.Draft(
        channel=channel, recipient=rules.GROUP, purpose=TRIAL, urgent=True, by_person=True,
        text=_("This is a test of the after-sales service: messages arrive here."),
    )  # fmt: skip
    send_message(actor=actor, draft=draft, now=now)
    record(actor=actor, verb="channel.tried", subject=f"channel:{channel}", at=now)


@action
def forget_old_messages(*, actor: Actor, now: datetime, before: datetime | None = None) -> int:
    """Removes what was settled a year ago, or `before` a later moment; how many messages."""
    del actor
    found = Message.objects.filter(settled_at__lt=max(now - KEPT, before or now - KEPT))
    return found.delete()[1].get(Message._meta.label, 0)  # noqa: SLF001


def _given_back(message: Message, now: datetime) -> None:
    message.state, message.next_try_at, message.settled_at = State.CANCELLED, None, now
    message.text = rules.veiled(message.text, json.loads(message.secrets or "{}"))
    message.secrets = ""
    message.save()


def _queue(messages: list[Message]) -> None:
    """All messages of a piece of work, and a job for each."""
    write_rows(messages)
    jobs: list[dict[str, JSONValue]] = [{"message_id": message.id} for message in messages]
    app.configure_task(DELIVER).batch_defer(*jobs)


def _tried(message: Message, status: int, now: datetime) -> None:
    begun = message.last_try_at or now
    took = max(0, round((now - begun).total_seconds() * 1000))
    Try.objects.create(
        message=message, at=begun, milliseconds=took, status=status, error=message.error
    )


def _note_endpoint(actor: Actor, message: Message, now: datetime) -> None:
    """Who keeps the endpoints hears of what was given up, and of one that is switched off."""
    switched_off = note_result(
        actor=actor, endpoint_id=message.endpoint_id or 0, worked=False, now=now
    )
    if switched_off:
        key = gettext_noop("{name} was switched off: it failed for days")
    elif message.state == State.GIVEN_UP:
        key = gettext_noop("A message to {name} was given up")
    else:
        return
    notify(
        actor=actor,
        user_ids=user_ids_with(actor=actor, permission=KEEPS_ENDPOINTS),
        kind="endpoint",
        text_key=key,
        params={"name": message.recipient},
        link=f"/desk/outbox/{message.id}",
        urgent=switched_off,
        now=now,
    )


def _hold(message: Message, now: datetime) -> tuple[str, datetime] | None:
    """Why and until when it may not go."""
    row = ChannelConduct.objects.filter(channel=message.channel).first()
    conduct = conduct_of(row) if row else rules.ORDINARY[Channel(message.channel)]
    if conduct.rests:
        return rules.Hold.RESTS, now + rules.LOOK_AGAIN
    quiet = None if message.urgent else rules.quiet_until(conduct, timezone.localtime(now))
    if quiet is not None:
        return rules.Hold.QUIET, quiet
    _one_after_the_other(message)
    gone = Message.objects.exclude(id=message.id).filter(state__in=[State.SENT, State.SENDING])
    if conduct.per_hour or conduct.per_day:
        to_one = _tries(gone.filter(recipient_index=message.recipient_index), now - rules.DAY)
        free = max(
            rules.room_again(to_one, conduct.per_hour, rules.HOUR, now),
            rules.room_again(to_one, conduct.per_day, rules.DAY, now),
        )
        if free > now:
            return rules.Hold.RECIPIENT, free
    if conduct.per_minute:
        by_all = _tries(gone.filter(channel=message.channel), now - rules.MINUTE)
        free = rules.room_again(by_all, conduct.per_minute, rules.MINUTE, now)
        if free > now:
            return rules.Hold.CHANNEL, free
    return None


def _tries(messages: MessageQuerySet, since: datetime) -> list[datetime]:
    found = messages.filter(last_try_at__gt=since).values_list("last_try_at", flat=True)
    return [at for at in found if at is not None]


def _one_after_the_other(message: Message) -> None:
    """Two tries by one channel are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"send:{message.channel}"])


def _envelope(message: Message, now: datetime) -> rules.Envelope:
    secrets = json.loads(message.secrets or "{}")
    thread = json.loads(message.thread or "{}")
    params = json.loads(message.params or "{}") | secrets
    fields = thread.pop("fields", {})
    draft = rules.Draft(
        channel=message.channel,
        recipient=message.recipient,
        subject=rules.filled(message.subject, secrets),
        text=rules.filled(message.text, secrets),
        purpose=message.purpose,
        template=message.template,
        version=message.version,
        language=message.language,
        gateway_template=message.gateway_template,
        params=params,
        fields={name: rules.filled(text, params) for name, text in fields.items()},
        about=message.about,
        by_person=message.by_person,
        endpoint_id=message.endpoint_id,
        mail_id=message.mail_id or "",
        file_ids=tuple(message.file_ids),
        **thread,
    )
    return rules.Envelope(id=message.id, draft=draft, at=now)


def _locked(actor: Actor, message_id: int) -> Message:
    found = Message.objects.select_for_update().visible_to(actor).filter(id=message_id).first()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found


def _locked_now(message_id: int, states: tuple[str, ...]) -> Message | None:
    return Message.objects.select_for_update().filter(id=message_id, state__in=states).first()


def _subject(message: Message) -> str:
    return message.about or f"channel:{message.channel}"


def _index(channel: str, recipient: str) -> str:
    return index_of_word(f"{channel}:{recipient.strip().lower()}", "recipient")


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), ensure_ascii=False) if values else ""
