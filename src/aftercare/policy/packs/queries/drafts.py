"""Versions of packs on their way to being in force, and what they change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.faults import Fault
from aftercare.foundation.memory.queries import remembered
from aftercare.policy.entitlements.queries import faults_of_table
from aftercare.policy.packs.adapters import founding_packs
from aftercare.policy.packs.models import PackVersion
from aftercare.policy.packs.rules.differences import Difference, differences
from aftercare.policy.packs.rules.drafting import Part, digest_of, entries_of, settings_of
from aftercare.policy.packs.rules.faults import faults_of

SEE_DRAFTS = view("packs.see_drafts")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """What the last finished trial of a version found, each kind from 0 to 5 (R-POL-07).

    The worst of all promises; `outdated` where the wording has changed since.
    """

    cost: int
    complaint: int
    compliance: int
    trial_id: int
    cases: int
    since: datetime
    until: datetime
    outdated: bool

    @property
    def last_at(self) -> datetime:
        """The last moment of the time, which ends before `until`."""
        return self.until - timedelta.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCard:
    """A version and its way: who wrote, proposed, reviewed and approved it, and why.

    `seen` names its wording as it stands; a change of the draft must give it back. `holds` tells
    whether it is the one in force now, `is_coming` whether it will be.
    """

    version_id: int
    pack_code: str
    number: int
    state: str
    in_force_from: datetime | None
    begun_at: datetime | None
    reason: str
    sent_back: str
    proposer: str
    reviewer: str
    approver: str
    proposer_id: int | None
    reviewer_id: int | None
    writer_ids: tuple[int, ...]
    seen: str
    holds: bool
    is_coming: bool
    risk: RiskScore | None

    @property
    def is_draft(self) -> bool:
        return self.state == PackVersion.State.DRAFT

    @property
    def is_under_way(self) -> bool:
        return self.state != PackVersion.State.IN_FORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a version says, as data: its tables by part, and what stands in none."""

    seen: str
    settings: Mapping[str, Any]
    parts: Mapping[str, list[dict[str, Any]]]


def versions_of(*, actor: Actor, pack_code: str, at: datetime) -> list[VersionCard]:
    """All versions of a pack, the newest first; drafts only for who may see them."""
    rows = [row for row in all_versions() if row.pack.code == pack_code]
    if not actor.may(SEE_DRAFTS):
        rows = [row for row in rows if row.state == PackVersion.State.IN_FORCE]
    return [_card_of(row, _holding(rows, at), at) for row in rows]


def version_card(*, actor: Actor, version_id: int, at: datetime) -> VersionCard:
    """Raises NotFound also for a draft that the actor may not see."""
    code = next((row.pack.code for row in all_versions() if row.id == version_id), None)
    cards = versions_of(actor=actor, pack_code=code, at=at) if code else []
    found = next((card for card in cards if card.version_id == version_id), None)
    if found is None:
        raise NotFound(_("There is no such policy version."))
    return found


def versions_under_way(*, actor: Actor, at: datetime) -> list[VersionCard]:
    """Every draft, and what awaits review or approval; none for who may not see them."""
    if not actor.may(SEE_DRAFTS):
        return []
    rows = [row for row in all_versions() if row.state != PackVersion.State.IN_FORCE]
    return [_card_of(row, None, at) for row in rows]


def versions_to_come(*, actor: Actor, at: datetime) -> list[VersionCard]:
    """What will hold from a later moment, to be seen by all; behind it what is under way."""
    rows = [row for row in all_versions() if row.state == PackVersion.State.IN_FORCE]
    cards = (_card_of(row, None, at) for row in rows)
    return [*(one for one in cards if one.is_coming), *versions_under_way(actor=actor, at=at)]


def wording_of(*, actor: Actor, version_id: int, at: datetime) -> Wording:
    """What a version says, entry by entry, to change or to compare."""
    card = version_card(actor=actor, version_id=version_id, at=at)
    data = data_of(version_id)
    return Wording(
        seen=card.seen,
        settings=settings_of(data),
        parts={part: entries_of(data, part) for part in Part},
    )


def changes_of(
    *, actor: Actor, version_id: int, at: datetime, against: int | None = None
) -> list[Difference]:
    """What a version changes in the one in force, or in the version `against`."""
    card = version_card(actor=actor, version_id=version_id, at=at)
    if against is None:
        cards = versions_of(actor=SYSTEM, pack_code=card.pack_code, at=at)
        against = next((one.version_id for one in cards if one.holds), version_id)
    return differences(data_of(against), data_of(version_id))


def faults_of_version(*, actor: Actor, version_id: int, at: datetime) -> list[Fault]:
    """What keeps a version from being proposed."""
    version_card(actor=actor, version_id=version_id, at=at)
    return faults_of_data(actor=actor, data=data_of(version_id))


def faults_of_data(*, actor: Actor, data: Mapping[str, Any]) -> list[Fault]:
    return [*faults_of(data), *faults_of_table(actor=actor, data=data)]


def shipped_news(*, actor: Actor, pack_code: str) -> bool:
    """Whether the product ships a wording of a pack that no version has."""
    del actor
    known = {row.digest for row in all_versions() if row.pack.code == pack_code}
    from_file = [data for data in founding_packs() if data["code"] == pack_code]
    return any(digest_of(data) not in known for data in from_file)


@remembered("packs_pack", "packs_packversion")
def all_versions() -> tuple[PackVersion, ...]:
    """Without what they say; of each pack the newest first."""
    versions = PackVersion.objects.select_related("pack").defer("data")
    return tuple(versions.order_by("pack_id", "-number"))


@remembered("packs_packversion", most=64)
def data_of(version_id: int) -> Mapping[str, Any]:
    """What a version says; whoever changes it changes a copy."""
    data: dict[str, Any] = PackVersion.objects.values_list("data", flat=True).get(id=version_id)
    return data


def _holding(rows: list[PackVersion], at: datetime) -> int | None:
    standing = [row for row in rows if row.state == PackVersion.State.IN_FORCE
                and row.in_force_from and row.in_force_from <= at]  # fmt: skip
    standing.sort(key=lambda row: (row.in_force_from, row.number))
    return standing[-1].id if standing else None


def _card_of(version: PackVersion, holding: int | None, at: datetime) -> VersionCard:
    coming = version.in_force_from is not None and version.in_force_from > at
    return VersionCard(
        version_id=version.id,
        pack_code=version.pack.code,
        seen=version.digest,
        holds=version.id == holding,
        is_coming=coming,
        writer_ids=tuple(version.writer_ids),
        risk=_risk_of(version),
        **{
            name: getattr(version, name)
            for name in (
                "number", "state", "in_force_from", "begun_at", "reason", "sent_back", "proposer",
                "reviewer", "approver", "proposer_id", "reviewer_id",
            )
        },
    )  # fmt: skip


def _risk_of(version: PackVersion) -> RiskScore | None:
    kept = version.risk
    if not kept:
        return None
    return RiskScore(
        **kept["worst"],
        trial_id=kept["trial"],
        cases=kept["cases"],
        since=datetime.fromisoformat(kept["since"]),
        until=datetime.fromisoformat(kept["until"]),
        outdated=kept["digest"] != version.digest,
    )
