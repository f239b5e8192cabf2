"""An approval is asked of those alone who may give it."""

from dataclasses import replace

import pytest
from django.utils import translation

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.resolutions import actions
from aftercare.casework.resolutions.queries import resolutions_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from aftercare.foundation.identity.queries import user_ids_with
from tests import handling
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
DEAR = 50_000  # yuan: a head and a manager must approve it


def judging(case: CaseBrief, *actors: Actor) -> list[bool]:
    return [resolutions_of(actor=actor, case=case)[0].may_judge for actor in actors]


def test_nobody_is_asked_to_approve_their_own(company: Company, case: CaseBrief) -> None:
    handling.propose(company.manager, case, FRIDAY, cost=DEAR)
    other = replace(company.manager, user_id=-1, staff_id=-1)
    assert judging(case, company.manager, company.handler, other) == [False, False, True]
    told = [resolutions_of(actor=one, case=case)[0].barred_because
            for one in (company.manager, company.handler, other)]  # fmt: skip
    assert [bool(one) for one in told] == [True, False, False], "who waits for it is told why"


def test_where_nobody_else_may_it_says_what_can_be_done(company: Company, case: CaseBrief) -> None:
    handling.propose(company.manager, case, FRIDAY, cost=DEAR)
    assert resolutions_of(actor=company.manager, case=case)[0].awaits == "head"
    others = user_ids_with(actor=SYSTEM, permission="resolutions.approve_as_head")
    assert others - {company.manager.user_id}
    advice = "right to approve to a second person"
    with translation.override("en"):
        assert advice not in resolutions_of(actor=company.manager, case=case)[0].barred_because
        User.objects.filter(id__in=others - {company.manager.user_id}).update(is_active=False)
        assert advice in resolutions_of(actor=company.manager, case=case)[0].barred_because


def test_who_gave_the_first_approval_is_not_asked_for_the_second(
    company: Company, case: CaseBrief
) -> None:
    option = handling.propose(company.handler, case, FRIDAY, cost=DEAR)
    assert resolutions_of(actor=company.head, case=case)[0].awaits == "head"
    assert judging(case, company.head, company.manager) == [True, True]
    actions.approve_resolution(
        actor=company.manager, case_id=case.id, version=None, resolution_id=option, now=FRIDAY
    )
    assert resolutions_of(actor=company.head, case=case)[0].awaits == "manager"
    other = replace(company.manager, user_id=-1, staff_id=-1)
    assert judging(case, company.head, company.manager, other) == [False, False, True]
