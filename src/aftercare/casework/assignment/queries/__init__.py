from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.assignment.models import LACK_CHOICES, CaseWeight
from aftercare.casework.assignment.rules import (
    HEAVIEST,
    WEIGHTS,
    Check,
    Contender,
    Duties,
    Grade,
    Lack,
    best_contender,
    failed_checks,
    first_back,
    load_of,
)
from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import (
    CaseBrief,
    case_briefs,
    open_case_counts,
    open_case_grades,
    open_case_ids,
)
from aftercare.customers.parties.queries import customer_briefs
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Refusal
from aftercare.foundation.measure import Promise, Unit, due
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.worktime import NeverOpen
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.rosters.queries import Presence, Where, presences
from aftercare.people.skills.queries import SkillBrief, lacking, skills_needed
from aftercare.people.staff.queries import (
    Candidate,
    MemberBrief,
    MemberCard,
    candidates,
    member_brief,
    member_card,
    members,
    somebody_covers,
    top_head,
)
from aftercare.policy.calendars.queries import work_calendar
from aftercare.policy.packs.queries import StartsOn, commitments_for, version_in_force

from .lists import (
    SEE_SHORTAGES,
    HandOverRow,
    ShortageRow,
    hand_overs_of,
    people_of,
    shortages,
    taken_over_by,
)

__all__ = [
    "HEAVIEST", "LACK_CHOICES", "SEE_SHORTAGES", "Check", "HandOverRow", "Lack", "ShortageRow",
    "hand_overs_of", "people_of", "shortages", "taken_over_by",
]  # fmt: skip

FULL_DESK = 500  # cases; who has more is not told apart
MOST_SHOWN = 200  # colleagues
_turns: dict[int, int] = {}  # a process gives in turn; which one took a case does not matter
_turn = count(1)


class NobodyAvailable(Refusal):
    """No one on the staff could answer for such a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`lack` is set where nobody could really take it; `back_at` is when the first could."""

    member_id: int
    org_unit_id: int
    lack: Lack | None = None
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suitor:
    """Somebody to whom a case could be given by hand, and what speaks against it."""

    brief: MemberBrief
    failed: frozenset[Check]
    presence: Presence
    open_cases: int
    load: int
    lacks: tuple[str, ...]  # skills that such a case needs

    @property
    def suits(self) -> bool:
        return not self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCase:
    """A case to be handed over, and to whom; None where nobody's duties cover it."""

    case: CaseBrief
    owner_id: int | None


def contenders_for(
    *, actor: Actor, classification: Classification, region: str, at: datetime
) -> list[Contender]:
    """Whose duties cover such a case, with load and presence; who is on leave as the stand-in."""
    found = candidates(actor=actor, **_matter(classification, region))
    taken = _with_stand_ins(found, at)
    grades = open_case_grades(actor=SYSTEM, owner_ids=list(taken), most=FULL_DESK)
    weights = case_weights(actor=SYSTEM)
    lacks = _lacks(classification, list(taken), at)
    return [
        Contender(
            member_id=member_id,
            org_unit_id=org_unit_id,
            is_head=c.is_head,
            fit=(int(c.category_fit), int(c.line_fit), c.region_fit),
            load=load_of(grades[member_id], weights),
            skilled=not lacks[member_id],
            turn=_turns.get(member_id, 0),
            here=presence.where is Where.HERE,
            back_at=presence.back_at,
        )
        for member_id, (c, org_unit_id, presence) in taken.items()
    ]


