"""Parts of the page that only some cases have: read where the history says that there are any."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aftercare.casework.cases.queries import CaseBrief, Step
from aftercare.casework.checklists.queries import ChecklistCard, checklist_of, has_checklist
from aftercare.casework.consultations.queries import ReferralRow, referrals_of
from aftercare.casework.external.queries import MatterRow, matters_of
from aftercare.casework.packages.queries import PackagesCard, packages_of
from aftercare.casework.recycling.queries import Act, RecyclingCard, recycling_of
from aftercare.casework.repeats.queries import RepeatRow, came_again, repeat_of
from aftercare.casework.returns.queries import return_of
from aftercare.casework.visits.queries import Outcome, VisitRow, visits_of
from aftercare.fieldservice.quotes.queries import QuotationCard, quotations_of
from aftercare.fieldservice.quotes.queries import State as QuoteState
from aftercare.fieldservice.sites.queries import sites
from aftercare.fieldservice.workorders.queries import OrderBrief, orders_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import EntryRow
from aftercare.matters.leads.queries import following, lead_of
from aftercare.web.kit.packages import packages_words
from aftercare.web.kit.requests import Request

from .case_package_steps import PACKAGE_ACTS

ON_SITE = frozenset({"repair", "installation", "care", "recycling"})
RETURN_ACTS = ("check-claim", "inspect-goods", "replacement")
REPEAT_ACTS = ("not-again",)
OFFER_ACTS = ("take-offer", "decline-offer")
FOLLOW_ACTS = ("leave-lead",)
MOST_ORDERS = 5  # of the case, on its page
EXTERNAL_ACTS = ("external-dates", "external-opinion", "external-end")
CHECKLIST_ACTS = ("plan-service", "accept-service")
AFTER_ORDER = {
    str(Outcome.DONE): ("settle-service",),
    str(Outcome.DECLINED): ("settle-declined", "contact"),
}
FINISHING = {"finish-service", "settle-service"}
BEFORE_ORDERS = {"agree-visit", "collect"}  # instead of what a work order would lead
BY_HAND = {"agree-visit", "arrival", "finish-service", "collect"}
RECYCLING = {
    (Step.CONSENT, Act.HEAR): ("answer-appraisal", "appraise"),
    (Step.CARRY_OUT, Act.COLLECT): ("collect", "agree-visit"),
    (Step.CARRY_OUT, Act.CERTIFY): ("certify",),
}
# The step of the business -> the forms in its panel, the first of them open.
NEXT: dict[Step, tuple[str, ...]] = {
    Step.CLASSIFY: ("classify",),
    Step.CONTACT: ("contact",),
    Step.ANSWER: ("answer", "refer"),
    Step.APPOINT: ("agree-visit", "contact"),
    Step.APPRAISE: ("appraise", "contact"),
    Step.INVESTIGATE: ("findings",),
    Step.PROPOSE: ("option",),
    Step.APPROVE: ("approve", "decline"),
    Step.CONSENT: ("consent", "refusal"),
    Step.CARRY_OUT: ("carry-out",),
    Step.FOLLOW_UP: ("follow-up", "follow-up-try"),
    Step.CLOSE: ("close",),
    Step.NONE: ("reopen", "new-case"),
}


def parts_of(
    request: Request, case: CaseBrief, entries: Sequence[EntryRow], *, whole: bool
) -> dict[str, Any]:
    """What the kind of the case adds to its page; `whole`: the entries are all there are.

    `begins` is what the forms of the next step start with.
    """

    def has(verb: str) -> bool:
        return not whole or any(entry.verb.startswith(verb) for entry in entries)

    visits: list[VisitRow] = []
    if has("case.visit_"):
        visits = visits_of(actor=request.actor, case=case, now=request.now)
    referrals: list[ReferralRow] = []
    if has("case.question_referred"):
        referrals = referrals_of(actor=request.actor, case=case)
    returned = None
    if case.classification.kind == "return_exchange":
        returned = return_of(actor=request.actor, case=case)
    packed = packages_of(actor=request.actor, case=case) if has("case.packages_") else None
    matters: list[MatterRow] = []
    if has("case.external_"):
        matters = matters_of(actor=request.actor, case=case)
    orders: list[OrderBrief] = []
    if has("case.order_"):
        orders = orders_of(actor=request.actor, case=case, limit=MOST_ORDERS + 1)
    shown = sorted(orders, key=lambda order: (order.is_live, order.id))[-MOST_ORDERS:]
    return {
        **_tied(request, case, has),
        "orders": [order for order in orders if order in shown],
        "has_more_orders": len(orders) > MOST_ORDERS,
        "order_acts": ("open-order",),
        "live_orders": [order for order in shown if order.is_live],
        "has_stations": case.classification.kind in ON_SITE and bool(sites(actor=SYSTEM)),
        "is_worked_on_site": case.is_open and case.classification.kind in ON_SITE,
        "matters": matters,
        "matter_acts": EXTERNAL_ACTS if any(not one.ended_at for one in matters) else (),
        "returned": returned,
        "return_acts": () if returned is None else RETURN_ACTS,
        "packed": packed,
        "packed_words": packages_words(packed) if packed else "",
        "package_acts": [a for a in PACKAGE_ACTS if a != "mend-packages" or is_wrong(packed)],
        **_served(request, case),
        "agreed_prices": agreed_prices(orders) if has_checklist(case.classification.kind) else [],
        "visits": visits,
        "visit_acts": acts_at(visits, is_ordered=any(order.is_live for order in orders)),
        "referrals": referrals,
        "begins": {"answer": referrals[-1].answer} if referrals else {},
    }


def agreed_prices(orders: Sequence[OrderBrief]) -> list[tuple[OrderBrief, QuotationCard]]:
    """What customers agreed to pay on work orders: that is the price, whatever was told before."""
    if not orders:
        return []
    cards = quotations_of(actor=SYSTEM, orders=orders)
    agreed = [(order, cards[order.id]) for order in orders if order.id in cards]
    return [(order, card) for order, card in agreed if card.state == QuoteState.ACCEPTED]


def _served(request: Request, case: CaseBrief) -> dict[str, Any]:
    """What care, installation and recycling have of their own."""
    kind = case.classification.kind
    recycled: RecyclingCard | None = None
    if kind == "recycling":
        recycled = recycling_of(actor=request.actor, case=case)
    checked: ChecklistCard | None = None
    if has_checklist(kind):
        checked = checklist_of(actor=request.actor, case=case)
    open_one = checked is not None and checked.accepted_at is None
    return {
        "recycled": recycled,
        "checked": checked,
        "checklist_acts": CHECKLIST_ACTS if open_one else (),
        "has_checklist": has_checklist(kind),
    }


def _tied(request: Request, case: CaseBrief, has: Callable[[str], bool]) -> dict[str, Any]:
    """What a case repeats, leads or follows."""
    repeat, later_ones = None, list[RepeatRow]()
    if case.repeat_of_id is not None:
        repeat = repeat_of(actor=request.actor, case=case)
    if has("case.came_again"):
        later_ones = came_again(actor=request.actor, case=case)
    led, follows = None, None
    if has("case.lead_"):
        led = lead_of(actor=request.actor, case=case)
        follows = None if led else following(actor=request.actor, case=case)
    return {
        "repeat": repeat,
        "repeat_acts": REPEAT_ACTS,
        "later_ones": later_ones,
        "led": led,
        "follows": follows,
        "offer_acts": OFFER_ACTS,
        "follow_acts": FOLLOW_ACTS,
    }


def forms_at(step: Step, parts: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms of the next step, as the parts of the case stand."""
    if step is Step.ANSWER and any(one.is_open for one in parts["referrals"]):
        return ("give-back", "answer")
    if step in {Step.CONTACT, Step.INVESTIGATE} and is_unchecked(parts):
        return ("contact", "check-claim") if step is Step.CONTACT else ("check-claim", "findings")
    if own := _own_forms(step, parts):
        return own
    if step is Step.VISIT:
        return parts["visit_acts"] or ("agree-visit", "contact")
    return NEXT[step]


