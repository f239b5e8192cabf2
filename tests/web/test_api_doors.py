"""Every operation of the API × every role: what each asks of who knocks stands in api_doors.py.

A new operation without a line fails. The pages have their table in doors.tsv.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from aftercare.casework.commitments.queries import clocks_of
from aftercare.casework.conversation.actions import attach_files
from aftercare.casework.conversation.queries import attachments_of
from aftercare.customers.units.actions import add_unit
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.queries import builtin_roles
from aftercare.web.api.app import api
from tests.makers import FRIDAY, Company, complaint, person
from tests.web.api_doors import API, Door

ROLES = [role.code for role in builtin_roles()]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "000000020001e221bc330000000049454e44ae426082"
)
UNKNOWN, REFUSED, HIDDEN, BAD_INPUT = 401, 403, 404, 422


ABSENT = 9999


@dataclass(frozen=True, slots=True)
class World:
    """One case of the east, with what hangs on it; `names` fills the addresses.

    Ids of anything else lead to nothing.
    """

    company: Company
    names: dict[str, Any]


@pytest.fixture
def world(company: Company) -> World:
    case = complaint(company.agent).case
    unit = add_unit(
        actor=company.agent, customer_id=case.customer_id, described_as="布艺沙发", now=FRIDAY
    )
    file = store_file(actor=company.agent, name="sofa.png", content=PIXEL, now=FRIDAY)
    attach_files(actor=company.agent, case_id=case.id, file_ids=[file.id], now=FRIDAY)
    names: dict[str, Any] = defaultdict(
        lambda: ABSENT,
        {
            "case_id": case.id,
            "number": case.number,
            "customer_id": case.customer_id,
            "unit_id": unit.id,
            "clock_id": clocks_of(actor=SYSTEM, case=case, now=FRIDAY)[0].id,
            "attachment_id": attachments_of(actor=SYSTEM, case=case)[0].id,
            "member_id": case.owner_id,
            "code": "standard",
            "year": 2026,
            "since": "2026-01-01",
            "occasion": "registered",
            "channel": "sms",
            "language": "zh",
        },
    )
    return World(company, names)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method, said in item.items():
            yield method.upper(), path, said


def test_every_operation_has_its_line_and_every_line_its_operation() -> None:
    assert {(method, path) for method, path, _said in operations()} == set(API)


def test_the_description_that_anybody_may_ask_for_is_made_once() -> None:
    assert api.get_openapi_schema() is api.get_openapi_schema()


def filled(path: str, world: World) -> str:
    """The address with this world's ids in it."""
    return "/api/v1" + path.format_map(world.names)


def due(door: Door, actor: Actor, *, near: bool) -> set[int] | None:
    """The statuses that are right for this actor; None: anything but a refusal or a fault."""
    far = door.scoped and not (near or actor.sees_everything)
    if not all(actor.may(one) for one in door.needs.split()):
        return {REFUSED, HIDDEN} if far else {REFUSED}
    return {HIDDEN} if far else None


def wrong(status: int, door: Door, right: set[int] | None) -> bool:
    if right is not None:
        return status not in right
    return status in {UNKNOWN, REFUSED} or status >= 500 or (status == HIDDEN and not door.absent)


def knock(client: Client, method: str, url: str, **more: Any) -> int:
    """One request, whose traces are swept away."""
    with transaction.atomic():
        answer = client.generic(method, url, **more)
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return int(answer.status_code)


def body_of(schema: dict[str, Any], shapes: dict[str, Any]) -> Any:
    """The smallest value that a schema takes."""
    for choice in ("anyOf", "allOf", "oneOf"):
        schema = schema[choice][0] if choice in schema else schema
    if "$ref" in schema:
        return body_of(shapes[schema["$ref"].rpartition("/")[2]], shapes)
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {name: body_of(fields[name], shapes) for name in schema.get("required", ())}
    moment = "2026-01-12T09:00:00+08:00" if schema.get("format") == "date-time" else None
    plain = {"integer": 1, "number": 1, "boolean": True, "array": [], "string": "good enough"}
    return schema.get("enum", [moment or plain.get(schema.get("type", "string"))])[0]


def faults(world: World, actor: Actor, *, near: bool) -> list[str]:
    issued = issue_own_token(
        actor=actor, name="x", scopes=sorted(actor.grants), expires_at=None, now=timezone.now()
    )
    headers = {"Authorization": f"Bearer {issued.word}"}
    shapes = api.get_openapi_schema(path_prefix="")["components"]["schemas"]
    client, found = Client(raise_request_exception=False), []
    for method, path, said in operations():
        door = API[method, path]
        if not near and not door.scoped:
            continue  # the same as near
        content = said.get("requestBody", {}).get("content", {})
        url = filled(path, world)
        asked = {
            one["name"]: body_of(one["schema"], shapes)
            for one in said.get("parameters", ())
            if one["in"] == "query" and one["required"]
        }
        url += f"?{urlencode(asked)}" if asked else ""
        more: dict[str, Any] = {"headers": headers}
        if "application/json" in content:
            body = body_of(content["application/json"]["schema"], shapes)
            body |= {"owner_id": world.names["member_id"]} if "owner_id" in body else {}
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        status = knock(client, method, url, **more)
        right = due(door, actor, near=near)
        if status == BAD_INPUT and (door.absent or "multipart/form-data" in content):
            continue  # read before anybody looked for the row
        if wrong(status, door, right):
            found.append(f"{method} {url}: {status}, not {right or 'open'}")
    return found


@pytest.mark.django_db
def test_without_a_token_the_api_tells_nothing(world: World) -> None:
    client = Client(raise_request_exception=False)
    for method, path, _said in operations():
        assert knock(client, method, filled(path, world)) == UNKNOWN, path


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_doors_and_sees_no_case_of_another_unit(world: World, role: str) -> None:
    found = []
    for place, unit, near in (
        ("near", world.company.east, True),
        ("far", world.company.west, False),
    ):
        actor = person(f"{place}.{role}"[:20], place, role, unit, on_call=False)
        found += [f"{place}: {one}" for one in faults(world, actor, near=near)]
    assert not found, "\n".join(found)
