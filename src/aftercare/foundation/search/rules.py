"""How text becomes words: what is indexed, and what a question is turned into.

Chinese is cut by dictionary (with our products, parts and symptoms added); what is indexed
holds every dictionary word in the text, also overlapping ones, so that a word is found however
its neighbours happened to be cut. Characters that stand alone are joined to their neighbours,
so that two of them still find the place. Codes are indexed whole and in parts, long numbers also
by their last four digits.

Whether two texts are alike is told by the pairs of letters that they share. So that a like text
is found among a million, each has a few marks (MinHash, Broder 1997): of texts that share seven
pairs in ten, 98 in 100 have a mark in common; of those that share two in ten, 22.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import rjieba

WORDS_FILE = Path(__file__).parent / "data" / "words.txt"
LONGEST_WORD = 64
MOST_WORDS = 4000
MOST_PARTS = 5
TAIL = 4
PHONE_LENGTH = 7
OUR_FREQUENCY = 20_000
MARKS, ROWS = 6, 2
MOST_PAIRS = 500  # of a long text its beginning tells enough
_SALTS = tuple(zlib.crc32(f"mark {number}".encode()) for number in range(MARKS * ROWS))
_ODD, _32_BITS = 0x9E3779B1, 0xFFFFFFFF

_RUN = re.compile(r"[㐀-䶿一-鿿々]+|[^\W_㐀-䶿一-鿿々]+(?:[-_./·][^\W_㐀-䶿一-鿿々]+)*")
_PART = re.compile(r"[^\W\d_]+|\d+")
_NOISE = re.compile(r"[\W_]+")
_PIECE = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words under which a text is found, each once, in order of appearance."""
    return _once(word for run in _runs(text) for word in _index_words(run))


def query_words(text: str) -> list[str]:
    """The words that a text must all have to answer the question; empty for a blank one.

    Exact phrases are checked again by the caller against the text itself.
    """
    asked = _once(word for run in _runs(text) for word in _asked_words(run))
    telling = [word for word in asked if len(word) > 1 or not _is_chinese(word)]
    return telling or asked


def dictionary_words(text: str) -> list[str]:
    """The text cut where its words begin and end; nothing is left out."""
    cut: list[str] = rjieba.cut(text, hmm=False)
    return cut


def plain(text: str) -> str:
    """Full-width letters and digits made half-width, lower case, without control characters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in folded)


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same words): shared pairs of letters over all pairs."""
    a, b = set(_pairs(one)), set(_pairs(other))
    return len(a & b) / len(a | b) if a and b else 0.0


def marks(text: str) -> list[int]:
    """Numbers of 31 bits, at least one of which a text very much like this has too."""
    pairs = [zlib.crc32(pair.encode()) for pair in _pairs(text)[:MOST_PAIRS]]
    if not pairs:
        return []
    least = [min([(pair ^ salt) * _ODD & _32_BITS for pair in pairs]) for salt in _SALTS]
    bands = (least[at : at + ROWS] for at in range(0, len(least), ROWS))
    return [zlib.crc32(f"{place}{band}".encode()) >> 1 for place, band in enumerate(bands)]


def _pairs(text: str) -> list[str]:
    """Each pair of neighbouring letters once, in order of appearance."""
    folded = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return list(dict.fromkeys(folded[i : i + 2] for i in range(max(len(folded) - 1, bool(folded)))))


def _runs(text: str) -> Iterator[str]:
    for match in _RUN.finditer(plain(text)):
        yield match.group()


def _index_words(run: str) -> Iterator[str]:
    if not _is_chinese(run):
        yield from _code_words(run)
        return
    cut = rjieba.cut(run)
    yield from cut
    yield from (word for word in rjieba.cut_all(run) if len(word) > 1)
    for word in cut:
        if len(word) > 2:  # noqa: PLR2004
            yield from _neighbours(word)
    for left, right in pairwise(cut):
        if len(left) == 1 or len(right) == 1:
            yield left[-1] + right[0]
    alone = rjieba.cut(run, hmm=False)
    yield from (word for word in alone if len(word) == 1)
    for left, right in pairwise(alone):
        if len(left) == 1 and len(right) == 1:
            yield left + right


def _asked_words(run: str) -> Iterator[str]:
    if not _is_chinese(run):
        yield from _asked_code(run)
        return
    cut = rjieba.cut(run, hmm=False)
    yield from cut
    for left, right in pairwise(cut):
        if len(left) == 1 and len(right) == 1:
            yield left + right


def _code_words(code: str) -> Iterator[str]:
    """`kfr-35gw/n1`: whole, piece by piece, letters apart from digits, joined without marks."""
    pieces = _PIECE.findall(code)
    yield code
    joined = ""
    for piece in pieces:
        joined += piece
        yield piece
        yield joined
        yield from _parts(piece)
        if piece.isdigit() and len(piece) >= PHONE_LENGTH:
            yield piece[-TAIL:]
    if joined.isdigit() and len(joined) >= PHONE_LENGTH:
        yield joined[-TAIL:]


def _parts(piece: str) -> Iterator[str]:
    """`kfr35gw`: kfr, kfr35, 35, 35gw, gw. A long jumble has no parts worth asking for."""
    parts = _PART.findall(piece)
    if not 1 < len(parts) <= MOST_PARTS:
        return
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield "".join(parts[start:end])


def _asked_code(code: str) -> Iterator[str]:
    pieces = _PIECE.findall(code)
    yield from pieces


def _neighbours(word: str) -> Iterator[str]:
    for left, right in pairwise(word):
        yield left + right


def _once(found: Iterator[str]) -> list[str]:
    kept: dict[str, None] = {}
    for word in found:
        if len(word) <= LONGEST_WORD:
            kept.setdefault(word)
        if len(kept) >= MOST_WORDS:
            break
    return list(kept)


def _is_chinese(run: str) -> bool:
    return "㐀" <= run[0] <= "鿿" or run[0] == "々"


def _learn_our_words() -> None:
    """Into the one dictionary that the library makes when it is imported.

    Another would cost 25 MB in each process. At import, because no thread may cut meanwhile.
    """
    for word in WORDS_FILE.read_text(encoding="utf-8").split():
        rjieba.add_word(word, OUR_FREQUENCY, "n")


_learn_our_words()
