"""One's own account: appearance, password, devices, tokens."""

from datetime import timedelta
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from aftercare.foundation.errors import Refusal
from aftercare.foundation.identity import actions, queries
from aftercare.foundation.identity.models import User
from aftercare.foundation.sign_ins import actions as sign_in_actions
from aftercare.foundation.sign_ins import queries as sign_in_queries
from aftercare.people.staff.actions import show_own_face
from aftercare.web.kit.faces import face_of
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.preferences import set_choice
from aftercare.web.kit.refusals import sentence_of
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on, signed_in

PASSWORD = forms.PasswordInput(render_value=False)


class SettingsForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("zh-hans", "中文"), ("en", "English")]
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Appearance"),
        choices=[
            ("auto", gettext_lazy("Auto")),
            ("light", gettext_lazy("Day")),
            ("dark", gettext_lazy("Night")),
        ],
    )


class PasswordForm(forms.Form):
    current = forms.CharField(label=gettext_lazy("Present password"), widget=PASSWORD, strip=False)
    password = forms.CharField(
        label=gettext_lazy("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=gettext_lazy("At least 10 signs; not a common word, not only digits."),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two do not agree."))
        return again


class TokenForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What is it for?"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("one year")),
        ],
        initial=90,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: Request) -> HttpResponse:
    """Settings in front; devices and tokens below."""
    me = queries.user_brief(actor=request.actor, user_id=request.actor.user_id or 0)
    form = SettingsForm(request.POST or None, initial={"language": me.language, "theme": me.theme})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_own_settings(actor=request.actor, now=request.now, **form.cleaned_data)
            messages.success(request, _("Saved."))
            response = redirect("account:own")
            set_choice(response, **form.cleaned_data)
            return response
    context = {
        "form": form,
        "me": me,
        "devices": sign_in_queries.sign_ins_of(
            actor=request.actor, session_key=request.session.session_key, at=request.now
        ),
        "face": face_of(request),
        "tokens": queries.tokens_of(actor=request.actor, at=request.now),
    }
    return page(request, "desk/account/own", context)


@require_POST
@needs("staff.show_own_face")
def show_face(request: Request) -> HttpResponse:
    """The picture on the badge: stored anew, or taken off where none is sent."""
    sent = request.FILES.getlist("file")[:1]
    try:
        files = kept_files(actor=request.actor, files=sent, now=request.now)
        show_own_face(actor=request.actor, file_id=files[0] if files else None, now=request.now)
        messages.success(request, _("Saved."))
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return redirect("account:own")


@require_http_methods(["GET", "POST"])
@signed_in
def password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_own_password(
                actor=request.actor,
                now=request.now,
                current=form.cleaned_data["current"],
                password=form.cleaned_data["password"],
            )
            user = User.objects.get(id=request.actor.user_id or 0)
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect("desk:my-work")
    must = cast(User, request.user).must_change_password
    return page(request, "desk/account/password", {"form": form, "must": must})


@require_POST
@signed_in
def end_session(request: Request, sign_in_id: int) -> HttpResponse:
    sign_in_actions.end_own_session(actor=request.actor, now=request.now, sign_in_id=sign_in_id)
    messages.success(request, _("That device is signed out."))
    return redirect("account:own")


@require_http_methods(["GET", "POST"])
@signed_in
def new_token(request: Request) -> HttpResponse:
    """The word is shown in the answer to the POST, once."""
    form = TokenForm(request.POST or None)
    choices = queries.permission_labels(actor=request.actor, names=request.actor.grants)
    cast(forms.MultipleChoiceField, form.fields["scopes"]).choices = [
        (module.label, [(one.name, one.label) for one in module.permissions]) for module in choices
    ]
    if form.is_valid():
        with refusals_shown_on(form):
            issued = actions.issue_own_token(
                actor=request.actor,
                now=request.now,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=request.now + timedelta(days=form.cleaned_data["days"]),
            )
            return page(request, "desk/account/token", {"issued": issued})
    return page(request, "desk/account/new_token", {"form": form})


@require_POST
@signed_in
def revoke_token(request: Request, token_id: int) -> HttpResponse:
    actions.revoke_own_token(actor=request.actor, now=request.now, token_id=token_id)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("account:own")
