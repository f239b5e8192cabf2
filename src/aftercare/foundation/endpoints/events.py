from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSwitchedOff:
    """It failed for days; nobody calls it until a person switches it on again."""

    endpoint_id: int
    at: datetime
