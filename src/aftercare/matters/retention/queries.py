"""How long what is kept, what is due to be erased, and what keeps it from that (R-SEC-04)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.translation import get_language

from aftercare.casework.cases.queries import CaseBrief, case_briefs, number_to_erase
from aftercare.casework.conversation.queries import number_of_recordings
from aftercare.casework.exports.queries import number_to_expire
from aftercare.casework.external.queries import cases_with_open_matters
from aftercare.casework.imports.queries import number_abandoned
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.deliveries.queries import number_settled
from aftercare.foundation.identity.queries import user_names
from aftercare.foundation.privacy.queries import files_about

from . import rules
from .models import LegalHold, PeriodsVersion, Sweep
from .rules import What, kept_since

SEE_RETENTION = view("retention.see_retention")
MOST_COUNTED = 10_000
LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A kind of data; `due` is how much the next night would erase, None where nobody counted.

    `days` is what holds, or by default; of a fixed kind 0.
    """

    code: str
    name: str
    days: int
    least: int
    most: int
    fixed: bool
    since: str
    basis: str
    due: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRow:
    case: CaseBrief
    reason: str
    placed_by: str
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    number: int
    days: Mapping[str, int]
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRow:
    at: datetime
    erased: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCard:
    """`version` 0: nobody has set periods yet, so that cases are not erased by themselves.

    `disputed` cases are before somebody outside; they are held without a word.
    """

    version: int
    periods: list[PeriodRow]
    holds: list[HoldRow]
    disputed: int
    versions: list[VersionRow]
    sweeps: list[SweepRow]


def retention(*, actor: Actor, now: datetime, counted: bool = False) -> RetentionCard:
    """What holds, what is held back, what was erased; `counted`: and what tonight would erase."""
    actor.must(SEE_RETENTION)
    versions = list(PeriodsVersion.objects.order_by("-number")[:LATEST])
    version = versions[0] if versions else None
    names = user_names(actor=SYSTEM, ids={v.set_by for v in versions if v.set_by})
    return RetentionCard(
        version=version.number if version else 0,
        periods=_periods(version, now, counted=counted),
        holds=_holds(actor),
        disputed=len(cases_with_open_matters(actor=SYSTEM)),
        versions=[
            VersionRow(number=v.number, days=v.days, reason=v.reason, set_at=v.set_at,
                       set_by=names.get(v.set_by or 0, ""))
            for v in versions
        ],
        sweeps=[
            SweepRow(at=one.at, erased=one.erased)
            for one in Sweep.objects.order_by("-at", "-id")[:LATEST]
        ],
    )  # fmt: skip


# -- for the actions of this module


def in_force(actor: Actor) -> PeriodsVersion | None:
    del actor  # the system asks at night
    return PeriodsVersion.objects.order_by("-number").first()


def held_cases(actor: Actor) -> set[int]:
    """Cases of which nothing is erased by itself: held by a person, or before somebody outside."""
    held = LegalHold.objects.filter(lifted_at=None).values_list("case_id", flat=True)
    return set(held) | cases_with_open_matters(actor=actor)


def files_to_erase(closed_before: datetime, but: Iterable[int]) -> "list[QuerySet[Model]]":
    """Rows with files about cases that ended before."""
    found = []
    for model, path in files_about("case"):
        case = path.removesuffix("_id")
        rows = model._default_manager.filter(**{f"{case}__closed_at__lt": closed_before})  # noqa: SLF001
        found.append(rows.exclude(**{f"{path}__in": list(but)}))
    return found


def cases_of_old_files(closed_before: datetime, but: Iterable[int], limit: int) -> list[int]:
    """Cases that ended before and still have files."""
    paths = [path for _model, path in files_about("case")]
    found: set[int] = set()
    for rows, path in zip(files_to_erase(closed_before, but), paths, strict=True):
        found |= set(rows.order_by().values_list(path, flat=True).distinct()[:limit])
    return sorted(found)[:limit]


def _periods(version: PeriodsVersion | None, now: datetime, *, counted: bool) -> list[PeriodRow]:
    chinese = (get_language() or "zh").startswith("zh")
    days = rules.by_default() | (version.days if version else {})
    held = held_cases(SYSTEM) if counted else set()
    return [
        PeriodRow(
            code=kind.code,
            name=kind.zh if chinese else kind.en,
            days=days.get(kind.code, 0),
            least=kind.least,
            most=kind.most,
            fixed=kind.fixed,
            since=kind.since_zh if chinese else kind.since_en,
            basis=kind.basis_zh if chinese else kind.basis_en,
            due=_due(What(kind.code), days[kind.code], held, now)
            if counted and not kind.fixed
            else None,
        )
        for kind in rules.kinds()
    ]


def _due(what: What, days: int, held: set[int], now: datetime) -> int:
    """How much would go tonight; counted no further than MOST_COUNTED where it may be long."""
    before = kept_since(days, now)
    counted: dict[What, Callable[[], int]] = {
        What.CASES: lambda: number_to_erase(
            actor=SYSTEM, closed_before=before, but=held, most=MOST_COUNTED
        ),
        What.FILES: lambda: sum(
            rows[:MOST_COUNTED].count() for rows in files_to_erase(before, held)
        ),
        What.RECORDINGS: lambda: number_of_recordings(actor=SYSTEM, before=before, but=held),
        What.MESSAGES: lambda: number_settled(actor=SYSTEM, before=before),
        What.IMPORTS: lambda: number_abandoned(actor=SYSTEM, now=now, before=before),
        What.EXPORTS: lambda: number_to_expire(actor=SYSTEM, now=now, before=before),
    }
    return counted[what]()


def _holds(actor: Actor) -> list[HoldRow]:
    rows = list(LegalHold.objects.filter(lifted_at=None).order_by("placed_at", "id"))
    seen = {case.id: case for case in case_briefs(actor=actor, ids=[row.case_id for row in rows])}
    names = user_names(actor=SYSTEM, ids={row.placed_by for row in rows if row.placed_by})
    return [
        HoldRow(case=seen[row.case_id], reason=row.reason, placed_at=row.placed_at,
                placed_by=names.get(row.placed_by or 0, ""))
        for row in rows
        if row.case_id in seen
    ]  # fmt: skip
