"""What is before authorities, marketplaces and courts, with its dates."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import case_briefs
from aftercare.casework.commitments.queries import next_promises
from aftercare.casework.external.queries import BODY_CHOICES, SEE_MATTERS, open_matters
from aftercare.web.kit.requests import Request, needs, page


@require_GET
@needs(SEE_MATTERS)
def index(request: Request) -> HttpResponse:
    """The open ones in sight, each with its case and what that case promises next."""
    chosen = request.GET.get("body", "")
    bodies = [chosen] if chosen in dict(BODY_CHOICES) else []
    cursor = request.GET.get("cursor", "")
    found = open_matters(actor=request.actor, bodies=bodies, cursor=cursor)
    ids = [row.case_id for row in found.rows]
    cases = {case.id: case for case in case_briefs(actor=request.actor, ids=ids)}
    promises = next_promises(actor=request.actor, case_ids=ids, now=request.now)
    context = {
        "rows": [
            (row, cases[row.case_id], promises.get(row.case_id))
            for row in found.rows
            if row.case_id in cases
        ],
        "bodies": BODY_CHOICES,
        "chosen": chosen if bodies else "",
        "page": found,
    }
    return page(request, "desk/external/index", context)
