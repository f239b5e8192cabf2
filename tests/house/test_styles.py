"""A style sheet that two branches have changed must still be one."""

import json
import re
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
TEMPLATES = Path(__file__).parents[2] / "src" / "aftercare" / "web"
MENU = re.compile(r'<details class="(?:menu|[^"]* menu)[ "][^>]*>')
SHEETS = sorted((FRONTEND / "src").rglob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_block_is_closed_before_the_next_rule_begins(path: Path) -> None:
    depth = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith((".", "#", "@", "/*")):
            assert depth == 0, f"{path.name}:{number}: the block above is not closed"
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"{path.name}:{number}: closes what is not open"
    assert depth == 0


@pytest.mark.parametrize("path", sorted((FRONTEND / "src").rglob("*.ts")), ids=lambda p: p.name)
def test_a_module_of_the_browser_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_lock_names_no_host() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_every_menu_closes_when_something_was_chosen_or_one_clicks_elsewhere() -> None:
    menus = {
        f"{path.name}: {menu}"
        for path in TEMPLATES.rglob("*.html")
        for menu in MENU.findall(path.read_text(encoding="utf-8"))
    }
    assert len(menus) > 1
    assert not [menu for menu in menus if "data-menu" not in menu]
