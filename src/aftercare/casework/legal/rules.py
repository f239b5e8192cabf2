"""From which facts the limits of the law count, and which facts end them (R-POL-09)."""

from collections.abc import Collection
from enum import StrEnum

AUTHORITY = "market_supervision"  # the one whose mediation has limits: 12315


class Step(StrEnum):
    GOODS_RETURNED = "goods_returned"
    REFUND_PAID = "refund_paid"
    MEDIATION_OPENED = "mediation_opened"  # an authority passed the customer's complaint on
    MEDIATION_ACCEPTED = "mediation_accepted"
    MEDIATION_DECLINED = "mediation_declined"
    MEDIATION_ENDED = "mediation_ended"
    GRAVE_HARM = "grave_harm"  # death, grave injury, great loss, or a recall abroad became known
    AUTHORITY_TOLD = "authority_told"


ENDS = {
    Step.REFUND_PAID: Step.GOODS_RETURNED,
    Step.MEDIATION_ACCEPTED: Step.MEDIATION_OPENED,
    Step.MEDIATION_DECLINED: Step.MEDIATION_OPENED,
    Step.MEDIATION_ENDED: Step.MEDIATION_ACCEPTED,
    Step.AUTHORITY_TOLD: Step.GRAVE_HARM,
}
BEGINS = frozenset(ENDS.values())
FIRST = BEGINS - ENDS.keys()
PROVEN = frozenset(ENDS.keys()) | {Step.MEDIATION_OPENED}  # only with a number or document


def possible(still_open: Collection[str]) -> list[Step]:
    """What can be recorded while these facts wait for the one that ends them, in their order."""
    return [
        step
        for step in Step
        if (step in FIRST and step not in still_open) or ENDS.get(step) in still_open
    ]
