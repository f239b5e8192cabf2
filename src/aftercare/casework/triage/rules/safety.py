"""Is anybody in danger? Decided by the language around a hazard word, not by the word alone.

`data/safety.toml` holds the language: masks (things that only sound dangerous: 漏电保护开关,
打火机, 砸牌子), cues (a hazard, with what the clause must or must not say), readings (how a cue
is meant when it did not happen: negated, feared, asked, supposed, warned, hearsay, mistaken,
likened) and barriers (担心漏电，结果真漏电了: what stands before a barrier reads nothing after
it). A cue that no reading claims has happened, or nearly, and that is an alarm. (R-IN-07,
semantics 3.1)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .language import Cue, Language, Reading, language
from .text import Clause, clauses

HAPPENED = "happened"
NEGATED = "negated"
LONGEST_CONTEXT = 60  # characters to the left of a cue that may change its meaning
LONGEST_CLAUSE = 400  # what has no punctuation is read in pieces of this length
LONG_CUE = 3
FOLLOWS = {"injury", "struck", "caught", "scald", "child"}
Spot = tuple[int, int]  # from, until
MOST_SHOWN = 12  # a text with a thousand hazards does not show a thousand reasons


@dataclass(frozen=True, slots=True)
class Mention:
    """`code` names the hazard, `reading` how it is meant, `words` stand at `start` in the text."""

    code: str
    reading: str
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class _Place:
    part: Clause
    before: str
    after: str
    former: Mention | None  # the last hazard of the clause before, in the same sentence

    @property
    def around(self) -> str:
        return f"{self.before} {self.part.text} {self.after}"


@dataclass(frozen=True, slots=True)
class SafetyVerdict:
    alarm: bool
    mentions: tuple[Mention, ...]


def read_safety(text: str) -> SafetyVerdict:
    """Linear in the text; equal clauses in equal surroundings are judged once."""
    parts = clauses(text, longest=LONGEST_CLAUSE)
    happened: list[Mention] = []
    others: list[Mention] = []
    seen: set[tuple[str, str, str]] = set()
    former: list[Mention] = []
    for number, part in enumerate(parts):
        before = parts[number - 1].text if number else ""
        after = parts[number + 1].text if number + 1 < len(parts) else ""
        if (before, part.text, after) in seen:
            continue
        seen.add((before, part.text, after))
        place = _Place(part, before, after, former[-1] if former and part.joined else None)
        former = list(_mentions(place))
        for mention in former:
            (happened if mention.reading == HAPPENED else others).append(mention)
        if len(happened) >= MOST_SHOWN:
            break
    shown = tuple((happened + others)[:MOST_SHOWN])
    return SafetyVerdict(bool(happened), tuple(_as_written(m, text) for m in shown))


def _as_written(mention: Mention, text: str) -> Mention:
    words = text[mention.start : mention.start + len(mention.words)]
    return Mention(mention.code, mention.reading, words, mention.start)


def _mentions(place: _Place) -> Iterator[Mention]:
    known, part = language(), place.part
    text, cues = _sounds_like(part.text, han=part.han)
    taken: list[tuple[int, int]] = []
    for cue, hits in cues:
        for start, end in hits:
            if any(start < until and since < end for since, until in taken):
                continue
            if not _fits(cue, text, place):
                break
            taken.append((start, end))
            reading = _meant(known, place, cue, text, start, end)
            yield Mention(cue.code, reading, text[start:end], part.start + start)


@lru_cache(maxsize=4096)  # people say the same things, and files say them a thousand times
def _sounds_like(text: str, *, han: bool) -> tuple[str, tuple[tuple[Cue, list[Spot]], ...]]:
    """The clause without what only sounds dangerous, and where each cue stands in it."""
    known, letters = language(), frozenset(text)
    cues = known.cues[han].among(letters)
    if not cues:
        return text, ()
    for mask in known.masks.among(letters):
        text = mask.pattern.sub(_blank, text)
    found = ((cue, [hit.span() for hit in cue.pattern.finditer(text)]) for cue in cues)
    told = ((cue, [(start, end) for start, end in hits if start < end]) for cue, hits in found)
    return text, tuple((cue, hits) for cue, hits in told if hits)


def _blank(hit: re.Match[str]) -> str:
    return "◦" * len(hit.group())


def _fits(cue: Cue, text: str, place: _Place) -> bool:
    if cue.unless and cue.unless.search(text):
        return False
    before = place.before if place.part.joined else ""
    if cue.unless_before and cue.unless_before.search(before):
        return False
    around = f"{place.before} {text} {place.after}" if cue.around else text
    return cue.needs is None or bool(cue.needs.search(around))


def _meant(known: Language, place: _Place, cue: Cue, text: str, start: int, end: int) -> str:
    """A long cue (挂在墙上真怕掉下来) may hold the word that changes its meaning: ask twice."""
    left, right = text[:start], text[end:]
    reading = _read(known, place, cue, left, right)
    if reading == HAPPENED and end - start > LONG_CUE:
        cores = (end - 2, end - 1) if cue.han else (text.rfind(" ", 0, end) + 1,)
        inside = [_read(known, place, cue, text[:core], right) for core in cores]
        if inside[-1] == NEGATED and cue.han:  # 出不来: the 不 belongs to the hazard
            inside.pop()
        reading = next((found for found in inside if found != HAPPENED), HAPPENED)
    if reading == HAPPENED and _carries(known, place, cue, left, right):
        return place.former.reading if place.former else "supposed"
    return reading


def _read(known: Language, place: _Place, cue: Cue, left: str, right: str) -> str:
    left = left[-LONGEST_CONTEXT:]
    ends = [barrier.end() for barrier in known.barrier[cue.han].finditer(left)]
    left = left[ends[-1] :] if ends else left
    for reading in known.readings:
        if reading.han != cue.han or cue.code in reading.not_codes:
            continue
        if _claims(reading, left, right, place):
            return reading.code
    return HAPPENED


def _claims(reading: Reading, left: str, right: str, place: _Place) -> bool:
    if reading.ask and not place.part.question:
        return False
    if reading.near and not reading.near.search(place.around):
        return False
    if reading.left and not reading.left.search(left):
        return False
    if reading.right and not reading.right.search(right):
        return False
    return not (reading.but and reading.but.search(left))


def _carries(known: Language, place: _Place, cue: Cue, left: str, right: str) -> bool:
    """Says whether the clause before decides.

    It does for a bare list that goes on as it began (没有漏水，漏电，跳闸的情况), for the same
    hazard taken up again, for what would follow from it (怕它倒下来，砸到孩子), and where it is a
    condition (如果散热不好，早就爆炸了).
    """
    doubt, what_then = known.carry_open
    if not left and doubt.search(place.before) and what_then.search(right):
        return True
    if not place.part.joined:
        return False
    condition = known.carry_former.search(place.before) and known.carry_left.search(left)
    if condition and cue.code not in known.carry_not:
        return True
    former = place.former
    if former is None or former.reading == HAPPENED:
        return False
    listed = known.only_list.fullmatch(left) and known.only_list.fullmatch(right)
    follows = cue.code in FOLLOWS and len(left) <= 1
    again = cue.code == former.code and not left and not right.startswith("了")
    return bool(listed or follows or again)
