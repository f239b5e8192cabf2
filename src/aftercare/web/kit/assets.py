"""Where the built front end lies: script and style tags, and the sprite of icons."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

DIST = Path(__file__).parents[2] / "static" / "dist"


@cache
def manifest() -> dict[str, dict[str, object]]:
    """Vite's list of built files; empty where the front end has not been built."""
    path = DIST / "manifest.json"
    built: dict[str, dict[str, object]] = json.loads(path.read_text()) if path.is_file() else {}
    return built


@cache
def tags(entry: str) -> SafeString:
    """The tags of one entry: styles first, then its module."""
    chunk = manifest().get(f"src/{entry}.ts")
    if chunk is None:
        return SafeString("")
    styles = chunk.get("css", [])
    sheets = [
        format_html('<link rel="stylesheet" href="{}">', static(f"dist/{name}"))
        for name in (styles if isinstance(styles, list) else [])
    ]
    module = static(f"dist/{chunk['file']}")
    script = format_html('<script type="module" src="{}"></script>', module)
    return SafeString("\n".join([*sheets, script]))


@cache
def sprite() -> str:
    """The address of the icons; the built name carries a hash of what is in it."""
    built = next(DIST.glob("assets/icons-*.svg"), Path("icons.svg"))
    return static(f"dist/assets/{built.name}")


@cache
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; without a label it is decoration beside a word."""
    url = sprite()
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - names come from our templates, labels are escaped
        f'<svg class="icon" {spoken}><use href="{url}#{escape(name)}"/></svg>'
    )
