"""A clock is read from facts, never counted up: start, promise, pauses, stop.

State, spent, left, late-by and due all come from the one computation in `read_clock`.
R-POL-03, R-POL-04; semantics 1.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aftercare.foundation.counting import explain, promised_moment
from aftercare.foundation.measure import (
    Amount,
    Meter,
    Outs,
    Promise,
    Unit,
    dates_counted,
    is_provisional,
    merged,
    reached,
)
from aftercare.foundation.steps import REVOKED, Pause, Step
from aftercare.foundation.worktime import (
    ZERO,
    NeverOpen,
    Span,
    WorkCalendar,
    instant,
    length,
    micros,
)


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFacts:
    """A pause for a reason of the policy; it ends by itself at `longest_until`."""

    reason: str
    started_at: datetime
    ended_at: datetime | None = None
    longest_until: datetime | None = None

    @property
    def until(self) -> datetime | None:
        """None: open, and nothing ends it by itself."""
        return min(filter(None, (self.ended_at, self.longest_until)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """`amount` of `unit` from `started_at`, or a promised `moment` that pauses do not shift.

    `revoked` are the times between a 'met' and the reopening that took it back. `attached_at` is
    when the clock was hung on its case: what should have warned before that stays silent.
    """

    unit: Unit
    amount: Amount
    started_at: datetime
    pauses: Sequence[PauseFacts] = ()
    revoked: Sequence[Span] = ()
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    attached_at: datetime | None = None
    moment: datetime | None = None
    close_of_business: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One clock at one moment.

    `total` is the whole promise as time, `spent` its used part (net), `paused` what pauses took;
    for units that count dates these are open time between start and due, and `left_dates` says
    how many dates have still to count. `late_by` is wall-clock time. `due_at` is None while a
    pause is open; a met or cancelled clock keeps the due it had.
    """

    state: State
    spent: timedelta
    paused: timedelta
    total: timedelta
    left: timedelta
    left_dates: int | None
    late_by: timedelta
    due_at: datetime | None
    percent: int
    provisional: bool

    @property
    def gross(self) -> timedelta:
        return self.spent + self.paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A warning at `percent` of the time used, or an escalation `after_due` (negative: before).

    `after_due` is counted as the clock counts: round the clock for `hour`, else in open time. A
    promise that is not longer than its "so long before" has no such moment.
    """

    code: str
    percent: int | None = None
    after_due: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """`rung`: alarms whose moment has come; `next_at`: the next moment worth waking for."""

    rung: tuple[str, ...] = ()
    next_at: datetime | None = None


BREACH = "breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What every answer about a clock is read from, in microseconds.

    `ends` is the due, or what it would be if the open pause ended at `stop`.
    """

    promise: Promise
    meter: Meter
    stop: int
    stopped: bool
    open_pauses: Sequence[PauseFacts]
    due: int | None
    ends: int
    total: int
    revoked: int
    left_dates: int | None
    provisional: bool


def read_clock(facts: ClockFacts, calendar: WorkCalendar, now: datetime) -> Reading:
    """The clock as it stands at `now`; it stands still from `met_at` or `cancelled_at` on.

    Raises NeverOpen where the calendar has no due moment within forty years.
    """
    return reading_of(facts, course_of(facts, calendar, now), now)


def reading_of(facts: ClockFacts, course: Course, now: datetime) -> Reading:
    """The same where the course has been worked out already: several answers rest on one."""
    out = course.meter.out(course.stop)
    spent = course.meter.gross(course.stop) - out
    due_at, ends = course.due, course.ends
    return Reading(
        state=_state(facts, course, now),
        spent=_span(spent),
        paused=_span(out - course.revoked),
        total=_span(course.total),
        left=_span(max(course.total - spent, 0)),
        left_dates=course.left_dates,
        late_by=_span(0 if due_at is None else max(course.stop - due_at, 0)),
        due_at=None if due_at is None else instant(due_at),
        percent=spent * 100 // course.total if course.total else 100 * (course.stop >= ends),
        provisional=course.provisional,
    )


def rings(
    facts: ClockFacts,
    calendar: WorkCalendar,
    now: datetime,
    alarms: Iterable[Alarm] = (),
    fired: Collection[str] = (),
) -> Rings:
    """Which alarms have rung by `now` and were not `fired` before, BREACH among them.

    What would have rung before the clock was attached stays silent for good; what came while
    nobody looked rings now. A clock that is met or cancelled rings no more.
    """
    return rings_of(facts, course_of(facts, calendar, now), now, alarms, fired)


def rings_of(
    facts: ClockFacts,
    course: Course,
    now: datetime,
    alarms: Iterable[Alarm],
    fired: Collection[str],
) -> Rings:
    if course.stopped:
        return Rings()
    moments = {alarm.code: _rings_at(alarm, course) for alarm in alarms} | {BREACH: course.due}
    attached, at = micros(facts.attached_at or facts.started_at), micros(now)
    live = {
        code: moment
        for code, moment in moments.items()
        if moment is not None and moment >= attached and code not in fired
    }
    rung = [code for code, moment in live.items() if moment < at + (code != BREACH)]
    coming = [moment for code, moment in live.items() if code not in rung]
    coming += [micros(pause.until) for pause in course.open_pauses if pause.until]
    return Rings(
        rung=tuple(sorted(rung, key=lambda code: (live[code], code == BREACH))),
        next_at=instant(min(coming)) if coming else None,
    )


