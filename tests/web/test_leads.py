"""One cause, many customers: what is decided for the leader is offered to all, never forced."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.messaging.actions import NoWay, switch_occasion, write_to_customer
from aftercare.casework.messaging.queries import preview_of
from aftercare.casework.relations.actions import merge_cases
from aftercare.casework.resolutions.queries import resolutions_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.notices.queries import notices_of
from aftercare.matters.leads.actions import (
    NoLead,
    decline_offer,
    end_lead,
    follow_lead,
    hand_lead,
    leave_lead,
    offer_to_followers,
    start_lead,
    take_offer,
)
from aftercare.matters.leads.queries import Kind, following, lead_of
from aftercare.matters.leads.rules import FollowFacts, No, why_not
from aftercare.web.kit.leads import carry, offer_to_all
from tests import makers
from tests.handling import call
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FREE = {"is_itself": False, "has_lead": True, "has_ended": False, "leads": False, "follows": False}
RESOLUTION = {
    "kind": "exchange", "text": "整垫更换。", "cost_amount": "120", "compensation_amount": "0",
    "expected_stars": 4, "put_forward": True,
}  # fmt: skip
FINDING = {"cause": "material", "liable": "supplier", "text": "批次 260901 海绵密度不足"}


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({}, None),
        ({"is_itself": True}, No.ITSELF),
        ({"has_lead": False}, No.NOT_LEADING),
        ({"has_ended": True}, No.ENDED),
        ({"leads": True}, No.LEADS),
        ({"follows": True}, No.FOLLOWS),
    ],
)
def test_who_may_follow(change: dict[str, bool], no: No | None) -> None:
    assert why_not(FollowFacts(**(FREE | change))) is no


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def several(us: Company, number: int = 3) -> list[CaseBrief]:
    """The first leads; the others follow."""
    cases = [complaint(us.agent, phone=f"1380000000{n}").case for n in range(number)]
    start_lead(actor=us.handler, case_id=cases[0].id, cause="批次 260901 塌陷", now=FRIDAY)
    for case in cases[1:]:
        follow(us, case, cases[0])
    return cases


def follow(us: Company, case: CaseBrief, lead: CaseBrief) -> None:
    follow_lead(actor=us.head, case_id=case.id, lead_number=lead.number, now=FRIDAY)


def offer(us: Company, lead: CaseBrief, kind: Kind, said: Mapping[str, object]) -> int:
    return offer_to_followers(
        actor=us.handler, case_id=lead.id, kind=kind, said=dict(said), now=FRIDAY + HOUR
    )


def test_a_cause_and_a_resolution_go_to_all_and_stay_each_customers_own(company: Company) -> None:
    lead, one, other = several(company)
    for case in (one, other):
        call(company.handler, case, FRIDAY + HOUR)

    found = offer_to_all(actor=company.handler, case=lead, kind="finding", said=dict(FINDING),
                         now=FRIDAY + HOUR)  # fmt: skip
    done = offer_to_all(actor=company.handler, case=lead, kind="resolution", said=dict(RESOLUTION),
                        now=FRIDAY + HOUR)  # fmt: skip

    assert [(c.case.id, c.refused) for c in (*found.carried, *done.carried)] == [
        (one.id, ""), (other.id, ""), (one.id, ""), (other.id, ""),
    ]  # fmt: skip
    for case in (one, other):
        (row,) = resolutions_of(actor=SYSTEM, case=case)
        assert (row.kind, row.state, row.cost_amount) == ("exchange", "offered", Decimal(120))
    card = lead_of(actor=company.handler, case=lead)
    assert card
    assert (card.progress.total, card.progress.agreed, card.progress.closed) == (2, 0, 0)
    assert [a.state for o in card.offers for a in o.answers] == ["taken"] * 4


def test_money_goes_to_all_with_what_it_is_for_and_a_follower_may_say_otherwise(
    company: Company,
) -> None:
    lead, one, other = several(company)
    money = RESOLUTION | {"compensation_amount": "100", "ground": "late"}
    for case in (one, other):
        call(company.handler, case, FRIDAY + HOUR)

    with pytest.raises(Invalid) as refused:
        offer(company, lead, Kind.RESOLUTION, money | {"ground": ""})
    assert list(refused.value.fields) == ["ground"]
    first = offer(company, lead, Kind.RESOLUTION, money)
    take_offer(actor=company.handler, case_id=one.id, offer_id=first, now=FRIDAY + HOUR)
    take_offer(actor=company.handler, case_id=other.id, offer_id=first, now=FRIDAY + HOUR,
               compensation_amount=Decimal(300), ground="care",
               beyond_reason="老客户。")  # fmt: skip

    (plain,) = resolutions_of(actor=company.handler, case=one)
    (own,) = resolutions_of(actor=company.handler, case=other)
    assert (plain.compensation_amount, plain.ground) == (Decimal(100), "late")
    assert (own.ground, own.beyond_reason) == ("care", "老客户。")


def test_what_one_case_refuses_is_said_and_changes_nothing_for_the_others(company: Company) -> None:
    lead, one, other = several(company)
    returning = complaint(company.agent, phone="13900000000", kind="return_exchange").case
    follow(company, returning, lead)
    for case in (one, returning):
        call(company.handler, case, FRIDAY + HOUR)
        take_offer(actor=company.handler, case_id=case.id, now=FRIDAY + HOUR,
                   offer_id=offer(company, lead, Kind.FINDING, FINDING))  # fmt: skip

    done = offer_to_all(actor=company.handler, case=lead, kind="resolution", said=dict(RESOLUTION),
                        now=FRIDAY + HOUR)  # fmt: skip

    refused = {c.case.id: bool(c.refused) for c in done.carried}
    assert refused == {one.id: False, other.id: False, returning.id: True}
    assert not resolutions_of(actor=SYSTEM, case=returning)
    follows = following(actor=company.handler, case=returning)
    assert follows
    last = follows.offers[0].answers[0]
    assert (last.state, last.why != "") == ("open", True)
    (waits,) = resolutions_of(actor=SYSTEM, case=other)
    assert waits.state == "option", "nobody has found the cause of it yet"


def test_a_follower_out_of_sight_waits_for_its_owner(company: Company) -> None:
    lead, _one, other = several(company)
    from aftercare.casework.assignment.actions import assign_case

    assign_case(actor=company.manager, case_id=other.id, version=None, now=FRIDAY,
                owner_id=company.stranger.staff_id or 0)  # fmt: skip
    done = offer_to_all(actor=company.handler, case=lead, kind="finding", said=dict(FINDING),
                        now=FRIDAY + HOUR)  # fmt: skip

    assert (len(done.carried), done.hidden) == (1, 1)
    card = lead_of(actor=company.handler, case=lead)
    assert card
    assert (card.hidden, card.progress.total) == (1, 2)
    assert [a.case is None for a in card.offers[0].answers] == [False, True]
    with pytest.raises(NotFound):
        take_offer(actor=company.handler, case_id=other.id, offer_id=done.offer_id, now=FRIDAY)
    told = notices_of(actor=company.stranger).rows
    assert [n.link for n in told if n.kind == "lead.offered"] == [f"/desk/cases/{other.id}"]

    seen = following(actor=company.stranger, case=other)
    assert seen
    assert (seen.lead, seen.cause) == (None, "批次 260901 塌陷")
    decline_offer(actor=company.stranger, case_id=other.id, offer_id=done.offer_id,
                  reason="另一型号", now=FRIDAY + HOUR)  # fmt: skip
    assert not carry(actor=company.manager, case=lead, offer_id=done.offer_id, now=FRIDAY).carried


def test_own_amounts_replace_those_of_the_leader(company: Company) -> None:
    lead, one, _other = several(company)
    number = offer(company, lead, Kind.RESOLUTION, RESOLUTION)
    take_offer(actor=company.handler, case_id=one.id, offer_id=number, cost_amount=Decimal(80),
               now=FRIDAY + HOUR)  # fmt: skip
    (row,) = resolutions_of(actor=SYSTEM, case=one)
    assert row.cost_amount == Decimal(80)
    with pytest.raises(NoLead):
        take_offer(actor=company.handler, case_id=one.id, offer_id=number, now=FRIDAY + HOUR)


def test_the_lead_is_handed_over_left_and_ended_with_a_reason(company: Company) -> None:
    lead, one, other = several(company)
    hand_lead(actor=company.handler, case_id=lead.id, other_id=one.id, reason="资料更全",
              now=FRIDAY + HOUR)  # fmt: skip
    card = lead_of(actor=company.handler, case=one)
    assert card
    assert {row.case.id for row in card.followers} == {lead.id, other.id}

    leave_lead(actor=company.handler, case_id=other.id, reason="另一原因", now=FRIDAY + HOUR)
    end_lead(actor=company.handler, case_id=one.id, reason="已分别处理", now=FRIDAY + HOUR)
    assert lead_of(actor=company.handler, case=one) is None
    assert following(actor=company.handler, case=lead) is None
    verbs = [e.verb for e in history(actor=SYSTEM, subject=f"case:{lead.id}", limit=50).rows]
    assert "case.lead_handed" in verbs
    assert "case.lead_left" in verbs


def test_a_leader_that_turns_out_a_double_leaves_the_lead_to_the_kept_case(
    company: Company,
) -> None:
    lead, one, _other = several(company)
    kept = complaint(company.agent, phone="13800000000").case
    merge_cases(actor=company.head, case_id=lead.id, version=None, kept_number=kept.number,
                now=FRIDAY + HOUR)  # fmt: skip
    card = lead_of(actor=company.handler, case=case_brief(actor=SYSTEM, case_id=kept.id))
    assert card
    assert one.id in {row.case.id for row in card.followers}


def test_a_message_is_shown_before_it_goes_and_needs_a_way(company: Company) -> None:
    lead, one, _other = several(company)
    assert preview_of(actor=company.handler, case=one, text="已查明") is None
    with pytest.raises(NoWay):
        write_to_customer(actor=company.handler, case_id=one.id, text="已查明", now=FRIDAY + HOUR)

    switch_occasion(actor=SYSTEM, occasion="news", channel="sms", on=True, now=FRIDAY)
    shown = preview_of(actor=company.handler, case=one, text="已查明")
    assert shown
    assert shown.channel == "sms"
    assert "已查明" in shown.text
    done = offer_to_all(actor=company.handler, case=lead, kind="message", said={"text": "已查明"},
                        now=FRIDAY + HOUR)  # fmt: skip
    assert [c.refused for c in done.carried] == ["", ""]
