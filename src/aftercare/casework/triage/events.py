"""What triage announces. `at` is when it happened."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageProposed:
    case_id: int
    safety: bool
    model_version: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageDecided:
    """A person's word stands beside the proposal; the names are those of fields."""

    case_id: int
    agreed: tuple[str, ...]
    changed: tuple[str, ...]
    filled: tuple[str, ...]  # triage had left them open
    at: datetime
