"""What only some cases have: questions, returns, visits, matters before authorities."""

from collections.abc import Sequence

from ninja import Router, Schema

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.consultations import actions as consultations
from aftercare.casework.consultations.queries import ReferralRow, referrals_of
from aftercare.casework.external import actions as external
from aftercare.casework.external.queries import MatterRow, matters_of, open_matters
from aftercare.casework.packages import actions as packages
from aftercare.casework.packages.queries import PackagesCard, packages_of
from aftercare.casework.returns import actions as returns
from aftercare.casework.returns.queries import ReturnCard, return_of
from aftercare.casework.visits import actions as visits
from aftercare.casework.visits.queries import Outcome, VisitRow, visits_of
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import kind_shapes as shapes
from .cases import intake_of, order_said, told
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, Made, PackagesIn, RegisteredOut

router = Router(tags=["kinds"])


class MattersPage(Schema):
    rows: Sequence[MatterRow]
    next_cursor: str | None


@deed(router, "/answered", out=RegisteredOut, status=201)
def register_answered(request: Request, body: shapes.AnsweredIn) -> RegisteredOut:
    """A question that was settled while it was asked: registered, answered and closed."""
    said = body.dict()
    answer, channel = said.pop("answer"), said.pop("answered_by")
    registered = consultations.answer_at_once(
        actor=request.actor,
        intake=intake_of(request, said),
        channel=channel,
        answer=answer,
        now=request.now,
    )
    return told(request, registered)


@router.get("/external-matters", response={200: MattersPage, **PROBLEMS})
def list_open_matters(request: Request, cursor: Cursor = "") -> Page[MatterRow]:
    """What has not ended yet before authorities, marketplaces and courts."""
    return open_matters(actor=request.actor, cursor=cursor)


