"""Where a member of staff arrives: one's own work, the least time left first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, CaseFilter, Order, case_page
from aftercare.casework.resolutions.queries import APPROVE_AS
from aftercare.casework.views.queries import Words, filter_of
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, live, page, signed_in

from . import case_filters as filters
from .case_rows import rows_of
from .case_table import table_of
from .case_tabs import Tab, counted
from .navigation import Link, links

OWN: Words = {"open": ["yes"], "owner": ["me"]}
TABS: dict[str, tuple[str | Promise, Words]] = {
    "mine": (_("Mine"), OWN),
    "unit": (_("My unit"), {"open": ["yes"], "unit": ["mine"]}),
    "classify": (_("To classify"), {**OWN, "state": ["registered"]}),
    "approval": (_("Awaiting approval"), {**OWN, "state": ["awaiting_approval"]}),
    "follow-up": (_("To follow up"), {**OWN, "state": ["resolved"]}),
}
# What heads approve lies with all below them, not in their own care.
APPROVERS: Words = {"open": ["yes"], "state": ["awaiting_approval"]}
FIGURES: dict[str, tuple[str | Promise, str, Words]] = {
    "late": (_("late"), "figure-bad", {**OWN, "late": ["yes"]}),
    "soon": (_("in danger"), "figure-soon", {**OWN, "soon": ["yes"]}),
    "today": (_("due today"), "", {**OWN, "due": ["today"]}),
    "approve": (_("await my approval"), "figure-soon", APPROVERS),
    "asked": (
        _("follow-ups due today"),
        "",
        {**OWN, "state": ["resolved"], "due": ["today"]},
    ),
}

# Whose work is no case of their own: where it waits, by what they may do there.
ELSEWHERE = {
    "mobile:today": {"records.complete_visit"},
    "desk:dispatch": {"plans.ask_for_plan"},
    "desk:parts": {"stores.receive_parts"},
    "desk:ledger": {"ledger.record_payment"},
    "desk:statements": {"settlements.draw_statement", "settlements.agree_statement"},
    "desk:tills": {"tills.count_till"},
    "desk:invoices": {"quotes.issue_invoice"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    name: str
    count: str
    text: str
    tone: str
    url: str


@require_GET
@signed_in
def my_work(request: Request) -> HttpResponse:
    if not request.actor.may(SEE_CASES):
        return page(request, "desk/my_work", {"rows": [], "elsewhere": _elsewhere(request)})
    context = _context(request)
    if is_part(request):
        return live(request, "desk/_my_work.html", context)
    return page(request, "desk/my_work", context)


def _context(request: Request) -> dict[str, Any]:
    actor, now = request.actor, request.now
    approves = any(actor.may(permission) for permission in APPROVE_AS.values())
    tabs = {name: words for name, (_text, words) in TABS.items()}
    if approves:
        tabs["approval"] = APPROVERS
    figures = {k: v for k, v in FIGURES.items() if k != "approve" or approves}
    here = request.GET.get("tab", "mine")
    here = here if here in tabs else "mine"
    narrowed = _filters(request, {**tabs, **{k: words for k, (_t, _l, words) in figures.items()}})
    found = case_page(
        actor=actor,
        narrowed=narrowed[here],
        order=Order.DUE,
        cursor=request.GET.get("cursor", ""),
        now=now,
    )
    counts = counted(request, narrowed)
    start = reverse("desk:my-work")
    return {
        "page": found,
        "rows": table_of(rows_of(actor=actor, cases=found.rows, now=now), now),
        "here": here,
        "elsewhere": _elsewhere(request) if not found.rows else [],
        "tabs": [
            Tab(
                text=str(TABS[name][0]),
                url=start if name == "mine" else f"{start}?tab={name}",
                here=name == here,
                count=counts[name],
            )
            for name in tabs
        ],
        "figures": [
            Figure(
                name=name,
                count=counts[name],
                text=str(text),
                tone=tone if counts[name] != "0" else "",
                url=filters.address(words, order=Order.DUE),
            )
            for name, (text, tone, words) in figures.items()
        ],
    }


def _elsewhere(request: Request) -> list[Link]:
    may = request.actor.may
    mine = {name for name, permissions in ELSEWHERE.items() if any(map(may, permissions))}
    return [one for one in links(actor=request.actor, path="") if one.place.url_name in mine]


def _filters(request: Request, words: dict[str, Words]) -> dict[str, CaseFilter]:
    return {
        name: filter_of(actor=request.actor, words=one, now=request.now)
        for name, one in words.items()
    }
