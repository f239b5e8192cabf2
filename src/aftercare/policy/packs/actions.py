from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.notices.actions import notify
from aftercare.policy.calendars.queries import calendars

from .adapters import founding_packs
from .models import Pack, PackVersion
from .queries import Part, faults_in, sentence_of
from .queries.drafts import SEE_DRAFTS, faults_of_data
from .rules.drafting import (
    PATHS,
    Data,
    digest_of,
    entries_of,
    moved,
    spoilt,
    with_entry,
    with_settings,
    without_entry,
)

SHIPPED_BY = "aftercare"
APPROVE = "packs.approve_version"
State = PackVersion.State
TO_REVIEW = gettext_noop("Version {number} of the policy pack {pack} awaits review.")
TO_APPROVE = gettext_noop("Version {number} of the policy pack {pack} awaits approval.")
SENT_BACK = gettext_noop("Version {number} of the policy pack {pack} was sent back.")
APPROVED = gettext_noop("Version {number} of the policy pack {pack} was approved.")


class FaultyPack(Invalid):
    """A pack that cannot be read or has a dead part; `fields` says where and what."""


class UnderWay(Refusal):
    """The pack has a version under way already: one is changed at a time."""


class ChangedMeanwhile(Refusal):
    """Somebody changed the version since it was shown."""


class NotAtThisStep(Refusal):
    """The version is not where this step could be taken."""


class NotYours(Refusal):
    """Who wrote, proposed, reviews and approves are different people (R-POL-01)."""


@action
def install_packs(*, actor: Actor, now: datetime) -> int:
    """Puts the founding packs in force; how many were new or had changed.

    A pack whose file is unchanged keeps its version. A changed file becomes the next version, in
    force from `now`; once the company has a wording of its own, that stays in force.
    """
    installed = 0
    for data in founding_packs():
        pack = Pack.objects.filter(code=data["code"]).first()
        if pack is not None and (_is_known(pack, data) or _has_own(pack)):
            continue
        version = _put_in_force(pack, data, now)
        _recorded(actor, version, "policy.put_in_force", now, digest=version.digest,
                  proposer=SHIPPED_BY, words={"reason": version.reason})  # fmt: skip
        installed += 1
    return installed


@action
def start_draft(*, actor: Actor, pack_code: str, shipped: bool = False, now: datetime) -> int:
    """A new version as a copy of the one in force, or of what the product ships; its id."""
    pack = Pack.objects.select_for_update().filter(code=pack_code).first()
    if pack is None:
        raise NotFound(_("There is no such policy pack."))
    if pack.versions.under_way().exists():
        raise UnderWay(_("This pack has a version under way: finish or drop it first."))
    data = _shipped(pack_code) if shipped else _in_force(pack, now)
    version = PackVersion.objects.create(
        pack=pack,
        number=_next_number(pack),
        state=State.DRAFT,
        data=data,
        digest=digest_of(data),
        writer_ids=[] if actor.user_id is None else [actor.user_id],
        begun_at=now,
    )
    _recorded(actor, version, "policy.draft_begun", now, shipped=shipped)
    return version.id


@action
def write_entry(
    *, actor: Actor, version_id: int, seen: str, part: Part, index: int | None = None,
    entry: Mapping[str, Any], now: datetime,
) -> str:  # fmt: skip
    """Puts an entry in place of the one at `index`, or adds it; what the draft is named now.

    `seen` is how the draft was named when it was shown. Raises FaultyPack for what cannot be read,
    each sentence under the name of what it is about.
    """
    version = _draft(actor, version_id, seen)
    place = _within(version.data, part, index)
    data = with_entry(version.data, part, place, entry)
    where = ".".join(PATHS[part])
    _kept(actor, version, data, where=f"{where}[{_place_of(version.data, data, part, place)}].")
    _recorded(actor, version, "policy.draft_changed", now, part=part, entry=place)
    return version.digest


@action
def remove_entry(
    *, actor: Actor, version_id: int, seen: str, part: Part, index: int, now: datetime
) -> str:
    version = _draft(actor, version_id, seen)
    place = _within(version.data, part, index) or 0
    _kept(actor, version, without_entry(version.data, part, place))
    _recorded(actor, version, "policy.draft_entry_removed", now, part=part, entry=place)
    return version.digest


@action
def move_entry(
    *, actor: Actor, version_id: int, seen: str, part: Part, index: int, by: int, now: datetime
) -> str:
    """Puts an entry so many places further down; of promises and periods the first holds."""
    version = _draft(actor, version_id, seen)
    place = _within(version.data, part, index) or 0
    _kept(actor, version, moved(version.data, part, place, by))
    _recorded(actor, version, "policy.draft_entry_moved", now, part=part, entry=place, by=by)
    return version.digest


@action
def write_settings(
    *, actor: Actor, version_id: int, seen: str, settings: Mapping[str, Any], now: datetime
) -> str:
    """How cases are handled, and what promises say where they say nothing of their own."""
    version = _draft(actor, version_id, seen)
    _kept(actor, version, with_settings(version.data, settings))
    _recorded(actor, version, "policy.draft_changed", now, part="settings")
    return version.digest


