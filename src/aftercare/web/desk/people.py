"""Accounts of the people who work here: who may sign in, and what their roles let them do."""

from contextlib import suppress
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.foundation.actor import Actor
from aftercare.foundation.audit import queries as audit
from aftercare.foundation.errors import NotAllowed, NotFound
from aftercare.foundation.identity import actions, queries
from aftercare.foundation.sign_ins.actions import end_all_sessions
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.staff.actions import hire_member, link_user
from aftercare.people.staff.queries import (
    MemberBrief,
    member_card,
    member_of_user,
    user_ids,
)
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from .history_words import told

LONGEST_ID = 18  # digits


class NewAccount(forms.Form):
    display_name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        help_text=gettext_lazy("Letters, digits or Chinese; it cannot be changed later."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    role_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple, required=False
    )


class Details(forms.Form):
    display_name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)


class Roles(forms.Form):
    role_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple, required=False
    )


class Place(forms.Form):
    number = forms.CharField(label=gettext_lazy("Staff number"), max_length=30)
    org_unit_id = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=60, required=False)
    is_head = forms.BooleanField(label=gettext_lazy("Heads this unit"), required=False)


@require_GET
@needs(queries.SEE_USERS)
def index(request: Request) -> HttpResponse:
    """The accounts that belong to no colleague; those of colleagues stand on their pages."""
    actor = request.actor
    text = request.GET.get("text", "").replace("\0", "").strip()
    names = {role.code: role.name for role in queries.role_names(actor=actor)}
    found = queries.users(actor=actor, text=text, besides=user_ids(actor=actor))
    rows = [(user, [names[code] for code in user.roles]) for user in found]
    context: dict[str, object] = {"rows": rows, "text": text}
    return page(request, "desk/people/index", context)


@require_http_methods(["GET", "POST"])
@needs("identity.create_user")
def new(request: Request) -> HttpResponse:
    """The first password is made here, shown once, and must be changed at the first sign-in.

    With `?colleague=5` the account is for that colleague.
    """
    colleague = _colleague(request)
    form = NewAccount(request.POST or None, initial={"display_name": colleague and colleague.name})
    _offer_roles(form, request.actor)
    if form.is_valid():
        with refusals_shown_on(form):
            password = get_random_string(14, "abcdefghjkmnpqrstuvwxyz23456789")
            user = actions.create_user(
                actor=request.actor, now=request.now, password=password, **form.cleaned_data
            )
            if colleague:
                link_user(
                    actor=request.actor, member_id=colleague.id, user_id=user.id, now=request.now
                )
            context = {"user": user, "password": password}
            return page(request, "desk/people/password", context)
    return page(request, "desk/people/new", {"form": form, "colleague": colleague})


@require_GET
@needs(queries.SEE_USERS)
def show(request: Request, user_id: int) -> HttpResponse:
    """A colleague's account is shown with the colleague, where that page may be seen."""
    member = member_of_user(actor=request.actor, user_id=user_id)
    if member:
        with suppress(NotAllowed, NotFound):
            card = member_card(actor=request.actor, member_id=member.id)
            return redirect("desk:colleague", card.brief.id)
    return _shown(request, user_id)


@require_POST
@needs("identity.change_user")
def change(request: Request, user_id: int) -> HttpResponse:
    form = Details(request.POST)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_user(
                actor=request.actor, now=request.now, user_id=user_id, **form.cleaned_data
            )
            return _done(request, user_id, _("Saved."))
    return _shown(request, user_id, form=form, details=form)


@require_POST
@needs("identity.set_roles")
def set_roles(request: Request, user_id: int) -> HttpResponse:
    form = Roles(request.POST)
    _offer_roles(form, request.actor)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.set_roles(
                actor=request.actor, now=request.now, user_id=user_id, **form.cleaned_data
            )
            return _done(request, user_id, _("The roles are set; they count from the next click."))
    return _shown(request, user_id, form=form, roles=form)


