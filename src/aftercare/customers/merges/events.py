"""What happens to the files of customers as wholes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersMerged:
    """All that hangs on the lost file goes to the kept one; who moves rows notes their ids."""

    merge_id: int
    lost_id: int
    kept_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone:
    """What had been moved goes back: `moved` is kind → ids."""

    merge_id: int
    lost_id: int
    kept_id: int
    moved: dict[str, list[int]]
    at: datetime
