"""What every way out looks like to us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from aftercare.foundation.deliveries.rules import Envelope, Wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The carrier has it; `ref` is the carrier's own name for it, `status` its answer over HTTP."""

    ref: str = ""
    status: int = 0
    shown_only: bool = False


class NotTaken(Exception):
    """It did not go. `permanent`: trying again would not help."""

    def __init__(self, what: str, *, permanent: bool = False, status: int = 0) -> None:
        super().__init__(what)
        self.permanent, self.status = permanent, status


class Carrier(Protocol):
    def send(self, envelope: Envelope) -> Taken:
        """Hands it over, or raises NotTaken."""
        ...


@runtime_checkable
class Reachable(Protocol):
    """A carrier whose server can be tried without sending anything."""

    def reach(self) -> None:
        """Comes as far as a message would before it is handed over, or raises NotTaken."""
        ...


@runtime_checkable
class Numbered(Protocol):
    """A carrier that sends nothing without the provider's number of the text."""

    numbered_only: bool


Maker = Callable[[Wiring], Carrier]


class Sandbox:
    """Nothing leaves the building; the outbox shows what would have been sent."""

    def __init__(self, wiring: Wiring) -> None:
        del wiring

    def send(self, envelope: Envelope) -> Taken:
        return Taken(ref=f"sandbox-{envelope.id}", shown_only=True)
