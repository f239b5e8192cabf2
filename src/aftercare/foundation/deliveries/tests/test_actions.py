from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.models import Entry
from aftercare.foundation.deliveries import actions, jobs, queries
from aftercare.foundation.deliveries.adapters.base import NotTaken, Taken
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.deliveries.rules import Conduct, Draft, Envelope, Hold, State
from aftercare.foundation.errors import Invalid
from aftercare.foundation.work import whole
from tests.makers import at

pytestmark = pytest.mark.django_db
NOON, NIGHT = at("2026-01-09 12:00"), at("2026-01-09 22:30")
DRAFT = Draft(
    channel="sms",
    recipient="138 0013 8000",
    text="AS1：查询码 {code}",
    purpose="case.registered",
    secrets={"code": "271828"},
    about="case:17",
)


class Carrier:
    """Answers as it is told; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[Envelope] = []
        self.error: Exception | None = None

    def send(self, envelope: Envelope) -> Taken:
        if self.error is not None:
            raise self.error
        self.given.append(envelope)
        return Taken(ref=f"ref-{envelope.id}")


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    found = Carrier()
    with patch.object(jobs, "carrier_of", lambda _wiring: found):
        yield found


def queued(draft: Draft = DRAFT, now: datetime = NOON) -> int:
    actions.send_message(actor=SYSTEM, draft=draft, now=now)
    return Message.objects.latest("id").id


def sent(message_id: int, now: datetime = NOON) -> Message:
    with patch.object(timezone, "now", lambda: now):
        jobs.deliver(message_id)
    return Message.objects.get(id=message_id)


def test_a_message_and_its_job_stand_and_fall_with_the_transaction() -> None:
    def undone() -> None:
        actions.send_message(actor=SYSTEM, draft=DRAFT, now=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        whole(undone)
    assert not Message.objects.exists()
    message_id = queued()
    job = ProcrastinateJob.objects.get(task_name=actions.DELIVER)
    assert job.args == {"message_id": message_id}


def test_many_messages_of_one_piece_of_work_are_written_at_once() -> None:
    def many() -> None:
        for number in range(5):
            draft = replace(DRAFT, recipient=f"1380013800{number}")
            actions.send_message(actor=SYSTEM, draft=draft, now=NOON)

    whole(many)
    assert ProcrastinateJob.objects.filter(task_name=actions.DELIVER).count() == 5


def test_nothing_leaves_the_building_until_a_channel_is_connected() -> None:
    message = sent(queued())
    assert (message.state, message.shown_only, message.carrier) == (State.SENT, True, "sandbox")


def test_a_secret_reaches_the_recipient_alone_and_is_forgotten(carrier: Carrier) -> None:
    message_id = queued()
    assert "271828" not in str(queries.message_card(actor=SYSTEM, message_id=message_id))
    message = sent(message_id)
    assert carrier.given[0].draft.text == "AS1：查询码 271828"
    assert carrier.given[0].draft.params == {"code": "271828"}
    assert message.secrets == ""
    assert message.text == "AS1：查询码 ••••••"


def test_the_database_and_the_history_hold_nobody_in_clear(carrier: Carrier) -> None:
    carrier.error = NotTaken("no such number 13800138000")
    message_id = queued()
    sent(message_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT deliveries_message::text FROM deliveries_message")
        row = str(cursor.fetchall())
    assert "13800138000" not in row
    assert "271828" not in row
    assert "138 0013" not in str(list(Entry.objects.values()))
    card = queries.message_card(actor=SYSTEM, message_id=message_id)
    assert card.row.recipient == "138****8000"
    assert card.row.error == "no such number …"


def test_a_failure_is_tried_again_later_and_later_and_given_up_at_last(carrier: Carrier) -> None:
    carrier.error = NotTaken("busy")
    message_id, now = queued(), NOON
    message = sent(message_id, now)
    assert (message.state, message.next_try_at) == (State.FAILED, now + timedelta(minutes=1))
    assert sent(message_id, now).attempts == 1, "not before its time"
    while message.next_try_at is not None:
        now = max(now, message.next_try_at)
        message = sent(message_id, now)
    assert (message.state, message.attempts) == (State.GIVEN_UP, 7)


def test_what_cannot_be_mended_is_given_up_at_once_and_a_person_may_try_again(
    carrier: Carrier,
) -> None:
    carrier.error = NotTaken("no such user", permanent=True)
    message_id = queued()
    assert sent(message_id).state == State.GIVEN_UP
    actions.retry_message(actor=SYSTEM, message_id=message_id, now=NOON)
    carrier.error = None
    assert sent(message_id).state == State.SENT


def test_a_fault_of_ours_is_seen_and_tried_again(carrier: Carrier) -> None:
    carrier.error = ZeroDivisionError("13800138000")
    message_id = queued()
    with pytest.raises(ZeroDivisionError):
        sent(message_id)
    message = Message.objects.get(id=message_id)
    assert (message.state, message.error) == (State.FAILED, "ZeroDivisionError")


def test_a_message_of_the_evening_waits_for_the_morning(carrier: Carrier) -> None:
    message = sent(queued(now=NIGHT), NIGHT)
    assert (message.state, message.hold) == (State.HELD, Hold.QUIET)
    assert message.next_try_at == at("2026-01-10 08:00")
    assert not carrier.given
    assert sent(message.id, at("2026-01-10 08:00")).state == State.SENT


def test_what_is_urgent_or_sent_by_a_person_now_does_not_wait(carrier: Carrier) -> None:
    assert sent(queued(replace(DRAFT, urgent=True), NIGHT), NIGHT).state == State.SENT
    held = sent(queued(now=NIGHT), NIGHT)
    actions.retry_message(actor=SYSTEM, message_id=held.id, now=NIGHT)
    assert sent(held.id, NIGHT).state == State.SENT
    assert len(carrier.given) == 2


def test_one_recipient_gets_so_many_an_hour_others_are_not_kept(carrier: Carrier) -> None:
    conduct = Conduct(per_hour=2)
    actions.set_conduct(actor=SYSTEM, channel="sms", conduct=conduct, now=NOON)
    one, two, three = (queued() for _ in range(3))
    assert sent(one).state == sent(two, NOON + timedelta(minutes=10)).state == State.SENT
    message = sent(three, NOON + timedelta(minutes=20))
    assert (message.state, message.hold) == (State.HELD, Hold.RECIPIENT)
    assert message.next_try_at == NOON + timedelta(hours=1)
    other = queued(replace(DRAFT, recipient="13900139000"))
    assert sent(other, NOON + timedelta(minutes=20)).state == State.SENT
    assert len(carrier.given) == 3


def test_a_channel_sends_so_many_a_minute_and_can_rest(carrier: Carrier) -> None:
    actions.set_conduct(actor=SYSTEM, channel="sms", conduct=Conduct(per_minute=1), now=NOON)
    first, second = queued(), queued(replace(DRAFT, recipient="13900139000"))
    assert sent(first).state == State.SENT
    assert sent(second).hold == Hold.CHANNEL
    actions.set_conduct(actor=SYSTEM, channel="sms", conduct=Conduct(rests=True), now=NOON)
    assert sent(second, NOON + timedelta(hours=1)).hold == Hold.RESTS
    assert len(carrier.given) == 1


def test_a_try_whose_process_died_is_taken_up_again(carrier: Carrier) -> None:
    message_id = queued()
    assert actions.claim_message(actor=SYSTEM, message_id=message_id, now=NOON)
    assert sent(message_id).state == State.SENDING, "somebody else has it"
    with patch.object(timezone, "now", lambda: NOON + timedelta(minutes=6)):
        jobs.deliver_due(0)
    assert Message.objects.get(id=message_id).state == State.SENT
    assert len(carrier.given) == 1


def test_a_cancelled_message_never_goes(carrier: Carrier) -> None:
    message_id = queued()
    actions.cancel_message(actor=SYSTEM, message_id=message_id, now=NOON)
    assert sent(message_id).state == State.CANCELLED
    with pytest.raises(actions.NotNow):
        actions.cancel_message(actor=SYSTEM, message_id=message_id, now=NOON)
    with pytest.raises(actions.NotNow):
        actions.retry_message(actor=SYSTEM, message_id=message_id, now=NOON)
    assert not carrier.given


def test_a_message_to_nobody_is_refused() -> None:
    with pytest.raises(Invalid):
        actions.send_message(actor=SYSTEM, draft=replace(DRAFT, recipient=" "), now=NOON)
