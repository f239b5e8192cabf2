"""Who serves, what they see, and which cases may be given to them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from aftercare.foundation import events
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.identity.models import Role, User
from aftercare.people.organisation.actions import close_unit, open_unit
from aftercare.people.organisation.events import UnitClosing
from aftercare.people.staff import actions, queries, reactions, rules
from aftercare.people.staff.events import MemberLeaving

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_events() -> Iterator[None]:
    before = dict(events._reactions)  # noqa: SLF001
    events.connect({UnitClosing: (reactions.refuse_closing_while_staffed,)})
    yield
    events.connect(before)


def unit(code: str, parent_id: int | None = None, region: str = "") -> int:
    return open_unit(
        actor=SYSTEM,
        code=code,
        name=f"部门{code}",
        kind="department",
        parent_id=parent_id,
        region=region,
        now=NOW,
    ).id


def user(username: str, *grants: str) -> int:
    made = User.objects.create(username=username, display_name=username, created_at=NOW)
    role = Role.objects.create(code=username, grants=list(grants), name_zh="x", name_en="x")
    made.roles.add(role)
    return made.id


def hired(number: str, org_unit_id: int, name: str = "王小明", **more: object) -> int:
    return actions.hire_member(
        actor=SYSTEM,
        number=number,
        name=name,
        org_unit_id=org_unit_id,
        now=NOW,
        **more,  # type: ignore[arg-type]
    ).id


def duties(member_id: int, *handles: str, **more: list[str]) -> None:
    actions.set_duties(actor=SYSTEM, member_id=member_id, handles=handles, now=NOW, **more)


def able(region: str = "", category: str = "service", line: str = "appliance") -> list[int]:
    found = queries.candidates(
        actor=SYSTEM,
        kind="complaint",
        category=category,
        level="two",
        product_line=line,
        region=region,
    )
    return sorted(candidate.member_id for candidate in found)


def test_a_member_sees_the_own_unit_and_all_below() -> None:
    root = unit("R")
    east, south = unit("E", root), unit("S", root)
    station = unit("E1", east)
    user_id = user("wang", "staff.see_members")
    member = hired("1", east, user_id=user_id)
    actor = queries.actor_of_user(actor=SYSTEM, user_id=user_id)
    assert actor.org_units == {east, station}
    assert south not in actor.org_units
    assert (actor.staff_id, actor.name) == (member, "王小明")
    assert actor.may("staff.see_members")
    assert not actor.sees_everything


def test_who_may_see_all_units_does_and_who_is_no_member_sees_no_rows() -> None:
    unit("R")
    auditor = queries.actor_of_user(actor=SYSTEM, user_id=user("audit", "staff.see_all_units"))
    assert auditor.sees_everything
    plain = queries.actor_of_user(actor=SYSTEM, user_id=user("new"))
    assert (plain.org_units, plain.staff_id, plain.name) == (frozenset(), None, "new")
    with pytest.raises(NotFound):
        queries.actor_of_user(actor=SYSTEM, user_id=0)


def test_knowing_who_asks_takes_one_glance_as_long_as_nothing_changes(
    django_assert_num_queries: object,
) -> None:
    root = unit("R")
    for serial in range(20):
        unit(f"U{serial}", root)
    user_id = user("wang")
    hired("1", root, user_id=user_id)
    queries.actor_of_user(actor=SYSTEM, user_id=user_id)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.actor_of_user(actor=SYSTEM, user_id=user_id)


def test_a_case_can_only_be_given_to_who_handles_such_cases() -> None:
    root = unit("R")
    anyone, service, quality, nobody = (hired(str(n), root) for n in range(4))
    duties(anyone, "*")
    duties(service, "service", product_lines=["appliance"], levels=["two"])
    duties(quality, "product_quality")
    assert able() == [anyone, service]
    assert able(line="furniture") == [anyone]
    assert nobody not in able()


def test_a_case_goes_where_the_customer_lives() -> None:
    root = unit("R")
    hangzhou = hired("1", unit("HZ", root, region="3301"))
    nanjing = hired("2", unit("NJ", root, region="3201"))
    both = hired("3", root)
    anywhere = hired("4", root)
    for member in (hangzhou, nanjing, anywhere):
        duties(member, "*")
    duties(both, "*", regions=["3301", "3201"])
    assert able("330106") == [hangzhou, both, anywhere]
    assert able("320102") == [nanjing, both, anywhere]
    assert able("110105") == [anywhere]
    assert able() == [hangzhou, nanjing, both, anywhere]
    found = queries.candidates(
        actor=SYSTEM,
        kind="complaint",
        category="service",
        level="two",
        product_line="home",
        region="330106",
    )
    assert {c.member_id: c.region_fit for c in found} == {hangzhou: 4, both: 4, anywhere: 0}


def test_who_is_away_gets_nothing_and_the_stand_in_takes_it() -> None:
    root = unit("R")
    away, stand_in = hired("1", root), hired("2", root)
    duties(away, "service")
    actions.set_presence(actor=SYSTEM, member_id=away, on_duty=False, now=NOW)
    assert able() == []
    actions.set_presence(actor=SYSTEM, member_id=away, on_duty=False, stand_in_id=stand_in, now=NOW)
    assert able() == [stand_in]
    actions.set_presence(actor=SYSTEM, member_id=away, on_duty=True, now=NOW)
    assert able() == [away]
    for wrong in (away, 0):
        with pytest.raises(Invalid):
            actions.set_presence(
                actor=SYSTEM, member_id=away, on_duty=False, stand_in_id=wrong, now=NOW
            )


def test_candidates_are_read_once_and_remembered(
    django_assert_num_queries: object,
) -> None:
    root = unit("R")
    for serial in range(9):
        duties(hired(str(serial), root), "*")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(able("330106")) == 9
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(able("330106")) == 9


def test_the_head_above_is_the_nearest_one_up_the_tree() -> None:
    root = unit("R")
    east = unit("E", root)
    station = unit("E1", east)
    chief = hired("1", root, is_head=True)
    east_head = hired("2", east, is_head=True)
    worker = hired("3", station)

    def above(member_id: int) -> int | None:
        head = queries.head_above(actor=SYSTEM, member_id=member_id)
        return head.id if head else None

    assert above(worker) == east_head
    assert above(east_head) == chief
    assert above(chief) is None
    assert above(0) is None
    assert queries.head_of(actor=SYSTEM, org_unit_id=station).id == east_head  # type: ignore[union-attr]


def test_nobody_leaves_while_another_module_still_needs_them() -> None:
    member = hired("1", unit("R"))

    def refuse(event: MemberLeaving) -> None:
        raise Refusal(f"{event.member_id} still owns cases")

    events.connect({MemberLeaving: (refuse,)})
    with pytest.raises(Refusal):
        actions.release_member(actor=SYSTEM, member_id=member, now=NOW)
    assert queries.member_brief(actor=SYSTEM, member_id=member).is_active


def test_who_has_left_has_no_account_no_cases_and_still_a_name() -> None:
    root = unit("R")
    user_id = user("wang", "staff.see_members")
    member, other = hired("1", root, user_id=user_id), hired("2", root)
    duties(member, "*")
    actions.set_presence(actor=SYSTEM, member_id=other, on_duty=False, stand_in_id=member, now=NOW)
    actions.release_member(actor=SYSTEM, member_id=member, now=NOW)
    brief = queries.member_brief(actor=SYSTEM, member_id=member)
    assert (brief.name, brief.is_active, brief.user_id) == ("王小明", False, None)
    assert able() == []
    assert queries.actor_of_user(actor=SYSTEM, user_id=user_id).staff_id is None
    assert queries.member_card(actor=SYSTEM, member_id=other).stand_in_id is None
    with pytest.raises(NotFound):
        actions.release_member(actor=SYSTEM, member_id=member, now=NOW)


def test_a_unit_closes_only_when_nobody_works_there() -> None:
    root = unit("R")
    east = unit("E", root)
    member = hired("1", east)
    with pytest.raises(actions.StillHasPeople):
        close_unit(actor=SYSTEM, org_unit_id=east, now=NOW)
    actions.move_member(actor=SYSTEM, member_id=member, org_unit_id=root, now=NOW)
    close_unit(actor=SYSTEM, org_unit_id=east, now=NOW)
    with pytest.raises(Invalid):
        hired("2", east)


def test_colleagues_are_listed_by_name_in_pages_and_found_by_pinyin() -> None:
    root = unit("R")
    for number, name in enumerate(["王小明", "李娜", "陈静", "安然", "赵强"]):
        hired(str(number), root, name=name)
    first = queries.members(actor=SYSTEM, limit=3)
    second = queries.members(actor=SYSTEM, limit=3, cursor=first.next_cursor)
    names = [card.brief.name for card in [*first.rows, *second.rows]]
    assert names == ["安然", "陈静", "李娜", "王小明", "赵强"]
    assert [c.brief.name for c in queries.members(actor=SYSTEM, text="wxm").rows] == ["王小明"]
    assert [c.brief.name for c in queries.members(actor=SYSTEM, text="娜").rows] == ["李娜"]


def test_one_sees_the_colleagues_of_the_own_branch_only() -> None:
    root = unit("R")
    east, south = unit("E", root), unit("S", root)
    user_id = user("wang", "staff.see_members", "staff.change_member")
    mine, other = hired("1", east, user_id=user_id), hired("2", south)
    actor = queries.actor_of_user(actor=SYSTEM, user_id=user_id)
    assert [card.brief.id for card in queries.members(actor=actor).rows] == [mine]
    with pytest.raises(NotFound):
        queries.member_card(actor=actor, member_id=other)
    with pytest.raises(NotFound):
        actions.change_member(
            actor=actor, member_id=other, name="x", title="", is_head=True, now=NOW
        )


def test_everybody_sets_the_own_presence() -> None:
    member = hired("1", unit("R"))
    actor = Actor(user_id=1, staff_id=member, grants=frozenset({"staff.set_own_presence"}))
    assert not actions.set_own_presence(actor=actor, on_duty=False, now=NOW).on_duty


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"number": ""}, "number"),
        ({"number": "1"}, "number"),
        ({"title": "x" * 61}, "title"),
        ({"org_unit_id": 0}, "org_unit"),
    ],
)
def test_what_cannot_be_right_is_refused(given: dict[str, object], field: str) -> None:
    root = unit("R")
    hired("1", root)
    with pytest.raises((Invalid, NotFound)) as refused:
        hired(**{"number": "2", "org_unit_id": root, **given})  # type: ignore[arg-type]
    assert field in refused.value.fields or isinstance(refused.value, NotFound)


def test_an_account_belongs_to_one_colleague() -> None:
    root = unit("R")
    user_id = user("wang")
    first, second = hired("1", root, user_id=user_id), hired("2", root)
    with pytest.raises(Invalid):
        actions.link_user(actor=SYSTEM, member_id=second, user_id=user_id, now=NOW)
    actions.link_user(actor=SYSTEM, member_id=first, user_id=None, now=NOW)
    actions.link_user(actor=SYSTEM, member_id=second, user_id=user_id, now=NOW)
    found = queries.member_of_user(actor=SYSTEM, user_id=user_id)
    assert found is not None
    assert found.id == second


def test_duties_name_real_regions() -> None:
    member = hired("1", unit("R"))
    with pytest.raises(Invalid):
        duties(member, "*", regions=["99"])


def test_names_sort_and_shorten_by_pinyin() -> None:
    assert rules.name_key("王小明") == "wang xiao ming wxm"
    assert rules.name_key("曾丽") == "zeng li zl"
    assert rules.prefixes("330106") == ["33", "3301", "330106"]
    assert rules.region_fit(["33", "3302"], "330106") == 2
