"""How much a header looks like the name of a field.

A header is cut into ideas by the words of `data/lexicon.toml`; two headers of the same ideas in
the same order mean the same, whatever their spelling, language or case of letters.
"""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

CALLED, PERHAPS, HARDLY = 1.0, 0.86, 0.7
SAME_IDEAS, SAME_BAG, PARTLY = 0.96, 0.9, 0.84
BESIDE_EXACT = 0.85  # a field that has the very name goes before one that has its meaning
ONE_OF_TWO, SAID_TWICE = 0.92, 0.98  # 「型号/色号」 is a model perhaps, 「手机 Mobile」 surely
COMMON_WEIGHT, RARE_WEIGHT, STRANGE_WEIGHT = 0.7, 1.3, 0.6
NONE = "none"

# The idea that ends a header says what kind of thing the column holds.
HEADS = frozenset(
    re.findall(
        r"\w+",
        "time clock_start clock_end number name amount price address reason status result type"
        " note text opinion count times company way person",
    )
)
ASIDE = re.compile(r"[(\[{<【〔（][^)\]}>】〕）]*[)\]}>】〕）]")
MARKS = re.compile(r"[*★☆※✱]|必填项?|选填|非必填|\(?required\)?|\(?optional\)?")
QUESTION_NUMBER = re.compile(r"^\s*[(（]?\d{1,2}[)）]?\s*[、.．:：]\s*(?=\D)")
OR = re.compile(r"[/／|、\n]|或者?|\bor\b")
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z][A-Za-z .#/_'-]*[A-Za-z.#]")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
UNIT = re.compile(r"[a-z]+|[0-9]+|#|[^\W_a-z0-9]")
NUMBERED = re.compile(r"^(.*?\D)\s*([1-9]|[一二三四五])$")
CHINESE_DIGITS = {word: number for number, word in enumerate("一二三四五", start=1)}
SIMPLER = str.maketrans(
    "戶號碼電話聯絡繫產類單訂數備註狀態師購買維時間預約詢價費寫縣區鄉鎮門牌貨物證題現實際應責處結評級經銷條內單務項",
    "户号码电话联络系产类单订数备注状态师购买维时间预约询价费写县区乡镇门牌货物证题现实际应责处结评级经销条内单务项",
)


@dataclass(frozen=True, slots=True)
class Called:
    field: str
    tier: float
    ideas: tuple[str, ...]
    bag: Counter[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    spellings: Mapping[str, str]
    exact: Mapping[str, Mapping[str, float]]
    names: tuple[Called, ...]
    by_idea: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]
    looks: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    source = files("aftercare.casework.imports").joinpath("data/lexicon.toml").read_text("utf-8")
    data = tomllib.loads(source)
    spellings = {
        "".join(units(word)): idea
        for idea, words in data["words"].items()
        for word in words.split()
    }
    exact: dict[str, dict[str, float]] = {}
    names = []
    for field, entry in data["fields"].items():
        exact |= {
            plain: {**exact.get(plain, {}), field: CALLED}
            for plain in ("".join(units(name)) for name in entry.get("verbatim", ()))
        }
        for tier, key in ((CALLED, "called"), (PERHAPS, "perhaps"), (HARDLY, "hardly")):
            for name in entry.get(key, ()):
                plain = "".join(units(name))
                exact.setdefault(plain, {}).setdefault(field, tier)
                ideas = cut(units(name), spellings)
                names.append(Called(field, tier, ideas, Counter(ideas)))
    looks = {field: entry["is"] for field, entry in data["fields"].items()}
    return Lexicon(spellings, exact, tuple(names), _by_idea(names), _weights(names), looks)


def _by_idea(names: Sequence[Called]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for idea in name.bag:
            places.setdefault(idea, []).append(place)
    return {idea: tuple(found) for idea, found in places.items()}


def _weights(names: Sequence[Called]) -> dict[str, float]:
    """An idea that only one field is called by tells more than one that many share."""
    users: dict[str, set[str]] = {}
    for name in names:
        for idea in name.ideas:
            users.setdefault(idea, set()).add(name.field)
    return {
        idea: COMMON_WEIGHT + RARE_WEIGHT / math.sqrt(len(fields))
        for idea, fields in users.items()
        if not idea.startswith("?")
    }


def fields() -> tuple[str, ...]:
    """Every field a column may be, custom and numbered ones by their stem."""
    return tuple(field for field in lexicon().looks if field != NONE)


def known_field(field: str) -> bool:
    stem = re.sub(r"_\d$", "", field)
    return field in lexicon().looks or (stem in lexicon().looks and stem != NONE)


def units(header: str) -> list[str]:
    """The pieces a header is spelled with: one Chinese character, one Latin word, one number."""
    text = unicodedata.normalize("NFKC", QUESTION_NUMBER.sub("", header)).translate(SIMPLER)
    text = CAMEL.sub(" ", text).lower()
    return UNIT.findall(MARKS.sub(" ", text))


def cut(pieces: Sequence[str], spellings: Mapping[str, str]) -> tuple[str, ...]:
    """The ideas in a header, longest spelling first; a strange piece stands for itself."""
    ideas: list[str] = []
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + 12), start, -1):
            idea = spellings.get("".join(pieces[start:end]))
            if idea:
                if idea != "drop":
                    ideas.append(idea)
                start = end
                break
        else:
            ideas.extend(latin_parts(pieces[start], spellings))
            start += 1
    return tuple(ideas)


