"""What people do on a case, in one call each."""

from datetime import datetime
from decimal import Decimal

from aftercare.casework.cases.actions import classify_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.queries import ClockCard, clocks_of
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.resolutions.actions import (
    add_option,
    carry_out_resolution,
    propose_resolution,
    record_consent,
    record_findings,
)
from aftercare.feedback.followups.actions import record_follow_up
from aftercare.foundation.actor import SYSTEM, Actor
from tests.makers import FRIDAY, Company, complaint


def clocks(case_id: int, now: datetime = FRIDAY) -> dict[str, ClockCard]:
    """The last clock of each code."""
    cards = clocks_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case_id), now=now)
    return {card.code: card for card in sorted(cards, key=lambda card: card.id)}


def owner_of(us: Company, case: CaseBrief) -> Actor:
    people = (us.agent, us.handler, us.head, us.manager)
    return next(actor for actor in people if actor.staff_id == case.owner_id)


def call(actor: Actor, case: CaseBrief, now: datetime, **said: bool) -> None:
    log_contact(
        actor=actor, case_id=case.id, channel="phone", outbound=said.get("outbound", True),
        reached=said.get("reached", True), text="已与客户通话。", now=now,
    )  # fmt: skip


def investigated(us: Company, now: datetime = FRIDAY, phone: str = "13800138000") -> CaseBrief:
    """A complaint of which the cause is known: what is offered for it comes next."""
    case = complaint(us.agent, phone=phone, now=now).case
    call(us.handler, case, now)
    record_findings(
        actor=us.handler, case_id=case.id, version=None, cause="material", liable="supplier",
        text="海绵密度不足。", now=now,
    )  # fmt: skip
    return case


def propose(
    actor: Actor, case: CaseBrief, now: datetime, kind: str = "repair", cost: int = 80
) -> int:
    option = add_option(
        actor=actor, case_id=case.id, kind=kind, summary="上门维修。", cost_amount=Decimal(cost),
        compensation_amount=Decimal(0), expected_stars=4, now=now,
    )  # fmt: skip
    propose_resolution(actor=actor, case_id=case.id, version=None, resolution_id=option, now=now)
    return option


def settle(actor: Actor, case: CaseBrief, now: datetime) -> None:
    """From the first call to carried out, all at one moment."""
    call(actor, case, now)
    record_findings(
        actor=actor, case_id=case.id, version=None, cause="material", liable="", text="海绵老化。",
        now=now,
    )  # fmt: skip
    option = propose(actor, case, now)
    record_consent(
        actor=actor, case_id=case.id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-1", now=now,
    )  # fmt: skip
    carry_out_resolution(
        actor=actor, case_id=case.id, version=None, result="已更换坐垫。", cost_amount=Decimal(80),
        now=now,
    )  # fmt: skip


def follow_up(actor: Actor, case: CaseBrief, now: datetime, comment: str = "") -> None:
    record_follow_up(actor=actor, case_id=case.id, stars=5, comment=comment, now=now)


def reclassify(us: Company, case: CaseBrief, now: datetime, **change: object) -> None:
    kind = {name: getattr(case.classification, name) for name in case.classification.__slots__}
    classify_case(
        actor=us.manager, case_id=case.id, version=None,
        classification=type(case.classification)(**(kind | change)), safety=False, now=now,
    )  # fmt: skip


def promise_money(
    us: Company, now: datetime, amount: int = 150, phone: str = "13800138000"
) -> CaseBrief:
    """A case whose customer agreed to so much money."""
    case = investigated(us, now, phone)
    option = add_option(
        actor=us.handler, case_id=case.id, kind="compensation", summary="补偿。",
        cost_amount=Decimal(0), compensation_amount=Decimal(amount), ground="late",
        expected_stars=4, now=now,
    )  # fmt: skip
    propose_resolution(
        actor=us.handler, case_id=case.id, version=None, resolution_id=option, now=now
    )
    record_consent(
        actor=us.handler, case_id=case.id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-7", now=now,
    )  # fmt: skip
    return case_brief(actor=SYSTEM, case_id=case.id)