def first_owner(
    *, actor: Actor, classification: Classification, region: str, at: datetime
) -> Owner:
    """Who answers for a new case: the best of those here, else who is back before a promise ends.

    Else whoever it falls to, with the `lack` named: somebody without the skill, who would be back
    first, who takes it down, the head of all. Raises NobodyAvailable: a case without an owner does
    not exist (R-IN-09).
    """
    grave = classification.severity == "A"
    found = contenders_for(actor=SYSTEM, classification=classification, region=region, at=at)
    if found and not any(one.skilled for one in found):
        return _unskilled(found, grave=grave)
    best = best_contender(found, grave=grave)
    if best is None and found:
        best = best_contender(found, grave=grave, due_at=_first_due(classification, at))
    if best is not None:
        _turns[best.member_id] = next(_turn)
        return Owner(member_id=best.member_id, org_unit_id=best.org_unit_id)
    late = first_back(found, grave=grave)
    if late is not None:
        return Owner(
            member_id=late.member_id,
            org_unit_id=late.org_unit_id,
            lack=Lack.NOBODY_THERE,
            back_at=late.back_at,
        )
    taker = member_brief(actor=SYSTEM, member_id=actor.staff_id) if actor.staff_id else None
    taker = taker or top_head(actor=SYSTEM)
    if taker is None:
        raise NobodyAvailable(_("Nobody is on duty who could answer for this case."))
    covered = somebody_covers(actor=SYSTEM, **_matter(classification, region))
    lack = Lack.NOBODY_THERE if covered else Lack.NOBODY_COVERS
    return Owner(member_id=taker.id, org_unit_id=taker.org_unit_id, lack=lack)


def _matter(classification: Classification, region: str) -> dict[str, str]:
    """What duties are told apart by."""
    names = ("kind", "category", "level", "product_line")
    return {name: getattr(classification, name) for name in names} | {"region": region}


def suitors(
    *, actor: Actor, classification: Classification, region: str, at: datetime
) -> list[Suitor]:
    """Colleagues in sight with what speaks for and against each: fitting and here first."""
    cards = members(actor=actor, limit=MOST_SHOWN).rows
    where = presences(
        actor=actor, members={card.brief.id: card.brief.on_duty for card in cards}, at=at
    )
    grades = open_case_grades(actor=actor, owner_ids=list(where))
    weights = case_weights(actor=actor)
    lacks = _lacks(classification, list(where), at)
    places = {unit.id: unit.region for unit in unit_tree(actor=actor)}
    found = []
    for card in cards:
        failed = failed_checks(
            _duties(card, places.get(card.brief.org_unit_id, "")),
            matter={classification.kind, classification.category},
            level=classification.level,
            line=classification.product_line,
            region=region,
        )
        presence, missing = where[card.brief.id], lacks[card.brief.id]
        absent = frozenset() if presence.where is Where.HERE else frozenset({Check.THERE})
        unskilled = frozenset({Check.SKILL}) if missing else frozenset()
        counted = grades[card.brief.id]
        found.append(
            Suitor(
                brief=card.brief,
                failed=failed | absent | unskilled,
                presence=presence,
                open_cases=counted.total(),
                load=load_of(counted, weights),
                lacks=tuple(one.name for one in missing),
            )
        )
    return sorted(
        found, key=lambda s: (Check.MATTER in s.failed, len(s.failed), s.load, s.brief.name)
    )


def hand_over_plan(*, actor: Actor, from_id: int, at: datetime) -> list[PlannedCase]:
    """Every open case of a member with who would get it, as if each before had been given."""
    cases = case_briefs(actor=actor, ids=open_case_ids(actor=actor, owner_id=from_id))
    customers = customer_briefs(actor=SYSTEM, ids=[case.customer_id for case in cases])
    extra: Counter[int] = Counter()
    weights = case_weights(actor=SYSTEM)
    plan = []
    for case in cases:
        found = contenders_for(
            actor=SYSTEM,
            classification=case.classification,
            region=customers[case.customer_id].region,
            at=at,
        )
        others = [
            replace(one, load=one.load + extra[one.member_id])
            for one in found
            if one.member_id != from_id
        ]
        grave = case.classification.severity == "A"
        best = best_contender(others, grave=grave) or first_back(others, grave=grave)
        if best is not None:
            kind = case.classification
            extra[best.member_id] += weights.get((kind.severity, kind.level), 1)
        plan.append(PlannedCase(case=case, owner_id=best.member_id if best else None))
    return plan


def unfit_cases(
    *, actor: Actor, cases: Sequence[CaseBrief], member_id: int, at: datetime
) -> list[int]:
    """Which of these the member's duties do not cover, or need a skill that the member lacks."""
    card = member_card(actor=actor, member_id=member_id)
    places = {unit.id: unit.region for unit in unit_tree(actor=SYSTEM)}
    duties = _duties(card, places.get(card.brief.org_unit_id, ""))
    customers = customer_briefs(actor=SYSTEM, ids=[case.customer_id for case in cases])
    known: dict[tuple[str, ...], bool] = {}

    def is_unfit(case: CaseBrief) -> bool:
        about, region = case.classification, customers[case.customer_id].region
        key = (about.kind, about.category, about.level, about.product_line, region)
        if key not in known:
            failed = failed_checks(duties, matter={about.kind, about.category}, level=about.level,
                                   line=about.product_line, region=region)  # fmt: skip
            known[key] = bool(failed or _lacks(about, [member_id], at)[member_id])
        return known[key]

    return [case.id for case in cases if is_unfit(case)]