@router.get("/{case_id}/referrals", response={200: list[ReferralRow], **PROBLEMS})
def list_referrals(request: Request, case_id: Id) -> Sequence[ReferralRow]:
    """To whom a question was passed on, and what came back."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return referrals_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/referrals", out=CaseBrief)
def refer_question(request: Request, case_id: Id, body: shapes.ReferIn) -> CaseBrief:
    """Passes a question on to a specialist, who has the case until the answer comes back."""
    return consultations.refer_question(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/referrals/answer", out=CaseBrief)
def return_answer(request: Request, case_id: Id, body: shapes.ReturnIn) -> CaseBrief:
    """The specialist's answer goes back to who asked for it, and who tells the customer."""
    return consultations.return_answer(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/return", response={200: ReturnCard, **PROBLEMS})
def read_return(request: Request, case_id: Id) -> ReturnCard:
    """What a return or exchange rests on, the goods that came back, the replacement."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return return_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/return/claim", out=CaseBrief)
def check_claim(request: Request, case_id: Id, body: shapes.ClaimIn) -> CaseBrief:
    """Proof of purchase and ground; before that no exchange or return is put forward."""
    return returns.check_claim(actor=request.actor, case_id=case_id, now=request.now, **body.dict())


@deed(router, "/{case_id}/return/goods", out=Made, status=201)
def inspect_goods(request: Request, case_id: Id, body: shapes.GoodsIn) -> Made:
    """Accepted for a refund, the seven days of the law run from the day the goods came."""
    made = returns.inspect_goods(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
    return Made(id=made)


@deed(router, "/{case_id}/return/replacement", out=Done)
def deliver_replacement(request: Request, case_id: Id, body: shapes.ReplacementIn) -> Done:
    """The goods in exchange are with the customer; `reference` is their number or the waybill's."""
    returns.deliver_replacement(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
    return Done()


@router.get("/{case_id}/packages", response={200: PackagesCard | None, **PROBLEMS})
def read_packages(request: Request, case_id: Id) -> PackagesCard | None:
    """The packages of an order and what is wrong with them; null where nobody spoke of any."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return packages_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/packages", out=Done)
def note_packages(request: Request, case_id: Id, body: PackagesIn) -> Done:
    """How many there are, and what is known of some; until all are mended the case stays open."""
    packages.note_packages(
        actor=request.actor, case_id=case_id, order=order_said(body.dict()), now=request.now
    )
    return Done()


@deed(router, "/{case_id}/packages/mending", out=Done)
def mend_packages(request: Request, case_id: Id, body: shapes.MendedPackagesIn) -> Done:
    """What became of packages: sent again, repaired, taken back, kept as they are, or found."""
    packages.mend_packages(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@router.get("/{case_id}/visits", response={200: list[VisitRow], **PROBLEMS})
def list_visits(request: Request, case_id: Id) -> Sequence[VisitRow]:
    """Visits of a case, oldest first; `outcome` is empty while one stands."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return visits_of(actor=request.actor, case=case, now=request.now)


@deed(router, "/{case_id}/visits", out=CaseBrief)
def agree_visit(request: Request, case_id: Id, body: shapes.VisitIn) -> CaseBrief:
    """An appointment at the customer's place; a second one moves the first."""
    return visits.agree_visit(actor=request.actor, case_id=case_id, now=request.now, **body.dict())


@deed(router, "/{case_id}/visits/arrival", out=Done)
def note_arrival(request: Request, case_id: Id, body: shapes.ArrivalIn) -> Done:
    """Somebody stands at the customer's door; the promise to arrive is met by it."""
    visits.note_arrival(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/visits/end", out=Done)
def end_visit(request: Request, case_id: Id, body: shapes.VisitEndIn) -> Done:
    """Ends a visit that did not finish the work, with the reason."""
    visits.end_visit(
        actor=request.actor,
        case_id=case_id,
        outcome=Outcome(body.outcome),
        note=body.note,
        now=request.now,
    )
    return Done()


@deed(router, "/{case_id}/visits/service", out=CaseBrief)
def finish_service(request: Request, case_id: Id, body: shapes.ServiceIn) -> CaseBrief:
    """The work at the customer's is done: the case is resolved."""
    return visits.finish_service(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@router.get("/{case_id}/external-matters", response={200: list[MatterRow], **PROBLEMS})
def list_matters(request: Request, case_id: Id) -> Sequence[MatterRow]:
    """Before authorities, marketplaces, courts; `opinion` is null for whom it is not meant."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return matters_of(actor=request.actor, case=case)


@deed(router, "/{case_id}/external-matters", out=Made, status=201)
def open_matter(request: Request, case_id: Id, body: shapes.MatterIn) -> Made:
    """Somebody outside (12315, a marketplace, a court) took it up; the case stays open."""
    made = external.open_matter(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
    return Made(id=made)


@deed(router, "/{case_id}/external-matters/{matter_id}/dates", out=Done)
def set_dates(request: Request, case_id: Id, matter_id: Id, body: shapes.DatesIn) -> Done:
    """Until when the body outside wants an answer, and when it hears or mediates."""
    external.set_dates(
        actor=request.actor,
        case_id=case_id,
        matter_id=matter_id,
        now=request.now,
        **body.dict(),
    )
    return Done()


@deed(router, "/{case_id}/external-matters/{matter_id}/opinion", out=Done)
def give_opinion(request: Request, case_id: Id, matter_id: Id, body: shapes.OpinionIn) -> Done:
    """Counsel's opinion on an outside matter, sealed: the history says only that there is one."""
    external.give_opinion(
        actor=request.actor,
        case_id=case_id,
        matter_id=matter_id,
        now=request.now,
        **body.dict(),
    )
    return Done()


@deed(router, "/{case_id}/external-matters/{matter_id}/end", out=Done)
def end_matter(request: Request, case_id: Id, matter_id: Id, body: shapes.MatterEndIn) -> Done:
    """How it ended; the limits of the law that run because of it end with it."""
    external.end_matter(
        actor=request.actor,
        case_id=case_id,
        matter_id=matter_id,
        now=request.now,
        **body.dict(),
    )
    return Done()
