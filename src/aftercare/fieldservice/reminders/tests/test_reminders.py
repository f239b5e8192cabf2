"""Customers hear of a visit before it comes, once, and before it comes late (R-FS-02, R-FS-06)."""

from datetime import datetime, time, timedelta

import pytest

from aftercare.casework.messaging.actions import switch_occasion
from aftercare.fieldservice.appointments.actions import (
    arrive,
    begin_work,
    cancel_appointment,
    depart,
    move_appointment,
)
from aftercare.fieldservice.appointments.queries import arrivals_by_station
from aftercare.fieldservice.reminders import rules
from aftercare.fieldservice.reminders.actions import (
    announce_delay,
    remind_customer,
    warn_of_delay,
)
from aftercare.fieldservice.reminders.queries import (
    delays,
    expected_at,
    habits_of,
    reminders_due,
    tellings_of,
    told_beforehand,
)
from aftercare.fieldservice.reminders.rules import Habits, Stop, What
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.actions import claim_message
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.errors import Invalid, NotAllowed, Refusal
from tests import makers
from tests.makers import FRIDAY, Company, at
from tests.visits import (
    HOUR,
    TOMORROW,
    booked,
    offered,
    ordered,
)

USUAL = Habits(at=time(18), hours=2, late_minutes=10)
MINUTE = timedelta(minutes=1)
EVE = at("2026-01-09 18:00")


@pytest.mark.parametrize(
    ("window", "agreed", "now", "what"),
    [
        ("10 10:00", "09 10:00", "09 17:59", None),
        ("10 10:00", "09 10:00", "09 18:00", What.DAY_BEFORE),
        ("10 10:00", "09 10:00", "10 07:59", What.DAY_BEFORE),  # the worker had stood still
        ("10 10:00", "09 10:00", "10 08:00", What.HOURS_BEFORE),
        ("10 10:00", "09 18:30", "09 19:00", None),  # whoever has just agreed knows
        ("10 10:00", "09 18:30", "10 08:00", What.HOURS_BEFORE),
        ("10 10:00", "10 08:30", "10 09:00", None),
        ("10 10:00", "09 10:00", "10 10:00", None),
    ],
)
def test_a_reminder_is_due_in_the_evening_before_and_some_hours_before(
    window: str, agreed: str, now: str, what: What | None
) -> None:
    found = rules.reminder_due(
        window_from=at(f"2026-01-{window}"), told_at=at(f"2026-01-{agreed}"),
        now=at(f"2026-01-{now}"), habits=USUAL,
    )  # fmt: skip
    assert found == what


def stop(number: int, hour: str, **facts: datetime) -> Stop:
    return Stop(id=number, starts_at=at(f"2026-01-10 {hour}"), minutes=60,
                way=20 * MINUTE, **facts)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "now", "told"),
    [
        ({}, "09:50", {}),  # of who notes nothing, nothing is reckoned
        ({"arrived_at": "09:00"}, "09:30", {2: "10:30", 3: "12:00"}),
        ({"arrived_at": "09:00"}, "10:50", {2: "11:10", 3: "12:30"}),  # not over after its hour
        ({"arrived_at": "09:00", "ended_at": "09:40"}, "09:45", {2: "10:30", 3: "12:00"}),
        ({"arrived_at": "09:00", "ended_at": "10:55"}, "11:00", {2: "11:20", 3: "12:40"}),
        ({"departed_at": "10:00"}, "10:05", {1: "10:20", 2: "11:40", 3: "13:00"}),
    ],
)
def test_who_is_late_follows_from_the_visit_before_and_the_way(
    first: dict[str, str], now: str, told: dict[int, str]
) -> None:
    facts = {name: at(f"2026-01-10 {hour}") for name, hour in first.items()}
    round_ = [stop(1, "09:00", **facts), stop(2, "10:30"), stop(3, "12:00")]
    found = rules.arrivals(round_, now=at(f"2026-01-10 {now}"))
    assert {k: f"{one:%H:%M}" for k, one in found.items()} == told