@action
def drop_draft(*, actor: Actor, version_id: int, seen: str | None = None, now: datetime) -> None:
    """Takes a draft away; its number goes to the next one."""
    version = _at(actor, version_id, State.DRAFT, seen=seen)
    _recorded(actor, version, "policy.draft_dropped", now)
    version.delete()


@action
def propose_version(
    *, actor: Actor, version_id: int, seen: str, reason: str, now: datetime
) -> None:
    """Hands a draft to review. Raises FaultyPack while anything is wrong with it."""
    version = _draft(actor, version_id, seen)
    _reasoned(reason)
    faults = faults_in(actor=SYSTEM, data=version.data)
    if faults:
        raise FaultyPack(_("The draft has faults: mend them first."), fields=faults)
    if version.digest == digest_of(_in_force(version.pack, now)):
        raise NotAtThisStep(_("The draft says nothing else than the version in force."))
    version.state, version.reason, version.sent_back = State.PROPOSED, reason.strip(), ""
    version.proposer, version.proposer_id = actor.name, actor.user_id
    version.save(update_fields=["state", "reason", "sent_back", "proposer", "proposer_id"])
    _recorded(actor, version, "policy.proposed", now, words={"reason": reason})
    _tell(actor, version, TO_REVIEW, _others(version, "packs.review_version"), now)


@action
def review_version(
    *, actor: Actor, version_id: int, seen: str | None = None, comment: str = "", now: datetime
) -> None:
    """Another person than who wrote or proposed it finds it right, as it was `seen`."""
    version = _at(actor, version_id, State.PROPOSED, seen=seen)
    _another_person(actor, version)
    if _others(version, APPROVE) == {actor.user_id}:
        raise NotYours(_("Nobody else could approve it then: let somebody else review it."))
    version.state, version.reviewer, version.reviewer_id = State.REVIEWED, actor.name, actor.user_id
    version.save(update_fields=["state", "reviewer", "reviewer_id"])
    _recorded(actor, version, "policy.reviewed", now, words={"comment": comment})
    told = {*_others(version, APPROVE), version.proposer_id}
    _tell(actor, version, TO_APPROVE, told, now)


@action
def send_back_version(*, actor: Actor, version_id: int, reason: str, now: datetime) -> None:
    """Back to its writers with what is wrong with it."""
    version = _at(actor, version_id, State.PROPOSED, State.REVIEWED)
    _reasoned(reason)
    version.state, version.sent_back = State.DRAFT, reason.strip()
    version.reviewer, version.reviewer_id = "", None
    version.save(update_fields=["state", "sent_back", "reviewer", "reviewer_id"])
    _recorded(actor, version, "policy.sent_back", now, words={"reason": reason})
    _tell(actor, version, SENT_BACK, {version.proposer_id, *version.writer_ids}, now)


@action
def approve_version(
    *, actor: Actor, version_id: int, in_force_from: datetime, seen: str | None = None,
    comment: str = "", now: datetime,
) -> None:  # fmt: skip
    """A third person puts it in force from a moment to come, for good, as it was `seen`.

    What began before it keeps its version.
    """
    version = _at(actor, version_id, State.REVIEWED, seen=seen)
    _another_person(actor, version)
    newest = version.pack.versions.filter(state=State.IN_FORCE).order_by("-in_force_from").first()
    if in_force_from < now:
        raise Invalid.of("in_force_from", _("This lies in the past: nothing holds backwards."))
    if newest and newest.in_force_from and in_force_from <= newest.in_force_from:
        sentence = _("Version %(number)d holds from a later day; this one comes after it.")
        raise Invalid.of("in_force_from", sentence % {"number": newest.number})
    version.state, version.in_force_from = State.IN_FORCE, in_force_from
    version.approver, version.approver_id = actor.name, actor.user_id
    version.save(update_fields=["state", "in_force_from", "approver", "approver_id"])
    _recorded(actor, version, "policy.approved", now, words={"comment": comment},
              in_force_from=in_force_from, digest=version.digest, proposer=version.proposer_id,
              reviewer=version.reviewer_id)  # fmt: skip
    told = {version.proposer_id, version.reviewer_id, *version.writer_ids}
    _tell(actor, version, APPROVED, told, now)


@action
def note_risk(
    *, actor: Actor, version_id: int, digest: str, risk: Mapping[str, Any], now: datetime
) -> None:
    """Keeps with a version what a trial of this wording found risky; nothing for another wording.

    A version that is approved keeps what was known then (R-POL-07).
    """
    versions = PackVersion.objects.select_for_update(of=("self",)).select_related("pack")
    version = versions.under_way().filter(id=version_id, digest=digest).first()
    if version is not None:
        version.risk = {**risk, "digest": digest}
        version.save(update_fields=["risk"])
        _recorded(actor, version, "policy.risk_noted", now, risk=dict(risk["worst"]))


def _is_known(pack: Pack, data: Data) -> bool:
    return pack.versions.filter(digest=digest_of(data)).exists()


