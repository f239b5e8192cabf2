"""Background entrance: statements of all stations, one after the other."""

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.task(name=f"{actions.JOBS}.draw_statements")
def draw_statements(run_id: int) -> None:
    """Each statement is one piece of work: begun anew after a crash it goes on where it was."""
    while actions.advance_run(actor=SYSTEM, run_id=run_id, now=timezone.now()):
        pass
