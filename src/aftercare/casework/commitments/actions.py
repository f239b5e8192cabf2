"""The only writes to clocks. Each holds the case first, so that nobody waits in a ring."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, note_times
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.pauses.actions import end_pauses
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.rows import put_rows_off, write_rows_now
from aftercare.policy.packs.queries import MetOn, StartsOn, commitments_for

from .events import CommitmentBroken, CommitmentEndangered, CommitmentEscalated, DateAgreed
from .models import Clock, ClockQuerySet
from .queries.instruments import (
    CLOSED,
    apply,
    clock_of,
    goes_on,
    instruments,
    keep_earlier,
    leave_answers,
    promises_now,
    rule_of,
    same_terms,
    settle,
)
from .rules import BREACH

RULED = (
    "pack_version", "rule", "code", "met_on", "unit", "amount", "close_of_business", "calendar",
    "classification", "attached_at",
)  # fmt: skip
READ = ("due_at", "late_from", "endangered_from", "was_due_at", "rings_at", "provisional")
NOTED = {
    "due_at": "next_due_at",
    "late_from": "late_from",
    "endangered_from": "endangered_from",
}  # of a clock: on its case
BY_WORD = frozenset({MetOn.APPOINTED, MetOn.SHOWN, MetOn.FOLLOWED_UP})


class NotMetByWord(Refusal):
    """The promise is kept by a recorded act (a contact, a proposal), never by saying so."""


class TooLateToMove(Refusal):
    """The date has passed already, or the law forbids to move it."""


class NoDateToAgree(Refusal):
    """The policy leaves no date open here, or one is agreed already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCheck:
    """What a stretch of the nightly check found; `last_id` is where the next one goes on."""

    last_id: int | None
    checked: int
    drifted: tuple[int, ...]
    recomputed: int


