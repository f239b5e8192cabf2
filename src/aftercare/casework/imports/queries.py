"""What the pages and the interface show of an import."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseBrief,
    case_briefs,
    case_known_by,
)  # fmt: skip
from aftercare.casework.doubles import queries as doubles
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.files.queries import open_file
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.privacy.rules import names_one_of

from .adapters import grant_for, read_sheets, register_of
from .models import TARGET_CHOICES, ImportProgress, ImportRun, ImportRunQuerySet, SavedMapping
from .rules.cells import Code, Reading
from .rules.days import day_order, year_in
from .rules.labels import groups_of, label
from .rules.layout import data_rows
from .rules.matching import suggest
from .rules.matters import Checked, CheckedRecords, Matter, Plan, Problem
from .rules.records import check_records
from .rules.reports import Report, from_text
from .rules.rows import check, default_kind, fingerprint, plan_columns
from .rules.tables import Sheet, column_letter, text_of
from .rules.targets import CASES, is_field
from .rules.verdicts import KNOWING, LEAVING_OUT, verdicts

__all__ = ["CASES", "TARGET_CHOICES", "Report", "grant_for"]

SEE_IMPORTS = view("imports.see_imports")
CHECK_IMPORT = "imports.check_import"
STATES = ImportRun.State
OPEN = (STATES.UPLOADED, STATES.READY, STATES.FAILED)
ABANDONED_AFTER = timedelta(days=14)
SAMPLES, PAGE = 3, 20
EVERY, AT_ONCE = 20, 500
Tell = Callable[[int, int], None]
KINDS = (
    "complaint", "repair", "installation", "care", "consultation", "return_exchange", "recycling",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person decides about a file; see rules.cells.Reading and rules.matters.Plan."""

    kind: str = ""
    kind_words: Mapping[str, str]
    day_first: bool | None = None
    long_days: bool | None = None
    year: int | None = None
    leave_out_alike: bool = False
    change_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCard:
    """`key` is the header as in the sheet; `samples` are values of the first rows."""

    key: str
    letter: str
    group: str
    field: str
    label: str
    score: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBrief:
    """One file on its way to becoming `target`. `done` of `total` rows while something runs.

    `changed_count` are lines that changed what was known; of cases there are none.
    """

    id: int
    target: str
    target_name: str
    state: str
    state_name: str
    file_name: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int | None
    options: Options
    row_count: int
    ready_count: int
    wrong_count: int
    left_out_count: int
    imported_count: int
    changed_count: int
    failure: str
    done: int
    total: int
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_running(self) -> bool:
        return self.state in {STATES.CHECKING, STATES.IMPORTING}

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


def import_brief(*, actor: Actor, run_id: int) -> ImportBrief:
    """Raises NotFound for a run that is not there or another person's."""
    actor.must(SEE_IMPORTS)
    return brief_of(run_of(actor, run_id))


def imports(*, actor: Actor, cursor: str = "") -> Page[ImportBrief]:
    """Newest first, without the cancelled ones."""
    actor.must(SEE_IMPORTS)
    found = ImportRun.objects.visible_to(actor).exclude(state=STATES.CANCELLED).order_by("-id")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last)
    runs = list(found[: PAGE + 1])
    following = cursor_of(runs[PAGE - 1].id) if len(runs) > PAGE else None
    return Page(rows=[brief_of(run) for run in runs[:PAGE]], next_cursor=following)


def columns(*, actor: Actor, run_id: int) -> list[ColumnCard]:
    """The columns with the fields chosen so far, how sure the program is, and sample values.

    They quote the file, so that seeing that there is an import does not suffice.
    """
    actor.must(CHECK_IMPORT)
    run = run_of(actor, run_id)
    sheet = sheet_of(actor, run)
    found = suggest(sheet, run.header_row, run.target)
    if found is None:
        return []
    rows, _skipped = data_rows(sheet, found.layout)
    chinese = speaks_chinese()
    cards = []
    for proposal in found.proposals:
        column = proposal.column
        values = [row.cells[column.index] for row in rows if column.index < len(row.cells)]
        samples = [text_of(value) for value in values[:50] if text_of(value)]
        field = run.fields.get(column.key, "")
        cards.append(
            ColumnCard(
                key=column.key,
                letter=column_letter(column.index),
                group=column.group,
                field=field,
                label=label(field, chinese=chinese) if field else "",
                score=proposal.score if field == proposal.field else 1.0,
                samples=tuple(dict.fromkeys(text[:40] for text in samples))[:SAMPLES],
            )
        )
    return cards


def report(*, actor: Actor, run_id: int) -> Report:
    """What the check found; it quotes the file."""
    actor.must(CHECK_IMPORT)
    return from_text(run_of(actor, run_id).report, chinese=speaks_chinese())


