"""Skills: which cases need them, who holds them until when; and what cases weigh in a load."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.assignment.actions import weigh_cases
from aftercare.casework.assignment.queries import case_weights
from aftercare.casework.cases.queries import LEVEL_CHOICES, SEVERITY_CHOICES
from aftercare.customers.products.queries import lines
from aftercare.people.skills import actions
from aftercare.people.skills.queries import (
    certificate_file,
    ending,
    grants_of,
    skill_card,
    skills,
)
from aftercare.people.staff.queries import SEE_MEMBERS, MemberBrief, member_card
from aftercare.web.kit.files import file_answer, kept_files
from aftercare.web.kit.requests import Request, needs, page

from . import skill_forms as forms
from .drawers import Deed, drawer
from .policy_forms import Reason

LISTS = ("kinds", "categories", "product_lines", "levels")


@require_GET
@needs(SEE_MEMBERS)
def index(request: Request) -> HttpResponse:
    """What the company's cases need, what ends soon, and what open cases weigh."""
    actor, on = request.actor, timezone.localdate(request.now)
    weights = case_weights(actor=actor)
    context: dict[str, object] = {
        "skills": skills(actor=actor, on=on),
        "ending": ending(actor=actor, on=on),
        "lines": {line.code: line.name for line in lines(actor=actor)},
        "levels": [name for _code, name in LEVEL_CHOICES],
        "weights": [
            (name, [weights.get((severity, level), 1) for level, _name in LEVEL_CHOICES])
            for severity, name in SEVERITY_CHOICES
        ],
        "may_write": actor.may("skills.write_skill"),
        "may_weigh": actor.may("assignment.weigh_cases"),
    }
    return page(request, "desk/staff/skills", context)


@require_http_methods(["GET", "POST"])
@needs("skills.write_skill")
def new(request: Request) -> HttpResponse:
    return _written(request, None, {"warn_days": 30, "is_active": True})


@require_http_methods(["GET", "POST"])
@needs("skills.write_skill")
def change(request: Request, skill_id: int) -> HttpResponse:
    on = timezone.localdate(request.now)
    card = skill_card(actor=request.actor, skill_id=skill_id, on=on)
    before = {name: getattr(card, name) for name in (*LISTS, "name", "warn_days", "is_active")}
    return _written(request, skill_id, before)


@require_http_methods(["GET", "POST"])
@needs("assignment.weigh_cases")
def weigh(request: Request) -> HttpResponse:
    """What an open case of each severity and level weighs."""
    held = case_weights(actor=request.actor)
    initial = {f"{severity}_{level}": weight for (severity, level), weight in held.items()}
    form = forms.Weights(request.POST or None, initial=initial)
    deed = Deed(
        title=_("What cases weigh"),
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:skills"),
        help=_("Of those whom a case suits alike, who has the least weight on the desk gets it."),
    )
    return drawer(
        request,
        deed,
        form,
        lambda _given: weigh_cases(actor=request.actor, weights=form.weights(), now=request.now),
    )


@require_http_methods(["GET", "POST"])
@needs("skills.grant_skill")
def grant(request: Request, member_id: int) -> HttpResponse:
    """A colleague holds a skill, with its certificate."""
    on = timezone.localdate(request.now)
    brief = member_card(actor=request.actor, member_id=member_id).brief
    known = [(one.id, one.name) for one in skills(actor=request.actor, on=on) if one.is_active]
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.Grant(*data, skills=known, initial={"valid_from": on})

    def perform(given: dict[str, Any]) -> None:
        files = kept_files(actor=request.actor, files=given.pop("papers"), now=request.now)
        actions.grant_skill(
            actor=request.actor, member_id=member_id, file_id=files[0] if files else None,
            now=request.now, **given,
        )  # fmt: skip

    return drawer(request, _deed(brief, _("A skill")), form, perform)


@require_http_methods(["GET", "POST"])
@needs("skills.withdraw_skill")
def withdraw(request: Request, member_id: int, grant_id: int) -> HttpResponse:
    brief = member_card(actor=request.actor, member_id=member_id).brief
    return drawer(
        request,
        _deed(brief, _("Take the skill away"), danger=True),
        Reason(request.POST or None),
        lambda given: actions.withdraw_skill(
            actor=request.actor, member_id=member_id, grant_id=grant_id, now=request.now, **given
        ),
    )


@require_GET
@needs(SEE_MEMBERS)
def certificate(request: Request, member_id: int, grant_id: int) -> HttpResponse:
    on = timezone.localdate(request.now)
    file = certificate_file(actor=request.actor, member_id=member_id, grant_id=grant_id, on=on)
    return file_answer(actor=request.actor, file=file, small="small" in request.GET)


def held_by(request: Request, member_id: int) -> dict[str, object]:
    """What the page of a colleague shows of skills."""
    actor, on = request.actor, timezone.localdate(request.now)
    return {
        "grants": grants_of(actor=actor, member_id=member_id, on=on),
        "may_grant": actor.may("skills.grant_skill"),
        "may_withdraw": actor.may("skills.withdraw_skill"),
    }


def _written(request: Request, skill_id: int | None, before: dict[str, Any]) -> HttpResponse:
    deed = Deed(
        title=_("A new skill") if skill_id is None else str(before["name"]),
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:skills"),
        help=_("Cases that need it are given only to who holds it on the day."),
    )
    known = [(line.code, line.name) for line in lines(actor=request.actor)]
    return drawer(
        request,
        deed,
        forms.Skill(request.POST or None, lines=known, initial=before),
        lambda given: actions.write_skill(
            actor=request.actor, skill_id=skill_id, now=request.now, **given
        ),
    )


def _deed(brief: MemberBrief, title: str, *, danger: bool = False) -> Deed:
    return Deed(
        title=f"{title} · {brief.name}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:colleague", args=[brief.id]),
        danger=danger,
    )
