"""The tree of units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.regions import region_name

from . import rules
from .models import Company, OrgUnit

SEE_UNITS = view("organisation.see_units")
KIND_CHOICES = OrgUnit.Kind.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBrief:
    """`depth` is 0 at the root; `is_open` is False once closed."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    region: str
    place: str
    depth: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCard:
    """How the company presents itself; every text but a name may be empty."""

    name_zh: str
    name_en: str
    phone: str
    hours: str
    email: str
    address: str
    website: str
    privacy_contact: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese or not self.name_en else self.name_en


UNNAMED = CompanyCard(
    name_zh="",
    name_en="",
    phone="",
    hours="",
    email="",
    address="",
    website="",
    privacy_contact="",
)


def company_card(*, actor: Actor) -> CompanyCard:
    """For everybody, customers too; `UNNAMED` until it is described."""
    del actor
    return _company()


@remembered("organisation_company")
def _company() -> CompanyCard:
    row = Company.objects.values(*CompanyCard.__slots__).first()
    return CompanyCard(**row) if row else UNNAMED


def unit_brief(*, actor: Actor, org_unit_id: int) -> UnitBrief:
    actor.must(SEE_UNITS)
    unit = OrgUnit.objects.filter(id=org_unit_id).first()
    if unit is None:
        raise NotFound(_("There is no such unit."))
    return brief_of(unit)


def unit_tree(*, actor: Actor, closed: bool = False) -> list[UnitBrief]:
    """All units, each followed by those below it, siblings by code. One query."""
    actor.must(SEE_UNITS)
    units = OrgUnit.objects.all() if closed else OrgUnit.objects.standing()
    below: dict[int | None, list[OrgUnit]] = {}
    for unit in units.order_by("code"):
        below.setdefault(unit.parent_id, []).append(unit)
    found: list[UnitBrief] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        found.append(brief_of(unit))
        waiting.extend(reversed(below.get(unit.id, [])))
    return found


def unit_names(*, actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for lists and histories; known to every colleague."""
    del actor
    return dict(OrgUnit.objects.filter(id__in=set(ids)).values_list("id", "name"))


def unit_ids_below(*, actor: Actor, org_unit_id: int) -> frozenset[int]:
    """The unit and all below it, closed ones too: their history is still in sight."""
    del actor
    path = OrgUnit.objects.filter(id=org_unit_id).values_list("path", flat=True).first()
    if path is None:
        return frozenset()
    return frozenset(OrgUnit.objects.below(path).values_list("id", flat=True))


def ids_below(*, actor: Actor, path: str) -> ArraySubquery:
    """For a query of rows in a unit: the ids of the unit and all below, read along with each row.

    `path` names the way from the row to the path of its unit: "org_unit__path".
    """
    del actor
    return ArraySubquery(OrgUnit.objects.filter(path__startswith=OuterRef(path)).values("id"))


def unit_path(*, actor: Actor, org_unit_id: int) -> list[int]:
    """The ids from the root down to the unit itself."""
    del actor
    path = OrgUnit.objects.filter(id=org_unit_id).values_list("path", flat=True).first()
    return rules.ids_on(path or "")


def brief_of(unit: OrgUnit) -> UnitBrief:
    return UnitBrief(
        id=unit.id,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        parent_id=unit.parent_id,
        region=unit.region,
        place=region_name(unit.region),
        depth=len(rules.ids_on(unit.path)) - 1,
        is_open=unit.closed_at is None,
    )
