"""What work costs, who pays it, and what must be agreed before (R-FS-12)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

CENT = Decimal("0.01")
MOST = Decimal(10_000_000)
EVERY_KIND = frozenset({"labour", "trip", "part"})
BY_CONTRACT = frozenset({"labour", "trip"})  # parts go beyond a care contract
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class State(StrEnum):
    OFFERED = "offered"  # told to the customer, who has not answered
    ACCEPTED = "accepted"
    DECLINED = "declined"
    VOID = "void"  # another one took its place


class How(StrEnum):
    """How the customer agreed; `portal` by the link, the others told by us, with a proof."""

    SIGNATURE = "signature"
    CODE = "code"
    CALL = "call"
    PORTAL = "portal"


class Price(StrEnum):
    """How the price of an order stands."""

    FREE = "free"  # by a clause, or nothing on the list costs anything
    UNTOLD = "untold"  # it costs something, and nobody has told the customer
    TOLD = "told"  # the customer has not answered
    AGREED = "agreed"
    DECLINED = "declined"
    COVERED = "covered"  # the work costs nothing; a part that goes beyond it is not agreed to


class Deed(StrEnum):
    """What may be done at the customer's place, by what it takes of the customer."""

    LOOK = "look"  # the fault and its cause, pictures, all that keeps people safe
    MEND = "mend"  # a step of the repair, and the word of what was done
    FIT = "fit"  # a part that costs something
    FINISH = "finish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: labour, trip or part; `amount` yuan for each."""

    kind: str
    words: str
    count: int
    amount: Decimal

    @property
    def sum(self) -> Decimal:
        return (self.amount * self.count).quantize(CENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A reason why lines of some kinds, or all, cost the customer nothing."""

    clause: str
    covers: Collection[str] = EVERY_KIND

    def takes(self, kind: str) -> bool:
        return kind in self.covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What is told: `items` of what is charged; where it is free, of what it would have cost."""

    items: Sequence[Item]
    clause: str
    is_free: bool


def priced(items: Sequence[Item], waivers: Sequence[Waiver]) -> Priced:
    """The first waiver that takes all that costs something makes it free.

    Else what any of them takes is left out, and the rest is charged; the clause says what for.
    """
    costly = [item for item in items if item.sum]
    for one in waivers:
        if all(one.takes(item.kind) for item in costly):
            return Priced(items=items, clause=one.clause, is_free=True)
    clause = "; ".join(one.clause for one in waivers)
    left = [item for item in items if not any(one.takes(item.kind) for one in waivers)]
    return Priced(items=left, clause=clause, is_free=False)


def total(items: Iterable[Item], *, free: bool) -> Decimal:
    """Nothing where the work is free; the lines stand all the same, for all to see."""
    return Decimal("0.00") if free else sum((item.sum for item in items), Decimal("0.00"))


def price_told(*, total_amount: Decimal, state: str, clause: str) -> Price:
    """How the price stands that a quotation tells; one that is void tells none.

    A charged one with a `clause` is for what goes beyond a contract.
    """
    if not total_amount:
        return Price.FREE
    if clause and state != State.ACCEPTED:
        return Price.COVERED
    told = {State.ACCEPTED: Price.AGREED, State.DECLINED: Price.DECLINED, State.VOID: Price.UNTOLD}
    return told.get(State(state), Price.TOLD)


def price_untold(
    items: Iterable[Item], waivers: Sequence[Waiver], *, beyond: bool = False
) -> Price:
    """How the price stands where none was told.

    `items` are what the list in force says of the work as it is known; there are none without a
    list. `beyond`: a part that costs something could be fitted besides.
    """
    if any(set(one.covers) >= EVERY_KIND for one in waivers):
        return Price.FREE
    left = [one for one in items if one.sum and not any(why.takes(one.kind) for why in waivers)]
    if not left:
        return Price.COVERED if beyond else Price.FREE
    only_parts = all(one.kind == "part" for one in left)
    return Price.COVERED if waivers and only_parts else Price.UNTOLD


def may_do(deed: Deed, *, price: Price) -> bool:
    """Charged work begins when the customer was told what it costs and has agreed (R-FS-12).

    Looking for the fault never waits. Where the work itself costs nothing, parts alone wait.
    """
    if deed is Deed.LOOK or price in (Price.FREE, Price.AGREED):
        return True
    return price is Price.COVERED and deed is not Deed.FIT


def is_tax_number(text: str) -> bool:
    """The unified social credit code (GB 32100-2015), with its check sign."""
    code = text.strip().upper()
    if len(code) != len(WEIGHTS) + 1 or set(code) - set(SIGNS):
        return False
    told = sum(SIGNS.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    return SIGNS[(31 - told % 31) % 31] == code[-1]