@pytest.mark.parametrize(
    ("expected", "last", "now", "told"),
    [
        ("12:08", None, "11:00", None),  # within the ten minutes that are let pass
        ("12:31", None, "11:00", "12:35"),
        ("12:31", None, "09:30", None),  # much may change until then
        ("12:50", "12:35", "11:00", None),
        ("12:55", "12:35", "11:00", "12:55"),
    ],
)
def test_a_delay_is_told_soon_enough_and_again_only_when_it_has_grown(
    expected: str, last: str | None, now: str, told: str | None
) -> None:
    found = rules.delay_to_tell(
        window_until=at("2026-01-10 12:00"), expected_at=at(f"2026-01-10 {expected}"),
        last=at(f"2026-01-10 {last}") if last else None, now=at(f"2026-01-10 {now}"),
        habits=USUAL,
    )  # fmt: skip
    assert found == (at(f"2026-01-10 {told}") if told else None)


@pytest.mark.parametrize(
    ("habits", "now", "what"),
    [
        (Habits(at=None, hours=2, late_minutes=10), "09 20:00", None),
        (Habits(at=None, hours=2, late_minutes=10), "10 08:00", What.HOURS_BEFORE),
        (Habits(at=time(18), hours=0, late_minutes=10), "10 09:00", What.DAY_BEFORE),
        (Habits(at=None, hours=0, late_minutes=10), "10 09:00", None),
        (Habits(at=time(18), hours=24, late_minutes=10), "09 10:01", What.HOURS_BEFORE),
    ],
)
def test_a_policy_may_leave_one_reminder_or_both_out(
    habits: Habits, now: str, what: What | None
) -> None:
    found = rules.reminder_due(
        window_from=at("2026-01-10 10:00"), told_at=at("2026-01-08 10:00"),
        now=at(f"2026-01-{now}"), habits=habits,
    )  # fmt: skip
    assert found == what


@pytest.fixture(name="company")
def _company(db: None) -> Company:
    del db
    for occasion in ("reminder", "late", "called_off", "date"):
        switch_occasion(actor=SYSTEM, occasion=occasion, channel="sms", on=True, now=FRIDAY)
    return makers.company()


def test_a_visit_is_told_of_as_the_policy_of_its_case_says(company: Company) -> None:
    member = company.handler.staff_id or 0
    before = ordered(company.agent)
    makers.rehandle_pack("appliance", now=FRIDAY, remind_at="", remind_hours=1)
    after = ordered(company.agent)
    orders = {before.id, after.id}
    assert habits_of(actor=SYSTEM, orders=orders) == {
        before.id: USUAL, after.id: Habits(at=None, hours=1, late_minutes=10)
    }  # fmt: skip
    one = booked(company.agent, before, member)
    other = booked(company.agent, after, member, at=TOMORROW + 2 * HOUR)
    assert reminders_due(actor=SYSTEM, now=EVE) == [one.id]
    assert reminders_due(actor=SYSTEM, now=TOMORROW + HOUR) == [other.id]


def said(purpose: str) -> list[str]:
    return [one.state for one in Message.objects.filter(purpose=f"case.{purpose}").order_by("id")]


