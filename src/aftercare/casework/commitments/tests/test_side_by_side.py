"""Several people at one case at the same moment: all of it is kept, nobody waits in a ring."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from aftercare.casework.commitments.actions import ring_clocks
from aftercare.casework.commitments.queries import State, clocks_of
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.conversation.queries import contacts_of
from aftercare.casework.pauses.actions import CannotPause, pause_case
from aftercare.casework.pauses.queries import pauses_of
from aftercare.foundation.actor import SYSTEM
from tests.makers import FRIDAY, company, complaint

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of the works came to, done in a thread and connection of its own."""

    def work(nth: int) -> object:
        try:
            return works[nth]()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as workers:
        return list(workers.map(work, range(len(works))))


def test_calls_logged_at_the_same_moment_are_all_kept() -> None:
    us = company()
    case = complaint(us.agent, product_line="furniture").case

    def call() -> None:
        log_contact(
            actor=us.agent, case_id=case.id, channel="phone", outbound=True, text="已致电。",
            now=FRIDAY + MINUTE,
        )  # fmt: skip

    at_once(*[call] * 6, lambda: ring_clocks(actor=SYSTEM, now=FRIDAY + 45 * MINUTE))

    assert len(contacts_of(actor=us.agent, case=case)) == 6
    cards = clocks_of(actor=us.agent, case=case, now=FRIDAY + 5 * MINUTE)
    assert {c.code for c in cards if c.state is State.MET} == {"first_reply"}


def test_of_two_pauses_for_one_reason_only_one_begins() -> None:
    us = company()
    case = complaint(us.agent, product_line="furniture").case

    def pause() -> bool:
        try:
            pause_case(
                actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
                now=FRIDAY + MINUTE,
            )  # fmt: skip
        except CannotPause:
            return False
        return True

    began = at_once(*[pause] * 4)

    assert began.count(True) == 1
    assert len(pauses_of(actor=us.agent, case=case, now=FRIDAY + MINUTE)) == 1
    cards = clocks_of(actor=us.agent, case=case, now=FRIDAY + MINUTE)
    assert {card.state for card in cards} == {State.PAUSED}
