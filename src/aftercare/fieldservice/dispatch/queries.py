"""What others may ask: who may do a visit and why, and whether a plan keeps the rules.

All of it is pure but the planner, which the worker alone asks for (`adapters`).
"""

from .adapters import Effort, planner
from .rules.eligibility import Finding, Rule, findings, is_eligible, lacks_no_part
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
from .rules.replan import FROZEN, Change, Cut, changes, cut, joined, running
from .rules.slots import Place, Room, every_place, places, room_in, start_in, with_visit
from .rules.timing import Timeline, bounds_of, plan_of, route_of, timeline
from .rules.validity import Fault, Violation, violations

__all__ = [
    "CHANGE",
    "FROZEN",
    "LOCKED",
    "NEVER",
    "Break",
    "Change",
    "Cut",
    "Effort",
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
    "Timeline",
    "Travel",
    "Unserved",
    "Violation",
    "Visit",
    "Window",
    "bounds_of",
    "changes",
    "cut",
    "every_place",
    "findings",
    "is_eligible",
    "joined",
    "lacks_no_part",
    "longest_free",
    "places",
    "plan_of",
    "planned_service",
    "planner",
    "room_in",
    "route_of",
    "running",
    "start_in",
    "timeline",
    "unserved_price",
    "violations",
    "why_unserved",
    "with_visit",
    "work_of",
]
