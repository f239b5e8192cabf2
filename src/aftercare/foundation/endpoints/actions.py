"""Secrets shared with programs outside, and whether calls reach them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.events import publish

from . import rules
from .events import EndpointSwitchedOff
from .models import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`secret` is shown this once."""

    id: int
    secret: str = field(repr=False)


@action
def open_endpoint(*, actor: Actor, url: str, now: datetime) -> Opened:
    """A program outside, with a fresh secret. Raises Invalid for an address we do not call."""
    fresh = Endpoint(url=_checked(url), secret=rules.new_secret(), secret_made_at=now)
    fresh.save()
    record(actor=actor, verb="endpoint.opened", subject=f"endpoint:{fresh.id}", at=now)
    return Opened(id=fresh.id, secret=fresh.secret)


@action
def change_endpoint(
    *, actor: Actor, endpoint_id: int, url: str, is_on: bool, now: datetime
) -> None:
    """Where it is called, and whether at all. Switched on again it begins with a clean record."""
    endpoint = _locked(endpoint_id)
    if is_on and (not endpoint.is_on or endpoint.url != url.strip()):
        endpoint.failing_since, endpoint.failures = None, 0
    endpoint.url = _checked(url)
    because = endpoint.off_because or "person"
    endpoint.is_on, endpoint.off_because = is_on, "" if is_on else because
    endpoint.save()
    record(actor=actor, verb="endpoint.changed", subject=f"endpoint:{endpoint_id}", at=now,
           is_on=is_on)  # fmt: skip


@action
def renew_secret(*, actor: Actor, endpoint_id: int, now: datetime, at_once: bool = False) -> Opened:
    """A new secret. The former one works on for a day, unless it is known to others (`at_once`)."""
    endpoint = _locked(endpoint_id)
    endpoint.former_secret = "" if at_once else endpoint.secret
    endpoint.former_until = None if at_once else now + rules.OVERLAP
    endpoint.secret, endpoint.secret_made_at = rules.new_secret(), now
    endpoint.save()
    record(actor=actor, verb="endpoint.secret_renewed", subject=f"endpoint:{endpoint_id}", at=now,
           at_once=at_once)  # fmt: skip
    return Opened(id=endpoint.id, secret=endpoint.secret)


@action
def note_result(*, actor: Actor, endpoint_id: int, worked: bool, now: datetime) -> bool:
    """A call came through or failed; whether it is switched off now for having failed for days."""
    endpoint = _locked(endpoint_id)
    if worked:
        endpoint.failing_since, endpoint.failures, endpoint.worked_at = None, 0, now
        endpoint.save(update_fields=["failing_since", "failures", "worked_at"])
        return False
    before = rules.Run(failing_since=endpoint.failing_since, failures=endpoint.failures)
    run, too_long = rules.after_failure(before, now)
    endpoint.failing_since, endpoint.failures = run.failing_since, run.failures
    switched_off = too_long and endpoint.is_on
    if switched_off:
        endpoint.is_on, endpoint.off_because = False, "failing"
        record(actor=actor, verb="endpoint.switched_off", subject=f"endpoint:{endpoint_id}",
               at=now, failures=run.failures)  # fmt: skip
        publish(EndpointSwitchedOff(endpoint_id=endpoint_id, at=now))
    endpoint.save(update_fields=["failing_since", "failures", "is_on", "off_because"])
    return switched_off


def _locked(endpoint_id: int) -> Endpoint:
    found = Endpoint.objects.select_for_update().filter(id=endpoint_id).first()
    if found is None:
        raise NotFound(_("There is no such endpoint."))
    return found


def _checked(url: str) -> str:
    """The address; none for an endpoint that is never called."""
    url = url.strip()
    fault = rules.url_fault(url, settings.AFTERCARE_PRIVATE_HOSTS) if url else None
    if fault is None:
        return url
    sentences = {
        rules.UrlFault.NO_URL: _("Write a whole address: https://…"),
        rules.UrlFault.NOT_SECURE: _("Only https; http is for hosts in AFTERCARE_PRIVATE_HOSTS."),
        rules.UrlFault.HOLDS_SECRETS: _("No account name or password in the address."),
    }
    raise Invalid.of("url", sentences[fault])
