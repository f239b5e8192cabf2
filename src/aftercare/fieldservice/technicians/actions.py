"""Who goes out, from where, and how fast."""

from datetime import datetime, time

from django.utils.translation import gettext as _

from aftercare.fieldservice.sites.queries import Point, site_card
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid
from aftercare.people.staff.queries import member_card

from .models import Technician
from .queries import Base, TechnicianCard, technician_card

CLOSE = 3
"""Decimals of the degrees that are kept of a home: a hundred metres."""
SLOWEST, FASTEST, LONGEST_MEAL, LONGEST_LEG = 200, 50, 120, 300


@action
def set_technician(
    *,
    actor: Actor,
    member_id: int,
    org_unit_id: int,
    starts_at: str = Base.STATION,
    ends_at: str = Base.STATION,
    home: Point | None = None,
    meal_from: time = time(11, 30),
    meal_until: time = time(12, 45),
    meal_minutes: int = 30,
    pace: int = 100,
    longest_leg: int | None = None,
    is_active: bool = True,
    now: datetime,
) -> TechnicianCard:
    """A colleague in sight goes out from a station in sight; as it shall be, whole.

    Raises Invalid and NotFound.
    """
    member = member_card(actor=actor, member_id=member_id).brief
    site = site_card(actor=actor, org_unit_id=org_unit_id)
    if Base.HOME in {starts_at, ends_at} and home is None:
        raise Invalid.of("home_longitude", _("Say where the home is, roughly, or choose the "
                                             "station."))  # fmt: skip
    _check_numbers(meal_minutes, pace, longest_leg)
    if meal_until < meal_from:
        raise Invalid.of("meal_until", _("The end lies after the beginning."))
    Technician.objects.update_or_create(
        member_id=member.id,
        defaults={
            "site_id": site.id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "home_longitude": round(home.longitude, CLOSE) if home else None,
            "home_latitude": round(home.latitude, CLOSE) if home else None,
            "meal_from": meal_from,
            "meal_until": meal_until,
            "meal_minutes": meal_minutes,
            "pace": pace,
            "longest_leg": longest_leg,
            "is_active": is_active,
        },
    )
    record(actor=actor, verb="technician.set", subject=f"staff:{member.id}", at=now, site=site.id,
           starts_at=starts_at, ends_at=ends_at, pace=pace, is_active=is_active)  # fmt: skip
    return technician_card(actor=SYSTEM, member_id=member.id)


def _check_numbers(meal_minutes: int, pace: int, longest_leg: int | None) -> None:
    faults = {}
    if not 0 <= meal_minutes <= LONGEST_MEAL:
        faults["meal_minutes"] = _("Between 0 and {most} minutes.").format(most=LONGEST_MEAL)
    if not FASTEST <= pace <= SLOWEST:
        faults["pace"] = _("Between {least} and {most} percent.").format(
            least=FASTEST, most=SLOWEST
        )
    if longest_leg is not None and not 1 <= longest_leg <= LONGEST_LEG:
        faults["longest_leg"] = _("Between 1 and {most} minutes.").format(most=LONGEST_LEG)
    if faults:
        raise Invalid(_("The technician cannot be saved like this."), fields=faults)