def _own_forms(step: Step, parts: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms of packages, care, installation, recycling, where they differ from others'."""
    recycled, checked = parts["recycled"], parts["checked"]
    if step is Step.CARRY_OUT and is_wrong(parts["packed"]):
        return ("mend-packages", "carry-out")
    if recycled and (step, recycled.next_act) in RECYCLING:
        return RECYCLING[step, recycled.next_act]
    if step is Step.APPOINT and parts["has_checklist"] and checked is None:
        return ("plan-service", "agree-visit", "contact")
    if step is Step.VISIT and FINISHING & {*parts["visit_acts"]} and parts["has_checklist"]:
        first = "plan-service" if checked is None else "accept-service"
        done = checked is not None and checked.accepted_at
        return parts["visit_acts"] if done else (first, *parts["visit_acts"])
    return ()


def answering(parts: Mapping[str, Any], case: CaseBrief, actor: Actor) -> int | None:
    """Who is to answer a question that was passed on, where it is not the actor."""
    asked = next((one.to_member_id for one in parts["referrals"] if one.is_open), None)
    return None if asked is None or actor.staff_id in (asked, case.owner_id) else asked


def is_unchecked(parts: Mapping[str, Any]) -> bool:
    """Proof and ground of a return have not been looked at."""
    return parts["returned"] is not None and parts["returned"].claim is None


def is_wrong(packed: PackagesCard | None) -> bool:
    """Something is still wrong with a package of the order."""
    return packed is not None and packed.still_wrong > 0


def acts_at(visits: Sequence[VisitRow], *, is_ordered: bool) -> tuple[str, ...]:
    """What comes next at the customer's place; nothing where no visit is agreed upon.

    What a work order booked is told by the order, and only its end is confirmed here, unless
    another order goes on (`is_ordered`).
    """
    last = visits[-1] if visits else None
    if last is not None and last.by_order:
        return () if is_ordered else AFTER_ORDER.get(last.outcome, ())
    if last is None or last.ended_at:
        return ()
    if last.arrived_at:
        return ("finish-service", "end-visit")
    return ("arrival", "agree-visit", "end-visit")


def is_led_by_orders(codes: Sequence[str], parts: Mapping[str, Any]) -> bool:
    """Work orders come first on site; what is noted by hand is folded behind them."""
    if not codes or codes[0] not in BY_HAND:
        return False
    opens = parts["has_stations"] and not parts["orders"] and codes[0] in BEFORE_ORDERS
    return bool(parts["live_orders"]) or opens
