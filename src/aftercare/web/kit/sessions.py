"""Who asks, found with each request: session and user, in words that are put together once."""

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from aftercare.foundation.identity.models import User
from aftercare.foundation.kept import asked_once


class SessionStore(db.SessionStore):
    """Django's, except for how a session is looked up."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        for found in _sessions(cast(str, self.session_key)):
            if found.expire_date > timezone.now():
                return found
        self._session_key = None
        return None


class Door(AuthenticationBackend):  # type: ignore[misc]
    """Passwords as allauth checks them; who was let in is looked up here."""

    def get_user(self, user_id: Any) -> User | None:
        found = _users(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@asked_once
def _sessions(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@asked_once
def _users(user_id: int) -> QuerySet[User]:
    return User.objects.filter(id=user_id)
