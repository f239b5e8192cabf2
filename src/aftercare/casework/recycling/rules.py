"""Old goods taken back: which step comes next, and the number of the certificate (R-FS-16)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

HOLD = "certificate"  # the hold of old goods for which there is no certificate yet
OPEN_TO_APPRAISAL = frozenset({"accepted", "awaiting_consent"})


class Answer(StrEnum):
    """What the customer says to an appraisal; "" while nothing has been said."""

    AGREED = "agreed"
    REFUSED = "refused"
    REPLACED = "replaced"  # by another appraisal, before an answer


class Act(StrEnum):
    """What comes next with the old goods."""

    APPRAISE = "appraise"
    HEAR = "hear"
    COLLECT = "collect"
    CERTIFY = "certify"
    NONE = "none"


def next_act(*, answer: str | None, collected: bool, certified: bool) -> Act:
    """`answer` is that to the last appraisal, None where there is none."""
    if certified:
        return Act.NONE
    if collected:
        return Act.CERTIFY
    if answer == Answer.AGREED:
        return Act.COLLECT
    return Act.HEAR if answer == "" else Act.APPRAISE


def is_paid_rightly(*, amount: Decimal, paid_by: str, reference: str) -> bool:
    """What was offered is paid in a way that can be told; what is worth nothing is not paid."""
    if not amount:
        return paid_by == "nothing"
    return paid_by != "nothing" and bool(reference.strip())


def certificate_number(*, day: date, serial: int) -> str:
    """RC261122-00017: the local day and a serial never repeated."""
    return f"RC{day:%y%m%d}-{serial:05d}"