def _has_own(pack: Pack) -> bool:
    return pack.versions.filter(state=State.IN_FORCE).exclude(proposer=SHIPPED_BY).exists()


def _put_in_force(pack: Pack | None, data: Data, now: datetime) -> PackVersion:
    faults = faults_in(actor=SYSTEM, data=data)
    if faults:
        raise FaultyPack(
            _("The policy pack %(code)s has faults.") % {"code": data.get("code", "?")},
            fields=faults,
        )
    is_new = pack is None
    if pack is None:
        pack = Pack.objects.create(
            code=data["code"],
            name=data["name"],
            lines=data["lines"],
            is_fallback=data.get("fallback", False),
        )
    return PackVersion.objects.create(
        pack=pack,
        number=_next_number(pack),
        state=State.IN_FORCE,
        # founding wording holds for all time, so that cases of the past can be brought over
        in_force_from=datetime.fromisoformat("1994-01-01T00:00:00+08:00") if is_new else now,
        data=data,
        digest=digest_of(data),
        reason=data["reason"],
        proposer=SHIPPED_BY,
        reviewer=SHIPPED_BY,
        approver=SHIPPED_BY,
    )


def _next_number(pack: Pack) -> int:
    newest = pack.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def _in_force(pack: Pack, now: datetime) -> Data:
    versions = pack.versions.in_force_at(now).order_by("-in_force_from", "-number")
    data: Data = versions.values_list("data", flat=True)[0]
    return data


def _shipped(pack_code: str) -> Data:
    found = next((data for data in founding_packs() if data["code"] == pack_code), None)
    if found is None:
        raise NotFound(_("The product ships no such pack."))
    return found


def _at(actor: Actor, version_id: int, *states: str, seen: str | None = None) -> PackVersion:
    """A version that stands where this step is taken, and says what was `seen` of it.

    Raises NotFound, NotAtThisStep, ChangedMeanwhile.
    """
    versions = PackVersion.objects.select_for_update(of=("self",)).select_related("pack")
    version = versions.filter(id=version_id).first()
    if version is None or not (version.state == State.IN_FORCE or actor.may(SEE_DRAFTS)):
        raise NotFound(_("There is no such policy version."))
    if version.state not in states:
        raise NotAtThisStep(_("The version is not at this step any more; look at it again."))
    if seen is not None and version.digest != seen:
        raise ChangedMeanwhile(_("Somebody changed this meanwhile. Look at it again first."))
    return version


def _draft(actor: Actor, version_id: int, seen: str) -> PackVersion:
    return _at(actor, version_id, State.DRAFT, seen=seen)


def _within(data: Data, part: Part, index: int | None) -> int | None:
    if index is not None and not 0 <= index < len(entries_of(data, part)):
        raise NotFound(_("There is no such entry."))
    return index


def _place_of(data: Data, changed: Data, part: Part, place: int | None) -> int:
    """Where a new entry has come to stand."""
    if place is not None:
        return place
    pairs = zip_longest(entries_of(data, part), entries_of(changed, part))
    return next((n for n, (before, after) in enumerate(pairs) if before != after), 0)


def _kept(actor: Actor, version: PackVersion, data: Data, where: str = "") -> None:
    """Keeps a changed wording that can be read. Faults below `where` are told by field."""
    before = faults_of_data(actor=SYSTEM, data=version.data)
    wrong = spoilt(before, faults_of_data(actor=SYSTEM, data=data))
    if wrong:
        raise FaultyPack(
            _("This cannot be read as a policy."),
            fields={fault.where.removeprefix(where): sentence_of(fault) for fault in wrong},
        )
    known = {calendar.code for calendar in calendars(actor=SYSTEM)}
    if {data["calendar"], *(one.get("calendar") for one in data["commitment"])} - {None} - known:
        raise Invalid.of("calendar", _("There is no such calendar."))
    version.data, version.digest = data, digest_of(data)
    if actor.user_id is not None and actor.user_id not in version.writer_ids:
        version.writer_ids = [*version.writer_ids, actor.user_id]
    version.save(update_fields=["data", "digest", "writer_ids"])


def _another_person(actor: Actor, version: PackVersion) -> None:
    before = {version.proposer_id, version.reviewer_id, *version.writer_ids} - {None}
    if actor.user_id is None or actor.user_id in before:
        raise NotYours(
            _("Who wrote or proposed it, who reviews and who approves are different people.")
        )


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))


def _others(version: PackVersion, permission: str) -> set[int]:
    """Who may take the next step and has taken none."""
    before = {version.proposer_id, version.reviewer_id, *version.writer_ids}
    return user_ids_with(actor=SYSTEM, permission=permission) - before


def _tell(
    actor: Actor, version: PackVersion, text: str, user_ids: Iterable[int | None], now: datetime
) -> None:
    params = {"number": version.number, "pack": version.pack.name}
    notify(actor=actor, user_ids=user_ids, kind="policy.version", text_key=text, params=params,
           link=f"/desk/policies/{version.id}", now=now)  # fmt: skip


def _recorded(actor: Actor, version: PackVersion, verb: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"policy:{version.pack.code}", at=now,
           version=version.number, **detail)  # fmt: skip
