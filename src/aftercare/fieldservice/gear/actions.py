"""The life of a tool: registered, handed out, brought back, inspected, withdrawn (R-FS-14)."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.organisation.queries import unit_names
from aftercare.people.staff.queries import head_of, member_brief, member_card

from .models import Item
from .queries import kinds, standing_of
from .rules import USABLE, Standing

ENDING_TEXT = gettext_noop("Gear {number}: its inspection ends on {day}.")
ENDED_TEXT = gettext_noop("Gear {number}: its inspection has ended on {day}; jobs that need it "
                          "go elsewhere.")  # fmt: skip


class NumberTaken(Refusal):
    """Another piece has this number."""


class NotUsable(Refusal):
    """Withdrawn, or its inspection has ended."""


@action
def register_gear(
    *,
    actor: Actor,
    kind: str,
    number: str,
    org_unit_id: int,
    inspected_on: date | None = None,
    valid_until: date | None = None,
    now: datetime,
) -> int:
    """A new piece, lying at a station in sight; its id. Raises Invalid and NumberTaken."""
    if kind not in kinds(actor=SYSTEM):
        raise Invalid.of("kind", _("Choose one of the list."))
    if not number.strip() or len(number.strip()) > 40:  # noqa: PLR2004
        raise Invalid.of("number", _("Give it a number of at most 40 characters."))
    in_sight = actor.sees_everything or org_unit_id in actor.org_units
    if not in_sight or not unit_names(actor=SYSTEM, ids=[org_unit_id]):
        raise Invalid.of("org_unit_id", _("Choose one of the list."))
    _check_days(inspected_on, valid_until, timezone.localdate(now))
    if Item.objects.filter(number=number.strip()).exists():
        raise NumberTaken(_("There is a piece of this number already."))
    row = Item.objects.create(kind=kind, number=number.strip(), org_unit_id=org_unit_id,
                              inspected_on=inspected_on, valid_until=valid_until)  # fmt: skip
    _recorded(actor, row, "gear.registered", now, kind=kind, org_unit=org_unit_id)
    return row.id


@action
def hand_out_gear(*, actor: Actor, item_id: int, member_id: int, now: datetime) -> None:
    """Somebody in sight holds it from now on; also straight from another hand."""
    row = _locked(actor, item_id)
    if standing_of(row, timezone.localdate(now)) not in USABLE:
        raise NotUsable(_("It must be inspected before anybody may use it."))
    member = member_card(actor=actor, member_id=member_id).brief
    if not member.is_active:
        raise Invalid.of("member_id", _("Choose a colleague who serves."))
    row.holder_id, row.held_since = member.id, now
    row.save(update_fields=["holder", "held_since"])
    _recorded(actor, row, "gear.handed_out", now, to=member.id)


@action
def take_gear_back(*, actor: Actor, item_id: int, now: datetime) -> None:
    """It lies at its station again."""
    row = _locked(actor, item_id)
    former, row.holder_id, row.held_since = row.holder_id, None, None
    row.save(update_fields=["holder", "held_since"])
    _recorded(actor, row, "gear.taken_back", now, former_owner=former)


@action
def inspect_gear(
    *, actor: Actor, item_id: int, inspected_on: date, valid_until: date | None, now: datetime
) -> None:
    """An inspection was passed; it may be used until and including `valid_until`."""
    row = _locked(actor, item_id)
    _check_days(inspected_on, valid_until, timezone.localdate(now))
    row.inspected_on, row.valid_until, row.warned = inspected_on, valid_until, ""
    row.save(update_fields=["inspected_on", "valid_until", "warned"])
    _recorded(actor, row, "gear.inspected", now, on=inspected_on.isoformat(),
              valid_until=valid_until and valid_until.isoformat())  # fmt: skip


@action
def withdraw_gear(*, actor: Actor, item_id: int, reason: str, now: datetime) -> None:
    """Broken, lost, or not passed: nobody uses it any more."""
    row = _locked(actor, item_id)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    row.withdrawn_at, row.holder_id, row.held_since = now, None, None
    row.save(update_fields=["withdrawn_at", "holder", "held_since"])
    _recorded(actor, row, "gear.withdrawn", now, words={"reason": reason})


@action
def warn_of_inspections(*, actor: Actor, now: datetime) -> int:
    """Tells holder and head of the station, once each, of what ends soon and has ended."""
    on = timezone.localdate(now)
    held = Item.objects.select_for_update().filter(withdrawn_at=None, valid_until__isnull=False)
    rows = [
        row
        for row in held
        if (state := standing_of(row, on)) in {Standing.ENDING, Standing.ENDED}
        and row.warned != state
    ]
    for row in rows:
        row.warned = standing_of(row, on)
        _warn(actor, row, now)
    Item.objects.bulk_update(rows, ["warned"])
    if rows:
        record(actor=actor, verb="gear.endings_told", subject="gear:all", at=now,
               items=[row.id for row in rows])  # fmt: skip
    return len(rows)


def _warn(actor: Actor, row: Item, now: datetime) -> None:
    head = head_of(actor=SYSTEM, org_unit_id=row.org_unit_id)
    holder = member_brief(actor=SYSTEM, member_id=row.holder_id) if row.holder_id else None
    notify(
        actor=actor,
        user_ids={one.user_id if one else None for one in (head, holder)},
        kind="gear.ending",
        text_key=ENDED_TEXT if row.warned == Standing.ENDED else ENDING_TEXT,
        params={"number": row.number, "day": str(row.valid_until)},
        link=f"/desk/gear?q={row.number}",
        now=now,
    )


def _check_days(inspected_on: date | None, valid_until: date | None, today: date) -> None:
    if inspected_on is not None and inspected_on > today:
        raise Invalid.of("inspected_on", _("This day has not come yet."))
    if valid_until is not None and inspected_on is not None and valid_until < inspected_on:
        raise Invalid.of("valid_until", _("The last day lies after the first."))


def _locked(actor: Actor, item_id: int) -> Item:
    """Also the own gear of who asks is no more than seen: stations keep it."""
    found = Item.objects.select_for_update().filter(id=item_id, withdrawn_at=None)
    if not actor.sees_everything:
        found = found.filter(org_unit_id__in=actor.org_units)
    row = found.first()
    if row is None:
        raise NotFound(_("There is no such piece of gear."))
    return row


def _recorded(actor: Actor, row: Item, verb: str, now: datetime, **detail: object) -> None:
    record(actor=actor, verb=verb, subject=f"gear:{row.id}", at=now, **detail)  # type: ignore[arg-type]
