"""Warnings and breaches are told exactly once, by any number of workers."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments import actions
from aftercare.casework.commitments.actions import check_dues, ring_clocks, start_commitments
from aftercare.casework.commitments.events import (
    CommitmentBroken,
    CommitmentEndangered,
    CommitmentEscalated,
)
from aftercare.casework.commitments.models import Clock
from aftercare.casework.commitments.queries import StartsOn, State, clocks_of
from aftercare.casework.pauses.actions import pause_case
from aftercare.foundation import events
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.notices.queries import notices_of
from aftercare.policy.calendars.actions import change_calendars
from aftercare.policy.calendars.queries import OwnDayEdit
from tests.makers import FRIDAY, at, company, complaint

HOUR = timedelta(hours=1)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What ringing announces."""
    heard: list[object] = []
    publish = events.publish

    def listen(event: object) -> None:
        heard.append(event)
        publish(event)

    monkeypatch.setattr(actions, "publish", listen)
    return heard


def ring(now: datetime) -> int:
    return ring_clocks(actor=SYSTEM, now=now)


def percents(told: list[object], code: str) -> list[int]:
    return [e.percent for e in told if isinstance(e, CommitmentEndangered) and e.code == code]


def escalated(told: list[object], code: str) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (e.minutes, e.tell) for e in told if isinstance(e, CommitmentEscalated) and e.code == code
    ]


def broken(told: list[object]) -> list[str]:
    return [event.code for event in told if isinstance(event, CommitmentBroken)]


