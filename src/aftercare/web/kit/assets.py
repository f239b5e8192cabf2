"""Where the built front end lies: script and style tags, and the sprite of icons."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

DIST = Path(__file__).parents[2] / "static" / "dist"


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """Vite's list of built files; empty where the front end has not been built."""
    path = DIST / "manifest.json"
    built: dict[str, dict[str, Any]] = json.loads(path.read_text()) if path.is_file() else {}
    return built


def chunks(name: str) -> Iterator[dict[str, Any]]:
    """A chunk after all those it imports: shared styles come before those of a page."""
    chunk = manifest()[name]
    for imported in chunk.get("imports", []):
        yield from chunks(imported)
    yield chunk


@cache
def built_file(name: str) -> str:
    """The address of one built module; "" where nothing has been built."""
    built = manifest().get(f"src/{name}.ts")
    return static(f"dist/{built['file']}") if built else ""


@cache
def tags(entry: str) -> SafeString:
    """Styles, then the module and what it will import; nothing where nothing has been built."""
    name = f"src/{entry}.ts"
    if name not in manifest():
        return SafeString("")
    *shared, own = parts = list(chunks(name))
    sheets = [static(f"dist/{sheet}") for part in parts for sheet in part.get("css", [])]
    preloads = [static(f"dist/{part['file']}") for part in shared]
    lines = [
        *(format_html('<link rel="stylesheet" href="{}">', url) for url in sheets),
        *(format_html('<link rel="modulepreload" href="{}">', url) for url in preloads),
        format_html('<script type="module" src="{}"></script>', static(f"dist/{own['file']}")),
    ]
    return SafeString("\n".join(lines))


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
