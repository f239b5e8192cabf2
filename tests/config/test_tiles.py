"""A map service is named by an address of its tiles, and pages may fetch from its host alone."""

import pytest

from aftercare.config.home import Trouble
from aftercare.config.wires import tile_service

SERVICE = "https://tiles.example/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    "address",
    ["tiles.example/{z}/{x}/{y}.png", "https://tiles.example/{z}/{x}.png", "https:///{z}/{x}/{y}",
     "https://{z}.example/{x}/{y}", "https://a;b/{z}/{x}/{y}", "https://t/{z}/{x}/{y}/{s}",
     "{", "x"],
)  # fmt: skip
def test_an_address_that_is_none_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(Trouble):
        tile_service(address)


def test_pages_may_fetch_from_the_host_of_the_tiles_alone() -> None:
    assert tile_service(SERVICE) == (SERVICE, ["https://tiles.example"])
    assert tile_service("") == ("", [])
