"""Points lie on a map where its tiles say they are."""

from itertools import pairwise

from django.template.loader import render_to_string
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from aftercare.fieldservice.sites.queries import Point
from aftercare.web.desk.ground import Ground

SERVICE = "https://tiles.example/{z}/{x}/{y}.png"
POINTS = st.lists(
    st.builds(Point, longitude=st.floats(73, 135), latitude=st.floats(3, 54)),
    min_size=1,
    max_size=8,
)
SHANGHAI = Point(longitude=121.4737, latitude=31.2304)


def ground(points: list[Point]) -> Ground:
    return Ground(points, width=600, least=240, most=420, edge=24)


@given(POINTS)
def test_every_point_lies_in_the_picture_and_tiles_cover_it(points: list[Point]) -> None:
    made = ground(points)
    assert 240 <= made.height <= 420
    for x, y in map(made, points):
        assert 24 <= x <= 576
        assert 24 <= y <= made.height - 24
    tiles = list(made.tiles_from(SERVICE))
    assert 1 <= len(tiles) <= 40
    lefts = sorted({float(one.x) for one in tiles})
    side = float(tiles[0].side) - 0.5
    assert lefts[0] <= 0
    assert lefts[-1] + side >= 600 - 0.2
    assert all(abs(after - before - side) < 0.3 for before, after in pairwise(lefts))
    assert 120 <= side <= 400


def test_a_place_lies_on_the_tile_that_the_service_draws_it_on() -> None:
    made = ground([SHANGHAI])
    x, y = made(SHANGHAI)
    (tile,) = [
        one
        for one in made.tiles_from(SERVICE)
        if 0 <= x - float(one.x) < float(one.side) - 0.5
        and 0 <= y - float(one.y) < float(one.side) - 0.5
    ]
    # Level 12 of any service of this kind: column 3430, row 1673 hold the People's Square.
    assert tile.address == "https://tiles.example/12/3430/1673.png"


def test_a_page_draws_the_tiles_beneath_the_points() -> None:
    with override_settings(AFTERCARE_TILES=SERVICE):
        drawn = render_to_string("desk/field/_ground.html", {"ground": ground([SHANGHAI])})
    assert 'href="https://tiles.example/12/3430/1673.png"' in drawn


def test_without_a_service_nothing_is_fetched() -> None:
    assert ground([SHANGHAI]).tiles == []
