"""Statements of stations, quotations and payments of work orders, price lists (R-FS-12)."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.fieldservice.quotes import actions as quotes
from aftercare.fieldservice.quotes.queries import (
    How,
    Item,
    PriceListRow,
    QuotationCard,
    price_lists,
    quotation_of,
)
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.errors import NotFound
from aftercare.money.settlements import actions
from aftercare.money.settlements.queries import (
    StatementCard,
    StatementFilter,
    StatementRow,
    TermsCard,
    statement_card,
    statements,
    terms_cards,
)
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Line, Made, Money, Sentence, Word, fits

router = Router(tags=["settlement"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Change = Annotated[Decimal, Field(ge=-9_999_999, le=9_999_999, max_digits=10, decimal_places=2)]


class StatementPage(Schema):
    rows: Sequence[StatementRow]
    next_cursor: str | None


class StatementWanted(Schema):
    """Narrows the list; what is left out does not. `month`: any day of it."""

    state: Literal["draft", "sent", "disputed", "agreed", "settled", ""] = ""
    org_unit_id: Id | None = None
    month: Day | None = None


class DrawIn(In):
    """Without a station for all of them, in the background."""

    do: Literal["draw"]
    org_unit_id: Id | None = None
    since: Day
    until: Day


class StatementStepIn(In):
    do: Literal["send", "agree", "drop"]
    statement_id: Id


class SettleIn(In):
    do: Literal["settle"]
    statement_id: Id
    way: Literal["bank", "offset"]
    reference: Annotated[str, fits(80, least=1)]
    paid_on: Day


class DisputeIn(In):
    do: Literal["dispute"]
    line_id: Id
    reason: Sentence


class AnswerDisputeIn(In):
    """`amount` where the station is right: it comes into its next statement."""

    do: Literal["answer"]
    line_id: Id
    verdict: Literal["granted", "upheld"]
    reply: Sentence
    amount: Change | None = None


class CorrectIn(In):
    do: Literal["correct"]
    line_id: Id
    amount: Change
    reason: Annotated[str, fits(200)]


StatementDeedIn = Annotated[
    DrawIn | StatementStepIn | SettleIn | DisputeIn | AnswerDisputeIn | CorrectIn,
    Field(discriminator="do"),
]


class QuotedItemIn(In):
    kind: Literal["labour", "trip", "part"]
    words: Line
    count: Annotated[int, Field(ge=1, le=9999)]
    amount: Annotated[Decimal, Field(ge=0, le=99_999_999, max_digits=10, decimal_places=2)]


class QuoteIn(In):
    """Without items by the list in force and the parts of the order."""

    do: Literal["quote"]
    items: list[QuotedItemIn] | None = None


class QuoteAnswerIn(In):
    do: Literal["accept", "decline"]
    how: Literal["signature", "code", "call"] = "signature"
    reference: Annotated[str, fits(200)] = ""


class QuotePaidIn(In):
    do: Literal["pay"]
    way: Literal["cash", "card", "wechat", "alipay"]
    reference: Annotated[str, fits(80)]


class QuotePaidBackIn(In):
    do: Literal["pay_back"]
    reason: Annotated[str, fits(200)]


class InvoiceAskedIn(In):
    do: Literal["ask_invoice"]
    title: Line
    tax_number: Annotated[str, fits(18)] = ""
    email: Line


class InvoiceIssuedIn(In):
    do: Literal["issue_invoice"]
    number: Annotated[str, fits(30, least=1)]


QuotationDeedIn = Annotated[
    QuoteIn | QuoteAnswerIn | QuotePaidIn | QuotePaidBackIn | InvoiceAskedIn | InvoiceIssuedIn,
    Field(discriminator="do"),
]


class PriceListIn(In):
    in_force_from: Day
    labour: dict[Word, Money]
    trip_amount: Annotated[Decimal, Field(ge=0, le=99_999_999, max_digits=10, decimal_places=2)]


class PricesAndTerms(Schema):
    """What customers pay, and by what stations are paid; `terms` for who may see them."""

    price_lists: Sequence[PriceListRow]
    terms: Sequence[TermsCard]


@router.get("/settlements", response={200: StatementPage, **PROBLEMS})
def list_statements(
    request: Request, wanted: Query[StatementWanted], cursor: Cursor = ""
) -> StatementPage:
    """Statements in sight, the latest days first; stations see their own, once they were sent."""
    found = statements(actor=request.actor, wanted=StatementFilter(**wanted.dict()), cursor=cursor)
    return StatementPage(rows=found.rows, next_cursor=found.next_cursor)


@router.get("/settlements/{statement_id}", response={200: StatementCard, **PROBLEMS})
def read_statement(request: Request, statement_id: Id) -> StatementCard:
    """One statement of a station, each line with its order, clause and reckoning."""
    return statement_card(actor=request.actor, statement_id=statement_id)


@deed(router, "/settlements", out=Made, status=201)
def do_with_statement(request: Request, body: StatementDeedIn) -> Made:
    """Draw up, send, agree, dispute a line, answer, correct, settle: each has its permission.

    The id is that of the statement, of the run for all stations, or of the line.
    """
    by: dict[str, Any] = {"actor": request.actor, "now": request.now}
    given = body.dict(exclude={"do"})
    if isinstance(body, DrawIn):
        if body.org_unit_id is None:
            del given["org_unit_id"]
            return Made(id=actions.draw_all(**by, **given))
        return Made(id=actions.draw_statement(**by, **given))
    perform: dict[str, Callable[..., object]] = {
        "send": actions.send_statement, "agree": actions.agree_statement,
        "drop": actions.drop_draft, "settle": actions.settle_statement,
        "dispute": actions.dispute_line, "answer": actions.answer_dispute,
        "correct": actions.correct_line,
    }  # fmt: skip
    perform[body.do](**by, **given)
    return Made(id=given.get("statement_id") or given["line_id"])


@router.get("/price-lists", response={200: PricesAndTerms, **PROBLEMS})
def list_prices(request: Request) -> PricesAndTerms:
    """Price lists of work on site and terms of settlement, version by version."""
    may = request.actor.may("settlements.see_terms")
    return PricesAndTerms(
        price_lists=price_lists(actor=request.actor),
        terms=terms_cards(actor=request.actor, now=request.now) if may else [],
    )


@deed(router, "/price-lists", out=Made, status=201)
def set_prices(request: Request, body: PriceListIn) -> Made:
    """Sets a new list of prices of work, in force from today or a day to come."""
    made = quotes.set_prices(
        actor=request.actor, in_force_from=body.in_force_from, labour=body.labour,
        trip_amount=body.trip_amount, now=request.now,
    )  # fmt: skip
    return Made(id=made)


@deed(router, "/orders/{order_id}/quotation", out=QuotationCard)
def do_with_quotation(request: Request, order_id: Id, body: QuotationDeedIn) -> QuotationCard:
    """Quote, accept, decline, pay, pay back, ask for and issue an invoice; what stands then."""
    order = order_brief(actor=request.actor, order_id=order_id)
    by: dict[str, Any] = {"actor": request.actor, "order_id": order_id, "now": request.now}
    given = body.dict(exclude={"do"})
    if isinstance(body, QuoteIn):
        items = [Item(**one) for one in given["items"]] if body.items is not None else None
        return quotes.quote_order(**by, items=items)
    if isinstance(body, QuoteAnswerIn):
        if body.do == "decline":
            quotes.decline_quotation(**by, reference=body.reference)
        else:
            quotes.accept_quotation(**by, how=How(body.how), reference=body.reference)
    else:
        perform: dict[str, Callable[..., object]] = {
            "pay": quotes.take_payment, "pay_back": quotes.pay_back,
            "ask_invoice": quotes.ask_invoice, "issue_invoice": quotes.issue_invoice,
        }  # fmt: skip
        perform[body.do](**by, **given)
    card = quotation_of(actor=request.actor, order=order)
    if card is None:
        raise NotFound
    return card
