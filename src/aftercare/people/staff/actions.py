"""Hiring, moving, duties, absence and leaving."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.files.actions import discard_unused
from aftercare.foundation.files.queries import file_briefs, own_file_ids
from aftercare.foundation.regions import is_region
from aftercare.people.organisation.queries import unit_brief

from . import rules
from .events import MemberLeaving, MemberMoved
from .models import Face, Member
from .queries import MemberBrief, brief_of


class StillHasPeople(Refusal):
    """People work in the unit that shall be closed."""


@action
def hire_member(
    *,
    actor: Actor,
    number: str,
    name: str,
    org_unit_id: int,
    now: datetime,
    title: str = "",
    is_head: bool = False,
    user_id: int | None = None,
) -> MemberBrief:
    """A new colleague in a unit; what may be given to them is set by `set_duties`."""
    _check_texts(number=number, name=name, title=title)
    _open_unit_or_refuse(actor, org_unit_id)
    if Member.objects.filter(number=number.strip()).exists():
        raise Invalid.of("number", _("Another colleague has this number."))
    if user_id is not None:
        _check_user_is_free(user_id)
    member = Member.objects.create(
        number=number.strip(),
        name=name.strip(),
        name_key=rules.name_key(name),
        org_unit_id=org_unit_id,
        title=title.strip(),
        is_head=is_head,
        user_id=user_id,
        joined_at=now,
    )
    record(
        actor=actor,
        verb="staff.hired",
        subject=f"staff:{member.id}",
        at=now,
        org_unit_id=org_unit_id,
        is_head=is_head,
        user_id=user_id,
    )
    return brief_of(member)


@action
def change_member(
    *, actor: Actor, member_id: int, name: str, title: str, is_head: bool, now: datetime
) -> MemberBrief:
    _check_texts(number="-", name=name, title=title)
    member = _locked(actor, member_id)
    member.name, member.name_key = name.strip(), rules.name_key(name)
    member.title, member.is_head = title.strip(), is_head
    member.save(update_fields=["name", "name_key", "title", "is_head"])
    record(
        actor=actor,
        verb="staff.changed",
        subject=f"staff:{member.id}",
        at=now,
        is_head=is_head,
    )
    return brief_of(member)


@action
def link_user(*, actor: Actor, member_id: int, user_id: int | None, now: datetime) -> MemberBrief:
    """With which account this colleague signs in; None takes it away."""
    member = _locked(actor, member_id)
    if user_id is not None and user_id != member.user_id:
        _check_user_is_free(user_id)
    member.user_id = user_id
    member.save(update_fields=["user_id"])
    record(
        actor=actor,
        verb="staff.linked",
        subject=f"staff:{member.id}",
        at=now,
        linked_user_id=user_id,
    )
    return brief_of(member)


@action
def move_member(*, actor: Actor, member_id: int, org_unit_id: int, now: datetime) -> MemberBrief:
    """Cases go along: they follow their owner, not the unit the owner came from."""
    _open_unit_or_refuse(actor, org_unit_id)
    member = _locked(actor, member_id)
    former = member.org_unit_id
    member.org_unit_id = org_unit_id
    member.save(update_fields=["org_unit_id"])
    record(
        actor=actor,
        verb="staff.moved",
        subject=f"staff:{member.id}",
        at=now,
        former_org_unit_id=former,
        org_unit_id=org_unit_id,
    )
    publish(
        MemberMoved(member_id=member.id, former_org_unit_id=former, org_unit_id=org_unit_id, at=now)
    )
    return brief_of(_locked(actor, member_id))


@action
def set_duties(
    *,
    actor: Actor,
    member_id: int,
    handles: Sequence[str],
    now: datetime,
    levels: Sequence[str] = (),
    product_lines: Sequence[str] = (),
    regions: Sequence[str] = (),
) -> MemberBrief:
    """Which cases may be given to this colleague; see Member. Raises Invalid."""
    strangers = [code for code in regions if not is_region(code)]
    if strangers:
        raise Invalid.of("regions", _("There is no region {code}.").format(code=strangers[0]))
    member = _locked(actor, member_id)
    member.handles, member.levels = sorted(set(handles)), sorted(set(levels))
    member.product_lines, member.regions = sorted(set(product_lines)), sorted(set(regions))
    member.save(update_fields=["handles", "levels", "product_lines", "regions"])
    record(
        actor=actor,
        verb="staff.duties_set",
        subject=f"staff:{member.id}",
        at=now,
        handles=member.handles,
        levels=member.levels,
        product_lines=member.product_lines,
        regions=member.regions,
    )
    return brief_of(member)


@action
def set_own_presence(*, actor: Actor, on_duty: bool, now: datetime) -> MemberBrief:
    """Everybody says for themselves whether new cases may come."""
    member = Member.objects.select_for_update().serving().filter(id=actor.staff_id or 0).first()
    if member is None:
        raise NotFound(_("There is no such colleague."))
    member.on_duty = on_duty
    member.save(update_fields=["on_duty"])
    record(
        actor=actor,
        verb="staff.presence_set",
        subject=f"staff:{member.id}",
        at=now,
        on_duty=on_duty,
    )
    return brief_of(member)


@action
def show_own_face(*, actor: Actor, file_id: int | None, now: datetime) -> None:
    """The picture on one's own badge, which customers see who wait; without a file it is gone."""
    member = Member.objects.serving().filter(id=actor.staff_id or 0).first()
    if member is None:
        raise NotFound(_("There is no such colleague."))
    former = _face_of(member)
    if file_id is None:
        Face.objects.filter(member_id=member.id).delete()
    else:
        brief = file_briefs(actor=actor, ids=own_file_ids(actor=actor, ids=[file_id])).get(file_id)
        if brief is None or not brief.has_thumbnail:
            raise Invalid.of("file", _("Choose a picture."))
        Face.objects.update_or_create(
            member_id=member.id, defaults={"file_id": file_id, "shown_at": now}
        )
    if former and former != [file_id]:
        discard_unused(actor=actor, file_ids=former, now=now)
    record(actor=actor, verb="staff.face_shown", subject=f"staff:{member.id}", at=now,
           emptied=file_id is None)  # fmt: skip


