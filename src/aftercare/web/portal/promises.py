"""What we promise, from the policies in force: a page, and the same on paper (R-POL-06)."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import KIND_CHOICES
from aftercare.casework.messaging.queries import Occasion, told_by
from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.queries import company_card
from aftercare.policy.packs.queries import (
    CommitmentRule,
    PackBrief,
    Part,
    all_commitments,
    handling_rules,
    packs_in_force,
    wording_of,
)
from aftercare.web.kit.formats import day
from aftercare.web.kit.policies import (
    GROUNDS,
    delay_words,
    limit_words,
    months_words,
    reminder_words,
    said_of,
)
from aftercare.web.kit.requests import Request, page
from aftercare.web.kit.sheets import sheet

KINDS = dict(KIND_CHOICES)
# What a clause says to the company alone, until somebody has confirmed it.
TO_THE_HOUSE = re.compile(r"\s*[（(][^（()）]*(?:使用前请确认|confirm before use)[^（()）]*[）)]")
TEMPLATE = Path(__file__).parent / "templates" / "portal" / "promises.typ"


@require_GET
def promises(request: Request) -> HttpResponse:
    """What we promise, generated from the policies in force (R-POL-06)."""
    return page(request, "portal/promises", _told(request))


@require_GET
def printed(request: Request) -> HttpResponse:
    """The same as a PDF, with a code that leads to the page."""
    address = request.build_absolute_uri(reverse("portal:promises"))
    company = company_card(actor=SYSTEM)
    said = _told(request) | {
        "address": address,
        "company": {
            "name": company.name,
            "lines": [
                line
                for line in (company.phone, company.hours, company.email, company.address,
                             company.website)
                if line
            ],
        },
        "words": _words(),
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
    }  # fmt: skip
    code = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=0)
    picture = code.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = HttpResponse(sheet(_template(), said, picture=picture), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="promises.pdf"'
    return answer


@cache
def _template() -> str:
    return TEMPLATE.read_text("utf-8")


def _told(request: Request) -> dict[str, Any]:
    packs = packs_in_force(actor=SYSTEM, at=request.now)
    return {"packs": [_pack(request, pack) for pack in packs], "steps": _steps()}


def _pack(request: Request, pack: PackBrief) -> dict[str, Any]:
    rules = all_commitments(actor=SYSTEM, version_id=pack.version_id)
    parts = wording_of(actor=SYSTEM, version_id=pack.version_id, at=request.now).parts
    known = pack.number > 1 and pack.in_force_from
    return {
        "name": pack.name,
        "number": pack.number,
        "since": day(pack.in_force_from, request.now) if known else "",
        "rows": [_promised(rule) for rule in rules if not rule.internal],
        "visits": _of_visits(pack.version_id),
        "periods": [_period(entry) for entry in parts[Part.PERIOD]],
        "rights": [_right(entry) for entry in parts[Part.RIGHT]],
    }


def _promised(rule: CommitmentRule) -> dict[str, str]:
    """One line of the promise page, in the reader's language."""
    kinds = [
        str(KINDS.get(str(kind), kind)) for kind in sorted(map(str, rule.when.get("kind", ())))
    ]
    return {
        "what": TO_THE_HOUSE.sub("", rule.clause.wording.within(get_language() or "zh")),
        "limit": limit_words(rule.amount, rule.unit),
        "kinds": " · ".join(kinds),
    }


def _of_visits(version_id: int) -> list[str]:
    """What customers are told of visits, as far as anybody is told (R-FS-02)."""
    rules = handling_rules(actor=SYSTEM, version_id=version_id).reminders
    told = reminder_words(rules) if told_by(actor=SYSTEM, occasion=Occasion.REMINDER) else []
    late = [delay_words(rules)] if told_by(actor=SYSTEM, occasion=Occasion.LATE) else []
    return told + late


def _period(entry: Any) -> dict[str, str]:
    return {
        "goods": "、".join(entry.get("goods", ())) or str(_("All other goods")),
        "whole": months_words(entry["whole_months"]),
        "main": months_words(entry.get("main_months")),
        "parts": "、".join(entry.get("main_parts", ())),
    }


def _right(entry: Any) -> dict[str, str]:
    return {
        "title": str(GROUNDS[entry["ground"]]),
        "what": TO_THE_HOUSE.sub("", said_of(entry["clause"])),
    }


def _steps() -> list[str]:
    """How a matter goes, from the first word to the last question."""
    return [
        _("You report a matter here, by phone, by mail or at a station, and get a number at once."),
        _("We look at it, say what we found, and put a solution to you."),
        _("Nothing is carried out before you agree to it; what is charged is quoted first."),
        _("We carry it out, and ask afterwards whether you are satisfied. If not, it goes on."),
    ]


def _words() -> dict[str, str]:
    return {
        "title": _("What we promise"),
        "lead": _("Counted in official Chinese working time, with public holidays and make-up "
                  "working days. Every promise of your case is shown on its page."),
        "process": _("How a matter goes"),
        "limits": _("Time limits"),
        "visits": _("Before we come"),
        "warranty": _("Warranty"),
        "rights": _("What you are entitled to"),
        "goods": _("Goods"),
        "whole": _("Whole product"),
        "main": _("Main parts"),
        "version": _("Version"),
        "since": _("in force from"),
        "scan": _("The page as it stands today"),
    }  # fmt: skip
