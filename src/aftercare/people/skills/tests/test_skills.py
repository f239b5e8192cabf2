"""Skills are held from a day until another; holder and head hear before they end (R-PE-01)."""

from datetime import date, timedelta

import pytest

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.notices.queries import notices_of
from aftercare.people.skills import actions
from aftercare.people.skills.queries import Standing, ending, grants_of, skill_card
from tests.makers import FRIDAY, Company, company

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 9)
DAY = timedelta(days=1)


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def electrician(us: Company) -> int:
    return actions.write_skill(actor=us.manager, name="电工证", kinds=["repair"], now=FRIDAY)


def granted(us: Company, skill: int, until: date | None) -> int:
    return actions.grant_skill(
        actor=us.head, member_id=us.handler.staff_id or 0, skill_id=skill, certificate="DG-0107",
        valid_from=TODAY - 300 * DAY, valid_until=until, now=FRIDAY,
    )  # fmt: skip


def test_its_end_is_told_once_before_and_once_after(us: Company, electrician: int) -> None:
    granted(us, electrician, TODAY + 20 * DAY)

    for days, told in ((0, 1), (1, 0), (20, 0), (21, 1), (22, 0)):
        assert actions.warn_of_endings(actor=SYSTEM, now=FRIDAY + days * DAY) == told

    for one in (us.handler, us.head):
        kinds = [row.kind for row in notices_of(actor=one).rows]
        assert kinds.count("skill.ending") == 2
    (row,) = ending(actor=us.head, on=TODAY + 21 * DAY)
    assert (row.member.id, row.standing) == (us.handler.staff_id, Standing.LAPSED)
    assert ending(actor=us.stranger, on=TODAY + 21 * DAY) == []


def test_a_renewal_is_one_more_and_nobody_is_warned(us: Company, electrician: int) -> None:
    granted(us, electrician, TODAY + 5 * DAY)
    granted(us, electrician, TODAY + 800 * DAY)
    assert actions.warn_of_endings(actor=SYSTEM, now=FRIDAY) == 0
    assert ending(actor=us.head, on=TODAY) == []
    assert skill_card(actor=us.head, skill_id=electrician, on=TODAY + 6 * DAY).holders == 1


def test_numbers_of_certificates_are_for_who_may_see_them(us: Company, electrician: int) -> None:
    granted(us, electrician, None)
    member = us.handler.staff_id or 0
    for one, number in ((us.head, "DG-0107"), (us.handler, "DG-0107"), (us.agent, "")):
        (card,) = grants_of(actor=one, member_id=member, on=TODAY)
        assert card.certificate == number


def test_what_was_taken_away_is_held_no_more(us: Company, electrician: int) -> None:
    one, member = granted(us, electrician, None), us.handler.staff_id or 0
    with pytest.raises(Invalid):
        actions.withdraw_skill(
            actor=us.head, member_id=member, grant_id=one, reason=" ", now=FRIDAY
        )
    actions.withdraw_skill(
        actor=us.head, member_id=member, grant_id=one, reason="登记错误", now=FRIDAY
    )
    assert grants_of(actor=us.head, member_id=member, on=TODAY) == []
    with pytest.raises(NotFound):
        actions.withdraw_skill(
            actor=us.head, member_id=member, grant_id=one, reason="x", now=FRIDAY
        )


def test_an_end_before_the_beginning_and_a_second_of_a_name_are_refused(
    us: Company, electrician: int
) -> None:
    with pytest.raises(Invalid):
        granted(us, electrician, TODAY - 301 * DAY)
    with pytest.raises(actions.NamedAlready):
        actions.write_skill(actor=us.manager, name=" 电工证", now=FRIDAY)


def test_a_skill_is_for_product_lines_that_there_are(us: Company) -> None:
    with pytest.raises(Invalid) as refused:
        actions.write_skill(
            actor=us.manager, name="x", product_lines=["no line, but words"], now=FRIDAY
        )
    assert set(refused.value.fields) == {"product_lines"}
