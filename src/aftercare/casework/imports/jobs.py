"""Background entrances: long checks and imports."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotAllowed, Refusal
from aftercare.people.staff.queries import actor_of_user

from . import actions
from .adapters import Stopped
from .queries import ImportBrief, owner_of_run


@app.task(name=f"{actions.JOBS}.check_rows")
def check_rows(run_id: int) -> None:
    _run(run_id, actions.check_rows)


@app.task(name=f"{actions.JOBS}.import_rows")
def import_rows(run_id: int) -> None:
    _run(run_id, actions.import_rows)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="imports.forget_abandoned", pass_context=False)
def forget_abandoned(timestamp: int) -> None:  # noqa: ARG001
    """Nightly."""
    actions.forget_abandoned(actor=SYSTEM, now=timezone.now())


def _run(run_id: int, step: Callable[..., ImportBrief]) -> None:
    """In the name of the person who started it. A job begun anew after a crash starts over."""
    try:
        step(actor=_actor(run_id), run_id=run_id, now=timezone.now())
    except actions.NotNow:
        return  # done or cancelled meanwhile
    except Stopped:
        actions.cancel_import(actor=SYSTEM, run_id=run_id, now=timezone.now())
    except NotAllowed:
        _fail(run_id, _("Whoever started it may no longer import files. Nothing was imported."))
    except Refusal as error:
        _fail(run_id, str(error))
    except Exception:
        _fail(run_id, _("An unexpected error stopped it. Nothing was imported."))
        raise


def _actor(run_id: int) -> Actor:
    user_id = owner_of_run(actor=SYSTEM, run_id=run_id)
    return SYSTEM if user_id is None else actor_of_user(actor=SYSTEM, user_id=user_id)


def _fail(run_id: int, failure: str) -> None:
    actions.note_failure(actor=SYSTEM, run_id=run_id, failure=failure, now=timezone.now())
