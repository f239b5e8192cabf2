"""Signing in and out: allauth's pages with our rules, and the middleware that ends sessions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from aftercare.foundation.identity.queries import common_grants, expanded, needs_second_factor
from aftercare.foundation.privacy.fields import seal, unseal
from aftercare.foundation.privacy.keys import lasting
from aftercare.foundation.sign_ins import actions, queries

from .actors import NOBODY
from .preferences import set_choice
from .requests import Request, to_sign_in

SINCE, SEEN, LACKS_FACTOR = "signed_in_at", "seen_at", "lacks_second_factor"
NOTE_EVERY = 300
SECRET = "mfa.secret"  # noqa: S105 - the name of what is sealed


def address_of(request: HttpRequest) -> str | None:
    """The caller's address, past as many proxies as AFTERCARE_PROXIES says."""
    return cast(str | None, get_client_ip(request))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; every sign-in and failure is in the history."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts need no mail address."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account:own")

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        now = cast(Request, request).now
        request.session[SINCE] = request.session[SEEN] = int(now.timestamp())
        if needs_second_factor(actor=SYSTEM, user_id=user.pk) and not is_mfa_enabled(user):
            request.session[LACKS_FACTOR] = True
        actions.note_own_sign_in(
            actor=Actor(user_id=user.pk, grants=expanded(common_grants())),
            session_key=request.session.session_key or "",
            address=address_of(request),
            agent=request.headers.get("User-Agent", ""),
            now=now,
        )

    def logout(self, request: HttpRequest) -> None:
        key, actor = request.session.session_key, cast(Request, request).actor
        if actor.user_id is not None and key:
            actions.note_own_sign_out(actor=actor, session_key=key, now=cast(Request, request).now)
        super().logout(request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The person's own language and appearance come along."""
        response = cast(HttpResponse, super().post_login(request, user, **kwargs))
        set_choice(response, language=user.language, theme=user.theme)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", "")).strip().lower().replace("\0", "")
        user_id = User.objects.filter(username=name).values_list("id", flat=True).first()
        if user_id is not None:
            actions.note_failed_sign_in(
                actor=SYSTEM, user_id=user_id, now=cast(Request, request).now
            )


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of the second factor are sealed like personal data."""

    def encrypt(self, text: str) -> str:
        return seal(text, SECRET, lasting()).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), SECRET)


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """After too many wrong passwords for one name from one address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=429)


class SessionMiddleware:
    """Ends sessions that are over; a first password and a missing second factor come first."""

    def __init__(self, respond: Callable[[Request], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: Request) -> HttpResponse:
        if request.actor.user_id is not None:
            if _is_over(request):
                logout(request)
                request.actor = NOBODY
                if not _is_open(request.path):
                    return to_sign_in(request)
            elif not _is_open(request.path) and (first := _first_to_do(request)):
                return HttpResponseRedirect(reverse(first))
        return self.respond(request)


def _first_to_do(request: Request) -> str:
    """The page that must be dealt with before the desk opens; "" where there is none."""
    user = cast(User, request.user)
    if user.must_change_password:
        return "account:password"
    if request.session.get(LACKS_FACTOR):
        if not is_mfa_enabled(user):
            return "mfa_index"
        del request.session[LACKS_FACTOR]
    return ""


def _is_open(path: str) -> bool:
    """Pages for which neither a fresh session nor a good password is asked.

    A token would be a way around both.
    """
    return not path.startswith(("/desk/", "/m/", "/account/tokens/"))


def _is_over(request: Request) -> bool:
    """Whether the session has ended; notes that it is in use, unless only a page polls."""
    session, stamp = request.session, int(request.now.timestamp())
    since, seen = session.get(SINCE, stamp), session.get(SEEN, stamp)
    if queries.has_ended(
        signed_in_at=datetime.fromtimestamp(since, UTC),
        seen_at=datetime.fromtimestamp(seen, UTC),
        at=request.now,
    ):
        return True
    polls = request.method == "GET" and bool(request.htmx) and not request.htmx.boosted
    if not polls and (stamp - seen >= NOTE_EVERY or SINCE not in session):
        session[SINCE], session[SEEN] = since, stamp
        actions.note_seen(session_key=session.session_key or "", now=request.now)
    return False
