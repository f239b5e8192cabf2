"""What the company is made of: customers, goods, people, promises, and two pure tools."""

from collections.abc import Sequence
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.triage.queries import ProposedBrief, propose_for
from aftercare.customers.parties.actions import reveal_customer
from aftercare.customers.parties.queries import (
    CustomerBrief,
    CustomerCard,
    CustomerClear,
    customer_brief,
    customer_briefs,
    customer_card,
    customer_ids,
)
from aftercare.customers.products.queries import LineBrief, lines
from aftercare.customers.units.queries import UnitBrief, units_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.notices.actions import mark_all_read
from aftercare.foundation.notices.queries import NoticeRow, notices_of
from aftercare.foundation.pages import Page
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.people.organisation.actions import describe_company
from aftercare.people.organisation.queries import CompanyCard, company_card
from aftercare.people.staff.queries import MemberCard, members
from aftercare.policy.calendars.queries import (
    CalendarBrief,
    CalendarMonth,
    calendar_year,
    calendars,
)
from aftercare.policy.packs.queries import (
    Difference,
    PackBrief,
    VersionCard,
    Wording,
    changes_of,
    packs_in_force,
    versions_of,
    wording_of,
)
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id

router = Router(tags=["company"])
PackCode = Annotated[str, shapes.fits(40)]


class Me(Schema):
    name: str
    staff_id: int | None
    permissions: list[str]


class NoticesPage(Schema):
    rows: list[NoticeRow]
    next_cursor: str | None


@router.get("/me", response={200: Me, **PROBLEMS})
def read_me(request: Request) -> Me:
    """Who the token speaks for, and what it may do."""
    actor = request.actor
    return Me(name=actor.name, staff_id=actor.staff_id, permissions=sorted(actor.grants))


@router.get("/customers", response={200: list[CustomerBrief], **PROBLEMS})
def find_customers(request: Request, q: shapes.Line) -> Sequence[CustomerBrief]:
    """Those in sight by phone, its last four digits, (part of) a name, pinyin or mail; masked."""
    ids = customer_ids(actor=request.actor, text=q, limit=50)
    found = customer_briefs(actor=request.actor, ids=ids)
    return [found[one] for one in ids if one in found]


@router.get("/customers/{customer_id}", response={200: CustomerCard, **PROBLEMS})
def read_customer(request: Request, customer_id: Id) -> CustomerCard:
    """One customer in sight, masked, with what is known of them; the reading is noted.

    404 out of sight.
    """
    card = customer_card(actor=request.actor, customer_id=customer_id)
    user_id = request.actor.user_id
    note_reading(actor=SYSTEM, user_id=user_id, kind=Kind.PAGE, now=request.now)
    return card


@router.get("/customers/{customer_id}/units", response={200: list[UnitBrief], **PROBLEMS})
def list_units(request: Request, customer_id: Id) -> Sequence[UnitBrief]:
    """What a customer owns, the newest purchase first: model, serial number, dates."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    return units_of(actor=request.actor, customer_id=customer.id)


@deed(router, "/customers/{customer_id}/disclosures", out=CustomerClear)
def reveal(request: Request, customer_id: Id, body: shapes.RevealIn) -> CustomerClear:
    """Name, numbers and address in clear, for a reason that is kept."""
    if body.case_id is not None:
        case_brief(actor=request.actor, case_id=body.case_id)
    return reveal_customer(
        actor=request.actor, customer_id=customer_id, now=request.now, **body.dict()
    )


@router.get("/company", response={200: CompanyCard, **PROBLEMS})
def read_company(request: Request) -> CompanyCard:
    """The company as it presents itself to customers: name, phone, hours, address."""
    return company_card(actor=request.actor)


@deed(router, "/company", out=CompanyCard)
def write_company(request: Request, body: shapes.CompanyIn) -> CompanyCard:
    """Says anew, as a whole, what customers read of the company."""
    card = CompanyCard(**body.dict())
    return describe_company(actor=request.actor, card=card, now=request.now)


@router.get("/lines", response={200: list[LineBrief], **PROBLEMS})
def list_lines(request: Request) -> Sequence[LineBrief]:
    """All product lines in their order, by the codes that cases, packs and prices use."""
    return lines(actor=request.actor)


@router.get("/members", response={200: shapes.MembersPage, **PROBLEMS})
def list_members(
    request: Request, q: shapes.Line = "", org_unit_id: Id | None = None, cursor: Cursor = ""
) -> Page[MemberCard]:
    """Colleagues in sight by name; `q` is part of a name, its pinyin or a number. By `cursor`."""
    return members(actor=request.actor, text=q, org_unit_id=org_unit_id, cursor=cursor or None)


@router.get("/packs", response={200: list[PackBrief], **PROBLEMS})
def list_packs(request: Request) -> Sequence[PackBrief]:
    """The version in force of each policy pack; its promises and rights hold for new cases."""
    return packs_in_force(actor=request.actor, at=request.now)


@router.get("/packs/{code}/versions", response={200: list[VersionCard], **PROBLEMS})
def list_versions(request: Request, code: PackCode) -> Sequence[VersionCard]:
    """All versions of a pack, the newest first; drafts only for who may see them."""
    return versions_of(actor=request.actor, pack_code=code, at=request.now)


@router.get("/packs/versions/{version_id}", response={200: Wording, **PROBLEMS})
def read_version(request: Request, version_id: Id) -> Wording:
    """What a version of a policy says, entry by entry, with its clauses."""
    return wording_of(actor=request.actor, version_id=version_id, at=request.now)


@router.get("/packs/versions/{version_id}/changes", response={200: list[Difference], **PROBLEMS})
def list_changes(request: Request, version_id: Id) -> Sequence[Difference]:
    """Entry by entry what a version says otherwise than the one in force."""
    return changes_of(actor=request.actor, version_id=version_id, at=request.now)


@router.get("/calendars", response={200: list[CalendarBrief], **PROBLEMS})
def list_calendars(request: Request) -> Sequence[CalendarBrief]:
    """Every working calendar with the opening hours that it keeps."""
    return calendars(actor=request.actor)


@router.get("/calendars/{code}/{year}", response={200: list[CalendarMonth], **PROBLEMS})
def read_calendar(
    request: Request, code: shapes.Word, year: Annotated[int, Field(ge=2000, le=2100)]
) -> Sequence[CalendarMonth]:
    """Twelve months of a calendar, day by day: open hours, days of rest, make-up working days."""
    return calendar_year(actor=request.actor, code=code, year=year)


@router.get("/notices", response={200: NoticesPage, **PROBLEMS})
def list_notices(request: Request, cursor: Cursor = "") -> Page[NoticeRow]:
    """What the token's user was told within the desk, newest first, page by page."""
    return notices_of(actor=request.actor, cursor=cursor)


@deed(router, "/notices/read", out=Done)
def read_notices(request: Request) -> Done:
    """Marks all notices of the token's user as read."""
    mark_all_read(actor=request.actor, now=request.now)
    return Done()


@deed(router, "/triage", out=ProposedBrief)
def triage(request: Request, body: shapes.TextIn) -> ProposedBrief:
    """What triage reads from a text; nothing is kept, nothing leaves the machine."""
    return propose_for(actor=request.actor, **body.dict())
