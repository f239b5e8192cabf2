"""What only care, installation and recycling do in the life of a case."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.checklists.actions import accept_service, plan_service
from aftercare.casework.checklists.queries import TASKS
from aftercare.casework.recycling.actions import (
    answer_appraisal,
    appraise_goods,
    collect_goods,
    issue_certificate,
)
from aftercare.foundation.actor import Actor

from .stories import Story

RECYCLER = "杭州绿源再生资源有限公司"
FETCHING, OFFERED = Decimal(60), Decimal(220)


class Served(Protocol):
    """What is asked here of the life of a case."""

    case_id: int

    @property
    def story(self) -> Story: ...
    @property
    def case(self) -> CaseBrief: ...
    @property
    def owner(self) -> Actor: ...


def plan(life: Served, now: datetime) -> None:
    is_free = life.story.kind == "installation"
    plan_service(
        actor=life.owner,
        case_id=life.case_id,
        goods=life.story.word,
        place="客厅" if is_free else "",
        price_amount=Decimal(0) if is_free else Decimal(120),
        price_told="" if is_free else f"REC-{now:%y%m%d}-{life.case_id:05d}",
        now=now,
    )


def accept(life: Served, now: datetime) -> None:
    accept_service(
        actor=life.owner,
        case_id=life.case_id,
        done=TASKS[life.case.classification.kind],
        how="signature",
        reference=f"QZ-{life.case_id:05d}",
        now=now,
    )


def appraise(life: Served, now: datetime) -> None:
    appraise_goods(
        actor=life.owner,
        case_id=life.case_id,
        version=None,
        goods=f"旧{life.story.word} 1 台",
        condition="working",
        amount=OFFERED,
        note=life.story.finding,
        now=now,
    )


def agree(life: Served, now: datetime) -> None:
    answer_appraisal(
        actor=life.owner,
        case_id=life.case_id,
        version=None,
        agreed=True,
        how="recorded_call",
        reference=f"REC-{now:%y%m%d}-{life.case_id:05d}",
        now=now,
    )


def collect(life: Served, now: datetime) -> None:
    collect_goods(
        actor=life.owner,
        case_id=life.case_id,
        collected_at=now,
        way="fetched",
        paid_by="credit",
        paid_reference=life.case.order_no or f"HX-{life.case_id:05d}",
        now=now,
    )


def certify(life: Served, now: datetime) -> None:
    issue_certificate(
        actor=life.owner,
        case_id=life.case_id,
        version=None,
        recycler=RECYCLER,
        treatment="dismantled",
        cost_amount=FETCHING + OFFERED,
        now=now,
    )


SERVICES: dict[str, Callable[[Served, datetime], None]] = {
    "plan_service": plan,
    "accept_service": accept,
    "appraise": appraise,
    "agree_to_offer": agree,
    "collect": collect,
    "certify": certify,
}
