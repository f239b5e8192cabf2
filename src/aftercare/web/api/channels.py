"""Social channels that write to us and are answered, and programs that are told of events."""

from collections.abc import Sequence
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field

from aftercare.casework.chats import actions, queries
from aftercare.casework.chats.actions import Taken
from aftercare.casework.chats.queries import IncomingRow, SourceCard
from aftercare.casework.conversation.queries import ContactRow
from aftercare.casework.webhooks import actions as webhook_actions
from aftercare.casework.webhooks import queries as webhook_queries
from aftercare.casework.webhooks.queries import WebhookCard
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Word

router = Router(tags=["channels"])
Url = Annotated[str, shapes.fits(500)]


class IncomingPage(Schema):
    rows: Sequence[IncomingRow]
    next_cursor: str | None


class SourceIn(In):
    """`mapping`: lines `our field = path in its body`. `url`: where answers go, "" for nowhere."""

    name: Annotated[str, shapes.fits(60, least=1)]
    dialect: Annotated[str, shapes.fits(40)] = "standard"
    mapping: Annotated[str, shapes.fits(2000)] = ""
    product_line: Word = ""
    per_minute: Annotated[int, Field(ge=0, le=100_000)] = 120
    url: Url = ""


class NewSourceIn(SourceIn):
    """`code` stands in its address: `/hooks/<code>`."""

    code: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,40}$")]


class ChangedSourceIn(SourceIn):
    is_on: bool = True


class SecretIn(In):
    """`at_once`: the former secret stops working now; else it works on for a day."""

    at_once: bool = False


class SecretOut(Schema):
    """Shown this once."""

    id: int
    secret: str


class SampleIn(In):
    body: Annotated[str, shapes.fits(20_000)]


class ChatAnswerIn(In):
    text: Annotated[str, shapes.fits(5000)]


@router.get("/sources", response={200: list[SourceCard], **PROBLEMS})
def list_sources(request: Request) -> Sequence[SourceCard]:
    """The social and chat channels that may call this server, without their secrets."""
    return queries.sources(actor=request.actor)


@deed(router, "/sources", out=SecretOut, status=201)
def open_source(request: Request, body: NewSourceIn) -> SecretOut:
    """A channel that may call this server; answers its secret, which is shown this once."""
    given = body.dict()
    source_id, secret = actions.open_source(
        actor=request.actor, code=given.pop("code"), url=given.pop("url"), values=given,
        now=request.now,
    )  # fmt: skip
    return SecretOut(id=source_id, secret=secret)


@deed(router, "/sources/{source_id}", out=Done)
def change_source(request: Request, source_id: Id, body: ChangedSourceIn) -> Done:
    """Changes a channel. Switched off, nobody is let in and no answer goes out."""
    given = body.dict()
    actions.change_source(
        actor=request.actor, source_id=source_id, url=given.pop("url"), is_on=given.pop("is_on"),
        values=given, now=request.now,
    )  # fmt: skip
    return Done()


@deed(router, "/sources/{source_id}/secret", out=SecretOut)
def renew_source_secret(request: Request, source_id: Id, body: SecretIn) -> SecretOut:
    """A new secret, shown this once; the former works for a day more, unless `at_once`."""
    secret = actions.renew_source_secret(
        actor=request.actor, source_id=source_id, now=request.now, **body.dict()
    )
    return SecretOut(id=source_id, secret=secret)


@deed(router, "/sources/{source_id}/sample", out=list[Taken])
def send_sample(request: Request, source_id: Id, body: SampleIn) -> list[Taken]:
    """Signs the body and takes it in as if the channel had sent it."""
    return actions.send_sample(
        actor=request.actor, source_id=source_id, body=body.body, now=request.now
    )


@router.get("/sources/{source_id}/messages", response={200: IncomingPage, **PROBLEMS})
def list_incoming(request: Request, source_id: Id, cursor: Cursor = "") -> Page[IncomingRow]:
    """What came in by a channel, newest first, with the case it went to."""
    return queries.incoming(actor=request.actor, source_id=source_id, cursor=cursor)


@deed(router, "/cases/{case_id}/chat-answers", out=ContactRow, status=201)
def answer_in_chat(request: Request, case_id: Id, body: ChatAnswerIn) -> ContactRow:
    """Answers the customer on the channel they wrote by."""
    return actions.answer_in_chat(
        actor=request.actor, case_id=case_id, text=body.text, now=request.now
    )


class WebhookIn(In):
    """`events` of the catalogue (the section `webhooks` of this description).

    `with_facts`: codes, ids and moments of the case go along, else its id and number alone.
    """

    name: Annotated[str, shapes.fits(60, least=1)]
    url: Url
    events: Annotated[list[Annotated[str, shapes.fits(40)]], Field(max_length=40)]
    with_facts: bool = False


class ChangedWebhookIn(WebhookIn):
    is_on: bool = True


@router.get("/webhooks", response={200: list[WebhookCard], **PROBLEMS})
def list_webhooks(request: Request) -> Sequence[WebhookCard]:
    """What became of the calls stands among the messages of the channel `hook`."""
    return webhook_queries.webhooks(actor=request.actor)


@deed(router, "/webhooks", out=SecretOut, status=201)
def open_webhook(request: Request, body: WebhookIn) -> SecretOut:
    """A program that is told of events from now on; answers the secret that signs its calls."""
    webhook_id, secret = webhook_actions.open_webhook(
        actor=request.actor, now=request.now, **body.dict()
    )
    return SecretOut(id=webhook_id, secret=secret)


@deed(router, "/webhooks/{webhook_id}", out=Done)
def change_webhook(request: Request, webhook_id: Id, body: ChangedWebhookIn) -> Done:
    """Changes what a program is told, and where. Switched off, what waits is given up."""
    webhook_actions.change_webhook(
        actor=request.actor, webhook_id=webhook_id, now=request.now, **body.dict()
    )
    return Done()


@deed(router, "/webhooks/{webhook_id}/secret", out=SecretOut)
def renew_webhook_secret(request: Request, webhook_id: Id, body: SecretIn) -> SecretOut:
    """A new secret, shown this once; for a day calls bear both signatures, unless `at_once`."""
    secret = webhook_actions.renew_webhook_secret(
        actor=request.actor, webhook_id=webhook_id, now=request.now, **body.dict()
    )
    return SecretOut(id=webhook_id, secret=secret)


@deed(router, "/webhooks/{webhook_id}/ping", out=Done)
def ping_webhook(request: Request, webhook_id: Id) -> Done:
    """Makes one call that says nothing, to see whether it arrives."""
    webhook_actions.ping_webhook(actor=request.actor, webhook_id=webhook_id, now=request.now)
    return Done()
