"""What others may ask: who may do a visit and why, and whether a plan keeps the rules.

All of it is pure; the planner itself is asked by the worker (`adapters`).
"""

from .rules.eligibility import Finding, Rule, findings, is_eligible
from .rules.model import (
    NEVER,
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
    work_of,
)
from .rules.prices import CHANGE, LOCKED, longest_free, planned_service, unserved_price
from .rules.reasons import Reason, Unserved, why_unserved
from .rules.replan import Change, Cut, changes, cut, joined
from .rules.slots import Place, Room, places, room_in, with_visit
from .rules.timing import bounds_of, plan_of
from .rules.validity import Fault, Violation, violations

__all__ = [
    "CHANGE",
    "LOCKED",
    "NEVER",
    "Break",
    "Change",
    "Cut",
    "Fault",
    "Finding",
    "Link",
    "Place",
    "Plan",
    "Problem",
    "Reason",
    "Room",
    "Route",
    "Rule",
    "Stop",
    "Technician",
    "Travel",
    "Unserved",
    "Violation",
    "Visit",
    "Window",
    "bounds_of",
    "changes",
    "cut",
    "findings",
    "is_eligible",
    "joined",
    "longest_free",
    "places",
    "plan_of",
    "planned_service",
    "room_in",
    "unserved_price",
    "violations",
    "why_unserved",
    "with_visit",
    "work_of",
]
