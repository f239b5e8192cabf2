"""What care and installation consist of, and whether all of it was done (R-FS-08, R-FS-09)."""

from collections.abc import Collection
from enum import StrEnum

HOLD = "acceptance"  # the hold of work that the customer has not accepted yet


class Task(StrEnum):
    SURFACE = "surface"
    INSIDE = "inside"
    PARTS = "parts"
    FUNCTION = "function"
    PREPARED = "prepared"
    POSITION = "position"
    PROTECTED = "protected"
    TEST_RUN = "test_run"
    BRIEFING = "briefing"
    CLEANED = "cleaned"


TASKS: dict[str, tuple[Task, ...]] = {
    "care": (Task.SURFACE, Task.INSIDE, Task.PARTS, Task.FUNCTION),
    "installation": (
        Task.PREPARED,
        Task.POSITION,
        Task.PROTECTED,
        Task.TEST_RUN,
        Task.BRIEFING,
        Task.CLEANED,
    ),
}


def has_checklist(kind: str) -> bool:
    return kind in TASKS


def in_order(kind: str, tasks: Collection[str]) -> list[str]:
    """These tasks, as far as the kind has them, in the order in which they are done."""
    return [task for task in TASKS.get(kind, ()) if task in tasks]


def left_undone(*, planned: Collection[str], done: Collection[str]) -> list[str]:
    return [task for task in planned if task not in done]
