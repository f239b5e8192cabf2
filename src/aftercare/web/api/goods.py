"""The catalogue: models, their main parts, the batches they were made in, and who has them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.batches.queries import BatchBrief, batch_brief, batches_of
from aftercare.customers.products.actions import (
    add_model,
    add_part,
    correct_model,
    offer_model_again,
    put_manual,
    remove_manual,
    retire_model,
)
from aftercare.customers.products.queries import (
    ModelBrief,
    PartRow,
    model_brief,
    models,
    parts_of,
)
from aftercare.customers.proofs.actions import confirm_reading, read_again
from aftercare.customers.proofs.queries import PaperCard, paper_card, papers_of
from aftercare.customers.units.actions import attach_proof
from aftercare.customers.units.queries import UnitBrief, units_of_batch
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Id

router = Router(tags=["catalogue"])
Made = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2199, 12, 31))]
Code = Annotated[str, shapes.fits(60)]


class ModelsPage(Schema):
    rows: Sequence[ModelBrief]
    next_cursor: str | None


class BatchesPage(Schema):
    rows: Sequence[BatchBrief]
    next_cursor: str | None


class UnitsPage(Schema):
    rows: Sequence[UnitBrief]
    next_cursor: str | None


class ModelIn(shapes.In):
    line_code: shapes.Word
    brand: Annotated[str, shapes.fits(40, least=1)]
    code: Annotated[str, shapes.fits(60, least=1)]
    name: Annotated[str, shapes.fits(120, least=1)]
    category_word: shapes.Word = ""


class MendIn(shapes.In):
    name: Annotated[str, shapes.fits(120, least=1)]
    category_word: shapes.Word = ""
    manual_url: Annotated[str, shapes.fits(300)] = ""


class PartIn(shapes.In):
    name: Annotated[str, shapes.fits(60, least=1)]
    code: Code = ""
    supplier: Annotated[str, shapes.fits(80)] = ""


class BatchIn(shapes.In):
    """The same number again corrects what is known of the batch."""

    number: Annotated[str, shapes.fits(60, least=1)]
    made_on: Made | None = None
    made_line: Code = ""
    supplier: Annotated[str, shapes.fits(80)] = ""
    materials: Annotated[list[Code], Field(max_length=40)] = []


class PaperIn(shapes.In):
    """What a person found right on a proof of purchase; what is left out stays.

    `whole_order`: number, shop, day and kind of proof go to all things of the order.
    """

    proof: Literal["", "invoice", "order", "card", "registered", "dealer", "none"] = ""
    channel: Annotated[str, shapes.fits(40)] = ""
    order_no: Code = ""
    purchased_on: Made | None = None
    paid_amount: shapes.Money | None = None
    described_as: shapes.Line = ""
    serial: Code = ""
    whole_order: bool = False


@router.get("/models", response={200: ModelsPage, **PROBLEMS})
def list_models(
    request: Request,
    q: Code = "",
    line: shapes.Word = "",
    is_sold: bool | None = None,  # noqa: FBT001 - a word of the address
    cursor: Cursor = "",
) -> Page[ModelBrief]:
    """Models by brand and code; `q` is part of code, name, brand or the customers' word for it."""
    return models(
        actor=request.actor, text=q, line_code=line, is_sold=is_sold, cursor=cursor or None
    )


@deed(router, "/models", out=ModelBrief)
def new_model(request: Request, body: ModelIn) -> ModelBrief:
    """Adds a model of a brand; one that is there already is answered as it is."""
    return add_model(actor=request.actor, now=request.now, **body.dict())


@router.get("/models/{model_id}", response={200: ModelBrief, **PROBLEMS})
def read_model(request: Request, model_id: Id) -> ModelBrief:
    """One model: brand, code, product line, and where its manual stands."""
    return model_brief(actor=request.actor, model_id=model_id)


@deed(router, "/models/{model_id}", out=ModelBrief)
def mend_model(request: Request, model_id: Id, body: MendIn) -> ModelBrief:
    """Corrects what a model is called and where its manual stands; code and brand stay."""
    return correct_model(actor=request.actor, model_id=model_id, now=request.now, **body.dict())


@deed(router, "/models/{model_id}/manual", out=ModelBrief)
def put_manual_of_model(request: Request, model_id: Id, file: File[UploadedFile]) -> ModelBrief:
    """The manual as a PDF, in place of the one before."""
    return put_manual(
        actor=request.actor, model_id=model_id, name=file.name or "",
        content=file.read(), now=request.now,
    )  # fmt: skip


