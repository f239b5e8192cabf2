from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaused:
    """Some clocks of the case stand still from now on."""

    case_id: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed:
    case_id: int
    at: datetime
