"""Background entrance: a simulation over many cases, a stretch at a time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.task(name=f"{actions.JOBS}.go_on")
def go_on(simulation_id: int) -> None:
    """Each stretch is one piece of work: begun anew after a crash it goes on where it was."""
    while actions.advance_simulation(actor=SYSTEM, simulation_id=simulation_id, now=timezone.now()):
        pass
