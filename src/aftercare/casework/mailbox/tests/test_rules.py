"""Mails as they come: the quirks of many programs."""

import pytest

from aftercare.casework.mailbox import rules
from aftercare.casework.mailbox.rules import Fault


def mail(*lines: str | bytes, body: str | bytes = "正文", **more: str) -> bytes:
    heads = [
        f"{name.replace('_', '-')}: {value}"
        for name, value in ({"From": "Zhang <z@example.cn>", "Message_ID": "<a@b>"} | more).items()
    ]
    raw = [one.encode() if isinstance(one, str) else one for one in (*heads, *lines, "")]
    content = body.encode() if isinstance(body, str) else body
    return b"\r\n".join(raw) + b"\r\n" + content


GB = "沙发坐垫塌陷，请尽快处理，谢谢。镕堃"


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("gb18030", GB.encode("gb18030")),
        ("gb2312", GB.encode("gb18030")),  # signs that GB 2312 has not
        ("utf-8", GB.encode("gb18030")),  # wrongly labelled
        ("gbk", GB.encode()),
        ("us-ascii", GB.encode("gb18030")),
        ("x-unknown", GB.encode()),
        ("", GB.encode("gb18030")),
    ],
)
def test_chinese_is_read_whatever_the_label_says(label: str, body: bytes) -> None:
    kind = f"text/plain; charset={label}" if label else "text/plain"
    assert rules.parsed(mail(body=body, Content_Type=kind)).text == GB


@pytest.mark.parametrize(
    "subject",
    [
        "=?gb2312?B?yfqz1rnK1c8=?=",
        "=?GB18030?Q?=C9=FA=B3=D6=B9=CA=D5=CF?=",
        # the two bytes of one sign in two words
        "=?gb2312?B?yfqz1rk=?= =?gb2312?B?ytXP?=",
    ],
)
def test_a_subject_in_encoded_words(subject: str) -> None:
    assert rules.parsed(mail(Subject=subject)).subject == "生持故障"


def test_a_subject_in_raw_bytes() -> None:
    raw = mail(b"Subject: " + "热水器漏电".encode("gb18030"))
    assert rules.parsed(raw).subject == "热水器漏电"


def test_a_mail_of_html_alone_is_read_as_its_reader_sees_it() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>第一&nbsp;行</p><script>x</script>"
        "<div>第二 &amp; 行</div></body>"
    )
    said = rules.parsed(mail(body=html, Content_Type="text/html; charset=utf-8"))
    assert said.text == "第一 行\n\n第二 & 行"


PARTS = """--b\r
Content-Type: text/plain; charset=utf-8\r
\r
看图\r
--b\r
Content-Type: image/png; name="=?utf-8?B?5Zu+LnBuZw==?="\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
--b--\r
"""


def test_attachments_come_with_their_names() -> None:
    said = rules.parsed(mail(body=PARTS, Content_Type='multipart/mixed; boundary="b"'))
    assert said.text == "看图"
    assert [(one.name, one.content[:4]) for one in said.attached] == [("图.png", b"\x89PNG")]


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ({"Auto_Submitted": "auto-replied"}, Fault.AUTOMATIC),
        ({"Auto_Submitted": "no"}, None),
        ({"X_Autoreply": "yes"}, Fault.AUTOMATIC),
        ({"Precedence": "auto_reply"}, Fault.AUTOMATIC),
        ({"Precedence": "bulk"}, Fault.LIST),
        ({"List_Id": "<news.example>"}, Fault.LIST),
        ({"Return_Path": "<>"}, Fault.BOUNCE),
        ({"From": "MAILER-DAEMON@example.cn"}, Fault.BOUNCE),
        ({"Content_Type": 'multipart/report; boundary="b"'}, Fault.BOUNCE),
        ({}, None),
    ],
)
def test_what_a_program_wrote_is_known_by_its_headers(
    head: dict[str, str], fault: Fault | None
) -> None:
    assert rules.parsed(mail(**head)).fault is fault


def test_what_nobody_can_read_is_said_to_be_so() -> None:
    for raw, fault in (
        (b"", Fault.NO_SENDER),
        (b"\xff\xfe\x00garbage", Fault.NO_SENDER),
        (mail(From="nobody"), Fault.NO_SENDER),
        (
            mail(
                body="--b\r\n\r\n\r\n" * 300,
                Content_Type='multipart/mixed; boundary="b"',
            ),
            Fault.MALFORMED,
        ),
    ):
        with pytest.raises(rules.Unfit) as unfit:
            rules.parsed(raw)
        assert unfit.value.fault is fault


@pytest.mark.parametrize(
    "letter",
    [
        "好的，同意。\n\n-----原始邮件-----\n发件人: 客服\n请确认",
        "好的，同意。\n\n在 2026年1月9日，客服 写道：\n> 请确认",
        "好的，同意。\n\nOn Fri, Jan 9, 2026 at 10:00 AM Service wrote:\n> please",
        "好的，同意。\n> 请确认\n> 谢谢",
    ],
)
def test_the_letter_that_is_answered_is_left_out(letter: str) -> None:
    assert rules.own_words(letter) == "好的，同意。"


def test_a_letter_that_is_all_quotation_stays_whole() -> None:
    assert rules.own_words("> 请确认") == "> 请确认"


def test_a_signed_number_is_found_in_subjects_and_addresses() -> None:
    texts = ["Re: 沙发 [AS260109-00001#0123456789abcdef]", "s+as260109-00002-fedcba9876543210@x.cn"]
    assert list(rules.tags(texts)) == [
        ("AS260109-00001", "0123456789abcdef"),
        ("AS260109-00002", "fedcba9876543210"),
    ]


MIXED = 'multipart/mixed; boundary="b"'
FORWARD = (
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请处理\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.cn\r\nSubject: x\r\n"
    'Content-Type: multipart/mixed; boundary="c"\r\n\r\n--c\r\n'
    "Content-Type: text/plain; charset=utf-8\r\n\r\n门铰链断了\r\n--c--\r\n--b--\r\n"
)
NAMED = (
    "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n"
    " filename*0*=UTF-8''%E8%AE%A2%E5%8D%95;\r\n filename*1*=%E6%98%8E%E7%BB%86.xlsx\r\n\r\n"
    "PK\r\n--b--\r\n"
)
WINMAIL = (
    "--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: application/ms-tnef; "
    'name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgcA\r\n--b--\r\n'
)


@pytest.mark.parametrize(
    ("raw", "text", "names", "says_something"),
    [
        (mail(body=FORWARD, Content_Type=MIXED), "请处理\n门铰链断了", [], True),
        (mail(body=NAMED, Content_Type=MIXED), "", ["订单明细.xlsx"], True),
        (mail(body=WINMAIL, Content_Type=MIXED), "", ["winmail.dat"], True),
        (mail(body=""), "", [], False),
        (mail(body="", Subject="=?gb18030?B?w8XMxQ==?="), "", [], False),
        (mail(body="<p></p>", Content_Type="text/html"), "", [], False),
        (mail(body="<b>漏水", Content_Type="text/html; charset=utf-8"), "漏水", [], False),
        (mail(body="x" * 30_000), "x" * 20_000, [], True),
        (mail(body="a\0b 门坏了，请来修"), "ab 门坏了，请来修", [], True),
    ],
)
def test_odd_mails_are_read_as_their_readers_see_them(
    raw: bytes,
    text: str,
    names: list[str],
    says_something: bool,  # noqa: FBT001
) -> None:
    said = rules.parsed(raw)
    assert (said.text, [one.name for one in said.attached]) == (text, names)
    assert rules.says_something(said) is says_something
