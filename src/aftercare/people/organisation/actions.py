"""Building and changing the tree of units."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish
from aftercare.foundation.regions import is_region

from . import rules
from .events import UnitClosing
from .models import Company, OrgUnit
from .queries import CompanyCard, UnitBrief, brief_of, company_card


class StillInUse(Refusal):
    """Units, people or cases still hang on it."""


@action
def open_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    now: datetime,
    parent_id: int | None = None,
    region: str = "",
) -> UnitBrief:
    """A new unit below `parent_id`; without one, a root. Raises Invalid."""
    _check(code=code, name=name, kind=kind, region=region)
    parent = _locked(actor, parent_id) if parent_id is not None else None
    unit = OrgUnit.objects.create(
        code=code.strip(),
        name=name.strip(),
        kind=kind,
        parent=parent,
        region=region,
        opened_at=now,
    )
    unit.path = rules.path_of(parent.path if parent else "", unit.id)
    unit.save(update_fields=["path"])
    record(
        actor=actor,
        verb="org_unit.opened",
        subject=f"org_unit:{unit.id}",
        at=now,
        words={"code": unit.code, "name": unit.name},
        parent_id=parent_id,
    )
    return brief_of(unit)


@action
def change_unit(
    *, actor: Actor, org_unit_id: int, name: str, kind: str, region: str, now: datetime
) -> UnitBrief:
    """Name, kind and region as they shall be. Raises Invalid."""
    _check(code=None, name=name, kind=kind, region=region)
    unit = _locked(actor, org_unit_id)
    unit.name, unit.kind, unit.region = name.strip(), kind, region
    unit.save(update_fields=["name", "kind", "region"])
    record(
        actor=actor,
        verb="org_unit.changed",
        subject=f"org_unit:{unit.id}",
        at=now,
        words={"name": unit.name},
        kind=kind,
        region=region,
    )
    return brief_of(unit)


@action
def move_unit(*, actor: Actor, org_unit_id: int, parent_id: int | None, now: datetime) -> UnitBrief:
    """Puts a unit with all below it under another parent. Raises Refusal for a ring."""
    unit = _locked(actor, org_unit_id)
    parent = _locked(actor, parent_id) if parent_id is not None else None
    above = parent.path if parent else ""
    if rules.would_turn_in_a_ring(path=unit.path, new_parent_path=above):
        raise Refusal(_("A unit cannot be placed below itself."))
    old, new = unit.path, rules.path_of(above, unit.id)
    OrgUnit.objects.below(old).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    unit.parent, unit.path = parent, new
    unit.save(update_fields=["parent"])
    record(
        actor=actor,
        verb="org_unit.moved",
        subject=f"org_unit:{unit.id}",
        at=now,
        parent_id=parent_id,
    )
    return brief_of(unit)


@action
def close_unit(*, actor: Actor, org_unit_id: int, now: datetime) -> UnitBrief:
    """Raises StillInUse, or another module's refusal, while something hangs on it."""
    unit = _locked(actor, org_unit_id)
    if OrgUnit.objects.standing().filter(parent=unit).exists():
        raise StillInUse(_("Close or move the units below first."))
    publish(UnitClosing(org_unit_id=unit.id, at=now))
    unit.closed_at = now
    unit.save(update_fields=["closed_at"])
    record(actor=actor, verb="org_unit.closed", subject=f"org_unit:{unit.id}", at=now)
    return brief_of(unit)


def _locked(actor: Actor, org_unit_id: int) -> OrgUnit:
    units = OrgUnit.objects.visible_to(actor).standing().select_for_update()
    unit = units.filter(id=org_unit_id).first()
    if unit is None:
        raise NotFound(_("There is no such unit."))
    return unit


@action
def describe_company(*, actor: Actor, card: CompanyCard, now: datetime) -> CompanyCard:
    """How the company presents itself to customers, whole. Raises Invalid."""
    told = {name: getattr(card, name).strip() for name in CompanyCard.__slots__}
    company = Company(**told)
    try:
        company.full_clean(validate_unique=False)
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise Invalid(_("The company cannot be described like this."), fields=fields) from error
    before = company_card(actor=actor)
    changed = sorted(name for name, text in told.items() if getattr(before, name) != text)
    Company.objects.update_or_create(id=company.id, defaults=told)
    record(actor=actor, verb="company.described", subject="company:1", at=now, changed=changed)
    return company_card(actor=actor)


def _check(*, code: str | None, name: str, kind: str, region: str) -> None:
    faults = {}
    if not name.strip() or len(name) > 80:  # noqa: PLR2004
        faults["name"] = _("A unit has a name of at most 80 characters.")
    if kind not in OrgUnit.Kind.values:
        faults["kind"] = _("Choose one of the list.")
    if region and not is_region(region):
        faults["region"] = _("There is no such region.")
    if code is not None:
        if not code.strip() or len(code) > 20:  # noqa: PLR2004
            faults["code"] = _("A unit has a code of at most 20 characters.")
        elif OrgUnit.objects.filter(code=code.strip()).exists():
            faults["code"] = _("Another unit has this code.")
    if faults:
        raise Invalid(_("The unit cannot be saved like this."), fields=faults)
