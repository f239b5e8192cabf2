"""One careful POST to a place outside: no redirects, no private addresses unless allowed."""

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from .base import NotTaken

SECONDS = 10.0
MOST_READ = 64 * 1024
LATER = frozenset({408, 409, 423, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def get(url: str, *, most: int) -> bytes:
    """A file of at most so many bytes. Raises NotTaken, also for a larger one."""
    found = post(url, b"", {"User-Agent": "aftercare"}, method="GET", most=most).body
    if len(found) > most:
        raise NotTaken("larger than is taken", permanent=True)
    return found


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    near: bool = False,
    method: str = "POST",
    most: int = MOST_READ,
) -> Answer:
    """Raises NotTaken where nobody answers, and for what the answer refuses.

    `near`: the address was set by who runs the machine, so it may be a private one. Of the answer
    one byte more than `most` is read, at most.
    """
    parts = urlsplit(url)
    host = address_of(parts, near=near)
    link = _link(parts, host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        link.request(method, path, body, {"Host": parts.netloc.rpartition("@")[2], **headers})
        with link.getresponse() as answer:
            found = Answer(status=answer.status, body=answer.read(most + 1))
    except (OSError, http.client.HTTPException) as error:
        raise NotTaken(f"no answer: {type(error).__name__}") from error
    finally:
        link.close()
    if not 200 <= found.status < 300:  # noqa: PLR2004
        permanent = 400 <= found.status < 500 and found.status not in LATER  # noqa: PLR2004
        raise NotTaken(f"HTTP {found.status}", permanent=permanent, status=found.status)
    return found


def address_of(parts: SplitResult, *, near: bool = False) -> str:
    """The numeric address to speak with. Raises NotTaken where it is none of the outside world.

    The name is looked up once and the connection made to that very address, so that a name cannot
    be one thing when asked and another when used.
    """
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise NotTaken("not an http or https address", permanent=True)
    try:
        found = socket.getaddrinfo(host, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise NotTaken("the name of the host is not known") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not near and host not in settings.AFTERCARE_PRIVATE_HOSTS:
        inside = [one for one in addresses if not is_outside(one)]
        if inside or not addresses:
            raise NotTaken("the address lies inside a private network", permanent=True)
    return addresses[0]


def is_outside(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def _link(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    name = parts.hostname or ""
    try:
        raw = socket.create_connection((address, parts.port or _PORTS[parts.scheme]), SECONDS)
        if parts.scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=name)
    except OSError as error:
        raise NotTaken(f"no connection: {type(error).__name__}") from error
    link = http.client.HTTPConnection(name, timeout=SECONDS)
    link.sock = raw
    return link


_PORTS = {"http": 80, "https": 443}
