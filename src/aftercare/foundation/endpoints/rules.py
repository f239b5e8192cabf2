"""Signed calls between programs, after Standard Webhooks; standard library only (R-PL-02).

What is signed is `<id>.<seconds>.<body>` with HMAC-SHA256; who knows the secret wrote it, just now.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

START = "whsec_"
SKEW = timedelta(minutes=5)
"""So far the clocks of the two sides may be apart; an older call is no call."""
OVERLAP = timedelta(hours=24)
"""So long the former secret goes on working beside a new one."""
OFF_AFTER = timedelta(days=3)
"""Failing so long without one success, an endpoint is switched off."""
MOST_ID = 200
ID, STAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


class Fault(StrEnum):
    """Why a call cannot be told from a stranger's."""

    UNSIGNED = "unsigned"
    STALE = "stale"
    FORGED = "forged"


class UrlFault(StrEnum):
    """Why an address cannot be called."""

    NO_URL = "no_url"
    NOT_SECURE = "not_secure"
    HOLDS_SECRETS = "holds_secrets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How an endpoint has fared of late."""

    failing_since: datetime | None
    failures: int


def new_secret() -> str:
    """`whsec_` and 32 random bytes; shown once."""
    return START + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, seconds: int, body: bytes) -> str:
    told = hmac.new(_key(secret), f"{message_id}.{seconds}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(told.digest()).decode()


def signed(secrets_: Collection[str], message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """The headers of a call: one signature for each secret that is valid now."""
    told = " ".join(signature(one, message_id, seconds, body) for one in secrets_)
    return {ID: message_id, STAMP: str(seconds), SIGNATURE: told}


def fault_of(
    headers: Mapping[str, str], body: bytes, *, secrets_: Collection[str], at: datetime
) -> Fault | None:
    """Whether a call was signed just now with one of the secrets. Names of headers in lower case.

    Every pair of secret and signature is compared, each in constant time.
    """
    message_id, stamp = headers.get(ID, ""), headers.get(STAMP, "")
    given = headers.get(SIGNATURE, "").split()[:8]
    if not (message_id and given and len(message_id) <= MOST_ID and message_id.isprintable()):
        return Fault.UNSIGNED
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= len("9999999999")):
        return Fault.UNSIGNED
    if abs(at.timestamp() - int(stamp)) > SKEW.total_seconds():
        return Fault.STALE
    right = [signature(one, message_id, int(stamp), body).encode() for one in secrets_]
    told = [one.encode() for one in given]
    found = [hmac.compare_digest(one, other) for one in right for other in told]
    return None if any(found) else Fault.FORGED


def url_fault(url: str, near: Collection[str]) -> UrlFault | None:
    """https, or http to one of the hosts `near` that the installation allows by name."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return UrlFault.NO_URL
    if parts.scheme not in {"http", "https"} or not host or not url.isprintable() or " " in url:
        return UrlFault.NO_URL
    if parts.username or parts.password:
        return UrlFault.HOLDS_SECRETS
    return UrlFault.NOT_SECURE if parts.scheme == "http" and host not in near else None


def after_failure(run: Run, now: datetime) -> tuple[Run, bool]:
    """How it stands after one more failure, and whether that was one too many."""
    since = run.failing_since or now
    return Run(failing_since=since, failures=run.failures + 1), now - since >= OFF_AFTER


def _key(secret: str) -> bytes:
    """A secret that somebody else made may be plain words."""
    try:
        return base64.b64decode(secret.removeprefix(START), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()
