"""Appointments, arrivals and finished work, written down by hand (R-CASE-02, R-CASE-09)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import advance_case, held_case, resolve_case
from aftercare.casework.cases.queries import CaseBrief, Stage
from aftercare.casework.commitments.actions import meet_commitments
from aftercare.casework.commitments.events import DateAgreed
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.resolutions.actions import carry_out_resolution
from aftercare.casework.resolutions.queries import live_of, resolutions_of
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.events import publish
from aftercare.policy.packs.queries import MetOn

from .events import BookingOver
from .models import Visit
from .rules import SETTLED, UNDONE, Outcome, begins_carrying_out, is_talk, may_be_visited

SHORTEST = timedelta(minutes=1)


class NoVisitNow(Refusal):
    """The case is not at the point where somebody visits, or no visit is agreed upon."""


@action
def agree_visit(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    from_at: datetime,
    until_at: datetime,
    who: str,
    channel: str,
    text: str,
    now: datetime,
) -> CaseBrief:
    """Agrees with the customer on a time; `channel` and `text` say how that was talked over.

    A second agreement moves the visit. The appointment of the policy is kept by it.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    kind = case.classification.kind
    if not may_be_visited(kind=kind, stage=case.stage):
        raise NoVisitNow(_("Nobody visits while the case is at its present stage."))
    _check_window(from_at, until_at, who, now)
    _move_away(_open(case_id), now)
    log_contact(actor=actor, case_id=case_id, channel=channel, outbound=True, public=True,
                text=text, now=now)  # fmt: skip
    visit = Visit.objects.create(
        case_id=case_id, from_at=from_at, until_at=until_at, who=who.strip(), agreed_at=now,
        by_member=actor.staff_id,
    )  # fmt: skip
    _recorded(actor, visit, "case.visit_agreed", now, moment=from_at.isoformat())
    publish(DateAgreed(case_id=case_id, moment=from_at, at=now))
    meet_commitments(actor=actor, case_id=case_id, by=[MetOn.APPOINTED],
                     met_by=f"visit:{visit.id}", at=now, now=now)  # fmt: skip
    case = held_case(actor=actor, case_id=case_id, now=now)
    if begins_carrying_out(kind=kind, stage=case.stage):
        case = advance_case(
            actor=actor, case_id=case_id, version=version, stage=Stage.CARRYING_OUT, now=now
        )
    return case


@action
def note_arrival(*, actor: Actor, case_id: int, arrived_at: datetime, now: datetime) -> None:
    """Somebody stands at the customer's door."""
    held_case(actor=actor, case_id=case_id, now=now)
    visit = _open(case_id)
    if visit is None or visit.arrived_at is not None:
        raise NoVisitNow(_("No visit waits for an arrival."))
    if arrived_at > now:
        sentence = _("This cannot lie in the future.")
        raise Invalid(sentence, fields={"arrived_at": sentence})
    visit.arrived_at = arrived_at
    visit.save(update_fields=["arrived_at"])
    _recorded(actor, visit, "case.visit_begun", now, late=arrived_at > visit.until_at)


@action
def end_visit(*, actor: Actor, case_id: int, outcome: Outcome, note: str, now: datetime) -> None:
    """A visit that did not finish the work: why, so that the next one is better."""
    held_case(actor=actor, case_id=case_id, now=now)
    visit = _open(case_id)
    if visit is None or outcome not in UNDONE:
        raise NoVisitNow(_("No visit is agreed upon that could end like this."))
    if outcome is Outcome.AGAIN and visit.arrived_at is None:
        raise NoVisitNow(_("Say first when somebody arrived."))
    if not note.strip():
        raise Invalid(_("Say why."), fields={"note": _("Say why.")})
    _ended(visit, outcome, now, note=note)
    _recorded(actor, visit, "case.visit_ended", now, outcome=outcome)


