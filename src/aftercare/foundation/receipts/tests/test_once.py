import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.actions import record
from aftercare.foundation.audit.models import Entry
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.receipts import actions, rules
from aftercare.foundation.receipts.models import Receipt

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BODY = rules.fingerprint(method="POST", path="/api/v1/cases", body=b"{}")


def post(key: str = "k1", *, caller: str = "token:1", body: bytes = BODY) -> actions.Answer:
    return actions.once(caller=caller, key=key, fingerprint=body, now=AT, perform=register)


def register() -> actions.Answer:
    record(actor=SYSTEM, verb="case.registered", subject="case:1", at=AT)
    return actions.Answer(status=201, body=f'{{"number": {Entry.objects.count()}}}')


@pytest.mark.django_db
def test_the_same_post_is_done_once_and_answered_alike() -> None:
    first, second = post(), post()
    assert (first.status, first.body) == (second.status, second.body)
    assert (first.again, second.again) == (False, True)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_key_belongs_to_its_caller() -> None:
    post(caller="token:1")
    assert not post(caller="token:2").again


@pytest.mark.django_db
def test_a_key_used_for_another_request_is_refused() -> None:
    post()
    with pytest.raises(actions.KeyReused):
        post(body=rules.fingerprint(method="POST", path="/api/v1/cases", body=b"[]"))


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a b", "键", "x" * 201, "a\0"])
def test_an_unfit_key_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        post(key)


@pytest.mark.django_db
def test_what_was_refused_may_be_tried_again() -> None:
    def refuse() -> actions.Answer:
        raise Refusal("no")

    with pytest.raises(Refusal):
        actions.once(caller="token:1", key="k1", fingerprint=BODY, now=AT, perform=refuse)
    assert not post().again


@pytest.mark.django_db
def test_the_answer_is_sealed_in_the_database() -> None:
    post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM receipts_receipt")
        assert b"number" not in bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_receipts_are_kept_seven_days() -> None:
    post()
    assert actions.clean_up(now=AT + timedelta(days=7)) == 0
    assert actions.clean_up(now=AT + timedelta(days=7, seconds=1)) == 1
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_acts_and_the_other_waits() -> None:
    answers: list[actions.Answer] = []

    def knock() -> None:
        try:
            answers.append(post())
        finally:
            connection.close()

    threads = [threading.Thread(target=knock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.again for answer in answers) == [False] + [True] * 5
    assert len({answer.body for answer in answers}) == 1
