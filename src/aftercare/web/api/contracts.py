"""Care contracts: care that comes again, and its visits."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.fieldservice.carecontracts import actions, queries
from aftercare.fieldservice.carecontracts.queries import (
    LEAD_DAYS,
    MOST_MONTHS,
    MOST_VISITS,
    Change,
    ContractCard,
    ContractFilter,
    Draft,
)
from aftercare.foundation.errors import Invalid
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Line, Sentence, VersionIn, fits

router = Router(tags=["care contracts"])
Price = Annotated[Decimal, Field(ge=0, le=Decimal("99999999.99"), max_digits=10, decimal_places=2)]
Months = Annotated[list[Annotated[int, Field(ge=1, le=12)]], Field(max_length=12)]
Soon = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]


class ContractPage(Schema):
    rows: Sequence[ContractCard]
    next_cursor: str | None


class ContractWanted(Schema):
    """Narrows the list; `ending`: soon over, not renewed. `text` as in the search of the page."""

    state: Literal["running", "paused", "ended", "over", "ending"] | None = None
    org_unit_id: Id | None = None
    customer_id: Id | None = None
    unit_id: Id | None = None
    text: Line = ""


class ContractIn(In):
    """`months`: those that suit, empty for all; `first_on` left out: when the term begins."""

    customer_id: Id
    unit_ids: Annotated[list[Id], Field(min_length=1, max_length=50)]
    org_unit_id: Id
    name: Annotated[str, fits(60, least=1)]
    starts_on: Soon
    ends_on: Soon
    first_on: Soon | None = None
    visits: Annotated[int, Field(ge=1, le=MOST_VISITS)]
    every_months: Annotated[int, Field(ge=1, le=MOST_MONTHS)]
    months: Months = []
    price_amount: Price
    lead_days: Annotated[int, Field(ge=LEAD_DAYS[0], le=LEAD_DAYS[1])] = 14
    note: Sentence = ""


class ContractStepIn(VersionIn):
    """`pause`, `end`: `reason`. `renew`: `price_amount` of the next term. `open`: `visit`.

    `change`: what becomes another of `ends_on`, `visits`, `every_months`, `months` (empty for all),
    `next_on` (of the next planned visit), `org_unit_id`, `note`; what is left out stays.
    """

    step: Literal["pause", "resume", "end", "renew", "open", "change"]
    reason: Sentence = ""
    price_amount: Price | None = None
    visit: Annotated[int, Field(ge=1, le=MOST_VISITS)] | None = None
    ends_on: Soon | None = None
    visits: Annotated[int, Field(ge=1, le=MOST_VISITS)] | None = None
    every_months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None
    months: Months | None = None
    next_on: Soon | None = None
    org_unit_id: Id | None = None
    note: Sentence | None = None


@router.get("/contracts", response={200: ContractPage, **PROBLEMS})
def list_contracts(
    request: Request, wanted: Query[ContractWanted], cursor: Cursor = ""
) -> ContractPage:
    """Contracts in sight with their visits, the newest first."""
    narrowed = ContractFilter(**(wanted.dict() | {"state": wanted.state or ""}))
    on = timezone.localdate(request.now)
    found = queries.contracts(actor=request.actor, wanted=narrowed, on=on, cursor=cursor)
    return ContractPage(rows=found.rows, next_cursor=found.next_cursor)


@deed(router, "/contracts", out=ContractCard, status=201)
def make_contract(request: Request, body: ContractIn) -> ContractCard:
    """Makes a care contract for products of a customer; its visits are planned at once."""
    draft = Draft(**body.dict())
    return actions.make_contract(actor=request.actor, draft=draft, now=request.now)


@deed(router, "/contracts/{contract_id}", out=ContractCard)
def take_contract_step(request: Request, contract_id: Id, body: ContractStepIn) -> ContractCard:
    """Changes, pauses, lets go on, ends, renews, or opens a visit: each has a permission."""
    return STEPS[body.step](body, actor=request.actor, contract_id=contract_id, now=request.now)


def _renew(body: ContractStepIn, **who: Any) -> ContractCard:
    if body.price_amount is None:
        raise Invalid.of("price_amount", _("Say what the next term costs."))
    return actions.renew_contract(version=body.version, price_amount=body.price_amount, **who)


def _change(body: ContractStepIn, **who: Any) -> ContractCard:
    change = Change(**{name: getattr(body, name) for name in Change.__slots__})
    return actions.change_contract(version=body.version, change=change, **who)


def _open(body: ContractStepIn, **who: Any) -> ContractCard:
    if body.visit is None:
        raise Invalid.of("visit", _("Say which visit."))
    return actions.open_turn(number=body.visit, **who)


STEPS: dict[str, Callable[..., ContractCard]] = {
    "pause": lambda body, **who: actions.pause_contract(
        version=body.version, reason=body.reason, **who
    ),
    "resume": lambda body, **who: actions.resume_contract(version=body.version, **who),
    "end": lambda body, **who: actions.end_contract(
        version=body.version, reason=body.reason, **who
    ),
    "renew": _renew,
    "open": _open,
    "change": _change,
}
