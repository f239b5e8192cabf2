"""How triage judges a text. Pure: standard library and data files of this module only."""

from .company import SETTABLE, CompanyRule
from .propose import propose_classification
from .safety import HAPPENED, Mention, SafetyVerdict, read_safety
from .starter import starter
from .text import normal
from .values import Field, Proposed, Reason, Source, Weight

__all__ = [
    "HAPPENED",
    "SETTABLE",
    "CompanyRule",
    "Field",
    "Mention",
    "Proposed",
    "Reason",
    "SafetyVerdict",
    "Source",
    "Weight",
    "normal",
    "propose_classification",
    "read_safety",
    "starter",
]
