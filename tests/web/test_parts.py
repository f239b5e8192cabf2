"""Parts on the desk: what lies where, what an order takes, and the way both back and forth."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aftercare.casework.imports.actions import check_import, check_rows
from aftercare.casework.imports.queries import Options, columns, imports
from aftercare.fieldservice.spares.actions import open_place
from aftercare.fieldservice.stores.queries import Some
from aftercare.fieldservice.transfers.actions import send_parts
from aftercare.fieldservice.transfers.queries import TransferCard, transfer_card, transfers
from aftercare.foundation.actor import SYSTEM, Actor
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


def fitter_with_van(ours: Shop) -> tuple[Actor, int]:
    fitter = person("fitter", "修工", "technician", ours.us.west)
    van = open_place(actor=SYSTEM, kind="van", member_id=fitter.staff_id, now=FRIDAY)
    return fitter, van


def test_parts_are_sent_and_received_on_pages_and_on_the_phone() -> None:
    ours = shop()
    receive(ours, count=5)
    receive(ours, part_id=ours.board, serials=["S1", "S2"])
    fitter, van = fitter_with_van(ours)
    keeper, phone = client_of("keeper"), client_of("fitter")
    at = f"/desk/parts/stores/{ours.east}"
    assert f"{at}/send" in keeper.get(at).content.decode()
    sent = {"part_1": "FAN-01 风机", "count_1": 2, "part_2": "PCB-01", "serials": "S2",
            "to_place_id": van, "waybill": "SF77"}  # fmt: skip
    assert keeper.post(f"{at}/send", sent | {"serials": "S9"}).status_code == 422
    assert keeper.post(f"{at}/send", sent | {"count_1": 9}).status_code == 422
    assert keeper.post(f"{at}/send", sent).status_code == 302
    (card,) = transfers(actor=fitter).rows
    for url in ("/desk/parts?show=transfers", at, f"/desk/parts/transfers/{card.row.id}"):
        assert "SF77" in keeper.get(url).content.decode(), url
    assert "S2" in phone.get("/m/parcels").content.decode()
    assert "/m/parcels" in phone.get("/m/").content.decode()
    _received_on_the_phone(phone, card)
    assert lying(ours, ours.fan) == {ours.east: (3, 0), van: (1, 0)}
    assert "压坏" in keeper.get(f"/desk/parts/transfers/{card.row.id}").content.decode()


def _received_on_the_phone(phone: Client, card: TransferCard) -> None:
    fans, board = card.lines
    post = {"act": "parcel_in", "client_ref": str(uuid4()), "transfer_id": card.row.id,
            f"arrived_{fans.id}": 1, f"damaged_{fans.id}": 1, f"arrived_{board.id}": 1}  # fmt: skip
    json = {"accept": "application/json"}
    assert phone.post("/m/parcels", post, headers=json).status_code == 422
    post |= {"reason": "压坏", "client_ref": str(uuid4())}
    for _again in range(2):
        assert phone.post("/m/parcels", post, headers=json).status_code == 200
    odd = post | {"client_ref": str(uuid4()), f"arrived_{fans.id}": "x"}
    assert phone.post("/m/parcels", odd, headers=json).status_code == 422


def test_what_was_received_is_not_received_refused_or_called_back_again() -> None:
    ours = shop()
    receive(ours)
    sent = send_parts(actor=ours.keeper, from_place_id=ours.east, to_place_id=ours.van,
                      rows=[Some(part_id=ours.fan, count=2)], now=FRIDAY)  # fmt: skip
    keeper, at = client_of("keeper"), f"/desk/parts/transfers/{sent}"
    card = transfer_card(actor=ours.keeper, transfer_id=sent)
    said = {"reason": "x", f"arrived_{card.lines[0].id}": 2}
    assert keeper.post(f"{at}/receive", said).status_code == 302
    for code, answer in (("receive", 422), ("refuse", 422), ("call-back", 422), ("eat", 404)):
        assert keeper.post(f"{at}/{code}", said).status_code == answer, code
    assert keeper.get("/desk/parts/transfers/999999").status_code == 404
