"""The side bar of the desk: the places, in the order of the work, and who may go there."""

from collections.abc import Iterable
from dataclasses import dataclass

from aftercare.foundation.actor import Actor
from aftercare.web.kit.addresses import address

from .place import Place
from .places import PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    place: Place
    url: str
    here: bool


def links(*, actor: Actor, path: str) -> list[Link]:
    """The places this actor may use; the one whose address begins `path` the longest is `here`.

    The first place is the start page, whose address begins every other: it is `here` only itself.
    """
    mine = [place for place in PLACES if not place.permission or actor.may(place.permission)]
    mine.sort(key=lambda place: place.group != "work")
    urls = [address(place.url_name) for place in mine]
    start = address(PLACES[0].url_name)
    fitting = [url for url in urls if path == url or (url != start and path.startswith(url))]
    here = max(fitting, key=len, default="")
    return [
        Link(place=place, url=url, here=url == here) for place, url in zip(mine, urls, strict=True)
    ]


def shown(names: Iterable[str], here: str) -> list[Link]:
    """The places of these names as links."""
    places = {place.url_name: place for place in PLACES}
    return [Link(place=places[n], url=address(n), here=n == here) for n in names]
