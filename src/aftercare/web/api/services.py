"""Old goods taken back; what belongs to care and installation, and its acceptance."""

from django.http import HttpResponse
from ninja import Router

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.checklists import actions as checklists
from aftercare.casework.checklists.queries import ChecklistCard, checklist_of
from aftercare.casework.recycling import actions as recycling
from aftercare.casework.recycling.queries import RecyclingCard, recycling_of
from aftercare.web.kit.certificates import certificate_sheet
from aftercare.web.kit.requests import Request

from . import kind_shapes as shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, ReasonIn

router = Router(tags=["kinds"])


@router.get("/{case_id}/recycling", response={200: RecyclingCard, **PROBLEMS})
def read_recycling(request: Request, case_id: Id) -> RecyclingCard:
    """Appraisals with their answers, the pickup, the certificate; and what comes next."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return recycling_of(actor=request.actor, case=case)


@router.get("/{case_id}/recycling/certificate", response={200: bytes, **PROBLEMS})
def read_certificate(request: Request, case_id: Id) -> HttpResponse:
    """The certificate of recycled goods as a PDF; 404 before it is issued."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return certificate_sheet(request.actor, case)


@deed(router, "/{case_id}/recycling/appraisal", out=CaseBrief)
def appraise_goods(request: Request, case_id: Id, body: shapes.AppraisalIn) -> CaseBrief:
    """What old goods are worth; it goes before the customer."""
    return recycling.appraise_goods(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/recycling/answer", out=CaseBrief)
def answer_appraisal(request: Request, case_id: Id, body: shapes.AppraisalAnswerIn) -> CaseBrief:
    """The customer's yes or no to an appraisal, with its proof; after a no it may be made anew."""
    return recycling.answer_appraisal(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/recycling/pickup", out=Done)
def collect_goods(request: Request, case_id: Id, body: shapes.PickupIn) -> Done:
    """The old goods are with us and what was offered is paid; an agreed visit ends with it."""
    recycling.collect_goods(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/recycling/certificate", out=CaseBrief)
def issue_certificate(request: Request, case_id: Id, body: shapes.CertificateIn) -> CaseBrief:
    """Issues the certificate under a number of its own; with it the case is resolved."""
    return recycling.issue_certificate(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/recycling/leaving", out=CaseBrief)
def leave_goods(request: Request, case_id: Id, body: ReasonIn) -> CaseBrief:
    """The customer keeps the old goods: nothing is certified, the case is resolved."""
    return recycling.leave_goods(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/checklist", response={200: ChecklistCard | None, **PROBLEMS})
def read_checklist(request: Request, case_id: Id) -> ChecklistCard | None:
    """What belongs to care or installation; null where nothing is planned."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return checklist_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/checklist", out=Done)
def plan_service(request: Request, case_id: Id, body: shapes.ChecklistIn) -> Done:
    """What is installed or cared for, its tasks (all, where none is chosen), and the price told."""
    checklists.plan_service(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/checklist/acceptance", out=Done)
def accept_service(request: Request, case_id: Id, body: shapes.AcceptanceIn) -> Done:
    """The customer accepts the work; what was planned and not done needs a reason."""
    checklists.accept_service(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()
