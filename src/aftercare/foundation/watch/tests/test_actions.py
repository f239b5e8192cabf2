from datetime import timedelta

import pytest
from django.conf import LazySettings

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import NotAllowed
from aftercare.foundation.notices.queries import notices_of
from aftercare.foundation.watch.actions import forget_old_readings, note_reading
from aftercare.foundation.watch.models import Reading
from aftercare.foundation.watch.queries import alerts
from aftercare.foundation.watch.rules import Kind, Limit, Reason
from tests.makers import FRIDAY, Company
from tests.makers import company as make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture(autouse=True)
def few(settings: LazySettings) -> None:
    settings.AFTERCARE_WATCH = dict.fromkeys(Kind, Limit(per_hour=3, per_day=5))


def read(company: Company, times: int, *, days: int = 0, kind: Kind = Kind.PAGE) -> None:
    for _ in range(times):
        note_reading(
            actor=SYSTEM,
            user_id=company.agent.user_id,
            kind=kind,
            now=FRIDAY + timedelta(days=days),
        )


def test_too_much_in_an_hour_is_told_to_who_audits_once_a_day(company: Company) -> None:
    read(company, 3)
    assert not alerts(actor=company.auditor, since=FRIDAY)
    read(company, 5)
    read(company, 9, kind=Kind.REVEAL)
    (row,) = alerts(actor=company.auditor, since=FRIDAY)
    assert (row.user_name, row.kind, row.reason, row.amount) == ("林晓", Kind.PAGE, Reason.HOUR, 4)
    told = notices_of(actor=company.auditor).rows
    assert [(one.link, one.urgent) for one in told] == [("/desk/history", True)]
    assert not notices_of(actor=company.agent).rows
    entries = history(actor=SYSTEM, subject=f"user:{company.agent.user_id}").rows
    assert [e.verb for e in entries].count("user.read_unusually_much") == 1
    read(company, 4, days=1)
    assert len(alerts(actor=company.auditor, since=FRIDAY)) == 2


def test_only_who_may_read_the_history_sees_it(company: Company) -> None:
    with pytest.raises(NotAllowed):
        alerts(actor=company.agent, since=FRIDAY)


def test_counts_are_kept_for_thirty_days(company: Company) -> None:
    read(company, 1)
    read(company, 1, days=40)
    assert forget_old_readings(actor=SYSTEM, now=FRIDAY + timedelta(days=40)) == 1
    assert Reading.objects.count() == 1
