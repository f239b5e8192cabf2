"""Background entrance: a day is planned. The planner is loaded here and nowhere else."""

import os

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.fieldservice.dispatch.queries import Effort, Plan, cut, joined, planner
from aftercare.foundation.actor import SYSTEM

from . import actions
from .queries import Sheet
from .rules import LARGE, seconds_for


@app.task(name=f"{actions.JOBS}.plan_day")
def plan_day(proposal_id: int) -> None:
    """Killed meanwhile it is begun anew: a plan is written whole, or not at all."""
    sheet = actions.begin_plan(actor=SYSTEM, proposal_id=proposal_id, now=timezone.now())
    if sheet is None:
        return
    try:
        plan = planned(sheet)
    except Exception:
        actions.fail_plan(actor=SYSTEM, proposal_id=proposal_id, now=timezone.now())
        raise
    actions.keep_plan(
        actor=SYSTEM, proposal_id=proposal_id, sheet=sheet, plan=plan, now=timezone.now()
    )


def planned(sheet: Sheet) -> Plan:
    """What can still change of the day is planned; of a large city in parallel parts."""
    count = len(sheet.problem.visits)
    part = cut(sheet.problem, sheet.standing, sheet.now)
    processes = min(4, os.cpu_count() or 1) if count > LARGE else 1
    warm = {
        route.technician: [stop.visit for stop in route.stops] for route in sheet.standing.routes
    }
    effort = Effort(seconds=float(seconds_for(count)))
    return joined(sheet.problem, part, planner(processes).plan(part.rest, effort, warm))
