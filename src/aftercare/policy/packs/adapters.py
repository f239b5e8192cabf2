"""The founding packs as they ship: TOML files in `data/`."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


def founding_packs() -> list[dict[str, Any]]:
    """The content of every founding pack, by file name."""
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