@action
def note_booking(
    *,
    actor: Actor,
    case_id: int,
    reference: int,
    from_at: datetime,
    until_at: datetime,
    who: str,
    how: str,
    now: datetime,
) -> None:
    """A booking of a work order stands: the appointment of the policy is kept, the case goes on.

    `how`: the channel. Where one of ours talked with the customer, that is a contact of the case;
    a time picked by the customer alone is no reply of ours (semantics 1).
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if is_talk(how) and actor.kind is ActorKind.STAFF:
        said = _("Agreed with the customer on a visit: {on} {begins}–{ends}.").format(
            on=f"{timezone.localtime(from_at):%Y-%m-%d}",
            begins=f"{timezone.localtime(from_at):%H:%M}",
            ends=f"{timezone.localtime(until_at):%H:%M}",
        )
        log_contact(actor=actor, case_id=case_id, channel=how, outbound=True, text=said, now=now)
    visit = Visit.objects.create(
        case_id=case_id, from_at=from_at, until_at=until_at, who=who[:60], agreed_at=now,
        by_member=actor.staff_id, reference=reference,
    )  # fmt: skip
    _recorded(actor, visit, "case.visit_agreed", now, moment=from_at.isoformat())
    publish(DateAgreed(case_id=case_id, moment=from_at, at=now, visit=reference))
    meet_commitments(actor=actor, case_id=case_id, by=[MetOn.APPOINTED],
                     met_by=f"visit:{visit.id}", at=now, now=now)  # fmt: skip
    case = held_case(actor=actor, case_id=case_id, now=now)
    if begins_carrying_out(kind=case.classification.kind, stage=case.stage):
        advance_case(actor=actor, case_id=case_id, version=None, stage=Stage.CARRYING_OUT, now=now)


@derived
def note_visitor(*, actor: Actor, case_id: int, reference: int, who: str, now: datetime) -> None:
    """Somebody else comes to the booking that stands, within the window: no promise changes."""
    del actor, now
    Visit.objects.filter(case_id=case_id, reference=reference, ended_at=None).update(who=who[:60])


@action
def note_booked_arrival(
    *, actor: Actor, case_id: int, reference: int, arrived_at: datetime, now: datetime
) -> None:
    held_case(actor=actor, case_id=case_id, now=now)
    visit = _booked(case_id, reference)
    if visit is not None:
        visit.arrived_at = arrived_at
        visit.save(update_fields=["arrived_at"])
        _recorded(actor, visit, "case.visit_begun", now, late=arrived_at > visit.until_at)


@action
def end_booked_visit(
    *, actor: Actor, case_id: int, reference: int, outcome: str, note: str, now: datetime
) -> None:
    held_case(actor=actor, case_id=case_id, now=now)
    visit = _booked(case_id, reference)
    if visit is not None:
        _ended(visit, Outcome(outcome), now, note=note)
        _recorded(actor, visit, "case.visit_ended", now, outcome=outcome)
        publish(BookingOver(case_id=case_id, reference=reference, outcome=outcome,
                            from_at=visit.from_at, at=now))  # fmt: skip


@action
def note_unbooked_visit(
    *,
    actor: Actor,
    case_id: int,
    began_at: datetime,
    arrived_at: datetime | None,
    now: datetime,
) -> None:
    """A work order is done, and no booking of it stood: somebody was there all the same.

    What was agreed by hand is kept by it. `began_at` is about when, `arrived_at` when it is known.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    visit = _open(case_id) or Visit(
        case_id=case_id, from_at=min(began_at, now - SHORTEST), until_at=now, agreed_at=now,
        by_member=actor.staff_id,
    )  # fmt: skip
    visit.ended_by_order, visit.outcome, visit.ended_at = True, Outcome.DONE, now
    visit.arrived_at = visit.arrived_at or arrived_at
    visit.save()
    _recorded(actor, visit, "case.visit_ended", now, outcome=Outcome.DONE)
    meet_commitments(actor=actor, case_id=case_id, by=[MetOn.APPOINTED],
                     met_by=f"visit:{visit.id}", at=now, now=now)  # fmt: skip
    if begins_carrying_out(kind=case.classification.kind, stage=case.stage):
        advance_case(actor=actor, case_id=case_id, version=None, stage=Stage.CARRYING_OUT, now=now)


