"""What others may ask: the table of a pack, what is wrong with one, and what somebody is owed."""

from collections.abc import Mapping
from typing import Any

from aftercare.foundation.actor import Actor
from aftercare.foundation.faults import Fault

from .adapters import minimums
from .rules import Option, Policy, Standing, entitlement
from .rules.checks import faults_of_terms
from .rules.facts import (
    Cause,
    Delay,
    Fact,
    FaultFacts,
    GoodsState,
    Proof,
    PurchaseFacts,
    Repair,
    UnitFacts,
)
from .rules.starts import sold_after
from .rules.terms import Ground, PeriodRule, Remedy, RightRule, Terms, terms_of

__all__ = [
    "Cause",
    "Delay",
    "Fact",
    "FaultFacts",
    "GoodsState",
    "Ground",
    "Option",
    "PeriodRule",
    "Policy",
    "Proof",
    "PurchaseFacts",
    "Remedy",
    "Repair",
    "RightRule",
    "Standing",
    "Terms",
    "UnitFacts",
    "entitlement",
    "faults_of_table",
    "sold_after",
    "terms_of",
]


def faults_of_table(*, actor: Actor, data: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the entitlement table of a pack; also where it is less than the law."""
    del actor
    return faults_of_terms(data, minimums())
