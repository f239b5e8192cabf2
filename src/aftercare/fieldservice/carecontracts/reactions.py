from aftercare.customers.merges.actions import note_moved
from aftercare.customers.merges.events import CustomersMerged, MergeUndone
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_customers_merged(event: CustomersMerged) -> None:
    moved = actions.rehome_contracts(
        actor=SYSTEM, customer_id=event.lost_id, to=event.kept_id, only=None, now=event.at
    )
    note_moved(actor=SYSTEM, merge_id=event.merge_id, kind="contracts", ids=moved, now=event.at)


def on_merge_undone(event: MergeUndone) -> None:
    actions.rehome_contracts(
        actor=SYSTEM, customer_id=event.kept_id, to=event.lost_id,
        only=event.moved.get("contracts", []), now=event.at,
    )  # fmt: skip
