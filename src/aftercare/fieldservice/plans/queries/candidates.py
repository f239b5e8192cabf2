"""Who may do a visit, who may not and why, and what it would cost (R-FS-18)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    SeatDraft,
    appointment_of,
)
from aftercare.fieldservice.dispatch.queries import (
    Technician,
    Visit,
    Window,
    findings,
    work_of,
)
from aftercare.fieldservice.locks.queries import bound
from aftercare.fieldservice.plans.rules import (
    Busy,
    NotFit,
    Strain,
    Verdict,
    best_gap,
    strains,
)
from aftercare.fieldservice.technicians.queries import TechnicianCard, helper_of
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid

from .days import Sheet, sheet_of
from .words import said

SOON = 600
"""Seconds from now before which nobody is sent."""
STEP = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A technician for an order on a day.

    `starts_at`: the time that costs least, within the told window where there is one; None where
    no gap fits. `detour`, `change`: parts of the score in seconds of travel (the less the better).
    `visits`, `busy_minutes`: what the day holds already.
    """

    card: TechnicianCard
    is_there: bool
    verdict: Verdict
    starts_at: datetime | None
    detour: int
    change: int
    visits: int
    busy_minutes: int

    @property
    def score(self) -> int:
        return self.detour + self.change


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """All there is to choose from for one order on a day, the best first."""

    order: OrderBrief
    appointment: AppointmentBrief | None
    sheet: Sheet
    candidates: tuple[Candidate, ...]


def choice_for(
    *, actor: Actor, order: OrderBrief, day: date, org_units: Sequence[int], now: datetime
) -> Choice:
    """Holding the brief proves that the order was seen."""
    standing = appointment_of(actor=SYSTEM, order=order)
    sheet = sheet_of(actor=actor, day=day, org_units=org_units, now=now, also=[order])
    visit = sheet.problem.visit.get(order.id)
    found: list[Candidate] = []
    if visit is not None:
        known = {one.id: one for one in sheet.problem.technicians}
        found = [
            _candidate(sheet, card, known.get(member_id), visit)
            for member_id, card in sheet.crew.cards.items()
        ]
    return Choice(
        order=order,
        appointment=standing,
        sheet=sheet,
        candidates=tuple(sorted(found, key=_order)),
    )


def verdict_on(sheet: Sheet, technician: Technician, visit: Visit, starts: int) -> Verdict:
    """Every rule, and what strains the time at which it shall start."""
    number = abs(visit.id)
    wanted = Busy(
        order=number,
        place=visit.place,
        starts=starts,
        ends=starts + work_of(technician, visit),
    )
    return Verdict(
        findings=findings(technician, visit, sheet.day.toordinal()),
        strains=strains(
            technician, sheet.busy(technician.id, besides=number), sheet.problem.travel, wanted
        ),
    )


def judged_seats(
    sheet: Sheet,
    order: OrderBrief,
    technicians: Sequence[int],
    starts_at: datetime,
    reason: str,
) -> list[SeatDraft]:
    """Who comes and when.

    Raises NotFit for what nobody may overrule, Invalid where a reason is missing.
    """
    leading = sheet.problem.visit.get(order.id)
    if leading is None:
        raise NotFit(_("Nobody knows where this order is: give it a point or a region."))
    starts = sheet.second(starts_at)
    drafts: list[SeatDraft] = []
    bound_to = sheet.locks[order.id].people if order.id in sheet.locks else ()
    if starts < sheet.now:
        raise Invalid.of("starts_at", _("An appointment lies in the future."))
    for member_id in technicians:
        technician = sheet.problem.technician.get(member_id)
        if technician is None:
            raise NotFit(_("This technician does not work on that day."))
        visit = leading if not drafts else bound(helper_of(leading), bound_to, seat=1)
        verdict = verdict_on(sheet, technician, visit, starts)
        if not verdict.is_possible:
            raise NotFit(_("The rules do not allow it: {why}").format(why=said(verdict)))
        if not verdict.is_plain and not reason.strip():
            sentence = _("Say why all the same: {why}").format(why=said(verdict))
            raise Invalid.of("reason", sentence)
        drafts.append(
            SeatDraft(
                technician_id=member_id,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(seconds=work_of(technician, visit)),
                leads=not drafts,
            )
        )
    return drafts


def _candidate(
    sheet: Sheet, card: TechnicianCard, technician: Technician | None, visit: Visit
) -> Candidate:
    if technician is None:
        nothing = Verdict(findings=(), strains=(Strain.SHIFT,))
        return Candidate(card=card, is_there=False, verdict=nothing, starts_at=None, detour=0,
                         change=0, visits=0, busy_minutes=0)  # fmt: skip
    busy = sheet.busy(technician.id, besides=visit.id)
    best = _best(sheet, technician, visit, busy)
    starts = best[0] if best else visit.windows[0].opens
    verdict = verdict_on(sheet, technician, visit, starts)
    if best is None:
        verdict = replace(verdict, strains=(Strain.WAY,))
    return Candidate(
        card=card,
        is_there=True,
        verdict=verdict,
        starts_at=sheet.moment(best[0]) if best else None,
        detour=best[1] if best else 0,
        change=0 if visit.told in {None, technician.id} else visit.change,
        visits=len(busy),
        busy_minutes=sum(one.ends - one.starts for one in busy) // 60,
    )


def _best(
    sheet: Sheet, technician: Technician, visit: Visit, busy: Sequence[Busy]
) -> tuple[int, int] | None:
    earliest = max(0, -(-(sheet.now + SOON) // STEP) * STEP)
    wanted = Busy(order=visit.id, place=visit.place, starts=earliest,
                  ends=earliest + work_of(technician, visit))  # fmt: skip
    hull = Window(opens=visit.windows[0].opens, closes=visit.windows[-1].closes)
    return best_gap(technician, busy, sheet.problem.travel, wanted, hull)


def _order(one: Candidate) -> tuple[object, ...]:
    """Who may and can, the cheapest first; then who may with a reason; then the rest.

    Who has no gap costs nothing, and is no cheaper for it.
    """
    return (
        not one.is_there,
        not one.verdict.is_possible,
        not one.verdict.is_plain,
        one.starts_at is None,
        one.score,
        one.card.member.id,
    )
