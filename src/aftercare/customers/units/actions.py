"""Noting what customers have."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import customer_briefs, sight_of
from aftercare.customers.products.queries import model_briefs
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.files.queries import file_briefs, own_file_ids

from .events import ProofAttached
from .models import PROOF_CHOICES, ProofFile, Unit
from .queries import OF_PURCHASE, PurchaseCard, UnitBrief, brief_of, purchase_of


class SerialOfAnother(Refusal):
    """The same serial number of the same model stands in another customer's file."""


@action
def add_unit(
    *,
    actor: Actor,
    customer_id: int,
    now: datetime,
    model_id: int | None = None,
    described_as: str = "",
    serial: str = "",
    batch: str = "",
    purchased_on: date | None = None,
    channel: str = "",
    order_no: str = "",
    installed_on: date | None = None,
) -> UnitBrief:
    """A product of a customer. With model and serial number, adding it twice gives the one there.

    Raises Invalid, or SerialOfAnother.
    """
    texts = {
        "described_as": described_as.strip(),
        "serial": serial.strip(),
        "batch": batch.strip(),
        "channel": channel.strip(),
        "order_no": order_no.strip(),
    }
    _check(actor, customer_id, model_id, texts)
    fresh = Unit(
        customer_id=customer_id,
        product_model_id=model_id,
        purchased_on=purchased_on,
        installed_on=installed_on,
        added_at=now,
        **texts,
    )
    _check_days(fresh, now)
    unit, is_new = _save_once(fresh)
    if is_new:
        record(
            actor=actor,
            verb="unit.added",
            subject=f"customer:{customer_id}",
            at=now,
            unit_id=unit.id,
            model_id=model_id,
        )
    return brief_of(unit)


@action
def correct_unit(
    *, actor: Actor, unit_id: int, changes: Mapping[str, Any], now: datetime
) -> UnitBrief:
    """`changes`: any of the fields of a unit but whose it is and of which model. Raises Invalid."""
    unit = _locked(actor, unit_id)
    for field, value in changes.items():
        if field not in _LONGEST and field not in _FACTS:
            raise Invalid(_("There is no such field."), fields={field: "?"})
        setattr(unit, field, value)
    texts = {field: getattr(unit, field) for field in _LONGEST}
    _check(actor, unit.customer_id, unit.product_model_id, texts)
    _check_days(unit, now)
    try:
        with transaction.atomic():
            unit.save(update_fields=list(changes))
    except IntegrityError as error:
        raise _serial_taken() from error
    record(
        actor=actor,
        verb="unit.corrected",
        subject=f"customer:{unit.customer_id}",
        at=now,
        unit_id=unit.id,
        fields=sorted(changes),
    )
    return brief_of(unit)


@action
def correct_purchase(
    *, actor: Actor, customer_id: int, order_no: str, changes: Mapping[str, Any], now: datetime
) -> PurchaseCard:
    """The same for all things of an order: its number, OF_PURCHASE. All of them, or Invalid."""
    if set(changes) - {"order_no", *OF_PURCHASE}:
        raise Invalid(_("There is no such field."), fields=dict.fromkeys(changes, "?"))
    if not str(changes.get("order_no", order_no)).strip():
        raise Invalid.of("order_no", _("An order has a number."))
    purchase = purchase_of(actor=actor, customer_id=customer_id, order_no=order_no)
    for unit in purchase.units:
        correct_unit(actor=actor, unit_id=unit.id, changes=changes, now=now)
    record(actor=actor, verb="unit.purchase_corrected", subject=f"customer:{customer_id}", at=now,
           units=len(purchase.units), fields=sorted(changes))  # fmt: skip
    kept = str(changes.get("order_no", order_no))
    return purchase_of(actor=actor, customer_id=customer_id, order_no=kept)


@action
def prove_purchase(
    *, actor: Actor, customer_id: int, order_no: str, file_ids: list[int], now: datetime
) -> None:
    """One invoice for all things of an order. Raises Invalid."""
    purchase = purchase_of(actor=actor, customer_id=customer_id, order_no=order_no)
    for unit in purchase.units:
        attach_proof(actor=actor, unit_id=unit.id, file_ids=file_ids, now=now)
    record(actor=actor, verb="unit.purchase_proved", subject=f"customer:{customer_id}", at=now,
           units=len(purchase.units), files=file_ids)  # fmt: skip


@action
def move_units(
    *, actor: Actor, customer_id: int, to: int, only: list[int] | None, now: datetime
) -> list[int]:
    """The customer's things go to another file: all, or those of the ids; which, by id."""
    rows = Unit.objects.filter(customer_id=customer_id)
    if only is not None:
        rows = rows.filter(id__in=only)
    moved = sorted(rows.values_list("id", flat=True))
    Unit.objects.filter(id__in=moved).update(customer_id=to)
    record(actor=actor, verb="unit.moved", subject=f"customer:{customer_id}", at=now,
           count=len(moved))  # fmt: skip
    return moved


