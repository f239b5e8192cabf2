"""Work orders from opening to end (R-FS-01). While one lives its case does not close."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.commitments.queries import clocks_of
from aftercare.customers.parties.actions import serve_from
from aftercare.customers.parties.queries import customer_briefs, files_of
from aftercare.customers.units.queries import unit_briefs
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.people.organisation.queries import unit_tree

from . import rules
from .events import OrderEnded
from .models import JOB_CHOICES, WorkOrder, next_serial
from .queries import OrderBrief, OrderDraft, OrderFilter, brief_of, norm_of, skill_ids

PROMISED = frozenset({"completion", "arrival"})  # what an order keeps for its case


class OrderRefused(Refusal):
    """The order, or its case, is not at the point where this can be done."""


@action
def open_order(*, actor: Actor, case_id: int, draft: OrderDraft, now: datetime) -> OrderBrief:
    """Opens a job for a case that is open; the case waits for it."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not case.is_open:
        raise OrderRefused(_("The case has been resolved: nobody goes out for it any more."))
    fields = _fields_of(case, draft, now)
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
    _check(planned | {"priority": priority})
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
           jobs=list(narrowed.jobs))  # fmt: skip
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
    *, actor: Actor, order_id: int, version: int | None, result: str, now: datetime
) -> OrderBrief:
    """The work is done; the case need not wait for it any longer."""
    order = _live(actor, order_id, version, now)
    if not result.strip():
        raise Invalid.of("result", _("Say what was done."))
    _ended(order, rules.State.DONE, result, now)
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
        record(actor=actor, verb="case.order_moved", subject=f"case:{kept_id}", at=now,
               order=order.id, number=order.number)  # fmt: skip
        if order.state in rules.LIVE:
            place_hold(actor=SYSTEM, case_id=kept_id, kind=rules.HOLD, reference=order.id, now=now)
        record(actor=actor, verb="order.moved", subject=f"order:{order.id}", at=now,
               kept=kept_id)  # fmt: skip


@derived
def held_order(*, actor: Actor, order_id: int, now: datetime) -> OrderBrief:
    """The order as it stands, locked to the end of the action, its case before it."""
    return brief_of(_locked(actor, order_id, now))


def _serve(order: WorkOrder, customer_id: int, now: datetime) -> None:
    """Who sees the unit that goes out sees the customer."""
    serve_from(actor=SYSTEM, customer_id=customer_id, org_unit_id=order.org_unit_id, now=now)


def _fields_of(case: CaseBrief, draft: OrderDraft, now: datetime) -> dict[str, Any]:
    """The columns of a new order: what the draft says, else what the case and the norm say."""
    if draft.job not in dict(JOB_CHOICES):
        raise Invalid.of("job", _("There is no such job."))
    goods, line, unit_id = _goods_of(case, draft)
    norm = norm_of(actor=SYSTEM, job=draft.job, product_line=line, goods=goods)
    address, region = _place_of(case, draft)
    planned = {
        "minutes": norm.minutes if draft.minutes is None else draft.minutes,
        "persons": norm.persons if draft.persons is None else draft.persons,
        "priority": draft.priority,
        "org_unit_id": draft.org_unit_id or _station(case, region),
    }
    _check(planned)
    on = timezone.localdate(now)
    needed = skill_ids(actor=SYSTEM, norm=norm, job=draft.job, product_line=line, on=on)
    return planned | {
        "unit_id": unit_id,
        "job": draft.job,
        "goods": goods,
        "product_line": line,
        "task": draft.task.strip(),
        "address": address,
        "region": region,
        "longitude": draft.longitude,
        "latitude": draft.latitude,
        "skills": list(needed),
        "gear": [one.code for one in norm.gear],
        "due_at": draft.due_at or _due(case, now),
        "follows_id": _followed(case, draft.follows_id),
    }


