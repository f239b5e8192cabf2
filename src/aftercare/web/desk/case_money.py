"""Money for the customer of a case: what the policy gives, beside what is being written."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, case_brief
from aftercare.casework.resolutions.queries import MoneyCard, Offer, money_card
from aftercare.policy.packs.queries import said
from aftercare.web.kit.policies import MONEY_GROUNDS, reach_words
from aftercare.web.kit.requests import Request, needs, page


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """An entry of the table in words; `sum` is what a share of the price comes to."""

    offer: Offer
    ground: str
    reach: str
    sum: str
    clause: str
    document: str


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
        document=f"{said(offer.clause.document)} {offer.clause.section}".strip(),
    )
