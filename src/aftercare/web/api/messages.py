"""The outbox: what goes out to people, and what became of it. Recipients are masked."""

from collections.abc import Sequence

from ninja import Router, Schema

from aftercare.foundation.deliveries import actions, queries
from aftercare.foundation.deliveries.queries import MessageCard, MessageRow, Wanted
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, Line, Word

router = Router(tags=["messages"])


class MessagesPage(Schema):
    rows: Sequence[MessageRow]
    next_cursor: str | None


@router.get("", response={200: MessagesPage, **PROBLEMS})
def list_messages(
    request: Request,
    channel: Word = "",
    state: Word = "",
    about: Line = "",
    cursor: Cursor = "",
) -> Page[MessageRow]:
    """Messages that left or wait to, newest first; `about` as in "case:17"."""
    wanted = Wanted(channel=channel, state=state, about=about)
    return queries.outbox(actor=request.actor, wanted=wanted, cursor=cursor)


@router.get("/{message_id}", response={200: MessageCard, **PROBLEMS})
def read_message(request: Request, message_id: Id) -> MessageCard:
    """One message: its words, to whom, and each try; secrets stand as dots."""
    return queries.message_card(actor=request.actor, message_id=message_id)


@deed(router, "/{message_id}/retry", out=MessageRow)
def retry_message(request: Request, message_id: Id) -> MessageRow:
    """Sends again at once what failed, was given up or is held back."""
    return actions.retry_message(actor=request.actor, message_id=message_id, now=request.now)


@deed(router, "/{message_id}/cancel", out=MessageRow)
def cancel_message(request: Request, message_id: Id) -> MessageRow:
    """A message shall not go after all. 409 for what is gone or being sent."""
    return actions.cancel_message(actor=request.actor, message_id=message_id, now=request.now)
