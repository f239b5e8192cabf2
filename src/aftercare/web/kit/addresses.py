"""Addresses of our pages, cheaply: a list names fifty of them."""

from functools import cache
from urllib.parse import quote

from django.urls import reverse

HOLES = range(987_650_001, 987_650_009)


@cache
def _pattern(name: str, places: int) -> str:
    holes = HOLES[:places]
    pattern = reverse(name, args=holes)
    for hole in holes:
        pattern = pattern.replace(str(hole), "{}")
    return pattern


def address(name: str, *places: int | str) -> str:
    """As `reverse` gives it, looked up once for each name; for addresses of numbers and words."""
    written = (quote(place) if isinstance(place, str) else place for place in places)
    return _pattern(name, len(places)).format(*written)
