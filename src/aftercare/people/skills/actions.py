"""The skills of the company, and who holds them from when until when (R-PE-01)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.files.queries import own_file_ids
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import head_above, member_brief, member_card

from .models import Grant, Skill
from .queries import standing_of
from .rules import Standing, is_line_code

MOST_WARN_DAYS = 365
LONGEST = timedelta(days=50 * 366)
LAPSING_TEXT = gettext_noop("A skill ends on {day}: {skill}. Renew it, or cases go elsewhere.")
LAPSED_TEXT = gettext_noop("A skill has ended on {day}: {skill}. Cases that need it go elsewhere.")


class NamedAlready(Refusal):
    """The company has a skill of this name."""


@action
def write_skill(
    *,
    actor: Actor,
    skill_id: int | None = None,
    name: str,
    kinds: Sequence[str] = (),
    categories: Sequence[str] = (),
    product_lines: Sequence[str] = (),
    levels: Sequence[str] = (),
    warn_days: int = 30,
    is_active: bool = True,
    now: datetime,
) -> int:
    """A new skill or another wording of one; its id. What cases need holds at once."""
    if not name.strip() or len(name.strip()) > 60:  # noqa: PLR2004
        raise Invalid.of("name", _("Give it a name of at most 60 characters."))
    if not 0 <= warn_days <= MOST_WARN_DAYS:
        raise Invalid.of("warn_days", _("Between 0 and {most} days.").format(most=MOST_WARN_DAYS))
    if not all(map(is_line_code, product_lines)):
        raise Invalid.of("product_lines", _("There is no such product line."))
    if Skill.objects.filter(name=name.strip()).exclude(id=skill_id or 0).exists():
        raise NamedAlready(_("There is a skill of this name already."))
    skill = Skill() if skill_id is None else _skill(skill_id)
    skill.name, skill.warn_days, skill.is_active = name.strip(), warn_days, is_active
    skill.kinds, skill.categories = list(kinds), list(categories)
    skill.product_lines, skill.levels = list(product_lines), list(levels)
    skill.save()
    record(actor=actor, verb="skill.written", subject=f"skill:{skill.id}", at=now,
           kinds=list(kinds), categories=list(categories), product_lines=list(product_lines),
           levels=list(levels), is_active=is_active)  # fmt: skip
    return skill.id


@action
def grant_skill(
    *,
    actor: Actor,
    member_id: int,
    skill_id: int,
    valid_from: date,
    valid_until: date | None = None,
    certificate: str = "",
    file_id: int | None = None,
    now: datetime,
) -> int:
    """A colleague holds a skill from a day on, until and including another; a renewal is one more.

    `file_id` is of a file that the actor has stored.
    """
    member = member_card(actor=actor, member_id=member_id).brief
    skill = _skill(skill_id)
    if not member.is_active or not skill.is_active:
        raise Invalid.of("skill_id", _("Choose a skill in use and a colleague who serves."))
    if valid_until is not None and not valid_from <= valid_until <= valid_from + LONGEST:
        raise Invalid.of("valid_until", _("The last day lies after the first."))
    if file_id is not None and file_id not in own_file_ids(actor=actor, ids=[file_id]):
        raise Invalid.of("file", _("Choose a photo or a document."))
    row = Grant.objects.create(
        member_id=member.id, skill=skill, valid_from=valid_from, valid_until=valid_until,
        certificate=certificate.strip(), file_id=file_id, granted_at=now,
    )  # fmt: skip
    _recorded(actor, row, "staff.skill_granted", now, file=file_id,
              valid_from=valid_from.isoformat(),
              valid_until=valid_until and valid_until.isoformat())  # fmt: skip
    return row.id


@action
def withdraw_skill(
    *, actor: Actor, member_id: int, grant_id: int, reason: str, now: datetime
) -> None:
    """Somebody does not hold a skill any more, or it was entered wrongly."""
    member_card(actor=actor, member_id=member_id)
    found = Grant.objects.select_for_update().filter(id=grant_id, member=member_id)
    row = found.filter(withdrawn_at=None).first()
    if row is None:
        raise NotFound(_("There is no such skill."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    _recorded(actor, row, "staff.skill_withdrawn", now, words={"reason": reason})


@action
def warn_of_endings(*, actor: Actor, now: datetime) -> int:
    """Tells holder and head, once each, of skills that end soon and that have ended; how many.

    Not of one that a renewal follows.
    """
    on = timezone.localdate(now)
    held = Grant.objects.select_for_update(of=("self",)).filter(withdrawn_at=None)
    rows = [
        row
        for row in held.filter(valid_until__isnull=False, skill__is_active=True).select_related(
            "skill"
        )
        if (state := standing_of(row, on)) in {Standing.LAPSING, Standing.LAPSED}
        and row.warned != state
        and not _is_renewed(row)
    ]
    for row in rows:
        row.warned = standing_of(row, on)
        _warn(actor, row, now)
    Grant.objects.bulk_update(rows, ["warned"])
    if rows:
        record(actor=actor, verb="skill.endings_told", subject="skills:all", at=now,
               grants=[row.id for row in rows])  # fmt: skip
    return len(rows)


def _is_renewed(row: Grant) -> bool:
    others = Grant.objects.filter(member=row.member_id, skill=row.skill_id, withdrawn_at=None)
    later = others.exclude(valid_until__lte=row.valid_until).exclude(id=row.id)
    return later.exists()


def _warn(actor: Actor, row: Grant, now: datetime) -> None:
    holder = member_brief(actor=SYSTEM, member_id=row.member_id)
    if not holder.is_active:
        return
    head = head_above(actor=SYSTEM, member_id=row.member_id)
    notify(
        actor=actor,
        user_ids={holder.user_id, head.user_id if head else None},
        kind="skill.ending",
        text_key=LAPSED_TEXT if row.warned == Standing.LAPSED else LAPSING_TEXT,
        params={"skill": row.skill.name, "day": str(row.valid_until)},
        link=f"/desk/staff/{row.member_id}",
        now=now,
    )


def _skill(skill_id: int) -> Skill:
    skill = Skill.objects.select_for_update().filter(id=skill_id).first()
    if skill is None:
        raise NotFound(_("There is no such skill."))
    return skill


def _recorded(actor: Actor, row: Grant, verb: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"staff:{row.member_id}", at=now, skill=row.skill_id,
           grant=row.id, **detail)  # fmt: skip
