"""What the forms about the promises of a case offer, and the acts that stand below each promise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.commitments.queries import ClockCard, clocks_of, dates_to_agree
from aftercare.casework.delays.queries import explanations_of
from aftercare.casework.legal.queries import STEP_CHOICES, legal_steps_possible
from aftercare.casework.pauses.queries import pause_reasons as reasons_of
from aftercare.web.kit.formats import due
from aftercare.web.kit.requests import Request

Label = str | Promise
RUNS = ("running", "paused")
BY_WORD = ("appointed", "shown")
HAPPENED = ("happened_at", "arrived_at", "received_at", "delivered_at", "ended_at")
DAY, WINDOW, MORNING = timedelta(days=1), timedelta(hours=2), 9
# What keeps a promise of the law -> the fact to record.
ENDS = {
    "refunded": "refund_paid",
    "mediation_accepted": "mediation_accepted",
    "mediation_ended": "mediation_ended",
    "authority_told": "authority_told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A button below a promise; it opens the form of a step with this promise chosen."""

    url: str
    label: Label


def pause_reasons(request: Request, case: CaseBrief) -> dict[str, Any]:
    cards = reasons_of(actor=request.actor, case=case)
    return {"reasons": [(card.code, card.name) for card in cards]}


def open_clocks(request: Request, case: CaseBrief) -> dict[str, Any]:
    cards = clocks_of(actor=request.actor, case=case, now=request.now)
    movable = [card for card in cards if card.state in RUNS and not card.statutory]
    return {"clocks": [(card.id, _named(request, card)) for card in movable]}


def kept_by_word(request: Request, case: CaseBrief) -> dict[str, Any]:
    cards = clocks_of(actor=request.actor, case=case, now=request.now)
    return {"codes": [(card.code, _named(request, card)) for card in cards if _by_word(card)]}


def late_ones(request: Request, case: CaseBrief) -> dict[str, Any]:
    cards = clocks_of(actor=request.actor, case=case, now=request.now)
    return {"clocks": [(card.id, _named(request, card)) for card in cards if card.late]}


def dates_left_open(request: Request, case: CaseBrief) -> dict[str, Any]:
    cards = clocks_of(actor=request.actor, case=case, now=request.now)
    return {"codes": dates_to_agree(actor=request.actor, case=case, cards=cards)}


def legal_steps(request: Request, case: CaseBrief) -> dict[str, Any]:
    names = dict(STEP_CHOICES)
    steps = legal_steps_possible(actor=request.actor, case=case)
    return {"steps": [(str(step), names[step]) for step in steps]}


def clicked(request: Request) -> dict[str, Any]:
    """What the button said that was clicked; moments that are asked for begin with the likely one.

    What happened, happened now; what is agreed upon is two hours on the next morning.
    """
    begins = localtime(request.now + DAY).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    soon = {"from_at": begins, "until_at": begins + WINDOW}
    return dict.fromkeys(HAPPENED, request.now) | soon | request.GET.dict()


def acts_on(
    request: Request, case: CaseBrief, cards: Sequence[ClockCard], may: Mapping[str, bool]
) -> list[tuple[ClockCard, list[Act]]]:
    """Every promise with what a person may do about it now."""
    told = set()
    if any(card.late for card in cards):
        told = {one.clock_id for one in explanations_of(actor=request.actor, case=case)}
    return [
        (
            card,
            [
                Act(url=_address(case, code, says), label=label)
                for code, label, says in _asked(card, is_explained=card.id in told)
                if may.get(code)
            ],
        )
        for card in cards
    ]


def _address(case: CaseBrief, code: str, says: dict[str, object]) -> str:
    return f"{reverse('desk:case-do', args=[case.id, code])}?{urlencode(says)}"


def _asked(
    card: ClockCard, *, is_explained: bool
) -> Iterator[tuple[str, Label, dict[str, object]]]:
    """The step, its words, and what the form begins with."""
    if _is_open(card) and card.met_on in ENDS:
        step = ENDS[card.met_on]
        yield "legal-step", dict(STEP_CHOICES)[step], {"step": step}
    if _by_word(card):
        yield "keep-promise", _("Kept: say how one can tell"), {"code": card.code}
    if card.late and not is_explained:
        yield "explain-breach", _("Say why it is late"), {"clock_id": card.id}
    if card.endangered and not card.statutory:
        yield "new-date", _("Promise a new date"), {"clock_id": card.id}


def _is_open(card: ClockCard) -> bool:
    return card.met_at is None and not card.cancelled_why


def _by_word(card: ClockCard) -> bool:
    return _is_open(card) and card.met_on in BY_WORD


def _named(request: Request, card: ClockCard) -> str:
    return f"{card.label} · {due(card.due_at, request.now)}" if card.due_at else card.label
