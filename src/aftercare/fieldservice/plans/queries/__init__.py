"""The board of a day, who may do what and why, plans to look at, and the pool."""

from aftercare.fieldservice.plans.rules import NotFit, Outdated

from .candidates import Candidate, Choice, choice_for, judged_seats, verdict_on
from .days import Sheet, number_of, place_of, sheet_of, today, units_planned
from .moves import (
    MoveRow,
    last_move,
    move_to_take_back,
    offer_before,
    offer_of,
    starts_before,
    stood_of,
)
from .outdated import changed_words, must_be_applicable, must_be_as_seen, seen_of, why_outdated
from .pools import PoolRow, place_in, pool_for, pooled_orders, taken_lately, takers_of
from .proposals import (
    SEE_BOARD,
    STATE_CHOICES,
    ProposalCard,
    VisitChange,
    VisitLeft,
    last_proposal,
    proposal_card,
)
from .results import drafts_of, result_of
from .words import ASKED, RULES, STRAINS, WHYS, said

__all__ = [
    "ASKED",
    "RULES",
    "SEE_BOARD",
    "STATE_CHOICES",
    "STRAINS",
    "WHYS",
    "Candidate",
    "Choice",
    "MoveRow",
    "NotFit",
    "Outdated",
    "PoolRow",
    "ProposalCard",
    "Sheet",
    "VisitChange",
    "VisitLeft",
    "changed_words",
    "choice_for",
    "drafts_of",
    "judged_seats",
    "last_move",
    "last_proposal",
    "move_to_take_back",
    "must_be_applicable",
    "must_be_as_seen",
    "number_of",
    "offer_before",
    "offer_of",
    "place_in",
    "place_of",
    "pool_for",
    "pooled_orders",
    "proposal_card",
    "result_of",
    "said",
    "seen_of",
    "sheet_of",
    "starts_before",
    "stood_of",
    "taken_lately",
    "takers_of",
    "today",
    "units_planned",
    "verdict_on",
    "why_outdated",
]
