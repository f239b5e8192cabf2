"""A long list becomes a file in the background: asked for, written, fetched, gone after a week."""

import json
from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from aftercare.casework.views.actions import export_cases
from aftercare.customers.registers.actions import export_records
from aftercare.customers.registers.queries import Target
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_file, store_file
from aftercare.foundation.files.queries import OpenedFile, open_file
from aftercare.foundation.notices.actions import notify

from .models import Export
from .queries import (
    CASES,
    KEPT_FOR,
    LISTS,
    ExportBrief,
    Wanted,
    brief_of,
    export_of,
    old_exports,
)

State = Export.State
JOB = "aftercare.casework.exports.jobs.write_export"
FORMS = ("xlsx", "csv")
MOST_WAITING = 5
READY_TEXT = gettext_noop("Your list is ready as a file: {count} lines.")
FAILED_TEXT = gettext_noop("Your list could not be written as a file.")


class NotReady(Refusal):
    """The file is still being written, or gone."""


class TooMany(Refusal):
    """So many of one person's lists are being written already."""

    http_status = 429


@action
def request_export(
    *, actor: Actor, wanted: Wanted, form: str, language: str, now: datetime, inline: bool = False
) -> ExportBrief:
    """Has a list written as a file, masked, in the background unless `inline`.

    Asks for the grant that the list itself asks for, and leaves the same trace.
    """
    if wanted.what not in LISTS:
        raise Invalid.of("what", _("Choose one of the list."))
    if form not in FORMS:
        raise Invalid.of("form", _("Choose one of the list."))
    if actor.user_id is None:
        raise Invalid(_("A file is written for a person."))
    waiting = Export.objects.visible_to(actor).filter(state=State.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise TooMany(_("Wait until your other lists are written."))
    _leave_the_trace(actor, wanted, form, now)
    row = Export.objects.create(
        user_id=actor.user_id,
        what=wanted.what,
        form=form,
        language=language,
        wanted=json.dumps(
            {"words": dict(wanted.words), "order": wanted.order, "case_ids": wanted.case_ids}
        ),
        asked_at=now,
    )
    if not inline:
        app.configure_task(JOB).defer(export_id=row.id)
    record(actor=actor, verb="export.requested", subject=f"export:{row.id}", at=now,
           what=wanted.what, form=form)  # fmt: skip
    return brief_of(row)


@action
def finish_export(
    *, actor: Actor, export_id: int, content: IO[bytes], lines: int, now: datetime
) -> None:
    row = _waiting(export_id)
    name = f"{row.what}-{timezone.localtime(row.asked_at):%Y%m%d-%H%M}.{row.form}"
    row.file_id = store_file(actor=actor, name=name, content=content, now=now).id
    row.done, row.wanted, row.expires_at = lines, "", now + KEPT_FOR
    _end(row, State.DONE, now)
    _tell(row, READY_TEXT, now, count=lines)
    record(actor=actor, verb="export.written", subject=f"export:{export_id}", at=now, lines=lines)


@action
def fail_export(*, actor: Actor, export_id: int, failure: str, now: datetime) -> None:
    row = _waiting(export_id)
    row.failure, row.wanted = failure[:300], ""
    _end(row, State.FAILED, now)
    _tell(row, FAILED_TEXT, now)
    record(actor=actor, verb="export.failed", subject=f"export:{export_id}", at=now)


@action
def fetch_export(*, actor: Actor, export_id: int, now: datetime) -> OpenedFile:
    """The file, for whoever asked for it, as long as it is kept. Raises NotFound, NotReady."""
    row = export_of(actor, export_id)
    gone = row.expires_at is not None and row.expires_at <= now
    if row.file_id is None or gone:
        raise NotReady(_("This file is not there yet, or not any more."))
    record(actor=actor, verb="export.fetched", subject=f"export:{export_id}", at=now)
    return open_file(actor=actor, file_id=row.file_id)


@action
def expire_exports(*, actor: Actor, now: datetime, before: datetime | None = None) -> int:
    """Removes files whose time is over, or written `before` a moment, for good; how many."""
    gone = old_exports(now, before)
    rows = list(gone.select_for_update(skip_locked=True).order_by("id"))
    for row in rows:
        file_id, row.file_id, row.state = row.file_id, None, State.EXPIRED
        row.save(update_fields=["file", "state"])
        if file_id is not None:
            discard_file(actor=actor, file_id=file_id, now=now)
        record(actor=actor, verb="export.expired", subject=f"export:{row.id}", at=now)
    return len(rows)


def _leave_the_trace(actor: Actor, wanted: Wanted, form: str, now: datetime) -> None:
    if wanted.what == CASES:
        actor.must("views.export_cases")
        export_cases(
            actor=actor, words={} if wanted.case_ids else wanted.words, case_ids=wanted.case_ids,
            form=form, now=now,
        )  # fmt: skip
    else:
        actor.must("registers.export_records")
        export_records(actor=actor, target=Target(wanted.what), form=form, now=now)


def _waiting(export_id: int) -> Export:
    row = Export.objects.select_for_update().filter(id=export_id, state=State.WAITING).first()
    if row is None:
        raise NotFound(_("There is no such export."))
    return row


def _end(row: Export, state: str, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save()


def _tell(row: Export, text: str, now: datetime, **params: int) -> None:
    notify(
        actor=SYSTEM,
        user_ids=[row.user_id],
        kind="export",
        text_key=text,
        params=params,
        link="/desk/exports",
        now=now,
    )
