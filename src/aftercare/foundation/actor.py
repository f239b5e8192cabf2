"""Who is asking, in one immutable value that every action and query takes first."""

from dataclasses import dataclass
from enum import StrEnum

from aftercare.foundation.errors import NotAllowed


class ActorKind(StrEnum):
    STAFF = "staff"
    CUSTOMER = "customer"
    MACHINE = "machine"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`grants` are names of actions ("cases.classify_case") and views ("cases.see_cases").

    `org_units` bound the rows in sight (a unit and all below it); `case_ids` are the cases that a
    customer's signed link opens; `sees_everything` lifts the bound on rows, never that on grants.
    """

    user_id: int | None
    name: str = ""
    kind: ActorKind = ActorKind.STAFF
    staff_id: int | None = None
    grants: frozenset[str] = frozenset()
    org_units: frozenset[int] = frozenset()
    case_ids: frozenset[int] = frozenset()
    sees_everything: bool = False

    def may(self, permission: str) -> bool:
        return self.kind is ActorKind.SYSTEM or permission in self.grants

    def must(self, permission: str) -> None:
        """Raises NotAllowed where `may` says no."""
        if not self.may(permission):
            raise NotAllowed(permission)


SYSTEM = Actor(user_id=None, name="system", kind=ActorKind.SYSTEM, sees_everything=True)
