"""Names, regions and duties, decided without a database."""

from collections.abc import Iterable

from aftercare.foundation.names import spelled

ANY = "*"


def name_key(name: str) -> str:
    """What names are sorted and found by: "王小明" → "wang xiao ming wxm"."""
    syllables = spelled(name.strip().lower())
    initials = "".join(syllable[:1] for syllable in syllables)
    return f"{' '.join(syllables)} {initials}".strip()


def prefixes(region: str) -> list[str]:
    """The province, city and district that a code lies in: "330106" → 33, 3301, 330106."""
    return [region[:length] for length in (2, 4, 6) if len(region) >= length]


def region_fit(places: Iterable[str], region: str) -> int:
    """How many digits of the closest place agree with the region."""
    return max((len(place) for place in places if region.startswith(place)), default=0)
