"""What is noted at the door: once each, and nothing of it is skipped (R-FS-05, R-FS-07)."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from aftercare.casework.cases.queries import case_brief, holds_of
from aftercare.customers.parties.queries import customer_clear
from aftercare.fieldservice.appointments.actions import end_visit
from aftercare.fieldservice.appointments.queries import Outcome
from aftercare.fieldservice.records.actions import (
    NotAtWork,
    NotComplete,
    StepRefused,
    complete_visit,
    show_customer,
)
from aftercare.fieldservice.records.queries import customer_shown, records_of, stop_of, stops_of
from aftercare.fieldservice.records.tests.worlds import HOUR, THERE, Door, at_the_door, picture
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from tests import makers
from tests.makers import Company, person

pytestmark = pytest.mark.django_db

NOTES: list[tuple[str, Callable[[Door], dict[str, Any]]]] = [
    ("check_step", lambda _door: {"step": "badge", "answer": "done"}),
    ("attach_photo", lambda door: {"shows": "before", "file_id": picture(door.technician)}),
    ("note_findings", lambda _door: {"work": "更换电容"}),
]


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="door")
def _door(company: Company) -> Door:
    return at_the_door(company)


def test_a_note_sent_twice_is_one_note_also_after_the_visit(door: Door) -> None:
    kept = []
    for what, values in NOTES:
        ref, said = uuid4(), values(door)
        first = door.said(what, ref=ref, **said)
        assert door.said(what, ref=ref, now=THERE + HOUR, **said) == first
        kept.append((what, ref, said, first))
    end_visit(actor=door.technician, appointment_id=door.visit.id, outcome=Outcome.AGAIN,
              reason="part_missing", now=THERE + HOUR)  # fmt: skip
    for what, ref, said, first in kept:
        assert door.said(what, ref=ref, now=THERE + HOUR, **said) == first
        with pytest.raises(NotAtWork):
            door.said(what, now=THERE + HOUR, **said)
    (card,) = records_of(actor=door.technician, order=door.order)
    assert [step.code for step in card.steps if step.answer] == ["badge"]
    assert len(card.photos) == 1


def test_the_record_grows_until_the_customer_signs_and_then_the_work_is_done(door: Door) -> None:
    signature: dict[str, Any] = {"signer": "张伟", "file_id": picture(door.technician)}
    with pytest.raises(NotComplete):
        door.said("sign_record", **signature)
    door.noted_all()
    with pytest.raises(NotComplete):
        complete_visit(actor=door.technician, appointment_id=door.visit.id, said_at=THERE,
                       now=THERE)  # fmt: skip
    ref = uuid4()
    signed = door.said("sign_record", ref=ref, said_at=THERE, now=THERE + HOUR, **signature)
    assert (signed.said_at, signed.kept_at) == (THERE, THERE + HOUR)
    assert door.said("sign_record", ref=ref, **signature) == signed
    for what, values in NOTES:
        with pytest.raises(NotAtWork):
            door.said(what, **values(door))
    over = [
        complete_visit(actor=door.technician, appointment_id=door.visit.id, said_at=THERE + HOUR,
                       now=THERE + 2 * HOUR)
        for _twice in range(2)
    ]  # fmt: skip
    assert {(one.state, one.ended_at) for one in over} == {("done", THERE + HOUR)}
    order = order_brief(actor=SYSTEM, order_id=door.order.id)
    assert (order.state, order.end_note) == ("done", "更换启动电容")
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    assert "work_order" not in holds_of(actor=SYSTEM, case=case)
    card = door.card()
    assert not card.lacking
    assert card.signature
    assert card.signature.signer == "张伟"
    told = history(actor=SYSTEM, subject=f"order:{order.id}").rows
    assert "张伟" not in str([row.detail for row in told])
    assert {"order.record_signed", "order.visit_completed"} <= {row.verb for row in told}


def test_what_cannot_be_noted_is_refused_with_a_reason(door: Door, company: Company) -> None:
    strange = picture(company.agent)
    refused: list[tuple[type[Refusal], str, dict[str, Any]]] = [
        (StepRefused, "check_step", {"step": "no_voltage", "answer": "done"}),
        (StepRefused, "check_step", {"step": "ladder_checked", "answer": "left", "note": "急"}),
        (StepRefused, "check_step", {"step": "shoe_covers", "answer": "left"}),
        (StepRefused, "check_step", {"step": "sing", "answer": "done"}),
        (Invalid, "attach_photo", {"shows": "holidays", "file_id": picture(door.technician)}),
        (Invalid, "attach_photo", {"shows": "before", "file_id": strange}),
        (StepRefused, "attach_photo", {"shows": "other", "step": "sing", "file_id": strange}),
        (Invalid, "note_findings", {"work": "  "}),
        (Invalid, "sign_record", {"signer": " ", "file_id": strange}),
    ]  # fmt: skip
    for error, what, values in refused:
        with pytest.raises(error):
            door.said(what, **values)
    assert door.card().is_blank


def test_an_answer_given_anew_counts_in_place_of_the_former(door: Door) -> None:
    door.said("check_step", step="badge", answer="left", note="忘带", said_at=THERE)
    door.said("check_step", step="badge", answer="done", said_at=THERE + HOUR, now=THERE + HOUR)
    # What was said earlier and came later does not turn it back.
    door.said("check_step", step="badge", answer="left", note="忘带", said_at=THERE,
              now=THERE + 2 * HOUR)  # fmt: skip
    assert next(step.answer for step in door.card().steps if step.code == "badge") == "done"


def test_only_those_who_come_note_and_see_whom_to_call(door: Door, company: Company) -> None:
    other = person("tech2", "吴工", "technician", company.east, on_call=False)
    stop = stop_of(actor=door.technician, appointment_id=door.visit.id)
    case = case_brief(actor=SYSTEM, case_id=door.order.case_id)
    assert [one.visit for one in stops_of(actor=door.technician, day=THERE.date())] == [stop.visit]
    assert customer_shown(actor=door.technician, stop=stop, case=case, at=THERE) is None
    shown = show_customer(actor=door.technician, appointment_id=door.visit.id, now=THERE)
    assert shown.phone == "13800138000"
    assert customer_shown(actor=door.technician, stop=stop, case=case, at=THERE) == shown
    for stranger in (other, company.agent):
        with pytest.raises(NotFound):
            stop_of(actor=stranger, appointment_id=door.visit.id)
        assert customer_clear(actor=stranger, customer_id=case.customer_id, case_id=case.id,
                              at=THERE) is None  # fmt: skip
    with pytest.raises(NotFound):
        show_customer(actor=other, appointment_id=door.visit.id, now=THERE)
