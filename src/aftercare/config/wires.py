"""How the ways out of the building are connected, read from the environment."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from aftercare.config.home import Trouble
from aftercare.foundation.deliveries.rules import Wiring


def wirings(environ: Mapping[str, str], channels: Iterable[str]) -> dict[str, Wiring]:
    """`AFTERCARE_MAIL=smtp` names the carrier; `_URL`, `_FROM` and `_SECRET` are what it needs.

    Each may stand in a file instead: `AFTERCARE_MAIL_SECRET_FILE=/run/secrets/mail`.
    """
    found = {}
    for channel in channels:
        name = f"AFTERCARE_{channel.upper()}"
        found[channel] = Wiring(
            carrier=told(environ, name) or "sandbox",
            url=told(environ, f"{name}_URL"),
            sender=told(environ, f"{name}_FROM"),
            secret=told(environ, f"{name}_SECRET"),
        )
    return found


def told(environ: Mapping[str, str], name: str) -> str:
    """A variable, or what stands in the file that `<name>_FILE` names."""
    path = environ.get(f"{name}_FILE", "")
    if not path:
        return environ.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise Trouble(
            f"{name}_FILE cannot be read: {error}.", f"无法读取 {name}_FILE：{error}。"
        ) from None
