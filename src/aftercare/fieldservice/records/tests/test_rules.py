"""What a visit must show before the customer signs (R-FS-05)."""

from datetime import datetime, timedelta

import pytest

from aftercare.fieldservice.records.rules import (
    Fault,
    Lacking,
    Step,
    fault_of_answer,
    lacking,
    said,
)
from tests.makers import FRIDAY

BADGE = Step(code="badge", is_danger=False, needs_photo=False)
POWER = Step(code="power_off", is_danger=True, needs_photo=False)
BELT = Step(code="belt_worn", is_danger=True, needs_photo=True)
TEST = Step(code="test_run", is_danger=False, needs_photo=False)
STEPS = [BADGE, POWER, BELT, TEST]
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("answers", "step", "answer", "note", "fault"),
    [
        ({}, "badge", "done", "", None),
        ({}, "power_off", "done", "", None),
        ({}, "belt_worn", "done", "", Fault.DANGER_FIRST),
        ({"power_off": "done"}, "belt_worn", "done", "", None),
        ({"power_off": "done"}, "test_run", "done", "", Fault.DANGER_FIRST),
        ({"power_off": "done", "belt_worn": "done"}, "test_run", "done", "", None),
        ({"power_off": "done", "belt_worn": "done"}, "test_run", "left", "", Fault.WITHOUT_REASON),
        ({"power_off": "done", "belt_worn": "done"}, "test_run", "left", "停电", None),
        ({}, "power_off", "left", "客户着急", Fault.DANGER_STAYS),
        ({}, "dance", "done", "", Fault.UNKNOWN_STEP),
    ],
)
def test_a_dangerous_step_is_never_passed_over(
    answers: dict[str, str], step: str, answer: str, note: str, fault: Fault | None
) -> None:
    assert fault_of_answer(STEPS, answers, step=step, answer=answer, note=note) is fault


ALL = dict.fromkeys(["badge", "power_off", "belt_worn", "test_run"], "done")


@pytest.mark.parametrize(
    ("answers", "pictured", "shown", "found", "expected"),
    [
        ({}, (), (), False, Lacking(steps=("badge", "power_off", "belt_worn", "test_run"),
                                    pictures_of=(), shows=("before", "after"), findings=True)),
        (ALL, (), ("before",), True, Lacking(steps=(), pictures_of=("belt_worn",),
                                             shows=("after",), findings=False)),
        (ALL, ("belt_worn",), ("before", "after"), True,
         Lacking(steps=(), pictures_of=(), shows=(), findings=False)),
    ],
)  # fmt: skip
def test_nobody_signs_for_what_is_not_shown(
    answers: dict[str, str],
    pictured: tuple[str, ...],
    shown: tuple[str, ...],
    found: bool,  # noqa: FBT001
    expected: Lacking,
) -> None:
    result = lacking(STEPS, answers, pictured=pictured, shown=shown, wanted=["before", "after"],
                     found=found)  # fmt: skip
    assert result == expected
    assert bool(result) is (expected != Lacking(steps=(), pictures_of=(), shows=(), findings=False))


@pytest.mark.parametrize(
    ("said_at", "sent_at", "expected"),
    [
        (FRIDAY - 90 * MINUTE, FRIDAY, FRIDAY - 90 * MINUTE),  # without network for 90 minutes
        (FRIDAY - 91 * MINUTE, FRIDAY - MINUTE, FRIDAY - 91 * MINUTE),  # a slow way here
        # A clock that is an hour fast, one that is a day late.
        (FRIDAY - 30 * MINUTE, FRIDAY + 60 * MINUTE, FRIDAY - 90 * MINUTE),
        (FRIDAY - 25 * 60 * MINUTE, FRIDAY - 24 * 60 * MINUTE, FRIDAY - 60 * MINUTE),
        (FRIDAY + MINUTE, FRIDAY + MINUTE, FRIDAY),  # nothing is noted in the future
        (FRIDAY + 5 * MINUTE, FRIDAY - 5 * MINUTE, FRIDAY),  # a clock that was set back meanwhile
        (FRIDAY - timedelta(days=400), FRIDAY, FRIDAY - timedelta(days=14)),
    ],
)
def test_a_phone_whose_clock_is_wrong_still_tells_how_long_ago_it_was(
    said_at: datetime, sent_at: datetime, expected: datetime
) -> None:
    assert said(said_at=said_at, sent_at=sent_at, now=FRIDAY) == expected
