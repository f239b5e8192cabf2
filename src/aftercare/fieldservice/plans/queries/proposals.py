"""Plans that were asked for: how far they are, what they would change, what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.dispatch.queries import FROZEN
from aftercare.fieldservice.plans.models import STATE_CHOICES, Proposal
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.people.staff.queries import MemberBrief, member_briefs

from .outdated import why_outdated

__all__ = ["STATE_CHOICES"]

SEE_BOARD = view("plans.see_board")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChange:
    """What a plan would do with one visit, and why; a visit without a time has no `before`."""

    order: OrderBrief
    who_before: MemberBrief | None
    starts_before: datetime | None
    people: tuple[MemberBrief, ...]
    starts_at: datetime
    ends_at: datetime
    detour_before: int | None
    detour: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLeft:
    """An order that the plan leaves without a time; `failing`: rules, and how many fail each.

    A told one stays as it stands: with `who`, `starts_at`.
    """

    order: OrderBrief
    reason: str
    able: int
    failing: tuple[tuple[str, int], ...]
    is_told: bool
    who: MemberBrief | None
    starts_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """`travel`, `served`: seconds and visits, before and after.

    `blocked`: told visits that it cannot keep; it is applied only where they stay as they stand.
    `outdated`: what moved on since it was made, so that it cannot be applied any more; or nothing.
    """

    id: int
    day: date
    org_units: tuple[int, ...]
    agreed_by: str
    state: str
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    seconds: int
    travel: tuple[int, int]
    served: tuple[int, int]
    changes: tuple[VisitChange, ...]
    left: tuple[VisitLeft, ...]
    outdated: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.state in {"asked", "planning"}

    @property
    def kept_until(self) -> datetime | None:
        """Of a day under way: what had begun, or begins before then, was left as it is."""
        if self.begun_at is None or timezone.localdate(self.begun_at) != self.day:
            return None
        return self.begun_at + timedelta(seconds=FROZEN)

    @property
    def blocked(self) -> tuple[VisitLeft, ...]:
        return tuple(row for row in self.left if row.is_told)

    @property
    def untold(self) -> tuple[VisitLeft, ...]:
        """What stays undone, and nobody was promised a time."""
        return tuple(row for row in self.left if not row.is_told)


def proposal_card(*, actor: Actor, proposal_id: int, now: datetime) -> ProposalCard:
    """Raises NotFound, also for one of stations out of sight."""
    actor.must(SEE_BOARD)
    row = Proposal.objects.visible_to(actor).filter(id=proposal_id).first()
    if row is None:
        raise NotFound(_("There is no such plan."))
    return replace(_card(row), outdated=_outdated(row, now))


def last_proposal(
    *, actor: Actor, day: date, org_units: Sequence[int], now: datetime
) -> tuple[int, str, bool] | None:
    """The newest of a day and these stations that nobody has dropped: id, state, if outdated."""
    actor.must(SEE_BOARD)
    found = Proposal.objects.filter(day=day, org_units=sorted(org_units)).exclude(state="dropped")
    row = found.order_by("-id").first()
    return (row.id, row.state, bool(_outdated(row, now))) if row else None


def _outdated(row: Proposal, now: datetime) -> str:
    return why_outdated(actor=SYSTEM, plan=row, now=now) if row.state == "ready" else ""


def _card(row: Proposal) -> ProposalCard:
    told: dict[str, Any] = row.result
    changes, left = told.get("changes", []), told.get("left", [])
    ids = {one["order"] for one in (*changes, *left)}
    orders = order_briefs(actor=SYSTEM, ids=ids)
    who = {one for change in changes for one in (*change["people"], change["who_before"]) if one}
    who |= {one["who"] for one in left if one.get("who")}
    people = member_briefs(actor=SYSTEM, ids=who)
    return ProposalCard(
        id=row.id,
        day=row.day,
        org_units=tuple(row.org_units),
        agreed_by=row.agreed_by,
        state=row.state,
        asked_at=row.asked_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        seconds=row.seconds,
        travel=tuple(told.get("travel", (0, 0))),
        served=tuple(told.get("served", (0, 0))),
        changes=tuple(
            VisitChange(
                order=orders[one["order"]],
                who_before=people.get(one["who_before"] or 0),
                starts_before=_moment(one["starts_before"]),
                people=tuple(people[number] for number in one["people"]),
                starts_at=datetime.fromisoformat(one["starts_at"]),
                ends_at=datetime.fromisoformat(one["ends_at"]),
                detour_before=one["detour_before"],
                detour=one["detour"],
                why=one["why"],
            )
            for one in changes
        ),
        left=tuple(
            VisitLeft(
                order=orders[one["order"]],
                reason=one["reason"],
                able=one["able"],
                failing=tuple((rule, count) for rule, count in one["failing"]),
                is_told=one["is_told"],
                who=people.get(one.get("who") or 0),
                starts_at=_moment(one.get("at")),
            )
            for one in left
        ),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
