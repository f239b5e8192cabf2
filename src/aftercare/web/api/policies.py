"""Versions of policy packs by program: written, tried, proposed, reviewed, approved (R-POL-01)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field

from aftercare.casework.recounts.queries import Moves, moves_under_version
from aftercare.casework.simulations.actions import simulate_version
from aftercare.casework.simulations.queries import SimulationCard, simulations_of
from aftercare.policy.packs import actions
from aftercare.policy.packs.queries import Part, VersionCard, version_card
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .policy_shapes import EntryIn, SettingsIn, plain
from .shapes import PROBLEMS, Done, Id, In, Made, ZonedMoment, fits

router = Router(tags=["policies"])

PackCode = Annotated[str, fits(40)]
Seen = Annotated[str, fits(64)]
Place = Annotated[int, Field(ge=0, le=10_000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]


class DraftIn(In):
    """From the version in force, or from what the product `shipped`."""

    shipped: bool = False


class EntryWriting(In):
    """`seen` as the version was named when read; `index` of the entry to replace, null adds one."""

    seen: Seen
    index: Place | None = None
    entry: EntryIn


class EntryRemoval(In):
    seen: Seen
    part: Part
    index: Place


class EntryMove(EntryRemoval):
    """So many places further down; negative is up."""

    by: Annotated[int, Field(ge=-10_000, le=10_000)]


class VersionProposal(In):
    seen: Seen
    reason: shapes.Sentence


class VersionReason(In):
    reason: shapes.Sentence


class VersionComment(In):
    """`seen` as the version was named when read; null: whatever it says now."""

    comment: shapes.Sentence = ""
    seen: Seen | None = None


class VersionApproval(VersionComment):
    in_force_from: ZonedMoment


class TrialIn(In):
    """Cases that began from `since` until and including `until`."""

    since: Day
    until: Day


@deed(router, "/packs/{code}/drafts", out=Made, status=201)
def start_draft(request: Request, code: PackCode, body: DraftIn) -> Made:
    """A new version of a pack, as a copy of the one in force or of what the product ships."""
    made = actions.start_draft(
        actor=request.actor, pack_code=code, shipped=body.shipped, now=request.now
    )
    return Made(id=made)


@deed(router, "/packs/versions/{version_id}/entries", out=VersionCard)
def write_entry(request: Request, version_id: Id, body: EntryWriting) -> VersionCard:
    """Writes an entry of a draft, in place of another or as a new one."""
    actions.write_entry(
        actor=request.actor, version_id=version_id, seen=body.seen, part=Part(body.entry.part),
        index=body.index, entry=plain(body.entry), now=request.now,
    )  # fmt: skip
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/entries/removal", out=VersionCard)
def remove_entry(request: Request, version_id: Id, body: EntryRemoval) -> VersionCard:
    """Takes an entry (a promise, a right, a period …) out of a draft."""
    actions.remove_entry(actor=request.actor, version_id=version_id, now=request.now, **body.dict())
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/entries/move", out=VersionCard)
def move_entry(request: Request, version_id: Id, body: EntryMove) -> VersionCard:
    """Puts an entry so many places further down; of promises the first that fits holds."""
    actions.move_entry(actor=request.actor, version_id=version_id, now=request.now, **body.dict())
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/settings", out=VersionCard)
def write_settings(request: Request, version_id: Id, body: SettingsIn) -> VersionCard:
    """How cases are handled, and the defaults of the promises; what is left out stays."""
    actions.write_settings(
        actor=request.actor, version_id=version_id, seen=body.seen, settings=plain(body),
        now=request.now,
    )  # fmt: skip
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/dropping", out=Done)
def drop_draft(request: Request, version_id: Id) -> Done:
    """Takes a draft away; its number goes to the next one."""
    actions.drop_draft(actor=request.actor, version_id=version_id, now=request.now)
    return Done()


@deed(router, "/packs/versions/{version_id}/proposal", out=VersionCard)
def propose_version(request: Request, version_id: Id, body: VersionProposal) -> VersionCard:
    """Hands a draft to review, with the reason. 409 while anything is wrong with it."""
    actions.propose_version(
        actor=request.actor, version_id=version_id, now=request.now, **body.dict()
    )
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/review", out=VersionCard)
def review_version(request: Request, version_id: Id, body: VersionComment) -> VersionCard:
    """Says that a proposed version is right; another person than who wrote or proposed it."""
    actions.review_version(
        actor=request.actor, version_id=version_id, now=request.now, **body.dict()
    )
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/sending-back", out=VersionCard)
def send_back_version(request: Request, version_id: Id, body: VersionReason) -> VersionCard:
    """Back to its writers, with what is wrong with it."""
    actions.send_back_version(
        actor=request.actor, version_id=version_id, now=request.now, **body.dict()
    )
    return _card(request, version_id)


@deed(router, "/packs/versions/{version_id}/approval", out=VersionCard)
def approve_version(request: Request, version_id: Id, body: VersionApproval) -> VersionCard:
    """By a third person, from a moment to come; what began before keeps its version."""
    actions.approve_version(
        actor=request.actor, version_id=version_id, now=request.now, **body.dict()
    )
    return _card(request, version_id)


@router.get("/packs/versions/{version_id}/moves", response={200: Moves, **PROBLEMS})
def read_version_moves(request: Request, version_id: Id) -> Moves:
    """Which open promises would fall due otherwise had their cases begun under a version."""
    return moves_under_version(actor=request.actor, version_id=version_id, now=request.now)


@router.get(
    "/packs/versions/{version_id}/simulations",
    response={200: list[SimulationCard], **PROBLEMS},
)
def list_simulations(request: Request, version_id: Id) -> Sequence[SimulationCard]:
    """The last trials of a version, the newest first, each as far as it has come."""
    return simulations_of(actor=request.actor, version_id=version_id)


@deed(router, "/packs/versions/{version_id}/simulations", out=Made, status=201)
def simulate(request: Request, version_id: Id, body: TrialIn) -> Made:
    """Tries a version on past cases; many are counted in the background."""
    zone = timezone.get_current_timezone()
    until = datetime.combine(body.until + timedelta(days=1), time(), zone)
    made = simulate_version(
        actor=request.actor, version_id=version_id, now=request.now,
        since=datetime.combine(body.since, time(), zone), until=until,
    )  # fmt: skip
    return Made(id=made)


def _card(request: Request, version_id: int) -> VersionCard:
    return version_card(actor=request.actor, version_id=version_id, at=request.now)
