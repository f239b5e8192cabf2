"""Whether a plan still fits the day it was made for, and what moved on (semantics 5)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.queries import seats_on, versions_of
from aftercare.fieldservice.dispatch.queries import Technician
from aftercare.fieldservice.locks.queries import locks_of
from aftercare.fieldservice.plans.models import Proposal
from aftercare.fieldservice.plans.rules import NotFit, Outdated
from aftercare.fieldservice.technicians.queries import technicians_on
from aftercare.fieldservice.workorders.queries import order_briefs
from aftercare.foundation.actor import SYSTEM, Actor

from .days import PLANNED, Sheet


def must_be_applicable(row: Proposal, leaving: Collection[int]) -> None:
    if row.state != "ready":
        raise Outdated(_("This plan cannot be applied any more."))
    stands = {one["order"] for one in row.result["left"] if one["is_told"]}
    if stands != set(leaving):
        named = order_briefs(actor=SYSTEM, ids=stands).values()
        raise NotFit(
            _("Told times that it cannot keep: {numbers}. Say that these stay as they are, or move "
              "them first.").format(numbers="、".join(one.number for one in named) or "—")
        )  # fmt: skip


def seen_of(sheet: Sheet, *, with_waiting: bool) -> dict[str, Mapping[str, Any]]:
    """What a plan was made from: days, people and, where they were planned, waiting orders."""
    return {
        "days": {str(one): version for one, version in sheet.versions.items()},
        "people": {str(one.id): _mark_of(one) for one in sheet.crew.technicians},
        "orders": {str(one.id): one.version for one in sheet.waiting if with_waiting},
    }


def why_outdated(*, actor: Actor, plan: Proposal, now: datetime) -> str:
    """What is not any more as the plan was made from; empty where it can be applied."""
    del actor
    changes: list[dict[str, Any]] = plan.result.get("changes", [])
    if any(datetime.fromisoformat(one["starts_at"]) < now for one in changes):
        return _("Times of this plan have passed. Plan again.")
    return (
        _days_that_changed(plan, now)
        or _people_who_changed(plan, changes)
        or _visits_begun(plan, changes, now)
        or _visits_locked(changes)
        or _orders_that_changed(plan.seen.get("orders", {}))
    )


def changed_words(name: str, there: list[tuple[datetime, str]]) -> str:
    """Says what stands in somebody's day now."""
    visits = "、".join(f"{timezone.localtime(at):%H:%M} {number}" for at, number in there)
    return _("The day of {name} changed in the meantime. There are now: {visits}.").format(
        name=name, visits=visits or _("no visits")
    )


def must_be_as_seen(sheet: Sheet, seen: Mapping[int, int]) -> None:
    """Says what stands there now, where somebody else was faster."""
    for member_id, version in seen.items():
        if sheet.versions.get(member_id, version) == version:
            continue
        name = sheet.crew.cards[member_id].member.name
        there = [
            (seat.starts_at, sheet.orders[seat.order_id].number)
            for seat in sheet.seats
            if seat.technician_id == member_id
        ]
        raise Outdated(changed_words(name, there))


def _days_that_changed(plan: Proposal, now: datetime) -> str:
    seen = {int(one): version for one, version in plan.seen.get("days", {}).items()}
    found = versions_of(actor=SYSTEM, technicians=seen, day=plan.day)
    moved = next((one for one, version in seen.items() if found.get(one, 0) != version), None)
    if moved is None:
        return ""
    cards = technicians_on(actor=SYSTEM, day=plan.day, ids=[moved]).cards
    seats = seats_on(actor=SYSTEM, day=plan.day, now=now, technicians=[moved])
    orders = order_briefs(actor=SYSTEM, ids={seat.order_id for seat in seats})
    there = [(seat.starts_at, orders[seat.order_id].number) for seat in seats]
    return changed_words(cards[moved].member.name if moved in cards else "—", there)


def _people_who_changed(plan: Proposal, changes: list[dict[str, Any]]) -> str:
    """Of those who are to go: leave, a shift, a certificate or gear."""
    seen = plan.seen.get("people", {})
    wanted = {one for change in changes for one in change["people"]}
    if not wanted or not seen:
        return ""
    crew = technicians_on(actor=SYSTEM, day=plan.day, ids=wanted)
    marks = {one.id: _mark_of(one) for one in crew.technicians}
    moved = sorted(one for one in wanted if marks.get(one) != seen.get(str(one)))
    if not moved:
        return ""
    names = [crew.cards[one].member.name for one in moved if one in crew.cards]
    return _(
        "Shift, leave, certificates or gear changed in the meantime: {names}. Plan again."
    ).format(names="、".join(names) or "—")


def _visits_begun(plan: Proposal, changes: list[dict[str, Any]], now: datetime) -> str:
    """Whoever has set out goes on: no plan takes the visit from them."""
    wanted = {one["order"] for one in changes}
    seen = [int(one) for one in plan.seen.get("days", {})]
    seats = seats_on(actor=SYSTEM, day=plan.day, now=now, technicians=seen) if wanted else []
    begun = {s.order_id for s in seats if s.order_id in wanted and s.state not in PLANNED
             and not s.is_over}  # fmt: skip
    if not begun:
        return ""
    numbers = "、".join(one.number for one in order_briefs(actor=SYSTEM, ids=begun).values())
    return _("Somebody has set out already: {numbers}. Plan again.").format(numbers=numbers)


def _visits_locked(changes: list[dict[str, Any]]) -> str:
    """Of those that the plan would give to others."""
    wanted = {one["order"]: tuple(one["people"]) for one in changes}
    locks = locks_of(actor=SYSTEM, order_ids=wanted)
    held = [number for number, lock in locks.items() if lock.people != wanted[number]]
    if not held:
        return ""
    numbers = "、".join(one.number for one in order_briefs(actor=SYSTEM, ids=held).values())
    return _("Visits were locked to their technicians: {numbers}. Plan again.").format(
        numbers=numbers
    )


def _orders_that_changed(seen: Mapping[str, int]) -> str:
    known = order_briefs(actor=SYSTEM, ids=[int(one) for one in seen]) if seen else {}
    moved = [one.number for one in known.values() if one.version != seen[str(one.id)]]
    if not moved:
        return ""
    return _("These orders changed in the meantime: {numbers}. Plan again.").format(
        numbers="、".join(moved)
    )


def _mark_of(one: Technician) -> str:
    """Of all that decides what somebody may do on the day, and when."""
    held = (one.begins, one.ends, sorted(one.skills), sorted(one.certificates.items()),
            sorted(one.gear))  # fmt: skip
    return blake2s(repr(held).encode(), digest_size=8).hexdigest()
