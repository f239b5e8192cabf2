"""A program changes a policy, and hands cases over, as people do on pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.policy.packs.queries import Part
from tests import makers
from tests.makers import Company, complaint
from tests.web.test_api import bearer, post

pytestmark = pytest.mark.django_db


def test_a_pack_is_written_tried_proposed_reviewed_and_approved(
    client: Client, company: Company
) -> None:
    writer, boss = bearer(company.administrator), bearer(company.manager)
    now, today = timezone.now(), timezone.localdate()
    complaint(company.agent, product_line="furniture", now=now)
    made = post(client, "/packs/furniture/drafts", {}, **writer)
    assert made.status_code == 201
    url = f"/packs/versions/{made.json()['id']}"

    def read(path: str = "") -> Any:
        return client.get(f"/api/v1{url}{path}", headers=boss).json()

    wording = read()
    entries = wording["parts"][Part.COMMITMENT]
    place = next(n for n, one in enumerate(entries) if one["code"] == "solution")
    entry = entries[place] | {"amount": 9, "part": "commitment"}
    sent = {"seen": wording["seen"], "index": place, "entry": entry}
    odd = post(client, f"{url}/entries", sent | {"entry": entry | {"unit": "moon"}}, **writer)
    assert (odd.status_code, odd.json()["errors"][0]["field"]) == (422, "unit")
    card = post(client, f"{url}/entries", sent, **writer).json()
    assert [one["fields"] for one in read("/changes")] == [["amount"]]
    assert {row["code"] for row in read("/moves")["rows"]} == {"solution"}
    span = {"since": str(today - timedelta(days=1)), "until": str(today)}
    assert post(client, f"{url}/simulations", span, **boss).status_code == 201
    assert read("/simulations")[0]["done"] == 1
    _approved(client, company, url, card["seen"])


def _approved(client: Client, company: Company, url: str, seen: str) -> None:
    """By three people; who took a step takes no other."""
    writer, boss = bearer(company.administrator), bearer(company.manager)
    second = makers.person("second", "叶文", "manager", company.east, on_call=False)
    proposal = {"seen": seen, "reason": "放宽"}
    assert post(client, f"{url}/proposal", proposal, **writer).json()["state"] == "proposed"
    assert post(client, f"{url}/review", {}, **writer).status_code == 403
    assert post(client, f"{url}/review", {}, **boss).json()["state"] == "reviewed"
    since = {"in_force_from": (timezone.now() + timedelta(days=1)).isoformat()}
    assert post(client, f"{url}/approval", since, **boss).status_code == 409
    approved = post(client, f"{url}/approval", since, **bearer(second)).json()
    assert (approved["state"], approved["is_coming"]) == ("in_force", True)
    assert approved["risk"]["cases"] == 1


def test_the_cases_of_who_leaves_are_handed_over_and_taken_back(
    client: Client, company: Company
) -> None:
    case = complaint(company.agent).case
    boss, url = bearer(company.head), f"/members/{case.owner_id}/hand-over"
    plan = client.get(f"/api/v1{url}", headers=boss).json()
    assert [one["case"]["id"] for one in plan["cases"]] == [case.id]
    other = company.agent.staff_id
    given = {"cases": [{"case_id": case.id, "owner_id": other}], "reason": "调岗"}
    made = post(client, url, given, **boss).json()
    undone = post(client, f"/hand-overs/{made['id']}/undoing", {}, **boss).json()
    assert undone == {"back": 1, "stay": 0}
    assert client.get("/api/v1/shortages", headers=boss).json() == []
