"""The steps of an import: upload, map, check, import; or cancel. All rows become cases, or none."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from aftercare.casework.assignment.actions import tell_owners
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake, look_ahead
from aftercare.customers.parties.actions import add_phone, find_or_register_customer
from aftercare.customers.registers.queries import Record
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.actions import discard_file, store_file
from aftercare.foundation.notices.actions import notify
from aftercare.foundation.rows import put_rows_off
from aftercare.foundation.work import at_hand

from . import adapters
from .models import ImportedCase, ImportProgress, ImportRun, SavedMapping
from .queries import (
    AT_ONCE,
    OPEN,
    ImportBrief,
    Options,
    Tell,
    abandoned,
    brief_of,
    compared,
    faults_of,
    is_left_out,
    known_before,
    matters_of,
    names_somebody,
    options_of,
    proposed,
    run_of,
    sheet_of,
    speaks_chinese,
)  # fmt: skip
from .rules.cells import Code
from .rules.matching import sheet_to_take
from .rules.matters import Checked, Matter
from .rules.reports import as_text, trouble_sentence
from .rules.targets import CASES, STOCK, TARGETS

State = ImportRun.State
JOBS = "aftercare.casework.imports.jobs"
DONE_TEXT = gettext_noop("Your file has been imported: {count} cases.")
LINES_TEXT = gettext_noop("Your file has been imported: {count} rows.")
FAILED_TEXT = gettext_noop("Your file could not be imported. Nothing of it was kept.")


class NotNow(Refusal):
    """The import is not at the step at which this could be done."""


class RowRefused(Refusal):
    """A row could not become a case; nothing of the file was imported."""


@action
def upload_table(
    *, actor: Actor, name: str, content: bytes, now: datetime, target: str = CASES
) -> ImportBrief:
    """Keeps a file and proposes sheet, row of names and fields. Raises Invalid on `file`.

    `target`: what its rows are to become. Each asks for a grant of its own.
    """
    if target not in TARGETS:
        raise Invalid.of("target", _("Choose one of the list."))
    actor.must(adapters.grant_for(target))
    try:
        sheets = adapters.read_sheets(content)
    except adapters.Unreadable as error:
        sentence = trouble_sentence(error.trouble, chinese=speaks_chinese())
        raise Invalid(sentence, fields={"file": sentence}) from error
    known = sheet_to_take(sheets, target)
    sheet = max(sheets, key=lambda one: known[one.name])
    stored = store_file(
        actor=actor,
        name=adapters.plain_name(name, content),
        content=adapters.plain_content(content, sheet),
        now=now,
    )
    run = ImportRun.objects.create(
        target=target,
        state_since=now,
        file_id=stored.id,
        file_name=adapters.shown_name(name) or stored.name,
        file_hash=hashlib.sha256(content).hexdigest(),
        sheets=[one.name for one in sheets],
        sheet=sheet.name,
        created_by=actor.user_id,
        created_at=now,
    )
    vars(run).update(proposed(actor, run, sheet, None))
    run.save()
    record(
        actor=actor,
        verb="import.uploaded",
        subject=f"import:{run.id}",
        at=now,
        sha256=run.file_hash,
        size=len(content),
    )
    return brief_of(run)


@action
def choose_sheet(
    *, actor: Actor, run_id: int, sheet: str, header_row: int | None, now: datetime
) -> ImportBrief:
    """Another sheet or row of names; the fields are proposed anew. Raises Invalid, NotNow."""
    run = _locked(actor, run_id, OPEN)
    if sheet not in run.sheets:
        raise Invalid(_("There is no such sheet."), fields={"sheet": _("There is no such sheet.")})
    run.sheet = sheet
    table = sheet_of(actor, run)
    if header_row is not None and not 1 <= header_row <= len(table.rows):
        sentence = _("The sheet has {count} rows.").format(count=len(table.rows))
        raise Invalid(sentence, fields={"header_row": sentence})
    vars(run).update(proposed(actor, run, table, header_row))
    _move(run, State.UPLOADED, now)
    record(actor=actor, verb="import.sheet_chosen", subject=f"import:{run_id}", at=now,
           header_row=run.header_row)  # fmt: skip
    return brief_of(run)


@action
def check_import(
    *, actor: Actor, run_id: int, fields: Mapping[str, str], options: Options, now: datetime,
    inline: bool = False,
) -> ImportBrief:  # fmt: skip
    """Settles which column is what and has every row read, in the background unless `inline`.

    `fields`: header to field, "" for columns to leave out. What was settled is remembered for
    the next table with the same headers. Raises Invalid, NotNow.
    """
    run = _locked(actor, run_id, OPEN)
    wrong = faults_of(run, fields, options)
    if wrong:
        raise Invalid(_("The columns cannot be read like this."), fields=wrong)
    if run.target == STOCK:
        options = replace(options, change_known=True)  # what was counted is so
    run.fields, run.options = dict(fields), asdict(options)
    known = {"fields": run.fields, "options": run.options, "saved_at": now}
    SavedMapping.objects.update_or_create(
        fingerprint=run.fingerprint, defaults=known | {"saved_by": actor.user_id}
    )
    run.report, run.failure = "", ""
    _move(run, State.CHECKING, now)
    _start(run, "check_rows", inline=inline)
    record(actor=actor, verb="import.mapped", subject=f"import:{run_id}", at=now,
           fields=sorted(filter(None, fields.values())))  # fmt: skip
    return brief_of(run)


@action
def check_rows(*, actor: Actor, run_id: int, now: datetime) -> ImportBrief:
    """Reads every row and compares with the cases that are there; writes none."""
    run = _locked(actor, run_id, (State.CHECKING,))
    sheet = sheet_of(actor, run)
    result, skipped = matters_of(run, sheet, now)
    problems = list(result.problems)
    left_out = sum(1 for one in problems if one.code is Code.TWICE_IN_FILE)
    with adapters.Progress(run.id) as tell:
        told, kept_out = compared(actor, run, result, now, tell)
    problems += told
    left_out += kept_out
    rows = result.matters if isinstance(result, Checked) else result.records
    run.report = as_text(problems, rows, skipped)
    wrong = {problem.row for problem in problems if not problem.warning}
    run.wrong_count, run.left_out_count = len(wrong), left_out
    run.ready_count = len(rows) - kept_out - len(wrong & {one.row for one in rows})
    joined = sum(len(m.joined) for m in rows if isinstance(m, Matter))
    run.row_count = run.wrong_count + run.ready_count + left_out + joined
    _move(run, State.READY, now)
    record(actor=actor, verb="import.checked", subject=f"import:{run_id}", at=now,
           rows=run.row_count, ready=run.ready_count, wrong=run.wrong_count)  # fmt: skip
    return brief_of(run)


@action
def start_import(*, actor: Actor, run_id: int, now: datetime, inline: bool = False) -> ImportBrief:
    """Has the rows become cases, in the background unless `inline`. Raises NotNow."""
    run = _locked(actor, run_id, (State.READY, State.FAILED))
    if run.wrong_count:
        raise NotNow(_("Rows with errors remain. Mend the file and upload it again."))
    if not run.ready_count:
        raise NotNow(_("There is no row to import."))
    run.failure = ""
    _move(run, State.IMPORTING, now)
    _start(run, "import_rows", inline=inline)
    record(actor=actor, verb="import.started", subject=f"import:{run_id}", at=now)
    return brief_of(run)


@action
def import_rows(
    *, actor: Actor, run_id: int, now: datetime, tell: Tell | None = None
) -> ImportBrief:
    """All rows in one transaction. Raises RowRefused or Stopped, and then none of them is there."""
    run = _locked(actor, run_id, (State.IMPORTING,))
    result, _skipped = matters_of(run, sheet_of(actor, run), now)
    if any(not problem.warning for problem in result.problems):
        raise RowRefused(_("The rows are no longer all right. Check them again."))
    with adapters.Progress(run.id, tell) as say:
        if isinstance(result, Checked):
            run.imported_count = _import_cases(actor, run, result.matters, now, say)
        else:
            _import_records(actor, run, result.records, now, say)
    run.finished_at, run.report = now, ""
    _move(run, State.DONE, now)
    _discard(actor, run, now)
    made, changed = run.imported_count, run.changed_count
    _tell_owner(run, DONE_TEXT if run.target == CASES else LINES_TEXT, now, count=made + changed)
    record(actor=actor, verb="import.done", subject=f"import:{run_id}", at=now, cases=made,
           target=run.target, changed=changed)  # fmt: skip
    return brief_of(run)


@action
def note_failure(*, actor: Actor, run_id: int, failure: str, now: datetime) -> ImportBrief:
    """The check or the import stopped; nothing of it remains, the file can be mended or tried."""
    run = _locked(actor, run_id, (State.CHECKING, State.IMPORTING))
    run.failure = failure[:300]
    _move(run, State.FAILED, now)
    _tell_owner(run, FAILED_TEXT, now)
    record(actor=actor, verb="import.failed", subject=f"import:{run_id}", at=now)
    return brief_of(run)


@action
def forget_abandoned(
    *, actor: Actor, now: datetime, before: datetime | None = None, naming: Collection[str] = ()
) -> int:
    """Cancels what nobody has touched for two weeks, or since `before`: no file for nothing.

    With `naming`, what waits and names a person by one of these, however young.
    """
    count = 0
    for run in abandoned(now, now if naming else before).select_for_update(skip_locked=True):
        if naming and not names_somebody(run, naming):
            continue
        _end(actor, run, now)
        record(actor=actor, verb="import.abandoned", subject=f"import:{run.id}", at=now)
        count += 1
    return count


@action
def cancel_import(*, actor: Actor, run_id: int, now: datetime) -> None:
    """Ends a run and discards its file. One that is at work is told to stop at the next row."""
    run = run_of(actor, run_id)
    if run.state in (State.DONE, State.CANCELLED):
        raise NotNow(_("This import has ended already."))
    ImportProgress.objects.filter(run=run).update(stop=True)
    free = ImportRun.objects.select_for_update(skip_locked=True).filter(id=run.id).first()
    if free is not None and free.state not in (State.DONE, State.CANCELLED):
        _end(actor, free, now)
    record(actor=actor, verb="import.cancelled", subject=f"import:{run_id}", at=now)


# -- the parts


def _import_cases(
    actor: Actor, run: ImportRun, matters: Sequence[Matter], now: datetime, say: Tell
) -> int:
    made, owners = 0, Counter[int]()
    for start in range(0, len(matters), AT_ONCE):
        some = matters[start : start + AT_ONCE]
        look_ahead(actor=SYSTEM, intakes=[_intake(matter, None) for matter in some])
        new = [case for matter in some if (case := _import(actor, run, matter, now))]
        made += len(new)
        owners.update(case.owner_id for case in new if not case.safety)
        say(start + len(some), len(matters))
        at_hand().clear()  # the cases of these rows; a long file must not fill memory
    tell_owners(actor=actor, cases=owners, of=f"import:{run.id}", link="/desk/cases", now=now)
    return made


def _import_records(
    actor: Actor, run: ImportRun, records: Sequence[Record], now: datetime, say: Tell
) -> None:
    change, register = options_of(run.options).change_known, adapters.register_of(run.target)
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        written = register.write(
            actor=actor, target=run.target, records=some, change_known=change, now=now
        )
        run.imported_count += written.new
        run.changed_count += written.changed
        say(start, len(records))
        at_hand().clear()


def _import(actor: Actor, run: ImportRun, matter: Matter, now: datetime) -> CaseBrief | None:
    """A new case, or None where it was there or is like one that shall be left out."""
    options = options_of(run.options)
    if options.leave_out_alike and is_left_out(known_before(actor, matter, now), options):
        return None
    # Whom a row names, and to which unit duty gives the case, may be out of the actor's sight.
    inside = replace(actor, sees_everything=True)
    try:
        intake = _intake(matter, None if matter.phones else _numberless(inside, matter, now))
        registered = register_case(actor=inside, intake=intake, now=now)
        for phone in matter.phones[1:]:
            _second_phone(inside, registered.case.customer_id, phone, now)
    except Refusal as error:
        why = " ".join([str(error), *error.fields.values()])
        raise RowRefused(_("Row {row}: {why}").format(row=matter.row, why=why)) from error
    if not registered.is_new:
        return None
    put_rows_off(ImportedCase(run=run, row=matter.row, case_id=registered.case.id, is_new=True))
    return registered.case


def _numberless(actor: Actor, matter: Matter, now: datetime) -> int:
    """Who left no number is registered by name; such rows cannot meet an earlier customer."""
    name = matter.name or matter.own_no or matter.order_no or matter.serial
    return find_or_register_customer(actor=actor, name=name[:60], phone="", address=matter.address,
                                     now=now).id  # fmt: skip


def _intake(matter: Matter, customer_id: int | None) -> Intake:
    return Intake(
        channel="file",
        of_many=True,
        customer_id=customer_id,
        name=matter.name,
        phone=matter.phones[0] if matter.phones else "",
        address=matter.address,
        kind=matter.kind,
        subject=matter.subject,
        description=matter.description,
        product_text=matter.product_text,
        order_no=matter.order_no,
        received_at=matter.received_at,
        intake_key=matter.key,
    )


def _second_phone(actor: Actor, customer_id: int, phone: str, now: datetime) -> None:
    """A number that leads to another file stays there: this is no reason to refuse the row."""
    try:
        add_phone(actor=actor, customer_id=customer_id, phone=phone, now=now)
    except Refusal:
        return


def _locked(actor: Actor, run_id: int, states: tuple[str, ...]) -> ImportRun:
    run = ImportRun.objects.visible_to(actor).select_for_update().filter(id=run_id).first()
    if run is None:
        raise NotFound(_("There is no such import."))
    if run.state not in states:
        sentence = _("This import is at another step: {state}.")
        raise NotNow(sentence.format(state=run.get_state_display()))
    return run


def _move(run: ImportRun, state: str, now: datetime) -> None:
    run.state, run.state_since = state, now
    run.save()


def _start(run: ImportRun, job: str, *, inline: bool) -> None:
    ImportProgress.objects.update_or_create(
        run=run, defaults={"done": 0, "total": run.row_count, "stop": False}
    )
    if not inline:
        app.configure_task(f"{JOBS}.{job}").defer(run_id=run.id)


def _end(actor: Actor, run: ImportRun, now: datetime) -> None:
    run.report, run.finished_at = "", now
    _move(run, State.CANCELLED, now)
    _discard(actor, run, now)


def _tell_owner(run: ImportRun, text: str, now: datetime, **params: int) -> None:
    """The one who may have left the page meanwhile."""
    notify(actor=SYSTEM, user_ids=[run.created_by], kind="import", text_key=text, params=params,
           link=f"/desk/imports/{run.id}", now=now)  # fmt: skip


def _discard(actor: Actor, run: ImportRun, now: datetime) -> None:
    if run.file_id is not None:
        discard_file(actor=actor, file_id=run.file_id, now=now)
