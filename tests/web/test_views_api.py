"""Views of lists by the API: kept, changed, ordered and removed by their owner alone."""

from dataclasses import replace
from typing import Any

import pytest

from aftercare.foundation.actor import Actor
from tests.makers import Company
from tests.web.test_parts_api import Caller

pytestmark = pytest.mark.django_db
LATE = {"name": "超时的", "words": {"open": ["yes"], "late": ["yes"]}}


def kept(actor: Actor, **said: Any) -> dict[str, Any]:
    status, view = Caller(actor).post("/views", **{**LATE, **said})
    assert status == 201, view
    return dict(view)


def names(actor: Actor, listing: str = "cases") -> list[str]:
    return [view["name"] for view in Caller(actor).get(f"/views?listing={listing}")]


def test_a_view_is_kept_listed_changed_and_removed(company: Company) -> None:
    me = Caller(company.agent)
    view = kept(company.agent)
    assert (view["listing"], view["words"], view["is_own"]) == ("cases", LATE["words"], True)
    said = {"name": "两小时内", "words": {"due": ["2h"]}, "order": "due"}
    status, changed = me.post(f"/views/{view['id']}", **said)
    assert (status, changed["name"], changed["words"]) == (200, "两小时内", {"due": ["2h"]})
    assert names(company.agent) == ["两小时内"]
    assert me.post(f"/views/{view['id']}/removal")[0] == 200
    assert names(company.agent) == []
    assert me.post(f"/views/{view['id']}/removal")[0] == 404


def test_one_key_keeps_one_view(company: Company) -> None:
    me = Caller(company.agent)
    first, again = (me.post("/views", "v1", **LATE) for _time in range(2))
    assert first == again
    assert names(company.agent) == ["超时的"]
    status, problem = me.post("/views", **LATE)
    assert (status, problem["errors"][0]["field"]) == (422, "name")  # the name is taken


def test_a_view_belongs_to_its_owner(company: Company) -> None:
    view = kept(company.agent)
    assert names(company.manager) == []
    boss = Caller(company.manager)
    assert boss.post(f"/views/{view['id']}", **LATE)[0] == 404
    assert boss.post(f"/views/{view['id']}/removal")[0] == 404
    kept(company.agent, name="大家的", shared=True)
    (shared,) = boss.get("/views")
    assert (shared["name"], shared["is_own"]) == ("大家的", False)
    assert boss.post(f"/views/{shared['id']}", **LATE)[0] == 404


def test_a_word_that_the_list_does_not_know_is_refused(company: Company) -> None:
    me = Caller(company.agent)
    status, problem = me.post("/views", name="x", words={"lat": ["yes"]})
    assert (status, problem["errors"][0]["field"]) == (422, "words")
    assert "lat" in problem["errors"][0]["detail"]
    assert me.post("/views", name="x", words={"job": ["repair"]}, listing="orders")[0] == 201
    assert me.post("/views", name="y", words={"severity": ["A"]}, listing="orders")[0] == 422


def test_views_of_orders_are_apart_and_for_who_sees_orders(company: Company) -> None:
    kept(company.agent, words={"job": ["repair"]}, listing="orders")
    assert (names(company.agent), names(company.agent, "orders")) == ([], ["超时的"])
    blind = replace(company.agent, grants=company.agent.grants - {"workorders.see_orders"})
    status, _problem = Caller(blind).post("/views", name="x", words={}, listing="orders")
    assert status == 403


def test_views_are_put_in_order(company: Company) -> None:
    first, second = (kept(company.agent, name=name)["id"] for name in ("甲", "乙"))
    status, rows = Caller(company.agent).post("/view-order", view_ids=[second, first])
    assert (status, [row["name"] for row in rows]) == (200, ["乙", "甲"])
    assert names(company.agent) == ["乙", "甲"]
