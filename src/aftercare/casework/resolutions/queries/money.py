"""What a customer may get in money, who may promise it, and whose approval it needs (R-CO-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.casework.relations.queries import matter_of
from aftercare.casework.resolutions import rules
from aftercare.casework.resolutions.models import Resolution
from aftercare.customers.units.queries import unit_briefs
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.clauses import Clause
from aftercare.foundation.identity.queries import roles_of
from aftercare.people.staff.queries import member_briefs
from aftercare.policy.packs.queries import (
    OUTSIDE,
    CompensationRule,
    MoneyRules,
    RoleLimit,
    Verdict,
    handling_rules,
    money_rules,
    reaches,
    steps_together,
)

GIVEN = (rules.State.AGREED, rules.State.CARRIED_OUT)
NOTHING = Decimal(0)
COST = "cost"  # beside the grounds: what earlier resolutions of the case cost us
SHOWN_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An entry of the table for a case, as it stands there and what it comes to.

    `to_amount` None: no upper end, or the price is missing. `given_amount` is what the customer
    was promised in this matter on this ground already.
    """

    ground: str
    from_amount: Decimal
    to_amount: Decimal | None
    least_amount: Decimal | None
    most_amount: Decimal | None
    least_percent: Decimal | None
    most_percent: Decimal | None
    needs_price: bool
    given_amount: Decimal
    clause: Clause
    statutory: bool
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCard:
    """The table for a case, and what the reader may promise alone in it; None: any sum."""

    offers: Sequence[Offer]
    price_amount: Decimal | None
    given_amount: Decimal
    alone_up_to: Decimal | None
    approves_up_to: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What money of a resolution needs, all that the matter was granted before counted in."""

    verdict: Verdict
    reach: str | None  # what the table says, in yuan: "30-200"; None: nothing of this ground
    ground_sum: Decimal
    money_sum: Decimal
    steps: tuple[str, ...]
    approves_up_to: Decimal | None
    lacks_ground: bool

    @property
    def is_outside(self) -> bool:
        return self.verdict in OUTSIDE

    @property
    def may_approve(self) -> bool:
        return not self.money_sum or reaches(self.approves_up_to, self.money_sum)

    @property
    def beyond(self) -> str:
        """What is asked of who goes beyond the table."""
        if self.reach is None:
            return _("The table of the policy has nothing for this. Say why it is paid anyway.")
        told = _("The table of the policy says %(reach)s yuan, the case comes to %(sum)s. Say why.")
        return told % {"reach": self.reach, "sum": self.ground_sum}

    @property
    def too_much(self) -> str:
        told = _("You approve up to %(most)s yuan; the customer of this case would get %(sum)s.")
        return told % {"most": self.approves_up_to, "sum": self.money_sum}


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The money of a resolution that a customer agreed to: on which clause, by whose word."""

    resolution_id: int
    amount: Decimal
    ground: str
    clause: str
    by_member_id: int | None
    by_name: str
    approved_by: str


def granted_money(*, actor: Actor, case: CaseBrief, resolution_id: int) -> Granted | None:
    """None for a resolution without money."""
    actor.must(SEE_CASES)
    row = Resolution.objects.filter(case_id=case.id, id=resolution_id).first()
    if row is None or not row.compensation_amount:
        return None
    own = money_rules(actor=actor, version_id=case.pack_version_id)
    offers = own.offers_for(case.classification)
    clause = next((one.clause for one in offers if one.ground == row.ground), None)
    given = row.approvals.filter(granted=True, at__gte=row.put_forward_at).order_by("id")
    member = member_briefs(actor=SYSTEM, ids=[row.by_member_id or 0]).get(row.by_member_id or 0)
    return Granted(
        resolution_id=row.id,
        amount=row.compensation_amount,
        ground=row.ground,
        clause=f"{clause.document.zh} {clause.section}：{clause.wording.zh}" if clause else "",
        by_member_id=row.by_member_id,
        by_name=member.name if member else "",
        approved_by="、".join(dict.fromkeys(given.values_list("by_name", flat=True))),
    )


