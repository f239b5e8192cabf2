"""Nothing remembered outlives a change of what it was read from."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.queries import permissions
from aftercare.foundation.memory.models import Stamp
from aftercare.foundation.memory.queries import TABLES
from aftercare.foundation.work import glance
from aftercare.people.staff.actions import set_duties
from aftercare.people.staff.queries import actor_of_user, candidates, member_brief
from tests import makers

TRIGGERS = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'memory_changed'"


@pytest.fixture
def company(db: None) -> makers.Company:  # noqa: ARG001
    return makers.company()


def takers() -> list[str]:
    found = candidates(
        actor=SYSTEM, kind="complaint", category="price", level="one", product_line="", region=""
    )
    return [candidate.name for candidate in found]


def rest(company: makers.Company) -> None:
    member_id = company.agent.staff_id
    assert member_id is not None
    set_duties(actor=SYSTEM, member_id=member_id, handles=[], now=makers.FRIDAY)


def elsewhere(do: Callable[[], None]) -> None:
    """As another process does: on a connection of its own."""

    def work() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.django_db
def test_every_table_that_is_remembered_tells_of_its_changes() -> None:
    permissions()  # opens every room
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        told = {name for (name,) in cursor.fetchall()}
    assert told == TABLES


@pytest.mark.usefixtures("company")
def test_what_is_remembered_is_not_read_again() -> None:
    takers()
    with CaptureQueriesContext(connection) as captured:
        takers()
    assert len(captured) == 1  # a glance at the stamps


@pytest.mark.usefixtures("company")
def test_a_request_glances_once() -> None:
    takers()
    with glance(), CaptureQueriesContext(connection) as captured:
        takers()
        takers()
    assert len(captured) == 1


def test_a_change_is_seen_at_once_also_in_the_request_that_made_it(company: makers.Company) -> None:
    with glance():
        before = takers()
        rest(company)
        assert set(before) - set(takers()) == {"林晓"}


def test_a_change_that_was_taken_back_leaves_nothing_behind(company: makers.Company) -> None:
    before = takers()
    with transaction.atomic():
        rest(company)
        assert takers() != before
        transaction.set_rollback(True)
    assert takers() == before


@pytest.mark.django_db(transaction=True)
def test_a_change_of_another_process_is_seen_as_soon_as_it_is_there() -> None:
    company = makers.company()
    before = takers()
    with transaction.atomic():
        elsewhere(lambda: rest(company))
        assert set(before) - set(takers()) == {"林晓"}


def test_what_a_person_may_changes_with_the_role(company: makers.Company) -> None:
    from aftercare.foundation.identity.actions import set_roles

    user_id = company.auditor.user_id
    assert user_id is not None
    assert not actor_of_user(actor=SYSTEM, user_id=user_id).may("intake.register_case")
    set_roles(actor=company.administrator, user_id=user_id, role_codes=["agent"], now=makers.FRIDAY)
    assert actor_of_user(actor=SYSTEM, user_id=user_id).may("intake.register_case")


def test_signing_in_forgets_nothing(company: makers.Company) -> None:
    from django.contrib.auth.models import update_last_login

    from aftercare.foundation.identity.models import User

    before = dict(Stamp.objects.values_list("table", "stamp"))
    update_last_login(User, User.objects.get(username="agent"))
    assert dict(Stamp.objects.values_list("table", "stamp")) == before
    assert member_brief(actor=SYSTEM, member_id=company.agent.staff_id or 0).name == "林晓"
