"""Outlines lie where the regions are whose codes they bear."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import override_settings

from aftercare.fieldservice.sites.queries import Point, point_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.regions import regions_below
from aftercare.web.desk.ground import Ground
from aftercare.web.desk.outlines import COUNTRY, Sheet, atlas

SHANGHAI = Point(longitude=121.4737, latitude=31.2304)
KASHGAR = Point(longitude=75.9892, latitude=39.4677)
Ring = list[tuple[int, int]]


def drawn(sheet: Sheet) -> dict[str, list[Ring]]:
    """The rings of each region of a sheet, in units."""
    path = finders.find(sheet.address.removeprefix("/static/"))
    assert isinstance(path, str)
    found = {}
    for code, words in re.findall(r'<path id="r(\d+)"[^>]* d="([^"]+)"', Path(path).read_text()):
        found[code] = [ring(part) for part in words.split("z") if part]
    return found


def ring(words: str) -> Ring:
    begin, steps = words.removeprefix("M").split("l")
    x, y = map(int, begin.split())
    numbers = list(map(int, steps.split()))
    corners = [(x, y)]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        corners.append((x, y))
    return corners


def within(rings: list[Ring], x: float, y: float) -> bool:
    inside = False
    for corners in rings:
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


def seat_of(region: str) -> Point | None:
    return point_of(actor=SYSTEM, longitude=None, latitude=None, region=region)


def at(point: Point) -> Ground:
    return Ground([point], width=600, least=240, most=420, edge=24)


def middle(point: Point) -> tuple[float, float]:
    west, _north, east, _south = at(point).box
    _west, north, _east, south = at(point).box
    return (west + east) / 2 * atlas().units, (north + south) / 2 * atlas().units


def test_every_province_has_its_sheet_and_stands_in_that_of_the_country() -> None:
    codes = {one.code for one in regions_below("")}
    assert codes == set(atlas().sheets) - {COUNTRY}
    assert codes <= atlas().sheets[COUNTRY].regions


def test_the_seats_of_cities_lie_within_their_outlines() -> None:
    """As good as all: some seats stand on a shore that is drawn in rough strokes."""
    tried, missed = 0, []
    for code, sheet in atlas().sheets.items():
        if code == COUNTRY:
            continue
        for region, rings in drawn(sheet).items():
            seat = seat_of(region)
            if seat is None or seat == seat_of(code) or len(region) != len("3301"):
                continue  # nobody knows its own
            tried += 1
            if not within(rings, *middle(seat)):
                missed.append(region)
    assert tried > 280
    assert len(missed) <= 3, missed


@pytest.mark.parametrize(("point", "code"), [(SHANGHAI, "31"), (KASHGAR, "65")])
def test_a_map_of_a_city_shows_the_outlines_around_it(point: Point, code: str) -> None:
    shown = at(point).outlines
    assert f"{atlas().sheets[code].address}#all" in shown
    assert len(shown) <= 4


def test_a_map_of_far_points_shows_provinces() -> None:
    wide = Ground([SHANGHAI, KASHGAR], width=600, least=240, most=420, edge=24)
    assert wide.outlines == [f"{atlas().sheets[COUNTRY].address}#all"]


def test_a_service_of_tiles_takes_their_place() -> None:
    with override_settings(AFTERCARE_TILES="https://tiles.example/{z}/{x}/{y}.png"):
        assert at(SHANGHAI).outlines == []
        page = render_to_string("desk/field/_ground.html", {"ground": at(SHANGHAI)})
    assert "outlines" not in page


def test_areas_have_the_outline_of_a_province_a_city_or_a_district_of_a_municipality() -> None:
    sheets = atlas().sheets
    assert atlas().areas(["33", "3301", "330106", "3101", "310104", "99"]) == [
        f"{sheets['33'].address}#all",
        f"{sheets['33'].address}#r3301",
        f"{sheets['31'].address}#all",
        f"{sheets['31'].address}#r310104",
    ]
