"""A text cut into clauses, with every character keeping its place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_CUT = re.compile(r"[。！!？?；;\n\r，,~～…\x00]+|(?<![0-9])[.](?=\s|$)|[.]{2,}|[ \t\u3000]+")
_STRONG = re.compile(r"[。！!？?；;\n\r.…]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SAME = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": " ", "\ufeff": " "}


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is normalised, character for character, from `start` of the original text."""

    text: str
    start: int
    question: bool  # it ends with a question mark
    joined: bool  # it goes on from the clause before, in the same sentence
    han: bool


class _Plain(dict[int, str]):
    """What `str.translate` asks for each character, worked out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _SAME.get(char) or unicodedata.normalize("NFKC", char).lower()
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_plain = _Plain()


@lru_cache(maxsize=4)  # several readers ask for the same text, one after the other
def normal(text: str) -> str:
    """Lower case, full width made half width, each character staying where it is."""
    return text.translate(_plain)


def clauses(text: str, *, longest: int) -> list[Clause]:
    """Blanks cut only beside Chinese: many write them where a comma should stand.

    What goes on for more than `longest` characters is cut there.
    """
    plain = normal(text)
    return [
        clause
        for start, end, mark, joined in _stretches(plain)
        for clause in _pieces(plain, start, end, mark, joined=joined, longest=longest)
    ]


@lru_cache(maxsize=4)
def _stretches(plain: str) -> tuple[tuple[int, int, str, bool], ...]:
    """From, until, the mark behind it, and whether the sentence goes on from the one before."""
    found: list[tuple[int, int, str, bool]] = []
    start, joined, told = 0, False, False
    for cut in _CUT.finditer(plain):
        mark = cut.group()
        if mark.isspace() and "\n" not in mark and not _beside_han(plain, cut.start(), cut.end()):
            continue
        found.append((start, cut.start(), mark, joined))
        told = told or bool(plain[start : cut.start()].strip())
        joined = told and not _STRONG.search(mark)
        start = cut.end()
    found.append((start, len(plain), "", joined))
    return tuple(found)


def _pieces(
    plain: str, start: int, end: int, mark: str, *, joined: bool, longest: int
) -> Iterator[Clause]:
    for piece in range(start, end, longest):
        until = min(end, piece + longest)
        if plain[piece:until].strip():
            yield _clause(plain, piece, until, mark, joined=joined)


def _clause(plain: str, start: int, end: int, mark: str, *, joined: bool) -> Clause:
    text = plain[start:end]
    question = "?" in mark or "？" in mark
    return Clause(text, start, question, joined, bool(_HAN.search(text)))


def _beside_han(plain: str, start: int, end: int) -> bool:
    before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
    return bool(_HAN.match(before) or _HAN.match(after))
