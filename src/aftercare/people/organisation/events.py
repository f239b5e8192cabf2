"""What happens to units. Who still needs a unit refuses its closing by raising a Refusal."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitClosing:
    """About to be closed, in the same transaction."""

    org_unit_id: int
    at: datetime