@action
def complete_visit(*, actor: Actor, case_id: int, arrived_at: datetime, now: datetime) -> None:
    """What somebody came for is done, and the case goes on by other steps. No visit: nothing."""
    held_case(actor=actor, case_id=case_id, now=now)
    visit = _open(case_id)
    if visit is None:
        return
    _ended(visit, Outcome.DONE, now, arrived_at=visit.arrived_at or arrived_at)
    _recorded(actor, visit, "case.visit_ended", now, outcome=Outcome.DONE)


@action
def finish_service(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    result: str,
    root_cause: str = "",
    cost_amount: Decimal,
    fee_amount: Decimal = Decimal(0),
    fee_agreed: str = "",
    now: datetime,
) -> CaseBrief:
    """The work is done: what was done, what it cost us, what the customer paid. It resolves.

    A fee needs word of how the customer agreed to it beforehand; what a work order charged stands
    with the order. Raises NoVisitNow.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    visit = _done_by_order(case_id)
    if visit is None:
        visit = _finished(_open(case_id), result, fee_amount, fee_agreed.strip(), now)
    _recorded(actor, visit, "case.service_finished", now, charged=bool(visit.fee_amount))
    agreed = live_of(resolutions_of(actor=actor, case=case))
    settle = carry_out_resolution if agreed else resolve_case
    return settle(actor=actor, case_id=case_id, version=version, result=result,
                  root_cause=root_cause, cost_amount=cost_amount, now=now)  # fmt: skip


def _finished(visit: Visit | None, result: str, fee: Decimal, agreed: str, now: datetime) -> Visit:
    """The visit that was written down by hand, and what was paid for it."""
    if visit is None or visit.arrived_at is None:
        raise NoVisitNow(_("Say first when somebody arrived."))
    if fee and not agreed:
        sentence = _("Say how the customer agreed to the fee before the work.")
        raise Invalid(sentence, fields={"fee_agreed": sentence})
    _ended(visit, Outcome.DONE, now, note=result, fee_amount=fee, fee_agreed=agreed)
    return visit


def _done_by_order(case_id: int) -> Visit | None:
    """The last visit, where it was one of a work order and nothing is left to do there."""
    last = Visit.objects.filter(case_id=case_id).order_by("-id").first()
    by_order = last is not None and (last.reference is not None or last.ended_by_order)
    return last if last is not None and by_order and last.outcome in SETTLED else None


def _open(case_id: int) -> Visit | None:
    """The one written down by hand; bookings tell themselves how they go on."""
    return Visit.objects.filter(case_id=case_id, ended_at=None, reference=None).first()


def _booked(case_id: int, reference: int) -> Visit | None:
    return Visit.objects.filter(case_id=case_id, ended_at=None, reference=reference).first()


def _check_window(from_at: datetime, until_at: datetime, who: str, now: datetime) -> None:
    wrong = {}
    if until_at <= from_at:
        wrong["until_at"] = _("The window ends after it begins.")
    elif until_at <= now:
        wrong["from_at"] = _("An appointment lies in the future.")
    if not who.strip():
        wrong["who"] = _("Say who comes.")
    if wrong:
        raise Invalid(_("The appointment cannot be made like this."), fields=wrong)


def _move_away(standing: Visit | None, now: datetime) -> None:
    if standing is None:
        return
    if standing.arrived_at is not None:
        raise NoVisitNow(_("Somebody is there already: say first how that visit ended."))
    _ended(standing, Outcome.MOVED, now)


def _ended(visit: Visit, outcome: Outcome, now: datetime, **said: Any) -> None:
    visit.outcome, visit.ended_at = outcome, now
    vars(visit).update(said)
    visit.save(update_fields=["outcome", "ended_at", *said])


def _recorded(actor: Actor, visit: Visit, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{visit.case_id}", at=at, visit=visit.id,
           **detail)  # fmt: skip