def imported_cases(*, actor: Actor, run_id: int, most: int = 100) -> list[CaseBrief]:
    """The cases that a run made, as far as the actor may see them."""
    actor.must(SEE_IMPORTS)
    if not actor.may(SEE_CASES):
        return []
    made = run_of(actor, run_id).cases.order_by("row").values_list("case_id", flat=True)[:most]
    return case_briefs(actor=actor, ids=list(made))


def owner_of_run(*, actor: Actor, run_id: int) -> int | None:
    """The user in whose name a run works; None for the command line. Raises NotFound."""
    return run_of(actor, run_id).created_by


def number_abandoned(*, actor: Actor, now: datetime, before: datetime) -> int:
    """Everybody's files that the next clearing removes."""
    actor.must(SEE_IMPORTS)
    return abandoned(now, before).count()


def field_choices(*, actor: Actor, target: str = CASES) -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(field, label)]) as a select offers them for such a table."""
    del actor  # the list is the same for everybody
    which = 0 if speaks_chinese() else 1
    return [
        (group.title[which], [(field, names[which]) for field, names in group.fields.items()])
        for group in groups_of(target)
    ]


# -- for the actions of this module and its pages


def names_somebody(run: ImportRun, naming: Collection[str]) -> bool:
    """Whether a file that waits, or the report on it, names a person by one of these."""
    told = [run.report, run.file_name]
    if run.file_id is not None:
        with open_file(actor=SYSTEM, file_id=run.file_id).stream as stream:
            sheets = read_sheets(stream.read())
        told += ["\n".join(map(str, row)) for sheet in sheets for row in sheet.rows]
    return any(names_one_of(text, naming) for text in told)


def abandoned(now: datetime, before: datetime | None) -> ImportRunQuerySet:
    """Files that wait for somebody who has not come back."""
    since = max(now - ABANDONED_AFTER, before or now - ABANDONED_AFTER)
    return ImportRun.objects.filter(state__in=OPEN, state_since__lt=since)


def run_of(actor: Actor, run_id: int) -> ImportRun:
    run = ImportRun.objects.visible_to(actor).filter(id=run_id).first()
    if run is None:
        raise NotFound(_("There is no such import."))
    return run


def sheet_of(actor: Actor, run: ImportRun) -> Sheet:
    """Raises NotFound when the file has been discarded."""
    if run.file_id is None:
        raise NotFound(_("The file of this import is no longer kept."))
    with open_file(actor=actor, file_id=run.file_id).stream as stream:
        sheets = read_sheets(stream.read())
    return next((sheet for sheet in sheets if sheet.name == run.sheet), sheets[0])


def saved_mapping(actor: Actor, fingerprint: str) -> SavedMapping | None:
    del actor  # how a layout is read is no secret between colleagues
    return SavedMapping.objects.filter(fingerprint=fingerprint).first()


def speaks_chinese(language: str | None = None) -> bool:
    """Of the reader's language, else of the one the page is shown in."""
    return (language or get_language() or "zh").startswith("zh")


def options_of(stored: Mapping[str, Any]) -> Options:
    return Options(
        kind=stored.get("kind", ""),
        kind_words=dict(stored.get("kind_words", {})),
        day_first=stored.get("day_first"),
        long_days=stored.get("long_days"),
        year=stored.get("year"),
        leave_out_alike=bool(stored.get("leave_out_alike")),
        change_known=bool(stored.get("change_known")),
    )


def brief_of(run: ImportRun) -> ImportBrief:
    running = run.state in {STATES.CHECKING, STATES.IMPORTING}
    progress = ImportProgress.objects.filter(run=run).first() if running else None
    return ImportBrief(
        id=run.id, target=run.target, target_name=run.get_target_display(), state=run.state,
        state_name=run.get_state_display(), file_name=run.file_name, sheet=run.sheet,
        sheets=tuple(run.sheets), header_row=run.header_row, options=options_of(run.options),
        row_count=run.row_count, ready_count=run.ready_count, wrong_count=run.wrong_count,
        left_out_count=run.left_out_count, imported_count=run.imported_count,
        changed_count=run.changed_count, failure=run.failure, done=progress.done if progress
        else 0, total=progress.total if progress else run.row_count, created_at=run.created_at,
        finished_at=run.finished_at,
    )  # fmt: skip


