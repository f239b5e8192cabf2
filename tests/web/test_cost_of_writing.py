"""What a write asks of the database: a few statements, however large the house."""

import itertools
import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake
from aftercare.foundation.actor import Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.work import whole
from tests import makers
from tests.makers import FRIDAY, Company

CREATE, CLASSIFY_AT_ONCE, CONTACT, ROW = 6, 18, 11, 8
_serial = itertools.count(1)


def statements(captured: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]


def post(word: str) -> None:
    serial = next(_serial)
    body = {"description": "沙发塌了", "phone": f"1380000{serial:04}", "external_key": str(serial)}
    headers = {"Authorization": f"Bearer {word}", "Idempotency-Key": str(serial)}
    said = json.dumps(body)
    answer = Client().post("/api/v1/cases", said, "application/json", headers=headers)
    assert answer.status_code == 201, answer.content


def intake() -> Intake:
    return Intake(
        channel="file",
        description="沙发坐垫塌陷，坐下去有异响。",
        name="张伟",
        phone=f"1390000{next(_serial):04}",
        intake_key=f"file:{next(_serial)}",
    )


def taken_in(actor: Actor, number: int) -> None:
    def do() -> None:
        for _ in range(number):
            register_case(actor=actor, intake=intake(), now=FRIDAY)

    whole(do)


def test_a_case_by_the_api_with_all_that_belongs_to_it(company: Company) -> None:
    issued = issue_own_token(
        actor=company.agent,
        name="t",
        scopes=["intake.register_case", "cases.see_*"],
        expires_at=None,
        now=FRIDAY,
    )
    for _ in range(6):
        post(issued.word)  # until everybody on duty is known
    with CaptureQueriesContext(connection) as captured:
        post(issued.word)
    assert len(statements(captured)) <= CREATE, statements(captured)


def test_a_case_that_is_classified_at_once(company: Company) -> None:
    makers.complaint(company.agent, phone="13700000001")
    with CaptureQueriesContext(connection) as captured:
        makers.complaint(company.agent, phone="13700000002")
    assert len(statements(captured)) <= CLASSIFY_AT_ONCE, statements(captured)


def test_a_contact_that_keeps_a_promise_and_moves_the_case_on(company: Company) -> None:
    def call(case_id: int) -> None:
        log_contact(actor=company.handler, case_id=case_id, channel="phone", outbound=True,
                    text="说好了", now=FRIDAY)  # fmt: skip

    first, second = (makers.complaint(company.agent).case for _ in range(2))
    call(first.id)
    with CaptureQueriesContext(connection) as captured:
        call(second.id)
    assert len(statements(captured)) <= CONTACT, statements(captured)


def test_many_cases_in_one_piece_of_work(company: Company) -> None:
    number = 10
    taken_in(company.agent, 1)
    with CaptureQueriesContext(connection) as few:
        taken_in(company.agent, number)
    with CaptureQueriesContext(connection) as more:
        taken_in(company.agent, number * 2)
    per_case = (len(statements(more)) - len(statements(few))) // number
    assert per_case <= ROW, statements(more)[-ROW:]
