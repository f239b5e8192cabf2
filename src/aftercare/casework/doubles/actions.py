"""Keeps what like cases are found by."""

from datetime import datetime

from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.actions import derived
from aftercare.foundation.actor import Actor
from aftercare.foundation.rows import new_row, put_rows_off
from aftercare.foundation.search.rules import marks

from .models import Marks
from .rules import marks_at


@derived
def note_marks(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The marks of what came in; a later edit does not change what was told at first."""
    case = case_brief(actor=actor, case_id=case_id)
    told = marks(f"{case.subject} {case.description}")
    put_rows_off(new_row(Marks, case_id=case_id, marks=marks_at(told, now)))