def alarm_moments(
    facts: ClockFacts, calendar: WorkCalendar, now: datetime, alarms: Iterable[Alarm]
) -> dict[str, datetime | None]:
    """When each alarm rings or rang; None while a pause stays open before it, or never."""
    return moments_of(course_of(facts, calendar, now), alarms)


def moments_of(course: Course, alarms: Iterable[Alarm]) -> dict[str, datetime | None]:
    moments = {alarm.code: _rings_at(alarm, course) for alarm in alarms}
    return {code: None if at is None else instant(at) for code, at in moments.items()}


def warnings_at(percents: Iterable[int]) -> tuple[Alarm, ...]:
    return tuple(Alarm(code=f"used_{percent}", percent=percent) for percent in percents)


def explain_clock(facts: ClockFacts, calendar: WorkCalendar, now: datetime) -> tuple[Step, ...]:
    """How the due of a clock comes about, step by step; `sentences` puts it in words."""
    if facts.moment is not None:
        return (promised_moment(calendar, facts.moment),)
    course = course_of(facts, calendar, now)
    stop = instant(course.stop)
    pauses = [
        Pause(pause.started_at, None if pause in course.open_pauses else pause.until, pause.reason)
        for pause in facts.pauses
        if pause.started_at <= stop
    ]
    pauses += [Pause(span.start, span.end, REVOKED) for span in facts.revoked]
    return explain(course.promise, pauses, seen_at=stop)


def course_of(facts: ClockFacts, calendar: WorkCalendar, now: datetime) -> Course:
    """Raises NeverOpen, as `read_clock`."""
    stops = [at for at in (facts.met_at, facts.cancelled_at) if at is not None and at <= now]
    stop = min(stops, default=now)
    if facts.moment is not None:
        return _course_of_moment(facts, calendar, stop, stopped=bool(stops))
    promise = _promise(facts, calendar)
    closed, open_pauses = _pauses_at(facts, stop)
    outs = merged([*closed, *facts.revoked], min((p.started_at for p in open_pauses), default=None))
    due_at = ends = reached(promise, outs)
    ended = outs
    if ends is None:
        ended = _as_if_ended(outs, micros(stop))
        ends = reached(promise, ended) or 0
    counts = promise.unit.counts_dates
    return Course(
        promise=promise,
        meter=Meter(promise, outs),
        stop=micros(stop),
        stopped=bool(stops),
        open_pauses=open_pauses,
        due=due_at,
        ends=ends,
        total=Meter(promise, ended).net(ends) if counts else promise.duration,
        revoked=Meter(promise, merged(facts.revoked)).out(micros(stop)) if facts.revoked else 0,
        left_dates=_left_dates(promise, outs, stop, due_at) if counts else None,
        provisional=is_provisional(promise, instant(ends)),
    )


def _course_of_moment(
    facts: ClockFacts, calendar: WorkCalendar, stop: datetime, *, stopped: bool
) -> Course:
    promise = Promise(calendar=calendar, start=facts.started_at, amount=1, unit=Unit.HOUR)
    at = micros(facts.moment or facts.started_at)
    return Course(
        promise=promise,
        meter=Meter(promise),
        stop=micros(stop),
        stopped=stopped,
        open_pauses=(),
        due=at,
        ends=at,
        total=max(at - micros(facts.started_at), 0),
        revoked=0,
        left_dates=None,
        provisional=False,
    )


def _promise(facts: ClockFacts, calendar: WorkCalendar) -> Promise:
    return Promise(
        calendar=calendar,
        start=facts.started_at,
        amount=facts.amount,
        unit=facts.unit,
        close_of_business=facts.close_of_business,
    )


def _pauses_at(facts: ClockFacts, stop: datetime) -> tuple[list[Span], list[PauseFacts]]:
    """The pauses that are over by `stop`, and those that are open then."""
    closed, still_open = [], []
    for pause in facts.pauses:
        until = pause.until
        if until is not None and until <= stop:
            closed.append(Span(pause.started_at, until))
        elif pause.started_at <= stop:
            still_open.append(pause)
    return closed, still_open


def _left_dates(promise: Promise, outs: Outs, stop: datetime, due_at: int | None) -> int:
    if due_at is not None and due_at <= micros(stop):
        return 0
    return int(promise.amount) - dates_counted(promise, outs, stop)


def _as_if_ended(outs: Outs, stop: int) -> Outs:
    begin = outs[-1][0]
    return (*outs[:-1], (begin, stop)) if begin < stop else outs[:-1]


def _state(facts: ClockFacts, course: Course, now: datetime) -> State:
    if facts.cancelled_at is not None and facts.cancelled_at <= now:
        return State.CANCELLED
    if course.due is not None and course.stop > course.due:
        return State.BREACHED
    if course.stopped:
        return State.MET
    return State.PAUSED if course.open_pauses else State.RUNNING


def _rings_at(alarm: Alarm, course: Course) -> int | None:
    """The moment of an alarm; None while a pause stays open before it, or where it never comes."""
    if alarm.percent is not None:
        wanted = -(-course.total * alarm.percent // 100)
    else:
        offset = length(alarm.after_due or ZERO)
        if offset >= 0 and course.due is None:
            return None
        wanted = offset + (course.total if offset < 0 else course.meter.net(course.ends))
        if offset == 0 or course.total == 0:
            return course.due
    if wanted <= 0:
        return course.due if course.total == 0 else None
    try:
        return course.meter.reach(wanted)
    except NeverOpen:
        return None


def _span(of: int) -> timedelta:
    return timedelta(microseconds=of)
