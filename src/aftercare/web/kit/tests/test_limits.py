from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from aftercare.foundation.sign_ins.actions import TooOften
from aftercare.foundation.sign_ins.rules import Limit
from aftercare.web.kit.limits import Bucket, one_try
from aftercare.web.kit.refusals import refusal_answer, wait_of

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_a_bucket_empties_fills_again_and_belongs_to_one_caller() -> None:
    bucket = Bucket(per_minute=60)
    for _ in range(60):
        bucket.take("token:1", at=0)
    with pytest.raises(TooOften):
        bucket.take("token:1", at=0.5)
    bucket.take("token:2", at=0.5)
    bucket.take("token:1", at=1.5)


def test_without_a_limit_everything_passes() -> None:
    bucket = Bucket(per_minute=0)
    for _ in range(1000):
        bucket.take("token:1", at=0)


def test_who_is_refused_learns_when_to_come_again() -> None:
    refusal = TooOften("later", wait=timedelta(minutes=3))
    answer = refusal_answer(RequestFactory().get("/", headers={"HX-Request": "true"}), refusal)
    assert (answer.status_code, answer["Retry-After"]) == (429, "180")
    assert wait_of(TooOften("soon", wait=timedelta(milliseconds=2))) == "1"


@pytest.mark.django_db
def test_strangers_are_counted_by_address() -> None:
    limit = Limit(tries=1, per=timedelta(minutes=1))
    for address in ("10.0.0.1", "10.0.0.2"):
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        request.now = AT  # type: ignore[attr-defined]
        one_try(request, "portal.find", limit)  # type: ignore[arg-type]
        with pytest.raises(TooOften):
            one_try(request, "portal.find", limit)  # type: ignore[arg-type]