@deed(router, "/models/{model_id}/manual/removal", out=ModelBrief)
def remove_manual_of_model(request: Request, model_id: Id) -> ModelBrief:
    """Removes the manual's file; an address of a manual elsewhere stays."""
    return remove_manual(actor=request.actor, model_id=model_id, now=request.now)


@deed(router, "/models/{model_id}/retirement", out=ModelBrief)
def end_sale(request: Request, model_id: Id) -> ModelBrief:
    """The model is no longer sold; what customers have of it stays."""
    return retire_model(actor=request.actor, model_id=model_id, now=request.now)


@deed(router, "/models/{model_id}/sale", out=ModelBrief)
def sell_again(request: Request, model_id: Id) -> ModelBrief:
    """The model is sold again after all."""
    return offer_model_again(actor=request.actor, model_id=model_id, now=request.now)


@router.get("/models/{model_id}/parts", response={200: list[PartRow], **PROBLEMS})
def list_parts(request: Request, model_id: Id) -> Sequence[PartRow]:
    """The main parts of a model, with the warranty of each."""
    model = model_brief(actor=request.actor, model_id=model_id)
    return parts_of(actor=request.actor, model_id=model.id)


@deed(router, "/models/{model_id}/parts", out=PartRow)
def new_part(request: Request, model_id: Id, body: PartIn) -> PartRow:
    """Adds a main part of a model; the same name again corrects what is known of it."""
    return add_part(actor=request.actor, model_id=model_id, now=request.now, **body.dict())


@router.get("/models/{model_id}/batches", response={200: BatchesPage, **PROBLEMS})
def list_batches(request: Request, model_id: Id, cursor: Cursor = "") -> Page[BatchBrief]:
    """The batches of a model, the newest entry first, page by page."""
    model = model_brief(actor=request.actor, model_id=model_id)
    return batches_of(actor=request.actor, model_id=model.id, cursor=cursor)


@deed(router, "/models/{model_id}/batches", out=BatchBrief)
def new_batch(request: Request, model_id: Id, body: BatchIn) -> BatchBrief:
    """Notes a batch of a model; the same number again corrects what is known of it."""
    return note_batch(actor=request.actor, model_id=model_id, now=request.now, **body.dict())


@router.get("/batches/{batch_id}/units", response={200: UnitsPage, **PROBLEMS})
def list_units_of_batch(request: Request, batch_id: Id, cursor: Cursor = "") -> Page[UnitBrief]:
    """Things of this batch whose customers are in sight."""
    batch = batch_brief(actor=request.actor, batch_id=batch_id)
    return units_of_batch(
        actor=request.actor, model_id=batch.model_id, number=batch.number, cursor=cursor
    )


@router.get("/units/{unit_id}/proofs", response={200: list[PaperCard], **PROBLEMS})
def list_proofs(request: Request, unit_id: Id) -> Sequence[PaperCard]:
    """The proofs of purchase, with what a machine read on them: proposals, nothing more."""
    return papers_of(actor=request.actor, unit_id=unit_id, now=request.now)


@deed(router, "/units/{unit_id}/proofs", out=PaperCard, status=201)
def add_proof(request: Request, unit_id: Id, file: File[UploadedFile]) -> PaperCard:
    """A photo or a PDF; it is read in the background, `state` tells when."""
    stored = store_file(
        actor=request.actor, name=file.name or "", content=file.read(), now=request.now
    )
    attach_proof(actor=request.actor, unit_id=unit_id, file_ids=[stored.id], now=request.now)
    cards = papers_of(actor=request.actor, unit_id=unit_id, now=request.now)
    return next(card for card in cards if card.file.id == stored.id)


@deed(router, "/units/{unit_id}/proofs/{proof_id}/confirmation", out=UnitBrief)
def confirm_proof(request: Request, unit_id: Id, proof_id: Id, body: PaperIn) -> UnitBrief:
    """Confirms what was read from a paper: what is right is written to the unit."""
    values = body.dict()
    whole_order = values.pop("whole_order")
    return confirm_reading(
        actor=request.actor, unit_id=unit_id, proof_id=proof_id, values=values,
        whole_order=whole_order, now=request.now,
    )  # fmt: skip


@deed(router, "/units/{unit_id}/proofs/{proof_id}/reading", out=PaperCard)
def read_proof_again(request: Request, unit_id: Id, proof_id: Id) -> PaperCard:
    """Has a paper read once more, for instance by a better reader. 409 while it is being read."""
    read_again(actor=request.actor, unit_id=unit_id, proof_id=proof_id, now=request.now)
    return paper_card(actor=request.actor, unit_id=unit_id, proof_id=proof_id, now=request.now)
