"""What triage says about a text, as plain values."""

from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """The fields that triage proposes, in the order in which a person reads them."""

    KIND = "kind"
    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    PRODUCT_LINE = "product_line"
    LEVEL = "level"
    SEVERITY = "severity"
    URGENT = "urgent"
    COMPLEX = "complex"


class Source(StrEnum):
    """Who put a value there; the earlier one is never outvoted by a later one."""

    SAFETY = "safety"
    COMPANY = "company"
    PLUGIN = "plugin"  # a classifier that another package brings
    STARTER = "starter"
    LEARNED = "learned"  # a model that the company's confirmed cases have taught
    GRADING = "grading"
    AGAIN = "again"  # the same matter came again soon after it was settled
    GIVEN = "given"  # the form or the file said so


class Weight(StrEnum):
    """What a reason did to the field that it names."""

    FOR = "for"
    AGAINST = "against"  # shown, but it did not decide: a negated or feared hazard


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`words` stand in the text as written; `code` says what they mean, for translation."""

    field: str
    source: str
    code: str
    words: str = ""
    weight: str = Weight.FOR

    def as_data(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in Reason.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a classifier of another package thinks of one field, from 0.0 to 1.0 sure.

    `words` of the text are the reason that people are shown.
    """

    field: str
    value: str
    confidence: float
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Values by field, best guess each; `open` names those under the wanted confidence.

    A field without any ground has its fallback value, confidence 0.0, and is open too. With
    `safety` true the level is one, the severity A, the case urgent, and nothing may change that.
    """

    kind: str
    category: str
    subcategory: str
    product_line: str
    level: str
    severity: str
    urgent: bool
    complex: bool
    safety: bool
    confidence: dict[str, float] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    model_version: str = ""