def money_card(*, actor: Actor, case: CaseBrief) -> MoneyCard:
    """What the policy of the case offers in money; not for customers."""
    actor.must(SEE_CASES)
    own = money_rules(actor=actor, version_id=case.pack_version_id)
    limit = _limit_of(actor, own)
    is_customer = actor.kind is ActorKind.CUSTOMER
    given = {} if is_customer else _given(case, besides=0)
    price = None if is_customer else _price_of(case)
    rows = [] if is_customer else own.offers_for(case.classification)
    return MoneyCard(
        offers=[_offer(rule, price, given.get(rule.ground, NOTHING)) for rule in rows],
        price_amount=price,
        given_amount=sum((sum_ for ground, sum_ in given.items() if ground != COST), NOTHING),
        alone_up_to=limit.alone_up_to if limit else None,
        approves_up_to=limit.approves_up_to if limit else None,
    )


def authority_over(
    *,
    actor: Actor,
    case: CaseBrief,
    ground: str,
    cost: Decimal,
    money: Decimal,
    besides: int = 0,
) -> Authority:
    """The one place that decides whose word money needs: by the table, the limits, the sum.

    `besides` is the resolution asked about, if it is written already. Approval goes by all that
    the matter costs, the limits of roles by all that its customer gets (several small ones are
    one); what costs nothing needs nobody's word, whatever was granted before.
    """
    own = money_rules(actor=actor, version_id=case.pack_version_id)
    given = _given(case, besides=besides)
    ground_sum = given.get(ground, NOTHING) + money
    money_before = sum((sum_ for key, sum_ in given.items() if key != COST), NOTHING)
    money_sum = money_before + money if money else NOTHING
    price = _price_of(case) if money and own.compensations else None
    verdict = Verdict.NOTHING
    if money:
        verdict = own.verdict(case.classification, ground=ground, amount=ground_sum, price=price)
    limit = _limit_of(actor, own)
    alone = limit is None or reaches(limit.alone_up_to, money_sum)
    before = given.get(COST, NOTHING) + money_before
    total = cost + money + before if cost or money else NOTHING
    handling = handling_rules(actor=actor, version_id=case.pack_version_id)
    rule = next((r for r in own.offers_for(case.classification) if r.ground == ground), None)
    return Authority(
        verdict=verdict,
        reach=_words(rule, price) if rule else None,
        ground_sum=ground_sum,
        money_sum=money_sum,
        steps=steps_together(
            handling.approval_steps(total),
            own.beyond_table if verdict in OUTSIDE else (),
            () if alone else ("head",),
        ),
        approves_up_to=limit.approves_up_to if limit else None,
        lacks_ground=bool(money and own.compensations and not ground),
    )


def _given(case: CaseBrief, *, besides: int) -> dict[str, Decimal]:
    """What was agreed on in the matter before: money by ground, and our cost.

    However often the case was opened again, merged or registered anew; money whose promise was
    taken back is no longer given.
    """
    matter = matter_of(actor=SYSTEM, case=case)
    rows = Resolution.objects.filter(case_id__in=matter, state__in=GIVEN).exclude(id=besides)
    told = rows.values_list("ground", "cost_amount", "compensation_amount", "taken_back_at")
    found: dict[str, Decimal] = {}
    for ground, cost, money, taken_back_at in told:
        if taken_back_at is None:
            found[ground] = found.get(ground, NOTHING) + money
        found[COST] = found.get(COST, NOTHING) + cost
    return found


def _price_of(case: CaseBrief) -> Decimal | None:
    if case.unit_id is None:
        return None
    unit = unit_briefs(actor=SYSTEM, ids=[case.unit_id]).get(case.unit_id)
    return unit.paid_amount if unit else None


def _limit_of(actor: Actor, own: MoneyRules) -> RoleLimit | None:
    """Nobody limits the program itself; a person is limited by the roles held."""
    if actor.user_id is None:
        return None
    return own.limit_of(roles_of(actor=SYSTEM, user_id=actor.user_id))


def _offer(rule: CompensationRule, price: Decimal | None, given: Decimal) -> Offer:
    least, most = rule.reach(price)
    same = ("ground", "least_amount", "most_amount", "least_percent", "most_percent", "clause",
            "statutory", "confirm")  # fmt: skip
    return Offer(
        from_amount=least,
        to_amount=most,
        needs_price=rule.is_share and price is None,
        given_amount=given,
        **{name: getattr(rule, name) for name in same},
    )


def _words(rule: CompensationRule, price: Decimal | None) -> str:
    least, most = (x if x is None else x.quantize(SHOWN_PLACES) for x in rule.reach(price))
    if most is None:
        return f"≥ {least}"
    return f"{least}" if least == most else f"{least} – {most}"
