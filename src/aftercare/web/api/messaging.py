"""Of what people are told, by which channel, in which words; and how customers wish it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from ninja import Router
from pydantic import Field

from aftercare.casework.messaging import actions, queries
from aftercare.casework.messaging.queries import OccasionCard, TemplateCard, TemplateText, WishCard
from aftercare.customers.parties.queries import customer_brief
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Line, Word

router = Router(tags=["messages"])
Language = Literal["", "zh", "en"]
Channel = Literal["", "mail", "sms", "wechat"]


class SwitchIn(In):
    occasion: Word
    channel: Word
    on: bool


class TemplateIn(In):
    text: Annotated[str, shapes.fits(4000)]
    subject: Line = ""
    gateway_template: Annotated[str, shapes.fits(80)] = ""
    gateway_fields: Annotated[str, shapes.fits(2000)] = ""


class WishesIn(In):
    """`refused`: channels by which the customer wants no messages."""

    language: Language = ""
    channel: Channel = ""
    refused: Annotated[list[Word], Field(max_length=5)] = []
    wechat_id: Annotated[str, shapes.fits(80)] | None = None


@router.get("/message-occasions", response={200: list[OccasionCard], **PROBLEMS})
def list_occasions(request: Request) -> Sequence[OccasionCard]:
    """Every occasion on which customers or colleagues are told something, and by which channels."""
    return queries.occasions(actor=request.actor)


@deed(router, "/message-occasions", out=Done)
def switch_occasion(request: Request, body: SwitchIn) -> Done:
    """Says whether people are told on an occasion by a channel."""
    actions.switch_occasion(actor=request.actor, now=request.now, **body.dict())
    return Done()


@router.get(
    "/message-templates/{occasion}/{channel}/{language}",
    response={200: TemplateCard, **PROBLEMS},
)
def read_template(request: Request, occasion: Word, channel: Word, language: Word) -> TemplateCard:
    """The words in use for an occasion, channel and language, with a sample."""
    if not queries.is_template(occasion, channel, language):
        raise NotFound
    return queries.template_card(
        actor=request.actor, occasion=occasion, channel=channel, language=language
    )


@deed(router, "/message-templates/{occasion}/{channel}/{language}", out=TemplateText, status=201)
def write_template(
    request: Request, occasion: Word, channel: Word, language: Word, body: TemplateIn
) -> TemplateText:
    """Writes the next version of a text. 422 for a name in braces that nobody fills."""
    return actions.write_template(
        actor=request.actor,
        occasion=occasion,
        channel=channel,
        language=language,
        now=request.now,
        **body.dict(),
    )


@router.get("/customers/{customer_id}/wishes", response={200: WishCard, **PROBLEMS})
def read_wishes(request: Request, customer_id: Id) -> WishCard:
    """How a customer wishes to be reached: channels, quiet hours, language."""
    customer = customer_brief(actor=request.actor, customer_id=customer_id)
    return queries.wishes_of(actor=request.actor, customer=customer)


@deed(router, "/customers/{customer_id}/wishes", out=Done)
def note_wishes(request: Request, customer_id: Id, body: WishesIn) -> Done:
    """Says how a customer wishes to be reached; without `wechat_id` that stays as it is."""
    actions.note_wishes(
        actor=request.actor, customer_id=customer_id, now=request.now, **body.dict()
    )
    return Done()
