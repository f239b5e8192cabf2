"""Who holds what, until when it may be used, and who hears of its end."""

from datetime import date, timedelta

import pytest

from aftercare.fieldservice.gear import actions
from aftercare.fieldservice.gear.queries import (
    GearFilter,
    Standing,
    gear_page,
    item_card,
    usable_gear,
)
from aftercare.fieldservice.gear.rules import standing
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.queries import unread_count
from tests.makers import FRIDAY, company

DAY = FRIDAY.date()


@pytest.mark.parametrize(
    ("until", "gone", "expected"),
    [
        (None, False, Standing.UNLIMITED),
        (DAY + timedelta(days=31), False, Standing.VALID),
        (DAY + timedelta(days=30), False, Standing.ENDING),
        (DAY, False, Standing.ENDING),
        (DAY - timedelta(days=1), False, Standing.ENDED),
        (None, True, Standing.WITHDRAWN),
    ],
)
def test_how_a_piece_stands(until: date | None, gone: bool, expected: Standing) -> None:  # noqa: FBT001
    assert standing(valid_until=until, is_withdrawn=gone, on=DAY) is expected


@pytest.mark.django_db
def test_a_ladder_from_its_register_to_its_end() -> None:
    people = company()
    holder = people.agent
    ladder = actions.register_gear(
        actor=people.head, kind="ladder", number=" T-1 ", org_unit_id=people.east,
        inspected_on=DAY - timedelta(days=300), valid_until=DAY + timedelta(days=10), now=FRIDAY,
    )  # fmt: skip
    assert usable_gear(actor=SYSTEM, on=DAY) == {}  # nobody holds it
    give = {"actor": people.head, "item_id": ladder, "now": FRIDAY}
    actions.hand_out_gear(member_id=holder.staff_id or 0, **give)  # type: ignore[arg-type]
    held = {holder.staff_id or 0: frozenset({"ladder"})}
    assert usable_gear(actor=SYSTEM, on=DAY + timedelta(days=10)) == held
    assert usable_gear(actor=SYSTEM, on=DAY + timedelta(days=11)) == {}
    assert actions.warn_of_inspections(actor=SYSTEM, now=FRIDAY) == 1
    assert actions.warn_of_inspections(actor=SYSTEM, now=FRIDAY) == 0  # once
    assert unread_count(actor=holder) == 1
    actions.inspect_gear(inspected_on=DAY, valid_until=None, **give)  # type: ignore[arg-type]
    assert usable_gear(actor=SYSTEM, on=DAY + timedelta(days=11)) == held
    actions.withdraw_gear(reason="踏板开裂", **give)  # type: ignore[arg-type]
    assert usable_gear(actor=SYSTEM, on=DAY) == {}
    assert item_card(actor=people.head, item_id=ladder, on=DAY).standing is Standing.WITHDRAWN
    with pytest.raises(NotFound):
        actions.take_gear_back(**give)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_what_cannot_be_is_refused_and_what_ends_first_stands_first() -> None:
    people = company()

    def register(number: str, days: int | None = None, **more: object) -> int:
        until = DAY + timedelta(days=days) if days is not None else None
        values = {"kind": "ladder", "org_unit_id": people.east, "valid_until": until} | more
        return actions.register_gear(actor=people.head, number=number, now=FRIDAY, **values)  # type: ignore[arg-type]

    register("T-3")
    ended = register("T-2", -3)
    register("T-1", 40)
    for wrong in ({"kind": "boat"}, {"org_unit_id": people.west}, {"inspected_on": date.max}):
        with pytest.raises(Invalid):
            register("T-9", **wrong)
    with pytest.raises(Refusal):
        register("T-1")
    with pytest.raises(Refusal):
        actions.hand_out_gear(actor=people.head, item_id=ended, now=FRIDAY,
                              member_id=people.agent.staff_id or 0)  # fmt: skip
    shown, cursor = [], None
    while True:
        page = gear_page(actor=people.head, narrowed=GearFilter(), on=DAY, cursor=cursor, limit=2)
        shown += [card.number for card in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert shown == ["T-2", "T-1", "T-3"]
    asked = GearFilter(state="ended", kind="ladder", text="t-")
    assert [c.number for c in gear_page(actor=people.head, narrowed=asked, on=DAY).rows] == ["T-2"]
