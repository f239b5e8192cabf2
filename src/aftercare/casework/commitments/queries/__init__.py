"""What is promised on a case, how far each promise has run, and why it falls due when it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief, in_danger
from aftercare.casework.commitments.models import COMMITMENT_CHOICES, COMMITMENTS, Clock
from aftercare.casework.commitments.rules import BREACH, Reading, State, explain_clock
from aftercare.casework.pauses.queries import PauseCard
from aftercare.foundation.actor import Actor
from aftercare.foundation.drawing import Course, DrawnDay, drawn_days
from aftercare.foundation.errors import NotFound
from aftercare.foundation.kept import asked_once
from aftercare.foundation.measure import Unit
from aftercare.foundation.sentences import sentences
from aftercare.foundation.steps import Step
from aftercare.foundation.worktime import Span
from aftercare.policy.calendars.queries import calendar_name
from aftercare.policy.packs.queries import (
    MetOn,
    StartsOn,
    commitments_for,
    handling_rules,
    pack_brief,
    said,
)

from .instruments import CLOSED, SETTLES, Instruments, instruments, rule_at, rule_of
from .past import Outcome, Reach, outcomes_under, past_case_ids, reach_of
from .supposed import (
    Shift,
    calendars_in_use,
    case_ids_by_calendar,
    promises_by_calendar,
    shifts_of_cases,
    shifts_under,
)

__all__ = ["CLOSED", "COMMITMENTS", "COMMITMENT_CHOICES", "SETTLES", "MetOn", "Outcome", "Reach",
           "Shift", "StartsOn", "State", "Step", "calendars_in_use", "case_ids_by_calendar",
           "outcomes_under", "past_case_ids", "promises_by_calendar", "reach_of",
           "shifts_of_cases", "shifts_under"]  # fmt: skip

ON_THE_CLOCK = ("id", "case_id", "code", "met_on", "unit", "amount", "started_at", "met_at",
                "met_by", "cancelled_why", "endangered_from", "classification")  # fmt: skip
IN_A_LIST = ("pack_version_id", "rule", "code", "id", "case_id", "started_at", "due_at",
             "endangered_from", "late_from")  # fmt: skip
IN_THE_READING = ("state", "due_at", "spent", "paused", "total", "left", "left_dates", "late_by",
                  "percent", "provisional")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCard:
    """One promise as it stands now; `clause` is its wording, `document` where that is written.

    `left` is what is left of `total` after `spent`; `paused` is kept beside, never hidden in it.
    `late` is a fact of time, and so is `endangered` (from `endangered_from` on, as the pack says,
    while it runs and is not late). `classification` is the one under which the clock ran.
    """

    id: int
    case_id: int
    code: str
    label: str
    clause: str
    document: str
    statutory: bool
    internal: bool
    met_on: str
    unit: str
    amount: int
    state: State
    started_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    met_by: str
    cancelled_why: str
    spent: timedelta
    paused: timedelta
    total: timedelta
    left: timedelta
    left_dates: int | None
    late_by: timedelta
    percent: int
    late: bool
    endangered: bool
    endangered_from: datetime | None
    provisional: bool
    classification: dict[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """When the people in `tell` (owner, head, second_head) hear of a promise, and why then.

    At a `percent` of the time used, or so many `minutes` after its due (negative: before; 0: at
    its breach). `at` is None while a pause is open before it; `told`: they have heard.
    """

    percent: int | None
    minutes: int | None
    tell: tuple[str, ...]
    at: datetime | None
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a promise falls due when it does (R-POL-04): policy, clause, start, then every step.

    `confirm`: the clause is a default of the product that nobody has confirmed yet. `alarms`: who
    hears of it when, in that order.
    """

    card: ClockCard
    pack: str
    version: int
    document: str
    section: str
    clause: str
    confirm: bool
    calendar: str
    steps: tuple[Step, ...]
    sentences: tuple[str, ...]
    days: tuple[DrawnDay, ...]
    alarms: tuple[AlarmRow, ...]
    endangered_at: int  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPromise:
    """A promise in a list; `due_at` of one that is paused is as if it ran again now."""

    label: str
    started_at: datetime
    due_at: datetime
    endangered_from: datetime | None
    paused: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCount:
    """A person's open cases of a unit with a promise running: all, those late, those in danger."""

    org_unit_id: int
    owner_id: int
    late: int
    endangered: int
    running: int


