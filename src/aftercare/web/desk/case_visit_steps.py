"""What can be done about visits: agreeing on them, arriving, ending, finishing the work."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.resolutions.queries import ResolutionRow
from aftercare.casework.visits import actions as visits
from aftercare.casework.visits.queries import Outcome, may_be_visited
from aftercare.fieldservice.workorders.queries import State as OrderState
from aftercare.fieldservice.workorders.queries import orders_of
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.requests import Request

from . import case_acts as acts
from . import case_visit_forms as f
from .case_step import CaseStep


def is_visited(case: CaseBrief) -> bool:
    return may_be_visited(kind=case.classification.kind, stage=case.stage)


def is_worked_on(case: CaseBrief) -> bool:
    """Old goods are fetched, which another step notes."""
    return is_visited(case) and case.classification.kind != "recycling"


def end(request: Request, case: CaseBrief, values: acts.Values) -> object:
    return visits.end_visit(
        actor=request.actor,
        case_id=case.id,
        outcome=Outcome(values["outcome"]),
        note=values["note"],
        now=request.now,
    )


def done_words(case: CaseBrief, _resolutions: Sequence[ResolutionRow]) -> dict[str, Any]:
    """What the order says that was done."""
    ended = [one for one in orders_of(actor=SYSTEM, case=case) if one.state == OrderState.DONE]
    return {"result": ended[-1].end_note if ended else ""}


def declined_words(case: CaseBrief, _resolutions: Sequence[ResolutionRow]) -> dict[str, Any]:
    """What was said at the door as the order was called off."""
    ended = [one for one in orders_of(actor=SYSTEM, case=case) if not one.is_live]
    return {"result": ended[-1].end_note if ended else ""}


VISIT_STEPS = (
    CaseStep(
        code="agree-visit",
        label=_("Agree on a visit"),
        done=_("The appointment stands."),
        permission="visits.agree_visit",
        form=f.AgreeVisit,
        perform=acts.call(visits.agree_visit),
        suits=is_visited,
        icon="calendar-event",
        help=_("The customer is told who comes and when. Agreeing again moves the visit."),
    ),
    CaseStep(
        code="arrival",
        label=_("Arrived at the customer's"),
        done=_("Arrival noted."),
        permission="visits.note_arrival",
        form=f.Arrival,
        perform=acts.call(visits.note_arrival, versioned=False),
        suits=is_visited,
        in_menu=False,
    ),
    CaseStep(
        code="end-visit",
        label=_("The visit ended without result"),
        done=_("Noted; agree on the next visit."),
        permission="visits.end_visit",
        form=f.EndVisit,
        perform=end,
        suits=is_visited,
        in_menu=False,
    ),
    CaseStep(
        code="finish-service",
        label=_("The work is done"),
        done=_("Resolved."),
        permission="visits.finish_service",
        form=f.FinishService,
        perform=acts.call(visits.finish_service),
        suits=is_worked_on,
        in_menu=False,
    ),
    CaseStep(
        code="settle-service",
        label=_("Confirm the result"),
        done=_("Resolved."),
        permission="visits.finish_service",
        form=f.Settle,
        perform=acts.call(visits.finish_service),
        suits=is_worked_on,
        in_menu=False,
        initial=done_words,
        help=_(
            "The work order is done. Check what was noted at the door; then the case is resolved."
        ),
    ),
    CaseStep(
        code="settle-declined",
        label=_("Resolve without the work"),
        done=_("Resolved."),
        permission="visits.finish_service",
        form=f.Settle,
        perform=acts.call(visits.finish_service),
        suits=is_worked_on,
        in_menu=False,
        initial=declined_words,
        help=_(
            "The customer declined the price at the door, and nothing was repaired. Talk with the "
            "customer; then resolve the case, or open a work order with another price."
        ),
    ),
)