@action
def start_commitments(
    *,
    actor: Actor,
    case_id: int,
    occasion: StartsOn,
    resolution: str = "",
    started_at: datetime,
    unasked: bool = False,
    now: datetime,
) -> int:
    """Starts what the pack promises for the case on this occasion; how many clocks.

    Who has asked nothing (`unasked`) is owed no answer, after a reclassification neither.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    opening = occasion is StartsOn.OPENED
    codes = set() if opening else {c.code for c in _running(case_id) if c.starts_on == occasion}
    version_id = case.pack_version_id
    rules = commitments_for(actor=actor, version_id=version_id, classification=case.classification)
    clocks = [
        clock_of(rule, case, version_id=version_id, started_at=started_at, now=now)
        for rule in rules
        if rule.starts_on is occasion and rule.code not in codes
        if not rule.resolutions or resolution in rule.resolutions
    ]
    if unasked:
        leave_answers(clocks)
    if clocks:
        settle(clocks, now, fresh=opening)
        put_rows_off(*clocks)
        _note(case_id, now, clocks if opening else None)
    running = [clock.code for clock in clocks if clock.is_open]
    if running:
        _recorded(actor, case_id, "commitment.started", now, codes=running,
                  occasion=occasion)  # fmt: skip
    return len(running)


@action
def recompute_commitments(*, actor: Actor, case_id: int, now: datetime) -> None:
    """After a reclassification: open clocks anew from their original start, pauses kept.

    What was met or broken under the earlier classification stays, with that classification.
    """
    case, clocks = _held(actor, case_id, now)
    version_id, kind = case.pack_version_id, case.classification
    wanted, changed = promises_now(case, clocks), []
    for clock in (clock for clock in clocks if clock.is_open and not clock.moment):
        rule, _start = wanted.get((clock.code, clock.starts_on), (None, None))
        is_late = clock.late_from is not None and clock.late_from < now
        same = rule is not None and same_terms(clock, rule)
        if rule and (same or not is_late):
            del wanted[clock.code, clock.starts_on]
        if rule and not is_late:
            since = clock.attached_at if same else now
            apply(rule, clock, version_id=version_id, classification=kind, attached_at=since)
        elif not same:
            clock.cancelled_at, clock.cancelled_why = now, "reclassified"
        changed.append(clock)
    _written(changed, now, "cancelled_at", "cancelled_why", *RULED)
    fresh = [
        clock_of(rule, case, version_id=version_id, started_at=start, now=now)
        for rule, start in wanted.values()
    ]
    keep_earlier(case, clocks, fresh)
    settle(fresh, now)
    Clock.objects.bulk_create(fresh)
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.recomputed", now, pack_version=version_id,
              changed=[c.code for c in changed], started=[c.code for c in fresh])  # fmt: skip


@action
def rearm_commitments(*, actor: Actor, case_id: int, now: datetime) -> None:
    """A pause began or ended: what is due, and when to wake, is read anew."""
    _case, clocks = _held(actor, case_id, now)
    running = [clock for clock in clocks if clock.is_open]
    _written(running, now)
    _note(case_id, now)
    dues = {clock.code: clock.due_at and clock.due_at.isoformat() for clock in running}
    _recorded(actor, case_id, "commitment.rearmed", now, dues=dues)


@action
def meet_commitments(
    *,
    actor: Actor,
    case_id: int,
    by: Collection[MetOn],
    met_by: str,
    at: datetime,
    settled: bool = False,
    now: datetime,
) -> int:
    """What happened to the case keeps these promises; how many. `settled` ends its pauses too."""
    if settled:
        end_pauses(actor=actor, case_id=case_id, now=at)
    elif not any(clock.met_on in by for clock in _running(case_id)):
        return 0
    _case, clocks = _held(actor, case_id, now)
    met = _met(clocks, lambda clock: clock.met_on in by, met_by, at)
    _written(met, now, "met_at", "met_by")
    _note(case_id, now, [clock for clock in clocks if clock.is_open])
    codes = [clock.code for clock in met]
    _recorded(actor, case_id, "commitment.met", now, codes=codes, met_by=met_by, met_at=at)
    return len(met)


@action
def meet_clock(
    *, actor: Actor, case_id: int, code: str, evidence: str, at: datetime | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """Somebody says that a promise was kept, and how one can tell: an appointment, a follow-up.

    Refused for promises that only a recorded act keeps: a reply, a proposal, a resolution.
    """
    _case, clocks = _held(actor, case_id, now)
    chosen = [clock for clock in clocks if clock.is_open and clock.code == code]
    if any(clock.met_on not in BY_WORD for clock in chosen):
        raise NotMetByWord(_("Only what is recorded on the case keeps this promise."))
    if not evidence.strip():
        sentence = _("Say how one can tell.")
        raise Invalid(sentence, fields={"evidence": sentence})
    met = _met(chosen, lambda _clock: True, evidence.strip()[:60], at or now)
    if not met:
        raise NotFound(_("There is no such promise."))
    _written(met, now, "met_at", "met_by")
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.met", now, codes=[code], met_at=at or now)


@action
def reopen_commitments(*, actor: Actor, case_id: int, since: datetime, now: datetime) -> None:
    """Takes back 'met' where the outcome did not hold, and what the closing ended: they go on.

    The time in between is taken out of them, a promised date lies as much later; a date that was
    agreed upon was kept, and another is agreed. The follow-up of the former resolution ends.
    """
    _case, clocks = _held(actor, case_id, now)
    newest = {(clock.code, clock.starts_on): clock for clock in clocks}
    revoked = [clock for clock in newest.values() if goes_on(clock)]
    for clock in revoked:
        stopped, by = clock.met_at or clock.cancelled_at or since, clock.met_by or CLOSED
        clock.revoked = [*clock.revoked, [stopped.isoformat(), now.isoformat(), by]]
        clock.moment = clock.moment and clock.moment + (now - stopped)
        clock.met_at, clock.met_by, clock.cancelled_at, clock.cancelled_why = None, "", None, ""
    ended = [c for c in clocks if c.is_open and c.starts_on == StartsOn.RESOLVED]
    for clock in ended:
        clock.cancelled_at, clock.cancelled_why = now, "reopened"
    changed = [*revoked, *ended]
    _written(changed, now, "met_at", "met_by", "revoked", "cancelled_at", "cancelled_why",
             "moment")  # fmt: skip
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.revoked", now, codes=[c.code for c in revoked],
              since=since)  # fmt: skip


@action
def end_commitments(*, actor: Actor, case_id: int, why: str, now: datetime) -> None:
    """The case ended (closed, merged): what still runs on it stops without being kept."""
    end_pauses(actor=actor, case_id=case_id, now=now)
    _case, clocks = _held(actor, case_id, now)
    ended = [clock for clock in clocks if clock.is_open]
    for clock in ended:
        clock.cancelled_at, clock.cancelled_why = now, why
    _written(ended, now, "cancelled_at", "cancelled_why")
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.ended", now, why=why, codes=[c.code for c in ended])


@action
def move_clock(
    *, actor: Actor, case_id: int, clock_id: int, moment: datetime, now: datetime
) -> datetime:
    """Puts a promised moment in place of a due time that has not passed yet; the former due."""
    _case, clocks = _held(actor, case_id, now)
    clock = next((clock for clock in clocks if clock.id == clock_id and clock.is_open), None)
    if clock is None or clock.late_from is None:
        raise NotFound(_("There is no such promise."))
    rule, former = rule_of(clock), clock.late_from
    if former < now or (rule and rule.statutory):
        raise TooLateToMove(_("A date is moved before it has passed, and never one set by law."))
    if moment <= former:
        sentence = _("The new date lies after the former one.")
        raise Invalid(sentence, fields={"due_at": sentence})
    clock.moment = moment
    _written([clock], now, "moment")
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.moved", now, clock=clock.id, moment=moment)
    publish(DateAgreed(case_id=case_id, moment=moment, at=now))
    return former


@action
def agree_date(*, actor: Actor, case_id: int, code: str, moment: datetime, now: datetime) -> None:
    """Gives the customer a date for what the pack leaves to be agreed upon."""
    case, clocks = _held(actor, case_id, now)
    version_id, wanted = case.pack_version_id, case.classification
    rules = commitments_for(actor=actor, version_id=version_id, classification=wanted)
    rule = next((r for r in rules if r.code == code and r.starts_on is StartsOn.PROMISED), None)
    if rule is None or any(clock.is_open and clock.code == code for clock in clocks):
        raise NoDateToAgree(_("No date is left to be agreed upon here."))
    if moment <= now:
        sentence = _("A promised date lies in the future.")
        raise Invalid(sentence, fields={"moment": sentence})
    clock = clock_of(rule, case, version_id=version_id, started_at=now, now=now)
    clock.moment = moment
    settle([clock], now)
    Clock.objects.bulk_create([clock])
    _note(case_id, now)
    _recorded(actor, case_id, "commitment.agreed", now, code=code, moment=moment)
    publish(DateAgreed(case_id=case_id, moment=moment, at=now))


@action
def ring_clocks(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """Fires each warning and breach whose moment has come, exactly once; how many clocks rang.

    Workers side by side take different cases; one that is being changed waits for the next time.
    """
    ringing = Clock.objects.ringing(now).select_related("case").order_by("rings_at", "id")
    held = ringing.select_for_update(of=("case",), no_key=True, skip_locked=True)[:limit]
    clocks = list(Clock.objects.ringing(now).filter(case_id__in={c.case_id for c in held}))
    tools = instruments(actor=actor, clocks=clocks)
    rang = [(clock, tools.ring(clock, now).rung) for clock in clocks]
    before = {clock.id: clock.due_at for clock in clocks}
    for clock, alarms in rang:
        clock.fired = [*clock.fired, *alarms]
    _written(clocks, now, "fired")
    for case_id in {clock.case_id for clock in clocks if clock.due_at != before[clock.id]}:
        _note(case_id, now)
    for clock, alarms in rang:
        if alarms:
            _recorded(actor, clock.case_id, "commitment.rang", now, clock=clock.id, alarms=alarms)
        for alarm in alarms:
            _announce(clock, alarm, now)
    return len(clocks)


@action
def check_dues(*, actor: Actor, after_id: int = 0, limit: int = 1000, now: datetime) -> DueCheck:
    """Computes stored dues again and says which differ; provisional and missing ones are set right.

    A difference elsewhere is reported and left: the past changes by an explicit act alone.
    """
    clocks = list(Clock.objects.open().filter(id__gt=after_id).order_by("id")[:limit])
    tools = instruments(actor=actor, clocks=clocks)
    differ = [
        clock
        for clock in clocks
        if tools.late_from(clock, tools.read(clock, now).due_at, now) != clock.late_from
        or tools.endangered_from(clock, now) != clock.endangered_from
    ]
    mended = [c for c in differ if c.provisional or c.endangered_from is None]
    drifted = tuple(clock.id for clock in differ if clock not in mended)
    _written(mended, now)
    for case_id in {clock.case_id for clock in mended}:
        _note(case_id, now)
    if differ:
        record(actor=actor, verb="commitment.dues_checked", subject="clocks:check", at=now,
               drifted=list(drifted), recomputed=len(mended))  # fmt: skip
    last_id = clocks[-1].id if len(clocks) == limit else None
    return DueCheck(last_id=last_id, checked=len(clocks), drifted=drifted,
                    recomputed=len(mended))  # fmt: skip


def _held(actor: Actor, case_id: int, now: datetime) -> tuple[CaseBrief, list[Clock]]:
    """The case, locked, and all its clocks. NotFound where it is not in sight."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    return case, list(_clocks(case_id).order_by("id"))


