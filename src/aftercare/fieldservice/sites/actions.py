"""Saying where a station is and what it serves (R-FS-15)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.products.queries import lines
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.regions import is_region
from aftercare.people.organisation.queries import unit_tree

from .models import Site
from .queries import STATION, Point, SiteCard, site_card
from .rules import is_on_earth


@action
def place_station(
    *,
    actor: Actor,
    org_unit_id: int,
    point: Point,
    address: str = "",
    areas: Sequence[str] = (),
    product_lines: Sequence[str] = (),
    is_own: bool = True,
    is_active: bool = True,
    now: datetime,
) -> SiteCard:
    """Where a station in sight is, and what it serves; as it shall be, whole. Raises Invalid."""
    _must_be_station(actor, org_unit_id)
    _check(point, address, areas, product_lines)
    row, _made = Site.objects.update_or_create(
        org_unit_id=org_unit_id,
        defaults={
            "longitude": point.longitude,
            "latitude": point.latitude,
            "address": address.strip(),
            "areas": list(dict.fromkeys(areas)),
            "product_lines": list(product_lines),
            "is_own": is_own,
            "is_active": is_active,
        },
    )
    record(actor=actor, verb="site.placed", subject=f"org_unit:{org_unit_id}", at=now,
           site=row.id, areas=list(areas), product_lines=list(product_lines), is_own=is_own,
           is_active=is_active)  # fmt: skip
    return site_card(actor=SYSTEM, org_unit_id=org_unit_id)


def _must_be_station(actor: Actor, org_unit_id: int) -> None:
    in_sight = actor.sees_everything or org_unit_id in actor.org_units
    stations = {unit.id for unit in unit_tree(actor=SYSTEM) if unit.kind == STATION}
    if not in_sight or org_unit_id not in stations:
        raise NotFound(_("There is no such station."))


def _check(point: Point, address: str, areas: Sequence[str], product_lines: Sequence[str]) -> None:
    faults = {}
    if not is_on_earth(point):
        faults["longitude"] = _("Degrees of longitude lie between -180 and 180, of latitude "
                                "between -90 and 90.")  # fmt: skip
    if len(address.strip()) > 120:  # noqa: PLR2004
        faults["address"] = _("At most 120 characters.")
    if unknown := [code for code in areas if not is_region(code)]:
        faults["areas"] = _("There is no such region: {code}").format(code=", ".join(unknown))
    known = {line.code for line in lines(actor=SYSTEM)}
    if not known.issuperset(product_lines):
        faults["product_lines"] = _("Choose lines of the list.")
    if faults:
        raise Invalid(_("The station cannot be saved like this."), fields=faults)
