import json
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from aftercare.casework.commitments.actions import ring_clocks
from aftercare.casework.intake.actions import renew_code
from aftercare.casework.messaging import actions, queries, rules
from aftercare.casework.messaging.rules import Occasion, Wishes
from aftercare.customers.merges.actions import merge_customers, undo_merge
from aftercare.customers.parties.actions import correct_customer
from aftercare.customers.parties.queries import reach_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.actions import claim_message
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.errors import Invalid, NotAllowed
from aftercare.foundation.identity.models import User
from tests import makers
from tests.makers import FRIDAY, Company, at

pytestmark = pytest.mark.django_db
EVERYWHERE = {"sms": "13800138000", "mail": "z@example.cn", "wechat": "oX"}


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.mark.parametrize(
    ("enabled", "addresses", "wishes", "channel"),
    [
        ({"sms", "mail"}, EVERYWHERE, Wishes(), "sms"),
        ({"sms", "mail"}, EVERYWHERE, Wishes(channel="mail"), "mail"),
        ({"sms", "mail"}, EVERYWHERE, Wishes(refused=("sms",)), "mail"),
        ({"sms"}, EVERYWHERE, Wishes(channel="mail"), "sms"),
        ({"sms", "wechat"}, EVERYWHERE | {"wechat": ""}, Wishes(), "sms"),
        ({"mail"}, EVERYWHERE | {"mail": ""}, Wishes(), None),
        ({"sms", "mail"}, EVERYWHERE, Wishes(refused=("sms", "mail")), None),
        (set(), EVERYWHERE, Wishes(), None),
    ],
)
def test_one_channel_that_is_on_leads_there_and_was_not_refused(
    enabled: set[str], addresses: dict[str, str], wishes: Wishes, channel: str | None
) -> None:
    assert rules.chosen_channel(enabled, addresses, wishes) == channel


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("occasion", Occasion)
def test_the_texts_that_come_with_the_product_hold_only_names_that_are_filled(
    occasion: Occasion, language: str
) -> None:
    for channel in rules.channels_of(occasion):
        words = queries._shipped(occasion, channel, language)  # noqa: SLF001
        assert not rules.strangers(occasion, words.text + words.subject)
        assert not [name for name in rules.SECRET if "{" + name + "}" in words.subject]
        sample = rules.filled(words.text, rules.SAMPLES[language])
        assert "{" not in sample


def on(*pairs: tuple[str, str]) -> None:
    for occasion, channel in pairs:
        actions.switch_occasion(
            actor=SYSTEM, occasion=occasion, channel=channel, on=True, now=FRIDAY
        )


def last() -> Message:
    return Message.objects.latest("id")


def test_nobody_is_told_anything_until_it_is_switched_on(company: Company) -> None:
    makers.complaint(company.agent)
    assert not Message.objects.exists()


def test_number_and_code_go_to_the_customer_at_once(company: Company) -> None:
    on(("registered", "sms"))
    with patch("django.conf.settings.AFTERCARE_PUBLIC_URL", "https://service.anju.example"):
        registered = makers.complaint(company.agent)
    message = last()
    envelope = claim_message(actor=SYSTEM, message_id=message.id, now=FRIDAY)
    assert envelope is not None
    said = envelope.draft.text
    assert envelope.draft.recipient == "13800138000"
    assert registered.case.number in said
    assert registered.code in said
    assert "https://service.anju.example/f/" in said
    assert registered.code not in message.text, "the code is no part of what is kept"
    assert json.loads(message.secrets)["code"] == registered.code
    assert (message.template, message.version, message.language) == ("registered", 0, "zh")


def test_the_same_message_twice_tells_once_and_files_tell_nobody(company: Company) -> None:
    on(("registered", "sms"))
    first = makers.complaint(company.agent, intake_key="a")
    assert makers.complaint(company.agent, intake_key="a").case.id == first.case.id
    makers.complaint(company.agent, channel="file", phone="13900139000")
    assert Message.objects.count() == 1


def test_a_customer_is_told_in_the_own_language_by_the_wished_channel_and_not_by_a_refused_one(
    company: Company,
) -> None:
    on(("code", "sms"), ("code", "mail"))
    case = makers.complaint(company.agent).case
    correct_customer(
        actor=company.agent, customer_id=case.customer_id,
        changes={"email": "zhang@example.cn"}, now=FRIDAY,
    )  # fmt: skip
    actions.note_wishes(
        actor=company.agent, customer_id=case.customer_id, language="en", channel="mail", now=FRIDAY
    )
    renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert (last().channel, last().recipient) == ("mail", "zhang@example.cn")
    assert "a new access code" in last().subject
    actions.note_wishes(
        actor=company.agent, customer_id=case.customer_id, refused=["mail", "sms"], now=FRIDAY
    )
    renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert Message.objects.count() == 1


