"""By which words the name of a person or a company is found."""

import re
import unicodedata
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

_NOT_LETTERS = re.compile(r"[\W_]+")
_SIGNS = re.compile(r"[㐀-䶿一-鿿]+")
_LETTERS = re.compile(r"[^\W_㐀-䶿一-鿿]+")


def folded(text: str) -> str:
    """Full-width made half-width, lower case, without spaces and marks: how names compare."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())


def name_words(name: str) -> list[str]:
    """Under which words a name is found.

    Itself, its pinyin ("zhangweiqiang") and initials ("zwq"); and parts: each two neighbouring
    signs as written and spelled (张伟 and 伟强, "zhangwei", "weiqiang"), each word in letters.
    """
    plain = folded(name)
    if not plain:
        return []
    syllables = lazy_pinyin(plain)
    initials = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))
    found = [plain, "".join(syllables), initials, *_parts(name)]
    if len(syllables) == len(plain):  # Chinese throughout
        found += map("".join, pairwise(syllables))
    return list(dict.fromkeys(found))


def name_asked(text: str) -> list[list[str]]:
    """Of `name_words` those that a name must all have to be meant by a text.

    As a whole, spaces in pinyin changing nothing, or else in parts; nothing for a text without
    letters. Two Chinese signs and more, or a whole word in letters, may be a part.
    """
    whole, parts = folded(text), _parts(text)
    if whole.isascii():
        return [words for words in ([whole], parts) if any(words)]
    return [parts or [whole]]


def _parts(name: str) -> list[str]:
    """Of Chinese each two neighbours, of letters each word: no sign and no letter alone."""
    signs = [pair for run in _SIGNS.findall(folded(name)) for pair in map("".join, pairwise(run))]
    words = _LETTERS.findall(unicodedata.normalize("NFKC", name).lower())
    return list(dict.fromkeys([*signs, *(word for word in words if len(word) > 1)]))
