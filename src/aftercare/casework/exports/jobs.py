"""Background entrances: lists are written, files expire."""

import tempfile

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal
from aftercare.people.staff.queries import actor_of_user

from . import actions
from .adapters import tell_progress, the_writer
from .queries import Order, order_of


@app.task(name=actions.JOB)
def write_export(export_id: int) -> None:
    """In the name and sight of whoever asked, as they are now. Begun anew after a crash."""
    order = order_of(actor=SYSTEM, export_id=export_id)
    if order is None:
        return
    with override(order.language):
        try:
            _write(export_id, order)
        except Refusal as error:
            _fail(export_id, str(error))
        except Exception:
            _fail(export_id, _("An unexpected error stopped it."))
            raise


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="exports.expire_exports", pass_context=False)
def expire_exports(timestamp: int) -> None:  # noqa: ARG001
    """Hourly."""
    actions.expire_exports(actor=SYSTEM, now=timezone.now())


def _write(export_id: int, order: Order) -> None:
    lines = 0

    def tell(done: int) -> None:
        nonlocal lines
        lines = done
        tell_progress(export_id, done)

    actor = actor_of_user(actor=SYSTEM, user_id=order.user_id)
    with tempfile.TemporaryFile() as file:
        the_writer()(
            actor=actor,
            wanted=order.wanted,
            form=order.form,
            file=file,
            tell=tell,
            now=timezone.now(),
        )
        file.seek(0)
        actions.finish_export(
            actor=SYSTEM, export_id=export_id, content=file, lines=lines, now=timezone.now()
        )


def _fail(export_id: int, failure: str) -> None:
    actions.fail_export(actor=SYSTEM, export_id=export_id, failure=failure, now=timezone.now())
