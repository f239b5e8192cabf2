"""How a case is handled under a pack, besides its clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from aftercare.foundation.clauses import Text, text_of

NEEDS = (
    "result", "root_cause", "cost", "satisfaction_or_follow_up", "acceptance", "certificate",
)  # fmt: skip
AGAIN_DAYS = 30  # where a pack does not say: within so many days it is the same again
ANSWERED: Mapping[str, Sequence[str]] = {"consultation": ["result"]}  # where a pack does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseReason:
    """Why clocks may stand still.

    `commitments` are the codes it stops; it ends by itself after `longest_days` of elapsed time.
    """

    code: str
    name: Text
    longest_days: int
    evidence_needed: bool
    commitments: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLimit:
    """A resolution that costs up to `up_to` yuan (None: any) needs the `steps` in this order."""

    up_to: Decimal | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRules:
    """When customers are reminded of a visit, and from how late on they are told of a delay.

    On the day before at that time (None: not), so many hours before (0: not).
    """

    at: time | None = time(18)
    hours: int = 2
    late_minutes: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingRules:
    """How a case is handled under one version of a pack, besides its clocks."""

    approval_limits: tuple[ApprovalLimit, ...]
    pause_reasons: tuple[PauseReason, ...]
    follow_up_tries: int
    follow_up_kinds: frozenset[str]
    reopen_days: int
    again_days: int
    again_raises: bool
    closing_needs: tuple[str, ...]
    closing_needs_of: Mapping[str, tuple[str, ...]]  # of kinds that need something else
    reminders: ReminderRules

    def approval_steps(self, amount: Decimal) -> tuple[str, ...]:
        """Who must approve a resolution of `amount` yuan, in order; () for nobody."""
        for limit in self.approval_limits:
            if limit.up_to is None or amount <= limit.up_to:
                return limit.steps
        return ()

    def needed_for_closing(self, kind: str) -> tuple[str, ...]:
        """What of NEEDS a case of this kind has to show before it may close."""
        return self.closing_needs_of.get(kind, self.closing_needs)

    def pause_reason(self, code: str) -> PauseReason | None:
        return next((reason for reason in self.pause_reasons if reason.code == code), None)


def handling_of(data: Mapping[str, Any]) -> HandlingRules:
    handling = data["handling"]
    return HandlingRules(
        approval_limits=tuple(
            ApprovalLimit(
                up_to=Decimal(entry["up_to"]) if "up_to" in entry else None,
                steps=tuple(entry["steps"]),
            )
            for entry in data["approval"]
        ),
        pause_reasons=tuple(
            PauseReason(
                code=entry["code"],
                name=text_of(entry["name"]),
                longest_days=entry["longest_days"],
                evidence_needed=entry["evidence_needed"],
                commitments=frozenset(entry["commitments"]),
            )
            for entry in data["pause"]
        ),
        follow_up_tries=handling["follow_up_tries"],
        follow_up_kinds=frozenset(handling["follow_up_kinds"]),
        reopen_days=handling["reopen_days"],
        again_days=handling.get("again_days", AGAIN_DAYS),
        again_raises=handling.get("again_raises", True),
        closing_needs=tuple(handling["closing_needs"]),
        closing_needs_of={
            kind: tuple(needs) for kind, needs in handling.get("closing_needs_of", ANSWERED).items()
        },
        reminders=_reminders_of(handling),
    )


def _reminders_of(handling: Mapping[str, Any]) -> ReminderRules:
    usual = ReminderRules()
    at = handling.get("remind_at")
    return ReminderRules(
        at=usual.at if at is None else time.fromisoformat(at) if at else None,
        hours=handling.get("remind_hours", usual.hours),
        late_minutes=handling.get("late_minutes", usual.late_minutes),
    )
