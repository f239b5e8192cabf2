"""Whatever a phone sends, or a form about a contract holds: refused in words, never a fault."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of
from aftercare.fieldservice.carecontracts.actions import make_contract
from aftercare.fieldservice.carecontracts.queries import Draft
from aftercare.fieldservice.quotes.actions import set_prices
from aftercare.fieldservice.records.tests.worlds import HOUR, THERE, Door, at_the_door
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests import makers
from tests.makers import FRIDAY, Company, person
from tests.spares import a_part
from tests.web.test_mobile import photo, signed_in, stamp

pytestmark = pytest.mark.django_db
Values = dict[str, Any]
NASTY: tuple[Any, ...] = (
    "", " ", "\x00", "a\x00b", "-1", "0", "1e9", "9" * 30, "9" * 5000, "²", "٣", "NaN", "Infinity",
    "null", "{}", "' OR 1=1 --", "<script>", "../../etc/passwd", "龘" * 3000,
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "2026-13-01T00:00",
)  # fmt: skip
LONG = 60  # beyond it the head of a part is cut off by Django
ANSWERS = {200, 404, 409, 422}
PRICED: Values = {"line:labour": "1", "line:trip": "1", "shown": "170.00", "signer": "张伟"}
# What a phone says when all is well; every field of it is then sent wrongly.
ACTS: dict[str, Values] = {
    "depart": {}, "arrive": {}, "begin": {}, "complete": {}, "customer": {},
    "step": {"step": "badge", "answer": "done", "note": ""},
    "photo": {"shows": "before", "step": "", "file": photo},
    "findings": {"fault": "不制冷", "cause": "电容", "work": "更换", "tested": "正常"},
    "found": {"fault": "不制冷", "cause": "电容"},
    "sign": {"signer": "张伟", "file": photo},
    "late": {"minutes": "30"},
    "again": {"reason": "part_missing", "note": "缺件"},
    "nobody_home": {"reason": "no_answer", "note": "", "file": photo},
    "part": {"part_id": "1", "place_id": "1", "count": "1", "serial": ""},
    "part_back": {"movement_id": "1"},
    "old_part": {"described_as": "旧件", "serial": "", "left_with_customer": "on"},
    "agree": PRICED | {"file": photo},
    "decline": PRICED | {"why": "太贵"},
    "off": {"line:trip": "1", "shown": "50.00", "signer": "张伟", "note": "", "file": photo},
    "pay": {"way": "cash", "reference": "SJ-1"},
    "next": {"window_from": (THERE + HOUR).isoformat()},
    "home": {"floor": "6", "has_lift": "no", "parking": "", "access": "", "children": "",
             "pets": "", "shoe_covers": "", "note": ""},
}  # fmt: skip
ENVELOPE: Values = {"act": "step", "client_ref": "", "said_at": "", "sent_at": ""}


@pytest.fixture(name="door")
def _door() -> Door:
    """At work, with a price list in force and a part on the van."""
    company = makers.company()
    door = at_the_door(company)
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(THERE), trip_amount=Decimal(50),
               labour={"repair": Decimal(120)}, now=THERE)  # fmt: skip
    keeper = person("keeper", "库管", "storekeeper", company.east, on_call=False)
    van = open_place(actor=keeper, kind="van", member_id=door.technician.staff_id, now=THERE)
    fan = save_part(actor=keeper, draft=a_part("FAN-01"), now=THERE)
    receive_parts(actor=keeper, place_id=van, part_id=fan, supplier="美芝电机", lot_number="B1",
                  count=2, now=THERE)  # fmt: skip
    return door


def sent(client: Client, door: Door, act: str, values: Values) -> tuple[int, str]:
    """What came back, and why."""
    body = {"act": act, "client_ref": str(uuid4()), "said_at": stamp(THERE),
            "sent_at": stamp(THERE)} | values  # fmt: skip
    body = {name: one() if callable(one) else one for name, one in body.items()}
    with time_machine.travel(THERE + HOUR, tick=False):
        answer = client.post(f"/m/visits/{door.visit.id}", body, HTTP_ACCEPT="application/json")
    told = json.loads(answer.content)
    assert answer.status_code in ANSWERS, (act, values, answer.status_code)
    assert (answer.status_code == 200) == ("at" in told), (act, values, told)
    return answer.status_code, told.get("why", "ok")


@pytest.mark.parametrize("act", ACTS)
def test_no_field_of_what_a_phone_sends_makes_a_fault(door: Door, act: str) -> None:
    client, right = signed_in(door.technician.user_id), ACTS[act]
    wrong = [right | {name: bad} for name in right for bad in NASTY]
    wrong += [{one: right[one] for one in right if one != name} for name in right]
    for values in [*wrong, {f"line:{bad}": "1" for bad in NASTY if len(bad) < LONG} | right]:
        assert sent(client, door, act, values)[1], (act, values)


@pytest.mark.parametrize("name", ENVELOPE)
def test_no_envelope_makes_a_fault(door: Door, name: str) -> None:
    client = signed_in(door.technician.user_id)
    for bad in NASTY:
        assert sent(client, door, "step", ACTS["step"] | {name: bad})[1], (name, bad)


FILES = (b"", b"MZ\x00", b"\xff\xd8\xff\xe0 no picture", b"<svg onload='x'/>", b"%PDF-1.4")


@pytest.mark.parametrize("act", ["photo", "sign", "nobody_home", "agree", "off"])
def test_a_file_that_is_no_picture_is_refused(door: Door, act: str) -> None:
    client = signed_in(door.technician.user_id)
    for content in FILES:
        for name in ("p.jpg", "../../p.jpg", "p\x00.jpg", "龘" * 300, "x" * 400 + ".png"):
            file = SimpleUploadedFile(name, content, "image/jpeg")
            assert sent(client, door, act, ACTS[act] | {"file": file})[1]


def test_whose_visit_it_is_not_sees_nothing_of_it(door: Door) -> None:
    """A foreign visit, one that there is not, and a number that no table holds look the same."""
    other = person("tech9", "吴工", "technician", door.order.org_unit_id, on_call=False)
    client = signed_in(other.user_id)
    for act, values in ACTS.items():
        assert sent(client, door, act, values)[0] == 404
    for number in ("0", "999999", "9" * 25):
        for way in (f"/m/visits/{number}", f"/m/pool/{number}"):
            body = {"act": "arrive", "client_ref": str(uuid4())}
            with time_machine.travel(THERE + HOUR, tick=False):
                answer = client.post(way, body, HTTP_ACCEPT="application/json")
            assert (answer.status_code, b"why" in answer.content) == (404, True), way
        with time_machine.travel(THERE + HOUR, tick=False):
            answer = client.get(f"/m/visits/{door.visit.id}/files/{number}")
        assert answer.status_code == 404


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    act=st.sampled_from(sorted(ACTS)),
    values=st.dictionaries(
        st.sampled_from(sorted({name for one in ACTS.values() for name in one} - {"file"})),
        st.text(max_size=40) | st.integers().map(str) | st.decimals(allow_nan=True).map(str),
        max_size=6,
    ),
)
def test_whatever_a_phone_says_twice_gets_the_same_kind_of_answer(
    door: Door, act: str, values: Values
) -> None:
    client, ref = signed_in(door.technician.user_id), str(uuid4())
    first = sent(client, door, act, values | {"client_ref": ref})
    again = sent(client, door, act, values | {"client_ref": ref})
    assert (first[0] == 200) <= (again[0] == 200), (act, values, first, again)


TODAY = timezone.localdate(FRIDAY)
TERMS: Values = {
    "unit_ids": ["1"], "name": "空调清洗年度服务", "starts_on": TODAY.isoformat(), "visits": "2",
    "ends_on": (TODAY + timedelta(days=364)).isoformat(), "every_months": "6", "months": ["5"],
    "price_amount": "298", "org_unit_id": "1", "lead_days": "14", "note": "", "first_on": "",
}  # fmt: skip
CHANGE: Values = {
    "version": "1", "every_months": "3", "visits": "3", "next_on": "", "months": ["5"],
    "ends_on": TERMS["ends_on"], "org_unit_id": "1", "note": "",
}  # fmt: skip
DATES = ("0001-01-01", "9999-12-31", "1899-12-31", "2026/1/1", "昨天")


def contracted(company: Company) -> tuple[str, dict[str, Values]]:
    """The way to a contract, and what each of its forms is sent when all is well."""
    customer = find_or_register_customer(
        actor=SYSTEM, name="张伟", phone="13800138000", address="幸福路8号", region="", now=FRIDAY
    )
    add_unit(actor=SYSTEM, customer_id=customer.id, described_as="壁挂空调", serial="S1",
             now=FRIDAY)  # fmt: skip
    (unit,) = units_of(actor=SYSTEM, customer_id=customer.id)
    draft = Draft(customer_id=customer.id, unit_ids=[unit.id], org_unit_id=company.east, visits=2,
                  name="空调清洗年度服务", starts_on=TODAY, ends_on=TODAY + timedelta(days=364),
                  every_months=6, price_amount=Decimal(298))  # fmt: skip
    made = make_contract(actor=SYSTEM, draft=draft, now=FRIDAY)
    way, where = f"/desk/contracts/{made.id}", {"org_unit_id": str(company.east)}
    return way, {
        f"/desk/customers/{customer.id}/contracts/new": TERMS
        | where
        | {"unit_ids": [str(unit.id)]},
        f"{way}/change": CHANGE | where,
        f"{way}/renew": {"version": "1", "price_amount": "298"},
        f"{way}/pause": {"version": "1", "reason": "装修"},
        f"{way}/resume": {"version": "1"},
        f"{way}/end": {"version": "1", "reason": "搬家"},
        f"{way}/visits/1/open": {"version": "1"},
    }


@pytest.mark.parametrize("form", ["new", "change", "renew", "pause", "resume", "end", "open"])
def test_no_field_of_a_contract_makes_a_fault(company: Company, form: str) -> None:
    way, ways = contracted(company)
    client = signed_in(company.head.user_id)
    (address,) = (one for one in ways if one.endswith(f"/{form}"))
    right = ways[address]
    assert client.get(address).status_code in {200, 409}
    wrong = [right | {name: bad} for name in right for bad in (*NASTY, *DATES)]
    wrong += [{one: right[one] for one in right if one != name} for name in right]
    with time_machine.travel(FRIDAY, tick=False):
        for values in wrong:
            status = client.post(address, values).status_code
            assert status in {200, 302, 404, 409, 422}, (address, values, status)
    assert client.get(way).status_code == 200
    assert User.objects.filter(id=company.head.user_id).exists()
