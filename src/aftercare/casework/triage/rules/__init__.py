"""How triage judges a text. Pure: standard library and data files of this module only."""

from .propose import propose_classification
from .values import Field, Proposed, Reason, Source, Weight

__all__ = ["Field", "Proposed", "Reason", "Source", "Weight", "propose_classification"]
