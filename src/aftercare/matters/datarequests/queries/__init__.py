"""What persons asked about their own data, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.customers.parties.queries import CustomerBrief, customer_briefs, sight_of
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.queries import user_names
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.matters.datarequests import rules
from aftercare.matters.datarequests.models import (
    KIND_CHOICES,
    PROOF_CHOICES,
    STATE_CHOICES,
    DataRequest,
)
from aftercare.matters.datarequests.rules import Kind, Proof, State

__all__ = ["KIND_CHOICES", "PROOF_CHOICES", "STATE_CHOICES", "Kind", "Proof", "State"]

SEE_REQUESTS = view("datarequests.see_requests")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """`customer` is masked. `ended_by` is who answered or refused it."""

    id: int
    customer: CustomerBrief
    kind: str
    state: str
    proof: str
    asked_at: datetime
    due_on: date
    late: bool
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCard:
    row: RequestRow
    wish: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequest:
    """As whoever asked sees it."""

    kind: str
    state: str
    asked_at: datetime
    due_on: date
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of what is kept about a person, in clear: the names of its columns, and the rows."""

    code: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def requests(
    *, actor: Actor, is_open: bool, now: datetime, cursor: str = "", limit: int = 30
) -> Page[RequestRow]:
    """Those to be answered, the nearest due first; or those that have ended, the latest first."""
    actor.must(SEE_REQUESTS)
    found = DataRequest.objects.filter(sight_of(actor=actor, path="customer_id"))
    if is_open:
        found = found.filter(state=State.OPEN).order_by("due_on", "id")
        limit = max(limit, 200)
    else:
        found = found.exclude(state=State.OPEN).order_by("-id")
    if cursor and not is_open:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last_id)
    rows = list(found[: limit + 1])
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit and not is_open else None
    return Page(rows=_rows(actor, rows[:limit], now), next_cursor=more)


def request_card(*, actor: Actor, request_id: int, now: datetime) -> RequestCard:
    actor.must(SEE_REQUESTS)
    seen = DataRequest.objects.filter(sight_of(actor=actor, path="customer_id"))
    return card_of(actor, seen.filter(id=request_id).first(), now)


def own_requests(*, actor: Actor, case: CaseBrief) -> list[OwnRequest]:
    """What the customer of a case has asked, latest first, for whoever holds the case's link."""
    del actor  # the brief is the proof
    return [
        OwnRequest(
            kind=row.kind,
            state=row.state,
            asked_at=row.asked_at,
            due_on=row.due_on,
            answer=row.answer,
        )
        for row in DataRequest.objects.filter(customer_id=case.customer_id).order_by("-id")[:20]
    ]


def card_of(actor: Actor, row: DataRequest | None, now: datetime) -> RequestCard:
    if row is None:
        raise NotFound(_("There is no such request."))
    return RequestCard(row=_rows(actor, [row], now)[0], wish=row.wish, answer=row.answer)


def _rows(actor: Actor, found: Iterable[DataRequest], now: datetime) -> list[RequestRow]:
    rows, today = list(found), timezone.localdate(now)
    briefs = customer_briefs(actor=actor, ids=[row.customer_id for row in rows])
    people = {row.ended_by for row in rows if row.ended_by is not None}
    names = user_names(actor=SYSTEM, ids=people) if people else {}
    return [
        RequestRow(
            id=row.id,
            customer=briefs[row.customer_id],
            kind=row.kind,
            state=row.state,
            proof=row.proof,
            asked_at=row.asked_at,
            due_on=row.due_on,
            late=rules.is_late(row.state, row.due_on, today),
            ended_at=row.ended_at,
            ended_by=names.get(row.ended_by or 0, ""),
        )
        for row in rows
        if row.customer_id in briefs
    ]
