"""What is promised on a case, how far each promise has run, and why it falls due when it does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.casework.conversation.queries import contacts_of
from aftercare.casework.pauses.queries import PauseCard, PauseSpan, pause_spans
from aftercare.casework.resolutions.queries import findings_of, resolutions_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.drawing import Course, DrawnDay, drawn_days
from aftercare.foundation.errors import NotFound
from aftercare.foundation.measure import Unit
from aftercare.foundation.sentences import sentences
from aftercare.foundation.steps import Step
from aftercare.foundation.worktime import Span, WorkCalendar
from aftercare.policy.calendars.queries import calendar_name, work_calendars
from aftercare.policy.packs.queries import (
    CommitmentRule,
    MetOn,
    StartsOn,
    all_commitments,
    commitments_for,
    handling_rules,
    pack_brief,
    said,
    version_in_force,
)

from .models import COMMITMENT_CHOICES, Clock
from .rules import (
    ClockFacts,
    PauseFacts,
    Reading,
    Rings,
    State,
    explain_clock,
    read_clock,
    rings,
    warnings_at,
)

__all__ = ["COMMITMENT_CHOICES", "MetOn", "StartsOn", "State", "Step"]

Pauses = Mapping[int, Sequence[PauseSpan | PauseCard]]  # by case
ON_THE_CLOCK = ("id", "case_id", "code", "unit", "amount", "started_at", "met_at", "met_by",
                "cancelled_why", "classification")  # fmt: skip
IN_THE_READING = ("state", "due_at", "spent", "paused", "total", "left", "left_dates", "late_by",
                  "percent", "provisional")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCard:
    """One promise as it stands now; `clause` is its wording, `document` where that is written.

    `left` is what is left of `total` after `spent`; `paused` is kept beside, never hidden in it.
    `late` is a fact of time. `classification` is the one under which the clock ran.
    """

    id: int
    case_id: int
    code: str
    label: str
    clause: str
    document: str
    statutory: bool
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
    provisional: bool
    classification: dict[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a promise falls due when it does (R-POL-04): policy, clause, start, then every step.

    `confirm`: the clause is a default of the product that nobody has confirmed yet.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPromise:
    """A promise in a list; `due_at` of one that is paused is as if it ran again now."""

    label: str
    started_at: datetime
    due_at: datetime
    paused: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCount:
    """The running promises of a person for a unit, those late, and those due before `soon`."""

    org_unit_id: int
    owner_id: int
    late: int
    endangered: int
    running: int


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

    def ring(self, clock: Clock, now: datetime) -> Rings:
        rule = rule_of(clock)
        alarms = warnings_at(rule.warn_at_percent if rule else ())
        return rings(self.facts(clock), self.calendar(clock), now, alarms, clock.fired)

    def late_from(self, clock: Clock, due_at: datetime | None, now: datetime) -> datetime | None:
        """The due as it will be if what is paused now stays so for the longest."""
        if due_at is not None:
            return due_at
        ends = [p.longest_until for p in self.pauses[clock.case_id] if p.ended_at is None]
        return self.read(clock, max(ends, default=now)).due_at


def instruments(
    *, actor: Actor, clocks: Sequence[Clock], pauses: Pauses | None = None
) -> Instruments:
    """Two queries, however many clocks; one where the `pauses` of their cases are at hand."""
    if pauses is None:
        pauses = pause_spans(actor=actor, case_ids={clock.case_id for clock in clocks})
    wanted = [(clock.calendar, clock.station) for clock in clocks]
    return Instruments(pauses=pauses, calendars=work_calendars(actor=actor, wanted=wanted))


def clocks_of(
    *, actor: Actor, case: CaseBrief, now: datetime, pauses: Sequence[PauseCard] | None = None
) -> list[ClockCard]:
    """The promises on a case: those that run first, by due time, then those that ended.

    `pauses` are those of the case, where they are at hand.
    """
    actor.must(SEE_CASES)
    clocks = list(Clock.objects.filter(case_id=case.id).order_by("late_from", "id"))
    at_hand = None if pauses is None else {case.id: pauses}
    tools = instruments(actor=actor, clocks=clocks, pauses=at_hand)
    clocks.sort(key=lambda clock: not clock.is_open)
    return [_card_of(clock, tools.read(clock, now)) for clock in clocks]


def clock_card(*, actor: Actor, case: CaseBrief, clock_id: int, now: datetime) -> ClockCard:
    """Raises NotFound for a clock that is not on this case."""
    for card in clocks_of(actor=actor, case=case, now=now):
        if card.id == clock_id:
            return card
    raise NotFound(_("There is no such promise."))


def explanation_of(*, actor: Actor, case: CaseBrief, clock_id: int, now: datetime) -> Explanation:
    """Raises NotFound for a clock that is not on this case."""
    actor.must(SEE_CASES)
    clock = Clock.objects.filter(case_id=case.id, id=clock_id).first()
    if clock is None:
        raise NotFound(_("There is no such promise."))
    tools = instruments(actor=actor, clocks=[clock])
    rule, pack = rule_of(clock), pack_brief(actor=actor, version_id=clock.pack_version_id)
    card = _card_of(clock, tools.read(clock, now))
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
    )


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
        )
    )


def late_counts(*, actor: Actor, now: datetime, soon: datetime) -> list[LateCount]:
    """For the head's table: by unit and person in one query, from facts of time alone."""
    actor.must(SEE_CASES)
    rows = (
        Clock.objects.visible_to(actor)
        .open()
        .values(org_unit_id=F("case__org_unit_id"), owner_id=F("case__owner_id"))
        .annotate(
            late=Count("id", filter=Q(late_from__lt=now)),
            endangered=Count("id", filter=Q(late_from__gte=now, late_from__lt=soon)),
            running=Count("id"),
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
    clocks = list(
        Clock.objects.visible_to(actor)
        .open()
        .filter(case_id__in=case_ids)
        .order_by("case_id", F("due_at").asc(nulls_last=True), "started_at")
        .distinct("case_id")
    )
    still = [clock for clock in clocks if clock.due_at is None]
    tools = instruments(actor=actor, clocks=still) if still else None
    return {
        clock.case_id: NextPromise(
            label=_label_of(clock),
            started_at=clock.started_at,
            due_at=clock.due_at or now + (tools.read(clock, now).left if tools else timedelta()),
            paused=clock.due_at is None,
            late=clock.late_from is not None and clock.late_from < now,
        )
        for clock in clocks
    }


def rule_of(clock: Clock) -> CommitmentRule | None:
    """The promise of the pack behind a clock."""
    if clock.rule is None:
        return None
    return all_commitments(actor=SYSTEM, version_id=clock.pack_version_id)[clock.rule]


def clock_of(
    rule: CommitmentRule,
    case: CaseBrief,
    *,
    version_id: int,
    started_at: datetime,
    now: datetime,
) -> Clock:
    """A promise as a row that is not written yet."""
    clock = Clock(
        case_id=case.id, station=case.org_unit_id, started_at=started_at, starts_on=rule.starts_on
    )
    apply(rule, clock, version_id=version_id, classification=case.classification, now=now)
    return clock


def apply(
    rule: CommitmentRule,
    clock: Clock,
    *,
    version_id: int,
    classification: Classification,
    now: datetime,
) -> None:
    """What a rule says, put on a clock that keeps its start. Names are those of RULED."""
    clock.pack_version_id, clock.rule, clock.code = version_id, rule.index, rule.code
    clock.met_on, clock.unit, clock.amount = rule.met_on, rule.unit, rule.amount
    clock.close_of_business, clock.calendar = rule.close_of_business, rule.calendar
    clock.classification, clock.attached_at = asdict(classification), now


def same_terms(clock: Clock, rule: CommitmentRule) -> bool:
    """Whether a rule promises on a clock what runs on it already."""
    running = (clock.met_on, clock.unit, clock.amount, clock.close_of_business, clock.calendar)
    promised = (rule.met_on, rule.unit, rule.amount, rule.close_of_business, rule.calendar)
    return running == promised


def promises_now(
    case: CaseBrief, clocks: Sequence[Clock]
) -> tuple[int, dict[tuple[str, str], tuple[CommitmentRule, datetime]]]:
    """The pack version for a case as it is classified now, and what should run on it.

    (code, occasion) -> the rule and the original start of its occasion. The pack is that of the
    product line, in the version in force when the case was received.
    """
    kind, version_id = case.classification, case.pack_version_id
    named = version_in_force(actor=SYSTEM, line_code=kind.product_line, at=case.received_at)
    if named.pack_code != pack_brief(actor=SYSTEM, version_id=version_id).pack_code:
        version_id = named.version_id
    starts = {StartsOn.OPENED.value: case.received_at}
    starts |= {clock.starts_on: clock.started_at for clock in clocks if clock.is_open}
    rules = commitments_for(actor=SYSTEM, version_id=version_id, classification=kind)
    return version_id, {
        (rule.code, rule.starts_on): (rule, starts[rule.starts_on])
        for rule in rules
        if rule.starts_on in starts
    }


def kept_already(case: CaseBrief) -> dict[MetOn, tuple[datetime, str]]:
    """What had kept promises of a case before they were made: the first of each, and its name."""
    kept: dict[MetOn, tuple[datetime, str]] = {}
    for contact in contacts_of(actor=SYSTEM, case=case):
        if contact.outbound and contact.reached and contact.channel != "note":
            kept.setdefault(MetOn.REACHED, (contact.at, f"contact:{contact.id}"))
            if contact.by_member_id == case.owner_id:
                kept.setdefault(MetOn.REACHED_BY_OWNER, (contact.at, f"contact:{contact.id}"))
    for finding in findings_of(actor=SYSTEM, case=case):
        kept.setdefault(MetOn.FINDINGS, (finding.at, f"finding:{finding.id}"))
    for resolution in resolutions_of(actor=SYSTEM, case=case):
        if resolution.offered_at:
            name = f"resolution:{resolution.id}"
            kept.setdefault(MetOn.PROPOSED, (resolution.offered_at, name))
    return kept


def _label_of(clock: Clock) -> str:
    rule = rule_of(clock)
    return said(rule.label) if rule else str(dict(COMMITMENT_CHOICES)[clock.code])


def _card_of(clock: Clock, reading: Reading) -> ClockCard:
    rule = rule_of(clock)
    return ClockCard(
        label=_label_of(clock),
        clause=said(rule.clause.wording) if rule else "",
        document=said(rule.clause.document) if rule else "",
        statutory=rule.statutory if rule else False,
        late=reading.late_by > timedelta(),
        **{name: getattr(clock, name) for name in ON_THE_CLOCK},
        **{name: getattr(reading, name) for name in IN_THE_READING},
    )