@pytest.mark.django_db
class TestOneWorker:
    def test_each_warning_is_told_when_its_share_is_used_and_once(self, told: list[object]) -> None:
        complaint(company().agent, product_line="furniture")
        minutes = (29, 30, 31, 44, 45, 53, 54, 55)  # of the hour for the first reply

        seen = {}
        for minute in minutes:
            ring(FRIDAY + timedelta(minutes=minute))
            ring(FRIDAY + timedelta(minutes=minute))
            seen[minute] = len(percents(told, "first_reply"))

        assert seen == {29: 0, 30: 1, 31: 1, 44: 1, 45: 2, 53: 2, 54: 3, 55: 3}
        assert percents(told, "first_reply") == [50, 75, 90]

    def test_a_breach_is_told_once_to_the_owner_and_the_next_head(self, told: list[object]) -> None:
        us = company()
        complaint(us.agent, product_line="furniture")

        ring(FRIDAY + HOUR + timedelta(minutes=1))
        ring(FRIDAY + HOUR + timedelta(minutes=2))

        assert broken(told) == ["first_reply"]
        kinds = Counter(n.kind for n in notices_of(actor=us.head, limit=30).rows)
        assert kinds["commitment.broken"] == 1

    def test_who_stays_late_is_told_further_up_once_so_long_after_due(
        self, told: list[object]
    ) -> None:
        us = company()
        complaint(us.agent, product_line="furniture", category="service")
        seen = {}
        for minute in ("09 20:00", "12 11:59", "12 12:00", "12 14:00"):  # eight open hours: noon
            ring(at(f"2026-01-{minute}"))
            seen[minute] = len(escalated(told, "first_reply"))

        assert seen == {"09 20:00": 0, "12 11:59": 0, "12 12:00": 1, "12 14:00": 1}
        assert escalated(told, "first_reply") == [(480, ("second_head",))]
        kinds = Counter(n.kind for n in notices_of(actor=us.manager, limit=30).rows)
        assert kinds["commitment.escalated"] == 3, "once for each promise"

    def test_a_limit_of_the_law_is_told_to_the_head_two_working_days_before(
        self, told: list[object]
    ) -> None:
        us = company()
        case = complaint(us.agent, product_line="home", category="service").case
        start_commitments(actor=SYSTEM, case_id=case.id, occasion=StartsOn.GOODS_RETURNED,
                          started_at=FRIDAY, now=FRIDAY)  # fmt: skip

        ring(at("2026-01-14 16:59"))
        before = escalated(told, "refund")
        ring(at("2026-01-14 17:00"))  # two days of seven hours are left

        assert before == []
        assert escalated(told, "refund") == [(-840, ("owner", "head"))]
        with override("zh-hans"):
            texts = [n.text for n in notices_of(actor=us.head, limit=30).rows]
        assert f"{case.number} · 法定期限：退款 · 即将到期，尚未履行" in texts

    def test_after_a_standstill_everything_is_told_once_in_its_order(
        self, told: list[object]
    ) -> None:
        complaint(company().agent, product_line="furniture")

        while ring(FRIDAY + 72 * HOUR):
            pass

        assert percents(told, "first_reply") == [50, 75, 90]
        assert Counter(broken(told)) == {"first_reply": 1, "analysis": 1, "solution": 1}

    def test_a_clock_attached_late_does_not_warn_in_retrospect(self, told: list[object]) -> None:
        us = company()
        complaint(us.agent, product_line="furniture", received_at=FRIDAY - 48 * HOUR)

        ring(FRIDAY + HOUR)

        assert told == []

    def test_a_late_clock_is_late_whether_it_rang_or_not(self) -> None:
        case = complaint(company().agent, product_line="furniture").case
        now = FRIDAY + 2 * HOUR

        def state() -> State:
            cards = clocks_of(actor=SYSTEM, case=case, now=now)
            return next(card.state for card in cards if card.code == "first_reply")

        before = state()
        ring(now)

        assert (before, state()) == (State.BREACHED, State.BREACHED)

    def test_a_paused_clock_neither_warns_nor_breaks_and_has_no_due(
        self, told: list[object]
    ) -> None:
        us = company()
        case = complaint(us.agent, product_line="furniture").case
        pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
                   now=FRIDAY + HOUR / 4)  # fmt: skip

        ring(FRIDAY + 100 * HOUR)

        assert told == []
        assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at is None

    def test_a_pause_that_ran_its_longest_ends_by_itself_and_the_due_comes_back(
        self, told: list[object]
    ) -> None:
        us = company()
        case = complaint(us.agent, product_line="home").case
        pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
                   now=FRIDAY)  # fmt: skip
        over = FRIDAY + timedelta(days=30)

        ring(over + HOUR)

        cards = clocks_of(actor=SYSTEM, case=case, now=over + HOUR)
        contact = next(card for card in cards if card.code == "contact")
        assert (contact.state, contact.due_at) == (State.RUNNING, over + 24 * HOUR)
        assert case_brief(actor=SYSTEM, case_id=case.id).next_due_at == over + 24 * HOUR
        assert told == []

    def test_a_pause_past_its_end_counts_as_late_in_lists_before_any_job(self) -> None:
        us = company()
        case = complaint(us.agent, product_line="home").case
        pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
                   now=FRIDAY)  # fmt: skip

        late = Clock.objects.late(FRIDAY + timedelta(days=31, hours=1))

        assert set(late.filter(case_id=case.id).values_list("code", flat=True)) == {"contact"}

    def test_no_stored_due_drifts(self) -> None:
        us = company()
        case = complaint(us.agent, product_line="home").case
        pause_case(actor=us.agent, case_id=case.id, reason="waiting_for_customer", evidence="短信",
                   now=FRIDAY + HOUR)  # fmt: skip

        check = check_dues(actor=SYSTEM, now=FRIDAY + 900 * HOUR)

        assert (check.checked, check.drifted, check.last_id) == (2, (), None)

    def test_a_drift_is_reported_and_left(self) -> None:
        case = complaint(company().agent, product_line="home").case
        wrong = Clock.objects.get(case_id=case.id, code="contact")
        Clock.objects.filter(id=wrong.id).update(late_from=FRIDAY)

        check = check_dues(actor=SYSTEM, now=FRIDAY)

        assert check.drifted == (wrong.id,)
        assert Clock.objects.get(id=wrong.id).late_from == FRIDAY

    def test_a_provisional_due_is_set_right_when_the_official_days_come(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        far = at("2031-01-06 10:00")
        case = complaint(company().agent, product_line="home", now=far).case
        edit = OwnDayEdit(calendar="standard", org_unit=None, on=at("2031-01-07 00:00").date(),
                          name="元旦", openings=())  # fmt: skip
        with monkeypatch.context() as quiet:
            quiet.setattr(events, "_reactions", {})
            change_calendars(actor=SYSTEM, edits=[edit], now=FRIDAY)

        check = check_dues(actor=SYSTEM, now=at("2031-01-06 11:00"))

        solution = Clock.objects.get(case_id=case.id, code="solution")
        assert check.recomputed == 1
        assert solution.late_from == at("2031-01-10 17:00")


@pytest.mark.django_db(transaction=True)
class TestManyWorkers:
    @pytest.fixture
    def cases(self) -> list[int]:
        us = company()
        return [
            complaint(us.agent, product_line="furniture", phone=f"138001380{n:02}").case.id
            for n in range(12)
        ]

    @pytest.mark.usefixtures("cases")
    def test_workers_side_by_side_tell_nothing_twice(self, told: list[object]) -> None:
        def work(_nth: int) -> None:
            try:
                for _ in range(6):
                    ring_clocks(actor=SYSTEM, now=FRIDAY + 90 * HOUR, limit=5)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(work, range(4)))
        while ring(FRIDAY + 90 * HOUR):
            pass

        assert Counter(broken(told)) == dict.fromkeys(("first_reply", "analysis", "solution"), 12)
        assert all(n == 12 for n in Counter(percents(told, "solution")).values())

    def test_a_case_that_is_being_changed_waits_for_the_next_minute(self, cases: list[int]) -> None:
        held = cases[0]

        def work(_nth: int) -> int:
            try:
                return ring_clocks(actor=SYSTEM, now=FRIDAY + 90 * HOUR)
            finally:
                connection.close()

        with transaction.atomic(), ThreadPoolExecutor(1) as worker:
            lock = Clock.objects.filter(case_id=held).select_related("case")
            lock.select_for_update(of=("case",)).first()
            (rang,) = worker.map(work, range(1))

        assert rang == 3 * 11
        assert ring(FRIDAY + 90 * HOUR) == 3
