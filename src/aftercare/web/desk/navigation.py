"""The side bar of the desk: the places, in the order of the work, and who may go there."""

from dataclasses import dataclass

from aftercare.foundation.actor import Actor
from aftercare.web.kit.addresses import address

from .places import PLACES, Place


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
