"""The statement of a station on paper, to be signed and stamped."""

from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.foundation.actor import SYSTEM
from aftercare.money.settlements.queries import SEE_STATEMENTS, StatementCard, statement_card
from aftercare.people.organisation.queries import company_card
from aftercare.web.kit.formats import day, moment, money, tongue
from aftercare.web.kit.requests import Request, needs
from aftercare.web.kit.sheets import sheet

from .settlements import STATES, WHATS

TEMPLATE = Path(__file__).parent / "templates" / "desk" / "settlements" / "statement.typ"


@require_GET
@needs(SEE_STATEMENTS)
def paper(request: Request, statement_id: int) -> HttpResponse:
    card = statement_card(actor=request.actor, statement_id=statement_id)
    company = company_card(actor=SYSTEM).name or str(_("our company"))
    said = {
        "title": _("Statement of settlement"),
        "number": card.row.number,
        "company": company,
        "lang": tongue(),
        "facts": _facts(card),
        "sums": [*([str(WHATS[what]), money(amount)] for what, amount in card.sums.items()),
                 [_("Together"), money(card.row.total_amount)]],
        "head": [_("Date"), _("Work order"), _("For what"), _("How it came to be"),
                 _("Sum, yuan")],
        "lines": [
            [f"{line.on:%m-%d}", line.order_number, str(WHATS[line.what]), line.why,
             money(line.amount)]
            for line in card.lines
        ],
        "signed": [company, card.row.station],
    }  # fmt: skip
    made = sheet(TEMPLATE.read_text(encoding="utf-8"), said, picture="")
    return as_pdf(made, card.row.number)


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """Shown in the browser, kept by nobody on the way."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _facts(card: StatementCard) -> list[list[str]]:
    row = card.row
    facts = [
        [_("Station"), row.station],
        [_("Days settled"), f"{day(row.since)} – {day(row.until)}"],
        [_("State"), str(STATES[row.state])],
    ]
    if row.agreed_at:
        facts.append([_("Agreed to"), f"{moment(row.agreed_at)} · {card.agreed_by}"])
    if card.paid_on:
        facts.append([_("Paid"), f"{day(card.paid_on)} · {card.reference}"])
    return facts
