"""Money for the customer of a case: what the policy gives, beside what is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, Step, case_brief
from aftercare.casework.resolutions.queries import (
    RESOLUTION_CHOICES,
    Custom,
    MoneyCard,
    Offer,
    ResolutionRow,
    like_settlements,
    money_card,
)
from aftercare.policy.packs.queries import said
from aftercare.web.kit.charts import Stretch, spanline
from aftercare.web.kit.formats import money
from aftercare.web.kit.policies import MONEY_GROUNDS, reach_words
from aftercare.web.kit.requests import Request, needs, page
from aftercare.web.kit.sections import section_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """An entry of the table in words; `sum` is what a share of the price comes to."""

    offer: Offer
    ground: str
    reach: str
    sum: str
    clause: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A resolution beside what like cases were settled with in the same way, if any."""

    row: ResolutionRow
    custom: Custom | None
    of_model: bool
    picture: SafeString


COMPARING = (Step.PROPOSE, Step.APPROVE)
PAST = ("declined", "refused", "withdrawn")
TICK = 0.006  # half the width of a mark in the picture


def compared_of(
    request: Request, case: CaseBrief, step: Step, resolutions: Sequence[ResolutionRow]
) -> list[Compared]:
    """Read while a resolution is chosen or approved, and only where there are some."""
    rows = [row for row in resolutions if row.state not in PAST]
    if step not in COMPARING or not rows:
        return []
    like = like_settlements(actor=request.actor, case=case, now=request.now)
    of_model = {one.kind: one for one in like.of_model if not one.is_small}
    customs = {one.kind: one for one in like.of_line} | of_model
    known = [customs[row.kind].most_amount for row in rows if row.kind in customs]
    top = max([*known, *(row.total_amount for row in rows)], default=Decimal(0))
    return [
        Compared(
            row=row,
            custom=customs.get(row.kind),
            of_model=row.kind in of_model,
            picture=_picture(row, customs.get(row.kind), top or Decimal(1)),
        )
        for row in rows
    ]


def _picture(row: ResolutionRow, custom: Custom | None, top: Decimal) -> SafeString:
    """From the least to the most of like cases, their median, and this one."""

    def mark(amount: Decimal, look: str, title: str) -> Stretch:
        at = min(max(float(amount / top), TICK), 1 - TICK)
        return Stretch(since=at - TICK, until=at + TICK, look=look, title=title)

    own = mark(row.total_amount, "late", _("this one: %s") % money(row.total_amount))
    label = str(dict(RESOLUTION_CHOICES)[row.kind])
    if custom is None:
        return spanline([own], label)
    least, most = float(custom.least_amount / top), float(custom.most_amount / top)
    title = f"{money(custom.least_amount)} – {money(custom.most_amount)}"
    reach = Stretch(since=least, until=max(most, least + TICK), look="rest", title=title)
    median = mark(custom.median_amount, "counted", _("median: %s") % money(custom.median_amount))
    return spanline([reach, median, own], label)


@require_GET
@needs(SEE_CASES)
def compensation(request: Request, case_id: int) -> HttpResponse:
    case = case_brief(actor=request.actor, case_id=case_id)
    card = money_card(actor=request.actor, case=case)
    context: dict[str, object] = {"case": case, "card": card, "rows": rows_of(card)}
    return page(request, "desk/cases/compensation", context)


def rows_of(card: MoneyCard) -> list[OfferRow]:
    return [_row_of(offer) for offer in card.offers]


def _row_of(offer: Offer) -> OfferRow:
    is_share = offer.least_percent is not None or offer.most_percent is not None
    comes_to = reach_words(offer.from_amount, offer.to_amount, None, None)
    return OfferRow(
        offer=offer,
        ground=str(MONEY_GROUNDS[offer.ground]),
        reach=reach_words(
            offer.least_amount, offer.most_amount, offer.least_percent, offer.most_percent
        ),
        sum=f"= {comes_to}" if is_share and not offer.needs_price else "",
        clause=said(offer.clause.wording),
        document=f"{said(offer.clause.document)} {section_words(offer.clause.section)}".strip(),
    )
