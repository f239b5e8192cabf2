"""A little of what weeks of single matters do not show: packages, a lead, the same again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from aftercare.casework.cases.queries import CaseBrief, CaseFilter, CaseRow, case_brief, case_page
from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake
from aftercare.casework.packages.actions import note_packages
from aftercare.casework.packages.events import FaultSaid, OrderSaid, PackageSaid
from aftercare.casework.recycling.actions import appraise_goods
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.matters.leads.actions import follow_lead, offer_to_followers, start_lead
from aftercare.matters.leads.queries import Kind

from .company import Staff

FOLLOWERS = 3
RECENT = timedelta(days=20)
FURNITURE = CaseFilter(kinds=("complaint",), lines=("furniture",))
ORDERED = replace(FURNITURE, categories=("logistics",))
ALIKE = CaseFilter(kinds=("complaint", "repair"), categories=("product_quality",))
ORDER = OrderSaid(
    count=8,
    waybill="DB2026112208",
    packages=(
        PackageSaid(number=3, contents="背板", faults=(FaultSaid(kind="missing"),)),
        PackageSaid(
            number=5, contents="柜门板", batch_no="B2609", colour_no="W-12",
            ordered_size="2400×600×18", measured_size="2400×597×18",
            faults=(FaultSaid(kind="damaged", pieces=1, note="左下角磕碰"),),
        ),
    ),
)  # fmt: skip


def tell_more(staff: Staff, now: datetime) -> None:
    agent = staff.by_name["agent"]
    everyone = replace(agent, sees_everything=True)
    if furniture := _open(now, ORDERED) or _open(now, FURNITURE):
        note_packages(actor=everyone, case_id=furniture[0].id, order=ORDER, now=now)
        _old_goods(everyone, furniture[0], now)
    _lead(everyone, now)
    _again(everyone, now)


def _old_goods(actor: Actor, of: CaseRow, now: datetime) -> None:
    """Somebody who has a matter open asks that the old sofa be taken back; the offer is made."""
    intake = Intake(
        channel="phone",
        description="新沙发到了以后，旧的三人位沙发想走以旧换新，六楼有电梯。",
        customer_id=of.customer_id,
        kind="recycling",
        category="other",
        product_line=of.product_line,
        product_text="三人位沙发",
        confirmed=True,
    )
    case_id = register_case(actor=actor, intake=intake, now=now).case.id
    appraise_goods(
        actor=actor,
        case_id=case_id,
        version=None,
        goods="旧三人位沙发 1 件",
        condition="working",
        amount=Decimal(150),
        note="框架完好，面料磨损，按八成残值估算。",
        now=now,
    )


def _lead(actor: Actor, now: datetime) -> None:
    """One cause, several customers: the first of a line's complaints of quality leads."""
    found = _open(now, ALIKE)
    same = [row for row in found if row.product_line == found[0].product_line]
    if len(same) <= 1:
        return
    first, *others = same[: FOLLOWERS + 1]
    start_lead(actor=actor, case_id=first.id, now=now,
               cause="同一批次部件供应商更换后出现相同问题，质量组统一调查。")  # fmt: skip
    for row in others:
        follow_lead(actor=actor, case_id=row.id, lead_number=first.number, now=now)
    said = {"text": "您反映的问题我们已集中排查，会统一给出处理方案，请留意电话。"}
    offer_to_followers(actor=actor, case_id=first.id, kind=Kind.MESSAGE, said=said, now=now)


def _again(actor: Actor, now: datetime) -> None:
    """A settled matter of one thing comes back within the days of the policy."""
    settled = _settled(now)
    if settled is None:
        return
    kind = settled.classification
    intake = Intake(
        channel="phone",
        description=f"上次处理后又出现同样的问题：{settled.description}",
        customer_id=settled.customer_id,
        kind=kind.kind,
        category=kind.category,
        product_line=kind.product_line,
        product_text=settled.product_text,
        order_no=settled.order_no,
        unit_id=settled.unit_id,
        level=kind.level,
        severity=kind.severity,
        confirmed=True,
    )
    register_case(actor=actor, intake=intake, now=now)


def _open(now: datetime, narrowed: CaseFilter) -> Sequence[CaseRow]:
    at_work = replace(narrowed, stages=("accepted", "investigating", "proposing"))
    return case_page(actor=SYSTEM, narrowed=at_work, now=now).rows


def _settled(now: datetime) -> CaseBrief | None:
    narrowed = CaseFilter(stages=("closed",), kinds=("repair", "complaint"))
    for row in case_page(actor=SYSTEM, narrowed=narrowed, now=now).rows:
        case = case_brief(actor=SYSTEM, case_id=row.id)
        if case.unit_id and case.resolved_at and case.resolved_at > now - RECENT:
            return case
    return None
