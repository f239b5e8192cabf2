"""What happens to a case, for the modules above it. `at` is when it happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What a case is about and how grave it is: the facts by which commitments are chosen."""

    kind: str
    category: str
    subcategory: str
    product_line: str
    level: str
    severity: str
    urgent: bool
    complex: bool
    channel: str

    def codes(self) -> dict[str, Any]:
        """By name; what `asdict` gives, without its detours."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    case_id: int
    number: str
    classification: Classification
    safety: bool
    pack_version_id: int
    owner_id: int
    org_unit_id: int
    received_at: datetime
    of_many: bool = False
    unasked: bool = False
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClassified:
    case_id: int
    number: str
    before: Classification
    classification: Classification
    safety: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned:
    case_id: int
    number: str
    owner_id: int
    former_owner_id: int
    org_unit_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAdvanced:
    """The case went from one stage of its flow to another."""

    case_id: int
    before: str
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResolved:
    case_id: int
    number: str
    owner_id: int
    org_unit_id: int
    pack_version_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened:
    case_id: int
    number: str
    escalated: bool
    since: datetime  # when it had been resolved
    by_owner: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    case_id: int
    number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMerged:
    """`case_id` ended as a double of `kept_id`."""

    case_id: int
    kept_id: int
    at: datetime
