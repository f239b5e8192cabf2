"""Which skills cases need, who holds them, and which of those end."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.memory.queries import remembered
from aftercare.people.staff.queries import (
    SEE_MEMBERS,
    MemberBrief,
    member_briefs,
    member_card,
)

from .models import Grant, Skill
from .rules import Standing, standing

__all__ = ["Standing"]

SEE_CERTIFICATES = view("skills.see_certificates")
MOST_SHOWN = 200
YEAR = timedelta(days=365)
LAST_FIRST = F("valid_until").desc(nulls_first=True)
TABLES = ("skills_skill", "skills_grant")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillBrief:
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCard:
    """A skill, the cases that need it (an empty list is any; four are none), who holds it now."""

    id: int
    name: str
    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    product_lines: tuple[str, ...]
    levels: tuple[str, ...]
    warn_days: int
    is_active: bool
    holders: int

    @property
    def is_needed(self) -> bool:
        return bool(self.kinds or self.categories or self.product_lines or self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCard:
    """A skill that somebody holds. Number and file are there for who may see certificates."""

    id: int
    member_id: int
    skill: SkillBrief
    valid_from: date
    valid_until: date | None
    standing: Standing
    certificate: str
    file: FileBrief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRow:
    """A skill that ends soon or has ended, and whose it is."""

    grant_id: int
    member: MemberBrief
    skill: SkillBrief
    valid_until: date
    standing: Standing


def skills(*, actor: Actor, on: date) -> list[SkillCard]:
    """All of the company by name, those out of use last."""
    actor.must(SEE_MEMBERS)
    held = _holders(on)
    rows = sorted(_skills(), key=lambda skill: (not skill.is_active, skill.name))
    return [_card_of(skill, len(held.get(skill.id, ()))) for skill in rows]


def skill_card(*, actor: Actor, skill_id: int, on: date) -> SkillCard:
    found = next((one for one in skills(actor=actor, on=on) if one.id == skill_id), None)
    if found is None:
        raise NotFound(_("There is no such skill."))
    return found


def skills_needed(
    *, actor: Actor, kind: str, category: str, product_line: str, level: str
) -> tuple[SkillBrief, ...]:
    """What somebody must hold who answers for such a case."""
    del actor
    return tuple(
        SkillBrief(id=one.id, name=one.name)
        for one in _skills()
        if one.is_active
        and one.need().takes(kind=kind, category=category, product_line=product_line, level=level)
    )


def lacking(
    *, actor: Actor, member_ids: Collection[int], wanted: Collection[SkillBrief], on: date
) -> dict[int, tuple[SkillBrief, ...]]:
    """Which of these skills each of these members does not hold on a day."""
    del actor
    held = _holders(on) if wanted else {}
    return {
        member_id: tuple(one for one in wanted if member_id not in held.get(one.id, ()))
        for member_id in member_ids
    }


def held_until(*, actor: Actor, on: date) -> dict[int, Mapping[int, date | None]]:
    """Member -> skill in use -> the last day, None without end; also of what has ended by now."""
    del actor
    return _last_days(on)


def skills_that_end(*, actor: Actor) -> frozenset[int]:
    """Those that somebody holds until a day: certificates, not abilities."""
    del actor
    return _ending_skills()


def grants_of(*, actor: Actor, member_id: int, on: date) -> list[GrantCard]:
    """What a colleague in sight holds, held, or will hold; the withdrawn are left out."""
    member_card(actor=actor, member_id=member_id)
    found = Grant.objects.filter(member=member_id, withdrawn_at=None).select_related("skill")
    rows = list(found.order_by("skill__name", "-valid_from"))
    clear = actor.may(SEE_CERTIFICATES) or actor.staff_id == member_id
    files: Mapping[int, FileBrief] = {}
    if clear:
        files = file_briefs(actor=actor, ids={row.file_id for row in rows if row.file_id})
    return [
        GrantCard(
            id=row.id,
            member_id=member_id,
            skill=SkillBrief(id=row.skill_id, name=row.skill.name),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            standing=standing_of(row, on),
            certificate=row.certificate if clear else "",
            file=files.get(row.file_id or 0),
        )
        for row in rows
    ]


def certificate_file(*, actor: Actor, member_id: int, grant_id: int, on: date) -> FileBrief:
    """Raises NotFound also for who may not see it."""
    cards = grants_of(actor=actor, member_id=member_id, on=on)
    found = next((card.file for card in cards if card.id == grant_id), None)
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def ending(*, actor: Actor, on: date) -> list[EndingRow]:
    """What ends soon or has ended of colleagues in sight, and was not renewed; the first first."""
    actor.must(SEE_MEMBERS)
    rows = [row for row in _ending(on) if standing_of(row, on) in {"lapsing", "lapsed"}]
    briefs = member_briefs(actor=SYSTEM, ids={row.member_id for row in rows})
    return [
        EndingRow(
            grant_id=row.id,
            member=briefs[row.member_id],
            skill=SkillBrief(id=row.skill_id, name=row.skill.name),
            valid_until=row.valid_until or on,
            standing=standing_of(row, on),
        )
        for row in rows
        if briefs[row.member_id].is_active and _in_sight(actor, briefs[row.member_id])
    ][:MOST_SHOWN]


def standing_of(row: Grant, on: date) -> Standing:
    return standing(
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        warn_days=row.skill.warn_days,
        on=on,
    )


@remembered(*TABLES)
def _ending(on: date) -> tuple[Grant, ...]:
    """The last of each skill of each member, where it ends within a year."""
    found = Grant.objects.filter(withdrawn_at=None, skill__is_active=True).select_related("skill")
    last = found.order_by("member_id", "skill_id", LAST_FIRST).distinct("member_id", "skill_id")
    rows = [row for row in last if row.valid_until and row.valid_until <= on + YEAR]
    return tuple(sorted(rows, key=lambda row: (row.valid_until or on, row.id)))


@remembered(*TABLES)
def _skills() -> tuple[Skill, ...]:
    return tuple(Skill.objects.order_by("id"))


@remembered(*TABLES)
def _holders(on: date) -> dict[int, frozenset[int]]:
    """Members by the skill that they hold on a day."""
    valid = Grant.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on, withdrawn_at=None
    )
    held: dict[int, set[int]] = defaultdict(set)
    for skill_id, member_id in valid.values_list("skill_id", "member_id"):
        held[skill_id].add(member_id)
    return {skill_id: frozenset(members) for skill_id, members in held.items()}


@remembered(*TABLES, most=64)
def _last_days(on: date) -> dict[int, Mapping[int, date | None]]:
    begun = Grant.objects.filter(valid_from__lte=on, withdrawn_at=None, skill__is_active=True)
    rows = begun.order_by("member_id", "skill_id", LAST_FIRST).distinct("member_id", "skill_id")
    held: dict[int, dict[int, date | None]] = defaultdict(dict)
    for member_id, skill_id, last in rows.values_list("member_id", "skill_id", "valid_until"):
        held[member_id][skill_id] = last
    return dict(held)


@remembered(*TABLES)
def _ending_skills() -> frozenset[int]:
    found = Grant.objects.filter(valid_until__isnull=False, withdrawn_at=None)
    return frozenset(found.values_list("skill_id", flat=True).distinct())


def _in_sight(actor: Actor, member: MemberBrief) -> bool:
    inside = actor.sees_everything or member.org_unit_id in actor.org_units
    return inside or member.id == actor.staff_id


def _card_of(skill: Skill, holders: int) -> SkillCard:
    return SkillCard(
        id=skill.id,
        name=skill.name,
        kinds=tuple(skill.kinds),
        categories=tuple(skill.categories),
        product_lines=tuple(skill.product_lines),
        levels=tuple(skill.levels),
        warn_days=skill.warn_days,
        is_active=skill.is_active,
        holders=holders,
    )
