"""The words that go in about leading cases, packages and old goods."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from aftercare.casework.repeats.queries import FirstFix, RepeatRow
from aftercare.matters.leads.queries import Following, LeadCard

from .shapes import Cause, Ground, Id, In, Liable, Money, Way, fits

Why = Annotated[str, fits(500, least=1)]


class LeadOut(Schema):
    """What a case leads, or what it follows; both null for a case by itself."""

    leads: LeadCard | None
    follows: Following | None


class AgainOut(Schema):
    first_fix: FirstFix
    rows: Sequence[RepeatRow]
    next_cursor: str | None


class AgainIn(In):
    earlier_number: Annotated[str, fits(20, least=1)]


class LeadIn(In):
    cause: Annotated[str, fits(200, least=1)]


class FollowIn(In):
    lead_number: Annotated[str, fits(20, least=1)]


class WhyIn(In):
    reason: Why


class HeirIn(WhyIn):
    other_id: Id


class OfferIn(In):
    """A finding names `cause` and `liable`, a resolution `resolution` and its amounts.

    `put_forward`: put to the customers whose case is ready for it; consent stays theirs.
    """

    kind: Literal["finding", "resolution", "message"]
    text: Annotated[str, fits(2000, least=1)]
    cause: Cause | Literal[""] = ""
    liable: Liable | Literal[""] = ""
    resolution: Way | Literal[""] = ""
    cost_amount: Money = Decimal(0)
    compensation_amount: Money = Decimal(0)
    ground: Ground = ""
    beyond_reason: Annotated[str, fits(1000)] = ""
    expected_stars: Annotated[int, Field(ge=1, le=5)] = 4
    put_forward: bool = True


class CarriedOut(Schema):
    """`refused`: why it was not taken; "" where it was."""

    case_id: int
    number: str
    refused: str


class RoundOut(Schema):
    """`hidden`: how many are out of sight; their owners are told and decide."""

    carried: Sequence[CarriedOut]
    hidden: int


class TakeIn(In):
    """What is the case's own; left out: as the leader offers it."""

    cost_amount: Money | None = None
    compensation_amount: Money | None = None
    ground: Ground = ""
    beyond_reason: Annotated[str, fits(1000)] = ""


class WrittenIn(In):
    text: Annotated[str, fits(1000, least=1)]


class WrittenOut(Schema):
    channel: str  # sms, mail or wechat