def latin_parts(piece: str, spellings: Mapping[str, str]) -> list[str]:
    """`orderdate` written without a break: order, date; anything else stays one strange piece."""
    if len(piece) < 6 or not piece.isascii():
        return [f"?{piece}"]
    for middle in range(3, len(piece) - 1):
        first, second = spellings.get(piece[:middle]), spellings.get(piece[middle:])
        if first and second:
            return [idea for idea in (first, second) if idea != "drop"]
    return [f"?{piece}"]


def ideas_of(header: str) -> tuple[str, ...]:
    return cut(units(header), lexicon().spellings)


@lru_cache(maxsize=8192)
def weight_of(ideas: tuple[str, ...]) -> float:
    weights = lexicon().weights
    return sum(weights.get(idea, STRANGE_WEIGHT) for idea in ideas)


def numbered(header: str) -> tuple[str, int]:
    """「手机2」 is 手机 and 2; a header without a number at its end is number 1."""
    plain = unicodedata.normalize("NFKC", QUESTION_NUMBER.sub("", header))
    plain = MARKS.sub("", plain).strip()
    found = NUMBERED.match(plain)
    if not found:
        return header, 1
    digit = found.group(2)
    return found.group(1).strip(), CHINESE_DIGITS.get(digit) or int(digit)


@lru_cache(maxsize=4096)
def likeness(header: str, group: str = "") -> Mapping[str, float]:
    """Field to score from 0 to 1; a merged group header lends its words where it helps."""
    scores = dict(_likeness(header))
    aside = ASIDE.sub(" ", header)
    if aside.strip() and aside != header:
        _best_of(scores, _likeness(aside), 0.99)
    if max(scores.values(), default=0) < SAME_IDEAS:
        for part, share in names_in(header):
            _best_of(scores, _likeness(part), share)
    ideas = ideas_of(header)
    if len(ideas) > 1 and ideas[-1] == "name" and max(scores.values(), default=0) < SAME_IDEAS:
        _best_of(scores, _by_ideas(ideas[:-1]), SAME_BAG)
    if group and max(scores.values(), default=0) < SAME_IDEAS:
        _best_of(scores, _likeness(group + header), 0.97)
    return scores


def names_in(header: str) -> list[tuple[str, float]]:
    """The names a header gives side by side, and what each counts: 「型号/色号」「手机 Mobile」."""
    parts = [(part, ONE_OF_TWO) for part in OR.split(header)]
    chinese = LATIN.sub(" ", header)
    if chinese != header and HAN.search(chinese):
        latin = " ".join(LATIN.findall(header))
        parts += [(chinese, SAID_TWICE), (latin, SAID_TWICE * ONE_OF_TWO)]
    return [(part, share) for part, share in parts if len(part.strip()) > 1 and part != header]


def _best_of(scores: dict[str, float], more: Mapping[str, float], share: float) -> None:
    for field, score in more.items():
        scores[field] = max(scores.get(field, 0), score * share)


def _likeness(header: str) -> dict[str, float]:
    pieces = units(header)
    exact = lexicon().exact.get("".join(pieces), {})
    scores = dict(exact)
    share = BESIDE_EXACT if exact else 1.0
    ideas = cut(pieces, lexicon().spellings)
    _best_of(scores, _by_ideas(ideas), share)
    return scores


def _by_ideas(ideas: tuple[str, ...]) -> dict[str, float]:
    scores: dict[str, float] = {}
    bag = Counter(ideas)
    bare = len(ideas) == 1 and ideas[0] in HEADS
    names, by_idea = lexicon().names, lexicon().by_idea
    for place in {place for idea in bag for place in by_idea.get(idea, ())}:
        name = names[place]
        if bare and bag != name.bag:
            continue  # 「时间」 alone is not half of 「预约时间」
        score = name.tier * _closeness(ideas, bag, name)
        if score > scores.get(name.field, 0):
            scores[name.field] = score
    return scores


def _closeness(ideas: tuple[str, ...], bag: Counter[str], name: Called) -> float:
    common = weight_of(tuple((bag & name.bag).elements()))
    if bag == name.bag:
        return SAME_IDEAS if ideas == name.ideas else SAME_BAG
    close = PARTLY * 2 * common / (weight_of(ideas) + weight_of(name.ideas))
    heads = {ideas[-1], name.ideas[-1]}
    if len(heads) > 1 and heads & HEADS:
        close *= 0.5 if heads <= HEADS else 0.8
    return close
