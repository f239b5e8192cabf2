"""The words that go in where only some kinds of case have something to say."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from .shapes import Cause, Id, In, Line, Moment, Money, RegisterIn, VersionIn, fits

Channel = Literal["phone", "sms", "email", "chat", "visit"]


class AnsweredIn(RegisterIn):
    """A question with the answer that was given at once."""

    answer: Annotated[str, fits(5000, least=1)]
    answered_by: Channel = "phone"


class ReferIn(VersionIn):
    """`to_id` left out: whoever is responsible for such matters."""

    question: Annotated[str, fits(2000, least=1)]
    to_id: Id | None = None


class ReturnIn(VersionIn):
    answer: Annotated[str, fits(5000, least=1)]


class VisitIn(VersionIn):
    """`channel` and `text` say how the time was agreed upon with the customer."""

    from_at: Moment
    until_at: Moment
    who: Annotated[str, fits(60, least=1)]
    channel: Channel
    text: Annotated[str, fits(2000, least=1)]


class ArrivalIn(In):
    arrived_at: Moment


class VisitEndIn(In):
    outcome: Literal["again", "nobody_home", "called_off"]
    note: Annotated[str, fits(1000, least=1)]


class ServiceIn(VersionIn):
    """A fee needs `fee_agreed`: how one can tell that the customer agreed to it beforehand."""

    result: Annotated[str, fits(5000, least=1)]
    root_cause: Cause | Literal[""] = ""
    cost_amount: Money
    fee_amount: Money = Decimal(0)
    fee_agreed: Line = ""


class ClaimIn(In):
    """`text` is the fault as confirmed, or why the claim is refused."""

    granted: bool
    ground: Literal["", "fault", "no_reason", "wrong_goods"] = ""
    proof: Literal["", "invoice", "order", "card", "registered", "dealer", "none"] = ""
    proof_reference: Line = ""
    text: Annotated[str, fits(2000, least=1)]


class GoodsIn(In):
    purpose: Literal["refund", "exchange"]
    received_at: Moment
    condition: Literal["intact", "opened", "used", "damaged", "incomplete"]
    finding: Annotated[str, fits(2000, least=1)]
    accepted: bool
    refused_because: Annotated[str, fits(1000)] = ""


class ReplacementIn(In):
    delivered_at: Moment
    reference: Annotated[str, fits(120, least=1)]


class MendedPackagesIn(In):
    """`reference`: the new waybill, or the recording in which the customer agreed."""

    fault_ids: Annotated[list[Id], Field(max_length=200)]
    remedy: Literal["sent_again", "repaired", "taken_back", "kept", "found"]
    reference: Line = ""


class AppraisalIn(VersionIn):
    goods: Annotated[str, fits(120, least=1)]
    condition: Literal["working", "faulty", "dead", "incomplete"]
    amount: Money
    note: Annotated[str, fits(500)] = ""


class AppraisalAnswerIn(VersionIn):
    agreed: bool
    how: Literal["recorded_call", "signature", "message"]
    reference: Annotated[str, fits(120, least=1)]
    comment: Annotated[str, fits(1000)] = ""


class PickupIn(In):
    """`paid_reference`: the number of the payment, or of the order it was set off against."""

    collected_at: Moment
    way: Literal["fetched", "with_delivery", "brought"]
    paid_by: Literal["credit", "transfer", "cash", "nothing"]
    paid_reference: Line = ""


class CertificateIn(VersionIn):
    recycler: Annotated[str, fits(120, least=1)]
    treatment: Literal["dismantled", "refurbished", "material", "donated"]
    cost_amount: Money


Task = Literal[
    "surface",
    "inside",
    "parts",
    "function",
    "prepared",
    "position",
    "protected",
    "test_run",
    "briefing",
    "cleaned",
]


class ChecklistIn(In):
    """`tasks` left out: all that belong to the kind. A price needs `price_told`."""

    goods: Annotated[str, fits(120, least=1)]
    place: Line = ""
    tasks: Annotated[list[Task], Field(max_length=10)] = []
    price_amount: Money | None = None
    price_told: Line = ""


class AcceptanceIn(In):
    done: Annotated[list[Task], Field(max_length=10)]
    left_because: Annotated[str, fits(500)] = ""
    how: Literal["recorded_call", "signature", "message"]
    reference: Annotated[str, fits(120, least=1)]


class DatesIn(In):
    answer_by: Moment | None = None
    hearing_at: Moment | None = None


class MatterIn(DatesIn):
    """A complaint through 12315 (market_supervision) starts the limits of the law."""

    body: Literal[
        "market_supervision",
        "consumer_association",
        "marketplace",
        "arbitration",
        "court",
        "other_authority",
    ]
    office: Line = ""
    reference: Annotated[str, fits(120, least=1)]
    received_at: Moment


class OpinionIn(In):
    opinion: Annotated[str, fits(10_000, least=1)]


class MatterEndIn(In):
    outcome: Literal["agreed", "not_agreed", "declined", "withdrawn", "for_customer", "for_us"]
    result: Annotated[str, fits(5000, least=1)]
    ended_at: Moment