def _clocks(case_id: int) -> ClockQuerySet:
    """With those that this work has started."""
    write_rows_now(Clock)
    return Clock.objects.filter(case_id=case_id)


def _running(case_id: int) -> list[Clock]:
    return list(_clocks(case_id).open())


def _met(
    clocks: Sequence[Clock], chosen: Callable[[Clock], bool], met_by: str, at: datetime
) -> list[Clock]:
    met = [c for c in clocks if c.is_open and c.started_at <= at and chosen(c)]
    for clock in met:
        clock.met_at, clock.met_by = at, met_by
    return met


def _written(clocks: Sequence[Clock], now: datetime, *names: str) -> None:
    settle(clocks, now)
    Clock.objects.bulk_update(clocks, [*names, *READ])


def _note(case_id: int, now: datetime, clocks: Sequence[Clock] | None = None) -> None:
    """Keeps the first of NOTED on the case; of the given clocks, if these are all it has."""
    running = _running(case_id) if clocks is None else clocks
    times = {
        noted: min(filter(None, (getattr(clock, name) for clock in running)), default=None)
        for name, noted in NOTED.items()
    }
    note_times(actor=SYSTEM, case_id=case_id, times=times, now=now)


def _announce(clock: Clock, alarm: str, now: datetime) -> None:
    rule, about = rule_of(clock), {"case_id": clock.case_id, "clock_id": clock.id}
    if alarm == BREACH:
        tell = rule.escalate_to if rule else ("owner",)
        due_at = clock.late_from or now
        publish(CommitmentBroken(**about, code=clock.code, tell=tell, due_at=due_at, at=now))
    elif alarm.startswith("used_"):
        percent = int(alarm.removeprefix("used_"))
        publish(CommitmentEndangered(**about, code=clock.code, percent=percent,
                                     due_at=clock.due_at, at=now))  # fmt: skip
    elif rule:
        said = next(one for one in rule.escalations if one.code == alarm)
        publish(CommitmentEscalated(**about, code=clock.code, minutes=said.minutes, tell=said.tell,
                                    due_at=clock.due_at, at=now))  # fmt: skip


def _recorded(actor: Actor, case_id: int, verb: str, at: datetime, **detail: Any) -> None:
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in detail.items()}
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, words=None, **plain)
