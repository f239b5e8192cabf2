"""Open promises counted anew after a change of calendars; both values stay."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from procrastinate.contrib.django import app

from aftercare.casework.commitments.actions import rearm_commitments
from aftercare.casework.commitments.queries import (
    Shift,
    case_ids_by_calendar,
    shifts_of_cases,
)
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record

from .models import Recount

JOBS = "aftercare.casework.recounts.jobs"
STRETCH = 200  # cases at a time; more are counted in the background


@action
def recount_stretch(
    *, actor: Actor, codes: Sequence[str], why: str, after: int = 0, now: datetime
) -> int | None:
    """Counts the next cases by these calendars anew; the last id, or None when none are left."""
    ids = case_ids_by_calendar(actor=actor, codes=codes, after=after, at_most=STRETCH)
    by_case: dict[int, list[Shift]] = defaultdict(list)
    for shift in shifts_of_cases(actor=actor, case_ids=ids, now=now):
        by_case[shift.case_id].append(shift)
    for case_id in sorted(by_case):
        _recount(actor, case_id, by_case[case_id], why, now)
    return ids[-1] if len(ids) == STRETCH else None


@action
def recount_commitments(*, actor: Actor, codes: Sequence[str], why: str, now: datetime) -> None:
    """Few cases at once, the rest in the background."""
    last = recount_stretch(actor=actor, codes=codes, why=why, now=now)
    record(actor=actor, verb="commitment.recount_begun", subject="clocks:check", at=now, why=why)
    if last is not None:
        app.configure_task(f"{JOBS}.go_on").defer(codes=list(codes), why=why, after=last)


def _recount(actor: Actor, case_id: int, shifts: Sequence[Shift], why: str, now: datetime) -> None:
    rearm_commitments(actor=actor, case_id=case_id, now=now)
    moved = [shift for shift in shifts if shift.moves]
    Recount.objects.bulk_create(
        Recount(
            case_id=case_id, clock_id=one.clock_id, code=one.code, due_before=one.due_before,
            due_after=one.due_after, why=why, at=now,
        )
        for one in moved
    )  # fmt: skip
    for one in moved:
        record(
            actor=actor, verb="commitment.recounted", subject=f"case:{case_id}", at=now,
            code=one.code, former=one.due_before and one.due_before.isoformat(),
            due_at=one.due_after and one.due_after.isoformat(), why=why,
        )  # fmt: skip
