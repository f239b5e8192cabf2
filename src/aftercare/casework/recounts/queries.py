"""Which running promises a draft would move, of calendars or of a policy; which were moved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import CaseBrief, case_briefs
from aftercare.casework.commitments.queries import (
    COMMITMENT_CHOICES,
    Outcome,
    Shift,
    calendars_in_use,
    outcomes_under,
    promises_by_calendar,
    reach_of,
    shifts_under,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.policy.packs.queries import version_card, versions_of
from aftercare.policy.revisions.queries import calendars_under, revision_card

from .models import Recount

MOST_LOOKED_AT = 3000
MOST_COMPARED = 1000  # promises; those of a case are read both ways
MOST_SHOWN = 200
LABELS = dict(COMMITMENT_CHOICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A promise of a case in sight, its due before and after; `settles`: provisional no longer.

    A due is None where no such promise is made, or while a pause is open.
    """

    case_id: int
    case_number: str
    subject: str
    code: str
    label: str
    due_before: datetime | None
    due_after: datetime | None
    settles: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What a draft would do, or a change of calendars did, to promises.

    `moved` counts them all, `settled` those whose due stays and is no longer provisional; `rows`
    are of cases in sight, the first to fall due first. Of `running` ones `looked_at` were counted.
    """

    moved: int
    cases: int
    settled: int
    running: int
    looked_at: int
    rows: tuple[MoveRow, ...]


def moves_under(*, actor: Actor, revision_id: int, now: datetime) -> Moves:
    """Which open promises a revision would move; everybody's count, those in sight are listed."""
    revision_card(actor=actor, revision_id=revision_id)
    wanted = calendars_in_use(actor=SYSTEM)
    supposed = calendars_under(actor=actor, revision_id=revision_id, wanted=wanted)
    shifts = shifts_under(actor=SYSTEM, calendars=supposed, at_most=MOST_LOOKED_AT, now=now)
    moved = [shift for shift in shifts if shift.moves]
    running = promises_by_calendar(actor=SYSTEM)
    return Moves(
        moved=len(moved),
        cases=len({shift.case_id for shift in moved}),
        settled=sum(one.provisional_before and not one.provisional_after for one in shifts)
        - sum(one.provisional_before and not one.provisional_after for one in moved),
        running=running,
        looked_at=min(running, MOST_LOOKED_AT),
        rows=_rows(actor, moved[:MOST_SHOWN]),
    )


def moves_under_version(*, actor: Actor, version_id: int, now: datetime) -> Moves:
    """Which open promises would fall due otherwise had their cases begun under a draft.

    They keep the version they began under (R-POL-01); so it is everybody's count, those in sight
    are listed.
    """
    version = version_card(actor=actor, version_id=version_id, at=now)
    cards = versions_of(actor=SYSTEM, pack_code=version.pack_code, at=now)
    kept = {card.version_id for card in cards} - {version_id}
    reach = reach_of(actor=SYSTEM, version_id=version_id, instead_of=kept, at_most=MOST_COMPARED)
    outcomes = outcomes_under(actor=SYSTEM, case_ids=reach.case_ids, version_id=version_id, now=now)
    moved = sorted((one for one in outcomes if _is_moved(one)), key=_soonest)
    return Moves(
        moved=len(moved),
        cases=len({one.case_id for one in moved}),
        settled=0,
        running=reach.running,
        looked_at=reach.looked_at,
        rows=_rows(actor, [_shift_of(one) for one in moved[:MOST_SHOWN]]),
    )


def moves_by(*, actor: Actor, why: str) -> Moves:
    """What a change that is in force has moved."""
    kept = Recount.objects.filter(why=why)
    shifts = [
        Shift(
            case_id=row.case_id,
            clock_id=row.clock_id,
            code=row.code,
            due_before=row.due_before,
            due_after=row.due_after,
            provisional_before=False,
            provisional_after=False,
        )
        for row in kept.order_by("-id")[:MOST_SHOWN]
    ]
    moved = kept.count()
    cases = kept.order_by("case_id").values("case_id").distinct().count()
    return Moves(moved=moved, cases=cases, settled=0, running=moved, looked_at=moved,
                 rows=_rows(actor, shifts))  # fmt: skip


def recounts_of(*, actor: Actor, case: CaseBrief) -> list[MoveRow]:
    """The dues of a case that changes of calendars have moved, the newest first."""
    del actor
    return [
        _row(case, row.code, row.due_before, row.due_after, settles=False)
        for row in Recount.objects.filter(case=case.id).order_by("-id")
    ]


def _is_moved(one: Outcome) -> bool:
    """A running promise with another due, or one more that nothing has kept yet."""
    is_new = not one.made_before and not one.known
    return (one.is_open or is_new) and one.due_before != one.due_after


def _soonest(one: Outcome) -> tuple[float, int, str]:
    due_at = one.due_before or one.due_after
    return due_at.timestamp() if due_at else 0.0, one.case_id, one.code


def _shift_of(one: Outcome) -> Shift:
    return Shift(case_id=one.case_id, clock_id=0, code=one.code, due_before=one.due_before,
                 due_after=one.due_after, provisional_before=False,
                 provisional_after=False)  # fmt: skip


def _rows(actor: Actor, shifts: Collection[Shift]) -> tuple[MoveRow, ...]:
    briefs = case_briefs(actor=actor, ids={shift.case_id for shift in shifts})
    seen = {case.id: case for case in briefs}
    return tuple(
        _row(seen[one.case_id], one.code, one.due_before, one.due_after,
             settles=one.provisional_before and not one.provisional_after)
        for one in shifts
        if one.case_id in seen
    )  # fmt: skip


def _row(
    case: CaseBrief, code: str, before: datetime | None, after: datetime | None, *, settles: bool
) -> MoveRow:
    return MoveRow(
        case_id=case.id,
        case_number=case.number,
        subject=case.subject,
        code=code,
        label=str(LABELS.get(code, code)),
        due_before=before,
        due_after=after,
        settles=settles,
    )
