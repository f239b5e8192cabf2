"""A message that one channel does not take goes by the next."""

import json
from typing import Any

import pytest

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.intake.actions import renew_code
from aftercare.casework.messaging import actions, queries, rules
from aftercare.customers.parties.actions import correct_customer
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.actions import claim_message, note_failure
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.deliveries.rules import Wiring
from aftercare.foundation.errors import Invalid
from aftercare.foundation.notices.models import Notice
from tests import makers
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def case(company: Company) -> CaseBrief:
    """Of a customer with a phone, a mail address and a WeChat account."""
    case = makers.complaint(company.agent).case
    correct_customer(
        actor=company.agent, customer_id=case.customer_id,
        changes={"email": "zhang@example.cn"}, now=FRIDAY,
    )  # fmt: skip
    actions.note_wishes(
        actor=company.agent, customer_id=case.customer_id, wechat_id="oX", now=FRIDAY
    )
    return case


def told_by(occasion: str, *channels: str) -> None:
    for channel in channels:
        actions.switch_occasion(
            actor=SYSTEM, occasion=occasion, channel=channel, on=True, now=FRIDAY
        )


def refused() -> Message:
    """The newest message is refused for good; what is the newest then."""
    message = Message.objects.latest("id")
    assert claim_message(actor=SYSTEM, message_id=message.id, now=FRIDAY) is not None
    note_failure(
        actor=SYSTEM, message_id=message.id, carrier="x", error="43004", permanent=True, now=FRIDAY
    )
    return Message.objects.latest("id")


def notices() -> list[str]:
    return list(Notice.objects.filter(kind="message_lost").values_list("link", flat=True))


def test_what_wechat_refuses_goes_by_text_message_and_then_by_mail_with_the_same_code(
    company: Company, case: CaseBrief
) -> None:
    told_by("code", "wechat", "sms", "mail")
    code = renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert Message.objects.latest("id").channel == "wechat"
    second = refused()
    assert (second.channel, second.recipient) == ("sms", "13800138000")
    envelope = claim_message(actor=SYSTEM, message_id=second.id, now=FRIDAY)
    assert envelope is not None
    assert str(code) in envelope.draft.text
    Message.objects.filter(id=second.id).update(next_try_at=FRIDAY)
    assert refused().channel == "mail"
    assert not notices()


def test_where_no_channel_is_left_whoever_has_the_case_hears_that_the_customer_does_not_know(
    company: Company, case: CaseBrief
) -> None:
    told_by("news", "mail")
    actions.write_to_customer(actor=company.agent, case_id=case.id, text="请回电", now=FRIDAY)
    assert Message.objects.latest("id").part.startswith("contact:")
    refused()
    assert Message.objects.count() == 1
    assert notices() == [f"/desk/cases/{case.id}"]


@pytest.mark.parametrize("wished", ["", "mail", "sms", "wechat"])
def test_every_channel_is_tried_once_whichever_comes_first(wished: str) -> None:
    everywhere = dict.fromkeys(rules.CUSTOMER_CHANNELS, "x")
    tried = [""]
    while one := rules.chosen_channel(
        set(everywhere), everywhere, rules.Wishes(channel=wished), tried[-1]
    ):
        tried.append(one)
    assert sorted(tried[1:]) == sorted(rules.CUSTOMER_CHANNELS)


def test_nothing_goes_by_wechat_without_the_number_of_its_template(
    company: Company, case: CaseBrief, settings: Any
) -> None:
    settings.AFTERCARE_CHANNELS = {"wechat": Wiring(carrier="wechat", url="https://wx1@x.example")}
    told_by("code", "wechat", "sms")
    key = {"occasion": "code", "channel": "wechat", "language": "zh"}
    renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert Message.objects.latest("id").channel == "sms"
    lacking = {one.occasion: one.lacking for one in queries.occasions(actor=company.administrator)}
    assert lacking["code"] == ("wechat",)
    actions.write_template(
        actor=company.administrator, text="新的查询码", gateway_template="T1",
        gateway_fields="character_string1 = {number}\n\nthing2 = 查询码 {code}", now=FRIDAY, **key,
    )  # fmt: skip
    code = renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    message = Message.objects.latest("id")
    assert message.channel == "wechat"
    assert str(code) not in json.dumps([message.params, message.thread])
    envelope = claim_message(actor=SYSTEM, message_id=message.id, now=FRIDAY)
    assert envelope is not None
    assert envelope.draft.fields == {"character_string1": case.number, "thing2": f"查询码 {code}"}


@pytest.mark.parametrize(
    "fields", ["thing1", "thing1 =", "= {number}", "thing1 = {date}", "东西 = {number}"]
)
def test_fields_of_a_template_that_cannot_be_filled_are_refused(
    company: Company, fields: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        actions.write_template(
            actor=company.administrator, occasion="code", channel="wechat", language="zh",
            text="x", gateway_template="T1", gateway_fields=fields, now=FRIDAY,
        )  # fmt: skip
    assert set(wrong.value.fields) == {"gateway_fields"}
