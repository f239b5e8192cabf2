from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.policy.packs.queries import SEE_DRAFTS

from .models import Simulation
from .rules import Line, Money, Risks, read, risks_of

__all__ = ["Line", "Money", "Risks", "SimulationCard", "simulation", "simulations_of"]
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationCard:
    """A draft tried on the cases that began in a time. `risks` stand in the order of `lines`.

    `digest` is that of the wording that was tried, to be compared with the draft as it stands.
    """

    id: int
    version_id: int
    against_id: int
    digest: str
    since: datetime
    until: datetime
    begun_at: datetime
    by_name: str
    is_running: bool
    is_stopped: bool
    total: int
    done: int
    lines: tuple[Line, ...]
    risks: tuple[Risks, ...]
    money: Money

    @property
    def last_at(self) -> datetime:
        """The last moment of the time, which ends before `until`."""
        return self.until - timedelta.resolution

    @property
    def late_before(self) -> int:
        return sum(line.late_before for line in self.lines)

    @property
    def late_after(self) -> int:
        return sum(line.late_after for line in self.lines)

    @property
    def open_moved(self) -> int:
        return sum(line.open_moved for line in self.lines)


def simulations_of(*, actor: Actor, version_id: int) -> list[SimulationCard]:
    """The last ones of a version, the newest first."""
    actor.must(SEE_DRAFTS)
    found = Simulation.objects.filter(version=version_id).order_by("-id")
    return [_card_of(row) for row in found[:MOST_SHOWN]]


def simulation(*, actor: Actor, simulation_id: int) -> SimulationCard:
    actor.must(SEE_DRAFTS)
    row = Simulation.objects.filter(id=simulation_id).first()
    if row is None:
        raise NotFound(_("There is no such simulation."))
    return _card_of(row)


def _card_of(row: Simulation) -> SimulationCard:
    told = read(row.result)
    return SimulationCard(
        id=row.id,
        version_id=row.version_id,
        against_id=row.against_id,
        digest=row.digest,
        since=row.since,
        until=row.until,
        begun_at=row.begun_at,
        by_name=row.by_name,
        is_running=row.state == Simulation.State.RUNNING,
        is_stopped=row.state == Simulation.State.STOPPED,
        total=row.total,
        done=row.done,
        lines=told.lines,
        risks=tuple(map(risks_of, told.lines)),
        money=told.money,
    )
