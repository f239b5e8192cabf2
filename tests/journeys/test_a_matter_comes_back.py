"""A settled case is reopened, by whom, how long, and what it is when it is too late for that."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from aftercare.casework.assignment.models import Shortage
from aftercare.casework.cases.actions import close_case, reopen_case, resolve_case
from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.queries import State
from aftercare.casework.conversation.models import Contact
from aftercare.casework.intake.actions import register_again, take_word
from aftercare.casework.intake.queries import Intake, follow_token
from aftercare.casework.relations.actions import merge_cases
from aftercare.casework.relations.queries import related_cases
from aftercare.feedback.followups.actions import record_follow_up, record_follow_up_try
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Refusal
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices.queries import notices_of
from aftercare.people.staff.actions import release_member, set_duties
from tests.handling import clocks, follow_up, owner_of, settle
from tests.makers import FRIDAY, Company, at, complaint, person

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = 30 * DAY  # of the founding packs, from the resolution on
AGAIN = "坐垫又塌了，比上次还严重。"


def closed(us: Company, now: datetime = FRIDAY) -> CaseBrief:
    case = complaint(us.agent).case
    settle(us.handler, case, now)
    follow_up(us.handler, case, now)
    return close_case(actor=us.handler, case_id=case.id, version=None, now=now)


def word(case: CaseBrief, text: str = AGAIN, key: str = "mail:7") -> Intake:
    return Intake(channel="email", description=text, intake_key=key, customer_id=case.customer_id)


def seen_by(client: Client, user_id: int | None) -> Client:
    client.force_login(User.objects.get(id=user_id or 0))
    return client


@pytest.mark.parametrize(
    ("after", "fate"),
    [(HOUR, "reopened"), (WINDOW, "reopened"), (WINDOW + timedelta(seconds=1), "again")],
)
def test_a_word_to_a_closed_case_reopens_it_as_long_as_the_policy_says(
    company: Company, after: timedelta, fate: str
) -> None:
    case = closed(company)

    heard = take_word(actor=SYSTEM, case=case, word=word(case), client_ref="mail:7",
                      now=FRIDAY + after)  # fmt: skip

    assert heard.fate == fate
    old = case_brief(actor=SYSTEM, case_id=case.id)
    if fate == "reopened":
        assert (heard.case.id, old.stage, old.reopened) == (case.id, "accepted", 1)
    else:
        assert (old.stage, old.reopened) == ("closed", 0)
        assert [(one.case.id, one.kind) for one in related_cases(actor=SYSTEM, case=old)] == [
            (heard.case.id, "repeat")
        ]


def test_two_words_at_once_to_a_closed_case_reopen_it_once(company: Company) -> None:
    case = closed(company)

    for key in ("mail:1", "mail:2"):
        take_word(actor=SYSTEM, case=case, word=word(case, key=key), client_ref=key, now=FRIDAY)

    assert case_brief(actor=SYSTEM, case_id=case.id).reopened == 1
    assert Contact.objects.filter(case_id=case.id, text=AGAIN).count() == 2


def test_the_history_says_from_what_to_what_it_was_reopened(company: Company) -> None:
    case = complaint(company.agent, level="two").case
    settle(company.handler, case, FRIDAY)

    reopen_case(actor=company.handler, case_id=case.id, version=None, reason="又塌了",
                escalate=True, now=FRIDAY + DAY)  # fmt: skip

    rows = history(actor=company.auditor, subject=f"case:{case.id}", limit=50).rows
    entry = next(one for one in rows if one.verb == "case.reopened")
    assert entry.detail["changed"] == {"stage": ["resolved", "accepted"], "level": ["two", "one"]}
    assert entry.words["reason"] == "又塌了"
    assert any(one.verb == "commitment.revoked" for one in rows)


def test_owner_and_head_hear_that_a_case_was_reopened_but_not_who_did_it(company: Company) -> None:
    case = closed(company)

    reopen_case(actor=company.handler, case_id=case.id, version=None, reason="又塌了", now=FRIDAY)
    assert "重新打开" not in "".join(one.text for one in notices_of(actor=company.handler).rows)
    assert "重新打开" in notices_of(actor=company.head).rows[0].text


def test_a_case_whose_owner_has_left_goes_to_somebody_who_is_with_us(company: Company) -> None:
    case = closed(company)
    heir = person("heir", "马接", "handler", company.quality, handles=["product_quality"])
    release_member(actor=SYSTEM, member_id=case.owner_id, now=FRIDAY)

    take_word(actor=SYSTEM, case=case, word=word(case), client_ref="mail:7", now=FRIDAY + HOUR)

    assert case_brief(actor=SYSTEM, case_id=case.id).owner_id == heir.staff_id
    assert notices_of(actor=heir).rows


def test_a_case_that_nobody_could_take_again_is_an_alarm(company: Company) -> None:
    case = closed(company)
    release_member(actor=SYSTEM, member_id=case.owner_id, now=FRIDAY)
    for one in (company.agent, company.head, company.manager):
        set_duties(actor=SYSTEM, member_id=one.staff_id or 0, handles=[], now=FRIDAY)

    reopen_case(actor=company.manager, case_id=case.id, version=None, reason="又塌了", now=FRIDAY)

    assert Shortage.objects.filter(case_id=case.id, ended_at=None).exists()


def test_a_word_to_a_merged_case_reaches_the_one_that_was_kept_however_long_the_way(
    company: Company,
) -> None:
    first, second, kept = (complaint(company.agent).case for _ in range(3))
    for double, into in ((first, second), (second, kept)):
        merge_cases(actor=company.manager, case_id=double.id, version=None,
                    kept_number=into.number, now=FRIDAY)  # fmt: skip
    first = case_brief(actor=SYSTEM, case_id=first.id)

    heard = take_word(actor=SYSTEM, case=first, word=word(first), client_ref="m", now=FRIDAY)

    assert heard.case.id == kept.id
    assert Contact.objects.filter(case_id=kept.id, text=AGAIN).exists()


def test_the_customers_page_of_a_merged_case_leads_to_the_one_that_was_kept(
    client: Client, company: Company
) -> None:
    double, kept = complaint(company.agent).case, complaint(company.agent).case
    merge_cases(actor=company.manager, case_id=double.id, version=None, kept_number=kept.number,
                now=FRIDAY)  # fmt: skip
    token = follow_token(actor=SYSTEM, case_id=double.id)
    onward = f"/f/{follow_token(actor=SYSTEM, case_id=kept.id).partition(':')[0]}:"

    assert onward in client.get(f"/f/{token}").content.decode()
    said = client.post(f"/f/{token}/message", {"text": AGAIN, "once": "x1"})
    assert said.headers["Location"].startswith(onward)
    assert Contact.objects.filter(case_id=kept.id, text=AGAIN).exists()


def test_a_late_unhappy_answer_is_a_new_case_and_no_refusal(company: Company) -> None:
    case = complaint(company.agent).case
    settle(company.handler, case, FRIDAY)

    record_follow_up(actor=company.handler, case_id=case.id, stars=1, comment=AGAIN,
                     channel="sms", now=FRIDAY + WINDOW + HOUR)  # fmt: skip

    fresh = Case.objects.exclude(id=case.id).get()
    assert (fresh.customer_id, fresh.description, fresh.channel) == (
        case.customer_id, AGAIN, "phone",
    )  # fmt: skip
    assert case_brief(actor=SYSTEM, case_id=case.id).stage == "resolved"


def test_a_new_case_takes_the_place_of_an_old_one_only_when_that_cannot_be_reopened(
    company: Company,
) -> None:
    case = closed(company)
    said = Intake(channel="phone", description=AGAIN)

    for now in (FRIDAY, FRIDAY + WINDOW):
        with pytest.raises(Refusal):
            register_again(actor=company.handler, case_id=case.id, intake=said, now=now)
    fresh = register_again(actor=company.handler, case_id=case.id, intake=said,
                           now=FRIDAY + WINDOW + DAY).case  # fmt: skip

    assert fresh.customer_id == case.customer_id
    assert fresh.classification.product_line == case.classification.product_line


def test_the_page_offers_to_reopen_or_to_register_anew(client: Client, company: Company) -> None:
    case = closed(company)
    page = f"/desk/cases/{case.id}"
    seen_by(client, company.handler.user_id)
    late = client.get(page).content.decode()  # today is long after that Friday
    assert "/do/new-case" in late
    assert "/do/reopen" not in late

    empty = client.post(f"{page}/do/new-case", {"channel": "phone", "description": " "})
    assert empty.status_code == 422
    assert client.post(f"{page}/do/reopen", {"reason": "又塌了"}).status_code == 422
    assert (
        client.post(f"{page}/do/new-case", {"channel": "phone", "description": AGAIN}).status_code
        == 302
    )
    assert Case.objects.count() == 2


def test_a_case_that_comes_back_twice_has_the_same_clock_all_the_time(
    company: Company,
) -> None:
    case = complaint(company.agent, product_line="furniture").case
    settle(owner_of(company, case), case, FRIDAY + HOUR)
    before = clocks(case.id, FRIDAY + HOUR)["solution"].id
    for day in (1, 2):
        reopen_case(actor=company.manager, case_id=case.id, version=None, reason="又塌了",
                    now=FRIDAY + day * DAY)  # fmt: skip
        resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已更换坐垫。",
                     root_cause="material", cost_amount=None,
                     now=FRIDAY + day * DAY + HOUR)  # fmt: skip

    solution = clocks(case.id, FRIDAY + 3 * DAY)["solution"]
    assert (solution.id, solution.spent, solution.late) == (before, 3 * HOUR, False)


def test_what_the_closing_ended_goes_on_too_when_the_case_is_reopened(company: Company) -> None:
    case = complaint(company.agent, product_line="furniture").case
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已电邮说明。",
                 root_cause="material", cost_amount=Decimal(0), now=FRIDAY + HOUR / 2)  # fmt: skip
    for _try in range(3):
        record_follow_up_try(actor=company.manager, case_id=case.id, channel="phone", note="无人",
                             now=FRIDAY + HOUR / 2)  # fmt: skip
    close_case(actor=company.manager, case_id=case.id, version=None, now=FRIDAY + HOUR / 2)
    assert clocks(case.id, FRIDAY + 9 * HOUR)["first_reply"].state is State.CANCELLED

    again = FRIDAY + 10 * HOUR
    reopen_case(actor=company.manager, case_id=case.id, version=None, reason="又塌了", now=again)

    reply = clocks(case.id, again)["first_reply"]
    assert (reply.state, reply.spent, reply.due_at) == (
        State.RUNNING, HOUR / 2, at("2026-01-12 09:30"),
    )  # fmt: skip


def test_an_unhappy_customer_sees_that_the_matter_was_taken_up_again(
    client: Client, company: Company
) -> None:
    case = complaint(company.agent).case
    settle(company.handler, case, FRIDAY)
    page = f"/f/{follow_token(actor=SYSTEM, case_id=case.id)}"

    with time_machine.travel(FRIDAY + HOUR, tick=False):
        told = client.post(f"{page}/feedback", {"stars": "1", "comment": "还是塌"}, follow=True)

    seen = told.content.decode()
    assert "感谢您的反馈。我们已重新受理，并上报上一级跟进。" in seen
    journey = seen[seen.index("发生了什么") :]
    assert journey.index("已重新受理") < journey.index("我方已处理完毕")


def test_who_owns_a_case_is_not_asked_to_take_it(client: Client, company: Company) -> None:
    case = complaint(company.agent).case
    owner, other = owner_of(company, case), company.manager
    assert owner.staff_id != other.staff_id
    for who, offered in ((owner, False), (other, True)):
        page = seen_by(client, who.user_id).get(f"/desk/cases/{case.id}").content.decode()
        assert (f'/desk/cases/{case.id}/do/take"' in page) is offered
