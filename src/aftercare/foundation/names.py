"""By which words the name of a person or a company is found."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

SURNAMES: Mapping[str, str] = {
    "曾": "zeng", "翟": "zhai", "解": "xie", "单": "shan", "仇": "qiu", "区": "ou", "查": "zha",
    "覃": "qin", "盖": "ge", "乐": "yue", "朴": "piao", "缪": "miao", "褚": "chu", "牟": "mu",
    "晟": "sheng", "召": "shao", "折": "she", "洗": "xian", "宓": "fu", "秘": "bi", "种": "chong",
    "员": "yun", "黑": "he", "繁": "po", "祭": "zhai", "长": "chang", "重": "chong", "都": "du",
    "隗": "wei", "郇": "xun", "哈": "ha", "尉": "yu", "藏": "zang", "眭": "sui", "厦": "xia",
}  # fmt: skip
"""First signs that names say otherwise than their usual reading, places of companies included."""
_READINGS = (files("aftercare.foundation") / "readings.tsv").read_text(encoding="utf-8")
"""How signs are read, a line for each syllable. The table of pypinyin, of which this is made, costs
each start a tenth of a second and 10 MiB."""
_SYLLABLES = re.compile(
    r"[〇㐀-䶿一-鿿豈-\ufaff\ue815-\ue864\U00020000-\U0003ffff]"
    r"|[^〇㐀-䶿一-鿿豈-\ufaff\ue815-\ue864\U00020000-\U0003ffff]+"
)
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
    Who is called 曾 is found as "zeng" and as "ceng".
    """
    plain = folded(name)
    if not plain:
        return []
    usual = syllables_of(plain)
    found = [plain, *_parts(name)]
    for syllables in (usual, _as_said(plain, usual)) if plain[0] in SURNAMES else (usual,):
        found.append("".join(syllables))
        found.append("".join(s if s in plain else s[0] for s in syllables))
        if len(syllables) == len(plain):  # Chinese throughout
            found += map("".join, pairwise(syllables))
    return list(dict.fromkeys(found))


def spelled(name: str) -> list[str]:
    """The syllables of a name as its bearer says them: 曾丽 → zeng, li; letters stay together."""
    return _as_said(name, syllables_of(name))


def syllables_of(text: str) -> list[str]:
    """Sign by sign how a text is usually read: 女士A座 → nv, shi, A, zuo."""
    return [_read(part) for part in _SYLLABLES.findall(text)]


@lru_cache(maxsize=4096)
def _read(part: str) -> str:
    """The syllable of a sign; letters, and signs whose reading nobody knows, as they are."""
    at = _READINGS.find(part) if len(part) == 1 and not part.isascii() else -1
    begin = _READINGS.rfind("\n", 0, at) + 1
    return _READINGS[begin : _READINGS.index("\t", begin)] if at > 0 else part


def _as_said(name: str, syllables: list[str]) -> list[str]:
    return [SURNAMES.get(name[0], syllables[0]), *syllables[1:]] if name else []


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
