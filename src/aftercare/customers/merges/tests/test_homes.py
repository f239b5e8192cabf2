import pytest

from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.queries import HomeFacts, home_of
from aftercare.customers.merges.actions import merge_customers, undo_merge
from tests.makers import FRIDAY, company, complaint

HERE, THERE = "上海市闵行区示例路88号", "杭州市西湖区别处1号"


@pytest.mark.django_db
def test_what_is_known_of_a_home_goes_with_the_file_and_back() -> None:
    us = company()
    lost = complaint(us.agent).case.customer_id
    kept = complaint(us.agent, phone="13900139000", name="张先生").case.customer_id
    for whose, address, floor in ((lost, HERE, 6), (lost, THERE, 7), (kept, THERE, 8)):
        note_home(actor=us.agent, customer_id=whose, address=address, facts=HomeFacts(floor=floor),
                  now=FRIDAY)  # fmt: skip

    def floors(whose: int) -> list[int | None]:
        cards = [home_of(actor=us.agent, customer_id=whose, address=one, on=FRIDAY.date())
                 for one in (HERE, THERE)]  # fmt: skip
        return [card.facts.floor if card else None for card in cards]

    merge = merge_customers(actor=us.manager, lost_id=lost, kept_id=kept, reason="同一人",
                            now=FRIDAY)  # fmt: skip
    assert floors(kept) == [6, 8]  # what it knew itself stays
    undo_merge(actor=us.manager, merge_id=merge, now=FRIDAY)
    assert (floors(lost), floors(kept)) == ([6, 7], [None, 8])
