"""The words that go in and out of the API. What comes out is mostly the queries' own values."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from aftercare.casework.cases.queries import CaseBrief, CaseRow
from aftercare.casework.legal.queries import Step
from aftercare.foundation.audit.queries import EntryRow
from aftercare.people.staff.queries import MemberCard

# PostgreSQL cannot keep NUL; no text of people has one.
NO_NUL = r"^[^\x00]*$"
MOST = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=MOST)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


def fits(most: int, *, least: int = 0) -> StringConstraints:
    """A text of so many characters, without NUL."""
    return StringConstraints(pattern=NO_NUL, max_length=most, min_length=least)


def in_utc(at: datetime) -> datetime:
    """PostgreSQL takes no offset beyond 15:59; without any, the company's zone is meant."""
    try:
        return (timezone.make_aware(at) if timezone.is_naive(at) else at).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(_("This moment lies outside the calendar.")) from error


Moment = Annotated[datetime, AfterValidator(in_utc)]
ZonedMoment = Annotated[AwareDatetime, AfterValidator(in_utc)]
Word = Annotated[str, fits(20)]
Line = Annotated[str, fits(120)]
Sentence = Annotated[str, fits(500)]
Money = Annotated[
    Decimal, Field(ge=0, le=Decimal("9999999999.99"), max_digits=12, decimal_places=2)
]
Cursor = Annotated[str, fits(200)]
Kind = Literal[
    "complaint", "repair", "installation", "care", "consultation", "return_exchange", "recycling"
]
Category = Literal[
    "product_quality",
    "service",
    "logistics",
    "contract",
    "price",
    "safety",
    "promotion",
    "other",
]
Level = Literal["one", "two"]
Severity = Literal["A", "B", "C"]
Cause = Literal[
    "design",
    "material",
    "process",
    "logistics",
    "installation",
    "misuse",
    "service_person",
    "contract_term",
    "other",
]
Stage = Literal[
    "registered",
    "accepted",
    "investigating",
    "proposing",
    "awaiting_approval",
    "awaiting_consent",
    "carrying_out",
    "resolved",
    "closed",
    "merged",
]


class In(Schema):
    """A body: unknown names are refused, so that a slip of the pen is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(Schema):
    field: str
    detail: str


class Problem(Schema):
    """RFC 9457; `code` is the same in every language."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[FieldProblem] = []
    missing: list[str] = []
    since_version: int | None = None


PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)


class Done(Schema):
    done: bool = True


class Made(Schema):
    id: int


class CasesPage(Schema):
    rows: Sequence[CaseRow]
    next_cursor: str | None


class EntriesPage(Schema):
    rows: Sequence[EntryRow]
    next_cursor: str | None


class MembersPage(Schema):
    rows: Sequence[MemberCard]
    next_cursor: str | None


class RegisteredOut(Schema):
    """`code` is told to the customer once; `follow_url` is the customer's page."""

    case: CaseBrief
    code: str
    is_new: bool
    follow_url: str


class FaultIn(In):
    kind: Literal[
        "missing",
        "incomplete",
        "damaged",
        "wrong_colour",
        "wrong_batch",
        "wrong_size",
        "wrong_goods",
    ]
    pieces: Annotated[int, Field(ge=0, le=9999)] = 0
    note: Annotated[str, fits(300)] = ""


class PackageIn(In):
    """Sizes in millimetres, like 2400×600×18; what is empty leaves what is known."""

    number: Annotated[int, Field(ge=1, le=200)]
    contents: Line = ""
    batch_no: Annotated[str, fits(40)] = ""
    colour_no: Annotated[str, fits(40)] = ""
    ordered_size: Annotated[str, fits(40)] = ""
    measured_size: Annotated[str, fits(40)] = ""
    faults: Annotated[list[FaultIn], Field(max_length=7)] = []


class PackagesIn(In):
    """`count` left out: as many as are known. Packages without a word came as they should."""

    count: Annotated[int, Field(ge=1, le=200)] | None = None
    waybill: Annotated[str, fits(60)] = ""
    packages: Annotated[list[PackageIn], Field(max_length=200)] = []


class RegisterIn(In):
    """A new case. Either `customer_id` or `phone` says whose. What is left out, triage proposes."""

    channel: Literal["phone", "email", "portal", "chat", "walk_in", "file", "api"] = "api"
    description: Annotated[str, fits(20_000, least=1)]
    subject: Line = ""
    customer_id: Id | None = None
    name: Annotated[str, fits(60)] = ""
    phone: Annotated[str, fits(30)] = ""
    address: Annotated[str, fits(200)] = ""
    region: Annotated[str, fits(6)] = ""
    kind: Kind | Literal[""] = ""
    category: Category | Literal[""] = ""
    subcategory: Annotated[str, fits(60)] = ""
    product_line: Word = ""
    level: Level | Literal[""] = ""
    severity: Severity | Literal[""] = ""
    urgent: bool | None = None
    complex: bool | None = None
    product_text: Line = ""
    order_no: Annotated[str, fits(60)] = ""
    unit_id: Id | None = None
    received_at: Moment | None = None
    owner_id: Id | None = None
    packages: PackagesIn | None = None
    confirmed: bool = False
    external_key: Annotated[str, fits(160)] = Field(
        "", description="The same key is the same case, however often it is sent."
    )


