"""How triage judges a text. Pure: standard library and data files of this module only."""

from .agreement import Outcome, compare
from .company import SETTABLE, CompanyRule, RuleFault, faults_of
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
    "Outcome",
    "Proposed",
    "Reason",
    "RuleFault",
    "SafetyVerdict",
    "Source",
    "Weight",
    "compare",
    "faults_of",
    "normal",
    "propose_classification",
    "read_safety",
    "starter",
]
