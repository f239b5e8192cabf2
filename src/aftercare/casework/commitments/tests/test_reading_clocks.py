"""Clocks read from facts: every known failure of other systems is a case here."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftercare.casework.commitments.rules import (
    BREACH,
    Alarm,
    ClockFacts,
    PauseFacts,
    Reading,
    State,
    alarm_moments,
    explain_clock,
    read_clock,
    rings,
    warnings_at,
)
from aftercare.foundation.measure import Unit
from aftercare.foundation.steps import StepCode
from aftercare.foundation.worktime import Span, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = WorkCalendar(
    zone=SHANGHAI, weekly=dict.fromkeys(range(5), ((time(9), time(12)), (time(13), time(17))))
)
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """A moment of January 2026; the 12th is a Monday."""
    return datetime.fromisoformat(f"2026-01-{text}").replace(tzinfo=SHANGHAI)


def clock(
    unit: str = "working_hour", amount: float = 4, start: str = "12T09:00", **more: Any
) -> ClockFacts:
    return ClockFacts(unit=Unit(unit), amount=amount, started_at=at(start), **more)


def paused(begin: str, end: str | None = None, longest: str | None = None) -> PauseFacts:
    return PauseFacts(
        reason="customer",
        started_at=at(begin),
        ended_at=at(end) if end else None,
        longest_until=at(longest) if longest else None,
    )


def read(facts: ClockFacts, now: str) -> Reading:
    return read_clock(facts, OFFICE, at(now))


def test_a_running_clock_says_what_is_spent_and_left() -> None:
    reading = read(clock(), "12T11:00")

    assert reading.state is State.RUNNING
    assert (reading.spent, reading.left, reading.total) == (2 * HOUR, 2 * HOUR, 4 * HOUR)
    assert (reading.percent, reading.due_at, reading.late_by) == (50, at("12T14:00"), 0 * HOUR)


def test_a_paused_case_that_is_resolved_has_spent_what_it_spent_before() -> None:
    facts = clock(pauses=[paused("12T09:30")], met_at=at("12T17:00"))

    reading = read(facts, "12T17:00")

    assert (reading.state, reading.spent) == (State.MET, HOUR / 2)
    assert (reading.paused, reading.gross) == (6.5 * HOUR, 7 * HOUR)


def test_a_paused_case_saved_again_after_the_old_due_is_not_late() -> None:
    facts = clock(pauses=[paused("12T09:30")])

    reading = read(facts, "14T16:00")

    assert (reading.state, reading.due_at, reading.late_by) == (State.PAUSED, None, 0 * HOUR)
    assert reading.left == 3.5 * HOUR
    assert rings(facts, OFFICE, at("14T16:00"), warnings_at((50,))).rung == ()


def test_time_on_hold_is_working_time_not_wall_clock_time() -> None:
    facts = clock(start="09T15:00", pauses=[paused("09T16:00", "12T10:00")])

    reading = read(facts, "12T10:00")

    assert (reading.spent, reading.paused) == (HOUR, 2 * HOUR)
    assert reading.due_at == at("12T14:00")


def test_a_priority_changed_after_a_pause_keeps_the_pause() -> None:
    pauses = [paused("12T10:00", "12T11:00")]

    assert read(clock(pauses=pauses), "12T11:30").due_at == at("12T15:00")
    assert read(clock(amount=2, pauses=pauses), "12T11:30").due_at == at("12T12:00")


def test_a_level_before_due_steps_over_the_lunch_break() -> None:
    two_hours_before = Alarm(code="head", after_due=-2 * HOUR)

    assert rings(clock(), OFFICE, at("12T09:00"), [two_hours_before]).next_at == at("12T11:00")


@pytest.mark.parametrize(
    ("unit", "amount", "before", "after"),
    [
        ("hour", 4, "12T10:00", "12T16:00"),
        ("working_hour", 4, "12T10:00", "12T17:00"),
        ("working_day", 2, "14T14:00", "15T12:00"),
        ("day", 2, "14T14:00", "15T12:00"),  # due at midnight, counted in open time all the same
    ],
)
def test_so_long_before_and_after_due_is_counted_as_the_clock_counts(
    unit: str, amount: int, before: str, after: str
) -> None:
    span = 3 * HOUR
    facts = clock(unit, amount)

    moments = alarm_moments(
        facts,
        OFFICE,
        at("12T09:00"),
        [Alarm(code="before", after_due=-span), Alarm(code="after", after_due=span)],
    )

    assert moments == {"before": at(before), "after": at(after)}


def test_a_promise_not_longer_than_its_warning_before_due_is_not_warned_of() -> None:
    four_hours_before = Alarm(code="head", after_due=-4 * HOUR)

    assert alarm_moments(clock(), OFFICE, at("12T09:00"), [four_hours_before]) == {"head": None}
    assert rings(clock(), OFFICE, at("12T09:00"), [four_hours_before]).rung == ()


def test_a_pause_moves_what_comes_before_and_after_due() -> None:
    facts = clock(pauses=[paused("12T10:00", "12T11:00")])
    alarms = [Alarm(code="before", after_due=-HOUR), Alarm(code="after", after_due=HOUR)]

    moments = alarm_moments(facts, OFFICE, at("12T11:00"), alarms)

    assert moments == {"before": at("12T14:00"), "after": at("12T16:00")}


def test_in_an_open_pause_no_moment_after_it_is_known() -> None:
    facts = clock(pauses=[paused("12T09:30")])
    alarms = [Alarm(code="before", after_due=-HOUR), Alarm(code="after", after_due=HOUR)]

    assert alarm_moments(facts, OFFICE, at("12T11:00"), alarms) == {"before": None, "after": None}


def test_a_case_created_outside_hours_begins_at_the_next_opening() -> None:
    facts = clock(start="10T20:00", amount=1)

    assert read(facts, "11T12:00").spent == 0 * HOUR
    assert read(facts, "11T12:00").due_at == at("12T10:00")


def test_a_deadline_set_by_hand_is_not_moved_by_a_pause() -> None:
    facts = clock(
        moment=at("13T15:00"), pauses=[paused("12T10:00", "13T10:00"), paused("13T14:00")]
    )

    assert read(facts, "13T14:30").due_at == at("13T15:00")
    assert read(facts, "13T14:30").state is State.RUNNING
    assert read(facts, "13T15:01").state is State.BREACHED
    assert [step.code for step in explain_clock(facts, OFFICE, at("13T14:30"))] == [
        StepCode.PROMISED
    ]


@pytest.mark.parametrize(
    ("met", "state", "late_by"),
    [
        ("12T13:59", State.MET, 0 * HOUR),
        ("12T14:00", State.MET, 0 * HOUR),
        ("12T15:00", State.BREACHED, HOUR),
    ],
)
def test_a_clock_that_is_met_says_whether_the_promise_was_kept(
    met: str, state: State, late_by: timedelta
) -> None:
    facts = clock(met_at=at(met))

    reading = read(facts, "20T09:00")

    assert (reading.state, reading.late_by) == (state, late_by)
    assert rings(facts, OFFICE, at("20T09:00"), warnings_at((50,))).next_at is None


def test_a_breach_is_a_fact_of_time() -> None:
    assert read(clock(), "12T14:00").state is State.RUNNING
    assert read(clock(), "12T14:01").state is State.BREACHED
    assert read(clock(), "12T14:01").percent == 100


def test_a_pause_that_comes_after_the_due_hides_no_lateness() -> None:
    facts = clock(pauses=[paused("12T15:00")])

    reading = read(facts, "13T15:00")

    assert (reading.state, reading.due_at) == (State.BREACHED, at("12T14:00"))


def test_a_cancelled_clock_stands_still() -> None:
    reading = read(clock(cancelled_at=at("12T10:00")), "20T09:00")

    assert (reading.state, reading.spent) == (State.CANCELLED, HOUR)


def test_a_reading_of_the_past_does_not_know_what_came_later() -> None:
    facts = clock(met_at=at("12T11:00"))

    assert read(facts, "12T10:00").state is State.RUNNING


def test_a_reopened_clock_goes_on_with_the_time_in_between_taken_out() -> None:
    facts = clock(revoked=[Span(at("12T10:00"), at("13T10:00"))])

    reading = read(facts, "13T10:00")

    assert (reading.spent, reading.paused, reading.left) == (HOUR, 0 * HOUR, 3 * HOUR)
    assert reading.due_at == at("13T14:00")


@pytest.mark.parametrize(
    ("unit", "amount", "revoked", "due"),
    [  # from Monday 12 January, 09:00, open 09:00-12:00 and 13:00-17:00
        ("hour", 24, [("12T10:00", "12T22:00")], "13T21:00"),
        ("hour", 24, [("12T10:00", "12T22:00"), ("12T23:00", "13T23:00")], "14T21:00"),
        ("hour", 24, [("13T10:00", "13T12:00")], "13T09:00"),
        ("working_hour", 4, [("12T10:00", "13T10:00")], "13T14:00"),
        ("working_hour", 4, [("12T17:00", "13T09:00")], "12T14:00"),
        ("working_hour", 4, [("12T10:00", "12T11:00"), ("12T11:00", "12T13:00")], "12T16:00"),
        ("day", 3, [("12T10:00", "12T20:00")], "16T00:00"),
        ("day", 3, [("13T10:00", "15T10:00")], "20T00:00"),
        ("working_day", 3, [("12T10:00", "12T16:00")], "15T17:00"),
        ("working_day", 3, [("13T10:00", "14T10:00")], "16T17:00"),
        ("working_day", 3, [("13T10:00", "14T10:00"), ("14T16:00", "15T09:00")], "19T17:00"),
    ],
)  # fmt: skip
def test_the_time_between_settled_and_reopened_is_taken_out_in_every_unit(
    unit: str, amount: int, revoked: list[tuple[str, str]], due: str
) -> None:
    facts = clock(
        unit, amount, start="12T09:00", revoked=[Span(at(one), at(two)) for one, two in revoked]
    )

    assert read(facts, "12T09:00").due_at == at(due)


def test_a_pause_ends_by_itself_after_its_longest_length() -> None:
    facts = clock(pauses=[paused("12T10:00", longest="13T10:00")])

    assert read(facts, "13T09:59").state is State.PAUSED
    assert rings(facts, OFFICE, at("12T16:00")).next_at == at("13T10:00")
    assert read(facts, "13T11:00").state is State.RUNNING
    assert read(facts, "13T11:00").due_at == at("13T14:00")


def test_a_pause_ended_late_has_ended_at_its_longest_length() -> None:
    facts = clock(pauses=[paused("12T10:00", "14T10:00", longest="13T10:00")])

    assert read(facts, "14T10:00").due_at == at("13T14:00")


def test_dates_left_are_told_for_units_of_days() -> None:
    facts = clock("working_day", 3, start="09T16:30")

    assert read(facts, "09T16:30").left_dates == 3
    assert read(facts, "12T16:59").left_dates == 3
    assert read(facts, "12T17:00").left_dates == 2
    assert read(facts, "14T17:00").left_dates == 0
    assert read(clock(), "12T10:00").left_dates is None


def test_percent_of_days_is_measured_in_open_time() -> None:
    facts = clock("working_day", 1, start="09T16:00")  # one hour on Friday, seven on Monday

    assert read(facts, "09T17:00").percent == 12
    assert read(facts, "11T12:00").percent == 12
    assert read(facts, "12T12:00").percent == 50
    assert read(facts, "12T17:00").percent == 100


def test_what_is_left_of_paused_days_is_as_if_the_pause_ended_now() -> None:
    facts = clock("working_day", 1, start="09T16:00", pauses=[paused("12T10:00")])

    reading = read(facts, "12T12:00")
    late = read(facts, "12T18:00")

    assert (reading.due_at, reading.spent, reading.left) == (None, 2 * HOUR, 4 * HOUR)
    assert (late.left_dates, late.left) == (1, 7 * HOUR)


@pytest.mark.parametrize("unit", ["hour", "working_hour", "day", "working_day"])
def test_warnings_ring_when_the_reading_says_so(unit: str) -> None:
    facts = clock(unit, 2, pauses=[paused("12T09:10", "12T09:20")])
    alarms = warnings_at((50, 75, 90))
    heard: list[str] = []
    now = at("12T09:00")
    while (ring := rings(facts, OFFICE, now, alarms, heard)).next_at:
        now = ring.next_at
        rung = rings(facts, OFFICE, now, alarms, heard).rung
        assert all(read_clock(facts, OFFICE, now).percent == int(code[5:]) for code in rung)
        heard += rung
        if now == read_clock(facts, OFFICE, now).due_at:
            break

    assert heard == ["used_50", "used_75", "used_90"]


def test_after_a_standstill_everything_rings_once_and_in_order() -> None:
    alarms = (*warnings_at((50, 90)), Alarm(code="head", after_due=2 * HOUR))
    ring = rings(clock(), OFFICE, at("14T09:00"), alarms)

    assert ring.rung == ("used_50", "used_90", BREACH, "head")
    assert rings(clock(), OFFICE, at("14T09:00"), alarms, ring.rung).rung == ()
    assert rings(clock(), OFFICE, at("14T09:00"), alarms, ring.rung).next_at is None


def test_nothing_rings_in_retrospect_for_a_clock_attached_late() -> None:
    facts = clock(attached_at=at("12T13:30"))
    ring = rings(facts, OFFICE, at("12T13:30"), warnings_at((50, 75, 95)))

    assert ring.rung == ()
    assert ring.next_at == at("12T13:48")


def test_an_escalation_after_due_is_counted_in_open_time() -> None:
    late_by_four_hours = Alarm(code="head", after_due=4 * HOUR)

    ring = rings(clock(), OFFICE, at("12T14:30"), [late_by_four_hours], fired=[BREACH])

    assert ring.next_at == at("13T10:00")


def test_what_was_due_to_ring_before_a_pause_still_rings_in_it() -> None:
    facts = clock(pauses=[paused("12T11:30")])

    assert rings(facts, OFFICE, at("13T09:00"), warnings_at((50, 75))).rung == ("used_50",)


def test_a_clock_with_an_open_pause_wakes_nobody() -> None:
    facts = clock(pauses=[paused("12T09:30")])

    ring = rings(facts, OFFICE, at("12T10:00"), warnings_at((50, 75, 90)))

    assert (ring.rung, ring.next_at) == ((), None)


def test_an_explanation_names_pauses_and_reopenings() -> None:
    facts = clock(
        pauses=[paused("12T09:30", "12T10:00")], revoked=[Span(at("12T11:00"), at("13T09:00"))]
    )

    steps = explain_clock(facts, OFFICE, at("13T10:00"))

    assert [(step.names, step.amount) for step in steps if step.code is StepCode.PAUSE] == [
        (("customer",), HOUR / 2),
        (("revoked",), 5 * HOUR),
    ]
    assert steps[-1].until_at == at("13T11:30")