def clocks_of(
    *, actor: Actor, case: CaseBrief, now: datetime, pauses: Sequence[PauseCard] | None = None
) -> list[ClockCard]:
    """The promises on a case: those that run first, by due time, then those that ended.

    `pauses` are those of the case, where they are at hand.
    """
    actor.must(SEE_CASES)
    clocks = _clocks(case.id)
    at_hand = None if pauses is None else {case.id: pauses}
    tools = instruments(actor=actor, clocks=clocks, pauses=at_hand)
    clocks.sort(key=lambda clock: not clock.is_open)
    return [_card_of(clock, tools.read(clock, now), now) for clock in clocks]


def clock_card(*, actor: Actor, case: CaseBrief, clock_id: int, now: datetime) -> ClockCard:
    """Raises NotFound for a clock that is not on this case."""
    for card in clocks_of(actor=actor, case=case, now=now):
        if card.id == clock_id:
            return card
    raise NotFound(_("There is no such promise."))


def dates_to_agree(
    *, actor: Actor, case: CaseBrief, cards: Collection[ClockCard]
) -> list[tuple[str, str]]:
    """What the pack leaves to a date agreed with the customer and has none yet: code and name."""
    rules = commitments_for(
        actor=actor, version_id=case.pack_version_id, classification=case.classification
    )
    running = {card.code for card in cards if card.met_at is None and not card.cancelled_why}
    return [
        (rule.code, said(rule.label))
        for rule in rules
        if rule.starts_on is StartsOn.PROMISED and rule.code not in running
    ]


def explanation_of(*, actor: Actor, case: CaseBrief, clock_id: int, now: datetime) -> Explanation:
    """Raises NotFound for a clock that is not on this case."""
    actor.must(SEE_CASES)
    clock = Clock.objects.filter(case_id=case.id, id=clock_id).first()
    if clock is None:
        raise NotFound(_("There is no such promise."))
    tools = instruments(actor=actor, clocks=[clock])
    rule, pack = rule_of(clock), pack_brief(actor=actor, version_id=clock.pack_version_id)
    card = _card_of(clock, tools.read(clock, now), now)
    steps = explain_clock(tools.facts(clock), tools.calendar(clock), now)
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    reasons = handling_rules(actor=actor, version_id=clock.pack_version_id).pause_reasons
    names = {reason.code: reason.name.within(language) for reason in reasons}
    return Explanation(
        card=card,
        pack=pack.name,
        version=pack.number,
        document=card.document,
        section=rule.clause.section if rule else "",
        clause=card.clause,
        confirm=rule.confirm if rule else False,
        calendar=calendar_name(actor=actor, code=clock.calendar),
        steps=steps,
        sentences=tuple(sentences(steps, clock.counted_in, language, names)),
        days=_drawn(clock, tools, card.due_at, now),
        alarms=tuple(_alarms(clock, tools, card.due_at, now)),
        endangered_at=rule.endangered_at_percent if rule else 0,
    )


def _alarms(
    clock: Clock, tools: Instruments, due_at: datetime | None, now: datetime
) -> list[AlarmRow]:
    rule, at = rule_of(clock), tools.moments(clock, now)
    if rule is None:
        return []
    shares = [(f"used_{percent}", percent, None, ("owner",)) for percent in rule.warn_at_percent]
    breach = (BREACH, None, 0, rule.escalate_to)
    lengths = [(one.code, None, one.minutes, one.tell) for one in rule.escalations]
    rows = [
        AlarmRow(
            percent=percent,
            minutes=minutes,
            tell=tell,
            at=due_at if code == BREACH else at[code],
            told=code in clock.fired,
        )
        for code, percent, minutes, tell in (*shares, breach, *lengths)
    ]
    return sorted(rows, key=lambda row: (row.at is None, row.at or now, row.minutes or 0))


