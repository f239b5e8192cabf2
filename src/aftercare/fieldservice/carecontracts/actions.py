"""Care contracts are made, opened visit by visit, paused, ended and renewed (R-FS-19)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake
from aftercare.casework.messaging.actions import tell_customer
from aftercare.casework.messaging.queries import Occasion
from aftercare.customers.parties.actions import serve_from
from aftercare.customers.parties.queries import customer_brief
from aftercare.customers.units.queries import UnitBrief, unit_briefs
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft, norm_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal

from . import rules
from .models import Contract, Covered, Turn, next_serial
from .queries import Change, ContractCard, ContractFilter, Draft, contract_card, dates_of
from .queries.faults import present, wrong_change, wrong_draft
from .rules import State, TurnState

LONGEST_GOODS = 120


class ContractRefused(Refusal):
    """The contract, or its visit, is not at the point where this can be done."""


@action
def make_contract(*, actor: Actor, draft: Draft, now: datetime) -> ContractCard:
    """A contract with all its visits, planned. Raises Invalid where the term is too short."""
    customer_brief(actor=actor, customer_id=draft.customer_id)
    return _made(actor, draft, now)


@action
def renew_contract(
    *, actor: Actor, contract_id: int, version: int | None, price_amount: Decimal, now: datetime
) -> ContractCard:
    """The same for the term that follows, once; what is left of the old one stays its own."""
    row = _held(actor, contract_id, version)
    if row.state == State.ENDED or Contract.objects.filter(renews_id=row.id).exists():
        raise ContractRefused(_("This contract was ended, or renewed already."))
    starts_on, ends_on, months = rules.next_term(starts_on=row.starts_on, ends_on=row.ends_on)
    draft = Draft(
        customer_id=row.customer_id, org_unit_id=row.org_unit_id, name=row.name,
        unit_ids=list(row.covered.values_list("unit_id", flat=True)), starts_on=starts_on,
        ends_on=ends_on, first_on=max(starts_on, rules.later(row.first_on, months)),
        visits=row.visits, every_months=row.every_months, months=row.months,
        lead_days=row.lead_days, price_amount=price_amount, note=row.note,
    )  # fmt: skip
    fresh = _made(actor, draft, now, renews=row)
    _recorded(actor, row, "renewed", now, contract=fresh.id)
    return fresh


@action
def change_contract(
    *, actor: Actor, contract_id: int, version: int | None, change: Change, now: datetime
) -> ContractCard:
    """Rhythm, next day, end, station, note. Visits whose orders are open or done stay untouched.

    Raises Invalid where the visits that are left do not fit.
    """
    row = _held(actor, contract_id, version)
    _must_be_live(row, now)
    new = _news(row, change)
    wrong = wrong_change(actor=SYSTEM, row=row, new=new, on=timezone.localdate(now))
    if wrong:
        raise Invalid(_("The contract cannot be like this."), fields=wrong)
    if not new:
        return _card(row, now)
    if new.keys() & {"visits", "every_months", "months", "next_on", "ends_on"}:
        _replan(row, new)
    if "org_unit_id" in new:
        serve_from(actor=SYSTEM, customer_id=row.customer_id, org_unit_id=new["org_unit_id"],
                   now=now)  # fmt: skip
    kept = {name: value for name, value in new.items() if name != "next_on"}
    vars(row).update(kept)
    row.version += 1
    row.save(update_fields=[*kept, "version"])
    told = {name: value.isoformat() if isinstance(value, date) else value
            for name, value in new.items() if name != "note"}  # fmt: skip
    fields = {"fields": ["note"]} if "note" in new else {}
    _recorded(actor, row, "changed", now, **told, **fields)
    return _card(row, now)


@action
def pause_contract(
    *, actor: Actor, contract_id: int, version: int | None, reason: str, now: datetime
) -> ContractCard:
    """No visit is opened until it goes on."""
    row = _held(actor, contract_id, version)
    _must_be(row, State.RUNNING, now)
    _said_why(reason)
    return _saved(actor, row, "paused", now, state=State.PAUSED, reason=reason.strip())


@action
def resume_contract(
    *, actor: Actor, contract_id: int, version: int | None, now: datetime
) -> ContractCard:
    """What fell due meanwhile is opened next time."""
    row = _held(actor, contract_id, version)
    _must_be(row, State.PAUSED, now)
    return _saved(actor, row, "resumed", now, state=State.RUNNING, reason="")


@action
def end_contract(
    *, actor: Actor, contract_id: int, version: int | None, reason: str, now: datetime
) -> ContractCard:
    """Before its term is over; an order that is open goes on by itself."""
    row = _held(actor, contract_id, version)
    if row.state == State.ENDED:
        raise ContractRefused(_("The contract has ended."))
    _said_why(reason)
    return _saved(actor, row, "ended", now, state=State.ENDED, reason=reason.strip(), ended_at=now)


@action
def open_turn(*, actor: Actor, contract_id: int, number: int, now: datetime) -> ContractCard:
    """A case of care and its work order for one visit; the customer is asked for a time.

    Once for each visit, and again only where its order was called off. Raises ContractRefused.
    """
    row = _held(actor, contract_id, None)
    turn = row.turns.select_related("order").filter(number=number).first()
    if turn is None:
        raise NotFound(_("There is no such visit."))
    on = timezone.localdate(now)
    state = rules.state_of(state=row.state, ends_on=row.ends_on, on=on)
    reached = rules.turn_state(turn.order.state if turn.order else None)
    if not rules.may_open(state=state, turn=reached):
        raise ContractRefused(_("This visit is open or done already, or the contract rests."))
    turn.case_id, turn.order_id = _opened(row, turn, again=reached is TurnState.CALLED_OFF, now=now)
    turn.opened_at = now
    turn.save(update_fields=["case", "order", "opened_at"])
    _recorded(actor, row, "turn_opened", now, turn=number)
    return _card(row, now)


@action
def rehome_contracts(
    *, actor: Actor, customer_id: int, to: int, only: Sequence[int] | None, now: datetime
) -> list[int]:
    """Contracts go with the file of the customer; which."""
    found = Contract.objects.filter(customer_id=customer_id).order_by("id")
    if only is not None:
        found = found.filter(id__in=only)
    rows = list(found.select_for_update())
    for row in rows:
        row.customer_id = to
        row.save(update_fields=["customer"])
        _recorded(actor, row, "moved", now)
    return [row.id for row in rows]


@action
def export_contracts(*, actor: Actor, wanted: ContractFilter, form: str, now: datetime) -> None:
    """Leaves the trace of a list that is about to leave the house as a file."""
    record(actor=actor, verb="contracts.exported", subject=f"user:{actor.user_id}", at=now,
           words={"q": wanted.text}, form=form, states=[wanted.state])  # fmt: skip


def _made(
    actor: Actor, draft: Draft, now: datetime, *, renews: Contract | None = None
) -> ContractCard:
    dates = _checked(draft)
    plain = {name: getattr(draft, name) for name in Draft.__slots__ if name != "unit_ids"}
    plain |= {"first_on": draft.first_on or draft.starts_on, "months": sorted(set(draft.months)),
              "name": draft.name.strip(), "note": draft.note.strip()}  # fmt: skip
    row = Contract.objects.create(
        number=rules.contract_number(day=timezone.localdate(now), serial=next_serial()),
        renews=renews, made_at=now, **plain,
    )  # fmt: skip
    Covered.objects.bulk_create(
        [Covered(contract=row, unit_id=number) for number in sorted(set(draft.unit_ids))]
    )
    Turn.objects.bulk_create(
        [Turn(contract=row, number=n, due_on=day) for n, day in enumerate(dates, start=1)]
    )
    serve_from(actor=SYSTEM, customer_id=row.customer_id, org_unit_id=row.org_unit_id, now=now)
    _recorded(actor, row, "made", now, org_unit=row.org_unit_id, price=str(row.price_amount))
    record(actor=actor, verb="customer.contract_made", subject=f"customer:{row.customer_id}",
           at=now, contract=row.id)  # fmt: skip
    return _card(row, now)


def _checked(draft: Draft) -> tuple[date, ...]:
    """The days of its visits. Raises Invalid."""
    wrong = wrong_draft(actor=SYSTEM, draft=draft)
    dates: tuple[date, ...] = ()
    if not wrong:
        dates = dates_of(actor=SYSTEM, draft=draft)
        if len(dates) < draft.visits:
            wrong["visits"] = _("Only {n} visits fit into the term like this.").format(n=len(dates))
    if wrong:
        raise Invalid(_("The contract cannot be like this."), fields=wrong)
    return dates


def _news(row: Contract, change: Change) -> dict[str, Any]:
    """What would be another than it is."""
    said = {name: getattr(change, name) for name in Change.__slots__}
    if change.months is not None:
        said["months"] = sorted(set(change.months))
    if change.note is not None:
        said["note"] = change.note.strip()
    given = {name: value for name, value in said.items() if value is not None}
    return {name: value for name, value in given.items()
            if value != present(actor=SYSTEM, row=row, name=name)}  # fmt: skip


def _replan(row: Contract, new: Mapping[str, Any]) -> None:
    """The visits without an order, anew. Raises Invalid where they do not fit into the term."""
    turns = list(row.turns.order_by("number"))
    left = [turn for turn in turns if turn.order_id is None]
    wanted = {name: new.get(name, getattr(row, name))
              for name in ("ends_on", "visits", "every_months", "months")}  # fmt: skip
    begun = len(turns) - len(left)
    if new.keys() == {"ends_on"} and all(turn.due_on <= wanted["ends_on"] for turn in left):
        return
    last = max((turn.due_on for turn in turns), default=row.first_on)
    after = rules.later(last, wanted["every_months"])
    next_on = new.get("next_on") or min((turn.due_on for turn in left), default=after)
    plan = rules.replanned(
        [rules.Planned(turn.number, turn.due_on, turn.order_id is not None) for turn in turns],
        next_on=next_on, **wanted,
    )  # fmt: skip
    if len(plan) < wanted["visits"] - begun:
        words = _("Only {n} visits fit into the term like this.").format(n=begun + len(plan))
        raise Invalid(_("The contract cannot be like this."), fields={"visits": words})
    row.turns.filter(order=None).delete()
    Turn.objects.bulk_create(
        [Turn(contract=row, number=one.number, due_on=one.due_on) for one in plan]
    )


def _opened(row: Contract, turn: Turn, *, again: bool, now: datetime) -> tuple[int, int]:
    """The case and the order of a visit."""
    ids = list(row.covered.order_by("id").values_list("unit_id", flat=True))
    known = unit_briefs(actor=SYSTEM, ids=ids)
    units = [known[number] for number in ids if number in known]
    alone = units[0] if len(units) == 1 else None
    goods = "、".join(_goods(unit) for unit in units)[:LONGEST_GOODS]
    line = next((unit.line_code for unit in units if unit.line_code), "")
    words = _("Care contract {number}, visit {n} of {all}. The price of the contract covers it.")
    text = words.format(number=row.number, n=turn.number, all=row.visits)
    key = f"care:{row.id}:{turn.number}" + (f":{int(now.timestamp())}" if again else "")
    taken = register_case(
        actor=SYSTEM,
        intake=Intake(
            channel="api", description=text, subject=f"{row.name} {turn.number}/{row.visits}",
            customer_id=row.customer_id, kind="care", category="service", product_line=line,
            level="two", severity="C", urgent=False, complex=False, product_text=goods,
            unit_id=alone.id if alone else None, intake_key=key, quiet=True, confirmed=True,
        ),
        now=now,
    )  # fmt: skip
    order = open_order(
        actor=SYSTEM,
        case_id=taken.case.id,
        draft=OrderDraft(
            job="care", goods="" if alone else goods, task=text, org_unit_id=row.org_unit_id,
            unit_id=alone.id if alone else None, minutes=None if alone else _minutes(units),
        ),
        now=now,
    )  # fmt: skip
    tell_customer(actor=SYSTEM, occasion=Occasion.SLOT, case=taken.case,
                  facts={"contract": row.name}, now=now)  # fmt: skip
    return taken.case.id, order.id


def _goods(unit: UnitBrief) -> str:
    return " ".join(filter(None, [unit.category_word, unit.title]))


def _minutes(units: Sequence[UnitBrief]) -> int:
    """One after the other, by the norm of each."""
    norms = [
        norm_of(actor=SYSTEM, job="care", product_line=unit.line_code, goods=_goods(unit))
        for unit in units
    ]
    return min(sum(norm.minutes for norm in norms), 24 * 60)


def _held(actor: Actor, contract_id: int, version: int | None) -> Contract:
    seen = Contract.objects.visible_to(actor).filter(id=contract_id)
    row = Contract.objects.select_for_update(no_key=True).filter(id__in=seen.values("id")).first()
    if row is None:
        raise NotFound(_("There is no such contract."))
    if version is not None and version != row.version:
        raise ContractRefused(
            _("Somebody changed this contract in the meantime. Look at it again, then send.")
        )
    return row


def _must_be(row: Contract, state: State, now: datetime) -> None:
    on = timezone.localdate(now)
    if rules.state_of(state=row.state, ends_on=row.ends_on, on=on) is not state:
        raise ContractRefused(_("The contract is not at the point where this can be done."))


def _must_be_live(row: Contract, now: datetime) -> None:
    on = timezone.localdate(now)
    state = rules.state_of(state=row.state, ends_on=row.ends_on, on=on)
    if state not in {State.RUNNING, State.PAUSED}:
        raise ContractRefused(_("The contract is not at the point where this can be done."))


def _said_why(reason: str) -> None:
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))


def _saved(actor: Actor, row: Contract, what: str, now: datetime, **new: Any) -> ContractCard:
    vars(row).update(new)
    row.version += 1
    row.save(update_fields=[*new, "version"])
    record(actor=actor, verb=f"contract.{what}", subject=f"contract:{row.id}", at=now)
    return _card(row, now)


def _card(row: Contract, now: datetime) -> ContractCard:
    return contract_card(actor=SYSTEM, contract_id=row.id, on=timezone.localdate(now))


def _recorded(actor: Actor, row: Contract, what: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=f"contract.{what}", subject=f"contract:{row.id}", at=now, **detail)
