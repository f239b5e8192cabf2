"""Changes of calendars, from the first draft to being in force (R-POL-01, R-POL-02)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify
from aftercare.policy.calendars.actions import change_calendars
from aftercare.policy.calendars.queries import (
    Edit,
    YearEdit,
    check_edits,
    differences,
    first_day_of,
    known_until,
    official_days_of,
    read_edit,
    same_subject,
    written_edit,
)

from .models import Revision
from .queries import SEE_REVISIONS, digest_of

State = Revision.State
MOST_EDITS = 400
APPROVE = "revisions.approve_revision"
TO_REVIEW = gettext_noop("Change {number} of the calendars awaits review.")
TO_APPROVE = gettext_noop("Change {number} of the calendars awaits approval.")
SENT_BACK = gettext_noop("Change {number} of the calendars was sent back.")
IN_FORCE = gettext_noop("Change {number} of the calendars is in force.")


class NotAtThisStep(Refusal):
    """The revision is not where this step could be taken."""


class ChangedMeanwhile(Refusal):
    """Somebody changed the change since it was shown."""


class NotYours(Refusal):
    """Who wrote, proposed, reviews and approves are different people (R-POL-01)."""


@action
def start_revision(*, actor: Actor, edits: Sequence[Edit] = (), now: datetime) -> int:
    """A draft with these changes; its id."""
    row = Revision(state=State.DRAFT, begun_at=now, writer_ids=_writers(actor, []))
    _keep(row, [], actor)
    row.save()
    _recorded(actor, row, "calendar.revision_begun", now, edits=len(edits))
    for edit in edits:
        _write(actor, row, edit, now)
    return row.id


@action
def write_edit(*, actor: Actor, revision_id: int, seen: str, edit: Edit, now: datetime) -> str:
    """Adds a change to a draft, in place of one of the same subject; how the draft is named now."""
    row = _draft(actor, revision_id, seen)
    _write(actor, row, edit, now)
    _recorded(actor, row, "calendar.revision_changed", now, edits=len(row.edits))
    return row.digest


@action
def remove_edit(*, actor: Actor, revision_id: int, seen: str, index: int, now: datetime) -> str:
    row = _draft(actor, revision_id, seen)
    if not 0 <= index < len(row.edits):
        raise NotFound(_("There is no such entry."))
    _keep(row, [edit for n, edit in enumerate(_edits(row)) if n != index], actor)
    row.save(update_fields=["edits", "digest", "writer_ids"])
    _recorded(actor, row, "calendar.revision_changed", now, edits=len(row.edits))
    return row.digest


@action
def drop_revision(
    *, actor: Actor, revision_id: int, seen: str | None = None, now: datetime
) -> None:
    row = _at(actor, revision_id, State.DRAFT, seen=seen)
    _recorded(actor, row, "calendar.revision_dropped", now)
    row.delete()


@action
def propose_revision(
    *, actor: Actor, revision_id: int, seen: str, reason: str, now: datetime
) -> None:
    """Hands a draft to review."""
    row = _draft(actor, revision_id, seen)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    if not row.edits:
        raise NotAtThisStep(_("The draft changes nothing yet."))
    _check(actor, _edits(row), now)
    row.state, row.reason, row.sent_back = State.PROPOSED, reason.strip(), ""
    row.proposer, row.proposer_id = actor.name, actor.user_id
    row.save(update_fields=["state", "reason", "sent_back", "proposer", "proposer_id"])
    _recorded(actor, row, "calendar.revision_proposed", now, words={"reason": reason})
    _tell(actor, row, TO_REVIEW, _others(row, "revisions.review_revision"), now)


@action
def review_revision(
    *,
    actor: Actor,
    revision_id: int,
    seen: str | None = None,
    comment: str = "",
    now: datetime,
) -> None:
    """Another person than who wrote or proposed it finds it right, as it was `seen`."""
    row = _at(actor, revision_id, State.PROPOSED, seen=seen)
    _another_person(actor, row)
    if _others(row, APPROVE) == {actor.user_id}:
        raise NotYours(_("Nobody else could approve it then: let somebody else review it."))
    row.state, row.reviewer, row.reviewer_id = State.REVIEWED, actor.name, actor.user_id
    row.save(update_fields=["state", "reviewer", "reviewer_id"])
    _recorded(actor, row, "calendar.revision_reviewed", now, words={"comment": comment})
    told = {*_others(row, APPROVE), row.proposer_id}
    _tell(actor, row, TO_APPROVE, told, now)


@action
def send_back_revision(*, actor: Actor, revision_id: int, reason: str, now: datetime) -> None:
    """Back to its writers with what is wrong with it."""
    row = _at(actor, revision_id, State.PROPOSED, State.REVIEWED)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    row.state, row.sent_back = State.DRAFT, reason.strip()
    row.reviewer, row.reviewer_id = "", None
    row.save(update_fields=["state", "sent_back", "reviewer", "reviewer_id"])
    _recorded(actor, row, "calendar.revision_sent_back", now, words={"reason": reason})
    _tell(actor, row, SENT_BACK, {row.proposer_id, *row.writer_ids} - {None}, now)


@action
def approve_revision(
    *,
    actor: Actor,
    revision_id: int,
    seen: str | None = None,
    comment: str = "",
    now: datetime,
) -> None:
    """A third person puts it in force; open promises are counted anew, with both dues kept."""
    row = _at(actor, revision_id, State.REVIEWED, seen=seen)
    _another_person(actor, row)
    _check(actor, _edits(row), now)
    row.state, row.approved_at = State.IN_FORCE, now
    row.approver, row.approver_id = actor.name, actor.user_id
    row.save(update_fields=["state", "approved_at", "approver", "approver_id"])
    _recorded(actor, row, "calendar.revision_approved", now, words={"comment": comment},
              digest=row.digest, proposer=row.proposer_id, reviewer=row.reviewer_id)  # fmt: skip
    change_calendars(actor=actor, edits=_edits(row), why=f"revision:{row.id}", now=now)
    _tell(actor, row, IN_FORCE, {row.proposer_id, row.reviewer_id, *row.writer_ids} - {None}, now)


def _write(actor: Actor, row: Revision, edit: Edit, now: datetime) -> None:
    kept = [one for one in _edits(row) if not same_subject(one, edit)]
    if len(kept) >= MOST_EDITS:
        raise Invalid(_("One proposal holds no more changes; make another."))
    edits = [*kept, edit]
    _check(actor, edits, now)
    _keep(row, edits, actor)
    row.save(update_fields=["edits", "digest", "writer_ids"])


def _check(actor: Actor, edits: Sequence[Edit], now: datetime) -> None:
    """Nothing changes what has passed; a year follows on those that are known."""
    today = timezone.localdate(now)
    for edit in edits:
        if isinstance(edit, YearEdit):
            _check_year(actor, edit, now)
        elif first_day_of(edit) < today:
            field = "on" if hasattr(edit, "on") else "since"
            raise Invalid.of(field, _("This lies in the past: nothing holds backwards."))
    check_edits(actor=actor, edits=edits, now=now)


def _check_year(actor: Actor, edit: YearEdit, now: datetime) -> None:
    until = known_until(actor=actor)
    if until and edit.year > until.year + 1:
        sentence = _("The year %(year)d comes first: its official days are not known yet.")
        raise Invalid.of("text", sentence % {"year": until.year + 1})
    known = official_days_of(actor=actor, year=edit.year)
    past = [on for on in differences(known, edit) if on < timezone.localdate(now)]
    if past:
        sentence = _("It says something else of %(day)s, which has passed.")
        raise Invalid.of("text", sentence % {"day": past[0].isoformat()})
    if not differences(known, edit):
        raise Invalid.of("text", _("It says nothing else than what is known already."))


def _keep(row: Revision, edits: Sequence[Edit], actor: Actor) -> None:
    row.edits = [written_edit(edit) for edit in edits]
    row.digest = digest_of(row.edits)
    row.writer_ids = _writers(actor, row.writer_ids)


def _writers(actor: Actor, known: Sequence[int]) -> list[int]:
    added = [] if actor.user_id is None or actor.user_id in known else [actor.user_id]
    return [*known, *added]


def _edits(row: Revision) -> list[Edit]:
    return [read_edit(edit) for edit in row.edits]


def _at(actor: Actor, revision_id: int, *states: str, seen: str | None = None) -> Revision:
    """A change at this step that says what was `seen` of it.

    Raises NotFound, NotAtThisStep, ChangedMeanwhile.
    """
    row = Revision.objects.select_for_update().filter(id=revision_id).first()
    if row is None or not actor.may(SEE_REVISIONS):
        raise NotFound(_("There is no such change of calendars."))
    if row.state not in states:
        raise NotAtThisStep(_("The change is not at this step any more; look at it again."))
    if seen is not None and row.digest != seen:
        raise ChangedMeanwhile(_("Somebody changed this meanwhile. Look at it again first."))
    return row


def _draft(actor: Actor, revision_id: int, seen: str) -> Revision:
    return _at(actor, revision_id, State.DRAFT, seen=seen)


def _another_person(actor: Actor, row: Revision) -> None:
    before = {row.proposer_id, row.reviewer_id, *row.writer_ids} - {None}
    if actor.user_id is None or actor.user_id in before:
        raise NotYours(
            _("Who wrote or proposed it, who reviews and who approves are different people.")
        )


def _others(row: Revision, permission: str) -> set[int]:
    """Who may take the next step and has taken none."""
    before = {row.proposer_id, row.reviewer_id, *row.writer_ids}
    return user_ids_with(actor=SYSTEM, permission=permission) - before


def _tell(
    actor: Actor, row: Revision, text: str, user_ids: Iterable[int | None], now: datetime
) -> None:
    link = f"/desk/policies/revisions/{row.id}"
    notify(actor=actor, user_ids=user_ids, kind="calendar.revision", text_key=text,
           params={"number": row.id}, link=link, now=now)  # fmt: skip


def _recorded(actor: Actor, row: Revision, verb: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"revision:{row.id}", at=now, **detail)
