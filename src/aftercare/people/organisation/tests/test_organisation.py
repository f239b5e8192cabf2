"""The tree of units."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.people.organisation import actions, queries, rules

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def opened(code: str, parent_id: int | None = None, **more: str) -> int:
    details = {"name": f"单位{code}", "kind": "department", **more}
    return actions.open_unit(actor=SYSTEM, code=code, parent_id=parent_id, now=NOW, **details).id


def below(org_unit_id: int) -> frozenset[int]:
    return queries.unit_ids_below(actor=SYSTEM, org_unit_id=org_unit_id)


def test_all_below_a_unit_are_in_sight_of_it_and_only_they() -> None:
    root = opened("R")
    east, south = opened("E", root), opened("S", root)
    station = opened("E1", east, kind="station", region="3301")
    assert below(root) == {root, east, south, station}
    assert below(east) == {east, station}
    assert below(0) == frozenset()
    assert queries.unit_path(actor=SYSTEM, org_unit_id=station) == [root, east, station]


def test_ids_that_begin_alike_are_not_mixed_up() -> None:
    root = opened("R")
    units = [opened(f"U{n}", root) for n in range(12)]
    assert all(below(unit) == {unit} for unit in units)


def test_the_tree_is_listed_from_above_with_one_query(django_assert_num_queries: object) -> None:
    root = opened("R")
    east = opened("B", root)
    opened("A", root)
    opened("C", east)
    with django_assert_num_queries(1):  # type: ignore[operator]
        tree = queries.unit_tree(actor=SYSTEM)
    assert [(unit.code, unit.depth) for unit in tree] == [("R", 0), ("A", 1), ("B", 1), ("C", 2)]


def test_a_moved_unit_takes_along_what_is_below() -> None:
    root = opened("R")
    east, south = opened("E", root), opened("S", root)
    station = opened("E1", east)
    actions.move_unit(actor=SYSTEM, org_unit_id=east, parent_id=south, now=NOW)
    assert below(south) == {south, east, station}
    assert queries.unit_path(actor=SYSTEM, org_unit_id=station) == [root, south, east, station]


def test_a_unit_is_never_put_below_itself() -> None:
    root = opened("R")
    east = opened("E", root)
    for parent in (root, east):
        with pytest.raises(Refusal):
            actions.move_unit(actor=SYSTEM, org_unit_id=root, parent_id=parent, now=NOW)


def test_a_unit_with_others_below_stays_open() -> None:
    root = opened("R")
    east = opened("E", root)
    with pytest.raises(actions.StillInUse):
        actions.close_unit(actor=SYSTEM, org_unit_id=root, now=NOW)
    assert not actions.close_unit(actor=SYSTEM, org_unit_id=east, now=NOW).is_open
    assert not actions.close_unit(actor=SYSTEM, org_unit_id=root, now=NOW).is_open
    assert queries.unit_tree(actor=SYSTEM) == []
    assert len(queries.unit_tree(actor=SYSTEM, closed=True)) == 2
    with pytest.raises(NotFound):
        opened("X", root)


def test_nobody_changes_units_out_of_sight() -> None:
    root = opened("R")
    east = opened("E", root)
    head = Actor(user_id=1, grants=frozenset({"organisation.close_unit"}), org_units=below(east))
    with pytest.raises(NotFound):
        actions.close_unit(actor=head, org_unit_id=root, now=NOW)
    actions.close_unit(actor=head, org_unit_id=east, now=NOW)


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "empire"}, "kind"),
        ({"region": "99"}, "region"),
        ({"code": "R"}, "code"),
        ({"code": ""}, "code"),
    ],
)
def test_what_cannot_be_right_is_refused(given_: dict[str, str], field: str) -> None:
    opened("R")
    with pytest.raises(Invalid) as refused:
        opened(**{"code": "X", **given_})  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_a_unit_can_be_renamed() -> None:
    root = opened("R")
    unit = actions.change_unit(
        actor=SYSTEM, org_unit_id=root, name="华东", kind="team", region="31", now=NOW
    )
    assert (unit.name, unit.kind, unit.place) == ("华东", "team", "上海市")
    assert queries.unit_names(actor=SYSTEM, ids=[root]) == {root: "华东"}


@given(st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=8))
def test_a_path_tells_its_ids(ids: list[int]) -> None:
    path = ""
    for unit_id in ids:
        path = rules.path_of(path, unit_id)
    assert rules.ids_on(path) == ids


CARD = {
    "name_zh": "安居家品",
    "name_en": "Anju Home",
    "phone": "400-000-0000",
    "hours": "08:00–20:00",
    "email": "service@anju.example",
    "address": "上海市闵行区示例路1号",
    "website": "https://anju.example",
    "privacy_contact": "privacy@anju.example",
}


def described(**changes: str) -> queries.CompanyCard:
    card = queries.CompanyCard(**CARD | changes)
    return actions.describe_company(actor=SYSTEM, card=card, now=NOW)


def test_before_it_is_described_the_company_has_no_name() -> None:
    assert queries.company_card(actor=SYSTEM).name == ""


def test_the_company_is_named_in_the_language_of_the_reader() -> None:
    described()
    with translation.override("en"):
        assert queries.company_card(actor=SYSTEM).name == "Anju Home"
    with translation.override("zh-hans"):
        assert queries.company_card(actor=SYSTEM).name == "安居家品"


def test_the_last_description_holds_and_is_the_only_one() -> None:
    described()
    described(phone="400-111-1111")
    assert queries.company_card(actor=SYSTEM).phone == "400-111-1111"


@pytest.mark.parametrize(
    ("field", "value"), [("name_zh", " "), ("email", "nobody"), ("website", "javascript:alert(1)")]
)
def test_what_cannot_be_right_of_a_company_is_refused_by_its_field(field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        described(**{field: value})
    assert set(refused.value.fields) == {field}
    assert queries.company_card(actor=SYSTEM) == queries.UNNAMED