@action
def set_presence(
    *, actor: Actor, member_id: int, on_duty: bool, now: datetime, stand_in_id: int | None = None
) -> MemberBrief:
    """On duty, or away with somebody who takes what comes in meanwhile."""
    member = _locked(actor, member_id)
    if stand_in_id is not None:
        if stand_in_id == member.id:
            raise Invalid.of("stand_in", _("Nobody stands in for themselves."))
        if not Member.objects.serving().filter(id=stand_in_id, on_duty=True).exists():
            raise Invalid.of("stand_in", _("The stand-in must be on duty."))
    member.on_duty, member.stand_in_id = on_duty, stand_in_id
    member.save(update_fields=["on_duty", "stand_in_id"])
    record(
        actor=actor,
        verb="staff.presence_set",
        subject=f"staff:{member.id}",
        at=now,
        on_duty=on_duty,
        stand_in_id=stand_in_id,
    )
    return brief_of(member)


@action
def release_member(*, actor: Actor, member_id: int, now: datetime) -> MemberBrief:
    """Leaves the company. Modules above refuse while work is still in these hands."""
    member = _locked(actor, member_id)
    publish(MemberLeaving(member_id=member.id, at=now))
    member.is_active, member.on_duty, member.left_at = False, False, now
    member.user_id, member.stand_in_id = None, None
    member.save(update_fields=["is_active", "on_duty", "left_at", "user_id", "stand_in_id"])
    Member.objects.filter(stand_in_id=member.id).update(stand_in_id=None)
    face = _face_of(member)
    Face.objects.filter(member_id=member.id).delete()
    if face:
        discard_unused(actor=actor, file_ids=face, now=now)
    record(actor=actor, verb="staff.left", subject=f"staff:{member.id}", at=now)
    return brief_of(member)


@action
def keep_unit_while_staffed(*, actor: Actor, org_unit_id: int, now: datetime) -> None:
    """Refuses the closing of a unit in which people still work. Raises StillHasPeople."""
    count = Member.objects.serving().filter(org_unit_id=org_unit_id).count()
    if count:
        raise StillHasPeople(_("{count} people still work here.").format(count=count))
    record(actor=actor, verb="org_unit.found_empty", subject=f"org_unit:{org_unit_id}", at=now)


def _locked(actor: Actor, member_id: int) -> Member:
    members = Member.objects.visible_to(actor).serving().select_for_update(of=("self",))
    member = members.select_related("org_unit").filter(id=member_id).first()
    if member is None:
        raise NotFound(_("There is no such colleague."))
    return member


def _open_unit_or_refuse(actor: Actor, org_unit_id: int) -> None:
    inside = actor.sees_everything or org_unit_id in actor.org_units
    if not inside or not unit_brief(actor=actor, org_unit_id=org_unit_id).is_open:
        raise Invalid.of("org_unit", _("There is no such unit."))


def _check_user_is_free(user_id: int) -> None:
    if Member.objects.filter(user_id=user_id).exists():
        raise Invalid.of("user", _("This account belongs to another colleague."))


def _check_texts(*, number: str, name: str, title: str) -> None:
    if not name.strip() or len(name) > 60:  # noqa: PLR2004
        raise Invalid.of("name", _("A colleague has a name of at most 60 characters."))
    if not number.strip() or len(number) > 20:  # noqa: PLR2004
        raise Invalid.of("number", _("A colleague has a number of at most 20 characters."))
    if len(title) > 60:  # noqa: PLR2004
        raise Invalid.of("title", _("At most {most} characters.").format(most=60))


def _face_of(member: Member) -> list[int]:
    """The file of the picture on the badge, if there is one."""
    return list(Face.objects.filter(member_id=member.id).values_list("file_id", flat=True))
