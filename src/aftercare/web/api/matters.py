"""Leading cases and those that follow them; a message that somebody writes."""

from collections.abc import Sequence

from ninja import Router

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.messaging.actions import write_to_customer
from aftercare.casework.repeats import actions as repeat_acts
from aftercare.casework.repeats import queries as repeats
from aftercare.matters.leads import actions as leads
from aftercare.matters.leads.queries import following, lead_of
from aftercare.matters.ties.queries import Tie, ties_of
from aftercare.web.kit.leads import carry
from aftercare.web.kit.requests import Request

from . import matter_shapes as shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, Made

router = Router(tags=["matters"])


@router.get("/{case_id}/lead", response={200: shapes.LeadOut, **PROBLEMS})
def read_lead(request: Request, case_id: Id) -> shapes.LeadOut:
    """One cause, many customers: what the case leads with its followers, or what it follows."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return shapes.LeadOut(
        leads=lead_of(actor=request.actor, case=case),
        follows=following(actor=request.actor, case=case),
    )


@router.get("/again", response={200: shapes.AgainOut, **PROBLEMS})
def list_again(request: Request, cursor: Cursor = "") -> shapes.AgainOut:
    """What came again soon after it was settled, and how often the first settlement held."""
    found = repeats.repeats(actor=request.actor, cursor=cursor)
    return shapes.AgainOut(
        first_fix=repeats.first_fix(actor=request.actor, now=request.now),
        rows=found.rows,
        next_cursor=found.next_cursor,
    )


@router.get("/{case_id}/ties", response={200: list[Tie], **PROBLEMS})
def list_ties(request: Request, case_id: Id) -> Sequence[Tie]:
    """What belongs with a case, by customer, product, order, address, words or by hand."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return ties_of(actor=request.actor, case=case, now=request.now).rows


@deed(router, "/{case_id}/again", out=CaseBrief)
def mark_repeat(request: Request, case_id: Id, body: shapes.AgainIn) -> CaseBrief:
    """Says of which settled case this is the same again."""
    return repeat_acts.mark_repeat(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/again/withdrawal", out=CaseBrief)
def withdraw_repeat(request: Request, case_id: Id, body: shapes.WhyIn) -> CaseBrief:
    """It is another matter after all: not counted as a repeat, and the grade falls back."""
    return repeat_acts.withdraw_repeat(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )


@deed(router, "/{case_id}/lead", out=Done)
def start_lead(request: Request, case_id: Id, body: shapes.LeadIn) -> Done:
    """Makes it the leading case of a cause."""
    leads.start_lead(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/lead/following", out=Done)
def follow_lead(request: Request, case_id: Id, body: shapes.FollowIn) -> Done:
    """Has this case follow the leading one of that number."""
    leads.follow_lead(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/lead/leaving", out=Done)
def leave_lead(request: Request, case_id: Id, body: shapes.WhyIn) -> Done:
    """The case has another cause after all and no longer follows its leader."""
    leads.leave_lead(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/lead/handing", out=Done)
def hand_lead(request: Request, case_id: Id, body: shapes.HeirIn) -> Done:
    """One of the followers leads from now on; this case follows it."""
    leads.hand_lead(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/lead/end", out=Done)
def end_lead(request: Request, case_id: Id, body: shapes.WhyIn) -> Done:
    """The cases that follow are no longer one matter: each goes on by itself."""
    leads.end_lead(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()


@deed(router, "/{case_id}/lead/offers", out=Made, status=201)
def offer_to_followers(request: Request, case_id: Id, body: shapes.OfferIn) -> Made:
    """Offers a cause, a resolution or a message to all that follow; their owners are told."""
    said = body.dict()
    kind, said["kind"] = said["kind"], said.pop("resolution")
    said |= {name: str(said[name]) for name in ("cost_amount", "compensation_amount")}
    made = leads.offer_to_followers(
        actor=request.actor, case_id=case_id, kind=kind, said=said, now=request.now
    )
    return Made(id=made)


@router.post(
    "/{case_id}/lead/offers/{offer_id}/carrying", response={200: shapes.RoundOut, **PROBLEMS}
)
def carry_offer(request: Request, case_id: Id, offer_id: Id) -> shapes.RoundOut:
    """Takes it over on every follower in sight that has not answered yet; which took it, which not.

    Sent again it goes on with those that are left.
    """
    request.actor.must("leads.take_offer")
    case = case_brief(actor=request.actor, case_id=case_id)
    done = carry(actor=request.actor, case=case, offer_id=offer_id, now=request.now)
    return shapes.RoundOut(
        carried=[
            shapes.CarriedOut(case_id=one.case.id, number=one.case.number, refused=one.refused)
            for one in done.carried
        ],
        hidden=done.hidden,
    )


@deed(router, "/{case_id}/offers/{offer_id}/taking", out=Done)
def take_offer(request: Request, case_id: Id, offer_id: Id, body: shapes.TakeIn) -> Done:
    """Takes over on this case what its leader offers."""
    leads.take_offer(
        actor=request.actor, case_id=case_id, offer_id=offer_id, now=request.now, **body.dict()
    )
    return Done()


@deed(router, "/{case_id}/offers/{offer_id}/declining", out=Done)
def decline_offer(request: Request, case_id: Id, offer_id: Id, body: shapes.WhyIn) -> Done:
    """What suits the leading case does not suit this one; with the reason."""
    leads.decline_offer(
        actor=request.actor, case_id=case_id, offer_id=offer_id, now=request.now, **body.dict()
    )
    return Done()


@deed(router, "/{case_id}/messages", out=shapes.WrittenOut)
def write_message(request: Request, case_id: Id, body: shapes.WrittenIn) -> shapes.WrittenOut:
    """A message to the customer, by the first way that is switched on and not refused."""
    channel = write_to_customer(
        actor=request.actor, case_id=case_id, text=body.text, now=request.now
    )
    return shapes.WrittenOut(channel=channel)
