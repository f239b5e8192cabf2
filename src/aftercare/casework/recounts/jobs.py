"""Background entrance: many promises counted anew, a stretch of cases at a time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.task(name=f"{actions.JOBS}.go_on")
def go_on(codes: list[str], why: str, after: int) -> None:
    """Each stretch is one piece of work: what has been counted is not moved again."""
    last: int | None = after
    while last is not None:
        last = actions.recount_stretch(
            actor=SYSTEM, codes=codes, why=why, after=last, now=timezone.now()
        )
