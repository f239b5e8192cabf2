"""Giving things a code, and what their owners do with it."""

import secrets
from datetime import date, datetime

from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import phone_matches
from aftercare.customers.units.actions import correct_unit
from aftercare.customers.units.queries import unit_brief, unit_briefs
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from .models import Label

MOST_AT_ONCE = 200
BYTES = 15


@action
def issue_labels(*, actor: Actor, unit_ids: list[int], now: datetime) -> int:
    """Things in sight get a label where they have none. Returns how many are new."""
    seen = unit_briefs(actor=actor, ids=unit_ids[:MOST_AT_ONCE])
    there = set(Label.objects.filter(unit_id__in=seen).values_list("unit_id", flat=True))
    lacking = [unit for unit in seen.values() if unit.id not in there]
    Label.objects.bulk_create(
        [
            Label(unit_id=unit.id, word=secrets.token_urlsafe(BYTES), issued_at=now)
            for unit in lacking
        ],
        ignore_conflicts=True,
    )
    for unit in lacking:
        record(actor=actor, verb="unit.label_issued", subject=f"customer:{unit.customer_id}",
               at=now, unit_id=unit.id)  # fmt: skip
    return len(lacking)


@action
def renew_label(*, actor: Actor, unit_id: int, now: datetime) -> None:
    """Another word: what was printed before opens nothing any more. Raises NotFound."""
    unit = unit_brief(actor=actor, unit_id=unit_id)
    label = Label.objects.select_for_update().filter(unit_id=unit.id).first()
    if label is None:
        raise NotFound(_("This product has no code yet."))
    label.word, label.issued_at = secrets.token_urlsafe(BYTES), now
    label.save(update_fields=["word", "issued_at"])
    record(actor=actor, verb="unit.label_renewed", subject=f"customer:{unit.customer_id}", at=now,
           unit_id=unit.id)  # fmt: skip


@action
def register_thing(
    *, actor: Actor, word: str, phone_tail: str, purchased_on: date | None, now: datetime
) -> int:
    """Its owner says so by the last four digits, and when it was bought where nobody knew that.

    What is known is not overwritten. Returns the id of the thing. Raises Invalid, NotFound.
    """
    label = Label.objects.filter(word=word).first()
    if label is None:
        raise NotFound(_("This code opens nothing."))
    unit = unit_brief(actor=SYSTEM, unit_id=label.unit_id)
    if not phone_matches(actor=SYSTEM, customer_id=unit.customer_id, tail=phone_tail):
        raise Invalid.of("phone_tail", _("These are not the last digits that we know."))
    if purchased_on is not None and unit.purchased_on is None:
        changes: dict[str, object] = {"purchased_on": purchased_on}
        if not unit.proof:
            changes["proof"] = "registered"
        correct_unit(actor=SYSTEM, unit_id=unit.id, changes=changes, now=now)
        record(actor=actor, verb="unit.registered", subject=f"customer:{unit.customer_id}", at=now,
               unit_id=unit.id)  # fmt: skip
    else:
        record(actor=actor, verb="unit.warranty_asked", subject=f"customer:{unit.customer_id}",
               at=now, unit_id=unit.id)  # fmt: skip
    return unit.id