class ClassifyIn(In):
    version: Version | None = None
    kind: Kind
    category: Category
    subcategory: Annotated[str, fits(60)] = ""
    product_line: Word = ""
    level: Level
    severity: Severity
    urgent: bool = False
    complex: bool = False
    safety: bool = False
    reason: Sentence = ""


class EditIn(In):
    version: Version | None = None
    subject: Annotated[str, fits(120, least=1)]
    description: Annotated[str, fits(20_000, least=1)]
    product_text: Line = ""
    order_no: Annotated[str, fits(60)] = ""
    unit_id: Id | None = None


class VersionIn(In):
    version: Version | None = None


class OwnerIn(VersionIn):
    owner_id: Id
    reason: Sentence = ""


class ReasonIn(VersionIn):
    reason: Annotated[str, fits(500, least=1)]


class NewCaseIn(In):
    channel: Literal["phone", "email", "portal", "chat", "walk_in", "file", "api"] = "api"
    description: Annotated[str, fits(20_000, least=1)]


class MergeIn(VersionIn):
    kept_number: Word


class LinkIn(In):
    other_id: Id
    kind: Literal["repeat", "related"]


class ContactIn(In):
    channel: Literal["phone", "sms", "email", "chat", "visit"]
    outbound: bool
    reached: bool = True
    public: bool = False
    text: Annotated[str, fits(5000, least=1)]
    at: Moment | None = None
    recording_ref: Line = ""
    file_ids: Annotated[list[Id], Field(max_length=20)] = []
    client_ref: Annotated[str, StringConstraints(pattern=NO_NUL, max_length=80)] | None = None


class NoteIn(In):
    text: Annotated[str, fits(5000, least=1)]
    file_ids: Annotated[list[Id], Field(max_length=20)] = []


Liable = Literal[
    "maker", "supplier", "seller", "carrier", "installer", "station", "customer", "nobody"
]
Way = Literal[
    "repair", "exchange", "return", "compensation", "discount", "explanation", "apology", "other"
]
Ground = Literal["late", "damage", "repeated", "price", "care", "refund", "fraud", ""]


class FindingsIn(VersionIn):
    cause: Cause
    liable: Liable
    text: Annotated[str, fits(5000, least=1)]


class OptionIn(In):
    kind: Way
    summary: Annotated[str, fits(2000, least=1)]
    cost_amount: Money = Decimal(0)
    compensation_amount: Money = Decimal(0)
    ground: Ground = ""
    beyond_reason: Annotated[str, fits(1000)] = ""
    expected_stars: Annotated[int, Field(ge=1, le=5)] = 3


class CommentIn(VersionIn):
    comment: Annotated[str, fits(1000)] = ""


class ConsentIn(CommentIn):
    how: Literal["recorded_call", "signature", "message"]
    reference: Annotated[str, fits(120, least=1)]


class CarryOutIn(VersionIn):
    result: Annotated[str, fits(5000, least=1)]
    cost_amount: Money
    root_cause: Cause | Literal[""] = ""


class AnswerIn(VersionIn):
    channel: Literal["phone", "sms", "email", "chat", "visit"]
    answer: Annotated[str, fits(5000, least=1)]


class FollowUpIn(In):
    stars: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str, fits(2000)] = ""
    channel: Literal["phone", "sms", "email", "chat", "visit"] = "phone"


class FollowUpTryIn(In):
    channel: Literal["phone", "sms", "email", "chat", "visit"] = "phone"
    note: Annotated[str, fits(500, least=1)]


class PauseIn(In):
    reason: Annotated[str, fits(40, least=1)]
    evidence: Annotated[str, fits(300)] = ""


class NewDateIn(In):
    due_at: Moment
    reason: Annotated[str, fits(300, least=1)]
    told: Annotated[str, fits(120, least=1)]


class KeptIn(In):
    code: Word
    evidence: Annotated[str, fits(60, least=1)]


class AgreedDateIn(In):
    code: Word
    moment: Moment


class ReasonOfBreachIn(In):
    reason: Annotated[str, fits(500, least=1)]


class LegalStepIn(In):
    """`reference` is the authority's number, that of the payment, or of the report."""

    step: Step
    happened_at: Moment
    authority: Literal["", "market_supervision", "consumer_association", "other_authority"] = ""
    reference: Line = ""


class RevealIn(In):
    reason: Annotated[str, fits(200, least=2)]
    case_id: Id | None = None


class CompanyIn(In):
    """Whole: what is left out is empty afterwards."""

    name_zh: Annotated[str, fits(60, least=1)]
    name_en: Annotated[str, fits(60)] = ""
    phone: Annotated[str, fits(30)] = ""
    hours: Annotated[str, fits(60)] = ""
    email: Annotated[str, fits(254)] = ""
    address: Line = ""
    website: Annotated[str, fits(200)] = ""
    privacy_contact: Line = ""


class TextIn(In):
    text: Annotated[str, fits(20_000, least=1)]
    channel: Word = "api"
    product_line: Word = ""
