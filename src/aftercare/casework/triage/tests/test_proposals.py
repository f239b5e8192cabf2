"""Proposals are kept, decisions stand beside them, and the company's rules speak."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.triage.actions import confirm_triage, propose, write_rule
from aftercare.casework.triage.queries import (
    ProposedBrief,
    agreement_by_month,
    proposal_of,
    propose_for,
    rules_in_order,
)
from aftercare.casework.triage.rules import CompanyRule
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from tests import makers
from tests.makers import FRIDAY, Company, at, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return makers.company()


def test_what_triage_said_stays_beside_the_case(company: Company) -> None:
    case = complaint(company.agent, description="热水器漏电，洗澡时手发麻", confirmed=False).case

    kept = proposal_of(actor=company.agent, case=case)

    assert kept is not None
    assert kept.proposed.safety
    assert (kept.proposed.level, kept.proposed.severity) == ("one", "A")
    assert "漏电" in {reason.words for reason in kept.proposed.reasons}
    assert kept.decision is None


def test_every_classification_is_compared_with_the_proposal(company: Company) -> None:
    case = complaint(
        company.agent, description="沙发掉皮开裂，质量太差，投诉", category="price"
    ).case

    kept = proposal_of(actor=company.agent, case=case)

    assert kept is not None
    assert kept.decision is not None
    assert "kind" in kept.decision.agreed
    assert "category" in kept.decision.changed
    assert "product_line" not in kept.decision.agreed + kept.decision.changed  # it was given
    assert kept.decision.values["category"] == "price"


def test_a_second_decision_replaces_the_first_and_remembers_when_it_came(company: Company) -> None:
    case = complaint(company.agent, description="沙发掉皮，质量差，投诉", category="price").case
    later = at("2026-01-10 09:00")

    confirm_triage(
        actor=company.agent,
        case_id=case.id,
        version=case.version,
        classification=replace(case.classification, category="product_quality"),
        safety=False,
        now=later,
    )

    kept = proposal_of(actor=company.agent, case=case)
    assert kept is not None
    assert kept.decision is not None
    assert "category" in kept.decision.agreed
    assert (kept.decision.decided_at, kept.decision.changed_at) == (FRIDAY, later)


def test_an_alarm_is_lifted_only_with_a_reason(company: Company) -> None:
    case = complaint(company.agent, description="插座冒烟了", level="two", severity="C").case
    calm = replace(case.classification, level="two", severity="C", urgent=False, category="other")

    def lift(reason: str) -> None:
        confirm_triage(
            actor=company.agent,
            case_id=case.id,
            version=None,
            classification=calm,
            safety=False,
            reason=reason,
            now=FRIDAY,
        )

    with pytest.raises(Invalid) as refused:
        lift("")
    assert "reason" in refused.value.fields
    assert case_brief(actor=company.agent, case_id=case.id).safety

    lift("客户说的是香烟")
    assert not case_brief(actor=company.agent, case_id=case.id).safety
    verbs = [e.verb for e in history(actor=SYSTEM, subject=f"case:{case.id}").rows]
    assert "triage.alarm_lifted" in verbs


def test_a_second_proposal_replaces_the_first(company: Company) -> None:
    case = complaint(company.agent, confirmed=False).case
    again = proposed(company.agent, "插座冒烟了")

    propose(actor=SYSTEM, case_id=case.id, proposed=again, now=at("2026-01-09 11:00"))

    kept = proposal_of(actor=company.agent, case=case)
    assert kept is not None
    assert kept.proposed == again


def test_keeping_proposal_and_decision_costs_few_queries(
    company: Company, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = complaint(company.agent, confirmed=False).case
    again = proposed(company.agent, "插座冒烟了")
    with django_assert_max_num_queries(6):  # savepoint, upsert, three of the audit, release
        propose(actor=SYSTEM, case_id=case.id, proposed=again, now=FRIDAY)


def test_agreement_is_counted_by_field_and_month(company: Company) -> None:
    complaint(company.agent, description="沙发掉皮，质量差，投诉", category="price")
    complaint(company.agent, description="沙发掉皮，质量差，投诉", phone="13900139000")
    window = {"since": at("2026-01-01 00:00"), "until": at("2026-02-01 00:00")}

    rows = agreement_by_month(actor=company.manager, **window)

    category = next(row for row in rows if row.field == "category")
    assert (category.agreed, category.changed, category.rate) == (1, 1, 0.5)
    assert category.month.isoformat() == "2026-01-01"
    with pytest.raises(NotAllowed):
        agreement_by_month(actor=replace(company.manager, grants=frozenset()), **window)


def rule(
    name: str = "工程客户",
    words: tuple[str, ...] = ("工地",),
    sets: dict[str, str] | None = None,
) -> CompanyRule:
    return CompanyRule(name=name, words=words, sets={"severity": "B"} if sets is None else sets)


def proposed(actor: Actor, text: str) -> ProposedBrief:
    return propose_for(actor=actor, text=text, channel="phone", product_line="building")


def test_a_rule_of_the_company_settles_its_fields(company: Company) -> None:
    write_rule(actor=SYSTEM, rule_id=None, order=1, rule=rule(), now=FRIDAY)

    assert proposed(company.agent, "工地上的瓷砖色差").severity == "B"
    assert proposed(company.agent, "家里的瓷砖色差").severity == "C"
    assert proposed(company.agent, "工地上的插座冒烟").severity == "A"


def test_the_first_rule_in_order_wins_and_one_switched_off_is_silent(company: Company) -> None:
    text = "工地上的瓷砖色差"
    write_rule(actor=SYSTEM, rule_id=None, order=2, rule=rule(), now=FRIDAY)
    first = rule(sets={"severity": "A", "kind": "repair"})
    number = write_rule(actor=SYSTEM, rule_id=None, order=1, rule=first, now=FRIDAY)
    assert proposed(company.agent, text).severity == "A"

    write_rule(actor=SYSTEM, rule_id=number, order=1, rule=first, is_active=False, now=FRIDAY)
    assert proposed(company.agent, text).severity == "B"
    assert [row.is_active for row in rules_in_order(actor=SYSTEM)] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (rule(name=" "), "name"),
        (rule(words=()), "words"),
        (rule(words=("长" * 41,)), "words"),
        (rule(sets={}), "sets"),
        (rule(sets={"safety": "no"}), "sets"),
        (rule(sets={"severity": "D"}), "sets"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(wrong: CompanyRule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        write_rule(actor=SYSTEM, rule_id=None, order=1, rule=wrong, now=FRIDAY)
    assert field in refused.value.fields


def test_two_active_rules_never_share_a_place() -> None:
    write_rule(actor=SYSTEM, rule_id=None, order=1, rule=rule(), now=FRIDAY)
    with pytest.raises(Invalid) as refused:
        write_rule(actor=SYSTEM, rule_id=None, order=1, rule=rule(), now=FRIDAY)
    assert "order" in refused.value.fields
    with pytest.raises(NotFound):
        write_rule(actor=SYSTEM, rule_id=404, order=9, rule=rule(), now=FRIDAY)
