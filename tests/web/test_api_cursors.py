"""A cursor that was made up, or comes from another list, is refused by every list of the API."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.pages import cursor_of
from tests.makers import Company, complaint
from tools import openapi

FOREIGN = [cursor_of(*key) for key in [
    ("x",), (None,), (1.5,), ("x", "y"), ("x", 1), (1, 1), (None, None), ("x", "y", "z"),
    ("x", "y", 1), (1, 1, 1), (10**30,), ("x", 10**30), (None, 1), ("\x00", 1), ("\x00", "a", 1),
    ("2026-01-01", 1), ("2026-01-01T00:00:00", 1),
]]  # fmt: skip


@pytest.mark.django_db
def test_a_made_up_cursor_breaks_no_list(company: Company) -> None:
    case = complaint(company.agent).case
    boss = company.manager
    issued = issue_own_token(actor=boss, name="t", scopes=sorted(boss.grants), expires_at=None,
                             now=timezone.now())  # fmt: skip
    client = Client(
        headers={"Authorization": f"Bearer {issued.word}"}, raise_request_exception=False
    )
    broken = []
    names = dict.fromkeys(
        ("customer_id", "model_id", "batch_id", "place_id", "source_id", "member_id"), 1
    ) | {"case_id": case.id, "run_id": 1, "version_id": 1}  # fmt: skip
    for path, methods in json.loads(openapi.KEPT.read_text("utf-8"))["paths"].items():
        asked = [one["name"] for one in methods.get("get", {}).get("parameters", ())]
        if "cursor" not in asked:
            continue
        url = path.format_map(names | {"customer_id": case.customer_id})
        orders = ("newest", "due") if "order" in asked else ("",)
        broken += [
            f"{url} {word} {order}" for word in FOREIGN for order in orders
            if client.get(url, {"cursor": word, "order": order}).status_code >= 500
        ]  # fmt: skip
    assert not broken, "\n".join(broken)
