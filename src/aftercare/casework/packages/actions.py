"""An order of many packages: how many, what is wrong with which, and how it was mended."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from .events import OrderSaid, PackageSaid
from .models import Consignment, Fault, Package
from .rules import HOLD, MOST, TO_BE_PROVEN, Remedy, size_of

PLAIN = ("contents", "batch_no", "colour_no")
SIZES = ("ordered_size", "measured_size")


class NoPackages(Refusal):
    """The case has ended, or nothing is wrong with these packages any more."""


@action
def note_packages(*, actor: Actor, case_id: int, order: OrderSaid, now: datetime) -> None:
    """How many packages there are, and what is known of some of them (R-IN-10).

    A fault of which we know already is not noted twice. Until all are mended the case stays open.
    """
    _open_case(actor, case_id, now)
    known = Consignment.objects.filter(case_id=case_id).first()
    count = _count(order, known)
    waybill = order.waybill.strip() or (known.waybill if known else "")
    if known is None or (known.count, known.waybill) != (count, waybill):
        Consignment.objects.update_or_create(
            case_id=case_id,
            defaults={"count": count, "waybill": waybill, "by_member": actor.staff_id,
                      "noted_at": now},
        )  # fmt: skip
    was_wrong = _unmended(case_id).exists()
    faults: dict[str, Any] = {}  # kind of fault -> numbers of the packages
    for said in order.packages:
        for kind in _noted(actor, case_id, said, now):
            faults.setdefault(kind, []).append(said.number)
    record(actor=actor, verb="case.packages_noted", subject=f"case:{case_id}", at=now,
           packages=count, numbers=[said.number for said in order.packages],
           faults=sorted(faults), **faults)  # fmt: skip
    if faults and not was_wrong:
        place_hold(actor=actor, case_id=case_id, kind=HOLD, reference=case_id, now=now)


@action
def mend_packages(
    *,
    actor: Actor,
    case_id: int,
    fault_ids: Sequence[int],
    remedy: str,
    reference: str = "",
    now: datetime,
) -> None:
    """What was sent again, repaired, taken back, kept as it is, or found after all."""
    _open_case(actor, case_id, now)
    if Remedy(remedy) in TO_BE_PROVEN and not reference.strip():
        raise Invalid.of("reference", _("Give a number by which one can tell."))
    rows = list(_unmended(case_id).filter(id__in=fault_ids).select_related("package"))
    if not rows or len(rows) != len(set(fault_ids)):
        raise NoPackages(_("This is mended already, or belongs to another case."))
    for row in rows:
        row.remedy, row.reference, row.mended_at = remedy, reference.strip(), now
    Fault.objects.bulk_update(rows, ["remedy", "reference", "mended_at"])
    record(actor=actor, verb="case.packages_mended", subject=f"case:{case_id}", at=now,
           remedy=remedy, numbers=sorted({row.package.number for row in rows}))  # fmt: skip
    if not _unmended(case_id).exists():
        lift_hold(actor=actor, case_id=case_id, kind=HOLD, reference=case_id, now=now)


def _open_case(actor: Actor, case_id: int, now: datetime) -> None:
    if held_case(actor=actor, case_id=case_id, now=now).closed_at is not None:
        raise NoPackages(_("The case has ended; reopen it first."))


def _count(order: OrderSaid, known: Consignment | None) -> int:
    """As many as were said, at least as many as are known by number."""
    count = order.count if order.count is not None else known.count if known else None
    if count is None:
        raise Invalid.of("count", _("Say how many packages the order has."))
    if not 1 <= count <= MOST:
        sentence = _("An order has between one and %(most)s packages.") % {"most": MOST}
        raise Invalid.of("count", sentence)
    own = Package.objects.filter(case_id=known.case_id) if known else Package.objects.none()
    highest = max([*own.values_list("number", flat=True), *_numbers(order.packages)], default=0)
    if highest > count:
        words = _("There is no package %(number)s among %(count)s.")
        raise Invalid.of("number", words % {"number": highest, "count": count})
    return count


def _numbers(packages: Iterable[PackageSaid]) -> list[int]:
    numbers = [said.number for said in packages]
    if any(number < 1 for number in numbers):
        raise Invalid.of("number", _("Packages are numbered from one."))
    return numbers


def _noted(actor: Actor, case_id: int, said: PackageSaid, now: datetime) -> list[str]:
    """Writes what is known of one package; the kinds of its new faults."""
    told: dict[str, Any] = {name: getattr(said, name).strip() for name in PLAIN}
    told |= {name: _size(name, getattr(said, name)) for name in SIZES}
    told = {name: value for name, value in told.items() if value}
    package, _new = Package.objects.update_or_create(
        case_id=case_id, number=said.number, defaults=told
    )
    known = set(_unmended(case_id).filter(package=package).values_list("kind", flat=True))
    fresh = {one.kind: one for one in said.faults if one.kind not in known}
    Fault.objects.bulk_create(
        Fault(case_id=case_id, package=package, kind=one.kind, pieces=one.pieces,
              note=one.note.strip(), by_member=actor.staff_id, noted_at=now)
        for one in fresh.values()
    )  # fmt: skip
    return list(fresh)


def _size(name: str, text: str) -> str:
    try:
        return size_of(text)
    except ValueError as wrong:
        sentence = _("Write a size like 2400×600×18, in millimetres.")
        raise Invalid.of(name, sentence) from wrong


def _unmended(case_id: int) -> Any:
    return Fault.objects.filter(case_id=case_id, mended_at=None)
