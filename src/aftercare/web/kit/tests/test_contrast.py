"""Every pair of colours that carries words can be read, by day and by night (WCAG AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[5] / "frontend" / "src" / "styles" / "tokens.css"
COLOURS = {
    name: (day, night)
    for name, day, night in re.findall(
        r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)", TOKENS.read_text()
    )
}
PAIRS = [
    *((words, ground) for words in ("ink", "ink-soft") for ground in ("paper", "ground", "sunken")),
    *((words, "paper") for words in ("ink-faint", "accent", "bad", "soon", "good")),
    *((words, f"{words}-soft") for words in ("accent", "bad", "soon", "good")),
    ("ink", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("ink", "soon-soft"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent", "ground"),
]


def light_of(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("time", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(words: str, ground: str, time: int) -> None:
    first, second = (light_of(COLOURS[name][time]) for name in (words, ground))
    contrast = (max(first, second) + 0.05) / (min(first, second) + 0.05)
    assert contrast >= 4.5, f"{words} on {ground}: {contrast:.2f}"
