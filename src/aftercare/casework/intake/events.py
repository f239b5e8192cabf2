"""What intake tells those above it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeIssued:
    """A customer's access code, with a new case or in place of a lost one.

    The code lives within this transaction alone: it is never printed and never kept in clear.
    """

    case_id: int
    code: str = field(repr=False)
    renewed: bool
    channel: str
    at: datetime
    quiet: bool = False
