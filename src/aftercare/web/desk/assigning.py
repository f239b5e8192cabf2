"""Who could answer for a case and why, and the cases for which nobody was there."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from aftercare.casework.assignment.actions import settle_shortage
from aftercare.casework.assignment.queries import SEE_SHORTAGES, Suitor, shortages, suitors
from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, case_brief, case_briefs
from aftercare.customers.parties.queries import customer_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.people.staff.queries import SEE_MEMBERS
from aftercare.web.kit.formats import moment
from aftercare.web.kit.requests import Request, needs, page
from aftercare.web.kit.templatetags.kit import colon

MOST_SHOWN = 15
HISTORY = 200
LACKED = {
    "nobody_covers": gettext_lazy(
        "Nobody's duties cover such a case: it stayed with who took it down, or went to the head."
    ),
    "nobody_there": gettext_lazy(
        "Nobody who could take it was there in time: it went to who is back first, or stayed with"
        " who took it down."
    ),
    "nobody_skilled": gettext_lazy(
        "Nobody holds a skill that it needs: it went to who would have had it otherwise."
    ),
}


@require_GET
@needs(SEE_MEMBERS)
def owner(request: Request, case_id: int) -> HttpResponse:
    """What speaks for and against each colleague, the present owner first, in a drawer."""
    request.actor.must(SEE_CASES)
    case = case_brief(actor=request.actor, case_id=case_id)
    found = suitors_of(request, case)
    found.sort(key=lambda one: one.brief.id != case.owner_id)
    context = {"case": case, "suitors": found[:MOST_SHOWN], "because": _because(request, case)}
    return page(request, "desk/cases/owner", context)


def _because(request: Request, case: CaseBrief) -> str:
    """How the case came to its owner: given by somebody, or left where nobody could take it."""
    entries = history(actor=request.actor, subject=f"case:{case.id}", limit=HISTORY).rows
    for entry in entries:
        if entry.verb == "case.assigned":
            who, at = entry.actor_name or _("the system"), moment(entry.at, request.now)
            given = _("Given to the owner by {who}, {at}.").format(who=who, at=at)
            reason = entry.words.get("reason")
            return f"{given} {_('Reason')}{colon()}{reason}" if reason else given
    lack = next((e.detail.get("lack") for e in entries if e.verb == "case.nobody_available"), None)
    return str(LACKED.get(str(lack), _("With this owner since it was registered.")))


@require_GET
@needs(SEE_SHORTAGES)
def index(request: Request) -> HttpResponse:
    """Cases that nobody could take, until a person has seen to each."""
    rows = shortages(actor=request.actor, at=request.now)
    briefs = case_briefs(actor=request.actor, ids=[row.case_id for row in rows])
    cases = {case.id: case for case in briefs}
    context: dict[str, object] = {
        "rows": [(row, cases[row.case_id]) for row in rows if row.case_id in cases],
        "may_assign": request.actor.may("assignment.assign_case"),
        "may_see_to": request.actor.may("assignment.settle_shortage"),
    }
    return page(request, "desk/staff/shortages", context)


@require_POST
@needs("assignment.settle_shortage")
def see_to(request: Request, shortage_id: int) -> HttpResponse:
    settle_shortage(actor=request.actor, shortage_id=shortage_id, now=request.now)
    return redirect("desk:shortages")


def suitors_of(request: Request, case: CaseBrief) -> list[Suitor]:
    customer = customer_brief(actor=SYSTEM, customer_id=case.customer_id)
    return suitors(
        actor=request.actor,
        classification=case.classification,
        region=customer.region,
        at=request.now,
    )
