"""Times at the customer's place: held, told, moved, called off, kept (R-FS-02, R-FS-06)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases.queries import Stage, case_brief
from aftercare.casework.commitments.queries import State as Clock
from aftercare.casework.conversation.queries import contacts_of
from aftercare.casework.visits.actions import finish_service
from aftercare.casework.visits.queries import visits_of
from aftercare.fieldservice.appointments.actions import (
    arrive,
    begin_work,
    book,
    cancel_appointment,
    depart,
    end_visit,
    hold_slot,
    move_appointment,
    release_lapsed,
    reseat,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Offer,
    Outcome,
    SeatDraft,
    Shift,
    appointment_brief,
    appointment_of,
    appointments_of,
    day_of,
    seats_on,
    versions_of,
)
from aftercare.fieldservice.appointments.rules import NotNow, Taken
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft, order_brief
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.queries import history
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.identity.queries import customer_grants
from tests import makers
from tests.handling import clocks
from tests.makers import FRIDAY, Company, complaint
from tests.visits import HOUR, TOMORROW, booked, held, offered, ordered

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DAY = TOMORROW.date()


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="order")
def _order(company: Company) -> OrderBrief:
    return ordered(company.agent)


def member(actor: Actor) -> int:
    assert actor.staff_id is not None
    return actor.staff_id


def state_of(order: OrderBrief) -> str:
    return order_brief(actor=SYSTEM, order_id=order.id).state


def visits(order: OrderBrief) -> list[tuple[str, bool]]:
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    return [(row.outcome, row.late) for row in visits_of(actor=SYSTEM, case=case, now=FRIDAY)]


def test_a_time_is_held_told_and_kept(company: Company, order: OrderBrief) -> None:
    one = booked(company.agent, order, member(company.handler))
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    promise = clocks(order.case_id, FRIDAY)["appointment"]
    assert (one.state, one.technicians) == ("booked", (company.handler.staff_id,))
    assert (state_of(order), case.stage, promise.state) == ("booked", "carrying_out", Clock.MET)
    assert visits(order) == [("", False)]

    depart(actor=SYSTEM, appointment_id=one.id, now=TOMORROW - HOUR)
    there = arrive(actor=SYSTEM, appointment_id=one.id, now=TOMORROW + 3 * HOUR)
    again = arrive(
        actor=SYSTEM, appointment_id=one.id, at=TOMORROW + 3 * HOUR, now=TOMORROW + 4 * HOUR
    )
    assert (there.state, state_of(order), again) == ("arrived", "under_way", there)
    assert there.is_late(TOMORROW + 4 * HOUR)
    begin_work(actor=SYSTEM, appointment_id=one.id, now=TOMORROW + 3 * HOUR)
    done = end_visit(actor=SYSTEM, appointment_id=one.id, outcome=Outcome.DONE,
                     now=TOMORROW + 4 * HOUR)  # fmt: skip
    assert (done.state, visits(order)) == ("done", [("done", True)])
    told = [row.verb for row in history(actor=SYSTEM, subject=f"order:{order.id}").rows]
    assert told[:3] == ["order.visit_ended", "order.working", "order.arrived"]


def test_the_same_time_of_one_technician_is_never_given_twice(company: Company) -> None:
    us, them = member(company.handler), member(company.head)
    first, second = ordered(company.agent, persons=2), ordered(company.agent)
    one = booked(company.agent, first, us, them)
    with pytest.raises(Taken):
        held(company.agent, second, them, at=TOMORROW + HOUR / 2)
    assert appointment_of(actor=SYSTEM, order=second) is None
    assert held(company.agent, second, us, at=TOMORROW + HOUR).technicians == (us,)
    assert len(seats_on(actor=SYSTEM, day=DAY, now=FRIDAY)) == 3
    assert day_of(actor=SYSTEM, technician_id=us, day=DAY) == [one]


def test_what_was_held_too_long_is_free_for_whoever_looks(company: Company) -> None:
    us, orders = member(company.handler), [ordered(company.agent) for _ in range(3)]
    one = held(company.agent, orders[0], us)
    later = FRIDAY + 11 * MINUTE
    assert not seats_on(actor=SYSTEM, day=DAY, now=later)
    with pytest.raises(Taken):
        book(actor=company.agent, appointment_id=one.id, agreed_by="phone", now=later)
    two = held(company.agent, orders[1], us, now=later)
    assert appointment_brief(actor=SYSTEM, appointment_id=one.id).state == "lapsed"
    assert release_lapsed(actor=SYSTEM, now=later + HOUR) == 1
    assert appointment_brief(actor=SYSTEM, appointment_id=two.id).state == "lapsed"
    before = versions_of(actor=SYSTEM, technicians=[us], day=DAY)
    again = held(company.agent, orders[2], us, now=later)
    other = held(company.agent, orders[2], us, at=TOMORROW + HOUR, now=later)
    assert appointment_of(actor=SYSTEM, order=orders[2]) == other
    assert not appointments_of(actor=SYSTEM, orders=orders[:1])[orders[0].id]
    after = versions_of(actor=SYSTEM, technicians=[us], day=DAY)
    assert (again.id != other.id, after[us] > before[us]) == (True, True)


def test_a_told_time_moves_with_the_customers_word_alone(
    company: Company, order: OrderBrief
) -> None:
    us, one = member(company.handler), booked(company.agent, order, member(company.handler))
    known = {"actor": company.agent, "appointment_id": one.id, "version": one.version,
             "offer": offered(us, at=TOMORROW + HOUR), "now": FRIDAY}  # fmt: skip

    def move(**said: object) -> AppointmentBrief:
        given = known | {"reason": "customer_wish", "agreed_by": "phone"} | said
        return move_appointment(**given)  # type: ignore[arg-type]

    for wrong in ({"agreed_by": ""}, {"reason": "whim"}):
        with pytest.raises(Invalid):
            move(**wrong)
    with pytest.raises(NotNow):
        move(version=one.version - 1)
    with pytest.raises(NotNow):
        hold_slot(actor=company.agent, order_id=order.id, offer=offered(us), now=FRIDAY)
    moved = move()
    assert (moved.moved_from_id, moved.state, state_of(order)) == (one.id, "booked", "booked")
    assert visits(order) == [("moved", False), ("", False)]
    assert [a.state for a in appointments_of(actor=SYSTEM, orders=[order])[order.id]] == [
        "moved", "booked",
    ]  # fmt: skip


def test_called_off_the_order_waits_again_and_ended_the_time_is_free(company: Company) -> None:
    us, first, second = member(company.handler), ordered(company.agent), ordered(company.agent)
    one = booked(company.agent, first, us)
    cancel_appointment(actor=company.agent, appointment_id=one.id, version=None,
                       reason="customer_wish", now=FRIDAY)  # fmt: skip
    assert (state_of(first), visits(first)) == ("waiting", [("called_off", False)])
    booked(company.agent, second, us)
    call_off_order(actor=company.agent, order_id=second.id, version=None, reason="自行解决",
                   now=FRIDAY)  # fmt: skip
    assert (visits(second), seats_on(actor=SYSTEM, day=DAY, now=FRIDAY)) == (
        [("called_off", False)], [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "said"), [("phone", ["phone"]), ("visit", ["visit"]), ("portal", []), ("api", [])]
)
def test_a_time_agreed_in_words_is_a_contact_and_one_picked_alone_is_not(
    company: Company, how: str, said: list[str]
) -> None:
    case = complaint(company.agent, product_line="appliance", product_text="空调").case
    order = open_order(actor=company.agent, case_id=case.id, draft=OrderDraft(job="inspection"),
                       now=FRIDAY)  # fmt: skip
    holder = Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=customer_grants(),
                   case_ids=frozenset({case.id}))  # fmt: skip
    actor = holder if how == "portal" else company.agent
    one = held(actor, order, member(company.handler))
    book(actor=actor, appointment_id=one.id, agreed_by=how, now=FRIDAY + MINUTE)
    reply = clocks(case.id, FRIDAY + MINUTE)["first_reply"]
    assert (reply.state is Clock.MET) is bool(said)
    rows = contacts_of(actor=SYSTEM, case=case)
    assert [row.channel for row in rows if row.outbound] == said


def done_at_the_desk(company: Company, order: OrderBrief, **said: object) -> OrderBrief:
    known = {"version": None, "result": "更换电容，试机正常", "now": TOMORROW + 5 * HOUR}
    return finish_order(actor=company.agent, order_id=order.id, **(known | said))  # type: ignore[arg-type]


def settled(company: Company, order: OrderBrief) -> str:
    return finish_service(
        actor=company.agent, case_id=order.case_id, version=None, result="更换电容",
        cost_amount=Decimal(0), now=TOMORROW + 6 * HOUR,
    ).stage  # fmt: skip


def test_an_order_finished_at_the_desk_keeps_its_agreed_visit(
    company: Company, order: OrderBrief
) -> None:
    us = member(company.handler)
    one = booked(company.agent, order, us)
    Message.objects.all().delete()
    done_at_the_desk(company, order)
    kept = appointment_brief(actor=SYSTEM, appointment_id=one.id)
    assert (kept.state, kept.arrived_at, kept.starts_at) == ("done", None, TOMORROW)
    assert not kept.is_late(TOMORROW + 6 * HOUR)  # nobody noted when somebody came
    assert visits(order) == [("done", False)]
    assert not Message.objects.filter(purpose="case.called_off").exists()
    assert settled(company, order) == Stage.RESOLVED


def test_whoever_finishes_an_order_at_the_desk_may_say_when_somebody_came(
    company: Company,
) -> None:
    for came, late, who in ((HOUR, False, company.handler), (3 * HOUR, True, company.head)):
        order = ordered(company.agent)
        one = booked(company.agent, order, member(who))
        for wrong in (TOMORROW + 9 * HOUR, FRIDAY - HOUR):
            with pytest.raises(Invalid) as refusal:
                done_at_the_desk(company, order, arrived_at=wrong)
            assert set(refusal.value.fields) == {"arrived_at"}
        done_at_the_desk(company, order, arrived_at=TOMORROW + came)
        kept = appointment_brief(actor=SYSTEM, appointment_id=one.id)
        assert (kept.arrived_at, kept.is_late(FRIDAY)) == (TOMORROW + came, late)
        assert visits(order) == [("done", late)]


@pytest.mark.parametrize("before", ["nothing", "held", "called_off", "nobody_home"])
def test_an_order_done_without_an_agreed_visit_asks_for_no_time_either(
    company: Company, order: OrderBrief, before: str
) -> None:
    us = member(company.handler)
    if before == "held":
        held(company.agent, order, us, now=TOMORROW + 5 * HOUR, at=TOMORROW + 9 * HOUR)
    elif before != "nothing":
        one = booked(company.agent, order, us)
        if before == "called_off":
            cancel_appointment(actor=company.agent, appointment_id=one.id, version=None,
                               reason="customer_wish", now=FRIDAY)  # fmt: skip
        else:
            end_visit(actor=SYSTEM, appointment_id=one.id, outcome=Outcome.NOBODY_HOME,
                      reason="no_answer", now=TOMORROW + HOUR)  # fmt: skip
    done_at_the_desk(company, order)
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    last = visits_of(actor=SYSTEM, case=case, now=TOMORROW)[-1]
    assert (last.outcome, last.by_order, last.late) == ("done", True, False)
    assert case.stage == Stage.CARRYING_OUT
    assert settled(company, order) == Stage.RESOLVED


def test_an_order_called_off_while_somebody_is_there_is_not_done(
    company: Company, order: OrderBrief
) -> None:
    one = booked(company.agent, order, member(company.handler))
    arrive(actor=SYSTEM, appointment_id=one.id, now=TOMORROW)
    call_off_order(actor=company.agent, order_id=order.id, version=None, reason="客户改变主意",
                   now=TOMORROW + HOUR)  # fmt: skip
    assert visits(order) == [("again", False)]


def test_a_visit_without_result_says_why_and_frees_what_is_left(company: Company) -> None:
    us, order = member(company.handler), ordered(company.agent)
    one = booked(company.agent, order, us)
    arrive(actor=SYSTEM, appointment_id=one.id, now=TOMORROW + 10 * MINUTE)

    def end(**said: object) -> AppointmentBrief:
        given = {"outcome": Outcome.NOBODY_HOME, "reason": "no_answer", "now": TOMORROW + HOUR / 2}
        return end_visit(actor=SYSTEM, appointment_id=one.id, **(given | said))  # type: ignore[arg-type]

    with pytest.raises(Invalid):
        end(reason="")
    with pytest.raises(Invalid):
        end(at=TOMORROW)  # before somebody was there
    with pytest.raises(Invalid):
        end(at=TOMORROW + 9 * HOUR)
    ended = end(note="敲门无人应答")
    assert (ended.reason, ended.note, state_of(order)) == ("no_answer", "敲门无人应答", "waiting")
    assert ended.ends_at == TOMORROW + HOUR / 2
    again = booked(company.agent, order, us, at=TOMORROW + HOUR / 2, now=TOMORROW + HOUR / 2)
    with pytest.raises(NotNow):
        end_visit(actor=SYSTEM, appointment_id=again.id, outcome=Outcome.DONE,
                  now=TOMORROW + HOUR)  # fmt: skip


def test_a_plan_seats_all_anew_or_none(company: Company) -> None:
    us, them = member(company.handler), member(company.head)
    first = booked(company.agent, ordered(company.agent), us)
    second = booked(company.agent, ordered(company.agent), them)
    swapped = {
        first.id: offered(them).seats,
        second.id: offered(us).seats,
    }
    reseat(actor=SYSTEM, seats=swapped, why="plan", now=FRIDAY)
    case = case_brief(
        actor=SYSTEM, case_id=order_brief(actor=SYSTEM, order_id=first.order_id).case_id
    )
    assert [row.who for row in visits_of(actor=SYSTEM, case=case, now=FRIDAY)] == [
        company.head.name
    ]
    third = booked(company.agent, ordered(company.agent), us, at=TOMORROW + HOUR)
    seat = next(s for s in seats_on(actor=SYSTEM, day=DAY, now=FRIDAY) if s.technician_id == us)
    late = Shift(seat_id=seat.id, starts_at=TOMORROW + HOUR, ends_at=TOMORROW + 2 * HOUR)
    later = [
        SeatDraft(technician_id=us, starts_at=TOMORROW + 2 * HOUR, ends_at=TOMORROW + 3 * HOUR)
    ]
    reseat(actor=SYSTEM, seats={third.id: later}, shifts=[late], why="plan", now=FRIDAY)
    starts = [s.starts_at for s in seats_on(actor=SYSTEM, day=DAY, now=FRIDAY, technicians=[us])]
    assert starts == [TOMORROW + HOUR, TOMORROW + 2 * HOUR]

    with pytest.raises(Taken):
        reseat(actor=SYSTEM, seats={first.id: later, third.id: later}, why="plan", now=FRIDAY)
    outside = [
        SeatDraft(technician_id=them, starts_at=TOMORROW + 9 * HOUR, ends_at=TOMORROW + 10 * HOUR)
    ]
    with pytest.raises(Invalid):
        reseat(actor=SYSTEM, seats={first.id: outside}, why="plan", now=FRIDAY)
    assert appointment_brief(actor=SYSTEM, appointment_id=first.id).technicians == (them,)


def test_each_sees_and_does_what_is_theirs(company: Company, order: OrderBrief) -> None:
    worker = makers.person("worker", "李工", "technician", company.west, on_call=False)
    holder = Actor(user_id=None, kind=ActorKind.CUSTOMER, grants=customer_grants(),
                   case_ids=frozenset({order.case_id}))  # fmt: skip
    one = held(holder, order, member(worker))
    one = book(actor=holder, appointment_id=one.id, agreed_by="portal", now=FRIDAY)
    assert depart(actor=worker, appointment_id=one.id, now=TOMORROW).state == "on_the_way"
    with pytest.raises(NotFound):
        depart(actor=makers.person("other", "王工", "technician", company.west, on_call=False),
               appointment_id=one.id, now=TOMORROW)  # fmt: skip
    with pytest.raises(NotAllowed):
        arrive(actor=holder, appointment_id=one.id, now=TOMORROW)
    with pytest.raises(NotFound):
        cancel_appointment(actor=holder, appointment_id=held(company.agent, ordered(company.agent),
                           member(company.head)).id, version=None, reason="customer_wish",
                           now=FRIDAY)  # fmt: skip
    nobody = Offer(window_from=TOMORROW, window_until=TOMORROW + HOUR, seats=[])
    with pytest.raises(Invalid):
        hold_slot(actor=company.agent, order_id=ordered(company.agent).id, offer=nobody, now=FRIDAY)
