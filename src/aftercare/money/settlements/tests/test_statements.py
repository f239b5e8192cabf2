"""Drawn up once, frozen when sent, agreed to or disputed by the station alone (R-FS-12)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.money.settlements import actions
from aftercare.money.settlements.jobs import draw_statements
from aftercare.money.settlements.models import Line, Run, Statement
from aftercare.money.settlements.queries import (
    StatementFilter,
    Whose,
    last_run,
    statement_card,
    statements,
    terms_cards,
)
from aftercare.money.settlements.rules import State, Terms
from tests import makers
from tests.makers import FRIDAY

from .worlds import AFTER, SINCE, TERMS, UNTIL, Station, station

pytestmark = pytest.mark.django_db
Given = dict[str, Any]
NEXT = date(2026, 2, 1), date(2026, 2, 7)


@pytest.fixture
def ours() -> Station:
    return station(makers.company())


def sent(ours: Station) -> int:
    """A statement of one repair in time."""
    ours.done(ours.order(), FRIDAY + timedelta(days=1))
    statement = ours.drawn()
    actions.send_statement(actor=ours.finance, statement_id=statement, now=AFTER)
    return statement


def sums(ours: Station, statement: int) -> dict[str, Decimal]:
    return dict(ours.card(statement).sums)


def seen(actor: Actor) -> list[int]:
    wanted = StatementFilter()
    return [row.id for row in statements(actor=actor, wanted=wanted).rows]


def test_the_statement_tells_by_technician_what_held_and_who_came_late(ours: Station) -> None:
    first = ours.done(ours.order(), FRIDAY + timedelta(days=1))
    again = ours.order(follows=first, now=FRIDAY + timedelta(days=2))
    ours.done(again, FRIDAY + timedelta(days=3), late=True)
    ours.done(ours.order(now=FRIDAY + timedelta(days=4)), FRIDAY + timedelta(days=5))
    (row,) = ours.card(ours.drawn()).technicians
    assert (row.technician_id, row.name) == (ours.technician.staff_id, "罗工")
    assert (row.repairs, row.again, row.held_percent) == (3, 1, 67)
    assert (row.visits, row.late, row.late_percent) == (3, 1, 33)


def test_work_is_paid_rework_is_not_and_costs_its_station(ours: Station) -> None:
    first = ours.done(ours.order(), FRIDAY + timedelta(days=1))
    again = ours.order(follows=first, now=FRIDAY + timedelta(days=2))
    assert again.is_rework
    ours.done(again, FRIDAY + timedelta(days=3), late=True)
    ours.done(ours.order(), FRIDAY + timedelta(days=4))
    card = ours.card(ours.drawn())
    assert card.sums == {
        "labour": Decimal(160), "travel": Decimal(40), "on_time": Decimal(10),
        "first_time": Decimal(10), "rework": Decimal(-50), "late": Decimal(-15),
    }  # fmt: skip
    assert card.row.total_amount == sum(line.amount for line in card.lines) == Decimal(155)
    (loss,) = (line for line in card.lines if line.what == "rework")
    assert (first.number in loss.why, loss.order_number) == (True, again.number)
    assert all(line.clause and line.why for line in card.lines)


def test_a_draft_is_drawn_up_anew_and_a_visit_is_settled_once(ours: Station) -> None:
    ours.done(ours.order(), FRIDAY + timedelta(days=1))
    statement = ours.drawn()
    assert ours.drawn() == statement
    before = Line.objects.count()
    with pytest.raises(actions.AlreadySettled):  # a part of the same days
        ours.drawn(date(2026, 1, 20), date(2026, 2, 3))
    actions.send_statement(actor=ours.finance, statement_id=statement, now=AFTER)
    with pytest.raises(actions.AlreadySettled):
        ours.drawn()
    assert ours.drawn(*NEXT) != statement
    assert Line.objects.count() == before
    line = Line.objects.filter(visit__isnull=False).values().first()
    assert line
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.create(**(line | {"id": None, "statement_id": ours.drawn(*NEXT)}))


def test_what_came_too_late_for_a_sent_statement_comes_into_the_next(ours: Station) -> None:
    statement = sent(ours)
    ours.done(ours.order(), FRIDAY + timedelta(days=6))  # its phone had no network until now
    later = ours.card(ours.drawn(*NEXT))
    assert {str(line.on) for line in later.lines} == {"2026-01-15"}
    assert sums(ours, statement)["labour"] == later.sums["labour"] == Decimal(80)


@pytest.mark.parametrize(
    "change",
    [{"amount": Decimal(1)}, {"statement": None}, {"on": SINCE}],
)
def test_a_sent_statement_is_frozen_by_the_database(ours: Station, change: Given) -> None:
    statement = sent(ours)
    of = Line.objects.filter(statement_id=statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        of.update(**change)
    for row in (of, Statement.objects.filter(id=statement)):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(id=statement).update(total_amount=1)
    with pytest.raises(actions.NotNow):
        actions.drop_draft(actor=ours.finance, statement_id=statement, now=AFTER)


def test_stations_see_and_answer_their_own_alone(ours: Station) -> None:
    ours.done(ours.order(), FRIDAY + timedelta(days=1))
    statement = ours.drawn()
    assert seen(ours.partner) == []  # not before it is sent
    actions.send_statement(actor=ours.finance, statement_id=statement, now=AFTER)
    assert seen(ours.partner) == seen(ours.finance) == [statement]
    assert seen(ours.us.head) == []
    with pytest.raises(NotFound):
        statement_card(actor=ours.us.head, statement_id=statement)
    by: Given = {"statement_id": statement, "now": AFTER}
    with pytest.raises(NotFound):
        actions.agree_statement(actor=ours.us.head, **by)
    with pytest.raises(NotAllowed):
        actions.agree_statement(actor=ours.finance, **by)
    with pytest.raises(NotAllowed):
        actions.send_statement(actor=ours.partner, **by)


def test_a_disputed_line_is_answered_and_corrected_in_the_next_statement(ours: Station) -> None:
    statement = sent(ours)
    before = ours.card(statement)
    line = before.lines[0]
    said: Given = {"actor": ours.partner, "line_id": line.id, "now": AFTER}
    with pytest.raises(Invalid):
        actions.dispute_line(**said, reason=" ")
    actions.dispute_line(**said, reason="路程算少了")
    with pytest.raises(actions.NotNow):
        actions.dispute_line(**said, reason="又一次")
    with pytest.raises(actions.NotNow):  # one is open
        actions.agree_statement(actor=ours.partner, statement_id=statement, now=AFTER)
    answer: Given = {"actor": ours.finance, "line_id": line.id, "reply": "核实属实", "now": AFTER}
    with pytest.raises(Invalid):
        actions.answer_dispute(**answer, verdict="granted")
    actions.answer_dispute(**answer, verdict="granted", amount=Decimal("12.50"))
    after = ours.card(statement)
    assert (after.row.state, after.row.total_amount) == (State.SENT, before.row.total_amount)
    assert after.lines[0].corrected_amount == Decimal("12.50")
    actions.agree_statement(actor=ours.partner, statement_id=statement, now=AFTER)
    with pytest.raises(actions.NotNow):
        actions.dispute_line(**said, reason="太迟")
    later = ours.drawn(*NEXT)
    assert sums(ours, later) == {"correction": Decimal("12.50")}
    actions.drop_draft(actor=ours.finance, statement_id=later, now=AFTER)
    assert sums(ours, ours.drawn(*NEXT)) == {"correction": Decimal("12.50")}


def test_an_agreed_statement_is_paid_once_and_corrected_only_in_the_next(ours: Station) -> None:
    statement = sent(ours)
    paid: Given = {"actor": ours.finance, "statement_id": statement, "way": "bank",
                   "reference": "FK-1", "paid_on": AFTER.date(), "now": AFTER}  # fmt: skip
    with pytest.raises(actions.NotNow):
        actions.settle_statement(**paid)
    actions.agree_statement(actor=ours.partner, statement_id=statement, now=AFTER)
    for wrong in ({"reference": " "}, {"way": "pigeon"}, {"paid_on": SINCE}):
        with pytest.raises(Invalid):
            actions.settle_statement(**(paid | wrong))
    actions.settle_statement(**paid)
    with pytest.raises(actions.NotNow):
        actions.settle_statement(**paid)
    line = ours.card(statement).lines[0]
    actions.correct_line(actor=ours.finance, line_id=line.id, amount=Decimal(-20),
                         reason="重复计费", now=AFTER)  # fmt: skip
    card = ours.card(statement)
    assert (card.row.state, card.reference) == (State.SETTLED, "FK-1")
    assert sums(ours, ours.drawn(*NEXT)) == {"correction": Decimal(-20)}


def test_terms_begin_on_a_day_that_no_sent_statement_reaches(ours: Station) -> None:
    sent(ours)
    new: Given = {"actor": ours.finance, "terms": Terms(), "now": AFTER}
    kind, alone = Whose(provider="partner"), Whose(station_id=ours.unit)
    for whose, day in ((kind, UNTIL), (alone, UNTIL), (kind, SINCE), (Whose(), AFTER.date())):
        with pytest.raises(Invalid):
            actions.set_terms(**new, whose=whose, in_force_from=day)
    bad = Terms(labour=TERMS.labour, parts_percent=Decimal(-1))
    with pytest.raises(Invalid) as refused:
        actions.set_terms(**(new | {"terms": bad}), whose=kind, in_force_from=NEXT[0])
    assert set(refused.value.fields) == {"parts_percent"}
    actions.set_terms(**new, whose=kind, in_force_from=NEXT[0])
    actions.set_terms(**new, whose=alone, in_force_from=NEXT[0])
    told = [(card.name, str(card.in_force_from), str(card.in_force_until or ""))
            for card in terms_cards(actor=ours.finance, now=AFTER)]  # fmt: skip
    assert [name for name, *_rest in told][-1] == "西站"
    assert [row[1:] for row in told[:2]] == [("2026-02-01", ""), ("2026-01-01", "2026-01-31")]


def test_all_stations_are_drawn_up_in_the_background(ours: Station) -> None:
    ours.done(ours.order(), FRIDAY + timedelta(days=1))
    for wrong in ((UNTIL, SINCE), (SINCE, AFTER.date()), (date(2025, 9, 1), UNTIL)):
        with pytest.raises(Invalid):
            actions.draw_all(actor=ours.finance, since=wrong[0], until=wrong[1], now=AFTER)
    run = actions.draw_all(actor=ours.finance, since=SINCE, until=UNTIL, now=AFTER)
    Run.objects.filter(id=run).update(stations=[ours.us.east, ours.unit], total=2)
    draw_statements(run)
    told = last_run(actor=ours.finance)
    assert told is not None
    assert (told.state, told.done, len(told.failed)) == ("done", 2, 1)
    assert not actions.advance_run(actor=SYSTEM, run_id=run, now=AFTER)
    (row,) = statements(actor=ours.finance, wanted=StatementFilter(month=SINCE)).rows
    assert row.total_amount == Decimal(115)
