from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsRecorded:
    case_id: int
    cause: str
    liable: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionProposed:
    """A resolution was put to the customer (approved first, where its amount asks for it)."""

    case_id: int
    resolution_id: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked:
    """A resolution waits for somebody who may approve it as `step`: head, manager."""

    case_id: int
    step: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionJudged:
    """Somebody gave an approval, or refused it."""

    case_id: int
    granted: bool
    by_user_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAnswered:
    """On the portal, themselves; what colleagues note of a call they know."""

    case_id: int
    agreed: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionAgreed:
    case_id: int
    resolution_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRefused:
    """By the customer."""

    case_id: int
    resolution_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionCarriedOut:
    case_id: int
    resolution_id: int
    kind: str
    at: datetime
