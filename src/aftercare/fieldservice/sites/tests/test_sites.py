"""Points, ways between them, and stations on the map."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.adapters import ByTable
from aftercare.fieldservice.sites.queries import (
    Point,
    point_of,
    sites,
    stations_without_place,
    travel,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.people.organisation.actions import open_unit
from tests.makers import FRIDAY
from tests.makers import company as founded

PEOPLE_SQUARE = Point(longitude=121.4737, latitude=31.2304)
MINHANG = Point(longitude=121.3747, latitude=31.1088)


def test_a_way_in_town_takes_what_streets_make_of_the_great_circle() -> None:
    ways = travel(actor=SYSTEM, points=[PEOPLE_SQUARE, MINHANG])
    # 16.5 km as the crow flies, 23 km on the road
    assert 2_600 < ways(0, 1) == ways(1, 0) < 2_900
    assert ways(0, 0) == 0
    assert list(ways.row(1)) == [ways(1, 0), 0]
    assert list(ways.seconds) == [0, ways(0, 1), ways(1, 0), 0]


@pytest.mark.parametrize(
    ("region", "near"),
    [
        ("310112", MINHANG),  # a district that is known
        ("330108", Point(longitude=120.1614, latitude=30.2937)),  # of the city, where it is not
        ("330124", Point(longitude=120.1614, latitude=30.2937)),
        ("44", Point(longitude=113.25, latitude=23.1167)),
        ("", None),
        ("99", None),
    ],
)
def test_a_region_stands_for_a_place_that_is_not_known(region: str, near: Point | None) -> None:
    found = point_of(actor=SYSTEM, longitude=None, latitude=None, region=region)
    if near is None or found is None:
        assert found is near
    else:
        assert abs(found.longitude - near.longitude) < 0.05
        assert abs(found.latitude - near.latitude) < 0.05
    own = point_of(actor=SYSTEM, longitude=121.0, latitude=31.0, region=region)
    assert own == Point(longitude=121.0, latitude=31.0)


class Table(BaseHTTPRequestHandler):
    """Ten seconds for each place further on in the question."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        sources, targets = (
            [int(one) for one in values[0].split(";")]
            for name, values in sorted(parse_qs(urlsplit(self.path).query).items(), reverse=True)
            if name != "annotations"
        )
        rows = [[10.4 * abs(b - a) for b in targets] for a in sources]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"code": "Ok", "durations": rows}).encode())

    def log_message(self, *_said: object) -> None:
        """Nothing to say."""


def test_a_table_of_ways_is_asked_once_and_distance_stands_in() -> None:
    here, there, far = PEOPLE_SQUARE, MINHANG, Point(longitude=121.9, latitude=31.0)
    with HTTPServer(("127.0.0.1", 0), Table) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        table = ByTable(f"http://127.0.0.1:{server.server_port}/table/v1/driving")
        ways = table.travel([here, there])
        assert list(ways.seconds) == [20, 31, 10, 20]
        again = table.travel([here, there])
        assert (list(again.seconds), len(Table.asked)) == (list(ways.seconds), 1)
        assert Table.asked[0].startswith("/table/v1/driving/121.473700,31.230400;121.374700,31.1")
        grown = table.travel([far], known=ways)
        assert (grown.size, grown(0, 1), grown(0, 2), len(Table.asked)) == (3, 31, 20, 4)
        server.shutdown()
    assert not table.is_guessing
    lost = table.travel([here, Point(longitude=121.0, latitude=31.0)])
    straight = travel(actor=SYSTEM, points=[here, Point(longitude=121.0, latitude=31.0)])
    assert (table.is_guessing, lost(0, 1), lost(0, 0)) == (True, straight(0, 1), 20)


@pytest.mark.django_db
def test_a_station_gets_its_place() -> None:
    company = founded()
    unit = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                     parent_id=company.east, region="31", now=FRIDAY).id  # fmt: skip
    assert [one.id for one in stations_without_place(actor=SYSTEM)] == [unit]
    card = place_station(actor=SYSTEM, org_unit_id=unit, point=MINHANG, now=FRIDAY)
    assert card.areas == ("31",)
    assert sites(actor=SYSTEM) == [card]
    assert not stations_without_place(actor=SYSTEM)
    with pytest.raises(Invalid) as refused:
        place_station(actor=SYSTEM, org_unit_id=unit, point=Point(longitude=31, latitude=121),
                      areas=["99"], product_lines=["boats"], now=FRIDAY)  # fmt: skip
    assert set(refused.value.fields) == {"longitude", "areas", "product_lines"}
    with pytest.raises(NotFound):  # no station
        place_station(actor=SYSTEM, org_unit_id=company.east, point=MINHANG, now=FRIDAY)
