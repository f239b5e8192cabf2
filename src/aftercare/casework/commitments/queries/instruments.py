"""With what clocks are read and made; nothing here is for other modules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.commitments.models import Clock
from aftercare.casework.commitments.rules import (
    Alarm,
    ClockFacts,
    Course,
    PauseFacts,
    Reading,
    Rings,
    alarm_moments,
    course_of,
    moments_of,
    read_clock,
    reading_of,
    rings,
    rings_of,
    warnings_at,
)
from aftercare.casework.conversation.queries import contacts_of
from aftercare.casework.pauses.queries import PauseCard, PauseSpan, pause_spans
from aftercare.casework.resolutions.queries import findings_of, resolutions_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.rows import new_row
from aftercare.foundation.worktime import WorkCalendar
from aftercare.policy.calendars.queries import work_calendars
from aftercare.policy.packs.queries import (
    CommitmentRule,
    MetOn,
    StartsOn,
    all_commitments,
    commitments_for,
)

Pauses = Mapping[int, Sequence[PauseSpan | PauseCard]]  # by case
WHOLE = 100
ANSWERS = frozenset({MetOn.REACHED, MetOn.REACHED_BY_OWNER})
OUTCOMES = frozenset({MetOn.RESOLVED, MetOn.CARRIED_OUT, MetOn.PROPOSED})  # may not hold
CLOSED = "closed"  # why what still ran was cancelled
UNASKED = "unasked"  # why an answer never was owed: the customer raised nothing
SETTLES = frozenset(
    {
        MetOn.RESOLVED,
        MetOn.CARRIED_OUT,
        MetOn.PROPOSED,
        MetOn.FINDINGS,
        MetOn.APPOINTED,
        MetOn.SHOWN,
        MetOn.REFERRED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """What clocks are read with: the pauses of their cases and their calendars."""

    pauses: Pauses
    calendars: dict[tuple[str, int | None], WorkCalendar]

    def calendar(self, clock: Clock) -> WorkCalendar:
        return self.calendars[clock.calendar, clock.station]

    def facts(self, clock: Clock) -> ClockFacts:
        return clock.facts(
            [
                PauseFacts(
                    reason=pause.reason,
                    started_at=pause.started_at,
                    ended_at=pause.ended_at,
                    longest_until=pause.longest_until,
                )
                for pause in self.pauses.get(clock.case_id, ())
                if clock.code in pause.commitments
            ]
        )

    def read(self, clock: Clock, now: datetime) -> Reading:
        return read_clock(self.facts(clock), self.calendar(clock), now)

    def alarms(self, clock: Clock) -> tuple[Alarm, ...]:
        """The warnings and escalations of the pack behind a clock; its breach rings anyway."""
        rule = rule_of(clock)
        if rule is None:
            return ()
        later = (
            Alarm(code=e.code, after_due=timedelta(minutes=e.minutes)) for e in rule.escalations
        )
        return (*warnings_at(rule.warn_at_percent), *later)

    def ring(self, clock: Clock, now: datetime) -> Rings:
        facts = self.facts(clock)
        return rings(facts, self.calendar(clock), now, self.alarms(clock), clock.fired)

    def moments(self, clock: Clock, now: datetime) -> dict[str, datetime | None]:
        """When each alarm of a clock rings or rang, by its code."""
        return alarm_moments(self.facts(clock), self.calendar(clock), now, self.alarms(clock))

    def late_from(self, clock: Clock, due_at: datetime | None, now: datetime) -> datetime | None:
        """The due as it will be if what is paused now stays so for the longest."""
        return due_at or self.read(clock, self._running_again(clock, now)).due_at

    def endangered_from(
        self, clock: Clock, now: datetime, course: Course | None = None
    ) -> datetime | None:
        """The moment at which the pack calls the promise in danger, in the same way.

        `course` is that of the clock at `now`, where it is at hand.
        """
        rule, at = rule_of(clock), self._running_again(clock, now)
        danger = Alarm(code="danger", percent=rule.endangered_at_percent if rule else WHOLE)
        if course is None or at != now:
            course = course_of(self.facts(clock), self.calendar(clock), at)
        return moments_of(course, [danger])["danger"]

    def _running_again(self, clock: Clock, now: datetime) -> datetime:
        paused = self.pauses.get(clock.case_id, ())
        return max((p.longest_until for p in paused if p.ended_at is None), default=now)


def instruments(
    *, actor: Actor, clocks: Sequence[Clock], pauses: Pauses | None = None
) -> Instruments:
    """Two queries, however many clocks; one where the `pauses` of their cases are at hand."""
    if pauses is None:
        pauses = pause_spans(actor=actor, case_ids={clock.case_id for clock in clocks})
    wanted = [(clock.calendar, clock.station) for clock in clocks]
    return Instruments(pauses=pauses, calendars=work_calendars(actor=actor, wanted=wanted))


def rule_of(clock: Clock) -> CommitmentRule | None:
    """The promise of the pack behind a clock."""
    return rule_at(clock.pack_version_id, clock.rule)


def rule_at(version_id: int, place: int | None) -> CommitmentRule | None:
    if place is None:
        return None
    return all_commitments(actor=SYSTEM, version_id=version_id)[place]


def clock_of(
    rule: CommitmentRule,
    case: CaseBrief,
    *,
    version_id: int,
    started_at: datetime,
    now: datetime,
) -> Clock:
    """A promise as a row that is not written yet."""
    clock = new_row(
        Clock, case_id=case.id, station=case.org_unit_id, started_at=started_at,
        starts_on=rule.starts_on,
    )  # fmt: skip
    apply(rule, clock, version_id=version_id, classification=case.classification,
          attached_at=now)  # fmt: skip
    return clock


def apply(
    rule: CommitmentRule,
    clock: Clock,
    *,
    version_id: int,
    classification: Classification,
    attached_at: datetime,
) -> None:
    """What a rule says, put on a clock that keeps its start. Names are those of RULED."""
    clock.pack_version_id, clock.rule, clock.code = version_id, rule.index, rule.code
    clock.met_on, clock.unit, clock.amount = rule.met_on, rule.unit, rule.amount
    clock.close_of_business, clock.calendar = rule.close_of_business, rule.calendar
    clock.classification, clock.attached_at = classification.codes(), attached_at


def same_terms(clock: Clock, rule: CommitmentRule) -> bool:
    """Whether a rule promises on a clock what runs on it already."""
    running = (clock.met_on, clock.unit, clock.amount, clock.close_of_business, clock.calendar)
    promised = (rule.met_on, rule.unit, rule.amount, rule.close_of_business, rule.calendar)
    return running == promised


def promises_now(
    case: CaseBrief, clocks: Sequence[Clock]
) -> dict[tuple[str, str], tuple[CommitmentRule, datetime]]:
    """What should run on a case as it is classified now, by (code, occasion).

    The rule and the original start of its occasion; none for a promise that was kept, for one that
    has a date told to the customer, and for an answer to nobody.
    """
    starts = {StartsOn.OPENED.value: case.received_at}
    starts |= {clock.starts_on: clock.started_at for clock in clocks if clock.is_open}
    done = {(c.code, c.starts_on) for c in clocks
            if c.met_at or (c.is_open and c.moment) or c.cancelled_why == UNASKED}  # fmt: skip
    rules = commitments_for(
        actor=SYSTEM, version_id=case.pack_version_id, classification=case.classification
    )
    return {
        (rule.code, rule.starts_on): (rule, starts[rule.starts_on])
        for rule in rules
        if rule.starts_on in starts and (rule.code, rule.starts_on) not in done
    }


def goes_on(clock: Clock) -> bool:
    """Whether a promise that stands still runs again when its case is reopened.

    An outcome that did not hold is owed again; so is a visit, where one was promised: the former
    one did not help.
    """
    if clock.starts_on in {StartsOn.PROMISED, StartsOn.RESOLVED}:
        return False
    if clock.met_at is not None:
        return clock.met_on in OUTCOMES or clock.met_on == MetOn.APPOINTED
    return clock.cancelled_why == CLOSED


def keep_earlier(case: CaseBrief, clocks: Sequence[Clock], fresh: Sequence[Clock]) -> None:
    """A promise made only now may have been kept before, but not by an outcome taken back since."""
    none: list[list[str]] = []
    revoked = max((clock.revoked for clock in clocks), key=len, default=none)
    reopened_at = datetime.fromisoformat(revoked[-1][1]) if revoked else None
    kept = _kept_already(case, reopened_at) if fresh else {}
    for clock in fresh:
        if clock.met_on in OUTCOMES:
            clock.revoked = revoked
        at, met_by = kept.get(MetOn(clock.met_on), (None, ""))
        if at is not None and at >= clock.started_at:
            clock.met_at, clock.met_by = at, met_by


def leave_answers(clocks: Sequence[Clock]) -> None:
    """To who asked nothing no answer is owed: its promise has never begun."""
    for clock in clocks:
        if clock.met_on in ANSWERS:
            clock.cancelled_at, clock.cancelled_why = clock.started_at, UNASKED


def settle(clocks: Sequence[Clock], now: datetime, *, fresh: bool = False) -> None:
    """Reads each clock and puts on its row what lists and the alarm need: READ."""
    tools = instruments(actor=SYSTEM, clocks=clocks, pauses={} if fresh else None)
    for clock in clocks:
        facts = tools.facts(clock)
        course = course_of(facts, tools.calendar(clock), now)
        reading = reading_of(facts, course, now)
        clock.provisional = reading.provisional
        if clock.is_open:
            ring = rings_of(facts, course, now, tools.alarms(clock), clock.fired)
            clock.due_at, clock.was_due_at = reading.due_at, None
            clock.late_from = tools.late_from(clock, reading.due_at, now)
            clock.endangered_from = tools.endangered_from(clock, now, course)
            clock.rings_at = now if ring.rung else ring.next_at
        else:
            clock.was_due_at = reading.due_at
            clock.due_at = clock.late_from = clock.endangered_from = clock.rings_at = None


def _kept_already(
    case: CaseBrief, reopened_at: datetime | None
) -> dict[MetOn, tuple[datetime, str]]:
    """What had kept promises of a case before they were made: the first of each, and its name."""
    kept: dict[MetOn, tuple[datetime, str]] = {}
    for contact in contacts_of(actor=SYSTEM, case=case):
        if contact.outbound and contact.reached and contact.channel != "note":
            kept.setdefault(MetOn.REACHED, (contact.at, f"contact:{contact.id}"))
            if contact.by_member_id == case.owner_id:
                kept.setdefault(MetOn.REACHED_BY_OWNER, (contact.at, f"contact:{contact.id}"))
    for finding in findings_of(actor=SYSTEM, case=case):
        kept.setdefault(MetOn.FINDINGS, (finding.at, f"finding:{finding.id}"))
    for one in resolutions_of(actor=SYSTEM, case=case):
        done = {MetOn.PROPOSED: one.offered_at, MetOn.CARRIED_OUT: one.carried_out_at}
        new = {by: (at, f"resolution:{one.id}") for by, at in done.items()
               if at and (reopened_at is None or at >= reopened_at)}  # fmt: skip
        kept = new | kept
    if case.resolved_at:
        kept |= dict.fromkeys(SETTLES - kept.keys(), (case.resolved_at, "case.resolved"))
    return kept
