"""Signed calls: what passes, and what does not."""

from datetime import timedelta

import pytest

from aftercare.foundation.endpoints import rules
from aftercare.foundation.endpoints.rules import Fault, Run, UrlFault
from tests.makers import FRIDAY

OURS, FORMER, BODY = rules.new_secret(), rules.new_secret(), '{"text":"坏了"}'.encode()
NOW = int(FRIDAY.timestamp())


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The worked example of its specification."""
    told = rules.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def headers(secret: str = OURS, seconds: int = NOW, body: bytes = BODY) -> dict[str, str]:
    return rules.signed([secret], "m-1", seconds, body)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (headers(), None),
        (headers(FORMER), None),
        (headers(seconds=NOW - 299), None),
        (headers(seconds=NOW + 299), None),
        (headers() | {rules.SIGNATURE: "v1,AAAA v9,xx " + headers()[rules.SIGNATURE]}, None),
        (headers(seconds=NOW - 301), Fault.STALE),
        (headers(seconds=NOW + 301), Fault.STALE),
        (headers(rules.new_secret()), Fault.FORGED),
        (headers(body=BODY + b" "), Fault.FORGED),
        (headers() | {rules.ID: "m-2"}, Fault.FORGED),
        (headers() | {rules.STAMP: str(NOW + 1)}, Fault.FORGED),
        (headers() | {rules.SIGNATURE: "v1,"}, Fault.FORGED),
        (headers() | {rules.SIGNATURE: "签名"}, Fault.FORGED),
        (headers() | {rules.SIGNATURE: ""}, Fault.UNSIGNED),
        (headers() | {rules.STAMP: "now"}, Fault.UNSIGNED),
        (headers() | {rules.STAMP: "٣"}, Fault.UNSIGNED),
        (headers() | {rules.STAMP: "9" * 400}, Fault.UNSIGNED),
        (headers() | {rules.ID: "x" * 201}, Fault.UNSIGNED),
        ({}, Fault.UNSIGNED),
    ],
)
def test_a_call_is_genuine_when_it_was_signed_just_now_with_a_valid_secret(
    given: dict[str, str], fault: Fault | None
) -> None:
    assert rules.fault_of(given, BODY, secrets_=(OURS, FORMER), at=FRIDAY) is fault


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://erp.example/hook", None),
        ("http://near.example/hook", None),
        ("http://erp.example/hook", UrlFault.NOT_SECURE),
        ("ftp://erp.example/", UrlFault.NO_URL),
        ("https://", UrlFault.NO_URL),
        ("https://a:99999/", UrlFault.NO_URL),
        ("https://erp.example/a b", UrlFault.NO_URL),
        ("https://erp.example/\n", UrlFault.NO_URL),
        ("https://me:pw@erp.example/", UrlFault.HOLDS_SECRETS),
        ("javascript:alert(1)", UrlFault.NO_URL),
    ],
)
def test_an_address_to_call_is_https_and_holds_no_secret(url: str, fault: UrlFault | None) -> None:
    assert rules.url_fault(url, {"near.example"}) is fault


def test_failing_for_three_days_without_a_success_is_too_long() -> None:
    run, off = rules.after_failure(Run(failing_since=None, failures=0), FRIDAY)
    assert (run.failing_since, run.failures, off) == (FRIDAY, 1, False)
    later = FRIDAY + timedelta(days=3)
    assert not rules.after_failure(run, later - timedelta(minutes=1))[1]
    assert rules.after_failure(run, later)[1]