@require_POST
@needs("staff.hire_member")
def hire(request: Request, user_id: int) -> HttpResponse:
    """Gives an account its place in the organisation."""
    form = Place(request.POST)
    _offer_units(form, request.actor)
    if form.is_valid():
        with refusals_shown_on(form):
            user = queries.user_brief(actor=request.actor, user_id=user_id)
            hire_member(
                actor=request.actor,
                now=request.now,
                user_id=user_id,
                name=user.display_name,
                **form.cleaned_data,
            )
            return _done(request, user_id, _("Saved."))
    return _shown(request, user_id, form=form, place=form)


@require_POST
@needs("identity.reset_password")
def reset_password(request: Request, user_id: int) -> HttpResponse:
    password = get_random_string(14, "abcdefghjkmnpqrstuvwxyz23456789")
    actions.reset_password(actor=request.actor, now=request.now, user_id=user_id, password=password)
    user = queries.user_brief(actor=request.actor, user_id=user_id)
    return page(request, "desk/people/password", {"user": user, "password": password})


@require_POST
@needs("identity.deactivate_user")
def deactivate(request: Request, user_id: int) -> HttpResponse:
    actions.deactivate_user(actor=request.actor, now=request.now, user_id=user_id)
    return _done(request, user_id, _("The account is closed."))


@require_POST
@needs("identity.reactivate_user")
def reactivate(request: Request, user_id: int) -> HttpResponse:
    actions.reactivate_user(actor=request.actor, now=request.now, user_id=user_id)
    return _done(request, user_id, _("The account is open again."))


@require_POST
@needs("sign_ins.end_all_sessions")
def sign_out(request: Request, user_id: int) -> HttpResponse:
    end_all_sessions(actor=request.actor, now=request.now, user_id=user_id)
    return _done(request, user_id, _("This person is signed out everywhere."))


def _done(request: Request, user_id: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk:person", user_id)


def _shown(
    request: Request, user_id: int, form: forms.Form | None = None, **bound: forms.Form
) -> HttpResponse:
    """The account with one form per matter; a refused one keeps what was typed."""
    actor = request.actor
    context: dict[str, Any] = {
        "account": account_of(request, user_id) | bound,
        "member": member_of_user(actor=actor, user_id=user_id),
        "place": bound.get("place", Place()),
        "may_hire": actor.may("staff.hire_member"),
    }
    _offer_roles(context["account"]["roles"], actor)
    _offer_units(context["place"], actor)
    status = 422 if form is not None else None
    return page(request, "desk/people/show", context, status=status)


def account_of(request: Request, user_id: int) -> dict[str, Any]:
    """An account as `_account.html` shows it: forms, what may be done, what was done."""
    actor = request.actor
    user = queries.user_brief(actor=actor, user_id=user_id)
    details = {"display_name": user.display_name, "email": user.email}
    account: dict[str, Any] = {
        "user": user,
        "is_self": actor.user_id == user_id,
        "details": Details(initial=details),
        "roles": Roles(initial={"role_codes": user.roles}),
        "may": {name.partition(".")[2]: actor.may(name) for name in _ACTS},
    }
    _offer_roles(account["roles"], actor)
    if actor.may(audit.SEE_HISTORY):
        found = audit.history(actor=actor, subject=f"user:{user_id}", limit=20)
        account["history"] = told(actor=actor, rows=found.rows, now=request.now)
    return account


def _colleague(request: Request) -> MemberBrief | None:
    """For whom an account is made."""
    asked = request.GET.get("colleague", "")
    if not asked.isdecimal() or len(asked) > LONGEST_ID or not request.actor.may("staff.link_user"):
        return None
    return member_card(actor=request.actor, member_id=int(asked)).brief


_ACTS = (
    "identity.change_user",
    "identity.set_roles",
    "identity.reset_password",
    "identity.deactivate_user",
    "identity.reactivate_user",
    "sign_ins.end_all_sessions",
)


def _offer_roles(form: forms.Form, actor: Actor) -> None:
    field = cast(forms.MultipleChoiceField, form.fields["role_codes"])
    field.choices = [
        (role.code, f"{role.name} · {role.about}" if role.about else role.name)
        for role in queries.role_names(actor=actor)
    ]


def _offer_units(form: forms.Form, actor: Actor) -> None:
    field = cast(forms.TypedChoiceField, form.fields["org_unit_id"])
    field.choices = [
        (unit.id, "\u3000" * unit.depth + unit.name) for unit in unit_tree(actor=actor)
    ]
