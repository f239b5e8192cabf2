"""What another wording of a policy would have made of the promises of past cases (R-POL-07)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from aftercare.casework.cases.events import Classification
from aftercare.casework.commitments.models import Clock
from aftercare.casework.commitments.rules import ClockFacts, PauseFacts, Reading, read_clock
from aftercare.casework.pauses.queries import PauseCard, PauseSpan, pause_spans
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.measure import Unit
from aftercare.policy.calendars.queries import work_calendars
from aftercare.policy.packs.queries import CommitmentRule, commitments_for

from .instruments import Instruments, instruments

OUTDATED = "reclassified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One promise to one past case, as it was made and as another wording makes it.

    A due is None where that wording makes no such promise, or a pause was open. `known` is False
    where nothing tells when the other promise would have been kept.
    """

    case_id: int
    code: str
    starts_on: str
    statutory: bool
    confirm: bool
    is_open: bool
    made_before: bool
    made_after: bool
    due_before: datetime | None
    due_after: datetime | None
    late_before: bool
    late_after: bool
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is known of a case: from when its occasions count, and what kept which promises."""

    last: Clock
    starts: Mapping[str, datetime]
    kept: Mapping[str, datetime]
    pauses: Sequence[PauseSpan | PauseCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Supposed:
    rule: CommitmentRule | None
    reading: Reading | None = None
    known: bool = True


def past_case_ids(
    *, actor: Actor, version_ids: Collection[int], since: datetime, until: datetime,
    after: int = 0, at_most: int | None = None,
) -> list[int]:  # fmt: skip
    """Cases in sight that began in a time under these versions, by id."""
    opened = Clock.objects.visible_to(actor).filter(
        pack_version__in=version_ids, starts_on="opened", started_at__gte=since,
        started_at__lt=until, case_id__gt=after,
    )  # fmt: skip
    ids = opened.order_by("case_id").values_list("case_id", flat=True).distinct()
    return list(ids if at_most is None else ids[:at_most])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which of the cases whose promises fall due next another wording promises something else.

    Of `running` promises `looked_at` were compared.
    """

    case_ids: tuple[int, ...]
    running: int
    looked_at: int


def reach_of(*, actor: Actor, version_id: int, instead_of: Collection[int], at_most: int) -> Reach:
    """Open cases under these versions to which another one promises something else."""
    running = Clock.objects.visible_to(actor).open().filter(pack_version__in=instead_of)
    first = running.order_by("late_from", "id").values_list(
        "case_id", "pack_version_id", "classification"
    )[:at_most]
    looked_at = 0
    found: dict[int, None] = {}  # in order
    differs: dict[tuple[object, ...], bool] = {}
    for case_id, kept_id, told in first:
        looked_at += 1
        key = (kept_id, *sorted(told.items()))
        if key not in differs:
            kind = Classification(**told)
            differs[key] = _terms(kept_id, kind) != _terms(version_id, kind)
        if differs[key]:
            found[case_id] = None
    return Reach(case_ids=tuple(found), running=running.count(), looked_at=looked_at)


def outcomes_under(
    *, actor: Actor, case_ids: Collection[int], version_id: int, now: datetime
) -> list[Outcome]:
    """How the promises of these cases would have gone under a version, with three queries."""
    clocks = list(
        Clock.objects.visible_to(actor).filter(case_id__in=case_ids).order_by("case_id", "id")
    )
    pauses = pause_spans(actor=SYSTEM, case_ids=case_ids)
    tools = instruments(actor=SYSTEM, clocks=clocks, pauses=pauses)
    found: list[Outcome] = []
    for _case_id, own in groupby(clocks, lambda clock: clock.case_id):
        found += _of_case(list(own), tools, version_id, now)
    return found


def _of_case(
    clocks: list[Clock], tools: Instruments, version_id: int, now: datetime
) -> list[Outcome]:
    told = Classification(**clocks[-1].classification)
    rules = commitments_for(actor=SYSTEM, version_id=version_id, classification=told)
    wanted = {(rule.code, rule.starts_on.value): rule for rule in rules}
    made = {(c.code, c.starts_on): c for c in clocks if c.cancelled_why != OUTDATED}
    past = _Past(
        last=clocks[-1],
        starts={clock.starts_on: clock.started_at for clock in clocks},
        kept={clock.met_on: clock.met_at for clock in clocks if clock.met_at},
        pauses=tools.pauses.get(clocks[-1].case_id, ()),
    )
    found = []
    for key in dict.fromkeys([*made, *wanted]):
        clock, rule = made.get(key), wanted.get(key)
        promised_by_hand = clock is not None and clock.moment is not None
        if (clock or key[1] in past.starts) and not promised_by_hand:
            before = tools.read(clock, now) if clock else None
            found.append(_outcome(key, past, clock, before, _supposed(past, clock, rule, now)))
    return found


def _terms(version_id: int, told: Classification) -> list[tuple[object, ...]]:
    """What a version promises to a case so classified, as far as it can be measured."""
    rules = commitments_for(actor=SYSTEM, version_id=version_id, classification=told)
    return [
        (rule.code, rule.starts_on, rule.met_on, rule.unit, rule.amount, rule.close_of_business,
         rule.calendar)
        for rule in rules
    ]  # fmt: skip


def _supposed(
    past: _Past, clock: Clock | None, rule: CommitmentRule | None, now: datetime
) -> _Supposed:
    """What a rule would have promised; nothing for a date to be agreed upon."""
    if rule is None or rule.unit == "moment":
        return _Supposed(rule=rule)
    at = past.kept.get(rule.met_on)
    facts = _facts(rule, past, at, clock.cancelled_at if clock else None)
    key = (rule.calendar, past.last.station)
    calendar = work_calendars(actor=SYSTEM, wanted=[key])[key]
    known = clock is not None or at is not None
    return _Supposed(rule=rule, reading=read_clock(facts, calendar, now), known=known)


def _outcome(
    key: tuple[str, str],
    past: _Past,
    clock: Clock | None,
    before: Reading | None,
    after: _Supposed,
) -> Outcome:
    reading, rule = after.reading, after.rule
    return Outcome(
        case_id=past.last.case_id,
        code=key[0],
        starts_on=key[1],
        statutory=rule is not None and rule.statutory,
        confirm=rule is not None and rule.confirm,
        is_open=clock is not None and clock.is_open,
        made_before=before is not None,
        made_after=reading is not None,
        due_before=before.due_at if before else None,
        due_after=reading.due_at if reading else None,
        late_before=_is_late(before),
        late_after=after.known and _is_late(reading),
        known=after.known,
    )


def _facts(
    rule: CommitmentRule, past: _Past, met_at: datetime | None, cancelled_at: datetime | None
) -> ClockFacts:
    started_at = past.starts[rule.starts_on]
    return ClockFacts(
        unit=Unit(rule.unit),
        amount=rule.amount,
        started_at=started_at,
        close_of_business=rule.close_of_business,
        met_at=met_at if met_at and met_at >= started_at else None,
        cancelled_at=None if met_at else cancelled_at,
        pauses=[
            PauseFacts(
                reason=pause.reason,
                started_at=pause.started_at,
                ended_at=pause.ended_at,
                longest_until=pause.longest_until,
            )
            for pause in past.pauses
            if rule.code in pause.commitments
        ],
    )


def _is_late(reading: Reading | None) -> bool:
    return reading is not None and reading.late_by.total_seconds() > 0
