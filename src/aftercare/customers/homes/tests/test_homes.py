"""What is known of a home is sealed, belongs to its address, and holds for a year (R-FS-20)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.models import Home
from aftercare.customers.homes.queries import HomeFacts, home_of
from aftercare.customers.homes.rules import opened, sealed
from aftercare.customers.parties.actions import erase_customer
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from tests.makers import FRIDAY, company, complaint

FACTS = HomeFacts(floor=6, has_lift=False, pets=True, note="狗不咬人")
HERE = "上海市闵行区示例路88号"


def test_facts_survive_their_seal() -> None:
    assert opened(sealed(FACTS)) == FACTS
    assert opened('{"floor": 3, "gone": 1}') == HomeFacts(floor=3)


@pytest.mark.django_db
def test_a_home_belongs_to_its_address_and_holds_for_a_year() -> None:
    us = company()
    customer_id = complaint(us.agent, address=HERE).case.customer_id

    def known(address: str = HERE, on: date | None = None) -> HomeFacts | None:
        card = home_of(actor=us.agent, customer_id=customer_id, address=address,
                       on=on or timezone.localdate(FRIDAY))  # fmt: skip
        return card.facts if card else None

    def note(facts: HomeFacts) -> None:
        note_home(actor=us.agent, customer_id=customer_id, address=HERE, facts=facts, now=FRIDAY)

    note(FACTS)
    assert known() == FACTS
    assert known("杭州市西湖区别处1号") is None
    assert known(on=timezone.localdate(FRIDAY) + timedelta(days=366)) is None
    for wrong in (HomeFacts(floor=900), HomeFacts(parking="sky")):
        with pytest.raises(Invalid):
            note(wrong)
    note(HomeFacts())
    assert known() is None
    note(FACTS)
    note_home(actor=us.agent, customer_id=customer_id, address="别处1号", facts=FACTS, now=FRIDAY)
    erase_customer(actor=SYSTEM, customer_id=customer_id, files=(), now=FRIDAY)
    assert not Home.objects.filter(customer_id=customer_id).exists()
