"""Cases that nobody could take, and what was handed over: by whom, from whom, to whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.assignment.models import HandedCase, HandOver, Shortage
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.rosters.queries import Presence, presences
from aftercare.people.staff.queries import MemberBrief, member_brief

SEE_SHORTAGES = view("assignment.see_shortages")
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageRow:
    """A case that waits for a person to see to it; `presence` is its owner's, now."""

    id: int
    case_id: int
    lack: str
    found_at: datetime
    owner: MemberBrief
    presence: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRow:
    """`cases` of `from_id` went to those of `to_ids`; `by_id` is none where the program did it."""

    id: int
    at: datetime
    cases: int
    undone_at: datetime | None
    by_id: int | None
    from_id: int
    to_ids: tuple[int, ...]


def shortages(*, actor: Actor, at: datetime) -> list[ShortageRow]:
    """Open cases in sight for which nobody was there, the newest first."""
    actor.must(SEE_SHORTAGES)
    found = Shortage.objects.filter(ended_at=None, case__closed_at=None)
    if not actor.sees_everything:
        found = found.filter(case__org_unit_id__in=actor.org_units)
    rows = list(found.order_by("-found_at").select_related("case")[:MOST_SHOWN])
    owners = {row.case.owner_id: member_brief(actor=SYSTEM, member_id=row.case.owner_id)
              for row in rows}  # fmt: skip
    where = presences(actor=SYSTEM, members={one.id: one.on_duty for one in owners.values()}, at=at)
    return [
        ShortageRow(
            id=row.id,
            case_id=row.case_id,
            lack=row.lack,
            found_at=row.found_at,
            owner=owners[row.case.owner_id],
            presence=where[row.case.owner_id],
        )
        for row in rows
    ]


def hand_overs_of(*, actor: Actor, member_id: int, limit: int = 5) -> list[HandOverRow]:
    """What was handed over of a member, the newest first."""
    del actor
    found = HandOver.objects.filter(member_id=member_id).order_by("-id")[:limit]
    return _rows(list(found), {})


def taken_over_by(*, actor: Actor, member_id: int, limit: int = 5) -> list[HandOverRow]:
    """What a member was given of others; `cases` are those that came to the member."""
    del actor
    ids = HandedCase.objects.filter(owner_id=member_id).values("hand_over_id")
    found = HandOver.objects.filter(id__in=ids).order_by("-id")[:limit]
    return _rows(list(found), {"owner_id": member_id})


def _rows(found: Sequence[HandOver], narrowed: dict[str, int]) -> list[HandOverRow]:
    cases = HandedCase.objects.filter(hand_over__in=[row.id for row in found], **narrowed)
    owners: dict[int, list[int]] = {}
    for hand_over_id, owner_id in cases.values_list("hand_over_id", "owner_id").order_by("id"):
        owners.setdefault(hand_over_id, []).append(owner_id)
    return [
        HandOverRow(
            id=row.id,
            at=row.at,
            cases=len(owners.get(row.id, ())),
            undone_at=row.undone_at,
            by_id=row.by_member,
            from_id=row.member_id,
            to_ids=tuple(dict.fromkeys(owners.get(row.id, ()))),
        )
        for row in found
    ]


def people_of(rows: Collection[HandOverRow]) -> set[int]:
    """Everybody who is named by them."""
    named = {one for row in rows for one in (row.from_id, *row.to_ids)}
    return named | {row.by_id for row in rows if row.by_id is not None}
