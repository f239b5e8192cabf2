"""What was said of the packages of an order (R-IN-10)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSaid:
    """`pieces`: how many of the package are concerned; 0 where nobody counted."""

    kind: str
    pieces: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSaid:
    """One package by its number on the label; what is empty leaves what is known."""

    number: int
    contents: str = ""
    batch_no: str = ""
    colour_no: str = ""
    ordered_size: str = ""
    measured_size: str = ""
    faults: Sequence[FaultSaid] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSaid:
    """`count` None: as many as are known already. Packages without a word came as they should."""

    count: int | None = None
    waybill: str = ""
    packages: Sequence[PackageSaid] = ()


def order_of(*, count: int, missing: Sequence[int] = (), damaged: Sequence[int] = ()) -> OrderSaid:
    """The short way to say it: so many packages, these are missing, those are damaged."""
    said: dict[int, list[FaultSaid]] = {}
    for kind, numbers in (("missing", missing), ("damaged", damaged)):
        for number in numbers:
            said.setdefault(number, []).append(FaultSaid(kind=kind))
    return OrderSaid(
        count=count,
        packages=[PackageSaid(number=key, faults=faults) for key, faults in sorted(said.items())],
    )