def test_a_customer_is_reminded_once_and_never_of_a_time_that_is_no_more(company: Company) -> None:
    member = company.handler.staff_id or 0
    one = booked(company.agent, ordered(company.agent), member)
    assert reminders_due(actor=SYSTEM, now=FRIDAY) == []
    assert reminders_due(actor=SYSTEM, now=EVE) == [one.id]
    done = [remind_customer(actor=SYSTEM, appointment_id=one.id, now=EVE) for _ in range(2)]
    assert done == [True, False]
    assert reminders_due(actor=SYSTEM, now=EVE) == []
    assert (said("date"), said("reminder")) == (["queued"], ["queued"])
    moved = move_appointment(
        actor=company.agent, appointment_id=one.id, version=None, reason="customer_wish",
        offer=offered(member, at=TOMORROW + 4 * HOUR), agreed_by="phone", now=EVE + MINUTE,
    )  # fmt: skip
    assert (said("date"), said("reminder")) == (["cancelled", "queued"], ["cancelled"])
    assert not remind_customer(actor=SYSTEM, appointment_id=one.id, now=EVE + 2 * MINUTE)
    soon = TOMORROW + 2 * HOUR
    assert remind_customer(actor=SYSTEM, appointment_id=moved.id, now=soon)
    message = Message.objects.latest("id")
    assert "14:00–16:00" in message.text
    assert "周衡" in message.text
    late = claim_message(actor=SYSTEM, message_id=message.id, now=TOMORROW + 5 * HOUR)
    assert late is None  # held back until it would have come too late
    assert said("reminder") == ["cancelled", "cancelled"]


def test_a_visit_called_off_is_told_and_its_reminder_does_not_go(company: Company) -> None:
    one = booked(company.agent, ordered(company.agent), company.handler.staff_id or 0)
    remind_customer(actor=SYSTEM, appointment_id=one.id, now=EVE)
    cancel_appointment(actor=company.agent, appointment_id=one.id, version=None,
                       reason="technician_ill", now=EVE + MINUTE)  # fmt: skip
    assert (said("reminder"), said("called_off")) == (["cancelled"], ["queued"])


def test_the_customer_after_a_visit_that_takes_longer_hears_of_it(company: Company) -> None:
    member = company.handler.staff_id or 0
    first = booked(company.agent, ordered(company.agent), member)
    second = booked(company.agent, ordered(company.agent), member, at=TOMORROW + HOUR)
    depart(actor=SYSTEM, appointment_id=first.id, now=TOMORROW)
    assert delays(actor=SYSTEM, now=TOMORROW) == {}
    now = TOMORROW + 2.5 * HOUR  # an hour's work begins; the second was promised by 13:00
    begin_work(actor=SYSTEM, appointment_id=first.id, now=now)
    told = delays(actor=SYSTEM, now=now)
    assert told == {second.id: TOMORROW + 3.5 * HOUR}
    warned = [
        warn_of_delay(actor=SYSTEM, appointment_id=number, expected_at=when, now=now)
        for number, when in [*told.items(), *told.items()]
    ]
    assert warned == [True, False]
    assert delays(actor=SYSTEM, now=now) == {}
    assert said("late") == ["queued"]
    assert Message.objects.latest("id").urgent


def test_somebody_may_say_it_and_it_is_measured(company: Company) -> None:
    one = booked(company.agent, ordered(company.agent), company.handler.staff_id or 0)
    until = one.window_until
    for _ in range(2):
        announce_delay(actor=company.agent, appointment_id=one.id, minutes=30, now=TOMORROW)
    assert expected_at(actor=SYSTEM, ids=[one.id]) == {one.id: until + 30 * MINUTE}
    assert [row.by_person for row in tellings_of(actor=SYSTEM, ids=[one.id])[one.id]] == [True]
    with pytest.raises(Invalid):
        announce_delay(actor=company.agent, appointment_id=one.id, minutes=241, now=TOMORROW)
    with pytest.raises(NotAllowed):
        announce_delay(actor=company.auditor, appointment_id=one.id, minutes=20, now=TOMORROW)
    arrive(actor=SYSTEM, appointment_id=one.id, now=until + 25 * MINUTE)
    with pytest.raises(Refusal):
        announce_delay(actor=company.agent, appointment_id=one.id, minutes=20, now=until + HOUR)
    (row,) = arrivals_by_station(actor=company.head, since=FRIDAY)
    assert (row.came, row.late, row.percent) == (1, 1, 0)
    assert told_beforehand(actor=company.head, since=FRIDAY) == {row.org_unit_id: 1}
