"""Ten thousand random calendars and clocks, counted by the product and slowly by definition."""

from datetime import datetime, timedelta
from random import Random

import pytest

from aftercare.casework.commitments.rules import (
    ClockFacts,
    PauseFacts,
    State,
    read_clock,
)
from aftercare.foundation.counting import explain
from aftercare.foundation.measure import Unit, dates_counted, due
from aftercare.foundation.steps import COUNTING, Pause, StepCode
from aftercare.foundation.worktime import instant

from .worlds import World, world

BATCHES, EACH = 20, 500


@pytest.mark.parametrize("seed", range(BATCHES))
def test_ten_thousand_random_clocks_agree_with_the_slow_reference(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- no secret, a world
    for nth in range(EACH):
        one = world(random)
        reference = one.due_by_reference()
        assert due(one.promise, one.outs) == reference, (seed, nth, one)
        reading_agrees(one, reference)


def reading_agrees(one: World, reference: datetime | None) -> None:
    """The reading at a random moment of the same clock, every pause being over or open by then."""
    promise, now = one.promise, one.now
    facts = ClockFacts(
        unit=promise.unit,
        amount=promise.amount,
        started_at=promise.start,
        close_of_business=promise.close_of_business,
        pauses=[
            PauseFacts(reason="x", started_at=begin, ended_at=end)
            for begin, end in one.clock.pauses
            if end is None or end <= now
        ],
    )
    reading = read_clock(facts, promise.calendar, now)
    if len(facts.pauses) == len(one.clock.pauses):
        spent = one.clock.spent(now, open_only=promise.unit is not Unit.HOUR)
        assert reading.spent == timedelta(minutes=spent)
        waiting = reference is None and one.clock.paused(now)
        assert waiting <= (reading.state is State.PAUSED)
        assert reading.late_by == max(now - reference, timedelta()) if reference else True
        assert (reading.state is State.BREACHED) == (reference is not None and reference < now)


@pytest.mark.parametrize("seed", range(BATCHES, BATCHES + 4))
def test_an_explanation_counts_to_what_was_promised(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- no secret, a world
    for nth in range(EACH):
        one = world(random)
        promise = one.promise
        at = due(promise, one.outs)
        steps = explain(promise, [Pause(begin, end) for begin, end in one.clock.pauses])
        counted = [step for step in steps if step.code in COUNTING]
        if at is None:
            assert steps[-1].code is StepCode.OPEN, (seed, nth)
            continue
        assert (steps[-1].code, steps[-1].until_at) == (StepCode.DUE, at)
        if promise.unit.counts_dates:
            assert sum(step.days for step in counted) == counted[-1].total_days == one.amount
            midnight = at + timedelta(days=promise.close_of_business)
            assert dates_counted(promise, one.outs, midnight) == one.amount
        else:
            total = sum((step.amount for step in counted), timedelta())
            assert total == counted[-1].total == timedelta(minutes=one.amount)
            assert instant(0) + total == instant(promise.duration)
