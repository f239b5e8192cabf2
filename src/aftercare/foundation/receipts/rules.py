"""When two requests are the same request."""

import hashlib
import re
from datetime import timedelta

KEPT_FOR = timedelta(days=7)
KEY = re.compile(r"[\x21-\x7e]{1,200}")


def fingerprint(*, method: str, path: str, body: bytes) -> bytes:
    """What a request asks for; two with one key must agree in it."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).digest()


def fit_key(key: str) -> bool:
    """1 to 200 printable ASCII signs, no spaces."""
    return KEY.fullmatch(key) is not None
