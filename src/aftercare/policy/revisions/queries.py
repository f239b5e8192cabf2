"""Changes of calendars under way, what each says, and the official days of a year as read."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.worktime import WorkCalendar
from aftercare.policy.calendars.queries import (
    Arrangement,
    Edit,
    NoticeFault,
    Slip,
    YearEdit,
    is_notice,
    read_edit,
    read_notice,
    read_rows,
    supposed_calendars,
)

from .adapters import NoText, is_table, rows_of_table, rows_of_text, text_of
from .models import Revision

SEE_REVISIONS = view("revisions.see_revisions")
MOST_SHOWN = 50


class Unreadable(Invalid):
    """A notice or file that is not taken over; `faults` are the sentences."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults), fields={"text": " ".join(faults)})
        self.faults = list(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionCard:
    """A revision and its way. `seen` names its wording; a change of it must give that back."""

    id: int
    state: str
    edits: tuple[Edit, ...]
    seen: str
    reason: str
    sent_back: str
    proposer: str
    reviewer: str
    approver: str
    proposer_id: int | None
    reviewer_id: int | None
    writer_ids: tuple[int, ...]
    begun_at: datetime
    approved_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.state == Revision.State.DRAFT

    @property
    def is_under_way(self) -> bool:
        return self.state != Revision.State.IN_FORCE

    @property
    def holds(self) -> bool:
        return not self.is_under_way


def revisions(*, actor: Actor) -> list[RevisionCard]:
    """The newest first; none for who may not see them."""
    if not actor.may(SEE_REVISIONS):
        return []
    return [card_of(row) for row in Revision.objects.order_by("-id")[:MOST_SHOWN]]


def revision_card(*, actor: Actor, revision_id: int) -> RevisionCard:
    """Raises NotFound also for who may not see it."""
    row = Revision.objects.filter(id=revision_id).first() if actor.may(SEE_REVISIONS) else None
    if row is None:
        raise NotFound(_("There is no such change of calendars."))
    return card_of(row)


def calendars_under(
    *, actor: Actor, revision_id: int, wanted: Collection[tuple[str, int | None]]
) -> dict[tuple[str, int | None], WorkCalendar]:
    """Calendars as they would be were it approved: (code, org_unit_id) -> calendar."""
    card = revision_card(actor=actor, revision_id=revision_id)
    return supposed_calendars(actor=actor, edits=card.edits, wanted=wanted)


def year_read(
    *, actor: Actor, text: str = "", content: bytes | None = None, year: int | None = None,
    source: str,
) -> YearEdit:  # fmt: skip
    """The arrangement of a year from a pasted notice or a file. Raises Unreadable, telling all."""
    del actor
    try:
        found = _arrangement(text, content, year)
    except NoText as error:
        raise Unreadable([_("This file is neither a table nor a text.")]) from error
    if found.faults or found.year is None:
        raise Unreadable([sentence_of(fault) for fault in found.faults])
    return YearEdit(year=found.year, days=found.days, source=source.strip()[:200])


def sentence_of(fault: NoticeFault) -> str:
    sentences = {
        Slip.NOTHING: _("No holiday and no make-up working day was found in it."),
        Slip.NO_YEAR: _("It does not say for which year it is; give the year."),
        Slip.NO_DATE: _("“%(found)s” is no date."),
        Slip.OTHER_YEAR: _("%(found)s does not lie in the year %(expected)s."),
        Slip.WRONG_WEEKDAY: _("%(found)s contradicts the calendar: that date is a %(expected)s."),
        Slip.WRONG_COUNT: _("“%(found)s” was announced, but %(expected)s days of rest are named."),
        Slip.TWICE: _("%(found)s is named twice."),
        Slip.NO_WEEKEND: _(
            "%(found)s is a make-up working day, but it is a working day anyway (%(expected)s)."
        ),
        Slip.BACKWARDS: _("“%(found)s” does not end after its beginning, or lasts too long."),
        Slip.NO_KIND: _("“%(found)s” is neither a day of rest nor a working day."),
    }
    return sentences[fault.slip] % {"found": fault.found, "expected": fault.expected}


def digest_of(edits: Sequence[Mapping[str, Any]]) -> str:
    canonical = json.dumps(edits, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def card_of(row: Revision) -> RevisionCard:
    plain = {
        name: getattr(row, name)
        for name in (
            "id", "state", "reason", "sent_back", "proposer", "reviewer", "approver",
            "proposer_id", "reviewer_id", "begun_at", "approved_at",
        )
    }  # fmt: skip
    return RevisionCard(
        edits=tuple(map(read_edit, row.edits)),
        seen=row.digest,
        writer_ids=tuple(row.writer_ids),
        **plain,
    )


def _arrangement(text: str, content: bytes | None, year: int | None) -> Arrangement:
    if content is not None and is_table(content):
        return read_rows(rows_of_table(content), year)
    given = text if content is None else text_of(content)
    return read_notice(given, year) if is_notice(given) else read_rows(rows_of_text(given), year)
