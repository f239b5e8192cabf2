"""Related and repeated matters: the picture of one case, and the list of what came again."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, case_brief
from aftercare.casework.repeats.queries import first_fix, repeats
from aftercare.matters.ties.queries import ties_of
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.requests import Request, needs, page


@require_GET
@needs(SEE_CASES)
def show(request: Request, case_id: int) -> HttpResponse:
    """Who belongs with whom, and why: drawn, and as a list beside it."""
    case = case_brief(actor=request.actor, case_id=case_id)
    ties = ties_of(actor=request.actor, case=case, now=request.now)
    boxes = ties.picture.boxes
    reasons = {by for row in ties.rows for by in row.by}
    context = {
        "case": case,
        "ties": ties,
        "here": boxes["case"],
        "reasons": [(key, box) for key, box in boxes.items() if key in reasons],
        "others": [(row.case, boxes[str(row.case.id)]) for row in ties.rows],
    }
    return page(request, "desk/cases/ties", context)


@require_GET
@needs(SEE_CASES)
def again(request: Request) -> HttpResponse:
    """What came again soon after it was settled, and how often the first settlement held."""
    found = repeats(actor=request.actor, cursor=request.GET.get("cursor", ""))
    rows = [row for row in found.rows if row.later is not None]
    owners = {row.earlier.owner_id for row in rows if row.earlier}
    context = {
        "rows": rows,
        "page": found,
        "fix": first_fix(actor=request.actor, now=request.now),
        "people": member_briefs(actor=request.actor, ids=owners),
    }
    return page(request, "desk/cases/again", context)
