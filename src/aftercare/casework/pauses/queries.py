"""When the clocks of a case stand still, and how much of people's time that is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import get_language

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor
from aftercare.foundation.kept import asked_once
from aftercare.foundation.measure import merged
from aftercare.foundation.worktime import Span
from aftercare.policy.packs.queries import handling_rules

from .models import Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseSpan:
    """A pause as clocks need it: `commitments` are the codes that it stops."""

    reason: str
    commitments: frozenset[str]
    started_at: datetime
    ended_at: datetime | None
    longest_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCard:
    """A pause as the case shows it; `reason` is the code, `name` its Chinese or English."""

    id: int
    reason: str
    name: str
    commitments: tuple[str, ...]
    started_at: datetime
    ended_at: datetime | None
    longest_until: datetime
    is_open: bool
    evidence: str
    by_member: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCard:
    """A reason for which a case may be paused."""

    code: str
    name: str
    longest_days: int
    evidence_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseShare:
    """Pauses that one person set, and the elapsed time they took (R-POL-10).

    `percent` of the elapsed time, since the moment asked for, of the cases so paused.
    """

    member_id: int
    pauses: int
    paused: timedelta
    percent: int


def pause_spans(*, actor: Actor, case_ids: Collection[int]) -> dict[int, list[PauseSpan]]:
    """The pauses of many cases, oldest first, in one query."""
    actor.must(SEE_CASES)
    spans: dict[int, list[PauseSpan]] = defaultdict(list)
    for pause in Pause.objects.filter(case_id__in=case_ids).order_by("started_at", "id"):
        spans[pause.case_id].append(
            PauseSpan(
                reason=pause.reason,
                commitments=frozenset(pause.commitments),
                started_at=pause.started_at,
                ended_at=pause.ended_at,
                longest_until=pause.longest_until,
            )
        )
    return spans


def pauses_of(*, actor: Actor, case: CaseBrief, now: datetime) -> list[PauseCard]:
    """The pauses of a case, oldest first."""
    rules = handling_rules(actor=actor, version_id=case.pack_version_id)
    names = {
        reason.code: reason.name.within(get_language() or "zh") for reason in rules.pause_reasons
    }
    return [
        PauseCard(
            id=pause.id,
            reason=pause.reason,
            name=names.get(pause.reason, pause.reason),
            commitments=tuple(pause.commitments),
            started_at=pause.started_at,
            ended_at=pause.ended_at
            or (pause.longest_until if pause.longest_until <= now else None),
            longest_until=pause.longest_until,
            is_open=pause.ended_at is None and now < pause.longest_until,
            evidence=pause.evidence,
            by_member=pause.by_member,
        )
        for pause in _pauses(case.id)
    ]


@asked_once
def _pauses(case_id: int) -> QuerySet[Pause]:
    return Pause.objects.filter(case_id=case_id).order_by("started_at", "id")


def pause_reasons(*, actor: Actor, case: CaseBrief) -> list[ReasonCard]:
    """The reasons that the policy of a case allows."""
    rules = handling_rules(actor=actor, version_id=case.pack_version_id)
    return [
        ReasonCard(
            code=reason.code,
            name=reason.name.within(get_language() or "zh"),
            longest_days=reason.longest_days,
            evidence_needed=reason.evidence_needed,
        )
        for reason in rules.pause_reasons
    ]


def pause_shares(*, actor: Actor, since: datetime, now: datetime) -> list[PauseShare]:
    """Elapsed time that each person's pauses took since a moment, longest first."""
    actor.must(SEE_CASES)
    pauses = Pause.objects.visible_to(actor).filter(started_at__gte=since, by_member__isnull=False)
    ends = Least(Coalesce(F("ended_at"), now), F("longest_until"))
    begun = Greatest(F("case__received_at"), Value(since))
    lasted = Coalesce(F("case__resolved_at"), now) - begun
    rows = pauses.annotate(until=ends, lasted=lasted)
    taken: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    wholes: dict[int, timedelta] = {}
    found = rows.values_list("by_member", "case_id", "started_at", "until", "lasted")
    for member, case_id, started_at, until, whole in found:
        taken[member or 0][case_id].append(Span(started_at, until))
        wholes[case_id] = whole
    shares = [
        _share(member, list(cases.values()), sum((wholes[case] for case in cases), timedelta()))
        for member, cases in taken.items()
    ]
    return sorted(shares, key=lambda share: share.paused, reverse=True)


def _share(member_id: int, cases: list[list[Span]], lasted: timedelta) -> PauseShare:
    """Pauses of one case that overlap count once (semantics 1)."""
    outs = [out for spans in cases for out in merged(spans)]
    paused = timedelta(microseconds=sum(end - start for start, end in outs))
    return PauseShare(
        member_id=member_id,
        pauses=sum(map(len, cases)),
        paused=paused,
        percent=round(paused / lasted * 100) if lasted > timedelta() else 0,
    )
