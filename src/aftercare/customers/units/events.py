from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAttached:
    """A unit has papers that show its purchase; by a colleague or a program."""

    unit_id: int
    at: datetime