def loads_of(*, actor: Actor, member_ids: Sequence[int]) -> dict[int, int]:
    """Open cases by owner, for choosing one by hand."""
    return open_case_counts(actor=actor, owner_ids=member_ids)


def case_weights(*, actor: Actor) -> Mapping[Grade, int]:
    """What open cases weigh in the load of their owners, by (severity, level)."""
    del actor
    return _weights() or WEIGHTS


@remembered("assignment_caseweight", changed_by=("assignment.weigh_cases",))
def _weights() -> dict[Grade, int]:
    rows = CaseWeight.objects.values_list("severity", "level", "weight")
    return {(severity, level): weight for severity, level, weight in rows}


def _unskilled(found: Sequence[Contender], *, grave: bool) -> Owner:
    """Who would have taken a case if it needed no skill, until somebody sees to it."""
    able = [replace(one, skilled=True) for one in found]
    taker = best_contender(able, grave=grave) or first_back(able, grave=grave)
    if taker is None:
        raise NobodyAvailable(_("Nobody is on duty who could answer for this case."))
    return Owner(
        member_id=taker.member_id,
        org_unit_id=taker.org_unit_id,
        lack=Lack.NOBODY_SKILLED,
        back_at=taker.back_at,
    )


def _lacks(
    classification: Classification, member_ids: Sequence[int], at: datetime
) -> dict[int, tuple[SkillBrief, ...]]:
    """Which skills that such a case needs each of these lacks on the day."""
    wanted = skills_needed(
        actor=SYSTEM,
        kind=classification.kind,
        category=classification.category,
        product_line=classification.product_line,
        level=classification.level,
    )
    on: date = timezone.localdate(at)
    return lacking(actor=SYSTEM, member_ids=member_ids, wanted=wanted, on=on)


def _with_stand_ins(
    found: Sequence[Candidate], at: datetime
) -> dict[int, tuple[Candidate, int, Presence]]:
    """By who would take it: whose duties make it so, the unit, and where the taker is."""
    where = presences(actor=SYSTEM, members={one.member_id: True for one in found}, at=at)
    taken = {}
    for one in found:
        presence = where[one.member_id]
        if presence.where is not Where.ON_LEAVE or presence.stand_in_id is None:
            taken[one.member_id] = (one, one.org_unit_id, presence)
            continue
        other = member_brief(actor=SYSTEM, member_id=presence.stand_in_id)
        theirs = presences(actor=SYSTEM, members={other.id: other.on_duty}, at=at)[other.id]
        if other.is_active and theirs.where is Where.HERE:
            taken.setdefault(other.id, (one, other.org_unit_id, theirs))
        else:
            taken[one.member_id] = (one, one.org_unit_id, presence)
    return taken


def _first_due(classification: Classification, at: datetime) -> datetime | None:
    """When the first promise to such a case that starts at once would fall due."""
    pack = version_in_force(actor=SYSTEM, line_code=classification.product_line, at=at)
    rules = commitments_for(actor=SYSTEM, version_id=pack.version_id, classification=classification)
    dues = []
    for rule in rules:
        if rule.starts_on is not StartsOn.OPENED:
            continue
        calendar = work_calendar(actor=SYSTEM, code=rule.calendar)
        promise = Promise(
            calendar=calendar,
            start=at,
            amount=rule.amount,
            unit=Unit(rule.unit),
            close_of_business=rule.close_of_business,
        )
        try:
            dues.append(due(promise))
        except NeverOpen:
            continue
    return min((one for one in dues if one is not None), default=None)


def _duties(card: MemberCard, place: str) -> Duties:
    return Duties(
        handles=card.handles,
        levels=card.levels,
        product_lines=card.product_lines,
        regions=card.regions or ([place] if place else []),
    )
