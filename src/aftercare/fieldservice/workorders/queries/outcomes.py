"""What came of work orders: what was done, and what did not hold (R-FS-13)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from aftercare.fieldservice.workorders.models import WorkOrder
from aftercare.fieldservice.workorders.rules import Job, State
from aftercare.foundation.actor import Actor
from aftercare.foundation.shares import percent

from .lists import SEE_ORDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRow:
    """Repairs that a station has done since a moment, and how many of them did not hold."""

    org_unit_id: int
    done: int
    again: int

    @property
    def percent(self) -> int | None:
        """Settled by the first repair; None without any."""
        return percent(self.done - self.again, self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """An order that was done. `undid_id`: the station whose work it makes good, if it is a rework.

    `undid_number` is the order of that work; `came_again`: a rework of this one is there already.
    """

    id: int
    number: str
    case_id: int
    org_unit_id: int
    job: str
    product_line: str
    ended_at: datetime
    undid_id: int | None
    undid_number: str
    came_again: bool


def first_time_fix(*, actor: Actor, since: datetime) -> list[FixRow]:
    """By station, the one that repairs most first (R-FS-13).

    A rework is counted against the station whose repair did not hold, whoever makes it good.
    """
    actor.must(SEE_ORDERS)
    again = WorkOrder.objects.filter(follows_id=OuterRef("id"), is_rework=True)
    done = WorkOrder.objects.visible_to(actor).filter(
        job=Job.REPAIR, state=State.DONE, ended_at__gte=since
    )
    told = done.values("org_unit_id").annotate(
        done=Count("id"), again=Count("id", filter=Exists(again))
    )
    return [FixRow(**row) for row in told.order_by("-done", "org_unit_id")]


def orders_done(
    *, actor: Actor, org_units: Collection[int], since: datetime, until: datetime
) -> list[DoneRow]:
    """What these stations have done, and what others did to make good work of theirs; by id."""
    actor.must(SEE_ORDERS)
    again = WorkOrder.objects.filter(follows_id=OuterRef("id"), is_rework=True)
    theirs = Q(org_unit_id__in=org_units) | Q(is_rework=True, follows__org_unit_id__in=org_units)
    found = WorkOrder.objects.visible_to(actor).filter(
        theirs, state=State.DONE, ended_at__gte=since, ended_at__lt=until
    )
    names = ("id", "number", "case_id", "org_unit_id", "job", "product_line", "ended_at")
    rows = found.annotate(
        undid=F("follows__org_unit_id"), before=F("follows__number"), came_again=Exists(again)
    ).order_by("id")
    return [
        DoneRow(
            undid_id=row["undid"] if row["is_rework"] else None,
            undid_number=row["before"] or "",
            came_again=row["came_again"],
            **{name: row[name] for name in names},
        )
        for row in rows.values(*names, "is_rework", "undid", "before", "came_again")
    ]


def orders_redone(*, actor: Actor, since: datetime) -> list[int]:
    """Orders in sight whose work did not hold: a rework of them was opened since then."""
    actor.must(SEE_ORDERS)
    again = WorkOrder.objects.visible_to(actor).filter(is_rework=True, opened_at__gte=since)
    redone = again.filter(follows__isnull=False).values_list("follows_id", flat=True)
    return list(redone.distinct())
