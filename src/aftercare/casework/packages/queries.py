"""The packages of an order, as far as anything is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor

from .models import FAULT_CHOICES, REMEDY_CHOICES, Consignment, Fault, Package
from .rules import MOST, Remedy, numbers_of, off_by

__all__ = ["FAULT_CHOICES", "MOST", "REMEDY_CHOICES", "Remedy", "numbers_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFaultRow:
    """`mended_at` None: it is still wrong."""

    id: int
    kind: str
    pieces: int
    note: str
    noted_at: datetime
    remedy: str
    reference: str
    mended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """Sizes in millimetres; `off_by` tells by how much they differ, side by side."""

    number: int
    contents: str
    batch_no: str
    colour_no: str
    ordered_size: str
    measured_size: str
    off_by: str
    faults: Sequence[PackageFaultRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagesCard:
    """`count` packages; `packages` are those of which something is known, by number.

    `faults` counts the packages by what was wrong with them, `still_wrong` what is not mended yet.
    """

    count: int
    waybill: str
    packages: Sequence[PackageRow]
    faults: dict[str, int]
    still_wrong: int


def packages_of(*, actor: Actor, case: CaseBrief) -> PackagesCard | None:
    """None where nobody said anything of packages."""
    actor.must(SEE_CASES)
    order = Consignment.objects.filter(case_id=case.id).first()
    if order is None:
        return None
    found: dict[int, list[PackageFaultRow]] = {}
    for fault in Fault.objects.filter(case_id=case.id).order_by("id"):
        found.setdefault(fault.package_id, []).append(_row_of(fault))
    rows = Package.objects.filter(case_id=case.id).order_by("number")
    faults = [fault for package in found.values() for fault in package if fault.remedy != "found"]
    return PackagesCard(
        count=order.count,
        waybill=order.waybill,
        packages=[_package(row, found.get(row.id, [])) for row in rows],
        faults={
            code: number
            for code, _name in FAULT_CHOICES
            if (number := sum(fault.kind == code for fault in faults))
        },
        still_wrong=sum(fault.mended_at is None for fault in faults),
    )


def _package(row: Package, faults: Sequence[PackageFaultRow]) -> PackageRow:
    own = ("off_by", "faults")
    plain = {name: getattr(row, name) for name in PackageRow.__slots__ if name not in own}
    return PackageRow(off_by=off_by(row.ordered_size, row.measured_size), faults=faults, **plain)


def _row_of(fault: Fault) -> PackageFaultRow:
    return PackageFaultRow(**{n: getattr(fault, n) for n in PackageFaultRow.__slots__})
