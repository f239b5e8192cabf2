"""What came again: recognised before a case is opened, read on its page, listed and counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseBrief,
    case_briefs,
    cases_of_customer,
    cases_of_unit,
    graver,
    ids_of_order,
    may_be_settled,
    settled_count,
)
from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.foundation.search.rules import likeness
from aftercare.policy.packs.queries import handling_rules

from . import rules
from .models import Repeat
from .rules import Sign

__all__ = ["Sign"]

LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMatter:
    """A case that is about to be opened; `is_known`: its customer had a file before."""

    classification: Classification
    pack_version_id: int
    customer_id: int
    is_known: bool
    unit_id: int | None
    order_no: str
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The settled case that a new one repeats; `raises`: the policy takes it one grade up."""

    case: CaseBrief
    days: int
    signs: tuple[Sign, ...]
    raises: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRow:
    """`later` is `earlier` again; None for the one out of the actor's sight."""

    later: CaseBrief | None
    earlier: CaseBrief | None
    days: int
    signs: Sequence[str]
    raised_from: str
    raised_to: str
    by_person: bool
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFix:
    """Of the cases settled in the last 90 days in sight: how many came again."""

    settled: int
    came_again: int
    percent: float | None


def earlier_matter(*, actor: Actor, new: NewMatter) -> Earlier | None:
    """The latest settled case, of the days that the policy says, of which this is the same again.

    For the intake, which asks as the system: what another unit settled counts too.
    """
    if new.classification.kind not in rules.REPAIRABLE:
        return None
    policy = handling_rules(actor=actor, version_id=new.pack_version_id)
    found: list[CaseBrief] = []
    if new.is_known and may_be_settled(actor=actor, of=new.customer_id):
        found += cases_of_customer(actor=actor, customer_id=new.customer_id)
    if new.is_known and new.unit_id is not None:
        found += cases_of_unit(actor=actor, unit_id=new.unit_id)
    if new.order_no and may_be_settled(actor=actor, of=new.order_no):
        ids = ids_of_order(actor=actor, order_no=new.order_no)
        found += case_briefs(actor=actor, ids=ids) if ids else []
    within = [
        one
        for one in {case.id: case for case in found}.values()
        if rules.is_within(_settled_at(one), at=new.received_at, days=policy.again_days)
    ]
    for one in sorted(within, key=lambda case: (case.resolved_at, case.id), reverse=True):
        signs = _signs(one, new)
        if signs:
            return Earlier(
                case=one,
                days=_days(one, new.received_at),
                signs=tuple(signs),
                raises=policy.again_raises,
            )
    return None


def repeat_of(*, actor: Actor, case: CaseBrief) -> RepeatRow | None:
    """Of which earlier case this one is the same again."""
    actor.must(SEE_CASES)
    rows = Repeat.objects.filter(case_id=case.id, withdrawn_at=None)
    return next(iter(_rows(actor, list(rows))), None)


def came_again(*, actor: Actor, case: CaseBrief) -> list[RepeatRow]:
    """The cases that are this one again."""
    actor.must(SEE_CASES)
    return _rows(actor, list(Repeat.objects.filter(earlier_id=case.id, withdrawn_at=None)))


def repeats(*, actor: Actor, cursor: str = "", limit: int = 50) -> Page[RepeatRow]:
    """What came again, newest first, as far as the actor sees the later one."""
    actor.must(SEE_CASES)
    found = Repeat.objects.filter(withdrawn_at=None)
    if not actor.sees_everything:
        found = found.filter(case__org_unit_id__in=actor.org_units)
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(case_id__lt=last_id)
    rows = list(found.order_by("-case_id")[: limit + 1])
    more = cursor_of(rows[limit - 1].case_id) if len(rows) > limit else None
    return Page(rows=_rows(actor, rows[:limit]), next_cursor=more)


def first_fix(*, actor: Actor, now: datetime) -> FirstFix:
    """How often the first settlement held, of the cases settled in the last 90 days."""
    since = now - LOOKED_BACK
    settled = settled_count(actor=actor, since=since)
    found = Repeat.objects.filter(withdrawn_at=None, earlier__resolved_at__gte=since)
    if not actor.sees_everything:
        found = found.filter(earlier__org_unit_id__in=actor.org_units)
    again = found.values("earlier_id").distinct().count()
    return FirstFix(
        settled=settled,
        came_again=again,
        percent=rules.first_fix_percent(settled=settled, came_again=again),
    )


def raised(kind: Classification) -> Classification:
    """One grade up: level two becomes one, then severity rises."""
    level, severity = graver(kind.level, kind.severity)
    return replace(kind, level=level, severity=severity)


def _settled_at(case: CaseBrief) -> datetime | None:
    return case.resolved_at if case.merged_into_id is None else None


def _days(earlier: CaseBrief, at: datetime) -> int:
    return (at - earlier.resolved_at).days if earlier.resolved_at else 0


def _signs(earlier: CaseBrief, new: NewMatter) -> list[Sign]:
    facts = earlier.classification
    return rules.signs_of(
        rules.Matter(
            kind=facts.kind,
            category=facts.category,
            customer_id=earlier.customer_id,
            unit_id=earlier.unit_id,
            order_no=earlier.order_no,
        ),
        rules.Matter(
            kind=new.classification.kind,
            category=new.classification.category,
            customer_id=new.customer_id,
            unit_id=new.unit_id,
            order_no=new.order_no,
        ),
        likeness=likeness(new.text, f"{earlier.subject} {earlier.description}"),
    )


def _rows(actor: Actor, rows: Sequence[Repeat]) -> list[RepeatRow]:
    ids = {key for row in rows for key in (row.case_id, row.earlier_id)}
    seen = {case.id: case for case in case_briefs(actor=actor, ids=ids)} if ids else {}
    return [
        RepeatRow(
            later=seen.get(row.case_id),
            earlier=seen.get(row.earlier_id),
            days=row.days,
            signs=row.signs,
            raised_from=row.raised_from,
            raised_to=row.raised_to,
            by_person=Sign.PERSON in row.signs,
            noted_at=row.noted_at,
        )
        for row in rows
    ]