def test_what_one_file_refused_is_refused_by_the_file_it_went_into(company: Company) -> None:
    on(("code", "sms"))
    case = makers.complaint(company.agent).case
    other = makers.complaint(company.agent, phone="13900139000").case
    merge_id = merge_customers(
        actor=company.manager, lost_id=other.customer_id, kept_id=case.customer_id,
        reason="同一位客户", now=FRIDAY,
    )  # fmt: skip
    renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert Message.objects.count() == 1

    undo_merge(actor=company.manager, merge_id=merge_id, now=FRIDAY)
    actions.note_wishes(
        actor=company.manager, customer_id=other.customer_id, refused=["sms"], now=FRIDAY
    )
    merge_customers(
        actor=company.manager, lost_id=other.customer_id, kept_id=case.customer_id,
        reason="同一位客户", now=FRIDAY,
    )  # fmt: skip
    renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    assert Message.objects.count() == 1


def test_a_broken_promise_is_mailed_to_who_hears_of_it_even_at_night(company: Company) -> None:
    on(("breach", "mail"), ("breach", "chat"))
    User.objects.filter(id=company.handler.user_id or 0).update(
        email="zhou@anju.example", language="en"
    )
    makers.complaint(company.agent)
    ring_clocks(actor=SYSTEM, now=at("2026-01-12 22:00"))
    mails = Message.objects.filter(channel="mail")
    assert {mail.recipient for mail in mails} == {"zhou@anju.example"}
    assert all(mail.urgent for mail in mails)
    assert mails[0].subject.startswith("Overdue: AS")
    assert Message.objects.filter(channel="chat").exists()


def test_a_new_wording_is_the_next_version_and_what_nobody_fills_is_refused(
    company: Company,
) -> None:
    admin = company.administrator
    key = {"occasion": "registered", "channel": "sms", "language": "zh"}
    for number in (1, 2):
        words = actions.write_template(actor=admin, text=f"{number}：{{number}}", now=FRIDAY, **key)
        assert words.version == number
    on(("registered", "sms"))
    case = makers.complaint(company.agent).case
    assert (last().text, last().version) == (f"2：{case.number}", 2)
    with pytest.raises(Invalid) as refused:
        actions.write_template(actor=admin, text="{date}", now=FRIDAY, **key)
    assert set(refused.value.fields) == {"text"}
    mail = key | {"channel": "mail"}
    with pytest.raises(Invalid) as refused:
        actions.write_template(actor=admin, text="x", subject="{code}", now=FRIDAY, **mail)
    assert set(refused.value.fields) == {"subject"}


def test_where_a_customer_is_reached_is_for_the_system_alone(company: Company) -> None:
    case = makers.complaint(company.agent).case
    with pytest.raises(NotAllowed):
        reach_of(actor=company.manager, customer_id=case.customer_id)
    assert "13800138000" not in repr(reach_of(actor=SYSTEM, customer_id=case.customer_id))


def test_each_message_holds_the_way_out_and_what_was_chosen_there_holds(company: Company) -> None:
    on(("code", "sms"), ("resolved", "sms"))
    case = makers.complaint(company.agent).case
    with patch("django.conf.settings.AFTERCARE_PUBLIC_URL", "https://service.anju.example"):
        renew_code(actor=company.agent, case_id=case.id, now=FRIDAY)
    link = json.loads(last().secrets)["wishes"]
    assert link.startswith("https://service.anju.example/w/")
    assert last().text.endswith("通知设置{wishes}")
    page = link.removeprefix("https://service.anju.example")
    client = Client()
    assert client.get(page).status_code == 200
    assert client.get(f"{page}x").status_code == 404
    count = Message.objects.count()
    assert client.post(page, {"channels": ["sms", "mail"], "occasions": []}).status_code == 302
    told: dict[str, Any] = {"actor": SYSTEM, "case": case, "now": FRIDAY}
    assert actions.tell_customer(occasion=Occasion.RESOLVED, **told) == ""
    assert actions.tell_customer(occasion=Occasion.CODE, code="1", **told) == "sms"
    assert client.post(page, {}).status_code == 302
    assert actions.tell_customer(occasion=Occasion.CODE, code="1", **told) == ""
    assert Message.objects.count() == count + 1
    assert client.post(page, {"channels": ["pigeon"]}).status_code == 422
