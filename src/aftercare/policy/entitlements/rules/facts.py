"""What is known of a thing, of its purchase and of what is wrong with it; None is not known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Proof(StrEnum):
    """What shows that, and when, the thing was bought."""

    INVOICE = "invoice"
    ORDER = "order"
    CARD = "card"  # a warranty card stamped by the seller
    REGISTERED = "registered"  # the unit was registered with us when it was new
    DEALER = "dealer"  # the dealer's own record, also of a fitting or an exchange
    NONE = "none"  # asked for; there is none
    UNKNOWN = "unknown"


class Cause(StrEnum):
    DEFECT = "defect"  # of design, material, making, transport or fitting: ours to answer for
    MISUSE = "misuse"
    ACCIDENT = "accident"
    TAMPERING = "tampering"  # opened or repaired by somebody who may not
    WEAR = "wear"
    FORCE_MAJEURE = "force_majeure"
    NO_FAULT = "no_fault"  # nothing is wrong with it
    UNKNOWN = "unknown"


class GoodsState(StrEnum):
    INTACT = "intact"
    OPENED = "opened"  # unpacked and looked at: still intact by law
    USED = "used"  # or damaged
    UNKNOWN = "unknown"


class Delay(StrEnum):
    """Why a repair is not finished."""

    PART = "part"  # the maker's part is not there
    REPAIRER = "repairer"
    UNKNOWN = "unknown"


class Fact(StrEnum):
    """The facts by name: what an option rests on, and what is to be asked."""

    GOODS = "goods"
    MADE_ON = "made_on"
    BOUGHT_ON = "bought_on"
    DELIVERED_ON = "delivered_on"
    INSTALLED_ON = "installed_on"
    INSTALLED_BY_SELLER = "installed_by_seller"
    EXCHANGED_ON = "exchanged_on"
    PROOF = "proof"
    REMOTE = "remote"
    CUSTOM_MADE = "custom_made"
    WAIVED = "waived"
    GOODS_STATE = "goods_state"
    CAUSE = "cause"
    PROVEN = "proven"
    PRESUMED = "presumed"
    CONFIRMED = "confirmed"
    SERIOUS = "serious"
    PART = "part"
    REPAIRS = "repairs"
    REPAIR_FAILED = "repair_failed"
    REPAIR_DAYS = "repair_days"
    REPAIRED_ON = "repaired_on"
    DELAY = "delay"
    WAITED_DAYS = "waited_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One repair: from the day it was handed in to the day it came back (None: not yet)."""

    started_on: date
    ended_on: date | None = None
    failed: bool | None = None  # the thing did not work afterwards
    part: str = ""  # "": the whole
    delay: Delay = Delay.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """`goods` is what it is, in words: 家用空调, 布艺沙发."""

    goods: str = ""
    made_on: date | None = None
    installed_on: date | None = None
    installed_by_seller: bool | None = None
    custom_made: bool | None = None
    exchanged_on: date | None = None  # came in exchange for another on this day
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFacts:
    """`waived`: the customer confirmed when buying that it cannot be returned without reason."""

    bought_on: date | None = None  # the day on the invoice or order
    delivered_on: date | None = None
    proof: Proof = Proof.UNKNOWN
    remote: bool | None = None  # by net, phone, television, mail order
    waived: bool | None = None
    price_amount: Decimal | None = None  # really paid, in yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFacts:
    """`proven`: there is evidence for the cause; `confirmed`: we looked and the fault is there."""

    cause: Cause = Cause.UNKNOWN
    proven: bool | None = None
    confirmed: bool = False
    serious: bool | None = None
    part: str = ""
    goods_state: GoodsState = GoodsState.UNKNOWN
