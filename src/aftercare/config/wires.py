"""How the ways out of the building are connected, read from the environment."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit

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


def tile_service(address: str) -> tuple[str, list[str]]:
    """`https://host/{z}/{x}/{y}.png` with the origin that pages may fetch from. Raises Trouble."""
    if not address:
        return "", []
    try:
        named = {name for _text, name, _spec, _as in Formatter().parse(address) if name is not None}
        parts = urlsplit(address)
    except ValueError:
        named, parts = set(), urlsplit("")
    fits = named == {"z", "x", "y"} and parts.scheme in ("http", "https") and parts.hostname
    if not fits or set(parts.netloc) & set(" ;,{}"):
        raise Trouble(
            f"AFTERCARE_TILES is no address of tiles like https://host/{{z}}/{{x}}/{{y}}.png: "
            f"{address}",
            f"AFTERCARE_TILES 不是瓦片地址，应形如 https://主机/{{z}}/{{x}}/{{y}}.png：{address}",
        )
    return address, [f"{parts.scheme}://{parts.netloc}"]
