from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.casework.commitments.queries import outcomes_under, past_case_ids
from aftercare.casework.resolutions.queries import amounts_put_forward
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.policy.packs.actions import note_risk
from aftercare.policy.packs.queries import (
    SEE_DRAFTS,
    handling_rules,
    version_card,
    versions_of,
)

from .models import Simulation
from .rules import read, risk_of, tally, together, written

JOBS = "aftercare.casework.simulations.jobs"
AT_ONCE = 500  # cases of a request; more are counted in the background
STRETCH = 500  # cases at a time
Sum = tuple[Decimal, tuple[str, ...], tuple[str, ...]]


@action
def simulate_version(
    *, actor: Actor, version_id: int, since: datetime, until: datetime, now: datetime
) -> int:
    """Tries a version on the cases of its pack that began in a time; the id of the simulation.

    Few cases are counted at once, many in the background. All cases count, also those that the
    person does not see: what comes back are numbers.
    """
    actor.must(SEE_DRAFTS)
    if since >= until:
        raise Invalid.of("until", _("The end lies after the beginning."))
    version = version_card(actor=actor, version_id=version_id, at=now)
    cards = versions_of(actor=SYSTEM, pack_code=version.pack_code, at=now)
    against = next(card.version_id for card in cards if card.holds)
    ids = [card.version_id for card in cards]
    row = Simulation.objects.create(
        version_id=version_id, against_id=against, digest=version.seen, since=since, until=until,
        total=len(past_case_ids(actor=SYSTEM, version_ids=ids, since=since, until=until)),
        by_user=actor.user_id, by_name=actor.name, begun_at=now,
    )  # fmt: skip
    record(actor=actor, verb="policy.simulated", subject=f"policy:{version.pack_code}", at=now,
           version=version.number, cases=row.total)  # fmt: skip
    if row.total > AT_ONCE:
        app.configure_task(f"{JOBS}.go_on").defer(simulation_id=row.id)
    else:
        advance_simulation(actor=actor, simulation_id=row.id, now=now)
    return row.id


@action
def advance_simulation(*, actor: Actor, simulation_id: int, now: datetime) -> bool:
    """Counts the next stretch of cases; whether more are left."""
    row = Simulation.objects.select_for_update().filter(id=simulation_id).first()
    if row is None:
        raise NotFound(_("There is no such simulation."))
    if row.state != Simulation.State.RUNNING:
        return False
    code = version_card(actor=SYSTEM, version_id=row.version_id, at=now).pack_code
    cards = versions_of(actor=SYSTEM, pack_code=code, at=now)
    ids = past_case_ids(
        actor=SYSTEM, version_ids=[card.version_id for card in cards], since=row.since,
        until=row.until, after=row.last_case, at_most=STRETCH,
    )  # fmt: skip
    if ids:
        outcomes = outcomes_under(actor=SYSTEM, case_ids=ids, version_id=row.version_id, now=now)
        row.result = written(together(read(row.result), tally(outcomes, _amounts(row, ids))))
        row.last_case, row.done = ids[-1], row.done + len(ids)
    if len(ids) < STRETCH:
        row.state, row.total = Simulation.State.DONE, row.done
        _keep_risk(actor, row, now)
    row.save(update_fields=["result", "last_case", "done", "total", "state"])
    record(actor=actor, verb="policy.simulation_advanced", subject=f"policy:{code}", at=now,
           cases=row.done)  # fmt: skip
    return row.state == Simulation.State.RUNNING


@action
def stop_simulation(*, actor: Actor, simulation_id: int, now: datetime) -> None:
    """Ends one that still counts; what it has counted stays."""
    row = Simulation.objects.select_for_update().filter(id=simulation_id).first()
    if row is None:
        raise NotFound(_("There is no such simulation."))
    if row.state == Simulation.State.RUNNING:
        row.state = Simulation.State.STOPPED
        row.save(update_fields=["state"])
    code = version_card(actor=SYSTEM, version_id=row.version_id, at=now).pack_code
    record(actor=actor, verb="policy.simulation_stopped", subject=f"policy:{code}", at=now,
           cases=row.done)  # fmt: skip


def _keep_risk(actor: Actor, row: Simulation, now: datetime) -> None:
    """With the version, so that who reviews and approves it sees the score (R-POL-07)."""
    if row.done:
        found = {"trial": row.id, "cases": row.done, "since": row.since.isoformat(),
                 "until": row.until.isoformat()}  # fmt: skip
        note_risk(actor=actor, version_id=row.version_id, digest=row.digest,
                  risk=risk_of(read(row.result)) | found, now=now)  # fmt: skip


def _amounts(row: Simulation, case_ids: list[int]) -> list[Sum]:
    before = handling_rules(actor=SYSTEM, version_id=row.against_id)
    after = handling_rules(actor=SYSTEM, version_id=row.version_id)
    return [
        (amount, before.approval_steps(amount), after.approval_steps(amount))
        for amount in amounts_put_forward(actor=SYSTEM, case_ids=case_ids)
    ]