def _goods_of(case: CaseBrief, draft: OrderDraft) -> tuple[str, str, int | None]:
    """What is worked on, its product line, and the unit where it is a known one."""
    unit_id = draft.unit_id or (None if draft.goods.strip() else case.unit_id)
    line = case.classification.product_line
    if unit_id is None:
        goods = draft.goods.strip() or case.product_text
        if not goods:
            raise Invalid.of("goods", _("Say what is worked on."))
        return goods[:120], line, None
    unit = unit_briefs(actor=SYSTEM, ids=[unit_id]).get(unit_id)
    if unit is None or unit.customer_id != case.customer_id:
        raise Invalid.of("unit_id", _("This product is not one of the customer's."))
    words = draft.goods.strip() or " ".join(filter(None, [unit.category_word, unit.title]))
    return words[:120], unit.line_code or line, unit_id


def _place_of(case: CaseBrief, draft: OrderDraft) -> tuple[str, str]:
    """Address and region: said with the order, or the customer's own."""
    customer_id = case.customer_id
    known = files_of(actor=SYSTEM, ids=[customer_id]).get(customer_id)
    address = draft.address.strip() or (known.address if known else "")
    brief = customer_briefs(actor=SYSTEM, ids=[customer_id]).get(customer_id)
    return address, draft.region or (brief.region if brief else "")


def _station(case: CaseBrief, region: str) -> int:
    """The station whose region holds the place; else the unit that has the case."""
    stations = [
        rules.Station(id=unit.id, region=unit.region)
        for unit in unit_tree(actor=SYSTEM)
        if unit.kind == "station"
    ]
    if case.org_unit_id in {one.id for one in stations}:
        return case.org_unit_id
    return rules.station_for(stations, region=region, otherwise=case.org_unit_id)


def _due(case: CaseBrief, now: datetime) -> datetime | None:
    """The promise of the case that waits for work on site; else its next one."""
    cards = clocks_of(actor=SYSTEM, case=case, now=now)
    dues = [card.due_at for card in cards if card.code in PROMISED and card.met_at is None]
    return min(filter(None, dues), default=case.next_due_at)


def _followed(case: CaseBrief, follows_id: int | None) -> int | None:
    if follows_id is None:
        return None
    earlier = WorkOrder.objects.filter(id=follows_id, case__customer_id=case.customer_id)
    if not earlier.exists():
        raise Invalid.of("follows", _("There is no such work order of this customer."))
    return follows_id


def _check(planned: dict[str, int]) -> None:
    wrong = {}
    if not rules.SHORTEST <= planned["minutes"] <= rules.LONGEST:
        wrong["minutes"] = _("From 5 minutes to 24 hours.")
    if planned["persons"] not in rules.PERSONS:
        wrong["persons"] = _("One person or two.")
    if planned["priority"] not in rules.PRIORITIES:
        wrong["priority"] = _("From 1 (first) to 3.")
    if planned["org_unit_id"] not in {unit.id for unit in unit_tree(actor=SYSTEM)}:
        wrong["org_unit_id"] = _("There is no such unit.")
    if wrong:
        raise Invalid(_("The work order cannot be like this."), fields=wrong)


def _live(actor: Actor, order_id: int, version: int | None, now: datetime) -> WorkOrder:
    order = _locked(actor, order_id, now)
    if version is not None and version != order.version:
        raise OrderRefused(
            _("Somebody changed this work order in the meantime. Look at it again, then send.")
        )
    if order.state in rules.ENDED:
        raise OrderRefused(_("The work order has ended."))
    return order


def _locked(actor: Actor, order_id: int, now: datetime) -> WorkOrder:
    """Its case is locked before it. Who sees the order may not see all of the case."""
    seen = WorkOrder.objects.visible_to(actor)
    case_id = seen.filter(id=order_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("There is no such work order."))
    held_case(actor=SYSTEM, case_id=case_id, now=now)
    return WorkOrder.objects.select_for_update(no_key=True).get(id=order_id)


def _ended(order: WorkOrder, state: rules.State, note: str, now: datetime) -> None:
    _saved(order, state=state, state_since=now, ended_at=now, end_note=note.strip())
    lift_hold(actor=SYSTEM, case_id=order.case_id, kind=rules.HOLD, reference=order.id, now=now)
    publish(OrderEnded(order_id=order.id, case_id=order.case_id, state=state, at=now))


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
