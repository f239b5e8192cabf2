"""Mail that came in and waits, and mail to customers."""

from collections.abc import Sequence
from typing import Annotated

from ninja import Router, Schema

from aftercare.casework.conversation.queries import ContactRow
from aftercare.casework.mailbox import actions, queries
from aftercare.casework.mailbox.queries import MailRow
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Word

router = Router(tags=["messages"])


class MailsPage(Schema):
    rows: Sequence[MailRow]
    next_cursor: str | None


class JoinIn(In):
    number: Word


class MailIn(In):
    text: Annotated[str, shapes.fits(5000)]
    subject: Annotated[str, shapes.fits(150)] = ""


@router.get("/mails", response={200: MailsPage, **PROBLEMS})
def list_mails(request: Request, state: Word = "waiting", cursor: Cursor = "") -> Page[MailRow]:
    """Mail that came in, newest first; `state` narrows it (`waiting` for a person, "" for all)."""
    return queries.mails(actor=request.actor, state=state, cursor=cursor)


@deed(router, "/mails/{mail_id}/case", out=MailRow)
def open_case_of_mail(request: Request, mail_id: Id) -> MailRow:
    """Says that a waiting mail is a new matter: a case is taken in from it."""
    return actions.open_case_of_mail(actor=request.actor, mail_id=mail_id, now=request.now)


@deed(router, "/mails/{mail_id}/join", out=MailRow)
def join_case(request: Request, mail_id: Id, body: JoinIn) -> MailRow:
    """Says to which case, by its number, a waiting mail belongs."""
    return actions.join_case(
        actor=request.actor, mail_id=mail_id, number=body.number, now=request.now
    )


@deed(router, "/mails/{mail_id}/dismiss", out=MailRow)
def dismiss_mail(request: Request, mail_id: Id) -> MailRow:
    """Says that a waiting mail needs nothing."""
    return actions.dismiss_mail(actor=request.actor, mail_id=mail_id, now=request.now)


@deed(router, "/cases/{case_id}/mails", out=ContactRow, status=201)
def write_mail(request: Request, case_id: Id, body: MailIn) -> ContactRow:
    """To the customer; a public contact of the case, and a message in the outbox."""
    return actions.reply_by_mail(
        actor=request.actor, case_id=case_id, now=request.now, **body.dict()
    )
