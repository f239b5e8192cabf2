"""Work orders from opening to end (R-FS-01). While one lives its case does not close."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.customers.parties.actions import serve_from
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.foundation.work import at_hand

from . import rules
from .events import OrderEnded
from .models import WorkOrder, next_serial
from .queries import OrderBrief, OrderDraft, OrderFilter, brief_of, check, columns_of

MOST_NAMED = 100  # in the trace of a file of chosen orders


class OrderRefused(Refusal):
    """The order, or its case, is not at the point where this can be done."""


@action
def open_order(*, actor: Actor, case_id: int, draft: OrderDraft, now: datetime) -> OrderBrief:
    """Opens a job for a case that is open; the case waits for it."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not case.is_open:
        raise OrderRefused(_("The case has been resolved: nobody goes out for it any more."))
    fields = columns_of(actor=SYSTEM, case=case, draft=draft, now=now)
    order = WorkOrder.objects.create(
        number=rules.order_number(day=timezone.localdate(now), serial=next_serial()),
        case_id=case.id, opened_at=now, state_since=now, **fields,
    )  # fmt: skip
    place_hold(actor=SYSTEM, case_id=case.id, kind=rules.HOLD, reference=order.id, now=now)
    _serve(order, case.customer_id, now)
    _recorded(actor, order, "opened", now, job=order.job, org_unit=order.org_unit_id,
              follows=order.follows_id, rework=order.is_rework)  # fmt: skip
    return brief_of(order)


@action
def change_order(
    *,
    actor: Actor,
    order_id: int,
    version: int | None,
    task: str,
    org_unit_id: int,
    minutes: int,
    persons: int,
    priority: int,
    due_at: datetime | None,
    now: datetime,
) -> OrderBrief:
    """How long, by how many and by whom can be changed only before a time is told."""
    order = _live(actor, order_id, version, now)
    planned = {"org_unit_id": org_unit_id, "minutes": minutes, "persons": persons}
    check(planned | {"priority": priority})
    moved = [name for name, value in planned.items() if getattr(order, name) != value]
    if moved and order.state != rules.State.WAITING:
        raise OrderRefused(
            _("A time has been told to the customer: call that appointment off first.")
        )
    new = planned | {"task": task.strip(), "priority": priority, "due_at": due_at}
    changed = sorted(name for name, value in new.items() if getattr(order, name) != value)
    _saved(order, **new)
    if "org_unit_id" in moved:
        _serve(order, order.case.customer_id, now)
    _recorded(actor, order, "changed", now, fields=changed)
    return brief_of(order)


@action
def export_orders(*, actor: Actor, narrowed: OrderFilter, form: str, now: datetime) -> None:
    """Leaves the trace of a list that is about to leave the house as a file."""
    record(actor=actor, verb="orders.exported", subject=f"user:{actor.user_id}", at=now,
           words={"q": narrowed.text}, form=form, states=list(narrowed.states),
           jobs=list(narrowed.jobs), orders=sorted(narrowed.ids or ())[:MOST_NAMED])  # fmt: skip
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.EXPORT, now=now)


@action
def export_figures(
    *, actor: Actor, org_unit_id: int | None, days: int, form: str, now: datetime
) -> None:
    """Leaves the trace of figures about people that are about to leave the house as a file."""
    record(actor=actor, verb="orders.figures_exported", subject=f"user:{actor.user_id}", at=now,
           form=form, days=days, org_unit=org_unit_id)  # fmt: skip
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.EXPORT, now=now)


@action
def note_order_state(
    *, actor: Actor, order_id: int, state: rules.State, now: datetime
) -> OrderBrief:
    """Told by appointments and records: a time stands, somebody is there, it waits again."""
    order = _live(actor, order_id, None, now)
    if not rules.may_become(before=order.state, after=state):
        raise OrderRefused(_("A work order ends by being finished or called off."))
    if order.state != state:
        _saved(order, state=state, state_since=now)
    record(actor=actor, verb=f"order.{state}", subject=f"order:{order.id}", at=now)
    return brief_of(order)


@action
def finish_order(
    *,
    actor: Actor,
    order_id: int,
    version: int | None,
    result: str,
    arrived_at: datetime | None = None,
    now: datetime,
) -> OrderBrief:
    """The work is done; the case need not wait for it any longer.

    `arrived_at`: when somebody came, where nobody noted that at the door.
    """
    order = _live(actor, order_id, version, now)
    if not result.strip():
        raise Invalid.of("result", _("Say what was done."))
    if arrived_at is not None and arrived_at > now:
        raise Invalid.of("arrived_at", _("This cannot lie in the future."))
    _ended(order, rules.State.DONE, result, now, arrived_at)
    _recorded(actor, order, "done", now, job=order.job)
    return brief_of(order)


