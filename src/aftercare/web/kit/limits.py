"""How often strangers and programs may knock."""

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _

from aftercare.foundation.sign_ins.actions import TooOften, spend_try
from aftercare.foundation.sign_ins.rules import Limit

from .requests import Request
from .sign_in import address_of


def one_try(request: Request, what: str, limit: Limit) -> None:
    """Counts a try of a stranger by address, in the database, for all processes. TooOften (429).

    Behind one address there may be a whole village: limits are there to stop machines.
    """
    spend_try(key=f"{what}:{address_of(request)}", limit=limit, now=request.now)


@dataclass(slots=True)
class Bucket:
    """A bucket per caller that fills up steadily: cheap, kept in this process only.

    `per_minute` 0 lets everything pass. A caller may use a minute's worth at once.
    """

    per_minute: int
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, caller: str, at: float | None = None) -> None:
        """Raises TooOften when the bucket of this caller is empty."""
        if not self.per_minute:
            return
        moment = monotonic() if at is None else at
        with self._lock:
            left, before = self._left.get(caller, (float(self.per_minute), moment))
            left = min(self.per_minute, left + (moment - before) * self.per_minute / 60)
            if left >= 1:
                self._left[caller] = (left - 1, moment)
                return
            self._left[caller] = (left, moment)
        raise TooOften(_("Too many requests. Please slow down."), wait=timedelta(seconds=1))


API = Bucket(settings.AFTERCARE_API_PER_MINUTE)