@action
def attach_proof(*, actor: Actor, unit_id: int, file_ids: list[int], now: datetime) -> None:
    """Photos or PDFs of invoice, order or card, that the actor has stored. Raises Invalid."""
    unit = _locked(actor, unit_id)
    if not file_ids or own_file_ids(actor=actor, ids=file_ids) != set(file_ids):
        raise Invalid.of("papers", _("Choose a photo or a document."))
    for file in file_briefs(actor=actor, ids=file_ids).values():
        if not (file.has_thumbnail or file.mime == PDF):
            raise Invalid.of("papers", _("“{name}” is neither a photo nor a PDF.").format(
                name=file.name))  # fmt: skip
    there = ProofFile.objects.filter(unit=unit).count()
    if there + len(file_ids) > MOST_PROOFS:
        raise Invalid.of("papers", _("At most {most} files.").format(most=MOST_PROOFS))
    ProofFile.objects.bulk_create(
        [
            ProofFile(unit=unit, file_id=one, added_by=actor.user_id, added_at=now)
            for one in file_ids
        ],
        ignore_conflicts=True,
    )
    record(actor=actor, verb="unit.proof_attached", subject=f"customer:{unit.customer_id}", at=now,
           unit_id=unit.id, files=file_ids)  # fmt: skip
    publish(ProofAttached(unit_id=unit.id, at=now))


@action
def remove_proof(*, actor: Actor, unit_id: int, proof_id: int, now: datetime) -> None:
    unit = _locked(actor, unit_id)
    found = ProofFile.objects.filter(unit=unit, id=proof_id).first()
    if found is None:
        raise NotFound(_("There is no such file."))
    found.delete()
    record(actor=actor, verb="unit.proof_removed", subject=f"customer:{unit.customer_id}", at=now,
           unit_id=unit.id)  # fmt: skip


FIRST_YEAR, MOST_PROOFS = 1950, 12
PDF = "application/pdf"
_FACTS = {
    "purchased_on",
    "installed_on",
    "fitted_by_seller",
    "made_on",
    "delivered_on",
    "proof",
    "sold_remotely",
    "made_to_order",
    "return_waived",
    "paid_amount",
}
_LONGEST = {"described_as": 120, "serial": 60, "batch": 60, "channel": 40, "order_no": 60}


def _locked(actor: Actor, unit_id: int) -> Unit:
    in_sight = sight_of(actor=actor, path="customer_id")
    unit = Unit.objects.select_for_update().filter(in_sight, id=unit_id).first()
    if unit is None:
        raise NotFound(_("There is no such product of a customer."))
    return unit


def _check(actor: Actor, customer_id: int, model_id: int | None, texts: dict[str, str]) -> None:
    faults = {
        field: _("At most {most} characters.").format(most=_LONGEST[field])
        for field, text in texts.items()
        if len(text) > _LONGEST[field] or "\x00" in text
    }
    if model_id is None and not texts["described_as"]:
        faults["described_as"] = _("Choose a model, or say what it is.")
    if model_id is not None and model_id not in model_briefs(actor=SYSTEM, ids=[model_id]):
        faults["model_id"] = _("There is no such model.")
    if not customer_briefs(actor=actor, ids=[customer_id]):
        faults["customer_id"] = _("There is no such customer.")
    if faults:
        raise Invalid(_("The product cannot be saved like this."), fields=faults)


def _check_days(unit: Unit, now: datetime) -> None:
    """The facts of a purchase: days in their order, a proof that there is, no amount below zero."""
    faults = _far_days(unit, timezone.localdate(now)) | _wrong_order(unit)
    if unit.proof and unit.proof not in dict(PROOF_CHOICES):
        faults["proof"] = _("There is no such proof of purchase.")
    if unit.paid_amount is not None and unit.paid_amount < 0:
        faults["paid_amount"] = _("An amount cannot be below zero.")
    if faults:
        raise Invalid(_("The product cannot be saved like this."), fields=faults)


def _far_days(unit: Unit, today: date) -> dict[str, str]:
    faults = {}
    for field in ("made_on", "purchased_on", "delivered_on", "installed_on"):
        day = getattr(unit, field)
        if day and (day - today).days > 1:
            faults[field] = _("This day is still to come.")
        elif day and day.year < FIRST_YEAR:
            faults[field] = _("This day is too long ago.")
    return faults


def _wrong_order(unit: Unit) -> dict[str, str]:
    orders = (
        ("purchased_on", "installed_on", _("It cannot be installed before it was bought.")),
        ("delivered_on", "installed_on", _("It cannot be installed before it was delivered.")),
        ("made_on", "delivered_on", _("It cannot be delivered before it was made.")),
    )
    return {
        later: sentence
        for earlier, later, sentence in orders
        if (first := getattr(unit, earlier)) and (second := getattr(unit, later)) and second < first
    }


def _save_once(fresh: Unit) -> tuple[Unit, bool]:
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as error:
        known = Unit.objects.filter(
            product_model_id=fresh.product_model_id, serial__iexact=fresh.serial
        ).first()
        if known is None or known.customer_id != fresh.customer_id:
            raise _serial_taken() from error
        return known, False
    return fresh, True


def _serial_taken() -> SerialOfAnother:
    sentence = _("This serial number stands in another customer's file.")
    return SerialOfAnother(sentence, fields={"serial": sentence})
