from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftercare.foundation.deliveries import rules
from aftercare.foundation.deliveries.rules import Conduct

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NIGHT = Conduct(quiet_from=time(21), quiet_until=time(8))
NOON = Conduct(quiet_from=time(12), quiet_until=time(13, 30))


@pytest.mark.parametrize(
    ("conduct", "now", "until"),
    [
        (NIGHT, "2026-01-09 20:59:59", None),
        (NIGHT, "2026-01-09 21:00", "2026-01-10 08:00"),
        (NIGHT, "2026-01-09 23:59:59", "2026-01-10 08:00"),
        (NIGHT, "2026-01-10 00:00", "2026-01-10 08:00"),
        (NIGHT, "2026-01-10 07:59:59", "2026-01-10 08:00"),
        (NIGHT, "2026-01-10 08:00", None),
        (NIGHT, "2026-12-31 22:00", "2027-01-01 08:00"),
        (NOON, "2026-01-09 11:59", None),
        (NOON, "2026-01-09 12:00", "2026-01-09 13:30"),
        (NOON, "2026-01-09 13:30", None),
        (Conduct(), "2026-01-09 03:00", None),
        (Conduct(quiet_from=time(8), quiet_until=time(8)), "2026-01-09 08:00", None),
    ],
)
def test_quiet_hours_end_also_on_the_other_side_of_midnight(
    conduct: Conduct, now: str, until: str | None
) -> None:
    assert rules.quiet_until(conduct, at(now)) == (at(until) if until else None)


def test_there_is_room_again_when_the_oldest_of_the_limit_has_left_the_span() -> None:
    now = at("2026-01-09 10:00")
    gone = [now - timedelta(minutes=m) for m in (70, 50, 20, 5)]
    assert rules.room_again(gone, 4, rules.HOUR, now) == now
    assert rules.room_again(gone, 3, rules.HOUR, now) == now + timedelta(minutes=10)
    assert rules.room_again(gone, 2, rules.HOUR, now) == now + timedelta(minutes=40)
    assert rules.room_again(gone, 0, rules.HOUR, now) == now


def test_tries_come_ever_later_and_end() -> None:
    now = at("2026-01-09 10:00")
    waits = [rules.next_try(n, now) for n in range(1, 8)]
    assert waits[0] == now + timedelta(minutes=1)
    assert [w for w in waits[:-1] if w] == sorted(w for w in waits[:-1] if w)
    assert waits[-1] is None


@pytest.mark.parametrize(
    ("channel", "recipient", "shown"),
    [
        ("mail", "zhang.wei@example.cn", "z***@example.cn"),
        ("sms", "13800138000", "138****8000"),
        ("wechat", "oABCD1234567", "oAB***"),
        ("chat", "售后群", "售后群"),
    ],
)
def test_a_recipient_is_masked_by_channel(channel: str, recipient: str, shown: str) -> None:
    assert rules.masked(channel, recipient) == shown


def test_what_a_provider_says_names_nobody() -> None:
    said = "550 5.1.1 <zhang.wei@example.cn>: no such user 13800138000"
    assert rules.scrubbed(said) == "550 5.1.1 <…@…>: no such user …"


def test_the_number_of_an_error_is_kept_and_no_other() -> None:
    said = "WeChat 43004 require subscribe 13800138000 rid: 6612345"
    assert rules.scrubbed(said) == "WeChat 43004 require subscribe … rid: …"
    assert rules.scrubbed("robot 310000 keywords not in content").startswith("robot 310000 ")


def test_braces_that_nobody_fills_stay_as_they_were_written() -> None:
    assert rules.filled("{a} {b} {", {"a": "1"}) == "1 {b} {"
    assert rules.veiled("code {code}", ["code"]) == "code ••••••"
