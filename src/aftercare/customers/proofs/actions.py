"""Proofs of purchase are read on this machine; a person confirms what is taken over (R-IN-04)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.customers.units.actions import correct_purchase, correct_unit
from aftercare.customers.units.queries import UnitBrief, proofs_of, unit_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from .models import Reading
from .queries import paper_card
from .rules import MOST_TEXT, Box, State, Why, laid_out, proposals

JOB = "aftercare.customers.proofs.jobs.read_proof"
MAY_TAKE = frozenset(
    {"proof", "channel", "order_no", "purchased_on", "paid_amount", "serial", "described_as"}
)
OF_ORDER = frozenset({"proof", "channel", "order_no", "purchased_on"})


class StillReading(Refusal):
    """The paper is being read just now."""


@action
def ask_reading(*, actor: Actor, unit_id: int, now: datetime) -> int:
    """Whatever papers of the unit nobody asked for yet are read in the background; how many."""
    unit = unit_brief(actor=actor, unit_id=unit_id)
    ids = [row.id for row in proofs_of(actor=actor, unit_id=unit_id)]
    known = set(Reading.objects.filter(proof_id__in=ids).values_list("proof_id", flat=True))
    fresh = [one for one in ids if one not in known]
    rows = [Reading(proof_id=one, asked_at=now) for one in fresh]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    _begin(actor, unit, fresh, now)
    return len(fresh)


@action
def read_again(*, actor: Actor, unit_id: int, proof_id: int, now: datetime) -> None:
    """Once more, e.g. when the reader was installed meanwhile. Raises StillReading."""
    unit = unit_brief(actor=actor, unit_id=unit_id)
    card = paper_card(actor=actor, unit_id=unit_id, proof_id=proof_id, now=now)
    if card.state == State.WAITING:
        raise StillReading(_("It is being read just now."))
    fresh = {"state": State.WAITING.value, "why": "", "text": "", "asked_at": now, "read_at": None}
    Reading.objects.update_or_create(proof_id=proof_id, defaults=fresh)
    _begin(actor, unit, [proof_id], now)


@action
def keep_reading(
    *, actor: Actor, proof_id: int, pages: list[dict[str, Any]], pages_there: int, why: str,
    now: datetime,
) -> None:  # fmt: skip
    """What was read on a paper, sealed; with it of the same file for other things of the order."""
    row = Reading.objects.select_for_update().filter(proof_id=proof_id).first()
    if row is None or row.state != State.WAITING:
        return  # removed, or read by another meanwhile
    text = "\n".join(map(_text_of, pages))[:MOST_TEXT].replace("\0", " ")
    state = State.READ if proposals(text, now.date()) else State.NOTHING
    row.state = State.FAILED if why else state
    row.why, row.text, row.read_at = Why(why).value, text, now
    row.pages, row.pages_there = len(pages), pages_there
    same = Reading.objects.filter(proof__file_id=row.proof.file_id, state=State.WAITING)
    for one in same.select_for_update(of=("self",)):
        one.state, one.why, one.text, one.read_at = row.state, row.why, row.text, row.read_at
        one.pages, one.pages_there = row.pages, row.pages_there
        one.save(update_fields=["state", "why", "text", "read_at", "pages", "pages_there"])
    record(actor=actor, verb="proof.read", subject=f"customer:{row.proof.unit.customer_id}", at=now,
           unit_id=row.proof.unit_id, proof_id=proof_id, state=row.state, why=row.why)  # fmt: skip


@action
def confirm_reading(
    *,
    actor: Actor,
    unit_id: int,
    proof_id: int,
    values: Mapping[str, Any],
    whole_order: bool = False,
    now: datetime,
) -> UnitBrief:
    """What a person found right on the paper, or wrote from it, goes to the unit.

    `whole_order`: what holds for the order goes to all its things. Raises Invalid.
    """
    unit = unit_brief(actor=actor, unit_id=unit_id)
    paper_card(actor=actor, unit_id=unit_id, proof_id=proof_id, now=now)
    changes = {name: value for name, value in values.items() if value not in (None, "")}
    _check(unit, changes)
    of_order = OF_ORDER & set(changes) if whole_order and unit.order_no else set()
    shared = {name: changes.pop(name) for name in of_order}
    if shared:
        correct_purchase(actor=actor, customer_id=unit.customer_id, order_no=unit.order_no,
                         changes=shared, now=now)  # fmt: skip
    if changes:
        correct_unit(actor=actor, unit_id=unit_id, changes=changes, now=now)
    row, _new = Reading.objects.get_or_create(
        proof_id=proof_id,
        defaults={"state": State.NOTHING.value, "asked_at": now, "read_at": now},
    )
    row.taken = sorted({*row.taken, *changes, *shared})
    row.confirmed_by, row.confirmed_at = actor.user_id, now
    row.save(update_fields=["taken", "confirmed_by", "confirmed_at"])
    record(actor=actor, verb="proof.confirmed", subject=f"customer:{unit.customer_id}", at=now,
           unit_id=unit_id, proof_id=proof_id, fields=sorted({*changes, *shared}))  # fmt: skip
    return unit_brief(actor=actor, unit_id=unit_id)


def _begin(actor: Actor, unit: UnitBrief, proof_ids: list[int], now: datetime) -> None:
    """One after the other: each takes a core and half a gigabyte for some seconds."""
    record(actor=actor, verb="proof.asked", subject=f"customer:{unit.customer_id}", at=now,
           unit_id=unit.id, proofs=proof_ids)  # fmt: skip
    for one in proof_ids:
        app.configure_task(JOB, lock=JOB).defer(proof_id=one)


def _check(unit: UnitBrief, changes: dict[str, Any]) -> None:
    if set(changes) - MAY_TAKE:
        raise Invalid(_("There is no such field."), fields=dict.fromkeys(changes, "?"))
    if not changes:
        raise Invalid(_("Tick what is right, or write what the paper says."))
    if "described_as" in changes and unit.model_id is not None:
        raise Invalid.of("described_as", _("The model of this product stands in the catalogue."))


def _text_of(page: Mapping[str, Any]) -> str:
    """A page told by words and their places becomes lines."""
    if "boxes" not in page:
        return str(page.get("text", ""))
    return laid_out(
        Box(left=left, top=top, right=right, bottom=bottom, text=text)
        for left, top, right, bottom, text in page["boxes"]
    )
