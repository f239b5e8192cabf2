"""From a thing to the lot it was made in, and from the lot to all who have things of it."""

from datetime import UTC, date, datetime

import pytest

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.batches.queries import batch_named, batches_of, batches_with
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of_batch
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
FAR = Actor(user_id=5, org_units=frozenset({8}), grants=frozenset({"units.see_units"}))


@pytest.fixture
def model_id() -> int:
    load_lines(actor=SYSTEM, now=NOW)
    return add_model(
        actor=SYSTEM, line_code="appliance", brand="云栖", code="KFR-35GW", name="空调", now=NOW
    ).id


def test_a_batch_is_found_by_number_and_by_material(model_id: int) -> None:
    note_batch(
        actor=SYSTEM,
        model_id=model_id,
        number="B2503",
        made_on=date(2025, 3, 1),
        made_line="二号线",
        supplier="宁波铜管厂",
        materials=["CU-77", "CU-77", " R32 "],
        now=NOW,
    )
    found = batch_named(actor=SYSTEM, model_id=model_id, number="b2503")
    assert found is not None
    assert (found.materials, found.made_line) == (["CU-77", "R32"], "二号线")
    assert [b.number for b in batches_with(actor=SYSTEM, code="CU-77")] == ["B2503"]
    assert [b.number for b in batches_with(actor=SYSTEM, code="b2503")] == ["B2503"]
    assert batches_with(actor=SYSTEM, code="") == []


def test_noted_again_it_is_corrected(model_id: int) -> None:
    first = note_batch(actor=SYSTEM, model_id=model_id, number="B1", supplier="甲", now=NOW)
    again = note_batch(actor=SYSTEM, model_id=model_id, number="b1", supplier="乙", now=NOW)
    assert (again.id, again.supplier) == (first.id, "乙")
    assert len(batches_of(actor=SYSTEM, model_id=model_id).rows) == 1


def test_things_find_their_batch_whichever_is_known_first(model_id: int) -> None:
    customer = find_or_register_customer(actor=SYSTEM, name="张伟", phone="13800138000", now=NOW).id
    add_unit(
        actor=SYSTEM, customer_id=customer, model_id=model_id, serial="S1", batch="b7", now=NOW
    )
    add_unit(actor=SYSTEM, customer_id=customer, described_as="沙发", batch="B7", now=NOW)
    batch = note_batch(actor=SYSTEM, model_id=model_id, number="B7", now=NOW)
    rows = units_of_batch(actor=SYSTEM, model_id=model_id, number=batch.number).rows
    assert [row.serial for row in rows] == ["S1"]
    assert units_of_batch(actor=FAR, model_id=model_id, number="B7").rows == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "B1", "made_on": date(2026, 3, 9)}, "made_on"),
        ({"number": "B1", "materials": ["x" * 61]}, "materials"),
        ({"number": "B1", "supplier": "x" * 81}, "supplier"),
    ],
)
def test_what_cannot_be_a_batch_is_refused(model_id: int, said: dict, field: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Invalid) as refused:
        note_batch(actor=SYSTEM, model_id=model_id, now=NOW, **said)
    assert list(refused.value.fields) == [field]


def test_a_batch_is_of_a_model_that_there_is() -> None:
    with pytest.raises(NotFound):
        note_batch(actor=SYSTEM, model_id=99, number="B1", now=NOW)
