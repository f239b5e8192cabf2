"""The certificate of recycling on paper: for the desk, the customer's page and programs alike."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.recycling.queries import (
    CONDITION_CHOICES,
    TREATMENT_CHOICES,
    WAY_CHOICES,
    recycling_of,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.people.organisation.queries import company_card

from .formats import money
from .sheets import sheet

TEMPLATE = Path(__file__).parent / "templates" / "kit" / "certificate.typ"
NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def certificate_sheet(actor: Actor, case: CaseBrief) -> HttpResponse:
    """Raises NotFound where none has been issued."""
    card = recycling_of(actor=actor, case=case)
    paper, pickup, goods = card.certificate, card.pickup, card.last
    if paper is None or pickup is None or goods is None:
        raise NotFound(_("No certificate has been issued for this case."))
    company = company_card(actor=SYSTEM)
    rows = [
        (_("Number"), paper.number),
        (_("Case"), case.number),
        (_("What is taken back"), goods.goods),
        (_("Condition"), str(dict(CONDITION_CHOICES)[goods.condition])),
        (_("Paid to the customer"), money(goods.amount)),
        (_("Collected"), f"{_day(pickup.collected_at)} {dict(WAY_CHOICES)[pickup.way]}"),
        (_("Who recycles them"), paper.recycler),
        (_("How they are recycled"), str(dict(TREATMENT_CHOICES)[paper.treatment])),
        (_("Issued on"), _day(paper.issued_at)),
    ]
    said = {
        "title": _("Certificate of recycling"),
        "lead": _("We took the goods below back and hand them on to be recycled."),
        "company": {"name": company.name or _("our company"), "phone": company.phone},
        "rows": rows,
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
    }
    pdf = sheet(_template(), said, picture=NO_PICTURE)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d")


@cache
def _template() -> str:
    return TEMPLATE.read_text("utf-8")
