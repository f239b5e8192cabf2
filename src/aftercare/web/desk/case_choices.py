"""What the forms of a case offer and start with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from aftercare.casework.assignment.queries import Check, Suitor, loads_of
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import CaseBrief, reopenable
from aftercare.casework.resolutions.queries import ResolutionRow, live_of
from aftercare.customers.products.queries import lines as product_lines
from aftercare.people.staff.queries import members
from aftercare.web.kit.requests import Request

from .assigning import suitors_of

CHECKS_FAILED = {
    Check.MATTER: _("not this matter"),
    Check.LEVEL: _("not this level"),
    Check.LINE: _("not this line"),
    Check.REGION: _("another region"),
    Check.SKILL: _("lacks a skill"),
    Check.THERE: _("not there now"),
}
Resolutions = Sequence[ResolutionRow]
CLASSES = (
    "kind",
    "category",
    "subcategory",
    "product_line",
    "level",
    "severity",
    "urgent",
    "complex",
)


def line_choices(request: Request) -> list[tuple[str, str]]:
    return [(line.code, line.name) for line in product_lines(actor=request.actor)]


def lines(request: Request, _case: CaseBrief) -> dict[str, Any]:
    return {"lines": line_choices(request)}


def proposed_classification(case: CaseBrief, _resolutions: Resolutions) -> dict[str, Any]:
    """The classification as it stands: triage's proposal until a person has spoken."""
    return {name: getattr(case.classification, name) for name in CLASSES} | {"safety": case.safety}


def classification_of(case: CaseBrief, values: dict[str, Any]) -> Classification:
    """The case's classification with the typed values."""
    return replace(case.classification, **{name: values[name] for name in CLASSES})


def in_time(request: Request, case: CaseBrief) -> bool:
    """Whether the policy still lets a settled case be reopened."""
    return request.now <= reopenable(actor=request.actor, case=case)[1]


def people(request: Request, case: CaseBrief) -> dict[str, Any]:
    """Who could own the case: whom it suits first, each with what speaks against it."""
    return {"people": [(one.brief.id, suitor_words(one)) for one in suitors_of(request, case)]}


def suitor_words(one: Suitor) -> str:
    """`周衡 · 华东质量组 · 3 个未结服务单 · 不负责此类问题`."""
    against = [str(CHECKS_FAILED[check]) for check in Check if check in one.failed]
    told = [one.brief.name, one.brief.org_unit_name, _open_words(one.open_cases), *against]
    return " · ".join(told)


def _open_words(number: int) -> str:
    return ngettext("one open case", "%(n)s open cases", number) % {"n": number}


def colleagues(request: Request) -> list[tuple[int, str]]:
    """Who could own a case, with unit and load: whose duty cases are, the least loaded first."""
    found = members(actor=request.actor, limit=200).rows
    loads = loads_of(actor=request.actor, member_ids=[card.brief.id for card in found])
    ranked = sorted(
        found,
        key=lambda card: (
            not card.brief.on_duty, not card.handles, loads[card.brief.id], card.brief.name
        ),
    )  # fmt: skip
    briefs = [card.brief for card in ranked]
    return [(m.id, " · ".join((m.name, m.org_unit_name, _open_words(loads[m.id])))) for m in briefs]


def present_owner(case: CaseBrief, _resolutions: Resolutions) -> dict[str, Any]:
    return {"owner_id": case.owner_id}


def planned_cost(_case: CaseBrief, resolutions: Resolutions) -> dict[str, Any]:
    agreed = live_of(resolutions)
    return {"cost_amount": agreed.total_amount} if agreed else {}


def live_one(_case: CaseBrief, resolutions: Resolutions) -> dict[str, Any]:
    """The resolution that awaits approval or the customer's word."""
    live = live_of(resolutions)
    return {"resolution_id": live.id} if live else {}


def present_texts(case: CaseBrief, _resolutions: Resolutions) -> dict[str, Any]:
    names = ("subject", "description", "product_text", "order_no")
    return {name: getattr(case, name) for name in names}
