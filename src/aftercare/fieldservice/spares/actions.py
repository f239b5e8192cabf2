"""The list of parts, the places where they lie, and how many are to lie there (R-FS-11)."""

from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.products.queries import lines, model_briefs
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.people.organisation.queries import unit_brief
from aftercare.people.staff.queries import member_brief

from .models import Fit, Part, Place, ReorderPoint
from .queries import PartDraft, own_place, part_brief, part_by_code
from .rules import PlaceKind

TEXTS = ("code", "name", "measure")


@action
def save_part(*, actor: Actor, part_id: int | None = None, draft: PartDraft, now: datetime) -> int:
    """Adds a part to the list, or changes it; its id. Raises Invalid, NotFound."""
    row = Part(added_at=now) if part_id is None else Part.objects.filter(id=part_id).first()
    if row is None:
        raise NotFound(_("There is no such part."))
    _check(draft, row)
    for name in PartDraft.__slots__:
        if name != "model_ids":
            said = getattr(draft, name)
            setattr(row, name, said.strip() if name in TEXTS else said)
    row.suppliers = [one.strip() for one in draft.suppliers if one.strip()]
    row.product_lines = list(draft.product_lines)
    row.save()
    Fit.objects.filter(part_id=row.id).exclude(product_model_id__in=draft.model_ids).delete()
    fits = [Fit(part_id=row.id, product_model_id=model_id) for model_id in draft.model_ids]
    Fit.objects.bulk_create(fits, ignore_conflicts=True)
    verb = "part.added" if part_id is None else "part.changed"
    record(actor=actor, verb=verb, subject=f"part:{row.id}", at=now, price=str(row.price_amount))
    return row.id


@action
def open_place(
    *,
    actor: Actor,
    kind: str,
    name: str = "",
    org_unit_id: int | None = None,
    member_id: int | None = None,
    now: datetime,
) -> int:
    """A store of a unit, or the van of a colleague; the one that is there already."""
    if kind == PlaceKind.VAN:
        if member_id is None:
            raise Invalid.of("member_id", _("Say whose van it is."))
        whose = {"member_id": member_id}
        usual = _("Van: %(name)s") % {"name": member_brief(actor=SYSTEM, member_id=member_id).name}
    elif kind == PlaceKind.WAY:
        raise Invalid.of("kind", _("Choose another place."))
    else:
        if org_unit_id is None:
            raise Invalid.of("org_unit_id", _("Say whose store it is."))
        whose = {"org_unit_id": org_unit_id}
        usual = unit_brief(actor=SYSTEM, org_unit_id=org_unit_id).name
    defaults = {"kind": kind, "name": name.strip() or usual, "opened_at": now}
    place, is_new = Place.objects.get_or_create(**whose, defaults=defaults)
    if is_new:
        record(actor=actor, verb="store.opened", subject=f"store:{place.id}", at=now)
    return place.id


@derived
def open_way(*, actor: Actor, now: datetime) -> int:
    """The one place of all that is on its way."""
    del actor
    way, _is_new = Place.objects.get_or_create(kind=PlaceKind.WAY, defaults={"opened_at": now})
    return way.id


@action
def set_reorder_point(
    *, actor: Actor, place_id: int, part_id: int, least: int, most: int, now: datetime
) -> None:
    """No fewer than `least` are to lie there; both 0: the place keeps none of it."""
    place = own_place(actor=actor, place_id=place_id)
    part = part_brief(actor=SYSTEM, part_id=part_id)
    if least == most == 0:
        ReorderPoint.objects.filter(place_id=place.id, part_id=part.id).delete()
    elif most <= least:
        raise Invalid.of("most", _("More than the least."))
    else:
        ReorderPoint.objects.update_or_create(
            place_id=place.id, part_id=part.id, defaults={"least": least, "most": most}
        )
    record(actor=actor, verb="part.reorder_set", subject=f"part:{part.id}", at=now,
           store=place.id, least=least, most=most)  # fmt: skip


def _check(draft: PartDraft, row: Part) -> None:
    wrong = {name: _("This is missing.") for name in TEXTS if not getattr(draft, name).strip()}
    same = part_by_code(actor=SYSTEM, code=draft.code)
    if same is not None and same.id != row.id:
        wrong["code"] = _("Another part has this code.")
    if not any(one.strip() for one in draft.suppliers):
        wrong["suppliers"] = _("Name at least one genuine source.")
    if draft.price_amount < 0:
        wrong["price_amount"] = _("Not less than nothing.")
    if set(draft.product_lines) - {line.code for line in lines(actor=SYSTEM)}:
        wrong["product_lines"] = _("There is no such product line.")
    if set(draft.model_ids) - set(model_briefs(actor=SYSTEM, ids=draft.model_ids)):
        wrong["models"] = _("There is no such model.")
    if row.id and row.has_serials != draft.has_serials:
        wrong["has_serials"] = _("This cannot be changed any more; add another part.")
    if wrong:
        raise Invalid(_("The part cannot be kept like this."), fields=wrong)
