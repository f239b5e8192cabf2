"""Signs of abuse: told with reasons, within sight, judged by a person (R-CO-05)."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PIL import Image

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.conversation.actions import attach_files
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.files.actions import look_at_pictures, store_file
from aftercare.foundation.files.models import StoredFile
from aftercare.foundation.files.tests.test_looks import cut, scene
from aftercare.money.signs import actions
from aftercare.money.signs.queries import SignCard, signs_of
from aftercare.money.signs.rules import Habit, stands_out
from tests import handling, makers
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=2)


@pytest.fixture
def company() -> Company:
    return makers.company()


def pictured(actor: Actor, picture: Image.Image, phone: str, quality: int = 90) -> CaseBrief:
    """A case with a photo."""
    case = complaint(actor, phone=phone).case
    out, encode = io.BytesIO(), picture.save
    encode(out, "JPEG", quality=quality)
    file = store_file(actor=actor, name="p.jpg", content=out.getvalue(), now=FRIDAY)
    attach_files(actor=actor, case_id=case.id, file_ids=[file.id], now=FRIDAY)
    return case


def signs(actor: Actor, case: CaseBrief) -> list[SignCard]:
    return signs_of(actor=actor, case=case_brief(actor=SYSTEM, case_id=case.id), now=LATER)


@pytest.mark.parametrize(
    ("number", "amount", "customers", "usual", "expected"),
    [
        (1, 900, 50, (1, 100), False),
        (2, 900, 50, (1, 100), True),
        (2, 90, 50, (1, 100), False),  # often, but little
        (2, 900, 9, (1, 100), False),  # too few others to speak of what is usual
        (3, 10, 0, (0, 0), True),
    ],
)
def test_who_stands_out(
    number: int, amount: int, customers: int, usual: tuple[int, int], *, expected: bool
) -> None:
    habit = Habit(
        number=number, amount=Decimal(amount), customers=customers, usual_number=usual[0],
        usual_amount=Decimal(usual[1]),
    )  # fmt: skip
    assert stands_out(habit) is expected


def test_the_same_photo_is_told_also_smaller_and_cut(company: Company) -> None:
    first = pictured(company.agent, scene(1), "13800138000")
    pictured(company.agent, scene(2), "13600136000")
    again = pictured(company.agent, cut(scene(1).resize((640, 480)), 0.1), "13900139000", 60)
    (sign,) = signs(company.head, again)
    assert (sign.kind, sign.beyond) == ("photo", 0)
    assert [one.number for one in sign.elsewhere] == [first.number]
    assert not sign.elsewhere[0].same_customer


def test_what_lies_beyond_sight_is_counted_and_not_shown(company: Company) -> None:
    pictured(company.agent, scene(3), "13800138000")
    far = pictured(company.agent, scene(3), "13900139000")
    narrow = replace(company.head, sees_everything=False, org_units=frozenset({company.west}))
    (sign,) = signs(narrow, far)
    assert (sign.elsewhere, sign.beyond) == ([], 1)


def test_an_order_of_somebody_else_is_told_and_ones_own_is_not(company: Company) -> None:
    complaint(company.agent, order_no="AJ-1")
    own = complaint(company.agent, order_no="AJ-1", description="另一处脱线").case
    assert signs(company.head, own) == []
    other = complaint(company.agent, order_no="AJ-1", phone="13900139000").case
    (sign,) = signs(company.head, other)
    assert (sign.kind, sign.key, len(sign.elsewhere)) == ("proof", "order", 2)


def test_who_was_compensated_often_is_told_with_the_sum(company: Company) -> None:
    *_before, case = [handling.promise_money(company, FRIDAY) for _ in range(3)]
    (sign,) = [one for one in signs(company.head, case) if one.kind == "claimant"]
    assert sign.habit is not None
    assert (sign.habit.number, sign.habit.amount) == (3, Decimal(450))


def test_a_person_judges_and_the_last_word_holds(company: Company) -> None:
    complaint(company.agent, order_no="AJ-1")
    case = complaint(company.agent, order_no="AJ-1", phone="13900139000").case

    def judge(
        actor: Actor, verdict: str, comment: str = "夫妻共用订单。", key: str = "order"
    ) -> None:
        actions.judge_sign(
            actor=actor, case_id=case.id, kind="proof", key=key, verdict=verdict, comment=comment,
            now=LATER,
        )  # fmt: skip

    with pytest.raises(NotAllowed):
        judge(company.handler, "harmless")
    with pytest.raises(Invalid):
        judge(company.head, "harmless", comment=" ")
    with pytest.raises(NotFound):
        judge(company.head, "harmless", key="file:1")
    judge(company.head, "confirmed")
    judge(company.head, "harmless")
    (sign,) = signs(company.handler, case)
    assert sign.judged is not None
    assert (sign.judged.verdict, sign.judged.by_name) == ("harmless", "陈静")


def test_pictures_of_former_times_are_looked_at_later(company: Company) -> None:
    pictured(company.agent, scene(5), "13800138000")
    StoredFile.objects.update(looks=None)
    again = pictured(company.agent, scene(5), "13900139000", 50)
    assert signs(company.head, again) == []
    assert look_at_pictures(actor=SYSTEM, now=LATER) == 1
    assert look_at_pictures(actor=SYSTEM, now=LATER) == 0
    assert len(signs(company.head, again)) == 1
