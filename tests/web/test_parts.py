"""Parts on the desk: what lies where, what an order takes, and the way both back and forth."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aftercare.casework.imports.actions import check_import, check_rows
from aftercare.casework.imports.queries import Options, columns, imports
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.people.staff.queries import actor_of_user
from tests.makers import FRIDAY, person
from tests.spares import Shop, an_order, lying, receive, shop

pytestmark = pytest.mark.django_db


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def deeds(ours: Shop, lot: int, order: int) -> list[tuple[str, dict[str, object], int]]:
    """Address, what is sent, and the answer."""
    received = {"part": "fan-01 风机", "supplier": "美芝电机", "lot_number": "B7", "count": 2}
    at, of = f"/desk/parts/stores/{ours.east}/do", f"/desk/orders/{order}/parts"
    part = {"part": "FAN-01"}
    return [
        (f"{at}/receive", received, 302),
        (f"{at}/receive", received | {"supplier": "路边摊"}, 422),
        (f"{at}/receive", received | {"part": "NONE"}, 422),
        (f"{at}/transfer", part | {"to_place_id": ours.van, "count": 1}, 302),
        (f"{at}/count?lot={lot}", {"counted": 1, "shown_count": 2}, 422),
        (f"{at}/count?lot={lot}", {"reason": "破损", "shown_count": 2}, 422),
        (f"{at}/count?lot={lot}", {"counted": 1, "reason": "破损", "shown_count": 3}, 422),
        (f"{at}/count?lot={lot}", {"counted": 1, "reason": "破损", "shown_count": 2}, 302),
        (f"{at}/count?lot=0", {"counted": 1, "reason": "破损", "shown_count": 2}, 404),
        (f"{at}/scrap", part | {"count": 9, "reason": "x"}, 422),
        (f"{at}/reorder", part | {"least": 5, "most": 9}, 302),
        (f"{of}/need", part | {"count": 5}, 302),
        (f"{of}/reserve", {"place_id": ours.east}, 302),
        (f"{of}/use", part | {"place_id": ours.east, "count": 1}, 302),
        (f"{of}/wait", {"reference": "PO-1"}, 302),
        (f"{of}/whim", {}, 404),
    ]


def test_parts_are_received_moved_counted_used_and_traced_on_pages() -> None:
    ours = shop()
    lot, order = receive(ours, count=3), an_order(ours.us)
    keeper = client_of("keeper")
    told = keeper.get(f"/desk/parts/stores/{ours.east}/do/count?lot={lot}").content.decode()
    assert "美芝电机 B1" in told
    for url, said, answer in deeds(ours, lot, order):
        assert keeper.post(url, said).status_code == answer, (url, said)
    assert lying(ours, ours.fan) == {ours.east: (2, 2), ours.van: (1, 0)}

    def read(url: str) -> str:
        return keeper.get(url).content.decode()

    page = read(f"/desk/orders/{order}")
    assert all(words in page for words in ("FAN-01", "PO-1", "缺 2"))
    for show in ("parts", "order", "waiting", "moves"):
        assert "FAN-01" in read(f"/desk/parts?show={show}"), show
    assert f"/desk/parts/stores/{ours.van}" in read("/desk/parts?show=places")
    assert f"/desk/orders/{order}" in read("/desk/parts/trace?q=b1")
    assert "B1" in read(f"/desk/parts/{ours.fan}") + read(f"/desk/parts/stores/{ours.east}")
    file = keeper.post("/desk/parts/export", {"form": "csv"})
    assert "FAN-01" in b"".join(file.streaming_content).decode()  # type: ignore[arg-type]


def test_nobody_touches_a_place_of_others() -> None:
    ours = shop()
    person("west", "西站", "station_manager", ours.us.west, on_call=False)
    stranger = client_of("west")
    assert stranger.get(f"/desk/parts/stores/{ours.east}/do/scrap").status_code == 404
    assert stranger.get("/desk/parts/new").status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("what", ["parts", "stock"])
def test_a_file_written_out_is_understood_when_it_comes_back(what: str, language: str) -> None:
    ours = shop()
    receive(ours, count=3)
    keeper = client_of("keeper")
    tongue = {"accept-language": language}
    file = keeper.post("/desk/parts/export", {"form": "xlsx", "what": what}, headers=tongue)
    table = SimpleUploadedFile("t.xlsx", b"".join(file.streaming_content))  # type: ignore[arg-type]
    target = "spares" if what == "parts" else "stock"
    keeper.post("/desk/imports", {"target": target, "file": table}, headers=tongue)
    us = actor_of_user(actor=SYSTEM, user_id=User.objects.get(username="keeper").id)
    assert us is not None
    (run,) = imports(actor=us).rows
    fields = {card.key: card.field for card in columns(actor=us, run_id=run.id)}
    assert "" not in {field for key, field in fields.items() if key not in {"Reserved", "预留"}}
    check_import(actor=us, run_id=run.id, fields=fields, options=Options(kind_words={}),
                 now=FRIDAY, inline=True)  # fmt: skip
    run = check_rows(actor=us, run_id=run.id, now=FRIDAY)
    assert (run.ready_count, run.wrong_count) == (0, 0)
    assert run.left_out_count > 0
