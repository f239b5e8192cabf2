"""What a work order still lacks of its parts (R-FS-11)."""

from enum import StrEnum

WAITING = "waiting_for_part"  # the reason by which a policy may let clocks stand still


class Fate(StrEnum):
    """What became of an old part that was brought along."""

    SENT_BACK = "sent_back"
    SCRAPPED = "scrapped"
    CUSTOMER = "customer"


def lacking(*, needed: int, reserved: int, used: int) -> int:
    """How many are neither reserved nor used; more may be used than was thought."""
    return max(0, needed - reserved - used)
