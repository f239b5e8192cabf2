"""Proofs of purchase: read apart from the web, proposed, and taken over by a person alone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.proofs import actions, jobs
from aftercare.customers.proofs.adapters import Paper
from aftercare.customers.proofs.models import Reading
from aftercare.customers.proofs.queries import PaperCard, papers_of, texts_of
from aftercare.customers.units.actions import (
    add_unit,
    attach_proof,
    correct_unit,
    move_units,
    prove_purchase,
    remove_proof,
)
from aftercare.customers.units.queries import unit_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.privacy.actions import erase_about
from tests import makers

NOW = datetime(2026, 1, 9, 6, tzinfo=UTC)
pytestmark = pytest.mark.django_db
ORDER = """订单详情
云栖家电官方旗舰店
收货人：张伟
云栖 KFR-35GW 变频空调
实付款  ￥2,899.00
订单编号  3921123456789012345
付款时间  2025-11-11 00:04:01"""


@pytest.fixture(autouse=True)
def _wired() -> None:
    makers.install(NOW)


def customer(phone: str = "13812345678") -> int:
    return find_or_register_customer(actor=SYSTEM, name="张伟", phone=phone, now=NOW).id


@pytest.fixture
def customer_id() -> int:
    return customer()


@pytest.fixture
def unit_id(customer_id: int) -> int:
    return add_unit(actor=SYSTEM, customer_id=customer_id, described_as="空调", now=NOW).id


def pdf() -> int:
    return store_file(actor=SYSTEM, name="发票.pdf", content=b"%PDF-1.4 paper", now=NOW).id


def attached(unit_id: int, *, said: str = ORDER, why: str = "") -> PaperCard:
    """A paper of a thing, read by a reader that says this."""
    attach_proof(actor=SYSTEM, unit_id=unit_id, file_ids=[pdf()], now=NOW)
    card = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)[-1]
    read(card.id, said=said, why=why)
    return papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)[-1]


def read(proof_id: int, *, said: str = ORDER, why: str = "") -> None:
    pages = [] if why else [{"text": said}]
    paper = Paper(pages=pages, pages_there=1, why=why)
    with patch.object(jobs, "read_paper", return_value=paper):
        jobs.read_proof(proof_id)


def proposed(card: PaperCard) -> dict[str, str]:
    return {one.field: one.value for one in card.proposed}


def test_a_paper_waits_until_the_worker_has_read_it(unit_id: int) -> None:
    attach_proof(actor=SYSTEM, unit_id=unit_id, file_ids=[pdf(), pdf()], now=NOW)
    cards = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    assert [card.state for card in cards] == ["waiting", "waiting"]
    waiting = ProcrastinateJob.objects.filter(task_name=actions.JOB)
    assert [job.args for job in waiting.order_by("id")] == [{"proof_id": c.id} for c in cards]
    assert {job.lock for job in waiting} == {actions.JOB}  # one after the other
    with pytest.raises(actions.StillReading):
        actions.read_again(actor=SYSTEM, unit_id=unit_id, proof_id=cards[0].id, now=NOW)


def test_what_is_read_is_proposed_and_nothing_is_taken_without_a_person(unit_id: int) -> None:
    before = unit_brief(actor=SYSTEM, unit_id=unit_id)
    card = attached(unit_id)
    assert (card.state, card.pages, card.pages_there) == ("read", 1, 1)
    assert proposed(card) == {
        "proof": "order",
        "channel": "云栖家电官方旗舰店",
        "order_no": "3921123456789012345",
        "purchased_on": "2025-11-11",
        "paid_amount": "2899.00",
    }
    assert unit_brief(actor=SYSTEM, unit_id=unit_id) == before


def test_the_text_is_sealed_in_the_database(unit_id: int) -> None:
    attached(unit_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM proofs_reading")
        assert b"3921123456789012345" not in bytes(cursor.fetchone()[0])
    assert Reading.objects.get().text.startswith("订单详情")


def test_what_a_person_confirms_or_corrects_goes_to_the_unit(unit_id: int) -> None:
    card = attached(unit_id)
    values = {"purchased_on": date(2025, 11, 11), "paid_amount": Decimal("2999.00"), "serial": ""}
    unit = actions.confirm_reading(
        actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values, now=NOW
    )
    assert (unit.purchased_on, unit.paid_amount) == (date(2025, 11, 11), Decimal("2999.00"))
    assert (unit.order_no, unit.channel, unit.serial) == ("", "", "")
    (card,) = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    assert card.taken == ["paid_amount", "purchased_on"]
    assert card.confirmed_at == NOW
    assert {one.field for one in card.proposed if one.known} == {"purchased_on"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        ({"serial": "", "paid_amount": None}, None),
        ({"customer_id": 7}, "customer_id"),
        ({"purchased_on": date(2031, 1, 1)}, "purchased_on"),
        ({"serial": "x" * 61}, "serial"),
        ({"proof": "smile"}, "proof"),
    ],
)
def test_what_cannot_be_is_refused(
    unit_id: int, values: dict[str, object], field: str | None
) -> None:
    card = attached(unit_id)
    with pytest.raises(Invalid) as refused:
        actions.confirm_reading(
            actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values, now=NOW
        )
    assert field is None or field in refused.value.fields
    assert not Reading.objects.get().taken


def test_what_holds_for_the_order_goes_to_all_its_things_where_a_person_says_so(
    customer_id: int, unit_id: int
) -> None:
    other = add_unit(
        actor=SYSTEM, customer_id=customer_id, described_as="洗衣机", order_no="D-1", now=NOW
    )
    correct_unit(actor=SYSTEM, unit_id=unit_id, changes={"order_no": "D-1"}, now=NOW)
    card = attached(unit_id)
    values = {"order_no": "3921", "channel": "旗舰店", "paid_amount": Decimal(9)}
    actions.confirm_reading(actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values,
                            whole_order=True, now=NOW)  # fmt: skip
    told = unit_brief(actor=SYSTEM, unit_id=other.id)
    assert (told.order_no, told.channel, told.paid_amount) == ("3921", "旗舰店", None)
    told = unit_brief(actor=SYSTEM, unit_id=unit_id)
    assert (told.order_no, told.paid_amount) == ("3921", Decimal(9))


def test_a_thing_without_an_order_is_its_whole_order(unit_id: int) -> None:
    card = attached(unit_id)
    values = {"channel": "店", "order_no": "D-7"}
    unit = actions.confirm_reading(actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values,
                                   whole_order=True, now=NOW)  # fmt: skip
    assert (unit.channel, unit.order_no) == ("店", "D-7")


def test_one_paper_for_all_things_of_an_order_is_read_once(customer_id: int) -> None:
    units = [
        add_unit(actor=SYSTEM, customer_id=customer_id, described_as=name, order_no="D-1", now=NOW)
        for name in ("空调", "洗衣机", "冰箱")
    ]
    prove_purchase(actor=SYSTEM, customer_id=customer_id, order_no="D-1", file_ids=[pdf()], now=NOW)
    cards = [papers_of(actor=SYSTEM, unit_id=unit.id, now=NOW)[0] for unit in units]
    read(cards[0].id)
    with patch.object(jobs, "read_paper", side_effect=AssertionError):
        for card in cards:
            jobs.read_proof(card.id)
    again = [papers_of(actor=SYSTEM, unit_id=unit.id, now=NOW)[0] for unit in units]
    assert [(card.state, len(card.proposed)) for card in again] == [("read", 5)] * 3


@pytest.mark.parametrize("why", ["no_reader", "encrypted", "broken", "too_long", "stopped"])
def test_what_could_not_be_read_says_why_and_is_typed(unit_id: int, why: str) -> None:
    card = attached(unit_id, why=why)
    assert (card.state, card.why, card.proposed) == ("failed", why, [])
    values = {"serial": "SN-1"}
    unit = actions.confirm_reading(
        actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values, now=NOW
    )
    assert unit.serial == "SN-1"
    actions.read_again(actor=SYSTEM, unit_id=unit_id, proof_id=card.id, now=NOW)
    read(card.id)
    (card,) = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    assert (card.state, card.why, card.taken) == ("read", "", ["serial"])


def test_a_thing_that_only_words_name_gets_the_model_to_its_words(unit_id: int) -> None:
    card = attached(unit_id, said="型号：KFR-35GW")
    assert proposed(card) == {"described_as": "空调 KFR-35GW"}
    values = {"described_as": "空调 KFR-35GW"}
    unit = actions.confirm_reading(
        actor=SYSTEM, unit_id=unit_id, proof_id=card.id, values=values, now=NOW
    )
    assert unit.title == "空调 KFR-35GW"
    (card,) = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    assert [one.known for one in card.proposed] == [True]


def test_a_paper_that_says_nothing_of_a_purchase_says_so(unit_id: int) -> None:
    assert attached(unit_id, said="一只猫").state == "nothing"


def test_a_file_that_is_gone_is_told(unit_id: int) -> None:
    attach_proof(actor=SYSTEM, unit_id=unit_id, file_ids=[pdf()], now=NOW)
    (card,) = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    with patch.object(jobs, "open_file", side_effect=NotFound("gone")):
        jobs.read_proof(card.id)
    (card,) = papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    assert (card.state, card.why) == ("failed", "gone")


def test_only_photos_and_pdfs_are_proofs(unit_id: int) -> None:
    text = store_file(actor=SYSTEM, name="a.txt", content=b"order 12345", now=NOW)
    with pytest.raises(Invalid) as refused:
        attach_proof(actor=SYSTEM, unit_id=unit_id, file_ids=[text.id], now=NOW)
    assert "a.txt" in str(refused.value)
    assert not Reading.objects.exists()


def test_a_thing_of_the_catalogue_keeps_its_model_and_tells_whether_the_paper_names_it(
    customer_id: int,
) -> None:
    load_lines(actor=SYSTEM, now=NOW)
    for code, named in (("KFR-35GW", True), ("KFR-72LW", False)):
        model = add_model(actor=SYSTEM, line_code="appliance", brand="云栖", code=code,
                          name="空调", now=NOW)  # fmt: skip
        unit = add_unit(actor=SYSTEM, customer_id=customer_id, model_id=model.id, now=NOW)
        card = attached(unit.id, said=f"{ORDER}\n型号：KFR-35GW")
        assert card.names_model is named
        assert "described_as" not in proposed(card)
        with pytest.raises(Invalid):
            actions.confirm_reading(actor=SYSTEM, unit_id=unit.id, proof_id=card.id,
                                    values={"described_as": "KFR"}, now=NOW)  # fmt: skip


def test_what_was_read_goes_with_the_paper_and_with_the_person(customer_id: int) -> None:
    other = customer("13912345678")
    units = [
        add_unit(actor=SYSTEM, customer_id=one, described_as="空调", now=NOW).id
        for one in (customer_id, customer_id, other)
    ]
    cards = [attached(unit) for unit in units]
    remove_proof(actor=SYSTEM, unit_id=units[0], proof_id=cards[0].id, now=NOW)
    assert Reading.objects.count() == 2
    jobs.read_proof(cards[0].id)  # a job that comes too late
    assert texts_of(actor=SYSTEM, customer_id=customer_id) == [("发票.pdf", ORDER)]
    move_units(actor=SYSTEM, customer_id=other, to=customer_id, only=None, now=NOW)
    assert len(texts_of(actor=SYSTEM, customer_id=customer_id)) == 2
    erase_about(kind="customer", ids=[customer_id])
    assert not Reading.objects.exists()


def test_the_papers_of_a_thing_take_as_many_questions_as_one(
    unit_id: int, django_assert_num_queries: object
) -> None:
    attached(unit_id)
    with django_assert_num_queries(4):  # type: ignore[operator]
        papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
    attached(unit_id)
    attached(unit_id)
    with django_assert_num_queries(4):  # type: ignore[operator]
        papers_of(actor=SYSTEM, unit_id=unit_id, now=NOW)
