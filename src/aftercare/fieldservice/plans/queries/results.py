"""A plan as it is kept until somebody applies it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aftercare.fieldservice.appointments.queries import SeatDraft
from aftercare.fieldservice.dispatch.queries import why_unserved
from aftercare.fieldservice.plans.rules import Made, figures, steps_of

from .days import Sheet


def result_of(sheet: Sheet, made: Made) -> dict[str, Any]:
    """What changes for each visit and why, what stays undone and why, and the sums.

    What is told and cannot be kept stands among what is left, with who was told and when.
    """
    plan = made.plan
    stood = {seat.order_id: seat for seat in sheet.seats if seat.leads and not seat.is_over}
    before, after = figures(sheet.standing), figures(plan)
    return {
        "travel": [before.travel, after.travel],
        "served": [before.served, after.served],
        "changes": [
            {
                "order": step.order,
                "who_before": step.who_before,
                "starts_before": _iso(sheet, step.starts_before),
                "people": list(step.people),
                "starts_at": _iso(sheet, step.starts),
                "ends_at": _iso(sheet, step.ends),
                "detour_before": step.detour_before,
                "detour": step.detour,
                "why": step.why,
            }
            for step in steps_of(sheet.problem, sheet.standing, plan, sheet.late)
        ],
        "left": [
            {
                "order": one.visit,
                "reason": one.reason,
                "able": one.able,
                "failing": [list(pair) for pair in one.failing],
                "is_told": one.visit in stood,
                "who": stood[one.visit].technician_id if one.visit in stood else None,
                "at": stood[one.visit].starts_at.isoformat() if one.visit in stood else None,
            }
            for one in (*made.stands, *why_unserved(sheet.problem, plan))
            if one.visit > 0
        ],
    }


def _iso(sheet: Sheet, second: int | None) -> str | None:
    return None if second is None else sheet.moment(second).isoformat()


def drafts_of(change: Mapping[str, Any]) -> list[SeatDraft]:
    starts, ends = (datetime.fromisoformat(change[name]) for name in ("starts_at", "ends_at"))
    return [
        SeatDraft(technician_id=one, starts_at=starts, ends_at=ends, leads=not k)
        for k, one in enumerate(change["people"])
    ]