def matters_of(
    run: ImportRun, sheet: Sheet, now: datetime
) -> tuple[Checked | CheckedRecords, dict[str, int]]:
    found = suggest(sheet, run.header_row, run.target)
    if found is None:
        raise Invalid(_("No row of column names was found."))
    rows, skipped = data_rows(sheet, found.layout)
    options = options_of(run.options)
    plan = Plan(
        columns=plan_columns(found.layout.columns, run.fields),
        reading=Reading(
            now=now,
            zone=ZoneInfo(settings.TIME_ZONE),
            year=options.year,
            day_first=options.day_first,
            long_days=options.long_days,
        ),
        file_hash=run.file_hash,
        target=run.target,
        kind=options.kind,
        kind_words=options.kind_words,
    )
    reasons = [reason.value for reason in skipped.values()]
    checked = check(rows, plan) if run.target == CASES else check_records(rows, plan)
    return checked, {reason: reasons.count(reason) for reason in set(reasons)}


def known_before(actor: Actor, matter: Matter, now: datetime) -> Problem | None:
    """A case of the same key, or of the same customer with like words in the last 30 days."""
    case_id = case_known_by(actor=SYSTEM, intake_key=matter.key)
    sees = actor.may(SEE_CASES)
    if case_id is not None:
        seen = case_briefs(actor=actor, ids=[case_id]) if sees else []
        number = f" ({seen[0].number})" if seen else ""
        return Problem(row=matter.row, code=Code.THERE_ALREADY, options=(number,), warning=True)
    if not sees or not matter.phones:
        return None
    text = f"{matter.subject} {matter.description}"
    said = doubles.Matter(text=text, phone=matter.phones[0])
    alike = doubles.likely_doubles(actor=actor, matter=said, others=False, now=now)
    if not alike:
        return None
    number = alike[0].case.number
    return Problem(row=matter.row, code=Code.LIKE_RECENT, options=(number,), warning=True)


def compared(
    actor: Actor, run: ImportRun, result: Checked | CheckedRecords, now: datetime, tell: Tell
) -> tuple[list[Problem], int]:
    """What is to be said of rows beside what is there, and how many of them are left out."""
    told: list[Problem | None] = []
    options = options_of(run.options)
    if isinstance(result, CheckedRecords):
        lines = [*result.records, *result.flawed]  # of the latter, what else is wrong
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]
            found = register_of(run.target).compare(actor=actor, target=run.target, records=some)
            told += verdicts(some, found, change_known=options.change_known)
            tell(start, len(lines))
        flawed = {one.row for one in result.flawed}
        said = [one for one in told if one and not (one.row in flawed and one.code in KNOWING)]
        return said, sum(one.code in LEAVING_OUT for one in said)
    for index, matter in enumerate(result.matters):
        told.append(known_before(actor, matter, now))
        if index % EVERY == 0:
            tell(index, len(result.matters))
    return [one for one in told if one], sum(is_left_out(one, options) for one in told)


def is_left_out(known: Problem | None, options: Options) -> bool:
    if known is None:
        return False
    return known.code is Code.THERE_ALREADY or options.leave_out_alike


def proposed(actor: Actor, run: ImportRun, sheet: Sheet, header_row: int | None) -> dict[str, Any]:
    """What the run is to hold of a sheet.

    Fields as they were settled for the same headers before, else by headers and values; none
    where no row of names was found.
    """
    found = suggest(sheet, header_row, run.target)
    if found is None:
        return {"header_row": header_row, "fields": {}, "fingerprint": "", "row_count": 0}
    mark = fingerprint(found.layout.columns, run.target)
    rows, _skipped = data_rows(sheet, found.layout)
    known = saved_mapping(actor, mark)
    fields = known.fields if known else found.by_header()
    columns = plan_columns(found.layout.columns, fields)
    kind = default_kind(columns) if run.target == CASES else ""
    options = options_of(known.options if known else {"kind": kind})
    day_first = options.day_first
    if day_first is None:
        day_first = day_order(rows, columns.get("received_at"))
    return {
        "header_row": found.layout.header_row,
        "fields": fields,
        "fingerprint": mark,
        "row_count": len(rows),
        "options": asdict(options) | {"year": year_in(run.file_name), "day_first": day_first},
    }


def faults_of(run: ImportRun, fields: Mapping[str, str], options: Options) -> dict[str, str]:
    """Why columns cannot be read like this: header or option to sentence."""
    wrong = {}
    chosen = [field for field in fields.values() if field]
    for key, field in fields.items():
        if key not in run.fields:
            wrong[key] = _("There is no such column.")
        elif field and not is_field(run.target, field):
            wrong[key] = _("There is no such field.")
        elif field and chosen.count(field) > 1:
            wrong[key] = _("Two columns have this field.")
    if options.kind and options.kind not in KINDS:
        wrong["kind"] = _("There is no such kind.")
    if not chosen:
        wrong["fields"] = _("Say of at least one column what it is.")
    return wrong
