"""Tells dispatchers of agreed visits that nobody can come to any more (R-FS-02, R-FS-03)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop

from aftercare.fieldservice.plans.queries import SEE_BOARD, units_planned
from aftercare.fieldservice.technicians.queries import technician_card
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import actor_of_user

from .queries import visits_touched

ASSIGN = "plans.assign_order"
CLASH_TEXT = gettext_noop(
    "{station}: leave was approved that collides with agreed visits: {count}, the first on {day}. "
    "Give them to others."
)


@action
def tell_of_leave(
    *,
    actor: Actor,
    member_id: int,
    from_at: datetime,
    until_at: datetime,
    now: datetime,
) -> int:
    """Whoever gives visits of the station to people hears of it; returns how many visits it is."""
    visits = visits_touched(
        actor=SYSTEM, member_id=member_id, from_at=from_at, until_at=until_at, now=now
    )
    if not visits:
        return 0
    site = technician_card(actor=SYSTEM, member_id=member_id).site
    day = timezone.localdate(visits[0].starts_at)
    told = sorted(_dispatchers(site.org_unit_id))
    notify(
        actor=actor,
        user_ids=told,
        kind="visit.clash",
        text_key=CLASH_TEXT,
        params={"station": site.name, "count": len(visits), "day": day.isoformat()},
        link=f"/desk/dispatch?day={day.isoformat()}&unit={site.org_unit_id}",
        urgent=day == timezone.localdate(now),
        now=now,
    )
    record(actor=actor, verb="staff.dispatchers_told", subject=f"staff:{member_id}", at=now,
           count=len(visits), on=day.isoformat(), users=told)  # fmt: skip
    return len(visits)


def _dispatchers(org_unit_id: int) -> Iterator[int]:
    """Who sees the board of a station and may give its visits to people."""
    for user_id in user_ids_with(actor=SYSTEM, permission=ASSIGN):
        one = actor_of_user(actor=SYSTEM, user_id=user_id)
        if one.may(SEE_BOARD) and org_unit_id in units_planned(actor=one):
            yield user_id
