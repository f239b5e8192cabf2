"""Words as people read them: a model counts pieces of two and three characters, nobody reads 求换.

Where words begin and end is what the dictionary of search says of the clause around a piece.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from aftercare.foundation.search.rules import dictionary_words

from .text import Clause

NEGATIONS = frozenset("不没未无")
PARTICLES = frozenset("了的地得着过吧呢啊吗呀嘛就都也还又是在把被给和跟我你他她它们这那个")

FILLERS = frozenset(
    "我们 你们 他们 她们 咱们 自己 一个 一下 一些 已经 可以 现在 就是 还是"  # noqa: SIM905
    " 但是 因为 所以 如果 这样 那样 这个 那个 这些 那些 时候 然后 以后 之后 以及 而且 并且 或者"
    " the a an i my me we our us you your it its he she they is are was were be been am to of in on"
    " at and or but for with this that have has had do does did so as by from not there".split()
)


def whole_words(parts: Sequence[Clause], pieces: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """What of the pieces of a text reads as words.

    A piece is (words, named). What the lexicon knows by name is made whole; of the others those
    are told that are whole already, or else the first, made whole.
    """
    broken: list[str] = []
    told = False
    for words, named in pieces:
        if not named and not words.isascii() and not any(words in part.text for part in parts):
            continue  # torn over a blank or a mark: 坏了，我
        whole = made_whole(parts, words)
        if named or (whole == words and not _is_filling(words)):
            told = True
            yield whole
        elif whole != words:
            broken.append(whole)
    if broken and not told:
        yield broken[0]


def made_whole(parts: Iterable[Clause], words: str) -> str:
    """Widened to where words of its clause begin and end; of several places the narrowest."""
    if words.isascii():
        return words
    found = [_widened(part.text, words) for part in parts if words in part.text]
    return min(found, key=len, default=words)


def reads_alone(piece: str) -> bool:
    """Without the text around it: 没反应, 换新, but no half of a word, and no filler."""
    if _is_filling(piece):
        return False
    return all(len(word) > 1 or word in NEGATIONS for word in dictionary_words(piece))


def _widened(clause: str, words: str) -> str:
    start = clause.index(words)
    end = start + len(words)
    edges = _edges(clause)
    first = max(edge for edge in edges if edge <= start)
    last = min(edge for edge in edges if edge >= end)
    return clause[first:last]


def _is_filling(words: str) -> bool:
    """收了, 的事: without its particles nothing, or a single character, is left; 我们, "it is"."""
    if words in FILLERS or words.isascii():
        return all(word in FILLERS for word in words.split())
    return sum(char not in PARTICLES for char in words) <= 1


@lru_cache(maxsize=256)
def _edges(clause: str) -> tuple[int, ...]:
    return (0, *accumulate(len(word) for word in dictionary_words(clause)))