def _drawn(
    clock: Clock, tools: Instruments, due_at: datetime | None, now: datetime
) -> tuple[DrawnDay, ...]:
    facts = tools.facts(clock)
    seen_at = min(filter(None, (clock.met_at, clock.cancelled_at, now)))
    pauses = [Span(pause.started_at, pause.until or now) for pause in facts.pauses]
    return drawn_days(
        Course(
            calendar=tools.calendar(clock),
            started_at=clock.started_at,
            due_at=due_at,
            seen_at=max(seen_at, clock.started_at),
            pauses=[] if clock.moment else [*pauses, *facts.revoked],
            round_the_clock=facts.unit is Unit.HOUR,
            whole_dates=facts.unit.counts_dates and not clock.moment,
        )
    )


def late_counts(*, actor: Actor, now: datetime) -> list[LateCount]:
    """For the head's table: by unit and person in one query, from facts of time alone."""
    actor.must(SEE_CASES)
    rows = (
        Clock.objects.visible_to(actor)
        .open()
        .filter(case__closed_at=None)  # follows from the above; tells the planner which cases
        .values(org_unit_id=F("case__org_unit_id"), owner_id=F("case__owner_id"))
        .annotate(
            late=Count("case_id", filter=Q(late_from__lt=now), distinct=True),
            endangered=Count("case_id", filter=in_danger(now, of="case__"), distinct=True),
            running=Count("case_id", distinct=True),
        )
    )
    return [LateCount(**row) for row in rows]


def next_promises(
    *, actor: Actor, case_ids: Collection[int], now: datetime
) -> dict[int, NextPromise]:
    """The open promise of each case that falls due first, for lists.

    It stands on the clock's row; only one that stands still is read, for what is left of it.
    """
    actor.must(SEE_CASES)
    rows = _first_due(actor, case_ids)
    left = _left_of(actor, [row.id for row in rows if row.due_at is None], now)
    names = {row[:3]: _name_of(*row[:3]) for row in rows}
    return {
        row.case_id: NextPromise(
            label=names[row[:3]],
            started_at=row.started_at,
            due_at=row.due_at or now + left[row.id],
            endangered_from=row.endangered_from,
            paused=row.due_at is None,
            late=row.late_from is not None and row.late_from < now,
        )
        for row in rows
    }


@asked_once
def _first_due(actor: Actor, case_ids: Collection[int]) -> QuerySet[Clock, Any]:
    running = Clock.objects.visible_to(actor).open().filter(case_id__in=case_ids)
    first = running.order_by("case_id", F("due_at").asc(nulls_last=True), "started_at")
    return first.distinct("case_id").values_list(*IN_A_LIST, named=True)


@asked_once
def _clocks(case_id: int) -> QuerySet[Clock]:
    return Clock.objects.filter(case_id=case_id).order_by("late_from", "id")


def _left_of(actor: Actor, clock_ids: Collection[int], now: datetime) -> dict[int, timedelta]:
    """What is left of these, which stand still."""
    if not clock_ids:
        return {}
    clocks = list(Clock.objects.filter(id__in=clock_ids))
    tools = instruments(actor=actor, clocks=clocks)
    return {clock.id: tools.read(clock, now).left for clock in clocks}


def _label_of(clock: Clock) -> str:
    return _name_of(clock.pack_version_id, clock.rule, clock.code)


def _name_of(version_id: int, rule: int | None, code: str) -> str:
    promise = rule_at(version_id, rule)
    return said(promise.label) if promise else _(COMMITMENTS[code])


def _card_of(clock: Clock, reading: Reading, now: datetime) -> ClockCard:
    rule, danger = rule_of(clock), clock.endangered_from
    return ClockCard(
        label=_label_of(clock),
        clause=said(rule.clause.wording) if rule else "",
        document=said(rule.clause.document) if rule else "",
        statutory=rule.statutory if rule else False,
        internal=rule.internal if rule else False,
        late=reading.late_by > timedelta(),
        endangered=reading.state is State.RUNNING and danger is not None and danger <= now,
        **{name: getattr(clock, name) for name in ON_THE_CLOCK},
        **{name: getattr(reading, name) for name in IN_THE_READING},
    )
