"""What others may ask: who may do a visit and why, and whether a plan keeps the rules.

All of it is pure; the planner itself is asked by the worker (`adapters`).
"""

from .rules.eligibility import Finding, Rule, findings, is_eligible
from .rules.model import (
    Break,
    Link,
    Plan,
    Problem,
    Route,
    Stop,
    Technician,
    Travel,
    Visit,
    Window,
)
from .rules.prices import CHANGE, longest_free, planned_service, unserved_price
from .rules.timing import bounds_of, plan_of
from .rules.validity import Fault, Violation, violations

__all__ = [
    "CHANGE",
    "Break",
    "Fault",
    "Finding",
    "Link",
    "Plan",
    "Problem",
    "Route",
    "Rule",
    "Stop",
    "Technician",
    "Travel",
    "Violation",
    "Visit",
    "Window",
    "bounds_of",
    "findings",
    "is_eligible",
    "longest_free",
    "plan_of",
    "planned_service",
    "unserved_price",
    "violations",
]
