"""Two hundred at once for the same hours: never twice, and everybody gets a clear answer."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection

from aftercare.fieldservice.appointments.actions import book
from aftercare.fieldservice.appointments.queries import NotNow, Taken, seats_on
from aftercare.fieldservice.slots.actions import take_slot
from aftercare.foundation.actor import SYSTEM
from tests import makers
from tests.makers import FRIDAY

from .worlds import MONDAY, city, ordered

CALLS, AT_ONCE, ORDERS, PEOPLE = 200, 100, 40, 3
HOURS = (13, 8, 10, 15)


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_never_book_an_hour_or_an_order_twice() -> None:
    us = city(makers.company(), people=PEOPLE)
    orders = [ordered(us, east=n % 7) for n in range(ORDERS)]
    start = Barrier(AT_ONCE)

    def call(number: int) -> str:
        """The customer, the family and two agents want the same visit, all at once."""
        start.wait()
        window = MONDAY.replace(hour=HOURS[number % len(HOURS)])
        order = orders[number % ORDERS]
        try:
            one = take_slot(actor=SYSTEM, order_id=order.id, window_from=window, now=FRIDAY)
            book(actor=SYSTEM, appointment_id=one.id, agreed_by="portal", now=FRIDAY)
        except Taken:
            return "taken"
        except NotNow:
            return "stands already"
        else:
            return "booked"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = Counter(crowd.map(call, range(CALLS)))
    seats = seats_on(actor=SYSTEM, day=MONDAY.date(), now=FRIDAY)
    assert sum(answers.values()) == CALLS
    booked = [seat.order_id for seat in seats if seat.state == "booked"]
    assert answers["booked"] == len(booked) == len(set(booked)) > PEOPLE
    for one, following in pairwise(seats):
        assert one.technician_id != following.technician_id or one.ends_at <= following.starts_at
