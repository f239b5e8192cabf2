"""The compensation ledger: promised, paid, taken back; and signs of abuse."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.casework.cases.queries import case_brief
from aftercare.money.ledger import actions, queries
from aftercare.money.ledger.queries import LedgerFilter, LedgerRow, LedgerSum
from aftercare.money.signs.actions import judge_sign as judge
from aftercare.money.signs.queries import SignCard, signs_of
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Made

router = Router(tags=["ledger"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Ground = Literal["late", "damage", "repeated", "price", "care", "refund", "fraud", ""]


class LedgerPage(Schema):
    rows: Sequence[LedgerRow]
    next_cursor: str | None


class LedgerSums(Schema):
    rows: Sequence[LedgerSum]


class LedgerWanted(Schema):
    """Narrows the ledger; what is left out does not."""

    state: Literal["waiting", "paid", "reversed", ""] = ""
    side: Literal["out", "in", ""] = ""
    since: Day | None = None
    until: Day | None = None
    category: shapes.Category | Literal[""] = ""
    ground: Ground = ""
    product_line: shapes.Word = ""
    person_id: Id | None = None
    station_id: Id | None = None
    number: shapes.Word = ""


class PaymentIn(In):
    way: Literal["bank", "original", "wechat", "alipay", "cash", "voucher", "deduction"]
    reference: Annotated[str, shapes.fits(80, least=1)]
    paid_on: Day


class ReversalIn(In):
    reason: Annotated[str, shapes.fits(300, least=1)]


@router.get("/ledger", response={200: LedgerPage, **PROBLEMS})
def list_ledger(request: Request, wanted: Query[LedgerWanted], cursor: Cursor = "") -> LedgerPage:
    """Entries of cases in sight, the newest first; with a `state` the promises that have it."""
    found = queries.ledger(actor=request.actor, wanted=LedgerFilter(**wanted.dict()), cursor=cursor)
    return LedgerPage(rows=found.rows, next_cursor=found.next_cursor)


@router.get("/ledger/sums", response={200: LedgerSums, **PROBLEMS})
def read_ledger_sums(
    request: Request,
    wanted: Query[LedgerWanted],
    by: Literal["month", "category", "ground", "person", "product", "station"] = "month",
) -> LedgerSums:
    """Sums promised, paid, taken back: by month, category, ground, person, product, station."""
    found = queries.ledger_sums(actor=request.actor, wanted=LedgerFilter(**wanted.dict()), by=by)
    return LedgerSums(rows=found)


@deed(router, "/ledger/{entry_id}/payment", out=Made, status=201)
def pay(request: Request, entry_id: Id, body: PaymentIn) -> Made:
    """A promised sum was paid out in full; refused the second time."""
    made = actions.record_payment(
        actor=request.actor, entry_id=entry_id, now=request.now, **body.dict()
    )
    return Made(id=made)


@deed(router, "/ledger/{entry_id}/reversal", out=Made, status=201)
def reverse(request: Request, entry_id: Id, body: ReversalIn) -> Made:
    """A counter-entry to a payment that came back, or to a promise that fell away."""
    made = actions.reverse_entry(
        actor=request.actor, entry_id=entry_id, now=request.now, **body.dict()
    )
    return Made(id=made)


class JudgementIn(In):
    kind: Literal["claimant", "photo", "proof"]
    key: Annotated[str, shapes.fits(40)] = ""
    verdict: Literal["harmless", "confirmed"]
    comment: Annotated[str, shapes.fits(1000, least=1)]


@router.get("/cases/{case_id}/signs", response={200: list[SignCard], **PROBLEMS})
def list_signs(request: Request, case_id: Id) -> Sequence[SignCard]:
    """What is worth a look: claimed often, a photo, proof or order that others have, too."""
    case = case_brief(actor=request.actor, case_id=case_id)
    return signs_of(actor=request.actor, case=case, now=request.now)


@deed(router, "/cases/{case_id}/signs", out=Done)
def judge_sign(request: Request, case_id: Id, body: JudgementIn) -> Done:
    """A person looked at one of its signs; the last word holds, all are kept."""
    judge(actor=request.actor, case_id=case_id, now=request.now, **body.dict())
    return Done()
