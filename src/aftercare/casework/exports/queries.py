"""What a person sees of the files that were asked for."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from aftercare.casework.imports.queries import TARGET_CHOICES
from aftercare.customers.registers.queries import WRITTEN_OUT
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from .adapters import Tell, Wanted
from .models import Export, ExportQuerySet

__all__ = ["STATES", "Tell", "Wanted"]

SEE_EXPORTS = view("exports.see_exports")
STATES = Export.State
CASES = "cases"
LISTS = (CASES, *WRITTEN_OUT)
MOST_SHOWN = 50
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportBrief:
    """`done` lines are written so far; `expires_at` is when the file goes."""

    id: int
    what: str
    what_name: str
    form: str
    state: str
    state_name: str
    done: int
    failure: str
    asked_at: datetime
    ended_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the worker needs; None where nothing waits any more."""

    user_id: int
    wanted: Wanted
    form: str
    language: str


def exports(*, actor: Actor) -> list[ExportBrief]:
    """One's own, newest first."""
    actor.must(SEE_EXPORTS)
    return [brief_of(row) for row in Export.objects.visible_to(actor).order_by("-id")[:MOST_SHOWN]]


def number_to_expire(*, actor: Actor, now: datetime, before: datetime) -> int:
    """Everybody's files that the next clearing removes."""
    actor.must(SEE_EXPORTS)
    return old_exports(now, before).count()


def old_exports(now: datetime, before: datetime | None) -> ExportQuerySet:
    over = Q(expires_at__lte=now)
    if before is not None:
        over |= Q(expires_at__lt=before + KEPT_FOR)
    return Export.objects.filter(over, state=Export.State.DONE)


def order_of(*, actor: Actor, export_id: int) -> Order | None:
    del actor  # the worker alone asks
    row = Export.objects.filter(id=export_id, state=STATES.WAITING).first()
    if row is None:
        return None
    said = json.loads(row.wanted)
    wanted = Wanted(
        what=row.what,
        words=said["words"],
        order=said["order"],
        case_ids=tuple(said["case_ids"]),
    )
    return Order(user_id=row.user_id, wanted=wanted, form=row.form, language=row.language)


def export_of(actor: Actor, export_id: int) -> Export:
    row = Export.objects.visible_to(actor).filter(id=export_id).first()
    if row is None:
        raise NotFound(_("There is no such export."))
    return row


def brief_of(row: Export) -> ExportBrief:
    return ExportBrief(
        id=row.id,
        what=row.what,
        what_name=str(dict(TARGET_CHOICES)[row.what]),
        form=row.form,
        state=row.state,
        state_name=row.get_state_display(),
        done=row.done,
        failure=row.failure,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        expires_at=row.expires_at,
    )
