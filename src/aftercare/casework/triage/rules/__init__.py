"""How triage judges a text. Pure: standard library and data files of this module only."""

from .agreement import Outcome, compare
from .company import SETTABLE, CompanyRule, RuleFault, faults_of
from .learning import FEWEST, LEARNABLE, MOST, Confirmed, Trial, as_data, trials, with_model
from .propose import propose_classification
from .safety import HAPPENED, Mention, SafetyVerdict, read_safety
from .starter import Models, model_from, starter
from .text import normal
from .values import Field, Opinion, Proposed, Reason, Source, Weight

__all__ = [
    "FEWEST",
    "HAPPENED",
    "LEARNABLE",
    "MOST",
    "SETTABLE",
    "CompanyRule",
    "Confirmed",
    "Field",
    "Mention",
    "Models",
    "Opinion",
    "Outcome",
    "Proposed",
    "Reason",
    "RuleFault",
    "SafetyVerdict",
    "Source",
    "Trial",
    "Weight",
    "as_data",
    "compare",
    "faults_of",
    "model_from",
    "normal",
    "propose_classification",
    "read_safety",
    "starter",
    "trials",
    "with_model",
]
