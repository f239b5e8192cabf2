"""What a new order is made of: what its draft says, else what case, norm and region say."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.commitments.queries import clocks_of
from aftercare.customers.parties.queries import customer_briefs, files_of
from aftercare.customers.units.queries import unit_briefs
from aftercare.fieldservice.workorders.adapters import catalogue
from aftercare.fieldservice.workorders.models import JOB_CHOICES, WorkOrder
from aftercare.fieldservice.workorders.rules import (
    LONGEST,
    PERSONS,
    PRIORITIES,
    SHORTEST,
    Job,
    Norm,
    State,
    Station,
    is_rework,
    norm_for,
    station_for,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.skills.queries import skills, skills_needed
from aftercare.policy.entitlements.queries import Ground
from aftercare.policy.packs.queries import terms_at_sale

PROMISED = frozenset({"completion", "arrival"})  # what an order keeps for its case
USUAL_DAYS = 30  # that a repair must hold, where no table says otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What a new order is made of. What is left out comes from the case and the norm of the job.

    `goods`: what is worked on, in words; `address` "" is the customer's own. `follows_id`: the
    order that this one goes on from. `rework`: whether it makes good for an earlier
    repair; None: as the rule finds it.
    """

    job: str
    goods: str = ""
    task: str = ""
    unit_id: int | None = None
    org_unit_id: int | None = None
    address: str = ""
    region: str = ""
    longitude: float | None = None
    latitude: float | None = None
    minutes: int | None = None
    persons: int | None = None
    priority: int = 2
    due_at: datetime | None = None
    follows_id: int | None = None
    rework: bool | None = None


def columns_of(
    *, actor: Actor, case: CaseBrief, draft: OrderDraft, now: datetime
) -> dict[str, Any]:
    """The columns of a new order: what the draft says, else what the case and the norm say."""
    del actor
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
    check(planned)
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
        **_followed(case, draft, unit_id=unit_id, line=line, goods=goods, on=on),
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
        Station(id=unit.id, region=unit.region)
        for unit in unit_tree(actor=SYSTEM)
        if unit.kind == "station"
    ]
    if case.org_unit_id in {one.id for one in stations}:
        return case.org_unit_id
    return station_for(stations, region=region, otherwise=case.org_unit_id)


def _due(case: CaseBrief, now: datetime) -> datetime | None:
    """The promise of the case that waits for work on site; else its next one."""
    cards = clocks_of(actor=SYSTEM, case=case, now=now)
    dues = [card.due_at for card in cards if card.code in PROMISED and card.met_at is None]
    return min(filter(None, dues), default=case.next_due_at)


def _followed(
    case: CaseBrief, draft: OrderDraft, *, unit_id: int | None, line: str, goods: str, on: date
) -> dict[str, Any]:
    """What the order goes on from, and whether it makes good for a repair that did not hold.

    Of a known product the last repair is found by itself, unless the draft says otherwise.
    """
    mine = WorkOrder.objects.filter(case__customer_id=case.customer_id).order_by("-ended_at")
    earlier = None
    if draft.follows_id is not None:
        earlier = mine.filter(id=draft.follows_id).first()
        if earlier is None:
            raise Invalid.of("follows", _("There is no such work order of this customer."))
    elif unit_id is not None and draft.rework is not False:
        earlier = mine.filter(unit_id=unit_id, job=Job.REPAIR, state=State.DONE).first()
    again = (
        draft.rework
        if draft.rework is not None
        else _comes_again(draft.job, earlier, line=line, goods=goods, on=on)
    )
    if draft.follows_id is None and not again:
        return {"follows_id": None, "is_rework": False}
    return {"follows_id": earlier.id if earlier else None, "is_rework": again}


def _comes_again(job: str, earlier: WorkOrder | None, *, line: str, goods: str, on: date) -> bool:
    if earlier is None:
        return False
    done = earlier.ended_at if earlier.state == State.DONE else None
    ended_on = timezone.localdate(done) if done else None
    days = days_it_must_hold(actor=SYSTEM, line=line, goods=goods, on=ended_on or on)
    return is_rework(job=job, earlier_job=earlier.job, ended_on=ended_on, on=on, days=days)


def days_it_must_hold(*, actor: Actor, line: str, goods: str, on: date) -> int:
    """What the table of entitlements says of a repair again, else the usual thirty days."""
    del actor
    brief = terms_at_sale(actor=SYSTEM, line_code=line, on=on)
    right = brief.terms.rule_on(Ground.REWORK, goods) if brief else None
    return right.days if right and right.days else USUAL_DAYS


def check(planned: dict[str, int]) -> None:
    wrong = {}
    if not SHORTEST <= planned["minutes"] <= LONGEST:
        wrong["minutes"] = _("From 5 minutes to 24 hours.")
    if planned["persons"] not in PERSONS:
        wrong["persons"] = _("One person or two.")
    if planned["priority"] not in PRIORITIES:
        wrong["priority"] = _("From 1 (first) to 3.")
    if planned["org_unit_id"] not in {unit.id for unit in unit_tree(actor=SYSTEM)}:
        wrong["org_unit_id"] = _("There is no such unit.")
    if wrong:
        raise Invalid(_("The work order cannot be like this."), fields=wrong)


def norm_of(*, actor: Actor, job: str, product_line: str = "", goods: str = "") -> Norm:
    """Minutes, persons, needs and checklist of a job (R-FS-01)."""
    del actor
    return norm_for(catalogue(), job=job, line=product_line, goods=goods)


def skill_ids(
    *, actor: Actor, norm: Norm, job: str, product_line: str, on: date
) -> tuple[int, ...]:
    """What a norm names, as far as the company keeps it, and what its skills ask of such work."""
    del actor
    named = {one.name: one.id for one in skills(actor=SYSTEM, on=on) if one.is_active}
    asked = skills_needed(actor=SYSTEM, kind=job, category="", product_line=product_line, level="")
    ids = [named[name] for name in norm.skills if name in named]
    return tuple(sorted({*ids, *(one.id for one in asked)}))
