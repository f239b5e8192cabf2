"""What a channel says, and what of it cannot be right."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from aftercare.casework.chats import rules
from aftercare.casework.chats.rules import Flaw, Unreadable
from tests.makers import FRIDAY

WORD: dict[str, Any] = {"message_id": "m1", "thread_id": "t1", "text": "沙发塌了"}
FILE = {"name": "图.png", "content": base64.b64encode(b"png").decode()}


@pytest.mark.parametrize(
    ("more", "flaws"),
    [
        ({}, {}),
        ({"message_id": 17, "unknown": {"deep": [1]}}, {}),
        ({"text": "", "attachments": [FILE]}, {}),
        ({"sent_at": "2026-01-09T10:00:00+08:00"}, {}),
        ({"sent_at": FRIDAY.timestamp().__int__() * 1000}, {}),
        ({"sender": {"id": "u", "name": "张伟", "phone": "13800138000"}}, {}),
        ({"sender": "张伟"}, {}),
        ({"message_id": None}, {"message_id": Flaw.MISSING}),
        ({"thread_id": " "}, {"thread_id": Flaw.MISSING}),
        ({"message_id": True}, {"message_id": Flaw.NO_TEXT}),
        ({"text": ["x"]}, {"text": Flaw.NO_TEXT}),
        ({"text": "x" * 20_001}, {"text": Flaw.TOO_LONG}),
        ({"thread_id": "x" * 201}, {"thread_id": Flaw.TOO_LONG}),
        ({"text": "  "}, {"text": Flaw.SAYS_NOTHING}),
        ({"sent_at": "yesterday"}, {"sent_at": Flaw.NO_MOMENT}),
        ({"sent_at": "2026-01-09T10:00:00"}, {"sent_at": Flaw.NO_MOMENT}),
        ({"sent_at": 10**30}, {"sent_at": Flaw.NO_MOMENT}),
        ({"sent_at": [1]}, {"sent_at": Flaw.NO_MOMENT}),
        ({"sent_at": "2026-01-10T10:00:00+08:00"}, {"sent_at": Flaw.IN_FUTURE}),
        ({"attachments": {}}, {"attachments": Flaw.NO_LIST}),
        ({"attachments": [FILE] * 10}, {"attachments": Flaw.TOO_MANY}),
        ({"attachments": [{"name": "x"}]}, {"attachments.0": Flaw.NO_ATTACHMENT}),
        ({"attachments": [FILE, "x"]}, {"attachments.1": Flaw.NO_ATTACHMENT}),
        ({"attachments": [{"url": "file:///etc/passwd"}]}, {"attachments.0": Flaw.NO_ATTACHMENT}),
        (
            {"attachments": [{"name": "x", "content": "no base64!"}]},
            {"attachments.0": Flaw.NO_BASE64},
        ),
    ],
)
def test_what_must_be_there_is_there_and_of_its_kind(
    more: dict[str, Any], flaws: dict[str, Flaw]
) -> None:
    if not flaws:
        assert isinstance(rules.word_of(WORD | more, {}, FRIDAY).message_id, str)
        return
    with pytest.raises(Unreadable) as refused:
        rules.word_of(WORD | more, {}, FRIDAY)
    assert refused.value.flaws == flaws


def test_a_mapping_says_where_each_field_lies() -> None:
    mapping, wrong = rules.mapping_of(
        "text = content.body\n\nmessage_id=MsgId\nthread_id = conv.id"
    )
    assert not wrong
    body = {"MsgId": 5, "conv": {"id": "c"}, "content": {"body": "漏水"}, "text": "other"}
    said = rules.word_of(body, mapping, FRIDAY)
    assert (said.message_id, said.thread_id, said.text) == ("5", "c", "漏水")
    assert rules.mapping_of(rules.lines_of(mapping))[0] == mapping
    assert rules.mapping_of("color = a\ntext = a..b\ntext")[1] == [
        "color = a",
        "text = a..b",
        "text",
    ]


def test_an_old_moment_of_sending_is_not_taken_for_that_of_receipt() -> None:
    old = (FRIDAY - timedelta(days=8)).isoformat()
    assert rules.word_of(WORD | {"sent_at": old}, {}, FRIDAY).sent_at is None
