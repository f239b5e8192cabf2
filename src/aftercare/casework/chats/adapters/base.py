"""What every channel's way of speaking looks like to us."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from aftercare.casework.chats.rules import Call, Word


class Dialect(Protocol):
    """How a channel proves who it is, and says what a customer wrote.

    `secrets` are those that are valid now, the newest first. `check` raises NotGenuine, `read`
    raises Unreadable. `greeting` answers a call that only asks whether we are there (some channels
    send one when an address is entered); None where the call is a message. `thanks` is what a
    call that was taken is answered with; None for JSON that tells what became of each message.
    """

    def check(self, call: Call, *, secrets: Sequence[str], at: datetime) -> None: ...

    def greeting(self, call: Call) -> str | None: ...

    def read(self, call: Call, *, mapping: Mapping[str, str], at: datetime) -> Sequence[Word]: ...

    def thanks(self, call: Call) -> str | None: ...
