"""By what stations are paid, version by version; invoices that customers asked for (R-FS-12)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, model_validator

from aftercare.customers.products.queries import lines
from aftercare.fieldservice.quotes.actions import issue_invoice
from aftercare.fieldservice.quotes.queries import (
    SEE_INVOICES,
    InvoiceWish,
    invoice_file,
    invoices,
)
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from aftercare.foundation.files.actions import store_file
from aftercare.money.settlements.actions import set_terms
from aftercare.money.settlements.queries import (
    Band,
    Rate,
    Terms,
    TermsCard,
    Whose,
    stations_paid,
    terms_cards,
)
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Made, Word, fits

router = Router(tags=["settlement"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Sum = Annotated[Decimal, Field(ge=0, le=99_999_999, max_digits=10, decimal_places=2)]
NOTHING = Decimal(0)


class RateIn(In):
    """What a job pays; without a `line` for goods of all product lines."""

    job: Word
    line: Word = ""
    amount: Sum


class BandIn(In):
    """What a visit pays for the way; `up_to` kilometres, null in the last is any distance."""

    up_to: Annotated[int, Field(ge=1, le=9999)] | None = None
    amount: Sum


class TermsIn(In):
    """Of all stations of a kind (`provider` own or partner), or of one (`station_id`)."""

    provider: Annotated[str, fits(10)] = ""
    station_id: Id | None = None
    in_force_from: Day
    labour: Annotated[list[RateIn], Field(max_length=200)] = []
    travel: Annotated[list[BandIn], Field(max_length=20)] = []
    parts_percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)] = NOTHING
    on_time: Sum = NOTHING
    first_time: Sum = NOTHING
    survey: Sum = NOTHING
    survey_stars: Annotated[int, Field(ge=1, le=5)] = 5
    rework: Sum = NOTHING
    late: Sum = NOTHING
    missed: Sum = NOTHING

    @model_validator(mode="after")
    def _of_one_or_of_a_kind(self) -> "TermsIn":
        if bool(self.provider) == (self.station_id is not None):
            raise ValueError(_("Say whose terms they are."))
        return self


class InvoicePage(Schema):
    rows: Sequence[InvoiceWish]
    next_cursor: str | None


@router.get("/settlement-terms", response={200: list[TermsCard], **PROBLEMS})
def list_terms(request: Request) -> list[TermsCard]:
    """Those of kinds of stations, then those of single ones; of each the newest first."""
    return terms_cards(actor=request.actor, now=request.now)


@deed(router, "/settlement-terms", out=Made, status=201)
def write_terms(request: Request, body: TermsIn) -> Made:
    """A new version from a day on; what was sent to stations under the old one stays."""
    actor = request.actor
    actor.must("settlements.set_terms")
    if body.station_id is not None and body.station_id not in stations_paid(actor=actor):
        raise Invalid.of("station_id", _("There is no such station."))
    goods = {line.code for line in lines(actor=SYSTEM)}
    if any(rate.line and rate.line not in goods for rate in body.labour):
        raise Invalid.of("labour", _("There is no such product line."))
    given: dict[str, Any] = body.dict(exclude={"provider", "station_id", "in_force_from"})
    labour = [Rate(**one) for one in given.pop("labour")]
    travel = [Band(**one) for one in given.pop("travel")]
    made = set_terms(
        actor=actor, whose=Whose(station_id=body.station_id, provider=body.provider),
        in_force_from=body.in_force_from,
        terms=Terms(labour=labour, travel=travel, **given), now=request.now,
    )  # fmt: skip
    return Made(id=made)


@router.get("/invoices", response={200: InvoicePage, **PROBLEMS})
def list_invoices(
    request: Request, state: Literal["asked", "issued"] = "asked", cursor: Cursor = ""
) -> InvoicePage:
    """Those to be issued, the longest waiting first; or those that were, the newest first."""
    found = invoices(actor=request.actor, issued=state == "issued", cursor=cursor)
    return InvoicePage(rows=found.rows, next_cursor=found.next_cursor)


@deed(router, "/orders/{order_id}/invoice", out=Done)
def put_invoice(
    request: Request,
    order_id: Id,
    number: Form[Annotated[str, fits(30, least=1)]],
    file: File[UploadedFile],
) -> Done:
    """The invoice that was asked for, under its number; the customer takes the file."""
    request.actor.must("quotes.issue_invoice")
    order_brief(actor=request.actor, order_id=order_id)
    kept = store_file(
        actor=request.actor, name=file.name or "", content=file.read(), now=request.now
    )
    issue_invoice(
        actor=request.actor, order_id=order_id, number=number, file_id=kept.id, now=request.now
    )
    return Done()


@router.get("/orders/{order_id}/invoice", response={200: bytes, **PROBLEMS})
def read_invoice(request: Request, order_id: Id) -> HttpResponse:
    """The issued invoice, as its file."""
    request.actor.must(SEE_INVOICES)
    order = order_brief(actor=request.actor, order_id=order_id)
    found = invoice_file(actor=request.actor, order=order)
    return file_answer(actor=request.actor, file=found, small=False)
