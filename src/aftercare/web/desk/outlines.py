"""Outlines of provinces and cities, drawn beneath the points of a map (frontend/outlines.js).

They are rough (some hundred metres) and meant for work within the company: a map that is published
needs an approval number, and a service of tiles (`AFTERCARE_TILES`) that has one takes their place.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static

from aftercare.foundation.regions import MUNICIPALITIES
from aftercare.web.kit.assets import DIST

COUNTRY = "cn"
PROVINCE, CITY = len("33"), len("3301")
WIDE = 15 / 360  # of the world: what spans more is shown by provinces
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with the outlines of a province's cities, or of the country's provinces.

    `box`: its west, north, east and south, in a world that is one wide and one high.
    """

    address: str
    box: Box
    regions: frozenset[str]

    def meets(self, other: Box) -> bool:
        west, north, east, south = self.box
        return west < other[2] and other[0] < east and north < other[3] and other[1] < south


@dataclass(frozen=True, slots=True)
class Atlas:
    """All sheets by the code of their province; `units` are as many as the world is wide."""

    units: int
    sheets: dict[str, Sheet]

    def beneath(self, box: Box) -> list[str]:
        """Addresses of what lies in a part of the world."""
        if box[2] - box[0] > WIDE:
            shown = [self.sheets[COUNTRY]] if COUNTRY in self.sheets else []
        else:
            shown = [sheet for code, sheet in self.sheets.items() if code != COUNTRY]
        return [f"{sheet.address}#all" for sheet in shown if sheet.meets(box)]

    def areas(self, codes: Sequence[str]) -> list[str]:
        """Addresses of these regions; districts have outlines in municipalities alone."""
        found = []
        for code in codes:
            province = code[:PROVINCE]
            sheet = self.sheets.get(province)
            if sheet is None:
                continue
            if code == province or (province in MUNICIPALITIES and len(code) == CITY):
                found.append(f"{sheet.address}#all")
            elif code in sheet.regions:
                found.append(f"{sheet.address}#r{code}")
        return found


@cache
def atlas() -> Atlas:
    """What was built; nothing where nothing has been."""
    path = DIST / "outlines.json"
    if not path.is_file():
        return Atlas(1, {})
    said = json.loads(path.read_text())
    units: int = said["units"]
    sheets = {}
    for code, one in said["sheets"].items():
        west, north, east, south = (value / units for value in one["box"])
        address = static(f"dist/{one['file']}")
        sheets[code] = Sheet(address, (west, north, east, south), frozenset(one["regions"]))
    return Atlas(units, sheets)
