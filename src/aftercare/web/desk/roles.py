"""Roles: what each lets people do, in words, side by side and one by one."""

from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity import actions, queries
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on


class RoleForm(forms.Form):
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60)
    about_zh = forms.CharField(
        label=gettext_lazy("What it is for, in Chinese"), max_length=200, required=False
    )
    about_en = forms.CharField(
        label=gettext_lazy("What it is for, in English"), max_length=200, required=False
    )
    needs_second_factor = forms.BooleanField(
        label=gettext_lazy("Only with a second factor"),
        help_text=gettext_lazy("Who holds this role must set up an authenticator app first."),
        required=False,
    )
    grants = forms.MultipleChoiceField(required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One permission in the table of all roles: whether each holds it, in their order."""

    label: str
    reads: bool
    held: tuple[bool, ...]


@require_GET
@needs(queries.SEE_ROLES)
def index(request: Request) -> HttpResponse:
    """All roles side by side: a line per permission, a column per role."""
    roles = queries.roles(actor=request.actor)
    modules = _given_by_roles(request)
    table = [
        (
            module.label,
            [
                Line(
                    label=one.label,
                    reads=one.reads,
                    held=tuple(one.name in role.permissions for role in roles),
                )
                for one in module.permissions
            ],
        )
        for module in modules
    ]
    return page(request, "desk/people/roles", {"roles": roles, "table": table})


@require_http_methods(["GET", "POST"])
@needs(queries.SEE_ROLES)
def edit(request: Request, code: str) -> HttpResponse:
    """Saving writes the permissions one by one; what the system does itself stays as it was."""
    role = next((r for r in queries.roles(actor=request.actor) if r.code == code), None)
    if role is None:
        raise NotFound
    initial: dict[str, object] = {
        "name_zh": role.name_zh,
        "name_en": role.name_en,
        "about_zh": role.about_zh,
        "about_en": role.about_en,
        "needs_second_factor": role.needs_second_factor,
    }
    common = queries.expanded(queries.common_grants())
    kept = role.permissions & (queries.explanations().internal | common)
    return _edited(request, code, initial, role.permissions, kept, role)


@require_http_methods(["GET", "POST"])
@needs("identity.save_role")
def new(request: Request) -> HttpResponse:
    code = slugify(request.POST.get("name_en", "")).replace("-", "_")[:40]
    return _edited(request, code, {}, frozenset(), frozenset(), None)


@require_POST
@needs("identity.remove_role")
def remove(request: Request, code: str) -> HttpResponse:
    actions.remove_role(actor=request.actor, now=request.now, code=code)
    messages.success(request, _("The role is removed."))
    return redirect("desk:roles")


def _edited(
    request: Request,
    code: str,
    initial: dict[str, object],
    held: frozenset[str],
    kept: frozenset[str],
    role: queries.RoleCard | None,
) -> HttpResponse:
    form = RoleForm(request.POST or None, initial=initial)
    modules = _given_by_roles(request)
    names = [one.name for module in modules for one in module.permissions]
    cast(forms.MultipleChoiceField, form.fields["grants"]).choices = [(n, n) for n in names]
    if form.is_valid():
        with refusals_shown_on(form):
            wanted = form.cleaned_data.pop("grants")
            if role is None and (not code or code in _codes(request)):
                form.add_error("name_en", _("Choose another English name."))
            else:
                actions.save_role(
                    actor=request.actor,
                    now=request.now,
                    code=code,
                    grants=[*wanted, *sorted(kept)],
                    **form.cleaned_data,
                )
                messages.success(request, _("Saved. It counts from the next click."))
                return redirect("desk:role", code)
    context: dict[str, object] = {
        "form": form,
        "role": role,
        "modules": modules,
        "held": set(request.POST.getlist("grants")) if form.is_bound else held,
        "may_save": request.actor.may("identity.save_role"),
        "may_remove": request.actor.may("identity.remove_role"),
    }
    return page(request, "desk/people/role", context)


def _given_by_roles(request: Request) -> list[queries.ModuleLabel]:
    """What a role can give; what everybody has anyway is no question."""
    names = queries.permissions() - queries.expanded(queries.common_grants())
    return queries.permission_labels(actor=request.actor, names=names)


def _codes(request: Request) -> set[str]:
    return {role.code for role in queries.roles(actor=request.actor)}
