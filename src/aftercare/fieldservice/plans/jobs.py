"""Background entrance: a day is planned. The planner is loaded here and nowhere else."""

import os
from dataclasses import replace

from django.db import OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from aftercare.fieldservice.dispatch.queries import (
    Effort,
    Plan,
    Unserved,
    cut,
    joined,
    planner,
    why_unserved,
)
from aftercare.foundation.actor import SYSTEM

from . import actions
from .queries import Sheet
from .rules import LARGE, MOST_ROUNDS, MOST_TRIES, Made, calm, seconds_for

AGAIN = 5
"""Seconds until a plan is tried once more that lost its database."""


@app.task(
    name=f"{actions.JOBS}.plan_day",
    retry=RetryStrategy(
        max_attempts=MOST_TRIES + 1, wait=AGAIN, retry_exceptions={OperationalError}
    ),
)
def plan_day(proposal_id: int) -> None:
    """Killed meanwhile it is begun anew: a plan is written whole, or not at all."""
    try:
        sheet = actions.begin_plan(actor=SYSTEM, proposal_id=proposal_id, now=timezone.now())
        if sheet is not None:
            actions.keep_plan(
                actor=SYSTEM,
                proposal_id=proposal_id,
                sheet=sheet,
                made=planned(sheet),
                now=timezone.now(),
            )
    except OperationalError:
        raise  # the database is away: once more when it is back
    except Exception:
        actions.fail_plan(actor=SYSTEM, proposal_id=proposal_id, now=timezone.now())
        raise


def planned(sheet: Sheet) -> Made:
    """What can still change of the day. Told visits that no plan keeps stay where they stand.

    The rest is planned anew around them; if that leaves out others again and again, all stand.
    """
    plan, fast, stands = sheet.standing, set[int](), list[Unserved]()
    standing = set(plan.starts)
    for left in range(MOST_ROUNDS, -1, -1):
        plan = _round(sheet, fast)
        out = set(plan.unserved) & standing
        if not out:
            break
        stands += why_unserved(sheet.problem, replace(plan, unserved=tuple(sorted(out))))
        fast |= out if left > 1 else standing
    return Made(plan=plan, stands=tuple(stands))


def _round(sheet: Sheet, fast: set[int]) -> Plan:
    """Of a large city in parallel parts."""
    count = len(sheet.problem.visits)
    under_way = sheet.under_way if sheet.now >= 0 else None
    part = cut(sheet.problem, sheet.standing, sheet.now, under_way=under_way, fast=fast)
    processes = min(4, os.cpu_count() or 1) if count > LARGE else 1
    warm = {
        route.technician: [stop.visit for stop in route.stops] for route in sheet.standing.routes
    }
    effort = Effort(seconds=float(seconds_for(count)))
    made = joined(sheet.problem, part, planner(processes).plan(part.rest, effort, warm))
    return calm(sheet.problem, sheet.standing, made, sheet.delayed)
