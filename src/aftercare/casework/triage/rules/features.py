"""From a text to what the starter model sees: concepts of our lexicon, and pieces of words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from .catalogue import symptom_words
from .language import DATA
from .text import Clause, clauses

LONGEST_READ = 4000  # characters; what a customer wants is said in the first pages
LONGEST_CLAUSE = 200
PRODUCT = "□"


@dataclass(frozen=True, slots=True)
class Lexicon:
    concepts: dict[bool, dict[str, re.Pattern[str]]]  # by "is it Chinese?"
    elsewhere: frozenset[str]  # features of a text that is not about the thing itself
    thing_itself: float  # how sure that is without any of them
    praise: re.Pattern[str]
    blame: re.Pattern[str]
    grades: dict[str, tuple[int, re.Pattern[str]]]
    urgent: re.Pattern[str]
    complex: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    source = tomllib.loads((DATA / "lexicon.toml").read_text(encoding="utf-8"))
    return Lexicon(
        concepts={
            lang == "zh": {name: re.compile(words) for name, words in concepts.items()}
            for lang, concepts in source["concept"].items()
        },
        elsewhere=frozenset(f"={name}" for name in source["about"]["elsewhere"]),
        thing_itself=source["about"]["confidence"],
        praise=re.compile(source["praise"]["zh"]),
        blame=re.compile(source["praise"]["blame"]),
        grades={
            name: (grade["points"], re.compile(grade["words"]))
            for name, grade in source["grade"].items()
        },
        urgent=re.compile(source["urgent"]["words"]),
        complex=re.compile(source["complex"]["words"]),
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """`pieces` maps each feature to the words of the text that gave it."""

    parts: tuple[Clause, ...]
    pieces: dict[str, str]


def hear(text: str, product_words: re.Pattern[str]) -> Heard:
    """The features of a text; clauses that only praise are passed over unless nothing is left."""
    parts = clauses(text[:LONGEST_READ], longest=LONGEST_CLAUSE)
    telling = [part for part in parts if not _only_praises(part.text)] or parts
    pieces: dict[str, str] = {}
    han = "，".join(part.text for part in telling if part.han)
    pieces |= _concepts(han, han=True)
    for part in telling:
        if not part.han:
            pieces |= _concepts(part.text, han=False)
        if part.question:
            pieces["=?"] = "?"
        for piece in _pieces(product_words, part.text, han=part.han):
            pieces.setdefault(piece, piece)
    return Heard(tuple(telling), pieces)


def _concepts(text: str, *, han: bool) -> dict[str, str]:
    if not text:
        return {}
    asked = {f"={name}": p.search(text) for name, p in lexicon().concepts[han].items()}
    if han:
        asked["=symptom"] = symptom_words().search(text)
    return {name: hit.group() for name, hit in asked.items() if hit}


@lru_cache(maxsize=4096)  # people say the same things, and files say them a thousand times
def _only_praises(clause: str) -> bool:
    known = lexicon()
    return bool(known.praise.search(clause)) and not known.blame.search(clause)


_NUMBER = re.compile(r"\d+")
_RUNS = re.compile(r"[\u3400-\u9fff□0]+|[a-z']+")


@lru_cache(maxsize=4096)
def _pieces(product_words: re.Pattern[str], clause: str, *, han: bool) -> tuple[str, ...]:
    """Chinese in pairs and triples of characters, other scripts in words and pairs of words."""
    runs = _RUNS.findall(_NUMBER.sub("0", product_words.sub(PRODUCT, clause)))
    if not han:
        return (*runs, *(" ".join(pair) for pair in pairwise(runs)))
    return tuple(
        run[at : at + size] for run in runs for size in (2, 3) for at in range(len(run) - size + 1)
    )
