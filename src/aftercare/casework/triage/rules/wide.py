"""Everything that a taught model reads: more than the starter, whose seeds are few.

Chinese in ones to threes of characters with their marks, products by name; other scripts in words,
pairs of words and pieces of words, which a `~` marks; what the starter hears, and what it would
say.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from .features import LONGEST_READ, Heard
from .starter import Model, guess, starter
from .text import normal

PIECES_OF_WORDS = (3, 4, 5)
LONGEST_WORD = 30
EDGE = "_"
PART = "~"

_NUMBER = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_MARKS = re.compile(r"^\W+|\W+$")


def widely(text: str, heard: Heard) -> Heard:
    """The same text as a taught model reads it; each piece still leads to words of the text."""
    pieces = heard.pieces | _opinions(heard)
    plain = _NUMBER.sub("0", normal(text[:LONGEST_READ]))
    for piece in _of_han(plain):
        pieces.setdefault(piece, _MARKS.sub("", piece))
    words = [word for word in _WORD.findall(plain) if len(word) <= LONGEST_WORD]
    for piece in (*words, *(" ".join(pair) for pair in pairwise(words))):
        pieces.setdefault(piece, piece)
    for word in dict.fromkeys(words):
        for piece in _of_word(word):
            pieces.setdefault(piece, word)
    return Heard(heard.parts, pieces)


def _opinions(heard: Heard) -> dict[str, str]:
    """What the starter would say is one more thing to learn from; it is no word of the text."""
    models: Mapping[str, Model] = {"kind": starter().kind, "category": starter().category}
    said = {field: guess(model, heard) for field, model in models.items()}
    return {f"={field}:{one.value}": "" for field, one in said.items() if one.confidence}


def _of_han(plain: str) -> Iterator[str]:
    if not _HAN.search(plain):
        return
    for run in _WORD.split(plain):
        dense = _BLANK.sub("", run)
        for size in (1, 2, 3):
            yield from (dense[at : at + size] for at in range(len(dense) - size + 1))


def _of_word(word: str) -> Iterator[str]:
    edged = f"{EDGE}{word}{EDGE}"
    for size in PIECES_OF_WORDS:
        yield from (PART + edged[at : at + size] for at in range(len(edged) - size + 1))


def is_readable(piece: str) -> bool:
    """Words that a reader understands without the text around them."""
    return len(piece) > 1 and piece.replace(" ", "").isalpha()