@action
def call_off_order(
    *, actor: Actor, order_id: int, version: int | None, reason: str, now: datetime
) -> OrderBrief:
    """Nobody goes, and why."""
    order = _live(actor, order_id, version, now)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    _ended(order, rules.State.CALLED_OFF, reason, now)
    _recorded(actor, order, "called_off", now)
    return brief_of(order)


@action
def follow_merge(*, actor: Actor, case_id: int, kept_id: int, now: datetime) -> None:
    """Orders of a case that was merged into another go with it; the kept one waits for them."""
    orders = list(WorkOrder.objects.filter(case_id=case_id).order_by("id"))
    WorkOrder.objects.filter(case_id=case_id).update(case_id=kept_id)
    for order in orders:
        at_hand().pop((WorkOrder, order.id), None)
        record(actor=actor, verb="case.order_moved", subject=f"case:{kept_id}", at=now,
               order=order.id, number=order.number)  # fmt: skip
        if order.state in rules.LIVE:
            place_hold(actor=SYSTEM, case_id=kept_id, kind=rules.HOLD, reference=order.id, now=now)
        record(actor=actor, verb="order.moved", subject=f"order:{order.id}", at=now,
               kept=kept_id)  # fmt: skip


@derived
def held_order(
    *, actor: Actor, order_id: int, case_id: int | None = None, now: datetime
) -> OrderBrief:
    """The order as it stands, locked to the end of the action, its case before it.

    `case_id`: its case, where whoever asks has just read it.
    """
    return brief_of(_locked(actor, order_id, now, case_id))


def _serve(order: WorkOrder, customer_id: int, now: datetime) -> None:
    """Who sees the unit that goes out sees the customer."""
    serve_from(actor=SYSTEM, customer_id=customer_id, org_unit_id=order.org_unit_id, now=now)


def _live(actor: Actor, order_id: int, version: int | None, now: datetime) -> WorkOrder:
    order = _locked(actor, order_id, now)
    if version is not None and version != order.version:
        raise OrderRefused(
            _("Somebody changed this work order in the meantime. Look at it again, then send.")
        )
    if order.state in rules.ENDED:
        raise OrderRefused(_("The work order has ended."))
    return order


def _locked(actor: Actor, order_id: int, now: datetime, case_id: int | None = None) -> WorkOrder:
    """Its case is locked before it. Who sees the order may not see all of the case.

    Read once in a piece of work, however many parts of it ask: nobody else writes it meanwhile.
    """
    known: WorkOrder | None = at_hand().get((WorkOrder, order_id))
    if known is not None and actor.sees_everything:
        return known
    if case_id is None or not actor.sees_everything:
        seen = WorkOrder.objects.visible_to(actor)
        case_id = seen.filter(id=order_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("There is no such work order."))
    if known is None:
        held_case(actor=SYSTEM, case_id=case_id, now=now)
        known = WorkOrder.objects.select_for_update(no_key=True).get(id=order_id)
        at_hand()[WorkOrder, order_id] = known
    return known


def _ended(order: WorkOrder, state: rules.State, note: str, now: datetime,
           arrived_at: datetime | None = None) -> None:  # fmt: skip
    _saved(order, state=state, state_since=now, ended_at=now, end_note=note.strip())
    lift_hold(actor=SYSTEM, case_id=order.case_id, kind=rules.HOLD, reference=order.id, now=now)
    publish(OrderEnded(order_id=order.id, case_id=order.case_id, state=state, at=now,
                       arrived_at=arrived_at))  # fmt: skip


def _saved(order: WorkOrder, **new: Any) -> None:
    for name, value in new.items():
        setattr(order, name, value)
    order.version += 1
    order.save(update_fields=[*new, "version"])


def _recorded(actor: Actor, order: WorkOrder, what: str, now: datetime, **detail: Any) -> None:
    """In the order's own history, and in that of its case."""
    told = {name: value for name, value in detail.items() if value not in (None, False)}
    record(actor=actor, verb=f"order.{what}", subject=f"order:{order.id}", at=now, **told)
    record(actor=actor, verb=f"case.order_{what}", subject=f"case:{order.case_id}", at=now,
           order=order.id, number=order.number)  # fmt: skip
