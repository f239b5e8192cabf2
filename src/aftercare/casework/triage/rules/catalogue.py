"""Which product is meant, and which symptom: by our own tables of words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from .language import DATA


@dataclass(frozen=True, slots=True)
class Product:
    line: str
    name: str
    words: str  # as written in the text


@dataclass(frozen=True, slots=True)
class Symptom:
    line: str
    product: str
    category: str
    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    category: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    product_words: re.Pattern[str]
    meaning: dict[str, tuple[str, str]]  # word -> line, name
    symptoms: tuple[Symptom, ...]


@cache
def catalogue() -> Catalogue:
    products = tomllib.loads((DATA / "products.toml").read_text(encoding="utf-8"))
    english = products.pop("en")
    meaning: dict[str, tuple[str, str]] = {}
    for line, named in products.items():
        for name, words in named.items():
            meaning.update(dict.fromkeys(words, (line, name)))
    han = sorted(meaning, key=len, reverse=True)
    for line, named in english.items():
        meaning.update({word: (line, "") for words in named.values() for word in words})
    latin = sorted((word for word in meaning if word.isascii()), key=len, reverse=True)
    table = tomllib.loads((DATA / "symptoms.toml").read_text(encoding="utf-8"))
    return Catalogue(
        product_words=re.compile(
            f"(?=[{re.escape(''.join(sorted({word[0] for word in meaning})))}])(?:"  # most do not
            + "|".join(re.escape(word) for word in han)
            + "|"
            + r"\b(?:"
            + "|".join(re.escape(word) for word in latin)
            + r")s?\b)"
        ),
        meaning=meaning,
        symptoms=tuple(
            Symptom(s["line"], s["product"], s["category"], s["name"], re.compile(s["words"]))
            for s in table["symptom"]
        ),
    )


@cache
def symptom_words() -> re.Pattern[str]:
    """Any sign that a product itself is at fault, whichever product it is."""
    patterns = (s.pattern.pattern for s in catalogue().symptoms if s.category == "product_quality")
    return re.compile("|".join(dict.fromkeys(patterns)))


def products_in(text: str) -> list[Product]:
    """The products a normalised text names, in its order, each word once."""
    known = catalogue()
    found: dict[str, Product] = {}
    for hit in known.product_words.finditer(text):
        word = hit.group()
        meaning = known.meaning.get(word) or known.meaning.get(word.removesuffix("s"))
        if meaning and word not in found:
            found[word] = Product(meaning[0], meaning[1], word)
    return list(found.values())


def symptoms_in(text: str, *, product: str, category: str) -> list[Found]:
    """Symptoms of this product and this category, or of any product."""
    return [
        Found(symptom.category, symptom.name, hit.group())
        for symptom in _symptoms_of(product, category)
        for hit in [symptom.pattern.search(text)]
        if hit
    ]


@lru_cache(maxsize=1024)
def _symptoms_of(product: str, category: str) -> tuple[Symptom, ...]:
    every = catalogue().symptoms
    return tuple(s for s in every if s.category == category and s.product in {product, ""})
