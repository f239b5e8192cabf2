"""Kept as long as the law and the purpose say, then erased, unless it is held (R-SEC-04)."""

from datetime import datetime, timedelta

import pytest

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.actions import add_note, attach_files
from aftercare.casework.conversation.queries import attachments_of, contacts_of
from aftercare.customers.parties.queries import customers_by_phone
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import verify
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.files.actions import store_file
from aftercare.matters.retention import actions, queries, rules
from aftercare.matters.retention.queries import retention
from tests import handling, makers
from tests.makers import FRIDAY, Company, complaint

LATER = FRIDAY + timedelta(hours=3)
YEARS_LATER = FRIDAY + timedelta(days=6 * 366)
PROPOSED = rules.by_default()


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({}, {}),
        ({"cases": 1095}, {"cases": "too_short"}),
        ({"cases": 1096, "files": 180}, {}),
        ({"messages": 366}, {"messages": "too_long"}),
        ({"exports": 0}, {"exports": "too_short"}),
        ({"recordings": None}, {"recordings": "missing"}),
    ],
)
def test_periods_lie_between_the_law_and_the_purpose(
    changed: dict[str, int | None], faults: dict[str, str]
) -> None:
    days = {code: n for code, n in (PROPOSED | changed).items() if n is not None}
    assert rules.faults_of(days) == faults


def test_every_kind_of_data_has_its_ground_in_both_languages() -> None:
    assert {kind.code for kind in rules.kinds() if not kind.fixed} == set(rules.What)
    for kind in rules.kinds():
        assert all((kind.zh, kind.en, kind.since_zh, kind.since_en)), kind.code
        assert min(len(kind.basis_zh), len(kind.basis_en)) > 10, kind.code
        assert kind.least <= kind.days <= kind.most, kind.code


@pytest.fixture
def officer(company: Company) -> Actor:
    return makers.person("privacy", "沈律", "privacy_officer", company.east, on_call=False)


@pytest.fixture
def company() -> Company:
    return makers.company()


def ended(us: Company, phone: str) -> CaseBrief:
    case = complaint(us.agent, phone=phone, name="张伟").case
    photo = store_file(actor=us.agent, name="q.txt", content=phone.encode(), now=FRIDAY)
    attach_files(actor=us.agent, case_id=case.id, file_ids=[photo.id], now=FRIDAY)
    add_note(actor=us.handler, case_id=case.id, text="客户在家。", now=FRIDAY)
    handling.settle(us.handler, case, FRIDAY)
    handling.follow_up(us.handler, case, LATER, comment="很好")
    close_case(actor=us.handler, case_id=case.id, version=None, now=LATER)
    return case


def due(officer: Actor, at: datetime) -> dict[str, int | None]:
    return {row.code: row.due for row in retention(actor=officer, now=at, counted=True).periods}


def said(case: CaseBrief) -> tuple[str, int, int]:
    now = case_brief(actor=SYSTEM, case_id=case.id)
    notes = [one.text for one in contacts_of(actor=SYSTEM, case=now) if one.channel == "note"]
    return (
        now.description,
        sum("在家" in text for text in notes),
        len(attachments_of(actor=SYSTEM, case=now)),
    )


@pytest.mark.django_db
def test_what_is_old_goes_at_night_and_what_is_held_stays(
    company: Company, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, held, disputed = (ended(company, f"1380013800{n}") for n in range(3))
    open_case = complaint(company.agent, phone="13800138009").case
    before = said(old)
    actions.place_legal_hold(actor=officer, case_id=held.id, reason="仲裁", now=LATER)
    monkeypatch.setattr(queries, "cases_with_open_matters", lambda *, actor: {disputed.id})  # noqa: ARG005
    assert actions.sweep(actor=SYSTEM, now=YEARS_LATER) == {}  # nobody has set periods
    actions.set_periods(actor=officer, days=PROPOSED, reason="法务确认", version=0, now=LATER)
    assert [due(officer, at)["cases"] for at in (LATER, YEARS_LATER)] == [0, 1]
    assert due(officer, YEARS_LATER)["files"] == 1

    assert actions.sweep(actor=SYSTEM, now=YEARS_LATER)["cases"] == 1
    assert said(old)[0] != before[0]
    assert said(old)[1:] == (0, 0)
    assert not customers_by_phone(actor=SYSTEM, digits="13800138000")
    assert [said(kept)[0] for kept in (held, disputed, open_case)] == [before[0]] * 3
    assert customers_by_phone(actor=SYSTEM, digits="13800138001")
    assert not any(actions.sweep(actor=SYSTEM, now=YEARS_LATER).values())  # twice is once
    assert verify(actor=SYSTEM, progress=lambda _done: None).faults == []
    card = retention(actor=officer, now=YEARS_LATER)
    assert (card.disputed, card.version, len(card.sweeps)) == (1, 1, 1)
    assert [hold.case.id for hold in card.holds] == [held.id]
    actions.lift_legal_hold(actor=officer, case_id=held.id, now=YEARS_LATER)
    assert due(officer, YEARS_LATER)["cases"] == 1


@pytest.mark.django_db
def test_two_at_once_and_twice_is_refused(company: Company, officer: Actor) -> None:
    case = complaint(company.agent).case
    actions.set_periods(actor=officer, days=PROPOSED, reason="法务确认", version=0, now=LATER)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.set_periods(actor=officer, days=PROPOSED, reason="又", version=0, now=LATER)
    actions.place_legal_hold(actor=officer, case_id=case.id, reason="仲裁", now=LATER)
    with pytest.raises(actions.AlreadyHeld):
        actions.place_legal_hold(actor=officer, case_id=case.id, reason="仲裁", now=LATER)
    actions.lift_legal_hold(actor=officer, case_id=case.id, now=LATER)
    with pytest.raises(NotFound):
        actions.lift_legal_hold(actor=officer, case_id=case.id, now=LATER)


@pytest.mark.django_db
def test_periods_below_the_law_are_refused_by_kind(company: Company, officer: Actor) -> None:
    del company
    with pytest.raises(Invalid) as refused:
        actions.set_periods(
            actor=officer, days=PROPOSED | {"cases": 30}, reason="", version=0, now=LATER
        )
    assert set(refused.value.fields) == {"cases", "reason"}
