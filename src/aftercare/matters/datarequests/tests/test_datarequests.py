"""What persons ask about their own data: answered in time, erased without a rest (R-SEC-04)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, ForeignKey, JSONField, TextField
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.actions import add_note, attach_files
from aftercare.customers.contacts.actions import add_address, add_person
from aftercare.customers.parties.actions import reveal_customer
from aftercare.customers.parties.queries import customer_brief, customers_by_phone
from aftercare.customers.units.actions import add_unit, attach_proof
from aftercare.customers.units.queries import proofs_of, units_of
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.queries import begun_of, export, that_begin_so, verify
from aftercare.foundation.deliveries.actions import send_message
from aftercare.foundation.deliveries.queries import Draft
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.files.models import StoredFile
from aftercare.foundation.privacy.fields import EncryptedTextField
from aftercare.matters.datarequests import actions, rules
from aftercare.matters.datarequests.queries import own_requests, request_card, requests
from tests import handling, makers
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=3)
SECRETS = ("张伟", "13800138000", "坐垫塌陷", "海淀", "李娜", "客户说", "想知道", "REC-1", "ORD-77")
# Texts about several customers' matters, or of the company alone.
NOT_OF_ONE = {"ledger.Entry.clause"}


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def officer(company: Company) -> Actor:
    return makers.person("privacy", "沈律", "privacy_officer", company.east, on_call=False)


def settled(us: Company) -> CaseBrief:
    """A closed case of somebody of whom all kinds of things are known."""
    case = complaint(us.agent, name="张伟", order_no="ORD-77", address="北京市海淀区学院路1号").case
    customer_id = case.customer_id
    add_address(actor=us.agent, customer_id=customer_id, text="北京市海淀区中关村", now=FRIDAY)
    add_person(actor=us.agent, customer_id=customer_id, name="李娜", role="妻子", now=FRIDAY)
    unit = add_unit(
        actor=us.agent, customer_id=customer_id, described_as="沙发", order_no="ORD-77", now=FRIDAY
    )
    paper = store_file(
        actor=us.agent, name="p.pdf", content="%PDF-1.4 张伟 13800138000".encode(), now=FRIDAY
    )
    attach_proof(actor=us.agent, unit_id=unit.id, file_ids=[paper.id], now=FRIDAY)
    photo = store_file(actor=us.agent, name="q.txt", content="北京市海淀区".encode(), now=FRIDAY)
    attach_files(actor=us.agent, case_id=case.id, file_ids=[photo.id], now=FRIDAY)
    add_note(actor=us.handler, case_id=case.id, text="客户说李娜在家。", now=FRIDAY)
    reveal_customer(actor=us.handler, customer_id=customer_id, reason="给张伟回电", now=FRIDAY)
    draft = Draft(
        channel="sms", recipient="13800138000", text="张伟您好", purpose="case.registered",
        about=f"case:{case.id}",
    )  # fmt: skip
    send_message(actor=SYSTEM, draft=draft, now=FRIDAY)
    handling.settle(us.handler, case, FRIDAY)
    handling.follow_up(us.handler, case, LATER, comment="客户说很好")
    return case


def asked(actor: Actor, case: CaseBrief, kind: str) -> int:
    card = actions.take_request(
        actor=actor, customer_id=case.customer_id, kind=kind, proof="call_back", wish="想知道",
        now=LATER,
    )  # fmt: skip
    return card.row.id


def all_that_is_kept() -> str:
    """Every text of every table, unsealed."""
    told = []
    for model in apps.get_models():
        if not model.__module__.startswith("aftercare."):
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields  # noqa: SLF001
            if isinstance(field, CharField | TextField | EncryptedTextField | JSONField)
        ]
        rows = model._default_manager.values_list(*names) if names else ()  # noqa: SLF001
        told += [
            f"{model.__name__} {json.dumps(row, ensure_ascii=False, default=str)}" for row in rows
        ]
    return "\n".join(told)


def test_an_answer_is_owed_within_fifteen_days() -> None:
    assert rules.due_on(date(2026, 1, 9)) == date(2026, 1, 24)
    assert not rules.is_late("open", date(2026, 1, 24), date(2026, 1, 24))
    assert rules.is_late("open", date(2026, 1, 24), date(2026, 1, 25))
    assert not rules.is_late("done", date(2026, 1, 24), date(2026, 1, 25))


def test_what_was_said_in_a_case_says_whose_it_is() -> None:
    """Otherwise it would outlive the erasure of the person."""
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001
        if isinstance(fields.get("case"), ForeignKey):
            long = {f"{model._meta.label}.{n}" for n, f in fields.items() if type(f) is TextField}  # noqa: SLF001
            assert long <= NOT_OF_ONE, f"{long}: use SaidText"


def test_an_erased_person_is_nowhere_and_stays_counted(company: Company, officer: Actor) -> None:
    case = settled(company)
    number = asked(officer, case, "erasure")
    with pytest.raises(actions.MattersOpen, match=case.number):
        actions.erase_person(actor=officer, request_id=number, now=LATER)
    close_case(actor=company.handler, case_id=case.id, version=None, now=LATER)
    assert all(word in all_that_is_kept() for word in SECRETS)
    card = actions.erase_person(actor=officer, request_id=number, now=LATER)
    assert (card.row.state, card.row.ended_by, card.wish) == ("done", "沈律", "")
    kept = all_that_is_kept()
    for word in SECRETS:
        lines = [line for line in kept.splitlines() if word in line]
        assert not lines, f"{word}: {lines}"
    assert not StoredFile.objects.exists()
    assert customers_by_phone(actor=officer, digits="13800138000") == []
    brief = customer_brief(actor=officer, customer_id=case.customer_id)
    assert (brief.name, brief.phone, brief.region[:2]) == (_("Erased"), "", "11")
    left = case_brief(actor=officer, case_id=case.id)
    assert (left.satisfaction, left.classification, left.number) == (
        5, case.classification, case.number,
    )  # fmt: skip
    (unit,) = units_of(actor=officer, customer_id=case.customer_id)
    assert proofs_of(actor=officer, unit_id=unit.id) == []
    assert verify(actor=SYSTEM, progress=lambda _done: None).faults == []
    with pytest.raises(actions.NotOpen):
        actions.erase_person(actor=officer, request_id=number, now=LATER)


def test_who_came_back_with_an_older_backup_is_erased_again(
    company: Company, tmp_path: Path
) -> None:
    case = settled(company)
    customer_id = case.customer_id
    assert not begun_of(actor=SYSTEM, verb="customer.erased")
    assert actions.erase_again(actor=SYSTEM, customer_id=customer_id, now=LATER)
    assert not actions.erase_again(actor=SYSTEM, customer_id=customer_id, now=LATER)
    kept = all_that_is_kept()
    assert not [word for word in SECRETS if word in kept]
    here = begun_of(actor=SYSTEM, verb="customer.erased")
    assert list(here) == [f"customer:{customer_id}"]
    with (tmp_path / "all.jsonl").open("w") as file:
        export(actor=SYSTEM, write=lambda line: print(json.dumps(line), file=file), at=LATER)
    there = tmp_path / "all.jsonl"
    assert begun_of(actor=SYSTEM, verb="customer.erased", exported=there) == here
    assert that_begin_so(actor=SYSTEM, begun=here) == set(here)
    assert not that_begin_so(actor=SYSTEM, begun=dict.fromkeys(here, b"of another installation"))


def test_a_copy_holds_what_is_kept_and_leaves_a_trace(company: Company, officer: Actor) -> None:
    case = settled(company)
    number = asked(officer, case, "copy")
    with pytest.raises(Invalid):
        actions.copy_person(actor=officer, request_id=number, reason=" ", now=LATER)
    sections = actions.copy_person(actor=officer, request_id=number, reason="邮寄给本人", now=LATER)
    told = {one.code: json.dumps(one.rows, ensure_ascii=False) for one in sections}
    assert "张伟" in told["file"]
    assert "13800138000" in told["file"]
    assert "李娜" in told["addresses"]
    assert "中关村" in told["addresses"]
    assert "ORD-77" in told["products"]
    assert "坐垫塌陷" in told["cases"]
    assert "客户说李娜在家" not in told["contacts"]  # an internal note
    actions.answer_request(
        actor=officer, request_id=number, granted=True, answer="已寄出", now=LATER
    )
    assert requests(actor=officer, is_open=True, now=LATER).rows == []
    (row,) = requests(actor=officer, is_open=False, now=LATER).rows
    assert (row.kind, row.state, row.customer.name) == ("copy", "done", "张*")


def test_a_customer_asks_on_the_own_page_and_reads_the_answer(
    company: Company, officer: Actor
) -> None:
    case = complaint(company.agent).case
    grants = frozenset({"datarequests.ask_about_own_data", "cases.see_cases"})
    own = Actor(
        user_id=None, name="", kind=ActorKind.CUSTOMER, staff_id=None, grants=grants,
        org_units=frozenset(), case_ids=frozenset({case.id}), sees_everything=False,
    )  # fmt: skip
    with pytest.raises(Invalid):  # what is wrong?
        actions.ask_about_own_data(
            actor=own, case_id=case.id, kind="correction", wish="", now=LATER
        )
    for wish in ("地址不对", "应为二号楼"):
        actions.ask_about_own_data(
            actor=own, case_id=case.id, kind="correction", wish=wish, now=LATER
        )
    (row,) = requests(actor=officer, is_open=True, now=LATER + timedelta(days=16)).rows
    assert (row.proof, row.late) == ("link", True)
    assert request_card(actor=officer, request_id=row.id, now=LATER).wish == "地址不对\n应为二号楼"
    actions.answer_request(
        actor=officer, request_id=row.id, granted=False, answer="地址无误", now=LATER
    )
    (answered,) = own_requests(actor=own, case=case)
    assert (answered.state, answered.answer) == ("refused", "地址无误")
    stranger = replace(own, case_ids=frozenset())
    with pytest.raises(NotFound):
        actions.ask_about_own_data(
            actor=stranger, case_id=case.id, kind="erasure", wish="", now=LATER
        )
    with pytest.raises(NotAllowed):
        actions.erase_person(actor=company.agent, request_id=row.id, now=LATER)
