"""Two files become one, with reason and trace, and two again (R-IN-04)."""

from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.contacts.actions import move_contacts
from aftercare.customers.homes.actions import move_homes
from aftercare.customers.parties.actions import absorb_customer, release_customer
from aftercare.customers.parties.queries import customer_brief
from aftercare.customers.units.actions import move_units
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish

from .events import CustomersMerged, MergeUndone
from .models import Merge

SHORTEST_REASON, LONGEST_REASON = 2, 200


class MergeRefused(Refusal):
    """The two files cannot become one, or no longer two."""


@action
def merge_customers(*, actor: Actor, lost_id: int, kept_id: int, reason: str, now: datetime) -> int:
    """Everything of the lost file goes to the kept one, where its links lead from now on.

    What the kept file lacks is filled in from the lost one; nothing it holds is changed. Returns
    the number of the merge. Raises Invalid, NotFound, MergeRefused.
    """
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid.of("reason", _("Say why the two are one customer."))
    for customer_id in sorted((lost_id, kept_id)):
        if customer_brief(actor=actor, customer_id=customer_id).id != customer_id:
            raise MergeRefused(_("One of the two has been merged away already."))
    if lost_id == kept_id:
        raise MergeRefused(_("A file cannot be merged with itself."))
    moved = absorb_customer(actor=actor, customer_id=lost_id, into=kept_id, now=now)
    moved |= move_contacts(actor=actor, customer_id=lost_id, to=kept_id, only=None, now=now)
    moved["homes"] = move_homes(actor=actor, customer_id=lost_id, to=kept_id, only=None, now=now)
    moved["units"] = move_units(actor=actor, customer_id=lost_id, to=kept_id, only=None, now=now)
    merge = Merge.objects.create(
        lost_id=lost_id,
        kept_id=kept_id,
        reason=reason.strip(),
        moved=moved,
        merged_by=actor.user_id,
        merged_at=now,
    )
    publish(CustomersMerged(merge_id=merge.id, lost_id=lost_id, kept_id=kept_id, at=now))
    for customer_id, other in ((kept_id, lost_id), (lost_id, kept_id)):
        record(actor=actor, verb="customer.merged", subject=f"customer:{customer_id}", at=now,
               other_customer=other, merge=merge.id)  # fmt: skip
    return merge.id


@action
def undo_merge(*, actor: Actor, merge_id: int, now: datetime) -> int:
    """Two files again, as they were; what came since stays with the kept one.

    The latest merge into a file is undone first. Returns the id of the file that is back.
    """
    merge = Merge.objects.select_for_update().filter(id=merge_id, undone_at=None).first()
    if merge is None:
        raise NotFound(_("There is no such merge to undo."))
    if customer_brief(actor=actor, customer_id=merge.kept_id).id != merge.kept_id:
        raise MergeRefused(_("The file has been merged into another since; undo that first."))
    later = Merge.objects.filter(kept_id=merge.kept_id, undone_at=None, id__gt=merge.id)
    if later.exists():
        raise MergeRefused(_("Another file was merged into this one later; undo that first."))
    lost, kept, moved = merge.lost_id, merge.kept_id, merge.moved
    release_customer(actor=actor, customer_id=lost, out_of=kept, moved=moved, now=now)
    move_contacts(actor=actor, customer_id=kept, to=lost, only=moved, now=now)
    move_homes(actor=actor, customer_id=kept, to=lost, only=moved.get("homes", []), now=now)
    move_units(actor=actor, customer_id=kept, to=lost, only=moved["units"], now=now)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    publish(MergeUndone(merge_id=merge.id, lost_id=lost, kept_id=kept, moved=moved, at=now))
    for customer_id, other in ((kept, lost), (lost, kept)):
        record(actor=actor, verb="customer.merge_undone", subject=f"customer:{customer_id}",
               at=now, other_customer=other, merge=merge.id)  # fmt: skip
    return lost


@derived
def note_moved(*, actor: Actor, merge_id: int, kind: str, ids: list[int], now: datetime) -> None:
    """A module above says what of its own went over with the file."""
    del actor, now
    merge = Merge.objects.get(id=merge_id)
    merge.moved = {**merge.moved, kind: ids}
    merge.save(update_fields=["moved"])
