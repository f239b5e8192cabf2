"""The tree of units: opened, renamed, moved, closed."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.people.organisation import actions, queries
from aftercare.people.organisation.queries import SEE_UNITS
from aftercare.people.staff.queries import head_counts
from aftercare.web.kit.requests import Request, needs, page

from . import staff_forms as forms
from .drawers import Deed, drawer, posted

MAY = ("open_unit", "change_unit", "move_unit", "close_unit", "describe_company")


@require_GET
@needs(SEE_UNITS)
def index(request: Request) -> HttpResponse:
    actor = request.actor
    context: dict[str, object] = {
        "units": queries.unit_tree(actor=actor),
        "counts": head_counts(actor=actor),
        "kinds": dict(queries.KIND_CHOICES),
        "may": {name: actor.may(f"organisation.{name}") for name in MAY},
    }
    return page(request, "desk/units/index", context)


@require_http_methods(["GET", "POST"])
@needs("organisation.describe_company")
def company(request: Request) -> HttpResponse:
    """What customers read of the company: its name, number, address."""
    card = queries.company_card(actor=request.actor)
    deed = Deed(
        title=_("The company"),
        button=_("Save"),
        done=_("Saved: customers read it from now on."),
        back=reverse("desk:units"),
        help=_("Stands on every page for customers, on the promises and in the wordings."),
    )
    before = {name: getattr(card, name) for name in forms.Company.base_fields}
    return drawer(
        request,
        deed,
        forms.Company(posted(request), initial=before),
        lambda given: actions.describe_company(
            actor=request.actor, card=queries.CompanyCard(**given), now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("organisation.open_unit")
def new(request: Request) -> HttpResponse:
    form = forms.OpenUnit(
        request.POST or None,
        units=_above(request),
        initial={"parent_id": request.GET.get("below", "")},
    )
    return drawer(
        request,
        _deed(_("Open a unit"), _("Open the unit")),
        form,
        lambda given: actions.open_unit(actor=request.actor, now=request.now, **given),
    )


@require_http_methods(["GET", "POST"])
@needs("organisation.change_unit")
def change(request: Request, org_unit_id: int) -> HttpResponse:
    unit = queries.unit_brief(actor=request.actor, org_unit_id=org_unit_id)
    before = {
        "name": unit.name,
        "kind": unit.kind,
        "region": (unit.region,) if unit.region else "",
    }
    return drawer(
        request,
        _deed(f"{_('Change the unit')} · {unit.name}", _("Save")),
        forms.Unit(request.POST or None, initial=before),
        lambda given: actions.change_unit(
            actor=request.actor, org_unit_id=org_unit_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("organisation.move_unit")
def move(request: Request, org_unit_id: int) -> HttpResponse:
    unit = queries.unit_brief(actor=request.actor, org_unit_id=org_unit_id)
    form = forms.MoveUnit(
        request.POST or None, units=_above(request), initial={"parent_id": unit.parent_id or ""}
    )
    return drawer(
        request,
        _deed(f"{_('Move the unit')} · {unit.name}", _("Move")),
        form,
        lambda given: actions.move_unit(
            actor=request.actor, org_unit_id=org_unit_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("organisation.close_unit")
def close(request: Request, org_unit_id: int) -> HttpResponse:
    unit = queries.unit_brief(actor=request.actor, org_unit_id=org_unit_id)
    deed = _deed(f"{_('Close the unit')} · {unit.name}", _("Close"), danger=True)
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.close_unit(
            actor=request.actor, org_unit_id=org_unit_id, now=request.now
        ),
    )


def _deed(title: str, button: str, *, danger: bool = False) -> Deed:
    return Deed(
        title=title, button=button, done=_("Saved."), back=reverse("desk:units"), danger=danger
    )


def _above(request: Request) -> list[tuple[str, str]]:
    return [
        (str(unit.id), f"{'　' * unit.depth}{unit.name}")
        for unit in queries.unit_tree(actor=request.actor)
    ]
